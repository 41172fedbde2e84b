import type { VisitView } from 'shared-types/access';
import type { ResponseOf } from 'shared-types/contract';
import { dayOfHour } from 'shared-types/ownCode';
import type { DoorKeys, listOwnDoors } from 'shared-types/ownDoor';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { doorTag } from '../../kernel/doorToken.js';
import { hourKeyOf } from '../../kernel/ownCode.js';
import { ulidToBytes } from '../../kernel/ulidBytes.js';
import { accessTexts } from '../../locales/access.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseDetail } from '../community/house.door.js';
import { type DeviceSummary, listDevices } from '../device/device.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import type { GateGroupEntity } from './access.entity.js';
import { findGroupDevices, findGroups, findPassage } from './access.store.js';
import { findOwnPassages } from './ownDoor.store.js';
import { dayKeyOf } from './ownKeys.js';
import { canOpenFromAfar, mayChoose } from './pass.rules.js';
import { presentVisit } from './pass.view.js';

export interface OwnDoors {
  communityId: string;
  /** On the way in; those without a door are left out. */
  groups: GateGroupEntity[];
  /** In use, on the way in, each once. Cameras are not among them: nobody holds a phone to one. */
  doors: DeviceSummary[];
}

/** What the house of a caller may be entered by; house.not_found where they do not live there. */
export const readDoorsOfHouse = async (reader: Reader, actor: OwnerActor, houseId: string): Promise<OwnDoors> => {
  const bound = actor.houses.find((house) => house.houseId === houseId);
  const house = bound && (await readHouseDetail(reader, bound.communityId, houseId));
  if (!house) throw new AppError('house.not_found');
  const { communityId } = house;
  const [all, rows, devices] = await Promise.all([
    findGroups(reader, communityId),
    findGroupDevices(reader, communityId),
    listDevices(reader, communityId, { kinds: ['door', 'gate'] }),
  ]);
  const usable = new Map(devices.filter(({ lifecycle }) => lifecycle === 'in-use').map((one) => [one.id, one]));
  const own = all.filter((group) => mayChoose(group, house));
  const doorsIn = (groupId: string): DeviceSummary[] =>
    rows.flatMap((row) => (row.groupId === groupId ? (usable.get(row.deviceId) ?? []) : []));
  return {
    communityId,
    groups: own.filter(({ id }) => doorsIn(id).length > 0),
    doors: [...new Map(own.flatMap(({ id }) => doorsIn(id)).map((door) => [door.id, door])).values()],
  };
};

const mostRecent = 10;

export const readOwnDoors = async (
  deps: Deps,
  actor: OwnerActor,
  houseId: string,
): Promise<ResponseOf<typeof listOwnDoors>> => {
  const { reader } = deps.db;
  const { communityId, doors } = await readDoorsOfHouse(reader, actor, houseId);
  const { remote } = (await readPolicyInForce(reader, communityId)).policy.ownDoors;
  const recent = await findOwnPassages(reader, { communityId, accountId: actor.id, limit: mostRecent });
  const now = deps.clock.now();
  return {
    items: doors.map((door) => ({
      id: door.id,
      name: door.name,
      tag: doorTag(door.id),
      actions: remote && canOpenFromAfar(door) ? ['open' as const] : [],
    })),
    remote,
    remoteWhy: remote ? null : accessTexts.remoteOff,
    recent: recent.map((passage) => presentVisit(passage, now)),
  };
};

export const readOwnVisit = async (
  deps: Deps,
  { communityId, id }: { communityId: string; id: string },
): Promise<VisitView> => {
  const passage = await findPassage(deps.db.reader, communityId, id);
  if (!passage) throw new AppError('door.not_found');
  return presentVisit(passage, deps.clock.now());
};

const hourMs = 3_600_000;

/** For the hour that runs and the policy's hours after it: one key an hour and gate group, and none of anybody else. */
export const readDoorKeys = async (deps: Deps, actor: OwnerActor, houseId: string): Promise<DoorKeys> => {
  const { reader } = deps.db;
  const { communityId, groups } = await readDoorsOfHouse(reader, actor, houseId);
  if (groups.length === 0) throw new AppError('door.none');
  const { codeHours } = (await readPolicyInForce(reader, communityId)).policy.ownDoors;
  const realNow = deps.clock.realNow();
  const person = ulidToBytes(actor.id);
  const first = Math.floor(realNow.getTime() / hourMs);
  const hours = Array.from({ length: codeHours + 1 }, (_, index) => first + index);
  return {
    houseId,
    person: person.toString('hex'),
    realNow: toInstant(realNow),
    until: toInstant(new Date((first + hours.length) * hourMs)),
    places: groups.map(({ name }) => name).join('、'),
    hours: hours.map((hour) => ({
      hour,
      keys: groups.slice(0, 8).map(({ number: group }) => ({
        group,
        key: hourKeyOf(dayKeyOf(deps, communityId, group, dayOfHour(hour)), person, hour).toString('hex'),
      })),
    })),
  };
};
