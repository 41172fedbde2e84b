import type { OrderSummary } from 'shared-types/workorder';

type Pressing = Pick<OrderSummary, 'urgency' | 'acceptBy' | 'promise' | 'pause' | 'assignedAt'>;

const never = Number.POSITIVE_INFINITY;

/** What the worker must do next, by when, in ms; never for an order whose clock stands. */
const dueMs = ({ acceptBy, promise, pause }: Pressing): number => {
  if (pause || promise?.pausedAt) return never;
  const next = acceptBy ?? promise?.dueAt;
  return next ? Date.parse(next) : never;
};

/** Emergencies first, then the nearest deadline, standing clocks last, then the oldest. */
export const byUrgency = (a: Pressing, b: Pressing): number => {
  const urgent = Number(b.urgency === 'emergency') - Number(a.urgency === 'emergency');
  if (urgent !== 0) return urgent;
  const [dueA, dueB] = [dueMs(a), dueMs(b)];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return Date.parse(a.assignedAt ?? '1970-01-01') - Date.parse(b.assignedAt ?? '1970-01-01');
};

const minuteMs = 60_000;

/** Whole minutes left to say yes or no; 0 once it is over; null when nothing is to be answered. */
export const minutesToAccept = (acceptBy: string | null, now: Date): number | null =>
  acceptBy === null ? null : Math.max(0, Math.ceil((Date.parse(acceptBy) - now.getTime()) / minuteMs));
