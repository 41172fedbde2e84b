import { BillLine, feeIcons, feeKinds, LateTerms, Period } from './billing.js';
import { houseKinds } from './community.js';
import { contract } from './contract.js';
import { BasisPoints, FenAmount, FenPositive } from './money.js';
import { meterKinds, Thousandths } from './reading.js';
import { Id, text, z } from './schemas.js';

/** One ten-thousandth of a yuan (0.0001 元), so that 2.8350 元/m² is a whole number: 28350. */
const Price = z.int().check(z.minimum(0), z.maximum(100_000_000));

/** Billed for several months at once: every 3 months from January is 1–3, 4–6 … */
const Cycle = {
  everyMonths: z._default(z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]), 1),
  /** The month in which a cycle begins. */
  firstMonth: z._default(z.int().check(z.minimum(1), z.maximum(12)), 1),
};

/** The last tier has no upper end. `upTo` is of the month's use, in thousandths. */
const Tier = z.object({ upTo: z.nullable(Thousandths), price: Price });

export const FeeRule = z.discriminatedUnion('kind', [
  /** Price per m² and month. */
  z.object({ kind: z.literal('area'), price: Price, ...Cycle }),
  z.object({ kind: z.literal('per-house'), monthFen: FenAmount, ...Cycle }),
  /** By meter; the tiers are in rising order. */
  z.object({
    kind: z.literal('metered'),
    meter: z.enum(meterKinds),
    tiers: z.array(Tier).check(z.minLength(1), z.maxLength(8)),
  }),
  /**
   * A sum of the month, shared. The rest of a division goes by largest remainders, or all of it to one house; the bill
   * says who bore it.
   */
  z.object({
    kind: z.literal('pool'),
    by: z.enum(['area', 'house']),
    /** The sum is entered for the whole community, or for each building. */
    level: z.enum(['community', 'building']),
    restTo: z.nullable(Id),
  }),
  /** Per space of the house and month. */
  z.object({ kind: z.literal('parking'), ownedFen: FenAmount, leasedFen: FenAmount, ...Cycle }),
  /** Never in a run: staff make a bill of it for one house. */
  z.object({ kind: z.literal('one-off'), usualFen: z.nullable(FenPositive) }),
]);
export type FeeRule = z.infer<typeof FeeRule>;

export const occupancies = ['self', 'let', 'vacant', 'unknown'] as const;

/** Which houses a fee is for; an empty list is no limit. */
export const FeeScope = z.object({
  buildingIds: z.array(Id).check(z.maxLength(200)),
  houseKinds: z.array(z.enum(houseKinds)).check(z.maxLength(2)),
  /** The ledger's words for the use: 住宅, 商业. */
  usages: z.array(text(20)).check(z.maxLength(20)),
});
export type FeeScope = z.infer<typeof FeeScope>;

/** All conditions that are given must hold. Of several that fit, the largest one counts: discounts do not add up. */
export const FeeDiscount = z.object({
  /** 空置优惠 */
  name: text(20),
  /** What is taken off; 10000: free. */
  offBp: BasisPoints.check(z.minimum(1)),
  occupancies: z.array(z.enum(occupancies)).check(z.maxLength(4)),
  /** Vacant since at least so many days on the first day of the billed month. */
  vacantDays: z.nullable(z.int().check(z.minimum(0), z.maximum(3650))),
  usages: z.array(text(20)).check(z.maxLength(20)),
  houseIds: z.array(Id).check(z.maxLength(500)),
});
export type FeeDiscount = z.infer<typeof FeeDiscount>;

const feeFields = {
  /** 物业费 */
  name: text(20),
  kind: z.enum(feeKinds),
  icon: z.enum(feeIcons),
  rule: FeeRule,
  scope: FeeScope,
  discounts: z.array(FeeDiscount).check(z.maxLength(10)),
  late: z.nullable(LateTerms),
  /** The first month that it is billed for. */
  validFrom: Period,
  /** The last one; null: until it is ended. */
  validTo: z.nullable(Period),
};

export const FeeView = z.object({
  id: Id,
  /** The same in all versions of a fee. */
  code: z.string(),
  version: z.int(),
  ...feeFields,
  /** Bills were made of it: it can only be ended and succeeded. */
  inUse: z.boolean(),
  /** 每月每平方米 2.80 元 · 住宅 · 空置满 90 天减 30% · 逾期每天 0.05% */
  words: z.array(z.string()),
  actions: z.array(z.enum(['change', 'end', 'succeed'])),
});
export type FeeView = z.infer<typeof FeeView>;

export const listFees = contract({
  name: 'listFees',
  summary: '收费项目',
  method: 'GET',
  path: '/staff/fees',
  auth: { as: ['staff'], may: 'fee.read' },
  query: z.object({ scope: z._default(z.enum(['current', 'all']), 'current') }),
  response: z.object({ items: z.array(FeeView) }),
  errors: [],
});

/** A new fee, or with `succeeds` the next version of one, which then ends the month before. */
export const createFee = contract({
  name: 'createFee',
  summary: '新建收费项目',
  method: 'POST',
  path: '/staff/fees',
  auth: { as: ['staff'], may: 'fee.manage' },
  body: z.object({ ...feeFields, succeeds: z.optional(Id) }),
  response: FeeView,
  idempotent: true,
  errors: ['fee.not_found', 'fee.code_taken', 'fee.in_use', 'request.invalid'],
});

/** While nothing was billed of it. */
export const changeFee = contract({
  name: 'changeFee',
  summary: '修改收费项目',
  method: 'PUT',
  path: '/staff/fees/:id',
  auth: { as: ['staff'], may: 'fee.manage', on: { param: 'id', of: 'fee', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object(feeFields),
  response: FeeView,
  idempotent: true,
  errors: ['fee.not_found', 'fee.code_taken', 'fee.in_use', 'request.invalid'],
});

/** Its last month; not before one that was billed. */
export const endFee = contract({
  name: 'endFee',
  summary: '停用收费项目',
  method: 'POST',
  path: '/staff/fees/:id/end',
  auth: { as: ['staff'], may: 'fee.manage', on: { param: 'id', of: 'fee', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ validTo: Period }),
  response: FeeView,
  idempotent: true,
  errors: ['fee.not_found', 'fee.in_use', 'request.invalid'],
});

/** Why a house gets no bill of a fee. */
export const noBillReasons = [
  'out-of-scope',
  'not-this-month',
  'no-area',
  'no-reading',
  'first-reading',
  'no-use',
  'no-pool',
  'pool-billed',
  'no-space',
  'tenure-unknown',
  'free',
  'nothing',
  'already-billed',
] as const;
export type NoBillReason = (typeof noBillReasons)[number];

/** What a fee would be for one house: its arithmetic, or why there is none. */
export const Outcome = z.object({
  feeId: z.nullable(Id),
  feeName: z.string(),
  period: Period,
  amountFen: z.nullable(FenAmount),
  lines: z.array(BillLine),
  reason: z.nullable(z.enum(noBillReasons)),
  /** 没有登记面积，请到房产台账补上 */
  reasonWords: z.nullable(z.string()),
});
export type Outcome = z.infer<typeof Outcome>;

/** Tries a fee that is being written on one house; writes nothing. */
export const tryFee = contract({
  name: 'tryFee',
  summary: '拿一户试算',
  method: 'POST',
  path: '/staff/fees/try',
  auth: { as: ['staff'], may: 'fee.manage' },
  body: z.object({ fee: z.object(feeFields), houseId: Id, period: Period }),
  response: Outcome,
  errors: ['house.not_found', 'request.invalid'],
});

/** Every fee in force for one house and the run of a month. */
export const explainHouse = contract({
  name: 'explainHouse',
  summary: '这户该出哪些账',
  method: 'GET',
  path: '/staff/houses/:id/billing',
  auth: { as: ['staff'], may: 'bill.read', on: { param: 'id', of: 'house', within: 'community' } },
  params: z.object({ id: Id }),
  query: z.object({ month: Period }),
  response: z.object({ items: z.array(Outcome) }),
  errors: ['house.not_found'],
});
