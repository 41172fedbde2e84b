import { AppError } from '../../../kernel/appError.js';
import { type Result, unwrap } from '../../../kernel/result.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { type Changed, changeLoop, type LoopContext } from '../loop.js';
import type { Loop } from '../loop.rules.js';
import { trustedTime } from '../order.rules.js';
import type { EventInput } from '../record.js';
import type { WorkOrderEntity } from '../repair.entity.js';
import { findOrder } from '../repair.store.js';

export interface OrderCommand {
  id: string;
  /** When the phone says that it was done. */
  doneAt?: string | undefined;
}

export interface Decided {
  order: Result<WorkOrderEntity>;
  event: EventInput;
}

const lastKnown = (order: WorkOrderEntity): Date =>
  order.arrivedAt ?? order.acceptedAt ?? order.assignedAt ?? order.createdAt;

export const withOrder = (loop: Loop, order: WorkOrderEntity): Loop => ({
  ...loop,
  orders: loop.orders.map((one) => (one.id === order.id ? order : one)),
});

/**
 * The shape of every worker's command: the request is locked, the order must be the caller's own, a rule decides, both
 * are written and the history is told. `then` writes what goes with it (files, messages).
 */
export const onOwnOrder = (
  deps: Deps,
  call: Call<StaffActor>,
  input: OrderCommand,
  decide: (tx: Tx, now: { loop: Loop; order: WorkOrderEntity; at: Date; context: LoopContext }) => Promise<Decided>,
  then?: (tx: Tx, changed: Changed, order: WorkOrderEntity) => Promise<void>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: workerId } = call.actor;
    const found = await findOrder(tx, communityId, input.id);
    const changed = found
      ? await changeLoop(deps, tx, { communityId, id: found.repairId }, call.actor, async (loop, context) => {
          const order = loop.orders.find((one) => one.id === input.id && one.workerId === workerId);
          if (!order) throw new AppError('order.not_found');
          const at = trustedTime(input.doneAt, lastKnown(order), context.now);
          const decided = await decide(tx, { loop, order, at, context });
          return {
            loop: withOrder(loop, unwrap(decided.order)),
            events: [{ ...decided.event, orderId: order.id }],
            at,
          };
        })
      : null;
    if (!changed) throw new AppError('order.not_found');
    const order = changed.after.orders.find((one) => one.id === input.id);
    if (order) await then?.(tx, changed, order);
    return { id: input.id };
  });
