import { audienceRoles } from 'shared-types/announcement';
import type { Audience, Reach, ReceiptPerson } from 'shared-types/staffAnnouncement';
import { toInstant } from 'shared-types/time';
import { roleNames, announcementTexts as t } from '../../locales/announcement.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readBuildingNames, readStands } from '../community/community.door.js';
import { readBoundPeople, readOwnerBriefs, readStaffNames } from '../identity/identity.door.js';
import { countPeople, coversHouse, type Person, reaches } from './audience.rules.js';

/** Whom an announcement is for, as people live and work there now: whoever moves in later is told, whoever left is not. */

interface Placed extends Person {
  label: string;
}

interface Expanded {
  people: Placed[];
  staff: { id: string; name: string }[];
  /** Ids of the houses in its places. */
  houseIds: string[];
}

/** A range of account ids narrows the people; the staff are always whole. */
export const expand = async (
  reader: Reader,
  communityId: string,
  audience: Audience,
  range: { from: string; to: string } | null = null,
): Promise<Expanded> => {
  const [stands, bound, staff] = await Promise.all([
    readStands(reader, communityId),
    readBoundPeople(reader, communityId, audience.roles, range),
    audience.staff ? readStaffNames(reader, communityId) : [],
  ]);
  const standOf = new Map(stands.map((stand) => [stand.id, stand]));
  const people = bound.flatMap(({ accountId, houseId, role }) => {
    const stand = standOf.get(houseId);
    if (!stand) return [];
    const { buildingId, unitId, label } = stand;
    const person = { accountId, houseId, buildingId, unitId, role, label };
    return reaches(audience, person) ? [person] : [];
  });
  const houseIds = stands.filter(({ id, ...where }) => coversHouse(audience, { houseId: id, ...where }));
  return { people, staff, houseIds: houseIds.map(({ id }) => id) };
};

/** Ids of everybody whom it is for, each once, in their order. */
export const accountIdsOf = ({ people, staff }: Expanded): string[] =>
  [...new Set([...people.map(({ accountId }) => accountId), ...staff.map(({ id }) => id)])].sort();

/** How many it reaches and how many of them have read it, by role and building, and why so few. */
export const readReach = async (
  reader: Reader,
  communityId: string,
  audience: Audience,
  readers: ReadonlyMap<string, Date>,
): Promise<Reach> => {
  const [expanded, names] = await Promise.all([
    expand(reader, communityId, audience),
    readBuildingNames(reader, communityId),
  ]);
  const { people, staff, houseIds } = expanded;
  const read = new Set(readers.keys());
  const byRole = countPeople(people, read, ({ role }) => role);
  const byBuilding = new Map(countPeople(people, read, ({ buildingId }) => buildingId).map((line) => [line.id, line]));
  const housesReached = new Set(people.map(({ houseId }) => houseId)).size;
  const all = accountIdsOf(expanded);
  const left = audienceRoles.filter((role) => !audience.roles.includes(role)).map((role) => roleNames[role]);
  const unbound = houseIds.length - housesReached;
  return {
    reached: all.length,
    read: all.filter((id) => read.has(id)).length,
    houses: audience.roles.length > 0 ? houseIds.length : 0,
    housesReached,
    byRole: [
      ...audienceRoles.flatMap((role) => {
        const line = byRole.find(({ id }) => id === role);
        return line ? [{ ...line, name: roleNames[role] }] : [];
      }),
      ...(audience.staff
        ? [{ id: 'staff', name: t.staff, reached: staff.length, read: staff.filter(({ id }) => read.has(id)).length }]
        : []),
    ],
    byBuilding: [...names].flatMap(([id, name]) => {
      const line = byBuilding.get(id);
      return line ? [{ ...line, name }] : [];
    }),
    remarks: [
      ...(all.length === 0 ? [t.nobodyBound] : []),
      ...(audience.roles.length > 0 && all.length > 0 && unbound > 0 ? [t.unbound(unbound)] : []),
      ...(audience.roles.length > 0 && left.length > 0 ? [t.someRoles(left)] : []),
    ],
  };
};

interface PeopleQuery {
  read: 'yes' | 'no';
  buildingId: string | undefined;
  after: string | null;
  limit: number;
}

/** One line a person, by account; `next` is the account with which the next page begins after. */
export const readPeople = async (
  deps: Deps,
  communityId: string,
  audience: Audience,
  readers: ReadonlyMap<string, Date>,
  { read, buildingId, after, limit }: PeopleQuery,
): Promise<{ items: ReceiptPerson[]; next: string | null }> => {
  const { reader } = deps.db;
  const { people, staff } = await expand(reader, communityId, audience);
  const lines = new Map<string, { name: string | null; who: string[] }>();
  for (const { accountId, label, role, buildingId: building } of people) {
    if (buildingId && building !== buildingId) continue;
    const line = lines.get(accountId) ?? { name: null, who: [] };
    line.who.push(`${label} ${roleNames[role]}`);
    lines.set(accountId, line);
  }
  if (!buildingId) for (const { id, name } of staff) lines.set(id, { name, who: [t.staff] });
  const ids = [...lines.keys()]
    .filter((id) => readers.has(id) === (read === 'yes') && (after === null || id > after))
    .sort();
  const shown = ids.slice(0, limit);
  const owners = await readOwnerBriefs(reader, deps, shown);
  return {
    items: shown.map((id) => {
      const { name, who } = lines.get(id) ?? { name: null, who: [] };
      const at = readers.get(id);
      return {
        name: name ?? owners.get(id)?.displayName ?? '',
        who: who.join('、'),
        readAt: at ? toInstant(at) : null,
      };
    }),
    next: ids.length > limit ? (shown.at(-1) ?? null) : null,
  };
};
