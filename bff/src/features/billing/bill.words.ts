import { billingTexts as t } from '../../locales/billing.js';
import type { Facts } from './facts.js';

export interface Line {
  label: string;
  words: string;
  amountFen: number;
}

const meterLines = (facts: Extract<Facts, { k: 'meter' }>): Line[] => {
  const unit = t.unit(facts.t);
  const amount = (value: number): string => t.decimal(value, 3);
  return facts.s.map(([from, upTo, price, used, fen], index) => ({
    label:
      facts.s.length === 1 && upTo === null && from === 0
        ? t.meter(facts.t)
        : `${t.tierName(index)} ${t.tierSpan(amount(from), upTo === null ? null : amount(upTo), unit)}`,
    words: t.tier(amount(used), unit, price, fen),
    amountFen: fen,
  }));
};

const poolWords = (facts: Extract<Facts, { k: 'pool' }>): string =>
  facts.by === 'area'
    ? t.poolByArea(facts.total, facts.w, facts.all, facts.b)
    : t.poolByHouse(facts.total, facts.n, facts.b);

/** The lines whose sum is the bill before discounts, then the discount. */
export const linesOf = (facts: Facts, feeName: string): Line[] => {
  const lines = baseLines(facts, feeName);
  const { d } = facts;
  return d ? [...lines, { label: d.n, words: t.discount(d.n, d.bp, d.f), amountFen: -d.f }] : lines;
};

const baseLines = (facts: Facts, feeName: string): Line[] => {
  const one = (words: string): Line[] => [{ label: feeName, words, amountFen: facts.b }];
  switch (facts.k) {
    case 'area':
      return one(t.area(facts.a, facts.p, facts.m, facts.b));
    case 'house':
      return one(t.perHouse(facts.p, facts.m, facts.b));
    case 'meter':
      return meterLines(facts);
    case 'pool':
      return one(poolWords(facts));
    case 'parking':
      return facts.s.map(([number, monthFen]) => ({
        label: t.spaceLabel(number),
        words: t.space(number, monthFen, facts.m, monthFen * facts.m),
        amountFen: monthFen * facts.m,
      }));
    case 'fixed':
      return one(t.fixed(facts.b));
  }
};

/** What stands before the lines: the meter's way, what is shared and who bears the rest. */
const preface = (facts: Facts): string[] => {
  if (facts.k === 'meter') {
    const words = [t.use(facts.t, t.decimal(facts.o, 3), t.decimal(facts.c, 3), t.decimal(facts.u, 3), facts.e === 1)];
    return facts.n === undefined ? words : [...words, t.newMeter(t.decimal(facts.n, 3))];
  }
  if (facts.k === 'pool') return [t.poolTotal(facts.at ?? t.wholeCommunity, facts.total, facts.n)];
  return [];
};

const restWords = (facts: Facts): string[] => {
  if (facts.k !== 'pool') return [];
  if (facts.to) return facts.to[1] === 0 ? [] : [t.restTo(facts.to[0], facts.to[1])];
  return facts.r ? [t.restOwn(facts.r)] : [];
};

/** The whole arithmetic of a bill, a sentence a line. */
export const wordsOf = (facts: Facts, feeName: string): string[] => [
  ...preface(facts),
  ...linesOf(facts, feeName).map(({ words }) => words),
  ...restWords(facts),
  ...(facts.d ? [t.afterDiscount(facts.b - facts.d.f)] : []),
];
