import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import { insertPassage } from '../access.store.js';
import { blankPassage } from '../doorFacts.js';
import { readDoorsOfHouse } from '../ownDoor.queries.js';
import { countOpenings, lockOwnUse } from '../ownDoor.store.js';
import { canOpenFromAfar } from '../pass.rules.js';
import { tellChanged } from '../tell.js';
import { sendOpening } from './openDoor.js';

const hourMs = 3_600_000;

/**
 * An owner opens a door of their own house from afar, where the policy allows it, so many times an hour (S3). Audited; the
 * passage says whether it opened. Tries of one person at one door are counted one after the other.
 */
export const openOwnDoor = (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId, doorId }: { houseId: string; doorId: string },
): Promise<{ communityId: string; id: string }> =>
  transaction(deps, call, async (tx) => {
    const { id: accountId, name: who } = call.actor;
    const { communityId, doors } = await readDoorsOfHouse(tx, call.actor, houseId);
    const door = doors.find(({ id }) => id === doorId);
    if (!door) throw new AppError('door.not_found');
    const { remote, remotePerHour } = (await readPolicyInForce(tx, communityId)).policy.ownDoors;
    if (!remote) throw new AppError('door.remote_off');
    if (!canOpenFromAfar(door)) throw new AppError('gate.cannot_open');
    const where = { communityId, deviceId: door.id, accountId };
    await lockOwnUse(tx, where);
    const now = deps.clock.now();
    if ((await countOpenings(tx, where, new Date(now.getTime() - hourMs))) >= remotePerHour)
      throw new AppError('door.remote_often');
    const id = newId(now);
    await insertPassage(tx, {
      ...blankPassage(door, id, now),
      ...{ id, passId: null, accountId, houseId, who, direction: 'in', at: now, way: 'remote' },
      ...{ admitted: false, reason: null, offline: false },
    });
    await sendOpening(tx, deps, door, id);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'door.opened', subjectKind: 'passage', subjectId: id, subject: door.name },
    });
    tellChanged(tx, deps, { communityId, accountId });
    return { communityId, id };
  });
