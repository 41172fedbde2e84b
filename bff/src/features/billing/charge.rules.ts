import type { FeeDiscount, FeeRule, FeeScope, NoBillReason } from 'shared-types/fee';
import type { MeterKind } from 'shared-types/reading';
import { scale } from '../../kernel/money.js';
import { discountOf } from './discount.rules.js';
import type { BillableHouse, Facts } from './facts.js';
import { beginsCycle } from './period.rules.js';
import type { SharedPool } from './pool.rules.js';
import { reckonTiers } from './tariff.rules.js';

export interface ReadingFact {
  value: number;
  openingValue: number | null;
  used: number | null;
  newMeterStart: number | null;
  estimated: boolean;
}

export interface SpaceFact {
  number: string;
  tenure: 'owned' | 'leased' | 'unknown';
}

/** What is known of a house besides itself. */
export interface HouseFacts {
  reading(meter: MeterKind): ReadingFact | null;
  spaces: readonly SpaceFact[];
  /** The shared sum that this house takes part in; 'billed': another run shared it. */
  pool: { at: string | null; shared: SharedPool } | 'billed' | null;
}

export interface ChargedFee {
  rule: FeeRule;
  scope: FeeScope;
  discounts: readonly FeeDiscount[];
}

export interface Charge {
  amountFen: number;
  months: number;
  facts: Facts;
}

type Base = { ok: true; months: number; facts: Facts } | { ok: false; reason: NoBillReason };

const none = (reason: NoBillReason): { ok: false; reason: NoBillReason } => ({ ok: false, reason });

/** Billed after the month, when its use and sums are known: a run bills the month before its own for these. */
export const inArrears = (rule: FeeRule): boolean => rule.kind === 'metered' || rule.kind === 'pool';

export const inScope = (scope: FeeScope, house: BillableHouse): boolean =>
  (scope.buildingIds.length === 0 || scope.buildingIds.includes(house.buildingId)) &&
  (scope.houseKinds.length === 0 || scope.houseKinds.includes(house.kind)) &&
  (scope.usages.length === 0 || scope.usages.includes(house.usage ?? ''));

type Metered = Extract<FeeRule, { kind: 'metered' }>;
const metered = (rule: Metered, reading: ReadingFact | null): Base => {
  if (!reading) return none('no-reading');
  const { openingValue, used, value, newMeterStart, estimated } = reading;
  if (openingValue === null || used === null) return none('first-reading');
  if (used === 0) return none('no-use');
  const { totalFen, tiers } = reckonTiers(used, rule.tiers);
  const facts: Facts = { k: 'meter', b: totalFen, t: rule.meter, o: openingValue, c: value, u: used, s: tiers };
  if (newMeterStart !== null) facts.n = newMeterStart;
  if (estimated) facts.e = 1;
  return { ok: true, months: 1, facts };
};

type Pool = Extract<FeeRule, { kind: 'pool' }>;
const pooled = (rule: Pool, house: BillableHouse, pool: HouseFacts['pool']): Base => {
  if (pool === 'billed') return none('pool-billed');
  if (!pool) return none('no-pool');
  const { at, shared } = pool;
  const own = shared.shares.get(house.id);
  if (!own) return none('no-area');
  const facts: Facts = {
    k: 'pool',
    b: own.fen,
    by: rule.by,
    total: shared.totalFen,
    w: own.weight,
    all: shared.weight,
    n: shared.houses,
  };
  if (at !== null) facts.at = at;
  if (own.rest !== 0) facts.r = own.rest;
  if (shared.restTo) facts.to = [shared.restTo.label, shared.restTo.fen];
  return { ok: true, months: 1, facts };
};

type Parking = Extract<FeeRule, { kind: 'parking' }>;
const parking = (rule: Parking, spaces: readonly SpaceFact[]): Base => {
  if (spaces.length === 0) return none('no-space');
  if (spaces.some(({ tenure }) => tenure === 'unknown')) return none('tenure-unknown');
  const priced = spaces.map(({ number, tenure }): [string, number] => [
    number,
    tenure === 'owned' ? rule.ownedFen : rule.leasedFen,
  ]);
  const b = priced.reduce((sum, [, fen]) => sum + fen, 0) * rule.everyMonths;
  return { ok: true, months: rule.everyMonths, facts: { k: 'parking', b, s: priced, m: rule.everyMonths } };
};

const base = (rule: FeeRule, house: BillableHouse, known: HouseFacts): Base => {
  switch (rule.kind) {
    case 'area': {
      const { areaHundredths: a } = house;
      if (!a) return none('no-area');
      const { price: p, everyMonths: m } = rule;
      // Hundredths of a m² × ten-thousandths of a yuan: 10,000 of them are one fen.
      return { ok: true, months: m, facts: { k: 'area', b: scale(a * m, p, 10_000), a, p, m } };
    }
    case 'per-house': {
      const { monthFen: p, everyMonths: m } = rule;
      return { ok: true, months: m, facts: { k: 'house', b: p * m, p, m } };
    }
    case 'metered':
      return metered(rule, known.reading(rule.meter));
    case 'pool':
      return pooled(rule, house, known.pool);
    case 'parking':
      return parking(rule, known.spaces);
    case 'one-off':
      return none('out-of-scope');
  }
};

/** What a fee is for one house in one month, or why it is nothing. */
export const reckon = (
  fee: ChargedFee,
  house: BillableHouse,
  period: string,
  known: HouseFacts,
): { ok: true; charge: Charge } | { ok: false; reason: NoBillReason } => {
  const { rule } = fee;
  if (!inScope(fee.scope, house)) return none('out-of-scope');
  if ('everyMonths' in rule && !beginsCycle(period, rule.everyMonths, rule.firstMonth)) return none('not-this-month');
  const found = base(rule, house, known);
  if (!found.ok) return found;
  const { facts, months } = found;
  if (facts.b === 0) return none('nothing');
  const discount = discountOf(fee.discounts, house, period, facts.b);
  if (discount) facts.d = discount;
  const amountFen = facts.b - (discount?.f ?? 0);
  return amountFen > 0 ? { ok: true, charge: { amountFen, months, facts } } : none('free');
};
