import type { StaffRepairSummary } from 'shared-types/staffRepair';

/** Who has it now: whoever holds the first order that was not taken back, and how many more are at it. */
export const holdersOf = (orders: StaffRepairSummary['orders']): { name: string; more: number } | null => {
  const going = orders.filter((order) => order.status !== 'cancelled');
  const name = going[0]?.workerName ?? null;
  const others = new Set(going.slice(1).flatMap((order) => order.workerName ?? []));
  others.delete(name ?? '');
  return name === null ? null : { name, more: others.size };
};

export type Burn = 'overdue' | 'hour' | 'later' | 'owner';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const near = 0.02;
const far = 0.98;
const within = (share: number): number => Math.min(far, Math.max(near, share));

type Burning = Pick<StaffRepairSummary, 'status' | 'promise' | 'urgency' | 'createdAt' | 'pause'>;

/** Since when the owner is waited for, or null while it is our turn: a call-back after the finish is ours. */
const waitingSince = ({ status, promise, pause, createdAt }: Burning): string | null => {
  if (pause) return pause.since;
  if (promise?.pausedAt) return promise.pausedAt;
  if (promise?.kind === 'confirm') return promise.startedAt;
  return status === 'done' && !promise ? createdAt : null;
};

/** In which column of the board a request burns, and where on its fuse the dot lies, 0..1. */
export const burnOf = (repair: Burning, now: Date): { burn: Burn; at: number } => {
  const nowMs = now.getTime();
  const since = waitingSince(repair);
  if (since !== null) return { burn: 'owner', at: within((nowMs - Date.parse(since)) / (3 * dayMs)) };
  if (!repair.promise) return repair.urgency === 'emergency' ? { burn: 'hour', at: near } : { burn: 'later', at: far };
  const restMs = Date.parse(repair.promise.dueAt) - nowMs;
  if (restMs < 0) return { burn: 'overdue', at: within(1 + restMs / hourMs) };
  if (restMs <= hourMs) return { burn: 'hour', at: within(restMs / hourMs) };
  return { burn: 'later', at: within((restMs - hourMs) / dayMs) };
};

export const burnOrder: readonly Burn[] = ['overdue', 'hour', 'later', 'owner'];

/** The most pressing first: emergencies, then the nearest deadline, then the oldest. */
export const byPressure = (a: StaffRepairSummary, b: StaffRepairSummary): number => {
  const urgent = Number(b.urgency === 'emergency') - Number(a.urgency === 'emergency');
  if (urgent !== 0) return urgent;
  const due = Date.parse(a.promise?.dueAt ?? '9999-01-01') - Date.parse(b.promise?.dueAt ?? '9999-01-01');
  return due !== 0 ? due : Date.parse(a.createdAt) - Date.parse(b.createdAt);
};
