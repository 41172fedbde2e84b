import type { ServicePolicy } from 'shared-types/policy';
import { ok, type Result, refuse } from '../../kernel/result.js';
import { isAnswer, isOpenOrder, isUnderWay, type Loop, ordersOfRound } from './loop.rules.js';
import type { WorkOrderEntity } from './repair.entity.js';
import { confirm, mayReopen, reopen } from './repair.rules.js';

const illegal: Result<never> = refuse('complaint.illegal_transition');

interface Person {
  id: string;
  name: string;
}

/** The order of the present round that is the written answer; null: the request is no complaint. */
export const answerOf = (loop: Pick<Loop, 'repair' | 'orders'>): WorkOrderEntity | null =>
  ordersOfRound(loop).find(isAnswer) ?? null;

/** Taken by whoever it was given to, or from whoever had it, while it is under way. */
export const mayTake = ({ repair, orders }: Pick<Loop, 'repair' | 'orders'>, by: Person): boolean => {
  const answer = answerOf({ repair, orders });
  if (!answer || !isUnderWay(repair)) return false;
  return answer.status === 'waiting' || answer.status === 'assigned' || repair.stewardId !== by.id;
};

const heldBy = (by: Person, now: Date) => ({
  ...{ workerId: by.id, workerName: by.name, assignedAt: now, waitingSince: null },
});

/** Nobody had it: given to whoever takes it, which is a step of its own in an order's life. */
export const give = (loop: Loop, by: Person, now: Date): Loop => ({
  ...loop,
  orders: loop.orders.map((order) =>
    order === answerOf(loop) && order.status === 'waiting'
      ? { ...order, status: 'assigned' as const, ...heldBy(by, now) }
      : order,
  ),
});

/** 受理: somebody answers for the whole from now on, which answers the owner (C7), and departments join (C8). */
export const take = (loop: Loop, by: Person, joining: WorkOrderEntity[], now: Date): Result<Loop> => {
  const own = answerOf(loop);
  if (!own || !mayTake(loop, by)) return illegal;
  const repair = { ...loop.repair, stewardId: by.id, stewardName: by.name, chained: true };
  const orders = loop.orders.map((order) =>
    // Whoever took it first keeps the order; afterwards it is the steward who changes.
    order === own && order.status === 'assigned'
      ? { ...order, ...heldBy(by, now), status: 'accepted' as const, acceptedAt: now }
      : order,
  );
  return ok({ ...loop, repair, orders: [...orders, ...joining] });
};

export const mayAnswer = (loop: Pick<Loop, 'repair' | 'orders'>): boolean =>
  isUnderWay(loop.repair) && answerOf(loop)?.status === 'accepted';

/** The written answer finishes its order; the complaint is done when the departments have finished too. */
export const answer = (loop: Loop, text: string, now: Date): Result<Loop> => {
  if (!mayAnswer(loop)) return illegal;
  const own = answerOf(loop);
  const result = [...text].slice(0, 250).join('');
  return ok({
    ...loop,
    orders: loop.orders.map((order) =>
      order === own ? { ...order, status: 'finished' as const, finishedAt: now, result } : order,
    ),
  });
};

/** Not accepted: a new round with new clocks, answered for by whoever answered for the last. */
export const object = (
  loop: Loop,
  input: { policy: ServicePolicy; now: Date; order: (repair: Loop['repair']) => WorkOrderEntity },
): Result<Loop> => {
  if (!mayReopen(loop.repair, input.policy, input.now)) return illegal;
  const again = reopen(loop, { ...input, orderId: loop.repair.id });
  if (!again.ok) return illegal;
  const { repair, promises } = again.value.loop;
  return ok({ ...loop, repair, promises, orders: [...loop.orders, input.order(repair)] });
};

/** Every household has accepted the answer. */
export const agree = (loop: Loop, now: Date): Result<Loop> => {
  const closed = confirm(loop, now);
  return closed.ok ? closed : illegal;
};

/** The request bears the lowest of its households' stars: what went badly is followed up (C9). */
export const rated = (loop: Loop, stars: number, now: Date): Loop => ({
  ...loop,
  repair: { ...loop.repair, stars: Math.min(stars, loop.repair.stars ?? stars), ratedAt: now },
});

/** Joined to another: it ends, and so do the orders that were opened for it. */
export const absorb = (loop: Loop, latest: string, now: Date): Result<Loop> =>
  isUnderWay(loop.repair)
    ? ok({
        ...loop,
        repair: { ...loop.repair, status: 'cancelled', closedAt: now, latest },
        orders: loop.orders.map((order) => (isOpenOrder(order) ? { ...order, status: 'cancelled' as const } : order)),
      })
    : illegal;
