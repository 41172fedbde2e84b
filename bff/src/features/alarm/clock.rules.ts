import type { AlarmPolicy } from 'shared-types/alarmPolicy';
import { ok, type Result, refuse } from '../../kernel/result.js';
import type { AlarmEntity } from './alarm.entity.js';

/** What becomes of an alarm: who said that they go, what is dealt with, to whom it climbs, when it is over. Pure. */

type Deadlines = AlarmPolicy['deadlines']['serious'];

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** By when the next thing has to happen; alarms run day and night. */
const wait = (alarm: AlarmEntity, from: Date, minutes: number): AlarmEntity => {
  const dueAt = after(from, minutes);
  return { ...alarm, dueFrom: from, dueAt, level: null, calls: 0, nextStepAt: dueAt };
};

export const isAbnormal = (alarm: Pick<AlarmEntity, 'source' | 'normalAt'>): boolean =>
  alarm.source === 'rule' && alarm.normalAt === null;

/** A new one: somebody has to say that they go. */
export const begin = (alarm: AlarmEntity, deadlines: Deadlines): AlarmEntity =>
  wait(alarm, alarm.raisedAt, deadlines.acknowledgeMinutes);

interface Who {
  id: string;
  name: string;
}

/** "我去看"; a second one takes it over. */
export const acknowledge = (
  alarm: AlarmEntity,
  who: Who | null,
  deadlines: Deadlines,
  now: Date,
): Result<AlarmEntity> => {
  if (alarm.status !== 'open') return refuse('alarm.illegal_transition');
  const taken: AlarmEntity = {
    ...alarm,
    status: 'acknowledged',
    acknowledgedAt: now,
    holderId: who?.id ?? null,
    holderName: who?.name ?? null,
  };
  return ok(wait(taken, now, deadlines.handleMinutes));
};

/** Dealt with. What a rule watches is over once it is normal too; the others wait for somebody to close them. */
export const handle = (alarm: AlarmEntity, who: Who | null, deadlines: Deadlines, now: Date): Result<AlarmEntity> => {
  if (alarm.status !== 'open' && alarm.status !== 'acknowledged') return refuse('alarm.illegal_transition');
  const handled: AlarmEntity = {
    ...alarm,
    status: 'handled',
    acknowledgedAt: alarm.acknowledgedAt ?? now,
    handledAt: now,
    holderId: who?.id ?? alarm.holderId,
    holderName: who?.name ?? alarm.holderName,
  };
  return ok(settle(wait(handled, now, deadlines.handleMinutes), now));
};

const over = (alarm: AlarmEntity, outcome: 'real' | 'false', now: Date): AlarmEntity => ({
  ...alarm,
  status: 'closed',
  closedAt: now,
  outcome,
  dueFrom: null,
  dueAt: null,
  nextStepAt: null,
  openKey: null,
});

/** Normal again and confirmed: it closes by itself. */
export const settle = (alarm: AlarmEntity, now: Date): AlarmEntity =>
  alarm.status === 'handled' && alarm.source === 'rule' && alarm.normalAt ? over(alarm, 'real', now) : alarm;

export interface Evidence {
  /** Photos by people, those that are given now among them. */
  photos: number;
}

/** Why it may not be closed yet; null: it may. */
export const hindrance = (
  alarm: Pick<AlarmEntity, 'status' | 'source' | 'normalAt'>,
  { photos }: Evidence,
): 'alarm.illegal_transition' | 'alarm.still_abnormal' | 'alarm.evidence_missing' | null => {
  if (alarm.status === 'closed') return 'alarm.illegal_transition';
  if (isAbnormal(alarm)) return 'alarm.still_abnormal';
  return alarm.source === 'camera' && photos === 0 ? 'alarm.evidence_missing' : null;
};

/** By a person, with words; what a camera told with a photo of the place besides. */
export const close = (
  alarm: AlarmEntity,
  input: Evidence & { who: Who; outcome: 'real' | 'false' },
  now: Date,
): Result<AlarmEntity> => {
  const why = hindrance(alarm, input);
  if (why) return refuse(why);
  const { who, outcome } = input;
  const acknowledgedAt = alarm.acknowledgedAt ?? now;
  return ok(over({ ...alarm, acknowledgedAt, holderId: who.id, holderName: who.name }, outcome, now));
};

export interface Climb {
  alarm: AlarmEntity;
  /** Whom to call now; null: nobody. */
  call: 'supervisor' | 'manager' | null;
}

/** What its timer has to do now; late, twice or too early, it says the same for the same state. */
export const climb = (
  alarm: AlarmEntity,
  input: { deadlines: Deadlines; hasSupervisor: boolean; now: Date },
): Climb => {
  const { deadlines, hasSupervisor, now } = input;
  if (alarm.status === 'closed' || !alarm.nextStepAt || alarm.nextStepAt > now) return { alarm, call: null };
  const level = alarm.level === null && hasSupervisor ? 'supervisor' : 'manager';
  const calls = alarm.level === level ? alarm.calls + 1 : 1;
  return { alarm: { ...alarm, level, calls, nextStepAt: after(now, deadlines.againMinutes) }, call: level };
};

const mostSamples = 120;

/** Said again of the same fault, or abnormal again before it was closed. */
export const again = (
  alarm: AlarmEntity,
  said: { count: number; lastAt: Date; detail: string; samples: AlarmEntity['samples'] },
): AlarmEntity => {
  const samples = [...alarm.samples, ...said.samples.filter(({ at }) => at > (alarm.samples.at(-1)?.at ?? 0))];
  return {
    ...alarm,
    count: alarm.count + said.count,
    lastAt: said.lastAt > alarm.lastAt ? said.lastAt : alarm.lastAt,
    detail: said.detail,
    normalAt: null,
    // Every second one of the older half goes, so that the beginning is still to be seen.
    samples: samples.length > mostSamples ? samples.filter((_, i) => i >= mostSamples / 2 || i % 2 === 0) : samples,
  };
};
