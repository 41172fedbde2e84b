import type { settlementWays } from 'shared-types/refund';
import { AppError } from '../../../kernel/appError.js';
import { refundTexts, settlementWayNames } from '../../../locales/refund.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { payOut } from '../books.js';
import { change, note } from '../record.js';
import type { RefundEntity } from '../refund.entity.js';
import { lockWithPayment } from './approveRefund.js';

type SettlementWay = (typeof settlementWays)[number];

/** By hand what was approved for the hand; any way at all what the channel could not bring to the payer. */
const maySettle = ({ status, way, attention }: RefundEntity, by: SettlementWay): boolean =>
  status === 'abnormal' ||
  (status === 'approved' && attention === 'hand-over' && way !== 'original' && by !== 'channel');

/** A person says that the payer has the money, and how. */
export const settleRefund = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; way: SettlementWay; note: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, name: settledByName } = call.actor;
    const refund = await lockWithPayment(tx, communityId, input.id);
    if (!maySettle(refund, input.way)) throw new AppError('refund.illegal_transition');
    const now = deps.clock.now();
    await payOut(tx, deps, refund, input.way, now);
    await change(tx, deps, refund, {
      status: 'done',
      attention: null,
      doneAt: now,
      settledWay: input.way,
      settledNote: input.note,
      settledByName,
      settledAt: now,
    });
    await note(
      tx,
      deps,
      call,
      refund,
      'refund.settled',
      refundTexts.settled(settlementWayNames[input.way], input.note),
    );
    return { id: refund.id };
  });
