import type { HouseMeterKind } from 'shared-types/metering';
import { atWall, toDay } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import type { Reader } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readingSourceOf, recordReading } from '../billing/billing.door.js';
import { lockHouse } from '../community/community.door.js';
import { readingsOf } from '../telemetry/telemetry.door.js';
import { dayMs } from './hours.js';
import { hourMs, type RawReading, rawAt } from './meter.rules.js';
import type { MeterEntity } from './metering.entity.js';
import { meterOfKind } from './metering.model.js';
import { findDays, findMeters } from './metering.store.js';

/** What the meters showed at the end of a month, handed to the bills. */

interface Month {
  period: string;
  from: Date;
  /** The first instant of the next month. */
  to: Date;
}

const monthOf = (period: string): Month => {
  const next = new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 1)).toISOString().slice(0, 10);
  return { period, from: atWall(`${period}-01`, 0), to: atWall(next, 0) };
};

const counterOf = (kind: HouseMeterKind): string =>
  (kind === 'water' ? meterOfKind['water-meter'] : meterOfKind['power-meter'])?.counter ?? '';

/** Readings around the end of a month lie at most this far from it. */
const aroundMs = 48 * hourMs;
const mostAround = 5000;

const readAround = async (
  reader: Reader,
  { communityId, deviceId, kind }: MeterEntity,
  range: { from: Date; to: Date },
): Promise<RawReading[]> => {
  const counter = counterOf(kind);
  return (await readingsOf(reader, communityId, deviceId, range, mostAround)).flatMap(({ at, values }) => {
    const value = values[counter];
    return value === undefined ? [] : [{ at, raw: Math.round(value * 1000) }];
  });
};

const usualDays = 28;

/** What the meter counted an hour, in the four weeks before its last word. */
const perHour = async (reader: Reader, meter: MeterEntity): Promise<number> => {
  const to = toDay(meter.lastAt);
  const from = toDay(new Date(meter.lastAt.getTime() - (usualDays - 1) * dayMs));
  const days = await findDays(reader, meter.communityId, [meter.deviceId], from, to);
  return days.length === 0 ? 0 : days.reduce((sum, { used }) => sum + used, 0) / (days.length * 24);
};

const closingOf = async (
  reader: Reader,
  meter: MeterEntity,
  { to }: Month,
): Promise<{ raw: number; estimated: boolean } | null> => {
  const around = await readAround(reader, meter, {
    from: new Date(to.getTime() - aroundMs),
    to: new Date(to.getTime() + aroundMs),
  });
  const last = meter.lastAt <= to ? { at: meter.lastAt, raw: meter.lastRaw } : null;
  const before = around.filter(({ at }) => at <= to).at(-1) ?? last;
  const after = around.find(({ at }) => at > to) ?? null;
  return rawAt(to, before, after, await perHour(reader, meter));
};

interface Closing {
  value: number;
  newMeterStart: number | null;
  estimated: boolean;
}

/**
 * A month in which the counter began anew closes with the old count; what the new one counted since comes with the next
 * month. `before` is the meter that hung there earlier.
 */
const closingWithTurns = async (
  reader: Reader,
  meter: MeterEntity,
  before: MeterEntity | undefined,
  month: Month,
): Promise<Closing | null> => {
  const within = (at: Date | null): boolean => at !== null && at > month.from && at <= month.to;
  if (before && within(meter.firstAt))
    return { value: before.lastRaw, newMeterStart: meter.firstRaw, estimated: false };
  if (within(meter.turnAt) && meter.turnOld !== null && meter.turnFresh !== null)
    return { value: meter.turnOld, newMeterStart: meter.turnFresh, estimated: false };
  const closing = await closingOf(reader, meter, month);
  return closing && { value: closing.raw, newMeterStart: null, estimated: closing.estimated };
};

/** One house and meter; a reading that a person entered stays. True: there is a reading of ours now. */
const feedOne = async (deps: Deps, meters: readonly MeterEntity[], month: Month): Promise<boolean> => {
  const [meter, before] = meters;
  if (!meter?.houseId || meter.firstAt > month.to) return false;
  const closing = await closingWithTurns(deps.db.reader, meter, before, month);
  if (!closing) return false;
  const { communityId, houseId, kind } = meter;
  const { period } = month;
  const readOn = toDay(new Date(month.to.getTime() - 1));
  return inTransaction(deps.db, async (tx) => {
    await lockHouse(tx, communityId, houseId);
    const source = await readingSourceOf(tx, { communityId, houseId, meter: kind, period });
    if (source === 'staff' || source === 'list') return false;
    const reading = { communityId, houseId, meter: kind, period, readOn, ...closing };
    await recordReading(tx, deps.clock, { ...reading, source: 'device', by: null });
    return true;
  });
};

/** Every house that has smart meters, each by itself: one that cannot be taken is left for a person. */
export const feedBills = async (deps: Deps, communityId: string, period: string): Promise<number> => {
  const month = monthOf(period);
  const byHouse = new Map<string, MeterEntity[]>();
  for (const meter of await findMeters(deps.db.reader, communityId)) {
    if (!meter.houseId) continue;
    const key = `${meter.houseId}:${meter.kind}`;
    byHouse.set(key, [...(byHouse.get(key) ?? []), meter]);
  }
  let fed = 0;
  for (const meters of byHouse.values()) {
    const newestFirst = meters.sort((a, b) => b.firstAt.getTime() - a.firstAt.getTime());
    try {
      if (await feedOne(deps, newestFirst, month)) fed += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      deps.log.warn({ houseId: meters[0]?.houseId, period, code: error.code }, 'a meter was not taken for the bills');
    }
  }
  return fed;
};
