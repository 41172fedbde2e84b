import { AppError } from '../../../kernel/appError.js';
import { repairWords } from '../../../locales/repair.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { claimWorker, faultOf, type Weighed, weigh } from '../../dispatch/dispatch.door.js';
import { readWorker } from '../../identity/identity.door.js';
import { changeLoop, type LoopContext } from '../loop.js';
import { isAnswer, isOpenOrder, type Loop, ordersOfRound } from '../loop.rules.js';
import type { WorkOrderEntity } from '../repair.entity.js';
import { giveTo } from './giveOrder.js';
import { toOpenOrder } from './openOrder.js';

interface AssignInput {
  id: string;
  workerId: string;
  orderId?: string | undefined;
  note?: string | undefined;
  reason?: string | undefined;
  insteadOf?: string | null | undefined;
}

/** The order that is meant: the named one, or the first that is still open. */
export const chosenOrder = (loop: Loop, orderId: string | undefined): WorkOrderEntity => {
  const order = ordersOfRound(loop).find((one) => !isAnswer(one) && (orderId ? one.id === orderId : isOpenOrder(one)));
  if (!order || !isOpenOrder(order)) throw new AppError('repair.illegal_transition');
  return order;
};

/** Papers and limits hold for everybody; any other rule, and the system's own choice, may be set aside with a reason. */
const checkChoice = async (
  tx: Tx,
  loop: Loop,
  order: WorkOrderEntity,
  input: AssignInput,
  context: LoopContext,
): Promise<Weighed> => {
  const asked = await toOpenOrder(tx, loop.repair, order);
  const fault = await faultOf(tx, asked, input.workerId, context.now);
  if (fault?.blockedBy === 'certificate') throw new AppError('order.uncertified');
  if (fault?.blockedBy === 'limit') throw new AppError('order.worker_full');
  if (fault?.blockedBy) throw new AppError('order.worker_unfit');
  const weighed = await weigh(tx, asked, context.inForce.policy.dispatch, context.now);
  // Moving it from somebody, or past somebody who fits better, is the dispatcher's own judgement.
  const outOfTurn = weighed.candidates[0] !== undefined && weighed.candidates[0].id !== input.workerId;
  if ((fault || outOfTurn || order.workerId !== null) && !input.reason) throw new AppError('order.reason_required');
  return weighed;
};

/** Gives an order to a worker by hand, or moves it (C3): the dispatcher decides, and says why where the system would not. */
export const assignRepair = (deps: Deps, call: Call<StaffActor>, input: AssignInput): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const worker = await readWorker(tx, communityId, input.workerId);
    const changed = await changeLoop(deps, tx, { communityId, id: input.id }, call.actor, async (loop, context) => {
      if (!worker) throw new AppError('staff.not_found');
      if (!worker.active || !worker.takesOrders) throw new AppError('order.worker_unfit');
      const order = chosenOrder(loop, input.orderId);
      if (input.insteadOf !== undefined && input.insteadOf !== order.workerId)
        throw new AppError('repair.illegal_transition');
      if (order.workerId === worker.id) throw new AppError('repair.illegal_transition');
      const weighed = await checkChoice(tx, loop, order, input, context);
      if (!(await claimWorker(tx, communityId, worker.id))) throw new AppError('order.worker_full');
      if (order.workerId)
        await alertStaff(tx, deps.clock, {
          communityId,
          repairId: loop.repair.id,
          staffIds: [order.workerId],
          kind: 'taken-back',
          detail: repairWords.takenBack.desk,
        });
      return giveTo(deps, tx, loop, order, {
        worker,
        choice: { ...weighed, words: repairWords.byHand(call.actor.name, input.reason || null) },
        mode: 'manual',
        by: call.actor,
        reason: input.reason || null,
        note: input.note || null,
        context,
      });
    });
    if (!changed) throw new AppError('repair.not_found');
    const { repair } = changed.after;
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'repair.assigned',
      subjectKind: 'repair',
      subjectId: input.id,
      subject: `${repair.number} 派给 ${worker?.name ?? ''}`,
      reason: input.reason ?? input.note ?? null,
    });
    return { id: input.id };
  });
