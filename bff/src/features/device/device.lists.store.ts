import type { DeviceKind, DeviceLifecycle } from 'shared-types/device';
import type { Reader } from '../../platform/database/access.js';
import { contains, toNumber } from '../../platform/database/rows.js';
import { selectRows } from '../../platform/database/select.js';
import { DeviceEntity } from './device.entity.js';

export interface DeviceFilter {
  kind?: DeviceKind | undefined;
  lifecycle?: DeviceLifecycle | undefined;
  online?: 'yes' | 'no' | undefined;
  buildingId?: string | undefined;
  areaId?: string | undefined;
  houseId?: string | undefined;
  q?: string | undefined;
}

const filtered = (reader: Reader, communityId: string, filter: DeviceFilter) => {
  const query = reader.createQueryBuilder(DeviceEntity, 'd').where('d.communityId = :communityId', { communityId });
  const { q, online, ...equal } = filter;
  for (const [name, value] of Object.entries(equal))
    if (value) query.andWhere(`d.${name} = :${name}`, { [name]: value });
  if (online) {
    // Offline is only what should be there: in use, and of a kind that speaks.
    query.andWhere(
      online === 'yes' ? 'd.online = :on' : "d.online = :on AND d.lifecycle = 'in-use' AND d.protocol <> 'none'",
      { on: online === 'yes' },
    );
  }
  if (q?.trim())
    // People type dt-03 for DT-03; MySQL's binary collation would not find it.
    query.andWhere(
      `(${['code', 'name', 'placeLabel', 'serial', 'model', 'brand']
        .map((column) => `LOWER(d.${column}) LIKE :part ESCAPE '!'`)
        .join(' OR ')})`,
      { part: contains(q.trim().toLowerCase()) },
    );
  return query;
};

/** In the order of their numbers. */
export const listDevices = async (
  reader: Reader,
  communityId: string,
  filter: DeviceFilter,
  page: { after: string | null; limit: number },
): Promise<{ rows: DeviceEntity[]; total: number }> => {
  const total = await filtered(reader, communityId, filter).getCount();
  const query = filtered(reader, communityId, filter).orderBy('d.code', 'ASC').limit(page.limit);
  if (page.after !== null) query.andWhere('d.code > :after', { after: page.after });
  return { rows: await query.getMany(), total };
};

export const countDevices = async (
  reader: Reader,
  communityId: string,
): Promise<{ all: number; inUse: number; offline: number; underRepair: number }> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS every, SUM(CASE WHEN lifecycle = 'in-use' THEN 1 ELSE 0 END) AS used,
       SUM(CASE WHEN lifecycle = 'in-use' AND online = 0 AND protocol <> 'none' THEN 1 ELSE 0 END) AS away,
       SUM(CASE WHEN lifecycle = 'under-repair' THEN 1 ELSE 0 END) AS broken
     FROM device WHERE community_id = ?`,
    [communityId],
  );
  return {
    all: toNumber(row?.every),
    inUse: toNumber(row?.used),
    offline: toNumber(row?.away),
    underRepair: toNumber(row?.broken),
  };
};
