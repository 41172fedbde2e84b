import type { DoorPassage } from '../../../adapters/access-control/anjuWire.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { PassageEntity, PassageFlag, VisitorPassEntity } from '../access.entity.js';
import { findPassage, insertPassage, lockPass, savePass, savePassage } from '../access.store.js';
import { blankPassage, type Door, passageIdOf } from '../doorFacts.js';
import { onceMore } from '../onceMore.js';
import { believedTime, wasCutOff } from '../pass.rules.js';
import { tellArrival, tellChanged } from '../tell.js';
import { tellGuards } from '../tellGuards.js';

/** What was wrong with letting somebody in, as far as the door could not know; `used` counts this entry. */
const flagOf = (pass: VisitorPassEntity, at: Date, direction: 'in' | 'out', used: number): PassageFlag | null => {
  if (pass.revokedAt && at > pass.revokedAt) return 'revoked';
  if (at >= pass.validUntil) return 'late';
  return direction === 'in' && used > pass.uses ? 'replay' : null;
};

/** What we answered did not reach the door, and it decided otherwise: the door is right, for it opened or did not. */
const correct = async (
  tx: Tx,
  deps: Deps,
  before: PassageEntity,
  { pass, told }: { pass: VisitorPassEntity | null; told: DoorPassage },
): Promise<void> => {
  if (before.admitted === told.admitted) return;
  const entered = before.direction === 'in' ? (told.admitted ? 1 : -1) : 0;
  const used = Math.max(0, (pass?.used ?? 0) + entered);
  const flag = pass && told.admitted ? flagOf(pass, before.at, before.direction, used) : null;
  const change = { admitted: told.admitted, reason: told.admitted ? null : told.reason, flag, offline: true };
  await savePassage(tx, before, change);
  if (pass && entered !== 0) await savePass(tx, pass, { used });
  const after = { ...before, ...change };
  await tellGuards(tx, deps, after);
  if (entered === 1 && pass) await tellArrival(tx, deps, after);
};

const keep = async (tx: Tx, deps: Deps, door: Door, told: DoorPassage): Promise<void> => {
  const pass = told.passId ? await lockPass(tx, door.communityId, told.passId) : null;
  const before = await findPassage(tx, door.communityId, passageIdOf(door, told.id));
  if (before) return correct(tx, deps, before, { pass, told });
  const now = deps.clock.now();
  const at = believedTime(new Date(told.at), now);
  const isEntry = told.admitted && told.direction === 'in';
  const used = (pass?.used ?? 0) + (isEntry ? 1 : 0);
  const passage: PassageEntity = {
    ...blankPassage(door, told.id, now),
    passId: pass?.id ?? null,
    houseId: pass?.houseId ?? null,
    who: pass?.name ?? null,
    direction: told.direction,
    at,
    way: told.way,
    admitted: told.admitted,
    reason: told.admitted ? null : told.reason,
    flag: pass && told.admitted ? flagOf(pass, at, told.direction, used) : null,
    offline: wasCutOff(told, now.getTime() - at.getTime()),
  };
  await insertPassage(tx, passage);
  if (pass && isEntry) {
    await savePass(tx, pass, { used });
    await tellArrival(tx, deps, passage);
  }
  await tellGuards(tx, deps, passage);
  tellChanged(tx, deps, { communityId: door.communityId, accountId: pass?.accountId ?? null });
};

/**
 * A passage that a door decided alone, told when the network is back: kept once, however often it is told. One that the
 * pass did not allow any more is kept too, and reported to the guards: it happened.
 */
export const takePassage = (deps: Deps, door: Door, told: DoorPassage): Promise<void> =>
  onceMore(() => inTransaction(deps.db, (tx) => keep(tx, deps, door, told)));
