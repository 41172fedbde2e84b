import type { GroupBody } from 'shared-types/staffAccess';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { accessTexts } from '../../../locales/access.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readBuildingNames, readUnits } from '../../community/community.door.js';
import { findDevice } from '../../device/device.door.js';
import type { GateGroupEntity } from '../access.entity.js';
import { findGroupNumbers, insertGroup, lockGroup, replaceGroupDevices, saveGroup } from '../access.store.js';
import { isDoor } from '../doorFacts.js';
import { hintDoors } from '../lists.js';
import { findPost } from '../terminalPost.store.js';

const mostNumbers = 65_535;

const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

const checkBody = async (reader: Reader, communityId: string, body: GroupBody): Promise<void> => {
  const { buildingId, unitId, doorIds } = body;
  if (buildingId && !(await readBuildingNames(reader, communityId)).has(buildingId))
    throw new AppError('place.not_found');
  const unit = unitId ? (await readUnits(reader, communityId)).find(({ id }) => id === unitId) : null;
  if (unitId && unit?.buildingId !== buildingId) throw new AppError('place.not_found');
  for (const id of doorIds) {
    if (!isDoor(await findDevice(reader, communityId, id))) throw invalid('doorIds', accessTexts.noDoor);
    if (await findPost(reader, communityId, id)) throw invalid('doorIds', accessTexts.atKiosk);
  }
};

/** Written down, and told to the doors: one that left the group must hear of it too. */
const note = async (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  group: Pick<GateGroupEntity, 'id' | 'name'>,
  action: 'gate_group.created' | 'gate_group.changed' | 'gate_group.removed',
): Promise<void> => {
  const { communityId } = call.actor;
  await hintDoors(tx, deps.clock, communityId, null);
  await audit(tx, deps.clock, call, {
    ...{ communityId, action, subjectKind: 'gate_group', subjectId: group.id, subject: group.name },
  });
};

const place = ({ name, buildingId, unitId }: GroupBody) => ({ name, buildingId, unitId });

/** Doors that open together for a guest. Its number goes into signed codes, so it is given once. */
export const createGroup = (deps: Deps, call: Call<StaffActor>, body: GroupBody): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    await checkBody(tx, communityId, body);
    const numbers = await findGroupNumbers(tx, communityId);
    const number = Math.max(0, ...numbers) + 1;
    if (number > mostNumbers) throw invalid('name', accessTexts.tooManyGroups);
    const createdAt = deps.clock.now();
    const group = { id: newId(createdAt), number, position: number, createdAt, removedAt: null, ...place(body) };
    await insertGroup(tx, { communityId, ...group });
    await replaceGroupDevices(tx, communityId, group.id, [...new Set(body.doorIds)]);
    await note(tx, deps, call, group, 'gate_group.created');
    return { id: group.id };
  });

const mustLock = async (tx: Tx, communityId: string, id: string): Promise<GateGroupEntity> => {
  const group = await lockGroup(tx, communityId, id);
  if (!group || group.removedAt) throw new AppError('gate_group.not_found');
  return group;
};

export const changeGroup = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, ...body }: GroupBody & { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const group = await mustLock(tx, communityId, id);
    await checkBody(tx, communityId, body);
    await saveGroup(tx, group, place(body));
    await replaceGroupDevices(tx, communityId, id, [...new Set(body.doorIds)]);
    await note(tx, deps, call, { id, name: body.name }, 'gate_group.changed');
    return { id };
  });

export const removeGroup = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const group = await mustLock(tx, call.actor.communityId, id);
    await saveGroup(tx, group, { removedAt: deps.clock.now() });
    await note(tx, deps, call, group, 'gate_group.removed');
    return { done: true as const };
  });
