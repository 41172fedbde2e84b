import type { AudienceRole } from 'shared-types/announcement';
import type { Audience } from 'shared-types/staffAnnouncement';

/** Where somebody is bound, and as what. */
export interface Stand {
  houseId: string;
  buildingId: string;
  unitId: string | null;
  role: AudienceRole;
}

export const isEverywhere = ({ buildingIds, unitIds, houseIds }: Audience): boolean =>
  buildingIds.length + unitIds.length + houseIds.length === 0;

/** Whether a house lies in the places of an audience; without any place it is the whole community. */
export const coversHouse = (audience: Audience, { houseId, buildingId, unitId }: Omit<Stand, 'role'>): boolean =>
  isEverywhere(audience) ||
  audience.buildingIds.includes(buildingId) ||
  (unitId !== null && audience.unitIds.includes(unitId)) ||
  audience.houseIds.includes(houseId);

/** Whether it is for somebody who is bound there. */
export const reaches = (audience: Audience, stand: Stand): boolean =>
  audience.roles.includes(stand.role) && coversHouse(audience, stand);

export interface Person extends Stand {
  accountId: string;
}

export interface Counted {
  id: string;
  reached: number;
  read: number;
}

/** People by what `keyOf` says of each of their houses: each counts once in a group, and once in the sum. */
export const countPeople = (
  people: readonly Person[],
  read: ReadonlySet<string>,
  keyOf: (person: Person) => string,
): Counted[] => {
  const groups = new Map<string, Set<string>>();
  for (const person of people) {
    const key = keyOf(person);
    const group = groups.get(key) ?? new Set<string>();
    groups.set(key, group.add(person.accountId));
  }
  return [...groups].map(([id, accounts]) => ({
    id,
    reached: accounts.size,
    read: [...accounts].filter((account) => read.has(account)).length,
  }));
};
