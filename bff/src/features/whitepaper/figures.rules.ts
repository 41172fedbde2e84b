import { type PaperDuration, type PaperSpan, type PaperStep, paperSpans, paperSteps } from 'shared-types/whitePaper';
import type { FigureIndex, PaperFact, PaperOrder } from './paper.model.js';

const minuteMs = 60_000;

/** The value at or below which this share of all values lies (nearest rank); null of none. */
export const percentile = (values: readonly number[], share: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
};

export const basisPoints = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part * 10_000) / whole);

/** Milliseconds from one instant to another in which no pause stood. */
export const runningMs = (from: Date, to: Date, pauses: PaperFact['pauses']): number => {
  const stood = pauses.reduce((sum, pause) => {
    const begin = Math.max(from.getTime(), pause.from.getTime());
    const end = Math.min(to.getTime(), pause.to?.getTime() ?? to.getTime());
    return sum + Math.max(0, end - begin);
  }, 0);
  return Math.max(0, to.getTime() - from.getTime() - stood);
};

const minutes = (ms: number): number => Math.round(ms / minuteMs);

const first = (times: readonly (Date | null)[]): Date | null =>
  times.reduce((best, at) => (at && (!best || at < best) ? at : best), null);

/** When a span of a request ended; null: it has not. */
const endOf: Record<PaperSpan, (fact: PaperFact) => Date | null> = {
  // A reopening answers anew; what the owner waited for first is in the orders.
  respond: (fact) => (fact.reopened ? first(fact.orders.map(({ acceptedAt }) => acceptedAt)) : fact.answeredAt),
  arrive: (fact) => first(fact.orders.filter(({ main }) => main).map(({ arrivedAt }) => arrivedAt)),
  finish: ({ doneAt }) => doneAt,
};

/** Minutes that a span of a request took; null: it has not ended. */
export const spanMinutes = (fact: PaperFact, span: PaperSpan): number | null => {
  const end = endOf[span](fact);
  return end && minutes(runningMs(fact.at, end, fact.pauses));
};

const numbers = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

export const missed = (fact: PaperFact, span: PaperSpan): boolean =>
  fact.promises.some(({ kind, kept }) => kind === span && !kept);

/** Response, arrival and end, of emergencies and of the rest. Only emergencies promise an arrival. */
export const durationsOf = (facts: readonly PaperFact[]): PaperDuration[] =>
  (['emergency', 'general'] as const).flatMap((urgency) =>
    paperSpans
      .filter((span) => urgency === 'emergency' || span !== 'arrive')
      .map((span) => {
        const some = facts.filter(({ emergency }) => emergency === (urgency === 'emergency'));
        const took = numbers(some.map((fact) => spanMinutes(fact, span)));
        const promises = some.flatMap((fact) => fact.promises.filter(({ kind }) => kind === span));
        return {
          ...{ span, urgency, count: took.length, lateKey: `late:${urgency}-${span}` },
          ...{ medianMinutes: percentile(took, 0.5), p90Minutes: percentile(took, 0.9) },
          ...{ promised: promises.length, kept: promises.filter(({ kept }) => kept).length },
        };
      }),
  );

type Stretch = readonly [Date | null, Date | null];

const stretches: Record<Exclude<PaperStep, 'pause'>, (order: PaperOrder) => Stretch> = {
  dispatch: ({ createdAt, assignedAt }) => [createdAt, assignedAt],
  accept: ({ assignedAt, acceptedAt }) => [assignedAt, acceptedAt],
  travel: ({ acceptedAt, arrivedAt }) => [acceptedAt, arrivedAt],
  // Work at a desk is done without an arrival.
  work: ({ arrivedAt, acceptedAt, finishedAt }) => [arrivedAt ?? acceptedAt, finishedAt],
};

/** Minutes that the main orders of a request spent in a step; null: none went through it. */
export const stepMinutes = (fact: PaperFact, step: PaperStep): number | null => {
  const main = fact.orders.filter((order) => order.main);
  if (step === 'pause') {
    const stood = main.reduce((sum, { createdAt, finishedAt }) => {
      if (!finishedAt) return sum;
      return sum + (finishedAt.getTime() - createdAt.getTime()) - runningMs(createdAt, finishedAt, fact.pauses);
    }, 0);
    return stood > 0 ? minutes(stood) : null;
  }
  const took = main.flatMap((order) => {
    const [from, to] = stretches[step](order);
    return from && to && to >= from ? [runningMs(from, to, fact.pauses)] : [];
  });
  return took.length === 0 ? null : minutes(took.reduce((sum, ms) => sum + ms, 0));
};

export const stepsOf = (facts: readonly PaperFact[]) => {
  const rows = paperSteps.map((step) => {
    const took = numbers(facts.map((fact) => stepMinutes(fact, step)));
    const totalMinutes = took.reduce((sum, one) => sum + one, 0);
    return { key: `step:${step}`, step, count: took.length, totalMinutes, medianMinutes: percentile(took, 0.5) ?? 0 };
  });
  const all = rows.reduce((sum, { totalMinutes }) => sum + totalMinutes, 0);
  return rows.map((row) => ({ ...row, shareBp: basisPoints(row.totalMinutes, all) }));
};

/** Makes an index to which figures are added one by one. */
export const indexer = () => {
  const ids: string[] = [];
  const positions = new Map<string, number>();
  const figures: FigureIndex['figures'] = {};
  const place = (id: string): number => {
    const known = positions.get(id);
    if (known !== undefined) return known;
    positions.set(id, ids.length);
    ids.push(id);
    return ids.length - 1;
  };
  return {
    add: (key: string, facts: readonly { id: string }[]): void => {
      figures[key] = facts.map(({ id }) => place(id));
    },
    index: { ids, figures } satisfies FigureIndex,
  };
};
