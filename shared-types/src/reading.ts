import { Period } from './billing.js';
import { contract } from './contract.js';
import { FenPositive } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, text, z } from './schemas.js';

/** Thousandths of a unit: 12.345 吨 is 12345. */
export const Thousandths = z.int().check(z.minimum(0), z.maximum(1_000_000_000_000));

export const meterKinds = ['water', 'hot-water', 'power', 'gas'] as const;
export type MeterKind = (typeof meterKinds)[number];

export const ReadingView = z.object({
  id: Id,
  houseId: Id,
  houseLabel: z.string(),
  meter: z.enum(meterKinds),
  period: Period,
  readOn: Day,
  value: Thousandths,
  /** Where the month began; null: this is the first reading. */
  openingValue: z.nullable(Thousandths),
  used: z.nullable(Thousandths),
  /** The old meter ended at `value`, the new one began here. */
  newMeterStart: z.nullable(Thousandths),
  estimated: z.boolean(),
  source: z.enum(['staff', 'list', 'device']),
  by: z.nullable(z.string()),
  at: Instant,
});
export type ReadingView = z.infer<typeof ReadingView>;

/** A house with its reading of the month, or with the one before while it is missing. */
export const ReadingRow = z.object({
  houseId: Id,
  houseLabel: z.string(),
  reading: z.nullable(ReadingView),
  last: z.nullable(z.object({ period: Period, readOn: Day, value: Thousandths })),
});
export type ReadingRow = z.infer<typeof ReadingRow>;

export const listReadings = contract({
  name: 'listReadings',
  summary: '抄表',
  method: 'GET',
  path: '/staff/readings',
  auth: { as: ['staff'], may: 'bill.read' },
  query: z.object({
    meter: z.enum(meterKinds),
    period: Period,
    state: z._default(z.enum(['all', 'entered', 'missing']), 'all'),
    buildingId: z.optional(Id),
    q: optionalText(40),
    ...PageQuery,
  }),
  response: z.object({
    items: z.array(ReadingRow),
    nextCursor: z.nullable(z.string()),
    total: z.int(),
    /** Of the whole community: how many are entered. */
    entered: z.int(),
  }),
  errors: ['request.invalid'],
});

const readingFields = {
  meter: z.enum(meterKinds),
  period: Period,
  readOn: Day,
};

/** One reading of a month; entered again it replaces what was there, until it is billed. */
export const enterReading = contract({
  name: 'enterReading',
  summary: '录入读数',
  method: 'POST',
  path: '/staff/houses/:id/readings',
  auth: { as: ['staff'], may: 'bill.run', on: { param: 'id', of: 'house', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({
    ...readingFields,
    value: Thousandths,
    newMeterStart: z._default(z.nullable(Thousandths), null),
    estimated: z._default(z.boolean(), false),
  }),
  response: ReadingView,
  idempotent: true,
  errors: ['house.not_found', 'reading.below_last', 'request.invalid'],
});

/** A pasted list, one house a row as people write it: "3栋2单元1102  128.5". Good rows are kept, the others told. */
export const enterReadings = contract({
  name: 'enterReadings',
  summary: '批量录入读数',
  method: 'POST',
  path: '/staff/readings',
  auth: { as: ['staff'], may: 'bill.run' },
  body: z.object({
    ...readingFields,
    rows: z.array(z.object({ house: text(60), value: text(20) })).check(z.minLength(1), z.maxLength(500)),
  }),
  response: z.object({
    entered: z.int(),
    /** `row` counts from 0. */
    faults: z.array(z.object({ row: z.int(), house: z.string(), value: z.string(), words: z.string() })),
  }),
  idempotent: true,
  errors: ['request.invalid'],
});

/** A sum that is shared. */
export const PoolView = z.object({
  id: Id,
  feeCode: z.string(),
  feeName: z.string(),
  period: Period,
  buildingId: z.nullable(Id),
  /** 全小区 · 3栋 */
  buildingName: z.string(),
  totalFen: FenPositive,
  /** 11月自来水公司发票 0123456 */
  voucher: z.string(),
  by: z.string(),
  at: Instant,
  billed: z.boolean(),
});
export type PoolView = z.infer<typeof PoolView>;

export const listPools = contract({
  name: 'listPools',
  summary: '公摊总额',
  method: 'GET',
  path: '/staff/pools',
  auth: { as: ['staff'], may: 'bill.read' },
  query: z.object({ period: Period }),
  response: z.object({
    items: z.array(PoolView),
    /** Sums that the fees in force still need. */
    missing: z.array(
      z.object({ feeId: Id, feeName: z.string(), buildingId: z.nullable(Id), buildingName: z.string() }),
    ),
  }),
  errors: [],
});

/** Entered again it replaces what was there, until it is billed. */
export const enterPool = contract({
  name: 'enterPool',
  summary: '录入公摊总额',
  method: 'POST',
  path: '/staff/fees/:id/pools',
  auth: { as: ['staff'], may: 'bill.run', on: { param: 'id', of: 'fee', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({
    period: Period,
    buildingId: z._default(z.nullable(Id), null),
    totalFen: FenPositive,
    voucher: text(100),
  }),
  response: PoolView,
  idempotent: true,
  errors: ['fee.not_found', 'fee.in_use', 'request.invalid'],
});
