import type { Department } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import type { PromiseKind, PromiseView } from 'shared-types/repair';
import { toInstant } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { addWorkingMs, minuteOfDay, type WorkingHours, workingMsBetween } from '../../kernel/workingTime.js';
import type { PromiseEntity } from './loop.entity.js';
import type { RepairEntity } from './repair.entity.js';

type Urgency = RepairEntity['urgency'];

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Emergency clocks run day and night; the others in the policy's hours (C5, C6). */
export const hoursOf = (policy: ServicePolicy, urgency: Urgency): WorkingHours => {
  if (urgency === 'emergency' || !policy.workingHours) return null;
  const { from, to, weekdays } = policy.workingHours;
  return { fromMinute: minuteOfDay(from), toMinute: minuteOfDay(to), weekdays };
};

/** How long a promise of this kind lasts, minutes; null: none is made. */
const minutesOf = (policy: ServicePolicy, urgency: Urgency, kind: PromiseKind): number | null => {
  if (kind === 'respond') return policy[urgency].respondMinutes;
  if (kind === 'finish') return policy[urgency].finishMinutes;
  if (kind === 'arrive') return urgency === 'emergency' ? policy.emergency.arriveMinutes : null;
  if (kind === 'callback') return urgency === 'emergency' ? policy.emergency.callbackMinutes : null;
  return (policy.confirmDays * dayMs) / minuteMs;
};

/** When a promise of this kind falls due that begins at `from`; null: none is made. */
export const dueAt = (policy: ServicePolicy, urgency: Urgency, kind: PromiseKind, from: Date): Date | null => {
  const minutes = minutesOf(policy, urgency, kind);
  if (minutes === null) return null;
  // The owner's own time to nod and the call-back do not wait for an office hour.
  const hours = kind === 'confirm' || kind === 'callback' ? null : hoursOf(policy, urgency);
  return addWorkingMs(from, minutes * minuteMs, hours);
};

/** The deadlines that a request begins with; all run from the report. */
export const dueTimes = (
  policy: ServicePolicy,
  urgency: Urgency,
  reportedAt: Date,
): { respondDueAt: Date; arriveDueAt: Date | null; finishDueAt: Date } => ({
  respondDueAt: dueAt(policy, urgency, 'respond', reportedAt) ?? reportedAt,
  arriveDueAt: dueAt(policy, urgency, 'arrive', reportedAt),
  finishDueAt: dueAt(policy, urgency, 'finish', reportedAt) ?? reportedAt,
});

/** A new promise of a request's round; its id is its kind's, so that it is made once. */
export const makePromise = (
  repair: Pick<RepairEntity, 'communityId' | 'id' | 'round'>,
  kind: PromiseKind,
  department: Department,
  startedAt: Date,
  due: Date,
): PromiseEntity => ({
  communityId: repair.communityId,
  id: deterministicId('promise', repair.id, kind, String(repair.round)),
  repairId: repair.id,
  kind,
  round: repair.round,
  department,
  startedAt,
  dueAt: due,
  state: 'open',
  metAt: null,
  warnedAt: null,
  missedAt: null,
});

/** Somebody still waits for it: not met, not fallen away. */
export const isOpen = (promise: PromiseEntity): boolean => promise.metAt === null && promise.state !== 'dropped';

/** Met now: kept when it had not fallen due. */
export const meet = (promise: PromiseEntity, at: Date): PromiseEntity =>
  isOpen(promise)
    ? { ...promise, metAt: at, state: promise.missedAt || at > promise.dueAt ? 'missed' : 'kept' }
    : promise;

export const drop = (promise: PromiseEntity): PromiseEntity =>
  isOpen(promise) ? { ...promise, state: 'dropped' } : promise;

/** Called off by the clock: what was missed stays missed. */
export const isOver = (promise: PromiseEntity, now: Date): boolean => isOpen(promise) && promise.dueAt <= now;

/** The one deadline that comes next: the earliest that is still open. */
export const nextDeadline = (promises: readonly PromiseEntity[]): PromiseEntity | null =>
  promises.filter(isOpen).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.kind < b.kind ? -1 : 1))[0] ??
  null;

/** After the clocks stood from `pausedAt` to `now`: what was left then is left now. A missed promise stays missed. */
export const shiftDue = (promise: PromiseEntity, pausedAt: Date, now: Date, hours: WorkingHours): PromiseEntity => {
  if (!isOpen(promise) || promise.dueAt <= pausedAt) return promise;
  return { ...promise, dueAt: addWorkingMs(now, workingMsBetween(pausedAt, promise.dueAt, hours), hours) };
};

export type Step = { kind: 'none' } | { kind: 'wait'; until: Date } | { kind: 'warn'; until: Date } | { kind: 'miss' };

/** What a promise's timer has to do now; late, twice or too early, it says the same for the same state. */
export const stepOf = (promise: PromiseEntity, policy: ServicePolicy, urgency: Urgency, now: Date): Step => {
  if (!isOpen(promise) || promise.missedAt) return { kind: 'none' };
  if (now >= promise.dueAt) return { kind: 'miss' };
  if (promise.warnedAt || promise.kind === 'confirm') return { kind: 'wait', until: promise.dueAt };
  const warnAt = warnTime(promise, policy, urgency);
  return now >= warnAt ? { kind: 'warn', until: promise.dueAt } : { kind: 'wait', until: warnAt };
};

/** A warning comes before the deadline, and not before half of the time has gone. */
const warnTime = (promise: PromiseEntity, policy: ServicePolicy, urgency: Urgency): Date => {
  const before = urgency === 'emergency' ? policy.warnings.emergencyMinutes : policy.warnings.generalMinutes;
  const half = promise.startedAt.getTime() + (promise.dueAt.getTime() - promise.startedAt.getTime()) / 2;
  return new Date(Math.max(promise.dueAt.getTime() - before * minuteMs, half));
};

/** When a promise's timer fires next; null: never again. */
export const nextStepAt = (promise: PromiseEntity, policy: ServicePolicy, urgency: Urgency, now: Date): Date | null => {
  const step = stepOf(promise, policy, urgency, now);
  if (step.kind === 'none') return null;
  return step.kind === 'miss' ? now : step.kind === 'warn' ? now : step.until;
};

type Clocked = Pick<
  RepairEntity,
  'status' | 'nextKind' | 'nextStartedAt' | 'nextDueAt' | 'arriveDueAt' | 'finishDueAt' | 'pausedAt' | 'createdAt'
>;

const view = (kind: PromiseKind, startedAt: Date, due: Date, pausedAt: Date | null): PromiseView => ({
  kind,
  startedAt: toInstant(startedAt),
  dueAt: toInstant(due),
  pausedAt: pausedAt ? toInstant(pausedAt) : null,
});

/** For staff: the deadline that comes next, whatever it is. */
export const staffPromise = (repair: Clocked): PromiseView | null =>
  repair.nextKind && repair.nextStartedAt && repair.nextDueAt
    ? view(repair.nextKind, repair.nextStartedAt, repair.nextDueAt, repair.pausedAt)
    : null;

/** For owners: until somebody is there an emergency shows the arrival; none when done. */
export const ownerPromise = (repair: Clocked): PromiseView | null => {
  const { nextKind, nextStartedAt, nextDueAt, arriveDueAt } = repair;
  if (!nextKind || !nextStartedAt || !nextDueAt || nextKind === 'callback' || nextKind === 'confirm') return null;
  if (nextKind === 'respond' && arriveDueAt) return view('arrive', nextStartedAt, arriveDueAt, repair.pausedAt);
  return view(nextKind, nextStartedAt, nextDueAt, repair.pausedAt);
};
