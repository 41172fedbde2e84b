import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readWorker } from '../../identity/identity.door.js';
import { nudgeScreens, saveWithLatest, tell } from '../record.js';
import { assign } from '../repair.rules.js';
import { lockRepair, saveOrder } from '../repair.store.js';

/** Gives the request's open order to a worker by hand, or moves it. The worker must take orders in this community. */
export const assignRepair = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; workerId: string; note?: string | undefined; insteadOf?: string | null | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const locked = await lockRepair(tx, communityId, input.id);
    if (!locked) throw new AppError('repair.not_found');
    const worker = await readWorker(tx, communityId, input.workerId);
    if (!worker) throw new AppError('staff.not_found');
    if (!worker.active || !worker.takesOrders) throw new AppError('order.worker_unfit');
    const order = locked.orders.find((one) => one.status !== 'finished' && one.status !== 'cancelled');
    if (!order) throw new AppError('repair.illegal_transition');
    if (input.insteadOf !== undefined && input.insteadOf !== order.workerId)
      throw new AppError('repair.illegal_transition');
    const decision = unwrap(assign({ repair: locked.repair, order }, worker, input.note || null, deps.clock.now()));
    const event = { kind: 'assign' as const, orderId: order.id, detail: worker.name, body: null };
    await saveOrder(tx, decision.order);
    await saveWithLatest(tx, decision.repair, call.actor, event);
    await tell(deps, tx, decision.repair, call.actor, event);
    await publish(tx, deps.clock, { communityId, topic: 'repair.assigned', payload: { repairId: input.id } });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'repair.assigned',
      subjectKind: 'repair',
      subjectId: input.id,
      subject: `${locked.repair.number} 派给 ${worker.name}`,
      reason: input.note ?? null,
    });
    nudgeScreens(deps, tx, decision.repair, { id: order.id, workerIds: [worker.id, order.workerId] });
    return { id: input.id };
  });
