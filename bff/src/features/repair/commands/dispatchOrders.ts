import type { Reader, Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { type Choice, choose, claimWorker, faultOf, type OpenOrder } from '../../dispatch/dispatch.door.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import { askForWorker, type Change, changeLoop, type LoopContext } from '../loop.js';
import type { Loop } from '../loop.rules.js';
import { findWaitingOrders } from '../loop.store.js';
import { deskOf } from '../people.js';
import type { WorkOrderEntity } from '../repair.entity.js';
import { findOrdersByIds, findRepairs } from '../repair.store.js';
import { giveTo } from './giveOrder.js';
import { looksForWorker, setRetry, toOpenOrder } from './openOrder.js';
import { nobody, preempt } from './unfitOrder.js';

/** Orders that are chosen for together; the rest is chosen for by their own turn. */
const mostAtOnce = 12;

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
