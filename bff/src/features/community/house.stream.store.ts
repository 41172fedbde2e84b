import type { Reader } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectRows } from '../../platform/database/select.js';
import type { HouseEntity, ParkingSpaceEntity } from './community.entity.js';

/** Houses in the order of their ids, for work on all of a community in batches. */

export type HouseFactsRow = Pick<
  HouseEntity,
  'id' | 'buildingId' | 'label' | 'kind' | 'areaHundredths' | 'usage' | 'occupancy' | 'vacantSince'
>;

export const findHousesAfter = async (
  reader: Reader,
  communityId: string,
  afterId: string,
  limit: number,
): Promise<HouseFactsRow[]> => {
  const rows = await selectRows(
    reader,
    `SELECT id, building_id AS buildingId, label, kind, area_hundredths AS areaHundredths, usage_text AS \`usage\`,
       occupancy, vacant_since AS vacantSince
     FROM house WHERE community_id = ? AND id > ? ORDER BY id LIMIT ?`,
    [communityId, afterId, limit],
  );
  return rows as unknown as HouseFactsRow[];
};

export const countAllHouses = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(reader, 'SELECT COUNT(*) AS n FROM house WHERE community_id = ?', [communityId]);
  return toNumber(row?.n);
};

export type SpaceRow = Pick<ParkingSpaceEntity, 'number' | 'tenure'> & { houseId: string };

export const findSpacesOf = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[],
): Promise<SpaceRow[]> => {
  if (houseIds.length === 0) return [];
  const rows = await selectRows(
    reader,
    `SELECT house_id AS houseId, number, tenure FROM parking_space
     WHERE community_id = ? AND house_id IN (${marks(houseIds)}) ORDER BY house_id, number`,
    [communityId, ...houseIds],
  );
  return rows as unknown as SpaceRow[];
};

/** The space of a car; several may name one plate: any of them. */
export const findSpaceByPlate = async (
  reader: Reader,
  communityId: string,
  plate: string,
): Promise<{ houseId: string | null } | null> => {
  const rows = await selectRows(
    reader,
    'SELECT house_id FROM parking_space WHERE community_id = ? AND plate = ? ORDER BY house_id DESC LIMIT 1',
    [communityId, plate],
  );
  return rows[0] ? { houseId: rows[0].house_id === null ? null : String(rows[0].house_id) } : null;
};

/** Every plate that the ledger knows, each once. */
export const findPlates = async (reader: Reader, communityId: string): Promise<string[]> =>
  (
    await selectRows(
      reader,
      'SELECT DISTINCT plate FROM parking_space WHERE community_id = ? AND plate IS NOT NULL ORDER BY plate',
      [communityId],
    )
  ).map(({ plate }) => String(plate));
