import { wall } from 'shared-types/time';
import { type PaperCount, type PaperFollowUp, paperFollowUps } from 'shared-types/whitePaper';
import { periodAfter, periodOf, spanOf } from '../../kernel/period.js';
import { basisPoints, durationsOf, indexer, missed, stepMinutes, stepsOf } from './figures.rules.js';
import { forecastOf } from './forecast.rules.js';
import type { FigureIndex, Finding, PaperFact, PaperFigures, PaperInput, PaperTally } from './paper.model.js';

type Add = (key: string, facts: readonly { id: string }[]) => void;
type Test = (fact: PaperFact) => boolean;

/** At most this many repeats stand in a paper, the most frequent first. */
const mostRepeats = 20;
const dayMs = 86_400_000;

const counter = ({ facts, before, yearAgo }: PaperInput, add: Add) => {
  return (key: string, name: string, test: Test): PaperCount => {
    const some = facts.filter(test);
    add(key, some);
    return {
      ...{ key, name, count: some.length, shareBp: basisPoints(some.length, facts.length) },
      ...{ before: before?.filter(test).length ?? null, yearAgo: yearAgo?.filter(test).length ?? null },
    };
  };
};

type Count = ReturnType<typeof counter>;

const byCount = (a: PaperCount, b: PaperCount): number => b.count - a.count || (a.key < b.key ? -1 : 1);

/** Values that this month or a month beside it has, each counted, the most frequent first. */
const groups = (input: PaperInput, count: Count, keyOf: (fact: PaperFact) => string, kind: string, name: Namer) => {
  const all = [...input.facts, ...(input.before ?? []), ...(input.yearAgo ?? [])];
  return [...new Set(all.map(keyOf))]
    .map((value) => count(`${kind}:${value}`, name(value), (fact) => keyOf(fact) === value))
    .sort(byCount);
};
type Namer = (value: string) => string;

const monthsOf = ({ period, tallies, since }: PaperInput): PaperFigures['months'] =>
  Array.from({ length: 13 }, (_, index) => periodAfter(period, index - 12))
    .filter((one) => since < spanOf(one).to)
    .map((one) => {
      const some = tallies.filter(({ at }) => periodOf(at) === one);
      return { period: one, count: some.length, emergencies: some.filter(({ emergency }) => emergency).length };
    });

/** The same trouble at the same device, area or house, so often in so many days, lately in this month. */
const repeatsOf = ({ period, facts, tallies, types, rules }: PaperInput, add: Add): PaperFigures['repeats'] => {
  const { to } = spanOf(period);
  const from = new Date(to.getTime() - rules.repeatDays * dayMs);
  const places = new Map(facts.map(({ id, place }) => [id, place]));
  const found = new Map<string, PaperTally[]>();
  for (const one of tallies) {
    if (one.at < from || one.at >= to || !one.subject) continue;
    const key = `repeat:${one.subject.what}:${one.subject.id}:${one.typeId}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found]
    .flatMap(([key, some]) => {
      const last = some.findLast(({ id }) => places.has(id));
      const { subject, typeId } = some[0] as PaperTally;
      if (some.length < rules.repeatTimes || !last || !subject) return [];
      add(key, some);
      const place = places.get(last.id) ?? '';
      const typeName = types.get(typeId)?.name ?? typeId;
      return [{ key, what: subject.what, name: subject.name, place, typeName, count: some.length }];
    })
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, mostRepeats);
};

const ratingsOf = (facts: readonly PaperFact[], add: Add): PaperFigures['ratings'] => {
  const stars = [1, 2, 3, 4, 5].map((value) => {
    const some = facts.filter((fact) => fact.stars === value);
    add(`stars:${value}`, some);
    return { key: `stars:${value}`, stars: value, count: some.length };
  });
  return { rated: stars.reduce((sum, { count }) => sum + count, 0), stars };
};

export interface TotalNames {
  requests: string;
  emergencies: string;
  finished: string;
  reopened: string;
  escalated: string;
  complaints: string;
}

const complaintsOf = ({ complaints, facts }: PaperInput, name: string, add: Add): PaperCount => {
  const { ids, before, yearAgo } = complaints;
  add(
    'complaints',
    ids.map((id) => ({ id })),
  );
  const count = ids.length;
  return { key: 'complaints', name, count, shareBp: basisPoints(count, facts.length + count), before, yearAgo };
};

const followUpsOf = ({ followUps }: PaperInput, add: Add): PaperFigures['followUps'] => {
  const groups: Record<PaperFollowUp, PaperInput['followUps']> = {
    opened: followUps,
    'in-time': followUps.filter(({ publishedInTime }) => publishedInTime === true),
    late: followUps.filter(({ publishedInTime }) => publishedInTime === false),
    waiting: followUps.filter(({ publishedInTime }) => publishedInTime === null),
    finished: followUps.filter(({ finished }) => finished),
  };
  return paperFollowUps.map((what) => {
    const key = `follow:${what}`;
    add(
      key,
      groups[what].map(({ repairId: id }) => ({ id })),
    );
    return { key, what, count: groups[what].length };
  });
};

const totalsOf = (count: Count, names: TotalNames): Omit<PaperFigures['totals'], 'complaints'> => ({
  requests: count('all', names.requests, () => true),
  emergencies: count('emergency', names.emergencies, ({ emergency }) => emergency),
  finished: count('finished', names.finished, ({ doneAt }) => doneAt !== null),
  reopened: count('reopened', names.reopened, ({ reopened }) => reopened),
  escalated: count('escalated', names.escalated, ({ escalated }) => escalated),
});

/** Everything that a paper says, and what each number opens to (C10). */
export const figuresOf = (input: PaperInput, names: TotalNames): { figures: PaperFigures; index: FigureIndex } => {
  const { facts, types } = input;
  const { add, index } = indexer();
  const count = counter(input, add);
  const durations = durationsOf(facts);
  for (const { lateKey, span, urgency } of durations)
    add(
      lateKey,
      facts.filter((fact) => fact.emergency === (urgency === 'emergency') && missed(fact, span)),
    );
  const steps = stepsOf(facts);
  for (const { key, step } of steps) {
    const some = facts.filter((fact) => stepMinutes(fact, step) !== null);
    // The slowest first: they are what is looked for.
    add(
      key,
      some.sort((a, b) => (stepMinutes(b, step) ?? 0) - (stepMinutes(a, step) ?? 0)),
    );
  }
  const hourOf = (fact: PaperFact): number => wall(fact.at).hour;
  const ratings = ratingsOf(facts, add);
  const promised = durations.reduce((sum, one) => sum + one.promised, 0);
  const kept = durations.reduce((sum, one) => sum + one.kept, 0);
  const stars = ratings.stars.reduce((sum, one) => sum + one.stars * one.count, 0);
  return {
    figures: {
      requests: facts.length,
      keptBp: promised === 0 ? null : basisPoints(kept, promised),
      starsTenths: ratings.rated === 0 ? null : Math.round((stars * 10) / ratings.rated),
      totals: { ...totalsOf(count, names), complaints: complaintsOf(input, names.complaints, add) },
      types: groups(
        input,
        count,
        ({ typeId }) => typeId,
        'type',
        (id) => types.get(id)?.name ?? id,
      ),
      places: groups(
        input,
        count,
        ({ place }) => place,
        'place',
        (place) => place,
      ),
      hours: Array.from({ length: 24 }, (_, hour) =>
        count(`hour:${hour}`, String(hour), (fact) => hourOf(fact) === hour),
      ),
      months: monthsOf(input),
      durations,
      steps,
      repeats: repeatsOf(input, add),
      ratings,
      followUps: followUpsOf(input, add),
      forecast: forecastOf(input),
    },
    index,
  };
};

/** A change counts from this many requests and this share of the month before on. */
const fewest = 3;
const tellingShare = 0.3;

const changesOf = (types: PaperFigures['types']): Finding[] =>
  types
    .flatMap(({ name, count, before }): (Finding & { by: number })[] => {
      if (before === null) return [];
      const by = Math.abs(count - before);
      if (by < fewest || by < before * tellingShare) return [];
      return [{ kind: count > before ? 'rise' : 'fall', name, count, before, by }];
    })
    .sort((a, b) => b.by - a.by)
    .slice(0, 3)
    .map(({ by: _, ...finding }) => finding);

/** What stands out of a month, the most telling first. */
export const findingsOf = ({ types, steps, durations, repeats, ratings, forecast }: PaperFigures): Finding[] => {
  const late = durations
    .filter(({ promised, kept }) => promised > kept)
    .sort((a, b) => a.kept / a.promised - b.kept / b.promised)[0];
  const slowest = [...steps].sort((a, b) => b.totalMinutes - a.totalMinutes)[0];
  const bad = ratings.stars.filter(({ stars }) => stars <= 2).reduce((sum, { count }) => sum + count, 0);
  const repeat = repeats[0];
  const prepare = forecast.lines
    .filter(({ count, now }) => count - now >= fewest && count >= now * (1 + tellingShare))
    .sort((a, b) => b.count - b.now - (a.count - a.now))[0];
  const people = forecast.people.find(({ needed, have }) => needed > have);
  return [
    ...(late ? [{ kind: 'late' as const, ...late }] : []),
    ...changesOf(types),
    ...(slowest && slowest.totalMinutes > 0 ? [{ kind: 'slowest' as const, ...slowest }] : []),
    ...(repeat ? [{ ...repeat, kind: 'repeat' as const, name: repeat.place }] : []),
    ...(bad > 0 ? [{ kind: 'stars' as const, bad }] : []),
    ...(prepare ? [{ kind: 'prepare' as const, ...prepare }] : []),
    ...(people ? [{ kind: 'people' as const, ...people }] : []),
  ];
};
