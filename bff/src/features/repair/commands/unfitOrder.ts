import { repairWords } from '../../../locales/repair.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { type Choice, claimWorker, type OpenOrder, recordDecision } from '../../dispatch/dispatch.door.js';
import { type Change, changeLoop, type LoopContext } from '../loop.js';
import type { Loop } from '../loop.rules.js';
import { findOrdersInHand } from '../loop.store.js';
import { takeBack } from '../order.rules.js';
import { deskOf, supervisorsOf } from '../people.js';
import type { EventInput } from '../record.js';
import type { WorkOrderEntity } from '../repair.entity.js';
import { climbNow } from './climb.js';
import { giveTo } from './giveOrder.js';
import { setRetry, toOpenOrder } from './openOrder.js';

/**
 * An emergency that nobody has room for takes the place of lesser work that nobody has begun (C5), visibly: the order
 * that gives way is dispatched anew, and its history says why.
 */
export const preempt = async (
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
export const nobody = async (
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
