import type { DispatchView, ExcludedView } from 'shared-types/dispatch';
import type { ServicePolicy } from 'shared-types/policy';
import { atWall, toDay, toInstant } from 'shared-types/time';
import { newId } from '../../kernel/ids.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { listRostered } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import type * as model from './dispatch.model.js';
import * as store from './dispatch.store.js';
import { chooseWorkers, faultOfWorker, weighOrder } from './dispatch.weigh.js';
import { claim, place, release, setInHandOf, sync } from './dispatch.worker.js';
import { isKnown } from './quality.rules.js';

/** What other features may ask of dispatch. */

export type OpenOrder = model.OpenOrder;
export type Weighed = model.Weighed;
export type Choice = model.Choice;
export type NewDecision = model.NewDecision;

/** Chooses for several orders at once, so that together they wait least; reads only. In the order of the input. */
export const choose = (
  reader: Reader,
  orders: readonly OpenOrder[],
  policy: ServicePolicy['dispatch'],
  now: Date,
): Promise<Choice[]> => chooseWorkers(reader, orders, policy, now);

/** Everybody who could be asked for one order, for a dispatcher. */
export const weigh = (
  reader: Reader,
  order: OpenOrder,
  policy: ServicePolicy['dispatch'],
  now: Date,
): Promise<Weighed> => weighOrder(reader, order, policy, now);

/** The hard rule that this worker breaks for this order now, by the rows of truth; null: none. */
export const faultOf = async (
  reader: Reader,
  order: OpenOrder,
  workerId: string,
  now: Date,
): Promise<ExcludedView | null> => {
  const { policy } = await readPolicyInForce(reader, order.communityId);
  return faultOfWorker(reader, order, workerId, { policy: policy.dispatch, now });
};

/** Takes one place of the worker's limit, or false when they are full or inactive. Never exceeds it, whoever else claims. */
export const claimWorker = (tx: Tx, communityId: string, workerId: string): Promise<boolean> =>
  claim(tx, communityId, workerId);

/** Gives a place back: the order is finished, cancelled, refused or taken away. */
export const releaseWorker = (tx: Tx, communityId: string, workerId: string): Promise<void> =>
  release(tx, communityId, workerId);

/** The worker proved to be in this building. */
export const placeWorker = (tx: Tx, communityId: string, workerId: string, buildingId: string | null): Promise<void> =>
  place(tx, communityId, workerId, buildingId);

/** What these workers have in hand, counted elsewhere: for seeds and repairs. Doing it again changes nothing. */
export const setInHand = (tx: Tx, communityId: string, counts: ReadonlyMap<string, number>): Promise<void> =>
  setInHandOf(tx, communityId, counts);

/** Keeps a choice with everybody who was weighed; returns its id. */
export const recordDecision = async (tx: Tx, decision: NewDecision): Promise<string> => {
  const { worker, by, ...rest } = decision;
  const id = newId(decision.at);
  await store.insertDecision(tx, {
    ...rest,
    id,
    workerId: worker?.id ?? null,
    workerName: worker?.name ?? null,
    byId: by?.id ?? null,
    byName: by?.name ?? null,
  });
  return id;
};

/** The choices of a request, newest first. */
export const readDecisions = async (reader: Reader, communityId: string, repairId: string): Promise<DispatchView[]> =>
  (await store.findDecisions(reader, communityId, repairId)).map((row) => ({
    id: row.id,
    orderId: row.orderId,
    at: toInstant(row.at),
    mode: row.mode,
    worker: row.workerId === null ? null : { id: row.workerId, name: row.workerName ?? '' },
    by: row.byName,
    reason: row.reason,
    candidates: row.candidates,
    excluded: row.excluded,
    words: row.words,
  }));

/** 会修水管，离得最近，手上只有 1 单; null when a decision is not kept. */
export const readDecisionWords = (reader: Reader, communityId: string, id: string): Promise<string | null> =>
  store.findDecisionWords(reader, communityId, id);

/** On shift now, of them with nothing in hand, and on today's roster. */
export const countWorkers = async (
  reader: Reader,
  communityId: string,
  department: string | null,
  now: Date,
): Promise<{ onShift: number; idle: number; rostered: number }> => {
  const day = toDay(now);
  const shifts = await listRostered(reader, communityId, { startsAt: atWall(day, 0), endsAt: atWall(day, 24) });
  const running = new Set(shifts.filter((one) => one.startsAt <= now && one.endsAt > now).map((one) => one.staffId));
  const workers = (await store.findWorkers(reader, communityId, [...new Set(shifts.map((one) => one.staffId))])).filter(
    (worker) => worker.active && (department === null || worker.department === department),
  );
  const here = workers.filter((worker) => running.has(worker.workerId));
  return {
    onShift: here.length,
    idle: here.filter((worker) => worker.inHand === 0).length,
    rostered: workers.length,
  };
};

/** Workers with more in hand than a limit by default would allow, the fullest first; at most fifty. */
export const listOverLimit = async (
  reader: Reader,
  communityId: string,
  limit: number,
): Promise<{ id: string; name: string; load: number }[]> =>
  (await store.findAllWorkers(reader, communityId))
    .filter((worker) => worker.active && worker.inHand > limit)
    .sort((a, b) => b.inHand - a.inHand)
    .slice(0, 50)
    .map((worker) => ({ id: worker.workerId, name: worker.name, load: worker.inHand }));

/** Quality out of 100 by worker, where there is any yet. */
export const readQuality = async (reader: Reader, communityId: string): Promise<Map<string, number>> =>
  new Map(
    (await store.findAllWorkers(reader, communityId))
      .filter(isKnown)
      .map((worker) => [worker.workerId, Math.round(worker.qualityBp / 100)]),
  );

/** Rebuilds what dispatch knows of one worker from their post and shifts: seeds and repairs. */
export const syncWorker = (deps: Deps, communityId: string, staffId: string): Promise<void> =>
  inTransaction(deps.db, (tx) => sync(tx, deps, communityId, staffId));
