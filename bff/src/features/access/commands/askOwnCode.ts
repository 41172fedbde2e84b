import { readOwnCode } from 'shared-types/ownCode';
import type { DoorAsk } from '../../../adapters/access-control/anjuWire.js';
import type { DoorRefusal } from '../../../kernel/door.js';
import { judgeStep, proveOwnCode } from '../../../kernel/ownCode.js';
import { bytesToUlid } from '../../../kernel/ulidBytes.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { PassageEntity } from '../access.entity.js';
import { findGroupsOfDevice, findPassage, insertPassage } from '../access.store.js';
import { blankPassage, type Door, passageIdOf } from '../doorFacts.js';
import { onceMore } from '../onceMore.js';
import { lockOwnUse, saveOwnUse } from '../ownDoor.store.js';
import { dayKeyOf } from '../ownKeys.js';
import { findWhereabouts } from '../residents.js';
import { tellChanged } from '../tell.js';
import type { DoorAnswer } from './askAtDoor.js';

interface Known {
  reason: DoorRefusal | null;
  /** Only of a code that is proved: nobody is written down for a code that somebody else made up. */
  accountId: string | null;
  houseId: string | null;
  who: string | null;
}

const nobody = (reason: DoorRefusal): Known => ({ reason, accountId: null, houseId: null, who: null });

const judge = async (tx: Tx, deps: Deps, door: Door, ask: DoorAsk): Promise<Known> => {
  const { communityId, id: deviceId } = door;
  const code = readOwnCode(ask.code ?? '');
  if (!code) return nobody('unreadable');
  const groups = await findGroupsOfDevice(tx, communityId, deviceId);
  const unproved = proveOwnCode(code, {
    groups: groups.map(({ number }) => number),
    dayKey: (group, day) => dayKeyOf(deps, communityId, group, day),
  });
  if (unproved) return nobody(unproved);
  const accountId = bytesToUlid(code.person);
  const { here, name } = await findWhereabouts(tx, communityId, { accountId, groups });
  if (!here) return { reason: 'revoked', accountId, houseId: null, who: name };
  const use = await lockOwnUse(tx, { communityId, deviceId, accountId });
  const nowMs = deps.clock.realNow().getTime();
  const { direction } = ask;
  const reason = judgeStep(code.step, { nowMs, lastStep: use.lastStep, direction });
  if (reason === null && direction === 'in') await saveOwnUse(tx, use, { lastStep: code.step, usedAt: nowMs });
  return { reason, accountId, houseId: here.houseId, who: name };
};

const answerOf = ({ admitted, reason, who }: PassageEntity): DoorAnswer => ({
  admit: admitted,
  reason,
  passId: null,
  name: admitted ? who : null,
});

const decide = async (tx: Tx, deps: Deps, door: Door, ask: DoorAsk): Promise<PassageEntity> => {
  const before = await findPassage(tx, door.communityId, passageIdOf(door, ask.id));
  if (before) return before;
  const { reason, accountId, houseId, who } = await judge(tx, deps, door, ask);
  const now = deps.clock.now();
  const passage: PassageEntity = {
    ...blankPassage(door, ask.id, now),
    ...{ passId: null, accountId, houseId, who, direction: ask.direction, at: now, way: 'own' },
    ...{ admitted: reason === null, reason, offline: false },
  };
  await insertPassage(tx, passage);
  tellChanged(tx, deps, { communityId: door.communityId, accountId });
  return passage;
};

/**
 * A door asks about a resident's own code (S3). Decided under the lock of what this person did last at this door: of a
 * code that is shown a hundred times at once exactly one lets in. Asked again with the same id, the answer is the same.
 */
export const askOwnCode = async (deps: Deps, door: Door, ask: DoorAsk): Promise<DoorAnswer> =>
  answerOf(await onceMore(() => inTransaction(deps.db, (tx) => decide(tx, deps, door, ask))));
