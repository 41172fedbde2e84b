import { AppError } from '../../../kernel/appError.js';
import { repairWords } from '../../../locales/repair.js';
import type { Actor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { publish, setTimer } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { findPlaceBuilding } from '../../community/community.door.js';
import {
  type Choice,
  choose,
  claimWorker,
  faultOf,
  type OpenOrder,
  recordDecision,
} from '../../dispatch/dispatch.door.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import { askForWorker, type Change, changeLoop, type LoopContext } from '../loop.js';
import { isUnderWay, type Loop } from '../loop.rules.js';
import { findOrdersInHand, findWaitingOrders } from '../loop.store.js';
import { assign, takeBack } from '../order.rules.js';
import { deskOf, supervisorsOf } from '../people.js';
import type { EventInput } from '../record.js';
import type { RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { findOrdersByIds, findRepairs } from '../repair.store.js';
import { climbNow } from './climb.js';

/** Orders that are chosen for together; the rest is chosen for by their own turn. */
const mostAtOnce = 12;

/** What dispatch has to know of an order. */
export const toOpenOrder = async (
  reader: Reader,
  repair: RepairEntity,
  order: WorkOrderEntity,
): Promise<OpenOrder> => ({
  communityId: order.communityId,
  repairId: repair.id,
  orderId: order.id,
  skill: order.skill,
  buildingId: await findPlaceBuilding(reader, repair.communityId, { houseId: repair.houseId, areaId: repair.areaId }),
  houseId: repair.houseId,
  urgency: repair.urgency,
  createdAt: order.createdAt,
  passedBy: order.passedBy ?? [],
});

const looksForWorker = (repair: RepairEntity, order: WorkOrderEntity): boolean =>
  order.status === 'waiting' && isUnderWay(repair) && !repair.pausedAt && !repair.undecided;

/** The order that asked, and others that wait beside it: chosen for together, they wait least together. */
const readBatch = async (reader: Reader, communityId: string, orderId: string): Promise<OpenOrder[]> => {
  const waiting = await findWaitingOrders(reader, communityId, { limit: mostAtOnce });
  const ids = [orderId, ...waiting.map((one) => one.orderId).filter((id) => id !== orderId)].slice(0, mostAtOnce);
  const orders = await findOrdersByIds(reader, communityId, ids);
  const repairs = await findRepairs(reader, communityId, [...new Set(orders.map((order) => order.repairId))]);
  const batch: OpenOrder[] = [];
  for (const id of ids) {
    const order = orders.find((one) => one.id === id);
    const repair = order ? repairs.get(order.repairId) : undefined;
    if (order && repair && looksForWorker(repair, order)) batch.push(await toOpenOrder(reader, repair, order));
  }
  return batch;
};

/**
 * Chooses a worker for an order, weighed together with those that wait beside it, and gives it out in a transaction that
 * looks again at what has been decided meanwhile: late, twice or side by side it gives an order to one worker, and a
 * worker no more than they may have. The others are given out by their own turn, so that many at once do not wait for
 * each other's locks; `all` gives them out too, for whoever has come on shift.
 */
export const dispatchWaiting = async (
  deps: Deps,
  communityId: string,
  orderId: string,
  options: { all: boolean } = { all: false },
): Promise<void> => {
  const { reader } = deps.db;
  const { policy } = await readPolicyInForce(reader, communityId);
  const batch = await readBatch(reader, communityId, orderId);
  if (!batch.some((one) => one.orderId === orderId)) return;
  if (!policy.dispatch.automatic) {
    await inTransaction(deps.db, (tx) => leaveToDesk(deps, tx, batch, orderId));
    return;
  }
  const choices = await choose(reader, batch, policy.dispatch, deps.clock.now());
  for (const [index, choice] of choices.entries()) {
    const order = batch[index];
    if (!order) continue;
    // Where nobody fits, an order says so by its own turn only.
    if (order.orderId !== orderId && !(options.all && choice.worker)) continue;
    await inTransaction(deps.db, (tx) => applyChoice(deps, tx, order, choice));
  }
};

/** Where a person dispatches (policy), the desk is told. */
const leaveToDesk = async (deps: Deps, tx: Tx, batch: OpenOrder[], orderId: string): Promise<void> => {
  const order = batch.find((one) => one.orderId === orderId);
  if (!order) return;
  const desk = await deskOf(tx, order.communityId, deps.clock.now());
  await alertStaff(tx, deps.clock, {
    communityId: order.communityId,
    repairId: order.repairId,
    staffIds: desk.map(({ id }) => id),
    kind: 'unheld',
    rings: order.urgency === 'emergency',
  });
  await setRetry(deps, tx, order, 60);
};

/** A timer of its own for each try: the one that fires has done its work, and its successor is another row. */
const setRetry = (deps: Deps, tx: Tx, order: OpenOrder, minutes: number): Promise<void> => {
  const dueAt = new Date(deps.clock.now().getTime() + minutes * 60_000);
  return setTimer(tx, deps.clock, {
    communityId: order.communityId,
    topic: 'order.retry',
    payload: { orderId: order.orderId, repairId: order.repairId },
    slot: [order.orderId, dueAt.toISOString()],
    dueAt,
  });
};

const applyChoice = async (deps: Deps, tx: Tx, asked: OpenOrder, choice: Choice): Promise<void> => {
  await changeLoop(deps, tx, { communityId: asked.communityId, id: asked.repairId }, null, async (loop, context) => {
    const order = loop.orders.find((one) => one.id === asked.orderId);
    if (!order || !looksForWorker(loop.repair, order)) return null;
    const taken = choice.worker ? await tryWorker(tx, asked, choice.worker, context) : 'nobody';
    if (taken === 'given' && choice.worker)
      return giveTo(deps, tx, loop, order, { worker: choice.worker, choice, mode: 'automatic', context });
    if (taken === 'changed') return again(deps, tx, loop, order, asked);
    return (await preempt(deps, tx, loop, order, choice, context)) ?? nobody(deps, tx, loop, order, choice, context);
  });
};

/** Tries at once after which an order takes a breath: what dispatch knows may be behind the truth for a moment. */
const breathless = 5;

/** Somebody else was quicker: everything is weighed anew, at once a few times, then after a minute. */
const again = async (deps: Deps, tx: Tx, loop: Loop, order: WorkOrderEntity, asked: OpenOrder): Promise<Change> => {
  const tried = { ...order, tries: order.tries + 1 };
  if (tried.tries % breathless === 0) await setRetry(deps, tx, asked, 1);
  else await askForWorker(deps, tx, order);
  return {
    loop: { ...loop, orders: loop.orders.map((one) => (one.id === order.id ? tried : one)) },
    events: [],
    quiet: true,
  };
};

/** Claims a place in the worker's hand, after a look at the rows of truth. */
const tryWorker = async (
  tx: Tx,
  asked: OpenOrder,
  worker: { id: string },
  context: LoopContext,
): Promise<'given' | 'changed'> => {
  if (await faultOf(tx, asked, worker.id, context.now)) return 'changed';
  return (await claimWorker(tx, asked.communityId, worker.id)) ? 'given' : 'changed';
};

export interface Giving {
  worker: { id: string; name: string };
  choice: Pick<Choice, 'candidates' | 'excluded' | 'words'>;
  mode: 'automatic' | 'manual' | 'preempted';
  context: LoopContext;
  by?: { id: string; name: string };
  reason?: string | null;
  note?: string | null;
}

/** The order goes to this worker, whose place has been claimed: decision, clock for the answer, messages. */
export const giveTo = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  order: WorkOrderEntity,
  giving: Giving,
): Promise<Change> => {
  const { worker, choice, context } = giving;
  const { repair } = loop;
  const { dispatch } = context.inForce.policy;
  const minutes = repair.urgency === 'emergency' ? dispatch.emergencyAcceptMinutes : dispatch.generalAcceptMinutes;
  const decisionId = await recordDecision(tx, {
    communityId: repair.communityId,
    repairId: repair.id,
    orderId: order.id,
    mode: giving.mode,
    worker,
    by: giving.by ?? null,
    reason: giving.reason ?? null,
    candidates: choice.candidates,
    excluded: choice.excluded,
    words: choice.words,
    at: context.now,
  });
  const given = assign(order, worker, {
    note: giving.note ?? null,
    at: context.now,
    acceptDueAt: new Date(context.now.getTime() + minutes * 60_000),
    decisionId,
  });
  if (!given.ok) throw new AppError(given.refusal.code);
  await alertStaff(tx, deps.clock, {
    communityId: repair.communityId,
    repairId: repair.id,
    staffIds: [worker.id],
    kind: 'assigned',
    rings: repair.urgency === 'emergency',
    link: `/orders/${order.id}`,
  });
  await publish(tx, deps.clock, {
    communityId: repair.communityId,
    topic: wasGiven(loop, order) ? 'repair.redispatched' : 'repair.assigned',
    payload: { repairId: repair.id, orderId: order.id },
  });
  return {
    loop: { ...loop, orders: loop.orders.map((one) => (one.id === order.id ? given.value : one)) },
    events: [
      {
        kind: 'assign',
        orderId: order.id,
        detail: worker.name,
        body: giving.mode === 'manual' ? null : choice.words,
      },
    ],
    quiet: !order.main && loop.orders.some((one) => one.main && one.status !== 'cancelled'),
  };
};

/** Its owner has been told of a worker before. */
const wasGiven = (loop: Loop, order: WorkOrderEntity): boolean =>
  loop.repair.answeredAt !== null || (order.passedBy ?? []).length > 0;

/**
 * An emergency that nobody has room for takes the place of lesser work that nobody has begun (C5), visibly: the order
 * that gives way is dispatched anew, and its history says why.
 */
const preempt = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  order: WorkOrderEntity,
  choice: Choice,
  context: LoopContext,
): Promise<Change | null> => {
  const { repair } = loop;
  if (repair.urgency !== 'emergency') return null;
  for (const worker of choice.full.slice(0, 5)) {
    const lesser = (await findOrdersInHand(tx, repair.communityId, worker.id)).find(
      (one) => one.urgency === 'general' && one.status !== 'arrived' && one.repairId !== repair.id,
    );
    if (!lesser) continue;
    const gave = await changeLoop(
      deps,
      tx,
      { communityId: repair.communityId, id: lesser.repairId },
      null,
      async (other) => {
        const giving = other.orders.find((one) => one.id === lesser.orderId && one.workerId === worker.id);
        const back = giving && giving.status !== 'arrived' ? takeBack(giving, false, context.now) : null;
        if (!giving || !back?.ok) return null;
        await alertStaff(tx, deps.clock, {
          communityId: repair.communityId,
          repairId: other.repair.id,
          staffIds: [worker.id, ...(other.repair.stewardId ? [other.repair.stewardId] : [])],
          kind: 'preempted',
        });
        return {
          loop: { ...other, orders: other.orders.map((one) => (one.id === giving.id ? back.value : one)) },
          events: [{ kind: 'preempt', orderId: giving.id, detail: worker.name }],
        };
      },
    );
    if (!gave || !(await claimWorker(tx, repair.communityId, worker.id))) continue;
    return giveTo(deps, tx, loop, order, {
      worker,
      choice: { ...choice, words: repairWords.preempts(gave.after.repair.title) },
      mode: 'preempted',
      context,
    });
  }
  return null;
};

/** Nobody fits: said at once to the supervisor, once for each stretch of waiting, and tried again. */
const nobody = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  order: WorkOrderEntity,
  choice: Choice,
  context: LoopContext,
): Promise<Change> => {
  const { repair } = loop;
  const first = order.nobodyAt === null;
  const events: EventInput[] = [];
  const tried: WorkOrderEntity = { ...order, tries: order.tries + 1, nobodyAt: order.nobodyAt ?? context.now };
  let next: Loop = { ...loop, orders: loop.orders.map((one) => (one.id === order.id ? tried : one)) };
  if (first) {
    await recordDecision(tx, {
      communityId: repair.communityId,
      repairId: repair.id,
      orderId: order.id,
      mode: 'automatic',
      worker: null,
      by: null,
      reason: null,
      candidates: choice.candidates,
      excluded: choice.excluded,
      words: choice.words,
      at: context.now,
    });
    // An emergency climbs at once, and calls the supervisor by that.
    const supervisors =
      repair.urgency === 'emergency' ? [] : await supervisorsOf(tx, repair.communityId, order.department, context.now);
    const desk = await deskOf(tx, repair.communityId, context.now);
    await alertStaff(tx, deps.clock, {
      communityId: repair.communityId,
      repairId: repair.id,
      staffIds: [...supervisors, ...desk].map(({ id }) => id),
      kind: 'nobody-fits',
      rings: repair.urgency === 'emergency',
    });
    events.push({ kind: 'nobody', orderId: order.id, detail: order.task, toOwner: false });
    if (repair.urgency === 'emergency') {
      const climbed = await climbNow(deps, tx, next, { cause: 'nobody-fits', department: order.department, context });
      next = climbed.loop;
      events.push(...climbed.events);
    }
  }
  const open: OpenOrder = await toOpenOrder(tx, repair, order);
  await setRetry(deps, tx, open, context.inForce.policy.dispatch.retryMinutes);
  return { loop: next, events, quiet: true };
};

/** Takes an order from its worker and lets it look for another; the reason is in the history. */
export const takeOrderBack = async (
  deps: Deps,
  tx: Tx,
  key: { communityId: string; repairId: string; orderId: string },
  actor: Actor | null,
  why: {
    kind: 'unanswered' | 'shift' | 'disabled';
    passes: boolean;
    only: (order: WorkOrderEntity, now: Date) => boolean;
  },
): Promise<void> => {
  await changeLoop(deps, tx, { communityId: key.communityId, id: key.repairId }, actor, async (loop, context) => {
    const order = loop.orders.find((one) => one.id === key.orderId);
    if (!order?.workerId || !why.only(order, context.now)) return null;
    const back = takeBack(order, why.passes, context.now);
    if (!back.ok) return null;
    await alertStaff(tx, deps.clock, {
      communityId: key.communityId,
      repairId: loop.repair.id,
      staffIds: [order.workerId],
      kind: 'taken-back',
      detail: repairWords.takenBack[why.kind],
    });
    return {
      loop: { ...loop, orders: loop.orders.map((one) => (one.id === order.id ? back.value : one)) },
      events: [{ kind: 'take-back', orderId: order.id, detail: `${order.workerName ?? ''}|${why.kind}` }],
    };
  });
};
