import { In, IsNull } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import {
  BuildingEntity,
  CommunityEntity,
  HouseEntity,
  HousePersonEntity,
  PersonPhoneEntity,
  PublicAreaEntity,
  UnitEntity,
} from './community.entity.js';

export const findCommunities = (reader: Reader): Promise<CommunityEntity[]> =>
  selectAll(reader, CommunityEntity, { where: {}, orderBy: 't.created_at ASC, t.id ASC' });

export const findCommunity = (reader: Reader, id: string): Promise<CommunityEntity | null> =>
  selectOne(reader, CommunityEntity, { id });

/** Holds a community for the rest of the transaction: names that are unique in it are given one after the other. */
export const lockCommunity = async (tx: Tx, id: string): Promise<void> => {
  await tx.query(`SELECT id FROM community WHERE id = ?${forUpdate(tx)}`, [id]);
};

export const insertCommunity = async (tx: Tx, community: CommunityEntity): Promise<void> => {
  await tx.insert(CommunityEntity, community);
};

export const findHouse = (reader: Reader, communityId: string, id: string): Promise<HouseEntity | null> =>
  selectOne(reader, HouseEntity, { communityId, id });

export const lockHouse = async (tx: Tx, communityId: string, id: string): Promise<void> => {
  await tx.query(`SELECT id FROM house WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
};

export const findHousesByIds = (reader: Reader, ids: string[]): Promise<HouseEntity[]> =>
  selectAll(reader, HouseEntity, { where: { id: ids } });

/** Where every house of a community stands, without the rest of it. */
export const findStands = async (
  reader: Reader,
  communityId: string,
): Promise<{ id: string; buildingId: string; unitId: string | null; label: string }[]> => {
  const rows = await selectRows(reader, 'SELECT id, building_id, unit_id, label FROM house WHERE community_id = ?', [
    communityId,
  ]);
  return rows.map((row) => ({
    id: String(row.id),
    buildingId: String(row.building_id),
    unitId: row.unit_id === null ? null : String(row.unit_id),
    label: String(row.label),
  }));
};

export const findHouseByCode = (reader: Reader, placeCode: string): Promise<HouseEntity | null> =>
  reader.findOneBy(HouseEntity, { placeCode });

export const findAreaByCode = (reader: Reader, placeCode: string): Promise<PublicAreaEntity | null> =>
  reader.findOneBy(PublicAreaEntity, { placeCode });

export const findAreas = (reader: Reader, communityId: string): Promise<PublicAreaEntity[]> =>
  reader.find(PublicAreaEntity, { where: { communityId }, order: { name: 'ASC' } });

export const findArea = (reader: Reader, communityId: string, id: string): Promise<PublicAreaEntity | null> =>
  reader.findOneBy(PublicAreaEntity, { communityId, id });

export const findAreaByName = (reader: Reader, communityId: string, name: string): Promise<PublicAreaEntity | null> =>
  reader.findOneBy(PublicAreaEntity, { communityId, name });

export const insertArea = async (tx: Tx, area: PublicAreaEntity): Promise<void> => {
  await tx.insert(PublicAreaEntity, area);
};

export const findBuildings = (reader: Reader, communityId: string): Promise<BuildingEntity[]> =>
  reader.find(BuildingEntity, { where: { communityId }, order: { position: 'ASC' } });

export const findBuilding = (reader: Reader, communityId: string, id: string): Promise<BuildingEntity | null> =>
  reader.findOneBy(BuildingEntity, { communityId, id });

export const findUnits = (reader: Reader, communityId: string): Promise<UnitEntity[]> =>
  reader.find(UnitEntity, { where: { communityId }, order: { buildingId: 'ASC', position: 'ASC' } });

export const findPeople = async (
  reader: Reader,
  communityId: string,
  houseIds: string[],
): Promise<HousePersonEntity[]> =>
  houseIds.length === 0
    ? []
    : reader.find(HousePersonEntity, {
        where: { communityId, houseId: In(houseIds), endedAt: IsNull() },
        order: { position: 'ASC' },
      });

/** Names of the community's people that stand in a text. */
export const findNamesIn = async (reader: Reader, communityId: string, text: string): Promise<string[]> => {
  const rows: { name: string }[] = await reader.query(
    'SELECT DISTINCT name FROM house_person WHERE community_id = ? AND ended_at IS NULL AND INSTR(?, name) > 0 LIMIT 20',
    [communityId, text],
  );
  return rows.map(({ name }) => name);
};

export const findPerson = (reader: Reader, communityId: string, id: string): Promise<HousePersonEntity | null> =>
  reader.findOneBy(HousePersonEntity, { communityId, id, endedAt: IsNull() });

const mostAtOnce = 500;

/** Of people whom the ledger names now: in which house. */
export const findHousesOfPeople = async (
  reader: Reader,
  communityId: string,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const houses = new Map<string, string>();
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const some = ids.slice(from, from + mostAtOnce);
    const rows = await selectRows(
      reader,
      `SELECT id, house_id AS houseId FROM house_person WHERE community_id = ? AND ended_at IS NULL AND id IN (${marks(some)})`,
      [communityId, ...some],
    );
    for (const { id, houseId } of rows) houses.set(String(id), String(houseId));
  }
  return houses;
};

export const findPhones = async (
  reader: Reader,
  communityId: string,
  personIds: string[],
): Promise<PersonPhoneEntity[]> =>
  personIds.length === 0
    ? []
    : reader.find(PersonPhoneEntity, { where: { communityId, personId: In(personIds) }, order: { position: 'ASC' } });

export const insertPeople = async (tx: Tx, people: HousePersonEntity[], phones: PersonPhoneEntity[]): Promise<void> => {
  if (people.length > 0) await tx.insert(HousePersonEntity, people);
  if (phones.length > 0) await tx.insert(PersonPhoneEntity, phones);
};

/** The ledger's people of a house end; their numbers no longer match anybody. */
export const endPeople = async (tx: Tx, communityId: string, houseId: string, at: Date): Promise<void> => {
  await tx.update(HousePersonEntity, { communityId, houseId, endedAt: IsNull() }, { endedAt: at });
  await tx.delete(PersonPhoneEntity, { communityId, houseId });
};

/** Houses whose ledger holds a number, with the name and role that it stands beside. */
export const findHousesOfPhone = async (
  reader: Reader,
  numberIndex: string,
): Promise<{ communityId: string; houseId: string; name: string; role: 'owner' | 'tenant' }[]> => {
  const rows: Record<string, string>[] = await reader.query(
    `SELECT p.community_id AS community_id, p.house_id AS house_id, h.name AS name, h.role AS role
     FROM person_phone p JOIN house_person h ON h.community_id = p.community_id AND h.id = p.person_id
     WHERE p.number_index IN (${marks([numberIndex])}) AND h.ended_at IS NULL
     ORDER BY h.position`,
    [numberIndex],
  );
  return rows.map((row) => ({
    communityId: String(row.community_id),
    houseId: String(row.house_id),
    name: String(row.name),
    role: row.role === 'tenant' ? 'tenant' : 'owner',
  }));
};
