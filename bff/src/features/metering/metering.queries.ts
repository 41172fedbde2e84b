import type { FindingView, HouseMeterKind, MeterUseView, UseSpan } from 'shared-types/metering';
import { houseMeterKinds } from 'shared-types/metering';
import { atWall, toDay, toInstant, wall } from 'shared-types/time';
import { meteringTexts as t } from '../../locales/metering.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type LatestValue, latestOf } from '../telemetry/telemetry.door.js';
import { dayMs, dayRange } from './hours.js';
import { hourMs } from './meter.rules.js';
import type { MeterDayEntity, MeterEntity, MeterFindingEntity } from './metering.entity.js';
import { meterOfKind } from './metering.model.js';
import * as store from './metering.store.js';
import { changeOf, keysOf, monthsFrom, sameDaysBefore } from './use.rules.js';

export const presentFinding = (finding: MeterFindingEntity): FindingView => ({
  id: finding.id,
  kind: finding.kind,
  words: t.found[finding.kind](finding.figure),
  since: toInstant(finding.openedAt),
  until: finding.closedAt && toInstant(finding.closedAt),
});

const sumOf = (rows: readonly { used: number }[]): number => rows.reduce((sum, { used }) => sum + used, 0);

/** A value is live for an hour. */
const liveWords = (kind: HouseMeterKind, latest: readonly LatestValue[], now: Date): string | null => {
  const name = kind === 'water' ? meterOfKind['water-meter']?.now : meterOfKind['power-meter']?.now;
  const found = latest.find((one) => one.name === name);
  return found && now.getTime() - found.at.getTime() < hourMs ? t.live[kind](found.value) : null;
};

/** What some meters of one kind used today and this month, the one heard last speaking for now. */
const presentUse = async (reader: Reader, meters: readonly MeterEntity[], kind: HouseMeterKind, now: Date) => {
  const [meter] = meters;
  const communityId = meter?.communityId ?? '';
  const ids = meters.map(({ deviceId }) => deviceId);
  const today = toDay(now);
  const [days, latest] = await Promise.all([
    store.findDays(reader, communityId, ids, `${today.slice(0, 7)}-01`, today),
    latestOf(reader, communityId, meter ? [meter.deviceId] : []),
  ]);
  return {
    meter: kind,
    name: t.meters[kind],
    unit: t.units[kind],
    today: sumOf(days.filter(({ day }) => day === today)),
    month: sumOf(days),
    live: meter ? liveWords(kind, latest.get(meter.deviceId) ?? [], now) : null,
    lastAt: meter ? toInstant(meter.lastAt) : null,
  };
};

const ofKind = (meters: readonly MeterEntity[], kind: HouseMeterKind): MeterEntity[] =>
  meters.filter((meter) => meter.kind === kind);

/** For a house of the caller's: its community is that of the binding. */
export const readHouseMeterViews = async (deps: Deps, communityId: string, houseId: string) => {
  const { reader } = deps.db;
  const [meters, findings] = await Promise.all([
    store.findMetersOfHouse(reader, communityId, houseId),
    store.findOpenOfHouse(reader, communityId, houseId),
  ]);
  const kinds = houseMeterKinds.filter((kind) => ofKind(meters, kind).length > 0);
  return {
    items: await Promise.all(
      kinds.map(async (kind) => {
        const own = ofKind(meters, kind);
        const ids = new Set(own.map(({ deviceId }) => deviceId));
        // A silent meter is the office's matter.
        const told = findings.filter(({ deviceId, kind: what }) => ids.has(deviceId) && what !== 'silent');
        return { ...(await presentUse(reader, own, kind, deps.clock.now())), findings: told.map(presentFinding) };
      }),
    ),
  };
};

interface Sums {
  used: Map<string, number>;
  estimated: Set<string>;
  before: { label: string; total: number } | null;
}

const gather = <R extends { used: number; estimated: boolean }>(
  rows: readonly R[],
  keyOf: (row: R) => string,
): Omit<Sums, 'before'> => {
  const used = new Map<string, number>();
  const estimated = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row);
    used.set(key, (used.get(key) ?? 0) + row.used);
    if (row.estimated) estimated.add(key);
  }
  return { used, estimated };
};

const hourKey = ({ at }: { at: Date }): string => String(wall(at).hour).padStart(2, '0');

const sumHours = async (reader: Reader, communityId: string, ids: string[], now: Date): Promise<Sums> => {
  const today = await store.findHours(reader, communityId, ids, dayRange(toDay(now)));
  const from = new Date(atWall(toDay(now), 0).getTime() - dayMs);
  const past = await store.findHours(reader, communityId, ids, { from, to: new Date(now.getTime() - dayMs) });
  return { ...gather(today, hourKey), before: past.length > 0 ? { label: t.before.day, total: sumOf(past) } : null };
};

const sumDays = async (reader: Reader, communityId: string, ids: string[], now: Date): Promise<Sums> => {
  const today = toDay(now);
  const days = await store.findDays(reader, communityId, ids, `${today.slice(0, 7)}-01`, today);
  const { from, to } = sameDaysBefore(today);
  const past = await store.findDays(reader, communityId, ids, from, to);
  const before = past.length > 0 ? { label: t.before.month, total: sumOf(past) } : null;
  return { ...gather(days, ({ day }: MeterDayEntity) => day), before };
};

const sumMonths = async (reader: Reader, communityId: string, ids: string[], now: Date): Promise<Sums> => {
  const month = toDay(now).slice(0, 7);
  const first = `${monthsFrom(month, -11)}-01`;
  const days = await store.findDays(reader, communityId, ids, first, toDay(now));
  const past = await store.findDays(
    reader,
    communityId,
    ids,
    `${monthsFrom(month, -23)}-01`,
    `${monthsFrom(month, -12)}-31`,
  );
  const before = past.length > 0 ? { label: t.before.year, total: sumOf(past) } : null;
  return { ...gather(days, ({ day }: MeterDayEntity) => day.slice(0, 7)), before };
};

const sumsOf = { day: sumHours, month: sumDays, year: sumMonths } as const;

const nowKey = (span: UseSpan, now: Date): string => {
  const today = toDay(now);
  if (span === 'day') return hourKey({ at: now });
  return span === 'month' ? today : today.slice(0, 7);
};

export const readMeterUseView = async (
  deps: Deps,
  communityId: string,
  { houseId, meter, span }: { houseId: string; meter: HouseMeterKind; span: UseSpan },
): Promise<MeterUseView> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const meters = await store.findMetersOfHouse(reader, communityId, houseId, meter);
  const ids = meters.map(({ deviceId }) => deviceId);
  const { used, estimated, before } = await sumsOf[span](reader, communityId, ids, now);
  const current = nowKey(span, now);
  const columns = keysOf(span, toDay(now)).map((key) => ({
    key,
    label: t.label[span](key),
    used: used.get(key) ?? 0,
    estimated: estimated.has(key),
    ahead: key > current,
  }));
  const total = sumOf(columns);
  const change = before && changeOf(total, before.total);
  return {
    ...{ meter, unit: t.units[meter], span, columns, total, before },
    saying: before && change !== null ? t.compared(before.label, change) : null,
  };
};

const lastDays = 30;
const mostFindings = 10;

/** What a meter of the registry counted, for staff. */
export const readDeviceMeterView = async (deps: Deps, communityId: string, deviceId: string) => {
  const { reader } = deps.db;
  const meter = await store.findMeter(reader, { communityId, deviceId });
  if (!meter) return { meter: null };
  const now = deps.clock.now();
  const from = toDay(new Date(now.getTime() - (lastDays - 1) * dayMs));
  const [use, days, findings] = await Promise.all([
    presentUse(reader, [meter], meter.kind, now),
    store.findDays(reader, communityId, [deviceId], from, toDay(now)),
    store.findFindingsOf(reader, communityId, deviceId, mostFindings),
  ]);
  return {
    meter: {
      ...use,
      counter: meter.lastRaw,
      days: days.map(({ day, used, estimated }) => ({ day, used, estimated })),
      findings: findings.map(presentFinding),
    },
  };
};
