import { contract } from './contract.js';
import { Thousandths } from './reading.js';
import { Id, Instant, z } from './schemas.js';

/** Smart meters: live use, its past, and what it gives away. Figures are thousandths of the meter's unit. */

export const houseMeterKinds = ['water', 'power'] as const;
export type HouseMeterKind = (typeof houseMeterKinds)[number];

/** leak: water never stops at night; empty: use while the house is empty; lost: a building's master counts more. */
export const findingKinds = ['leak', 'empty', 'lost', 'overload', 'silent'] as const;
export type FindingKind = (typeof findingKinds)[number];

export const FindingView = z.object({
  id: Id,
  kind: z.enum(findingKinds),
  /** 夜里一直在走水，每小时至少 12 升 */
  words: z.string(),
  since: Instant,
  until: z.nullable(Instant),
});
export type FindingView = z.infer<typeof FindingView>;

const use = {
  meter: z.enum(houseMeterKinds),
  /** 水表 */
  name: z.string(),
  /** 吨 · 度 */
  unit: z.string(),
  today: Thousandths,
  month: Thousandths,
  /** 1,240 瓦 · 每小时 6 升; null: not told within the last hour. */
  live: z.nullable(z.string()),
  lastAt: z.nullable(Instant),
};

const ofHouse = { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } } as const;

/** The smart meters of a house; none: it is read by hand. */
export const readHouseMeters = contract({
  name: 'readHouseMeters',
  summary: '我家的水电表',
  method: 'GET',
  path: '/houses/:id/meters',
  auth: ofHouse,
  params: z.object({ id: Id }),
  response: z.object({ items: z.array(z.object({ ...use, findings: z.array(FindingView) })) }),
  errors: ['house.not_found'],
});

export const useSpans = ['day', 'month', 'year'] as const;
export type UseSpan = (typeof useSpans)[number];

export const MeterUseView = z.object({
  meter: z.enum(houseMeterKinds),
  unit: z.string(),
  span: z.enum(useSpans),
  /** Hours of today, days of this month, or the last twelve months, in their order. */
  columns: z.array(
    z.object({
      /** 08 · 23 · 2026-11 */
      key: z.string(),
      /** 8时 · 23 · 11月 */
      label: z.string(),
      used: Thousandths,
      /** Some of it was not told, and is estimated until it is. */
      estimated: z.boolean(),
      /** Still to come. */
      ahead: z.boolean(),
    }),
  ),
  total: Thousandths,
  /** The house's own past over as long: yesterday until this hour, last month until this day, the twelve months before. */
  before: z.nullable(z.object({ label: z.string(), total: Thousandths })),
  /** 比上月同期少用 12% */
  saying: z.nullable(z.string()),
});
export type MeterUseView = z.infer<typeof MeterUseView>;

export const readMeterUse = contract({
  name: 'readMeterUse',
  summary: '我家用水用电',
  method: 'GET',
  path: '/houses/:id/meters/:meter/use',
  auth: ofHouse,
  params: z.object({ id: Id, meter: z.enum(houseMeterKinds) }),
  query: z.object({ span: z._default(z.enum(useSpans), 'day') }),
  response: MeterUseView,
  errors: ['house.not_found'],
});

/** What a meter of the registry counted; null: the device is none, or was never heard. */
export const readDeviceMeter = contract({
  name: 'readDeviceMeter',
  summary: '水电表的用量和异常',
  method: 'GET',
  path: '/staff/devices/:id/meter',
  auth: { as: ['staff'], may: 'device.read', on: { param: 'id', of: 'device', within: 'community' } },
  params: z.object({ id: Id }),
  response: z.object({
    meter: z.nullable(
      z.object({
        ...use,
        /** What the counter showed last. */
        counter: Thousandths,
        /** The last thirty days, in their order. */
        days: z.array(z.object({ day: z.string(), used: Thousandths, estimated: z.boolean() })),
        /** Newest first, at most ten. */
        findings: z.array(FindingView),
      }),
    ),
  }),
  errors: ['device.not_found'],
});
