import type { StaffRepairSummary } from 'shared-types/staffRepair';

/** Who has it now: the last order that was not taken back. */
export const workerOf = (orders: StaffRepairSummary['orders']): string | null =>
  orders.filter((order) => order.status !== 'cancelled').at(-1)?.workerName ?? null;

export type Burn = 'overdue' | 'hour' | 'later' | 'owner';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const far = 0.98;

/** In which column of the board a request burns, and where on its fuse the dot lies, 0..1. */
export const burnOf = (repair: StaffRepairSummary, now: Date): { burn: Burn; at: number } => {
  const nowMs = now.getTime();
  if (repair.status === 'done') {
    return { burn: 'owner', at: Math.min(far, Math.max(0.02, (nowMs - Date.parse(repair.createdAt)) / (3 * dayMs))) };
  }
  if (!repair.promise)
    return { burn: repair.urgency === 'emergency' ? 'hour' : 'later', at: repair.urgency === 'emergency' ? 0.02 : far };
  const restMs = Date.parse(repair.promise.dueAt) - nowMs;
  if (restMs < 0) return { burn: 'overdue', at: Math.max(0.02, Math.min(far, 1 + restMs / hourMs)) };
  if (restMs <= hourMs) return { burn: 'hour', at: Math.min(far, restMs / hourMs) };
  return { burn: 'later', at: Math.min(far, (restMs - hourMs) / dayMs) };
};

export const burnOrder: readonly Burn[] = ['overdue', 'hour', 'later', 'owner'];

/** The most pressing first: emergencies, then the nearest deadline, then the oldest. */
export const byPressure = (a: StaffRepairSummary, b: StaffRepairSummary): number => {
  const urgent = Number(b.urgency === 'emergency') - Number(a.urgency === 'emergency');
  if (urgent !== 0) return urgent;
  const due = Date.parse(a.promise?.dueAt ?? '9999-01-01') - Date.parse(b.promise?.dueAt ?? '9999-01-01');
  return due !== 0 ? due : Date.parse(a.createdAt) - Date.parse(b.createdAt);
};
