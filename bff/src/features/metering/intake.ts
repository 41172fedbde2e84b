import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { type DeviceSummary, findDevice } from '../device/device.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { type Reading, type ReadingListener, readingsOf } from '../telemetry/telemetry.door.js';
import { overInARow, overloadAfter } from './finding.rules.js';
import { settleFinding } from './findings.js';
import { addHours, replaceHours } from './hours.js';
import { foldReadings, hourMs, type RawReading } from './meter.rules.js';
import type { MeterEntity } from './metering.entity.js';
import { meterOfKind } from './metering.model.js';
import { findMeter, insertMeter, lockMeter, saveMeter } from './metering.store.js';
import { planLook } from './metering.timers.js';

type Told = NonNullable<(typeof meterOfKind)[keyof typeof meterOfKind]>;

const rawsOf = (readings: readonly Reading[], counter: string): RawReading[] =>
  readings.flatMap(({ at, values }) => {
    const value = values[counter];
    return value === undefined || value < 0 ? [] : [{ at, raw: Math.round(value * 1000) }];
  });

/** So far back the readings before a late one are looked for; what is older stays as it was estimated. */
const lookBackMs = 48 * hourMs;
const mostReadings = 5000;

interface Kept {
  tx: Tx;
  deps: Deps;
  meter: MeterEntity;
  told: Told;
}

/** Readings after the last one, in their order: the use since goes on. */
const goOn = async ({ tx, meter }: Kept, fresh: readonly RawReading[]): Promise<Partial<MeterEntity>> => {
  const { hours, last, turns } = foldReadings({ at: meter.lastAt, raw: meter.lastRaw }, fresh);
  await addHours(tx, { communityId: meter.communityId, deviceId: meter.deviceId }, hours);
  const turn = turns.at(-1);
  return {
    ...(last && { lastAt: last.at, lastRaw: last.raw }),
    ...(turn && { turnAt: turn.at, turnOld: turn.old, turnFresh: turn.fresh }),
  };
};

/** A late one among those that were kept: the hours around it are reckoned anew, and estimates give way. */
const goBack = async ({ tx, meter, told }: Kept, earliest: Date, upTo: Date): Promise<void> => {
  const { communityId, deviceId } = meter;
  const range = { from: new Date(earliest.getTime() - lookBackMs), to: new Date(upTo.getTime() + 1) };
  const all = rawsOf(await readingsOf(tx, communityId, deviceId, range, mostReadings), told.counter);
  const [first, ...rest] = all;
  if (!first) return;
  const { hours } = foldReadings(first, rest);
  await replaceHours(tx, { communityId, deviceId }, first.at, hours);
};

const newMeter = (device: DeviceSummary, { kind }: Told, { at, raw }: RawReading): MeterEntity => ({
  ...{ communityId: device.communityId, deviceId: device.id, kind, houseId: device.houseId },
  ...{ buildingId: device.buildingId, firstAt: at, firstRaw: raw, lastAt: at, lastRaw: raw, overCount: 0 },
  ...{ turnAt: null, turnOld: null, turnFresh: null },
});

/** Too much power for too long, heard in these readings. */
const watchPower = async (
  { tx, deps, meter, told }: Kept,
  readings: readonly Reading[],
): Promise<Partial<MeterEntity>> => {
  if (told.kind !== 'power' || !meter.houseId) return {};
  const watts = readings.flatMap(({ values }) => values[told.now] ?? []);
  if (watts.length === 0) return {};
  const { policy } = await readPolicyInForce(tx, meter.communityId);
  const overCount = overInARow(meter.overCount, watts, policy.metering.overloadWatts);
  await settleFinding(tx, deps.clock, meter, 'overload', overCount >= overloadAfter ? Math.max(...watts) : null);
  return overCount === meter.overCount ? {} : { overCount };
};

/** Use is written at most this often by the community's clock: the next readings say all that these said. */
const restMs = 5 * 60_000;

/** Nothing is lost by leaving these to the next ones: they follow closely on what was kept, and none is above the limit. */
const mayRest = async (
  deps: Deps,
  meter: MeterEntity | null,
  told: Told,
  raws: readonly RawReading[],
  readings: readonly Reading[],
): Promise<boolean> => {
  if (!meter || meter.overCount > 0) return false;
  const [from, to] = [meter.lastAt.getTime(), meter.lastAt.getTime() + restMs];
  if (raws.some(({ at }) => at.getTime() <= from || at.getTime() >= to)) return false;
  if (told.kind !== 'power') return true;
  const { overloadWatts } = (await readPolicyInForce(deps.db.reader, meter.communityId)).policy.metering;
  return readings.every(({ values }) => (values[told.now] ?? 0) <= overloadWatts);
};

/** Every reading of a meter, at least once and in whatever order: what was used by the hour is the same in the end. */
export const hearMeter: ReadingListener = async (deps, { communityId, deviceId, readings }) => {
  const device = await findDevice(deps.db.reader, communityId, deviceId);
  const told = device && meterOfKind[device.kind];
  if (!told) return;
  const raws = rawsOf(readings, told.counter);
  const [first] = raws;
  const newest = raws.at(-1);
  if (!first || !newest) return;
  const seen = await findMeter(deps.db.reader, { communityId, deviceId });
  if (await mayRest(deps, seen, told, raws, readings)) return;
  await inTransaction(deps.db, async (tx) => {
    const known = await lockMeter(tx, { communityId, deviceId });
    const meter = known ?? newMeter(device, told, first);
    if (!known) await insertMeter(tx, meter);
    const kept = { tx, deps, meter, told };
    const fresh = raws.filter(({ at }) => at > meter.lastAt);
    const change = await goOn(kept, fresh);
    const late = known ? raws.find(({ at }) => at < meter.lastAt) : undefined;
    if (late) await goBack(kept, late.at, change.lastAt ?? meter.lastAt);
    const freshReadings = readings.filter(({ at }) => !known || at > meter.lastAt);
    const place = { houseId: device.houseId, buildingId: device.buildingId };
    await saveMeter(tx, meter, { ...change, ...place, ...(await watchPower(kept, freshReadings)) });
    await planLook(tx, deps, communityId);
  });
};
