import type { DoorAsk } from '../../../adapters/access-control/anjuWire.js';
import { type DoorRefusal, judgePass } from '../../../kernel/door.js';
import { afterWrong, freshKeypad, isResting, mostWrongOfCommunity } from '../../../kernel/keypad.js';
import { readPassCode } from '../../../kernel/passCode.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction, isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { GateGroupEntity, PassageEntity, VisitorPassEntity } from '../access.entity.js';
import {
  findByDigits,
  findGroupsOfDevice,
  findPassage,
  insertPassage,
  lockKeypad,
  lockPass,
  saveKeypad,
  savePass,
} from '../access.store.js';
import { digitsIndex } from '../digits.js';
import { blankPassage, type Door, hostsStillBound, passageIdOf } from '../doorFacts.js';
import { signersOf } from '../signing.js';
import { tellArrival, tellChanged } from '../tell.js';
import { endPass } from './revokePass.js';

export interface DoorAnswer {
  admit: boolean;
  reason: DoorRefusal | null;
  /** Whom the answer is about; null: nobody known. */
  passId: string | null;
  /** What the small screen greets with. */
  name: string | null;
}

type Found = { pass: VisitorPassEntity | null; reason: DoorRefusal | null };

const wrongOf = (communityId: string): string => `access:wrong:${communityId}`;

const communityRests = async (deps: Deps, communityId: string): Promise<boolean> => {
  const wrong = await deps.keyValue.get(wrongOf(communityId)).catch(() => null);
  return Number(wrong ?? 0) >= mostWrongOfCommunity.points;
};

const byCode = async (tx: Tx, deps: Deps, door: Door, text: string): Promise<Found> => {
  const read = readPassCode(text, door.communityId, signersOf(deps.keys));
  if (!read.ok) return { pass: null, reason: read.reason };
  const pass = await lockPass(tx, door.communityId, read.code.passId);
  return { pass, reason: pass ? null : 'unknown' };
};

/** Six digits are tried one after the other at a keypad, however many come at once. */
const byDigits = async (
  tx: Tx,
  deps: Deps,
  door: Door,
  { digits, groups }: { digits: string; groups: GateGroupEntity[] },
): Promise<Found> => {
  const keypad = await lockKeypad(tx, door.communityId, door.id);
  const nowMs = deps.clock.realNow().getTime();
  if (isResting(keypad, nowMs)) return { pass: null, reason: 'paused' };
  const groupIds = groups.map(({ id }) => id);
  const taken = await findByDigits(tx, door.communityId, groupIds, digitsIndex(deps, digits));
  const pass = taken && taken.validUntil > deps.clock.now() ? await lockPass(tx, door.communityId, taken.passId) : null;
  if (pass) return { pass, reason: null };
  await saveKeypad(tx, keypad, afterWrong(keypad, nowMs));
  return { pass: null, reason: 'unknown' };
};

const judge = async (
  tx: Tx,
  deps: Deps,
  { pass, reason }: Found,
  { groups, direction }: { groups: GateGroupEntity[]; direction: DoorAsk['direction'] },
): Promise<DoorRefusal | null> => {
  if (!pass) return reason;
  const isBound = await hostsStillBound(tx, pass.communityId, [pass]);
  if (!isBound(pass)) {
    await endPass(tx, deps, pass, 'left');
    return 'revoked';
  }
  const { validFrom: from, validUntil: until, uses, used, revokedAt } = pass;
  const isHere = groups.some(({ id }) => pass.groupIds.includes(id));
  return judgePass({ from, until, uses, used, revoked: revokedAt !== null, isHere }, direction, deps.clock.now());
};

const answerOf = ({ admitted, reason, passId, who }: PassageEntity): DoorAnswer => ({
  admit: admitted,
  reason,
  passId,
  name: admitted ? who : null,
});

const decide = async (tx: Tx, deps: Deps, door: Door, ask: DoorAsk): Promise<PassageEntity> => {
  const { direction, digits, code } = ask;
  const groups = await findGroupsOfDevice(tx, door.communityId, door.id);
  const found =
    digits === undefined
      ? await byCode(tx, deps, door, code ?? '')
      : await byDigits(tx, deps, door, { digits, groups });
  const reason = await judge(tx, deps, found, { groups, direction });
  const { pass } = found;
  const now = deps.clock.now();
  const admitted = reason === null;
  const passage: PassageEntity = {
    ...blankPassage(door, ask.id, now),
    passId: pass?.id ?? null,
    houseId: pass?.houseId ?? null,
    who: pass?.name ?? null,
    direction,
    at: now,
    way: digits === undefined ? 'qr' : 'digits',
    admitted,
    reason,
    offline: false,
  };
  if (admitted && pass && direction === 'in') {
    await savePass(tx, pass, { used: pass.used + 1 });
    // An entry costs one of few uses, so nobody can make the keypad forget its wrong tries for nothing.
    if (digits !== undefined)
      await saveKeypad(tx, { communityId: door.communityId, deviceId: door.id, ...freshKeypad }, freshKeypad);
  }
  await insertPassage(tx, passage);
  if (admitted && pass && direction === 'in') await tellArrival(tx, deps, passage);
  tellChanged(tx, deps, { communityId: door.communityId, accountId: pass?.accountId ?? null });
  return passage;
};

/**
 * A door asks whether somebody may pass (S3). Decided under the lock of the pass, so that of a hundred at once exactly as
 * many get in as it has uses; asked again with the same id, the answer is the same and nothing is used up twice.
 */
export const askAtDoor = async (deps: Deps, door: Door, ask: DoorAsk): Promise<DoorAnswer> => {
  const { communityId } = door;
  const before = await findPassage(deps.db.reader, communityId, passageIdOf(door, ask.id));
  if (before) return answerOf(before);
  if (ask.digits !== undefined && (await communityRests(deps, communityId)))
    return { admit: false, reason: 'paused', passId: null, name: null };
  try {
    const passage = await inTransaction(deps.db, (tx) => decide(tx, deps, door, ask));
    if (ask.digits !== undefined && passage.reason === 'unknown')
      await deps.keyValue.increment(wrongOf(communityId), mostWrongOfCommunity.windowMs).catch(() => undefined);
    return answerOf(passage);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const other = await findPassage(deps.db.reader, communityId, passageIdOf(door, ask.id));
    if (!other) throw error;
    return answerOf(other);
  }
};
