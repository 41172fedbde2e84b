import { AppError } from '../../../kernel/appError.js';
import { type Result, unwrap } from '../../../kernel/result.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { type EventInput, nudgeScreens, saveWithLatest, tell } from '../record.js';
import type { WorkOrderEntity } from '../repair.entity.js';
import { type Decision, trustedTime } from '../repair.rules.js';
import { findOrder, lockRepair, saveOrder } from '../repair.store.js';

export interface OrderCommand {
  id: string;
  /** When the phone says that it was done. */
  doneAt?: string | undefined;
}

interface Decided {
  decision: Decision;
  event: EventInput;
}

const lastKnown = (order: WorkOrderEntity): Date =>
  order.arrivedAt ?? order.acceptedAt ?? order.assignedAt ?? order.createdAt;

/**
 * The shape of every worker's command: the request is locked, the order must be the caller's own, a rule decides, both
 * are written and the history is told. `then` writes what goes with it (files, messages).
 */
export const onOwnOrder = (
  deps: Deps,
  call: Call<StaffActor>,
  input: OrderCommand,
  decide: (tx: Tx, now: Decision, at: Date) => Promise<{ result: Result<Decision>; event: EventInput }>,
  then?: (tx: Tx, decided: Decided & { eventId: string }) => Promise<void>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: workerId } = call.actor;
    const found = await findOrder(tx, communityId, input.id);
    const locked = found ? await lockRepair(tx, communityId, found.repairId) : null;
    const order = locked?.orders.find((one) => one.id === input.id && one.workerId === workerId);
    if (!locked || !order) throw new AppError('order.not_found');
    const at = trustedTime(input.doneAt, lastKnown(order), deps.clock.now());
    const { result, event } = await decide(tx, { repair: locked.repair, order }, at);
    const decision = unwrap(result);
    const told = { ...event, at, orderId: order.id };
    await saveOrder(tx, decision.order);
    await saveWithLatest(tx, decision.repair, call.actor, told);
    const eventId = await tell(deps, tx, decision.repair, call.actor, told);
    await then?.(tx, { decision, event: told, eventId });
    nudgeScreens(deps, tx, decision.repair, { id: order.id, workerIds: [workerId] });
    return { id: order.id };
  });
