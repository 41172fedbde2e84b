import type { DoorPassage } from '../../../adapters/access-control/anjuWire.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { PassageEntity, PassageFlag } from '../access.entity.js';
import { findGroupsOfDevice, findPassage, insertPassage, savePassage } from '../access.store.js';
import { blankPassage, type Door, passageIdOf } from '../doorFacts.js';
import { onceMore } from '../onceMore.js';
import { lockOwnUse, saveOwnUse } from '../ownDoor.store.js';
import { believedTime, wasCutOff } from '../pass.rules.js';
import { findWhereabouts, type Whereabouts } from '../residents.js';
import { tellChanged } from '../tell.js';
import { tellGuards } from '../tellGuards.js';

/** They had left when they were let in, and the door had not heard of it. */
const flagOf = ({ leftAt }: Whereabouts, at: Date, admitted: boolean): PassageFlag | null =>
  admitted && leftAt !== null && at >= leftAt ? 'revoked' : null;

const keep = async (tx: Tx, deps: Deps, door: Door, told: DoorPassage): Promise<void> => {
  const { communityId, id: deviceId } = door;
  const { accountId, step, admitted, direction } = told;
  const before = await findPassage(tx, communityId, passageIdOf(door, told.id));
  // Where our answer was lost and the door decided otherwise, the door is right.
  if (before?.admitted === admitted) return;
  const now = deps.clock.now();
  const at = before?.at ?? believedTime(new Date(told.at), now);
  const groups = await findGroupsOfDevice(tx, communityId, deviceId);
  const whereabouts = accountId ? await findWhereabouts(tx, communityId, { accountId, groups }) : null;
  const flag = whereabouts && flagOf(whereabouts, at, admitted);
  const outcome = { admitted, reason: admitted ? null : told.reason, flag };
  const passage: PassageEntity = before
    ? { ...before, ...outcome, offline: true }
    : {
        ...blankPassage(door, told.id, now),
        ...{
          passId: null,
          accountId: whereabouts?.name ? accountId : null,
          houseId: whereabouts?.here?.houseId ?? null,
        },
        ...{ who: whereabouts?.name ?? null, direction, at, way: told.way },
        ...outcome,
        offline: wasCutOff(told, now.getTime() - at.getTime()),
      };
  if (before) await savePassage(tx, before, { ...outcome, offline: true });
  else await insertPassage(tx, passage);
  if (accountId && whereabouts?.name && step !== null && admitted && direction === 'in') {
    const use = await lockOwnUse(tx, { communityId, deviceId, accountId });
    const lastStep = Math.max(use.lastStep, step);
    await saveOwnUse(tx, use, { lastStep, usedAt: deps.clock.realNow().getTime() });
  }
  await tellGuards(tx, deps, passage);
  tellChanged(tx, deps, { communityId, accountId: passage.accountId });
};

/** A resident's passage that a door decided alone, by a code or by Bluetooth: kept once, however often it is told. */
export const takeOwnPassage = (deps: Deps, door: Door, told: DoorPassage): Promise<void> =>
  onceMore(() => inTransaction(deps.db, (tx) => keep(tx, deps, door, told)));
