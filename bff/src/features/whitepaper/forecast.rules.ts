import { periodAfter, periodOf, spanOf } from '../../kernel/period.js';
import { percentile, spanMinutes, stepMinutes } from './figures.rules.js';
import type { PaperFact, PaperFigures, PaperInput } from './paper.model.js';

type Forecast = PaperFigures['forecast'];

/** How this year goes beside the last, within sane bounds: a few odd months shall not double everything. */
const leastTrend = 0.5;
const mostTrend = 2;
/** Months by which the trend is taken, and the mean where no last year is known. */
const recentMonths = 3;
/** Of a Poisson count, eight times in ten. */
const eightInTen = 1.28;
/** Where nobody has finished anything of a type yet. */
const assumedMinutes = 60;

const wholly = (since: Date, period: string): boolean => since <= spanOf(period).from;

/** The last months, this one included, the oldest first. */
const recentOf = (period: string): string[] =>
  Array.from({ length: recentMonths }, (_, index) => periodAfter(period, index + 1 - recentMonths));

interface Basis {
  basis: Forecast['basis'];
  of(typeId: string): number;
}

const basisOf = ({ period, since, tallies }: PaperInput): Basis => {
  const count = (periods: readonly string[], typeId?: string): number =>
    tallies.filter((one) => periods.includes(periodOf(one.at)) && (typeId === undefined || one.typeId === typeId))
      .length;
  const recent = recentOf(period).filter((one) => wholly(since, one));
  const lastYear = periodAfter(period, -11);
  if (wholly(since, lastYear)) {
    const then = recent.map((one) => periodAfter(one, -12)).filter((one) => wholly(since, one));
    const compared = then.map((one) => periodAfter(one, 12));
    const before = count(then);
    const trend = before === 0 ? 1 : Math.min(mostTrend, Math.max(leastTrend, count(compared) / before));
    return { basis: 'year', of: (typeId) => count([lastYear], typeId) * trend };
  }
  if (recent.length === 0) return { basis: 'none', of: () => 0 };
  return { basis: 'recent', of: (typeId) => count(recent, typeId) / recent.length };
};

/** Minutes that somebody is away and busy for one request of a type: the way and the work. */
const busyMinutes = (facts: readonly PaperFact[]): number => {
  const took = facts.flatMap((fact) =>
    spanMinutes(fact, 'finish') === null
      ? []
      : [(stepMinutes(fact, 'travel') ?? 0) + (stepMinutes(fact, 'work') ?? 0)].filter((minutes) => minutes > 0),
  );
  return percentile(took, 0.5) ?? assumedMinutes;
};

const peopleOf = (lines: Forecast['lines'], { facts, types, workers, rules }: PaperInput): Forecast['people'] => {
  const minutesOf = new Map<string, number>();
  for (const { typeId, count } of lines) {
    const skill = types.get(typeId)?.skill;
    if (!skill) continue;
    const each = busyMinutes(facts.filter((fact) => fact.typeId === typeId));
    minutesOf.set(skill, (minutesOf.get(skill) ?? 0) + count * each);
  }
  return [...minutesOf]
    .map(([skill, minutes]) => ({
      skill,
      hours: Math.ceil(minutes / 60),
      needed: Math.ceil(minutes / 60 / rules.workerHours),
      have: workers.get(skill) ?? 0,
    }))
    .sort((a, b) => b.hours - a.hours);
};

const partsOf = (lines: Forecast['lines'], types: PaperInput['types']): Forecast['parts'] => {
  const quantities = new Map<string, number>();
  for (const { typeId, count } of lines)
    for (const part of types.get(typeId)?.parts ?? []) quantities.set(part, (quantities.get(part) ?? 0) + count);
  return [...quantities].map(([name, quantity]) => ({ name, quantity })).sort((a, b) => b.quantity - a.quantity);
};

/** The next month as last year's was, scaled by how this year goes; without a last year, as the last months were (C10). */
export const forecastOf = (input: PaperInput): Forecast => {
  const { basis, of } = basisOf(input);
  const lines = [...input.types]
    .flatMap(([typeId, { name }]) => {
      const expected = of(typeId);
      const count = Math.round(expected);
      if (count === 0) return [];
      const spread = eightInTen * Math.sqrt(expected);
      const now = input.facts.filter((fact) => fact.typeId === typeId).length;
      const [low, high] = [Math.max(0, Math.floor(expected - spread)), Math.ceil(expected + spread)];
      return [{ typeId, name, count, low, high, now }];
    })
    .sort((a, b) => b.count - a.count);
  return {
    period: periodAfter(input.period),
    basis,
    lines,
    parts: partsOf(lines, input.types),
    people: peopleOf(lines, input),
  };
};
