import type { AlarmCondition, AlarmRule } from 'shared-types/alarmPolicy';
import { type Forecast, forecast } from './trend.rules.js';

/**
 * Whether a device is abnormal by a rule: pure, from a state and new readings to the next state. What is at or before the
 * watermark was heard already or came too late, and changes nothing; so a batch may come twice and in any order.
 */

export interface Reading {
  at: Date;
  seq: number;
  values: Record<string, number>;
}

/** [ms, value], and of a trend the last of each day. */
type Point = [at: number, value: number];

export interface ConditionState {
  on: boolean;
  points: Point[];
}

export interface RuleState {
  /** What the conditions were; a rule that was changed begins anew. */
  of: string;
  conditions: ConditionState[];
  /** Since when they hold together, ms. */
  since: number | null;
  alarming: boolean;
}

/** What is remembered of a device. */
export interface Watch {
  /** Newest reading that was heard. */
  at: number;
  seq: number;
  rules: Record<string, RuleState>;
  /** The last readings of what rules look at, oldest first. */
  recent: { at: number; values: Record<string, number> }[];
}

/** Why it is abnormal: a condition with the value that made it so. */
export interface Fact {
  condition: AlarmCondition;
  value: number;
  forecast: Forecast | null;
}

export interface Outcome {
  state: RuleState;
  /** Readings that were abnormal. */
  count: number;
  firstAt: Date | null;
  lastAt: Date | null;
  /** When it became normal; null: it is abnormal now, or was normal all the time. */
  normalAt: Date | null;
  facts: Fact[];
}

const mostPoints = 240;
const mostTrendDays = 90;
const mostRecent = 24;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A trend is given up only when it is so much less sure than what raised it. */
const trendSlackBp = 1000;

export const emptyWatch = (): Watch => ({ at: Number.NEGATIVE_INFINITY, seq: -1, rules: {}, recent: [] });

const fingerprint = ({ match, conditions, forSeconds }: AlarmRule): string =>
  JSON.stringify([match, conditions, forSeconds]);

export const stateFor = (rule: AlarmRule, before: RuleState | undefined): RuleState => {
  const of = fingerprint(rule);
  if (before?.of === of) return before;
  return { of, conditions: rule.conditions.map(() => ({ on: false, points: [] })), since: null, alarming: false };
};

/** Beyond the limit it is abnormal, until it is beyond the other one. */
const isOutside = (
  condition: { side: 'above' | 'below'; limit: number; clear: number },
  was: boolean,
  value: number,
): boolean => {
  const line = was ? condition.clear : condition.limit;
  if (condition.side === 'above') return was ? value > line : value >= line;
  return was ? value < line : value <= line;
};

const stepRate = (
  condition: Extract<AlarmCondition, { kind: 'rate' }>,
  { on, points }: ConditionState,
  at: number,
  value: number,
): { state: ConditionState; value: number } => {
  const from = at - condition.withinMinutes * minuteMs;
  const kept = points.filter(([when]) => when >= from);
  const before = kept.map(([, one]) => one);
  const moved =
    condition.direction === 'rise' ? value - Math.min(value, ...before) : Math.max(value, ...before) - value;
  const next = [...kept, [at, value] as Point].slice(-mostPoints);
  return { state: { on: on ? moved > condition.clear : moved >= condition.limit, points: next }, value: moved };
};

const trendOf = (condition: Extract<AlarmCondition, { kind: 'trend' }>, points: readonly Point[]): Forecast | null =>
  forecast(
    points.map(([at, value]) => ({ day: at / dayMs, value })),
    condition,
  );

const stepTrend = (
  condition: Extract<AlarmCondition, { kind: 'trend' }>,
  { on, points }: ConditionState,
  at: number,
  value: number,
): { state: ConditionState; forecast: Forecast | null } => {
  const day = Math.floor(at / dayMs);
  const others = points.filter(([when]) => Math.floor(when / dayMs) !== day);
  const next = [...others, [at, value] as Point].filter(([when]) => when > at - mostTrendDays * dayMs);
  const found = trendOf(condition, next);
  const least = condition.leastConfidenceBp - (on ? trendSlackBp : 0);
  return { state: { on: found !== null && found.confidenceBp >= least, points: next }, forecast: found };
};

interface Stepped {
  state: ConditionState;
  /** Null: the reading said nothing about it. */
  fact: Fact | null;
}

const stepCondition = (condition: AlarmCondition, before: ConditionState, reading: Reading): Stepped => {
  if (condition.kind === 'silence') return { state: { ...before, on: false }, fact: null };
  const value = reading.values[condition.metric];
  if (value === undefined || !Number.isFinite(value)) return { state: before, fact: null };
  const at = reading.at.getTime();
  if (condition.kind === 'threshold')
    return {
      state: { on: isOutside(condition, before.on, value), points: [] },
      fact: { condition, value, forecast: null },
    };
  if (condition.kind === 'rate') {
    const { state, value: moved } = stepRate(condition, before, at, value);
    return { state, fact: { condition, value: moved, forecast: null } };
  }
  const { state, forecast: found } = stepTrend(condition, before, at, value);
  return { state, fact: { condition, value, forecast: found } };
};

const holds = (rule: AlarmRule, conditions: readonly ConditionState[]): boolean =>
  rule.match === 'all' ? conditions.every(({ on }) => on) : conditions.some(({ on }) => on);

/** The state after the conditions were looked at, at an instant. */
const combine = (rule: AlarmRule, before: RuleState, conditions: ConditionState[], at: number): RuleState => {
  if (!holds(rule, conditions)) return { ...before, conditions, since: null, alarming: false };
  const since = before.since ?? at;
  return { ...before, conditions, since, alarming: before.alarming || at - since >= rule.forSeconds * 1000 };
};

/** One rule over readings that are new and in order. */
export const evaluateRule = (rule: AlarmRule, before: RuleState | undefined, readings: readonly Reading[]): Outcome => {
  let state = stateFor(rule, before);
  const outcome: Omit<Outcome, 'state'> = { count: 0, firstAt: null, lastAt: null, normalAt: null, facts: [] };
  for (const reading of readings) {
    const stepped = rule.conditions.map((condition, index) =>
      stepCondition(condition, state.conditions[index] ?? { on: false, points: [] }, reading),
    );
    const wasAlarming = state.alarming;
    state = combine(
      rule,
      state,
      stepped.map((one) => one.state),
      reading.at.getTime(),
    );
    const facts = stepped.flatMap(({ state: { on }, fact }) => (on && fact ? [fact] : []));
    if (state.alarming && (facts.length > 0 || !wasAlarming)) {
      outcome.count += 1;
      outcome.firstAt ??= reading.at;
      outcome.lastAt = reading.at;
      outcome.normalAt = null;
      outcome.facts = facts;
    }
    if (wasAlarming && !state.alarming) outcome.normalAt = reading.at;
  }
  return { state, ...outcome };
};

/** One rule while nothing is heard: how long the device has been silent. `lastSeenAt` null: it was never heard. */
export const sweepRule = (
  rule: AlarmRule,
  before: RuleState | undefined,
  heard: { lastSeenAt: Date | null; now: Date },
): Outcome => {
  const state = stateFor(rule, before);
  const { lastSeenAt, now } = heard;
  // What was never heard was never put to work.
  const silentMs = lastSeenAt ? now.getTime() - lastSeenAt.getTime() : 0;
  const conditions = state.conditions.map((one, index) => {
    const condition = rule.conditions[index];
    return condition?.kind === 'silence' ? { ...one, on: silentMs > condition.minutes * minuteMs } : one;
  });
  const next = combine(rule, state, conditions, now.getTime());
  const facts = rule.conditions.flatMap((condition, index): Fact[] =>
    condition.kind === 'silence' && conditions[index]?.on
      ? [{ condition, value: Math.floor(silentMs / minuteMs), forecast: null }]
      : [],
  );
  const begins = next.alarming && !state.alarming;
  return {
    state: next,
    count: begins ? 1 : 0,
    firstAt: begins ? now : null,
    lastAt: begins ? now : null,
    normalAt: state.alarming && !next.alarming ? now : null,
    facts: begins ? facts : [],
  };
};

/** Whether a rule looks at this device. */
export const watches = (rule: AlarmRule, device: { id: string; kind: string }): boolean =>
  rule.active && (rule.deviceId ? rule.deviceId === device.id : rule.kinds.some((kind) => kind === device.kind));

export const hasSilence = (rule: AlarmRule): boolean => rule.conditions.some(({ kind }) => kind === 'silence');

export const metricsOf = (rule: AlarmRule): string[] => [
  ...new Set(rule.conditions.flatMap((condition) => (condition.kind === 'silence' ? [] : [condition.metric]))),
];

/** Clocks of devices may be wrong by so much; what is later yet would make us deaf to what is true. */
const mostAheadMs = 5 * minuteMs;

/** Readings that are new, each once, in the order in which they were measured. */
export const newReadings = (watch: Pick<Watch, 'at' | 'seq'>, readings: readonly Reading[], now: Date): Reading[] => {
  const isNew = ({ at, seq }: Reading): boolean =>
    at.getTime() > watch.at || (at.getTime() === watch.at && seq > watch.seq);
  const sorted = readings
    .filter((one) => isNew(one) && one.at.getTime() <= now.getTime() + mostAheadMs)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq);
  return sorted.filter((one, index) => {
    const last = sorted[index - 1];
    return !last || last.at.getTime() !== one.at.getTime() || last.seq !== one.seq;
  });
};

export interface Heard {
  watch: Watch;
  outcomes: { rule: AlarmRule; outcome: Outcome }[];
}

/** All rules of a device over a batch of readings. */
export const hear = (rules: readonly AlarmRule[], before: Watch, readings: readonly Reading[], now: Date): Heard => {
  const fresh = newReadings(before, readings, now);
  const outcomes = rules.map((rule) => ({ rule, outcome: evaluateRule(rule, before.rules[rule.id], fresh) }));
  const last = fresh.at(-1);
  const metrics = new Set(rules.flatMap(metricsOf));
  const seen = fresh.map(({ at, values }) => ({
    at: at.getTime(),
    values: Object.fromEntries(Object.entries(values).filter(([metric]) => metrics.has(metric))),
  }));
  return {
    watch: {
      at: last ? last.at.getTime() : before.at,
      seq: last ? last.seq : before.seq,
      rules: Object.fromEntries(outcomes.map(({ rule, outcome }) => [rule.id, outcome.state])),
      recent: [...before.recent, ...seen.filter(({ values }) => Object.keys(values).length > 0)].slice(-mostRecent),
    },
    outcomes,
  };
};

/** Nothing was or is abnormal, and nothing but the watermark has to be kept. */
export const isQuiet = (before: Watch, { outcomes }: Heard): boolean =>
  outcomes.every(({ rule, outcome: { count, normalAt, state } }) => {
    const was = before.rules[rule.id];
    const same = was?.of === state.of && was.conditions.every(({ on }, index) => on === state.conditions[index]?.on);
    const remembers = rule.conditions.some(({ kind }) => kind === 'rate');
    return same && !remembers && count === 0 && normalAt === null && state.since === null && was.since === null;
  });

/** How many faults a rule sees in readings: each from where it becomes abnormal until it is normal again. */
export const countFaults = (rule: AlarmRule, readings: readonly Reading[]): number => {
  let state: RuleState | undefined;
  let faults = 0;
  for (const reading of readings) {
    const next = evaluateRule(rule, state, [reading]);
    if (next.state.alarming && !state?.alarming) faults += 1;
    state = next.state;
  }
  return faults;
};
