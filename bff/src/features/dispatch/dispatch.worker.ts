import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish, setTimer } from '../../platform/queue/queue.js';
import { readShiftAround, readWorkersByIds, type WorkerAt } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { certificateNeeds } from './certificates.js';
import type { DispatchWorkerEntity } from './dispatch.entity.js';
import { hasPaper } from './dispatch.rules.js';
import {
  areasOf,
  type Counter,
  countVisit,
  ensureWorker,
  findWorker,
  givePlace,
  raiseCounters,
  replaceSkills,
  stepSkills,
  takePlace,
  updateWorker,
} from './dispatch.store.js';
import { newcomerBp, qualityOf } from './quality.rules.js';

export const shiftTopic = 'dispatch.shift';

/** A row that was made before anybody looked at the roster. */
const neverSynced = new Date(0);

const defaultLimit = async (reader: Reader, communityId: string): Promise<number> =>
  (await readPolicyInForce(reader, communityId)).policy.dispatch.defaultLimit;

/** Who they are by the rows of truth: everything but what they have in hand and have done. */
const copyOf = (truth: WorkerAt, limit: number) => ({
  name: truth.name,
  department: truth.department,
  active: truth.active && truth.takesOrders,
  orderLimit: truth.orderLimit ?? limit,
});

const newRow = (communityId: string, truth: WorkerAt, limit: number): DispatchWorkerEntity => ({
  communityId,
  workerId: truth.id,
  ...copyOf(truth, limit),
  onShift: false,
  shiftEndsAt: null,
  inHand: 0,
  buildingId: null,
  qualityBp: newcomerBp,
  finished: 0,
  starsCount: 0,
  starsSum: 0,
  checksCount: 0,
  checksPassed: 0,
  reworks: 0,
  updatedAt: neverSynced,
});

/** The row of somebody, made if nobody did; false when there is no such person here. */
const ensure = async (tx: Tx, communityId: string, workerId: string): Promise<boolean> => {
  if (await findWorker(tx, communityId, workerId)) return true;
  // Who is on shift is the roster's and a sync's: a row that a claim makes is not found before that.
  const truth = (await readWorkersByIds(tx, communityId, [workerId], neverSynced)).get(workerId);
  if (!truth) return false;
  await ensureWorker(tx, newRow(communityId, truth, await defaultLimit(tx, communityId)));
  return true;
};

const step = async (tx: Tx, communityId: string, workerId: string): Promise<void> => {
  const row = await findWorker(tx, communityId, workerId);
  if (row) await stepSkills(tx, row);
};

export const claim = async (tx: Tx, communityId: string, workerId: string): Promise<boolean> => {
  if (!(await ensure(tx, communityId, workerId))) return false;
  if (!(await takePlace(tx, communityId, workerId))) return false;
  await step(tx, communityId, workerId);
  return true;
};

export const release = async (tx: Tx, communityId: string, workerId: string): Promise<void> => {
  if (await givePlace(tx, communityId, workerId)) await step(tx, communityId, workerId);
};

export const place = async (
  tx: Tx,
  communityId: string,
  workerId: string,
  buildingId: string | null,
): Promise<void> => {
  if (!(await ensure(tx, communityId, workerId))) return;
  await updateWorker(tx, communityId, workerId, { buildingId });
  await step(tx, communityId, workerId);
};

export const setInHandOf = async (tx: Tx, communityId: string, counts: ReadonlyMap<string, number>): Promise<void> => {
  // In one order, so that two who do so wait for each other rather than deadlock.
  for (const [workerId, inHand] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!(await ensure(tx, communityId, workerId))) continue;
    await updateWorker(tx, communityId, workerId, { inHand });
    await step(tx, communityId, workerId);
  }
};

/** Counts past work and weighs it anew; the row is held by the first statement. */
export const countWork = async (
  tx: Tx,
  communityId: string,
  workerId: string,
  by: Partial<Record<Counter, number>>,
): Promise<void> => {
  if (!(await ensure(tx, communityId, workerId))) return;
  await raiseCounters(tx, communityId, workerId, by);
  const row = await findWorker(tx, communityId, workerId);
  if (!row) return;
  const qualityBp = qualityOf(row);
  await updateWorker(tx, communityId, workerId, { qualityBp });
  await stepSkills(tx, { ...row, qualityBp });
};

export const countFinished = async (
  tx: Tx,
  visit: { communityId: string; workerId: string; houseId: string | null; buildingId: string | null; at: Date },
): Promise<void> => {
  await countWork(tx, visit.communityId, visit.workerId, { finished: 1 });
  await countVisit(tx, visit);
};

type SyncDeps = Pick<Deps, 'clock'>;

const announce = async (
  tx: Tx,
  { clock }: SyncDeps,
  before: DispatchWorkerEntity | null,
  now: DispatchWorkerEntity,
  skills: { changed: boolean; ids: string[] },
): Promise<void> => {
  const { communityId, workerId: staffId } = now;
  const gone = before?.active && !now.active ? 'disabled' : before?.onShift && !now.onShift ? 'shift' : null;
  if (gone) await publish(tx, clock, { communityId, topic: 'order.worker_off', payload: { staffId, why: gone } });
  const ready = (row: DispatchWorkerEntity): boolean => row.active && row.onShift && row.inHand < row.orderLimit;
  const waited = !before || !ready(before) || skills.changed;
  if (ready(now) && waited && skills.ids.length > 0)
    await publish(tx, clock, { communityId, topic: 'order.worker_ready', payload: { staffId, skills: skills.ids } });
};

/** The next time at which somebody comes or goes; a sync then sets the one after it. */
const setNextEdge = async (
  tx: Tx,
  { clock }: SyncDeps,
  communityId: string,
  staffId: string,
): Promise<{ endsAt: Date | null }> => {
  const now = clock.now();
  const shift = await readShiftAround(tx, communityId, staffId, now);
  if (!shift) return { endsAt: null };
  const running = shift.startsAt <= now;
  const dueAt = running ? shift.endsAt : shift.startsAt;
  await setTimer(tx, clock, {
    communityId,
    topic: shiftTopic,
    payload: { staffId },
    dueAt,
    slot: [communityId, staffId, dueAt.toISOString()],
  });
  return { endsAt: running ? shift.endsAt : null };
};

const indexRows = (truth: WorkerAt, now: Date): { skill: string; areaId: string }[] =>
  truth.skills.flatMap((skill) =>
    areasOf(truth.areaIds, hasPaper(truth, skill, certificateNeeds, now)).map((areaId) => ({ skill, areaId })),
  );

/**
 * Brings what dispatch knows of somebody up to their post and roster, sets the timer of their next coming or going, and
 * says so when they went off or became ready. What they have in hand is not touched.
 */
export const sync = async (tx: Tx, deps: SyncDeps, communityId: string, staffId: string): Promise<void> => {
  const now = deps.clock.now();
  const known = await findWorker(tx, communityId, staffId);
  const first = (await readWorkersByIds(tx, communityId, [staffId], now)).get(staffId);
  if (!first) return;
  const limit = await defaultLimit(tx, communityId);
  // Touching the row holds it, so of two syncs the later one reads the newer truth.
  await ensureWorker(tx, newRow(communityId, first, limit));
  const before = await findWorker(tx, communityId, staffId);
  const truth = (await readWorkersByIds(tx, communityId, [staffId], now)).get(staffId);
  if (!before || !truth) return;
  const { endsAt } = await setNextEdge(tx, deps, communityId, staffId);
  const change = { ...copyOf(truth, limit), onShift: truth.onShift, shiftEndsAt: endsAt, updatedAt: now };
  const after = { ...before, ...change };
  await updateWorker(tx, communityId, staffId, change);
  const changed = await replaceSkills(tx, after, after.active ? indexRows(truth, now) : []);
  await announce(tx, deps, known ? before : null, after, { changed, ids: truth.skills });
};
