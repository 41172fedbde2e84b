import type { MeterKind } from 'shared-types/reading';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectRows } from '../../platform/database/select.js';
import { insertRows } from '../../platform/database/write.js';
import { ReadingEntity } from './billing.entity.js';

/** All readings of a house's meter, month by month. */
export const findReadingsOf = (
  reader: Reader,
  communityId: string,
  houseId: string,
  meter: MeterKind,
): Promise<ReadingEntity[]> =>
  selectAll(reader, ReadingEntity, { where: { communityId, houseId, meter }, orderBy: 't.period ASC' });

/** Readings of a month, of some houses. */
export const findReadings = (
  reader: Reader,
  communityId: string,
  meter: MeterKind,
  period: string,
  houseIds: readonly string[],
): Promise<ReadingEntity[]> =>
  selectAll(reader, ReadingEntity, { where: { communityId, meter, period, houseId: houseIds as string[] } });

/** The latest reading before a month, of some houses. */
export const findLastBefore = async (
  reader: Reader,
  communityId: string,
  meter: MeterKind,
  period: string,
  houseIds: readonly string[],
): Promise<ReadingEntity[]> => {
  if (houseIds.length === 0) return [];
  const rows = await selectRows(
    reader,
    `SELECT r.id AS id FROM meter_reading r WHERE r.community_id = ? AND r.meter = ? AND r.house_id IN (${marks(houseIds)})
       AND r.period = (SELECT MAX(o.period) FROM meter_reading o WHERE o.community_id = r.community_id
         AND o.house_id = r.house_id AND o.meter = r.meter AND o.period < ?)`,
    [communityId, meter, ...houseIds, period],
  );
  return selectAll(reader, ReadingEntity, { where: { communityId, id: rows.map(({ id }) => String(id)) } });
};

/** Houses with a reading of the month. */
export const findHousesRead = async (
  reader: Reader,
  communityId: string,
  meter: MeterKind,
  period: string,
): Promise<string[]> =>
  (
    await selectRows(reader, 'SELECT house_id FROM meter_reading WHERE community_id = ? AND meter = ? AND period = ?', [
      communityId,
      meter,
      period,
    ])
  ).map((row) => String(row.house_id));

export const insertReading = (tx: Tx, reading: ReadingEntity): Promise<void> =>
  insertRows(tx, ReadingEntity, [reading]);

export const updateReading = async (
  tx: Tx,
  { communityId, id }: Pick<ReadingEntity, 'communityId' | 'id'>,
  change: Partial<ReadingEntity>,
): Promise<void> => {
  await tx.update(ReadingEntity, { communityId, id }, change);
};

/** Whether a house has a standing bill of some fees for this month or a later one. */
export const isBilledFrom = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  feeCodes: readonly string[],
  period: string,
): Promise<boolean> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS n FROM bill WHERE community_id = ? AND house_id = ? AND period >= ? AND slot = ''
       AND status <> 'void' AND fee_code IN (${marks(feeCodes)})`,
    [communityId, houseId, period, ...feeCodes],
  );
  return toNumber(row?.n) > 0;
};
