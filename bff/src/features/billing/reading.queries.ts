import type { MeterKind, PoolView, ReadingRow, ReadingView } from 'shared-types/reading';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { billingTexts as t } from '../../locales/billing.js';
import type { Deps } from '../../platform/deps.js';
import { readBuildingNames, readHouseBrief } from '../community/community.door.js';
import { type HouseRowBrief, listHouseRows } from '../community/house.door.js';
import type { FeeEntity, PoolEntity, ReadingEntity } from './billing.entity.js';
import { inForce } from './fee.rules.js';
import { findFees, findPools } from './fee.store.js';
import { findHousesRead, findLastBefore, findReadings, findReadingsOf } from './reading.store.js';

const presentReading = (reading: ReadingEntity, houseLabel: string): ReadingView => ({
  id: reading.id,
  houseId: reading.houseId,
  houseLabel,
  meter: reading.meter,
  period: reading.period,
  readOn: reading.readOn,
  value: reading.value,
  openingValue: reading.openingValue,
  used: reading.used,
  newMeterStart: reading.newMeterStart,
  estimated: reading.estimated,
  source: reading.source,
  by: reading.byName,
  at: toInstant(reading.at),
});

export const readReadingView = async (
  deps: Deps,
  communityId: string,
  of: { houseId: string; meter: MeterKind; period: string },
): Promise<ReadingView> => {
  const { reader } = deps.db;
  const house = await readHouseBrief(reader, communityId, of.houseId);
  const reading = (await findReadingsOf(reader, communityId, of.houseId, of.meter)).find(
    ({ period }) => period === of.period,
  );
  if (!house || !reading) throw new AppError('house.not_found');
  return presentReading(reading, house.label);
};

interface ReadingQuery {
  meter: MeterKind;
  period: string;
  state: 'all' | 'entered' | 'missing';
  buildingId?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Houses in the order of their doors, each with its reading of the month or the one before. */
export const listReadingRows = async (
  deps: Deps,
  communityId: string,
  { meter, period, state, ...page }: ReadingQuery,
): Promise<{ items: ReadingRow[]; nextCursor: string | null; total: number; entered: number }> => {
  const { reader } = deps.db;
  const read = await findHousesRead(reader, communityId, meter, period);
  const only = state === 'entered' ? { onlyIds: read } : state === 'missing' ? { exceptIds: read } : {};
  const { rows, nextCursor, total } = await listHouseRows(deps, reader, communityId, { ...page, ...only });
  const ids = rows.map(({ id }) => id);
  const [readings, before] = await Promise.all([
    findReadings(reader, communityId, meter, period, ids),
    findLastBefore(reader, communityId, meter, period, ids),
  ]);
  const byHouse = new Map(readings.map((reading) => [reading.houseId, reading]));
  const lastOf = new Map(before.map((reading) => [reading.houseId, reading]));
  const present = (house: HouseRowBrief): ReadingRow => {
    const reading = byHouse.get(house.id);
    const last = lastOf.get(house.id);
    return {
      houseId: house.id,
      houseLabel: house.label,
      reading: reading ? presentReading(reading, house.label) : null,
      last: last ? { period: last.period, readOn: last.readOn, value: last.newMeterStart ?? last.value } : null,
    };
  };
  return { items: rows.map(present), nextCursor, total, entered: read.length };
};

const poolNames = (
  fees: readonly FeeEntity[],
  buildings: ReadonlyMap<string, string>,
): ((code: string, buildingId: string) => { feeName: string; buildingName: string }) => {
  const names = new Map(fees.map((fee) => [fee.code, fee.name]));
  return (code, buildingId) => ({
    feeName: names.get(code) ?? '',
    buildingName: buildingId === '' ? t.wholeCommunity : (buildings.get(buildingId) ?? ''),
  });
};

const presentPool = (pool: PoolEntity, names: ReturnType<typeof poolNames>): PoolView => ({
  id: pool.id,
  feeCode: pool.feeCode,
  ...names(pool.feeCode, pool.buildingId),
  period: pool.period,
  buildingId: pool.buildingId === '' ? null : pool.buildingId,
  totalFen: pool.totalFen,
  voucher: pool.voucher,
  by: pool.byName,
  at: toInstant(pool.at),
  billed: pool.runId !== null,
});

/** Sums of a month, and those that are still missing. */
export const listPoolViews = async (
  deps: Deps,
  communityId: string,
  period: string,
): Promise<{
  items: PoolView[];
  missing: { feeId: string; feeName: string; buildingId: string | null; buildingName: string }[];
}> => {
  const { reader } = deps.db;
  const [fees, pools, buildings] = await Promise.all([
    findFees(reader, communityId),
    findPools(reader, communityId, period),
    readBuildingNames(reader, communityId),
  ]);
  const names = poolNames(fees, buildings);
  const missing = fees.flatMap((fee) => {
    const { rule, scope } = fee;
    if (rule.kind !== 'pool' || !inForce(fee, period)) return [];
    const wanted = scope.buildingIds.length > 0 ? scope.buildingIds : [...buildings.keys()];
    return (rule.level === 'community' ? [''] : wanted)
      .filter((id) => !pools.some(({ feeCode, buildingId }) => feeCode === fee.code && buildingId === id))
      .map((id) => ({ feeId: fee.id, buildingId: id || null, ...names(fee.code, id) }));
  });
  return { items: pools.map((pool) => presentPool(pool, names)), missing };
};

export const readPoolView = async (
  deps: Deps,
  communityId: string,
  of: { id: string; period: string },
): Promise<PoolView> => {
  const pool = (await listPoolViews(deps, communityId, of.period)).items.find(({ id }) => id === of.id);
  if (!pool) throw new AppError('fee.not_found');
  return pool;
};
