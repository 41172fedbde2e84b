import type { listPasses, listPassPlaces, PassView, SharedPassView } from 'shared-types/access';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';
import { readCommunity, readHouseBriefs } from '../community/community.door.js';
import { readHouseDetail } from '../community/house.door.js';
import { listDevices } from '../device/device.door.js';
import type { GateGroupEntity, VisitorPassEntity } from './access.entity.js';
import { findGroupDevices, findGroups, findGroupsByIds, findPassById, findVisits, listOwn } from './access.store.js';
import { doorKinds } from './doorFacts.js';
import { mayChoose } from './pass.rules.js';
import { presentPass, presentShared, presentSummary } from './pass.view.js';
import { passOfToken } from './shareToken.js';

/** Names of the doors of each group, in their order; scrapped ones are left out. */
export const doorsOfGroups = async (
  reader: Reader,
  communityId: string,
): Promise<Map<string, { id: string; name: string }[]>> => {
  const [rows, devices] = await Promise.all([
    findGroupDevices(reader, communityId),
    listDevices(reader, communityId, { kinds: doorKinds }),
  ]);
  const known = new Map(devices.filter(({ lifecycle }) => lifecycle !== 'scrapped').map((one) => [one.id, one]));
  const doors = new Map<string, { id: string; name: string }[]>();
  for (const { groupId, deviceId } of rows) {
    const device = known.get(deviceId);
    if (device) doors.set(groupId, [...(doors.get(groupId) ?? []), { id: device.id, name: device.name }]);
  }
  return doors;
};

/** What a house's guests may be let in by. Groups without any door are not offered. */
export const readPassPlaces = async (
  deps: Deps,
  actor: OwnerActor,
  houseId: string,
): Promise<ResponseOf<typeof listPassPlaces>> => {
  const bound = actor.houses.find((house) => house.houseId === houseId);
  const { reader } = deps.db;
  const house = bound && (await readHouseDetail(reader, bound.communityId, houseId));
  if (!house) throw new AppError('house.not_found');
  const doors = await doorsOfGroups(reader, house.communityId);
  const groups = (await findGroups(reader, house.communityId)).filter((group) => mayChoose(group, house));
  return {
    items: groups.flatMap(({ id, name }) => {
      const names = doors.get(id)?.map((door) => door.name) ?? [];
      return names.length > 0 ? [{ id, name, doors: names.join('、'), usual: true }] : [];
    }),
  };
};

const groupsOf = async (reader: Reader, passes: readonly VisitorPassEntity[]): Promise<GateGroupEntity[]> => {
  const wanted = new Map<string, Set<string>>();
  for (const { communityId, groupIds } of passes)
    wanted.set(communityId, new Set([...(wanted.get(communityId) ?? []), ...groupIds]));
  const found = await Promise.all(
    [...wanted].map(([communityId, ids]) => findGroupsByIds(reader, communityId, [...ids])),
  );
  return found.flat();
};

const labelsOf = async (reader: Reader, passes: readonly VisitorPassEntity[]): Promise<Map<string, string>> => {
  const houses = await readHouseBriefs(reader, [...new Set(passes.map(({ houseId }) => houseId))]);
  return new Map(houses.map(({ id, label }) => [id, label]));
};

export const listOwnPasses = async (
  deps: Deps,
  actor: OwnerActor,
  { which, cursor, limit }: QueryOf<typeof listPasses>,
): Promise<ResponseOf<typeof listPasses>> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const [after = null] = decodeCursor(cursor, 1);
  const found = await listOwn(reader, actor.id, { which, now, after, limit: limit + 1 });
  const passes = found.slice(0, limit);
  const [groups, labels] = await Promise.all([groupsOf(reader, passes), labelsOf(reader, passes)]);
  const last = found.length > limit ? passes.at(-1) : undefined;
  return {
    items: passes.map((pass) => presentSummary(pass, { groups, houseLabel: labels.get(pass.houseId) ?? '' }, now)),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};

export const readPassView = async (deps: Deps, id: string): Promise<PassView> => {
  const { reader } = deps.db;
  const pass = await findPassById(reader, id);
  if (!pass) throw new AppError('pass.not_found');
  const [groups, labels, visits] = await Promise.all([
    groupsOf(reader, [pass]),
    labelsOf(reader, [pass]),
    findVisits(reader, pass.communityId, pass.id),
  ]);
  const houseLabel = labels.get(pass.houseId) ?? '';
  return presentPass(deps, pass, { groups, houseLabel, visits }, deps.clock.now());
};

/** Tries of one address in a minute. Tokens can't be guessed; this keeps guessing from costing us anything. */
const opens = { name: 'shared-pass', points: 60, windowMs: 60_000 };

/** The ticket, for whoever has its token. */
export const openShared = async (deps: Deps, ip: string, token: string): Promise<SharedPassView> => {
  if (!(await createRateLimit(deps.keyValue, opens)(ip)).allowed) throw new AppError('rate.limited');
  const { reader } = deps.db;
  const id = passOfToken(deps, token);
  const pass = id ? await findPassById(reader, id) : null;
  const community = pass && (await readCommunity(reader, pass.communityId));
  if (!pass || !community) throw new AppError('pass.not_found');
  return presentShared(deps, pass, { groups: await groupsOf(reader, [pass]), community }, deps.clock.now());
};
