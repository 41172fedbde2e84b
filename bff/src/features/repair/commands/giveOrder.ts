import { AppError } from '../../../kernel/appError.js';
import { repairWords } from '../../../locales/repair.js';
import type { Actor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { type Choice, recordDecision } from '../../dispatch/dispatch.door.js';
import { type Change, changeLoop, type LoopContext } from '../loop.js';
import type { Loop } from '../loop.rules.js';
import { assign, takeBack } from '../order.rules.js';
import type { WorkOrderEntity } from '../repair.entity.js';

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
