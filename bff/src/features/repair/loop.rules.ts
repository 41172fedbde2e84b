import type { Department } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import type { OrderStatus, PromiseKind, RepairStatus } from 'shared-types/repair';
import { breaches } from '../../kernel/machine.js';
import { close as closeEscalation } from './escalation.rules.js';
import type { EscalationEntity, PromiseEntity } from './loop.entity.js';
import { drop, dueAt, isOpen, isOver, makePromise, meet, nextDeadline } from './promise.rules.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { orderMachine, repairMachine } from './repair.machine.js';

/** A request with all that moves with it: its departments' orders, its promises, what climbs because of it. */
export interface Loop {
  repair: RepairEntity;
  orders: WorkOrderEntity[];
  promises: PromiseEntity[];
  /** The open one. */
  escalation: EscalationEntity | null;
}

export const answerProcedure = 'answer';

const ended: readonly RepairStatus[] = ['done', 'closed', 'cancelled'];
export const isUnderWay = (repair: Pick<RepairEntity, 'status'>): boolean => !ended.includes(repair.status);

const openOrder: readonly OrderStatus[] = ['waiting', 'assigned', 'accepted', 'arrived'];
export const isOpenOrder = (order: Pick<WorkOrderEntity, 'status'>): boolean => openOrder.includes(order.status);

/** A worker has it in hand. */
export const isHeld = (order: Pick<WorkOrderEntity, 'status'>): boolean =>
  isOpenOrder(order) && order.status !== 'waiting';

/** The written answer to a complaint: an order of whoever answers for it, which no dispatch and no shift moves. */
export const isAnswer = (order: Pick<WorkOrderEntity, 'procedureId'>): boolean => order.procedureId === answerProcedure;

/** Orders of the present round that were not called off. */
export const ordersOfRound = (loop: Pick<Loop, 'repair' | 'orders'>): WorkOrderEntity[] =>
  loop.orders.filter((order) => order.round === loop.repair.round && order.status !== 'cancelled');

export const mainOrder = (loop: Pick<Loop, 'repair' | 'orders'>): WorkOrderEntity | null =>
  ordersOfRound(loop).find((order) => order.main) ?? ordersOfRound(loop)[0] ?? null;

/** A request is as far as its orders are: done when all are finished (platform.md, Requests and orders). */
export const statusOf = (
  orders: readonly WorkOrderEntity[],
  worksAtDesk: (order: WorkOrderEntity) => boolean,
): RepairStatus => {
  if (orders.length > 0 && orders.every((order) => order.status === 'finished')) return 'done';
  const works = (order: WorkOrderEntity): boolean =>
    order.status === 'arrived' || order.status === 'finished' || (order.status === 'accepted' && worksAtDesk(order));
  if (orders.some(works)) return 'working';
  return orders.some(isHeld) ? 'assigned' : 'submitted';
};

export interface SettleInput {
  policy: ServicePolicy;
  now: Date;
  /** When what changed it happened: a phone may have been offline. */
  at: Date;
  department: Department;
  worksAtDesk: (order: WorkOrderEntity) => boolean;
}

/** Promises that a new round of a request begins with. */
export const openPromises = (
  repair: Pick<RepairEntity, 'communityId' | 'id' | 'round' | 'urgency'>,
  input: { policy: ServicePolicy; department: Department; from: Date },
): PromiseEntity[] =>
  (['respond', 'arrive', 'finish'] as const).flatMap((kind) => {
    const due = dueAt(input.policy, repair.urgency, kind, input.from);
    return due ? [makePromise(repair, kind, input.department, input.from, due)] : [];
  });

const ofKind = (promises: PromiseEntity[], kind: PromiseKind, change: (one: PromiseEntity) => PromiseEntity) =>
  promises.map((one) => (one.kind === kind ? change(one) : one));

/** When the first order of the present round was accepted, signed in to, and the last finished. */
const firstTime = (times: (Date | null)[]): Date | null =>
  times.flatMap((at) => (at ? [at] : [])).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;

const settlePromises = (loop: Loop, input: SettleInput): PromiseEntity[] => {
  const { repair } = loop;
  let { promises } = loop;
  if (repair.status === 'cancelled') return promises.map(drop);
  const orders = ordersOfRound(loop);
  const answered = repair.answeredAt ?? firstTime(orders.map((order) => order.acceptedAt));
  if (answered) promises = ofKind(promises, 'respond', (one) => meet(one, answered));
  // Arrival is proven by the scan of whoever mends it, not of a helper at the gate.
  const arrived = firstTime(orders.filter((order) => order.main).map((order) => order.arrivedAt));
  if (arrived) promises = ofKind(promises, 'arrive', (one) => meet(one, arrived));
  if (repair.status === 'done' || repair.status === 'closed') {
    const doneAt = repair.doneAt ?? input.at;
    for (const kind of ['respond', 'finish'] as const) promises = ofKind(promises, kind, (one) => meet(one, doneAt));
    promises = ofKind(promises, 'arrive', drop);
    promises = withAfterwards(repair, promises, doneAt, input);
  }
  return repair.status === 'closed'
    ? ofKind(promises, 'confirm', (one) => meet(one, repair.closedAt ?? input.now))
    : promises;
};

/** The call-back of an emergency and the owner's nod begin with the finish. */
const withAfterwards = (
  repair: RepairEntity,
  promises: PromiseEntity[],
  doneAt: Date,
  input: SettleInput,
): PromiseEntity[] => {
  const missing = (['callback', 'confirm'] as const).filter(
    (kind) => !promises.some((one) => one.kind === kind && one.round === repair.round),
  );
  return [
    ...promises,
    ...missing.flatMap((kind) => {
      const due = dueAt(input.policy, repair.urgency, kind, doneAt);
      return due ? [makePromise(repair, kind, input.department, doneAt, due)] : [];
    }),
  ];
};

/**
 * Brings a request in line with its orders: its status, which promises are met, the deadline that comes next, and whether
 * anything is left to follow. Every command ends here, so no state is written that contradicts another.
 */
export const settle = (loop: Loop, input: SettleInput): Loop => {
  const repair = { ...loop.repair, updatedAt: input.now };
  if (repair.status !== 'cancelled' && repair.status !== 'closed') {
    const status = statusOf(ordersOfRound({ repair, orders: loop.orders }), input.worksAtDesk);
    if (status === 'done' && repair.status !== 'done') {
      const finished = ordersOfRound({ repair, orders: loop.orders }).map((order) => order.finishedAt?.getTime() ?? 0);
      repair.doneAt = new Date(Math.max(...finished));
    }
    repair.status = status;
  }
  if (repair.answeredAt === null)
    repair.answeredAt = firstTime(ordersOfRound({ repair, orders: loop.orders }).map((order) => order.acceptedAt));
  const promises = settlePromises({ ...loop, repair }, input);
  const next = repair.status === 'closed' || repair.status === 'cancelled' ? null : nextDeadline(promises);
  repair.nextKind = next?.kind ?? null;
  repair.nextStartedAt = next?.startedAt ?? null;
  repair.nextDueAt = next?.dueAt ?? null;
  const dueOf = (kind: PromiseKind): Date | null =>
    promises.find((one) => one.kind === kind && one.round === repair.round)?.dueAt ?? null;
  repair.respondDueAt = dueOf('respond') ?? repair.respondDueAt;
  repair.arriveDueAt = promises.some((one) => one.kind === 'arrive' && one.round === repair.round && isOpen(one))
    ? dueOf('arrive')
    : null;
  repair.finishDueAt = dueOf('finish') ?? repair.finishDueAt;
  if (!isUnderWay(repair)) Object.assign(repair, runningClocks);
  const escalation = settleEscalation(loop.escalation, repair, promises, input.now);
  const shown = escalation?.closedAt ? null : escalation;
  repair.escalationId = shown?.id ?? null;
  repair.escalationLevel = shown?.level ?? null;
  repair.escalatedAt = shown?.openedAt ?? null;
  repair.escalationFollower = shown?.followerName ?? null;
  return { repair, orders: loop.orders, promises, escalation };
};

export const runningClocks = { pausedAt: null, pausedUntil: null, pauseReason: null, pausedBy: null } as const;

/** Followed until it is closed (C6): until all is done and no promise of it is still late. */
const settleEscalation = (
  open: EscalationEntity | null,
  repair: RepairEntity,
  promises: PromiseEntity[],
  now: Date,
): EscalationEntity | null => {
  if (!open || open.closedAt) return open;
  const late = promises.some((one) => isOver(one, now) && one.kind !== 'confirm');
  return !isUnderWay(repair) && !late ? closeEscalation(open, now) : open;
};

/** What a change would break of the machines; empty: it may be written. */
export const breachesOf = (before: Loop, after: Loop): string[] => [
  ...breaches(repairMachine, before.repair, after.repair),
  ...after.orders.flatMap((order) => {
    const was = before.orders.find((one) => one.id === order.id);
    return was ? breaches(orderMachine, was, order) : [];
  }),
];
