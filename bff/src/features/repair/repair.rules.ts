import type { ServicePolicy } from 'shared-types/policy';
import { ok, type Result, refuse } from '../../kernel/result.js';
import { takenOut } from '../../kernel/takenOut.js';
import type { PromiseEntity } from './loop.entity.js';
import {
  isAnswer,
  isHeld,
  isOpenOrder,
  isUnderWay,
  type Loop,
  mainOrder,
  openPromises,
  runningClocks,
} from './loop.rules.js';
import { takeBack } from './order.rules.js';
import { drop, dueAt, hoursOf, isOpen, makePromise, shiftDue } from './promise.rules.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';

const illegal: Result<never> = refuse('repair.illegal_transition');
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The owner may call it off until somebody has arrived; staff until it is done. */
export const mayCancel = (repair: RepairEntity, orders: readonly WorkOrderEntity[], by: 'owner' | 'staff'): boolean => {
  if (!isUnderWay(repair)) return false;
  if (by === 'staff') return true;
  return repair.status !== 'working' && orders.every((order) => order.status !== 'arrived');
};

/** Calls the request and all its open orders off. */
export const cancel = (loop: Loop, by: 'owner' | 'staff', at: Date): Result<Loop> => {
  if (!mayCancel(loop.repair, loop.orders, by)) return illegal;
  return ok({
    ...loop,
    repair: { ...loop.repair, status: 'cancelled', closedAt: at, updatedAt: at },
    orders: loop.orders.map((order) => (isOpenOrder(order) ? { ...order, status: 'cancelled' as const } : order)),
  });
};

/** The owner's nod. */
export const confirm = (loop: Loop, at: Date): Result<Loop> =>
  loop.repair.status === 'done'
    ? ok({ ...loop, repair: { ...loop.repair, status: 'closed', closedAt: at, updatedAt: at } })
    : illegal;

/** One rating a request; rating a finished one is a nod too (C9). */
export const rate = (loop: Loop, stars: number, text: string | null, at: Date): Result<Loop> => {
  const { repair } = loop;
  if (repair.status !== 'done' && repair.status !== 'closed') return illegal;
  if (repair.stars !== null) return refuse('repair.rating_exists');
  return ok({
    ...loop,
    repair: {
      ...repair,
      status: 'closed',
      closedAt: repair.closedAt ?? at,
      stars,
      ratingText: text,
      ratedAt: at,
      updatedAt: at,
    },
  });
};

/** Seven days without a word (policy): closed, with notice. Nothing to do when somebody was quicker. */
export const closeUnanswered = (loop: Loop, now: Date): Loop | null => {
  const { repair } = loop;
  const due = loop.promises.find((one) => one.kind === 'confirm' && isOpen(one));
  if (repair.status !== 'done' || !due || due.dueAt > now) return null;
  return {
    ...loop,
    repair: { ...repair, status: 'closed', closedAt: now, updatedAt: now },
    promises: loop.promises.map((one) => (one === due ? drop(one) : one)),
  };
};

/** How long after the end the owner may say that it is not mended. */
export const mayReopen = (repair: RepairEntity, policy: ServicePolicy, now: Date): boolean => {
  if (repair.status === 'done') return true;
  if (repair.status !== 'closed' || !repair.closedAt) return false;
  return now.getTime() <= repair.closedAt.getTime() + policy.reopenDays * dayMs;
};

/** Not mended: a new round with new clocks and a new order for the department that had it. */
export const reopen = (
  loop: Loop,
  input: { policy: ServicePolicy; now: Date; orderId: string },
): Result<{ loop: Loop; order: WorkOrderEntity }> => {
  const { repair } = loop;
  const last = mainOrder(loop);
  if (!last || !mayReopen(repair, input.policy, input.now)) return illegal;
  const round = repair.round + 1;
  const order = freshOrder({
    ...last,
    id: input.orderId,
    round,
    createdAt: input.now,
    // Who did not mend it is asked again only when nobody else can: they know the place, but it did not hold.
    passedBy: last.workerId ? [last.workerId] : [],
  });
  const next: RepairEntity = {
    ...repair,
    ...runningClocks,
    status: 'submitted',
    round,
    doneAt: null,
    closedAt: null,
    answeredAt: null,
    urges: 0,
    urgedAt: null,
    updatedAt: input.now,
  };
  const department = last.department as PromiseEntity['department'];
  return ok({
    loop: {
      ...loop,
      repair: next,
      orders: [...loop.orders, order],
      promises: [
        ...loop.promises.map(drop),
        ...openPromises(next, { policy: input.policy, department, from: input.now }),
      ],
    },
    order,
  });
};

type OrderSeed = Pick<
  WorkOrderEntity,
  'communityId' | 'id' | 'repairId' | 'department' | 'task' | 'main' | 'skill' | 'procedureId' | 'round' | 'createdAt'
> & { passedBy?: string[] | null };

/** An order that nobody holds yet. */
export const freshOrder = (seed: OrderSeed): WorkOrderEntity => ({
  communityId: seed.communityId,
  id: seed.id,
  repairId: seed.repairId,
  department: seed.department,
  status: 'waiting',
  workerId: null,
  workerName: null,
  dispatchNote: null,
  assignedAt: null,
  acceptedAt: null,
  arrivedAt: null,
  finishedAt: null,
  result: null,
  createdAt: seed.createdAt,
  task: seed.task,
  main: seed.main,
  skill: seed.skill,
  procedureId: seed.procedureId,
  round: seed.round,
  acceptDueAt: null,
  decisionId: null,
  passedBy: seed.passedBy ?? null,
  tries: 0,
  waitingSince: seed.createdAt,
  nobodyAt: null,
});

export type PauseFault = 'ended' | 'emergency' | 'already' | 'past' | 'too-long' | 'too-often';

/** Why the clocks may not stand until then; null: they may. */
export const pauseFault = (
  repair: RepairEntity,
  policy: ServicePolicy,
  until: Date | null,
  now: Date,
): PauseFault | null => {
  if (!isUnderWay(repair)) return 'ended';
  if (repair.pausedAt) return 'already';
  // Nobody waits for Saturday while water runs: until somebody is there an emergency's clock does not stand.
  if (repair.urgency === 'emergency' && repair.arriveDueAt) return 'emergency';
  if (repair.pauses >= policy.pause.mostTimes) return 'too-often';
  if (!until) return null;
  if (until <= now) return 'past';
  const minutes = repair.pausedMinutes + (until.getTime() - now.getTime()) / minuteMs;
  return minutes > (policy.pause.mostDays * dayMs) / minuteMs ? 'too-long' : null;
};

/** The clocks stand until then. Whoever has not arrived is free for others meanwhile. */
export const pause = (
  loop: Loop,
  input: { policy: ServicePolicy; until: Date; reason: string; by: string; now: Date },
): Result<{ loop: Loop; freed: WorkOrderEntity[] }> => {
  const fault = pauseFault(loop.repair, input.policy, input.until, input.now);
  if (fault === 'ended') return illegal;
  if (fault) return refuse('repair.pause_refused');
  const freed = loop.orders.filter((order) => order.status === 'assigned' || order.status === 'accepted');
  return ok({
    freed,
    loop: {
      ...loop,
      repair: {
        ...loop.repair,
        pausedAt: input.now,
        pausedUntil: input.until,
        pauseReason: input.reason,
        pausedBy: input.by,
        pauses: loop.repair.pauses + 1,
      },
      orders: loop.orders.map((order) => {
        const free = freed.includes(order) ? takeBack(order, false, input.now) : null;
        return free?.ok ? free.value : order;
      }),
    },
  });
};

/** The clocks run on: what was left is left. */
export const resume = (loop: Loop, policy: ServicePolicy, now: Date): Result<Loop> => {
  const { repair } = loop;
  if (!repair.pausedAt) return illegal;
  const { pausedAt } = repair;
  const hours = hoursOf(policy, repair.urgency);
  return ok({
    ...loop,
    repair: {
      ...repair,
      ...runningClocks,
      pausedMinutes: repair.pausedMinutes + Math.ceil((now.getTime() - pausedAt.getTime()) / minuteMs),
    },
    promises: loop.promises.map((one) => shiftDue(one, pausedAt, now, hours)),
  });
};

export interface UrgeState {
  left: number;
  /** From when the next one counts; null: at once. */
  nextAt: Date | null;
}

export const urgeState = (repair: RepairEntity, policy: ServicePolicy, now: Date): UrgeState => {
  const nextAt = repair.urgedAt ? new Date(repair.urgedAt.getTime() + policy.urge.everyMinutes * minuteMs) : null;
  return { left: Math.max(0, policy.urge.most - repair.urges), nextAt: nextAt && nextAt > now ? nextAt : null };
};

export const mayUrge = (repair: RepairEntity, policy: ServicePolicy, now: Date): boolean => {
  const { left, nextAt } = urgeState(repair, policy, now);
  return isUnderWay(repair) && !repair.pausedAt && left > 0 && nextAt === null;
};

/** What an urge moves: an order looks for a worker at once, must be answered soon, or its worker is told. */
export type Push = { order: WorkOrderEntity; move: 'dispatch' | 'hurry' | 'tell' };

const hurryMinutes = 5;

export const urge = (
  loop: Loop,
  policy: ServicePolicy,
  now: Date,
): Result<{ loop: Loop; pushes: Push[]; escalates: boolean }> => {
  const { repair } = loop;
  if (!isUnderWay(repair) || repair.pausedAt) return illegal;
  if (!mayUrge(repair, policy, now)) return refuse('repair.urged_enough');
  const soon = new Date(now.getTime() + hurryMinutes * minuteMs);
  const pushes: Push[] = [];
  const orders = loop.orders.map((order) => {
    if (!isOpenOrder(order)) return order;
    if (order.status === 'waiting' && !isAnswer(order)) {
      pushes.push({ order, move: 'dispatch' });
      return order;
    }
    if (order.status !== 'assigned' || isAnswer(order)) {
      pushes.push({ order, move: 'tell' });
      return order;
    }
    const hurried = { ...order, acceptDueAt: order.acceptDueAt && order.acceptDueAt < soon ? order.acceptDueAt : soon };
    pushes.push({ order: hurried, move: 'hurry' });
    return hurried;
  });
  const urges = repair.urges + 1;
  return ok({
    pushes,
    escalates: urges >= policy.urge.escalateFrom,
    loop: { ...loop, orders, repair: { ...repair, urges, urgedAt: now } },
  });
};

export interface Classification {
  problemTypeId: string;
  emergency: string | null;
  department: string;
  skill: string;
}

/**
 * A person says what it is. Its clocks run from the beginning of the round all the same, so an emergency that was found
 * late may be over at once. Orders that nobody has begun follow the new type.
 */
export const classify = (
  loop: Loop,
  to: Classification,
  policy: ServicePolicy,
  now: Date,
): Result<{ loop: Loop; freed: WorkOrderEntity[]; follows: WorkOrderEntity[] }> => {
  if (!isUnderWay(loop.repair)) return illegal;
  const urgency: RepairEntity['urgency'] = to.emergency ? 'emergency' : 'general';
  const repair: RepairEntity = {
    ...loop.repair,
    problemTypeId: to.problemTypeId,
    urgency,
    emergency: to.emergency,
    typeSource: 'staff',
    undecided: false,
    emergencyHint: null,
  };
  // Who writes the answer to a complaint, and by when, does not hang on what it is about.
  if (repair.kind === 'complaint')
    return to.emergency ? illegal : ok({ freed: [], follows: [], loop: { ...loop, repair } });
  const main = mainOrder(loop);
  const moves = main && main.skill !== to.skill && ['waiting', 'assigned'].includes(main.status);
  const freed = moves && isHeld(main) ? [main] : [];
  const orders = loop.orders.map((order) => {
    if (order !== main) return order;
    const typed = { ...order, procedureId: order.arrivedAt ? order.procedureId : to.problemTypeId };
    if (!moves) return typed;
    const free = freed.length > 0 ? takeBack(typed, false, now) : null;
    return { ...(free?.ok ? free.value : typed), department: to.department, skill: to.skill, passedBy: null };
  });
  const follows = orders.filter((order) => order.status === 'waiting');
  const department = to.department as PromiseEntity['department'];
  return ok({
    freed,
    follows,
    loop: { ...loop, repair, orders, promises: retimed(loop, repair, policy, department) },
  });
};

/** Open promises of the round as they would have been from its beginning. */
const retimed = (
  loop: Loop,
  repair: RepairEntity,
  policy: ServicePolicy,
  department: PromiseEntity['department'],
): PromiseEntity[] => {
  const ofRound = loop.promises.filter((one) => one.round === repair.round);
  const from = ofRound.find((one) => one.kind === 'finish')?.startedAt ?? repair.createdAt;
  const changed = loop.promises.map((one) => {
    if (one.round !== repair.round || !isOpen(one)) return one;
    const due = dueAt(policy, repair.urgency, one.kind, from);
    return due ? { ...one, department, dueAt: due, warnedAt: null, missedAt: null, state: 'open' as const } : drop(one);
  });
  const arrive = ofRound.find((one) => one.kind === 'arrive');
  const due = dueAt(policy, repair.urgency, 'arrive', from);
  if (!due || (arrive && (isOpen(arrive) || arrive.metAt))) return changed;
  const fresh = makePromise(repair, 'arrive', department, from, due);
  return arrive ? changed.map((one) => (one.id === fresh.id ? fresh : one)) : [...changed, fresh];
};

/** A further department joins (C8), also when the others have finished already. */
export const join = (loop: Loop, orders: WorkOrderEntity[]): Result<Loop> =>
  isUnderWay(loop.repair) ? ok({ ...loop, orders: [...loop.orders, ...orders] }) : illegal;

/** Words that were taken out of an anonymous complaint make no title: its first clause that is whole does. */
export const titleWords = (kind: RepairEntity['kind'] | undefined, body: string | null): string | null =>
  kind === 'complaint'
    ? (body?.split(/[。！？!?，,；;\n]/u).find((clause) => clause.trim() && !clause.includes(takenOut)) ?? null)
    : body;

/** 给水管道 · 厨房, or the first words of the owner. */
export const titleOf = (typeName: string, spot: string | null, body: string | null): string => {
  const words =
    (body ?? '')
      .replace(/\s+/gu, ' ')
      .trim()
      .split(/[。！？!?，,；;\n]/u)[0] ?? '';
  const short = [...words].slice(0, 16).join('');
  if ([...short].length >= 4) return short;
  return spot ? `${spot}${typeName}` : typeName;
};
