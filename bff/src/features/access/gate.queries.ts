import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type {
  ExpectedView,
  GateGroupView,
  listDoors,
  listExpected,
  listGateGroups,
  listPassages,
  PassageView,
} from 'shared-types/staffAccess';
import { atWall, dayTime, toDay, toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { accessTexts, visitWords } from '../../locales/access.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readBuildingNames, readHouseBriefs, readUnits } from '../community/community.door.js';
import { listDevices } from '../device/device.door.js';
import type { GateGroupEntity, PassageEntity, VisitorPassEntity } from './access.entity.js';
import { doorsOfGroups } from './access.queries.js';
import { findGroup, findGroups, findGroupsByIds, findPassage, findUnended, listForGuards } from './access.store.js';
import { doorKinds } from './doorFacts.js';
import { canOpenFromAfar } from './pass.rules.js';
import { timesOf } from './pass.view.js';
import { findPosts } from './terminalPost.store.js';

const mostExpected = 200;
const dayMs = 86_400_000;

const labelsOf = async (reader: Reader, houseIds: (string | null)[]): Promise<Map<string, string>> => {
  const ids = [...new Set(houseIds.filter((id) => id !== null))];
  return new Map((await readHouseBriefs(reader, ids)).map(({ id, label }) => [id, label]));
};

const presentExpected = (
  pass: VisitorPassEntity,
  { houseLabel, groups }: { houseLabel: string; groups: readonly GateGroupEntity[] },
  now: Date,
): ExpectedView => ({
  id: pass.id,
  name: pass.name,
  houseId: pass.houseId,
  houseLabel,
  hostName: pass.hostName,
  places: groups.filter(({ id }) => pass.groupIds.includes(id)).map(({ name }) => name),
  ...timesOf(pass, now),
});

const speaksOf = (view: ExpectedView, q: string): boolean =>
  [view.name, view.houseLabel, view.plate ?? '', view.hostName].some((text) =>
    text.toUpperCase().includes(q.toUpperCase()),
  );

/** Who may come today: not revoked, begun or beginning before midnight. */
export const readExpected = async (
  deps: Deps,
  actor: StaffActor,
  { q }: QueryOf<typeof listExpected>,
): Promise<ResponseOf<typeof listExpected>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const now = deps.clock.now();
  const midnight = new Date(atWall(toDay(now), 0).getTime() + dayMs);
  const passes = (await findUnended(reader, communityId, now))
    .filter(({ revokedAt, validFrom }) => revokedAt === null && validFrom < midnight)
    .sort((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
  const [labels, groups] = await Promise.all([
    labelsOf(
      reader,
      passes.map(({ houseId }) => houseId),
    ),
    findGroupsByIds(reader, communityId, [...new Set(passes.flatMap(({ groupIds }) => groupIds))]),
  ]);
  const views = passes.map((pass) =>
    presentExpected(pass, { houseLabel: labels.get(pass.houseId) ?? '', groups }, now),
  );
  const found = q ? views.filter((view) => speaksOf(view, q)) : views;
  return { items: found.slice(0, mostExpected), more: Math.max(0, found.length - mostExpected) };
};

const presentPassage = (passage: PassageEntity, labels: Map<string, string>, now: Date): PassageView => ({
  id: passage.id,
  at: toInstant(passage.at),
  when: dayTime(passage.at, now),
  doorId: passage.deviceId,
  place: passage.place,
  who: passage.who,
  houseLabel: passage.houseId ? (labels.get(passage.houseId) ?? null) : null,
  plate: passage.plate,
  direction: passage.direction,
  way: passage.way,
  words: visitWords(passage),
  admitted: passage.admitted,
  flagged: passage.flag !== null,
  late: passage.offline,
  staffName: passage.staffName,
  note: passage.note,
});

export const readPassages = async (
  deps: Deps,
  actor: StaffActor,
  { cursor, limit, ...filter }: QueryOf<typeof listPassages>,
): Promise<ResponseOf<typeof listPassages>> => {
  const { reader } = deps.db;
  const [at, id] = decodeCursor(cursor, 2);
  const before = at && id ? { at: cursorTime(at), id } : null;
  const found = await listForGuards(reader, actor.communityId, { ...filter, before, limit: limit + 1 });
  const passages = found.slice(0, limit);
  const labels = await labelsOf(
    reader,
    passages.map(({ houseId }) => houseId),
  );
  const last = found.length > limit ? passages.at(-1) : undefined;
  const now = deps.clock.now();
  return {
    items: passages.map((passage) => presentPassage(passage, labels, now)),
    nextCursor: last ? encodeCursor(last.at.toISOString(), last.id) : null,
  };
};

export const readPassage = async (deps: Deps, actor: StaffActor, id: string): Promise<PassageView> => {
  const passage = await findPassage(deps.db.reader, actor.communityId, id);
  if (!passage) throw new AppError('place.not_found');
  return presentPassage(passage, await labelsOf(deps.db.reader, [passage.houseId]), deps.clock.now());
};

/** A door that has said nothing for so long is cut off: it asks for its list every half minute. */
const silentMs = 120_000;

export const readDoors = async (deps: Deps, actor: StaffActor): Promise<ResponseOf<typeof listDoors>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const now = deps.clock.now();
  const [devices, groups, doors, posts] = await Promise.all([
    listDevices(reader, communityId, { kinds: doorKinds }),
    findGroups(reader, communityId),
    doorsOfGroups(reader, communityId),
    findPosts(reader, communityId),
  ]);
  const atKiosks = new Set(posts.map(({ deviceId }) => deviceId));
  return {
    items: devices
      .filter(({ id }) => !atKiosks.has(id))
      .filter(({ lifecycle }) => lifecycle === 'in-use' || lifecycle === 'under-repair')
      .map(({ id, name, placeLabel, lastSeenAt, online, ...device }) => ({
        id,
        name,
        placeLabel,
        groups: groups
          .filter((group) => doors.get(group.id)?.some((door) => door.id === id))
          .map((group) => group.name),
        online: online && lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() < silentMs,
        seenWords: lastSeenAt ? accessTexts.seen(dayTime(lastSeenAt, now)) : accessTexts.neverSeen,
        actions: actor.permissions.has('gate.open') && canOpenFromAfar(device) ? ['open' as const] : [],
      })),
  };
};

const presentGroups = async (
  reader: Reader,
  communityId: string,
  groups: readonly GateGroupEntity[],
): Promise<GateGroupView[]> => {
  const [doors, buildings, units] = await Promise.all([
    doorsOfGroups(reader, communityId),
    readBuildingNames(reader, communityId),
    readUnits(reader, communityId),
  ]);
  return groups.map(({ id, number, name, buildingId, unitId }) => ({
    ...{ id, number, name, buildingId, unitId },
    forWords:
      [buildingId && buildings.get(buildingId), unitId && units.find((unit) => unit.id === unitId)?.name]
        .filter(Boolean)
        .join('') || accessTexts.wholeCommunity,
    doors: doors.get(id) ?? [],
  }));
};

export const readGroups = async (deps: Deps, actor: StaffActor): Promise<ResponseOf<typeof listGateGroups>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const devices = await listDevices(reader, communityId, { kinds: doorKinds });
  return {
    items: await presentGroups(reader, communityId, await findGroups(reader, communityId)),
    doors: devices.filter(({ lifecycle }) => lifecycle !== 'scrapped').map(({ id, name }) => ({ id, name })),
  };
};

export const readGroup = async (deps: Deps, { communityId }: StaffActor, id: string): Promise<GateGroupView> => {
  const group = await findGroup(deps.db.reader, communityId, id);
  const [view] = group ? await presentGroups(deps.db.reader, communityId, [group]) : [];
  if (!view) throw new AppError('gate_group.not_found');
  return view;
};
