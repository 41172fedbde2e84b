import type { MeterKind } from 'shared-types/reading';
import { sha256 } from '../../kernel/ids.js';
import type { Reader } from '../../platform/database/access.js';
import { readBuildingNames } from '../community/community.door.js';
import { type HouseFactsRow, readHousesAfter, readSpacesOf } from '../community/house.door.js';
import type { FeeEntity, PoolEntity, ReadingEntity, RunEntity } from './billing.entity.js';
import { type HouseFacts, inScope, type SpaceFact } from './charge.rules.js';
import { findFees, findPools } from './fee.store.js';
import { type PoolHouse, type SharedPool, sharePool } from './pool.rules.js';
import { findReadings } from './reading.store.js';

/** A fee of a run with the month that is billed. */
export interface RunFee {
  fee: FeeEntity;
  period: string;
}

type PoolOf = (house: HouseFactsRow) => HouseFacts['pool'];

/** What holds for all houses of a run: its fees, and the shared sums, which need every house at once. */
export interface RunContext {
  fees: RunFee[];
  pools: Map<string, PoolOf>;
  /** Of all that the sums were shared among; null: nothing is shared. */
  digest: string | null;
}

const atOnce = 2000;

const readAllHouses = async (reader: Reader, communityId: string): Promise<HouseFactsRow[]> => {
  const all: HouseFactsRow[] = [];
  for (;;) {
    const page = await readHousesAfter(reader, communityId, all.at(-1)?.id ?? '', atOnce);
    all.push(...page);
    if (page.length < atOnce) return all;
  }
};

interface Shared {
  poolOf: PoolOf;
  digest: string;
}

const shareFee = (
  { fee }: RunFee,
  houses: readonly HouseFactsRow[],
  pools: readonly PoolEntity[],
  buildings: ReadonlyMap<string, string>,
  mine: (pool: PoolEntity) => boolean,
): Shared => {
  const { rule } = fee;
  if (rule.kind !== 'pool') throw new Error(`${fee.code} is not shared`);
  const weigh = (house: HouseFactsRow): PoolHouse => ({
    id: house.id,
    label: house.label,
    weight: rule.by === 'area' ? (house.areaHundredths ?? 0) : 1,
  });
  const shared = new Map<string, { at: string | null; shared: SharedPool } | 'billed'>();
  const lines: string[] = [];
  for (const pool of pools.filter(({ feeCode }) => feeCode === fee.code)) {
    const sharing = houses.filter(
      (house) => inScope(fee.scope, house) && (pool.buildingId === '' || house.buildingId === pool.buildingId),
    );
    if (!mine(pool)) {
      shared.set(pool.buildingId, 'billed');
      continue;
    }
    const parts = sharePool(pool.totalFen, sharing.map(weigh), rule.restTo);
    if (!parts) continue;
    const at = pool.buildingId === '' ? null : (buildings.get(pool.buildingId) ?? '');
    shared.set(pool.buildingId, { at, shared: parts });
    lines.push(`${pool.id} ${pool.totalFen}`, ...[...parts.shares].map(([id, { weight }]) => `${id} ${weight}`));
  }
  const key = (house: HouseFactsRow): string => (rule.level === 'building' ? house.buildingId : '');
  return { poolOf: (house) => shared.get(key(house)) ?? null, digest: sha256(lines.join('\n')) };
};

/** `mine`: whether a sum may be shared now, by default when no run has taken it. */
export const buildContext = async (
  reader: Reader,
  communityId: string,
  fees: RunFee[],
  mine: (pool: PoolEntity) => boolean = ({ runId }) => runId === null,
): Promise<RunContext> => {
  const pooled = fees.filter(({ fee }) => fee.rule.kind === 'pool');
  const pools = new Map<string, PoolOf>();
  if (pooled.length === 0) return { fees, pools, digest: null };
  const [houses, buildings] = await Promise.all([
    readAllHouses(reader, communityId),
    readBuildingNames(reader, communityId),
  ]);
  const digests: string[] = [];
  for (const one of pooled) {
    const sums = await findPools(reader, communityId, one.period);
    const { poolOf, digest } = shareFee(one, houses, sums, buildings, mine);
    pools.set(one.fee.id, poolOf);
    digests.push(digest);
  }
  return { fees, pools, digest: sha256(digests.join(' ')) };
};

export const readRunFees = async (reader: Reader, run: RunEntity): Promise<RunFee[]> => {
  const all = new Map((await findFees(reader, run.communityId)).map((fee) => [fee.id, fee]));
  return run.fees.flatMap(({ feeId, period }) => {
    const fee = all.get(feeId);
    return fee ? [{ fee, period }] : [];
  });
};

/** Readings and spaces of some houses, for some fees. */
export const readHouseFacts = async (
  reader: Reader,
  communityId: string,
  context: RunContext,
  houseIds: readonly string[],
): Promise<(fee: RunFee, house: HouseFactsRow) => HouseFacts> => {
  const readings = new Map<string, Map<string, ReadingEntity>>();
  const keyOf = (meter: MeterKind, period: string): string => `${meter} ${period}`;
  for (const { fee, period } of context.fees) {
    if (fee.rule.kind !== 'metered' || readings.has(keyOf(fee.rule.meter, period))) continue;
    const rows = await findReadings(reader, communityId, fee.rule.meter, period, houseIds);
    readings.set(keyOf(fee.rule.meter, period), new Map(rows.map((row) => [row.houseId, row])));
  }
  const spaces = new Map<string, SpaceFact[]>();
  if (context.fees.some(({ fee }) => fee.rule.kind === 'parking'))
    for (const { houseId, ...space } of await readSpacesOf(reader, communityId, houseIds)) {
      const own = spaces.get(houseId);
      if (own) own.push(space);
      else spaces.set(houseId, [space]);
    }
  return ({ fee, period }, house) => ({
    reading: (meter) => readings.get(keyOf(meter, period))?.get(house.id) ?? null,
    spaces: spaces.get(house.id) ?? [],
    pool: context.pools.get(fee.id)?.(house) ?? null,
  });
};
