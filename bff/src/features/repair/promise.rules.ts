import type { PromiseView } from 'shared-types/repair';
import { toInstant } from 'shared-types/time';
import type { RepairEntity } from './repair.entity.js';

/** Durations that a community promises (C5, C6), minutes. Policy data: defaults in data/service-policy.json. */
export interface ServicePolicy {
  general: { respondMinutes: number; finishMinutes: number };
  emergency: { respondMinutes: number; arriveMinutes: number; finishMinutes: number };
}

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** The deadlines of a new request; all run from the report. */
export const dueTimes = (
  policy: ServicePolicy,
  urgency: 'general' | 'emergency',
  reportedAt: Date,
): { respondDueAt: Date; arriveDueAt: Date | null; finishDueAt: Date } => ({
  respondDueAt: after(reportedAt, policy[urgency].respondMinutes),
  arriveDueAt: urgency === 'emergency' ? after(reportedAt, policy.emergency.arriveMinutes) : null,
  finishDueAt: after(reportedAt, policy[urgency].finishMinutes),
});

type Clocked = Pick<RepairEntity, 'status' | 'urgency' | 'createdAt' | 'respondDueAt' | 'arriveDueAt' | 'finishDueAt'>;

/** The deadline that counts now: for an emergency the arrival, else the answer, then the finish; none when done. */
export const currentPromise = (repair: Clocked, accepted: boolean): PromiseView | null => {
  const promise = (kind: PromiseView['kind'], dueAt: Date): PromiseView => ({
    kind,
    startedAt: toInstant(repair.createdAt),
    dueAt: toInstant(dueAt),
  });
  if (repair.status === 'submitted' || repair.status === 'assigned') {
    if (repair.arriveDueAt) return promise('arrive', repair.arriveDueAt);
    return accepted ? promise('finish', repair.finishDueAt) : promise('respond', repair.respondDueAt);
  }
  return repair.status === 'working' ? promise('finish', repair.finishDueAt) : null;
};
