import { residentMark } from '../../kernel/ownCode.js';
import type { Reader } from '../../platform/database/access.js';
import { readGrid, readHouseDetail } from '../community/house.door.js';
import { readBoundAccounts, readResidence, readResidentIds, readResidentMark } from '../identity/identity.door.js';
import type { GateGroupEntity } from './access.entity.js';
import { mayChoose } from './pass.rules.js';

/** Who lives where a door leads. Whether they owe anything is not known here, and cannot be asked (law of imports). */
export interface ResidentHere {
  name: string;
  houseId: string;
}

export interface Whereabouts {
  /** Null: no house of theirs leads through this door. */
  here: ResidentHere | null;
  /** Null: they never lived in this community. */
  name: string | null;
  /** They have left the community, at this time. */
  leftAt: Date | null;
}

/** A person before a door, as of now. */
export const findWhereabouts = async (
  reader: Reader,
  communityId: string,
  { accountId, groups }: { accountId: string; groups: readonly GateGroupEntity[] },
): Promise<Whereabouts> => {
  const residence = await readResidence(reader, communityId, accountId);
  // Who never lived here is nobody to this community, whatever one of its doors says of them.
  if (!residence || (residence.houseIds.length === 0 && residence.leftAt === null))
    return { here: null, name: null, leftAt: null };
  const { name, houseIds, leftAt } = residence;
  for (const houseId of houseIds) {
    const house = await readHouseDetail(reader, communityId, houseId);
    if (house && groups.some((group) => mayChoose(group, house))) return { here: { name, houseId }, name, leftAt };
  }
  return { here: null, name, leftAt };
};

const inBuilding = async (reader: Reader, communityId: string, groups: readonly GateGroupEntity[]) => {
  const buildingIds = [...new Set(groups.flatMap(({ buildingId }) => buildingId ?? []))];
  const ids: string[] = [];
  for (const buildingId of buildingIds) {
    const houses = (await readGrid(reader, communityId, buildingId))?.houses ?? [];
    ids.push(...houses.filter((house) => groups.some((group) => mayChoose(group, house))).map(({ id }) => id));
  }
  return ids;
};

const packed = (accountIds: readonly string[]): string =>
  Buffer.concat(accountIds.map(residentMark)).toString('base64');

/** By community: gates ask every half minute for everybody who lives there, and that seldom changes. */
const everybody = new Map<string, { mark: string; marks: string }>();
const mostKept = 200;

const marksOfAll = async (reader: Reader, communityId: string): Promise<string> => {
  // First the mark: what changes in between is found at the next question.
  const mark = await readResidentMark(reader, communityId);
  const kept = everybody.get(communityId);
  if (kept?.mark === mark) return kept.marks;
  const marks = packed(await readResidentIds(reader, communityId));
  if (everybody.size >= mostKept) everybody.clear();
  everybody.set(communityId, { mark, marks });
  return marks;
};

/** Everybody who may pass the doors of these groups, each once, in the order of ids: base64 of their marks. */
export const residentMarksOf = async (
  reader: Reader,
  communityId: string,
  groups: readonly GateGroupEntity[],
): Promise<string> => {
  if (groups.some(({ buildingId, unitId }) => buildingId === null && unitId === null))
    return marksOfAll(reader, communityId);
  const bound = await readBoundAccounts(reader, communityId, await inBuilding(reader, communityId, groups));
  return packed([...new Set([...bound.values()].flat().map(({ accountId }) => accountId))].sort());
};
