import { AppError } from '../../../kernel/appError.js';
import { paymentTexts } from '../../../locales/payment.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { moveBalance } from '../../account/account.door.js';
import { lockBills, unapplyFromBill } from '../../billing/billing.door.js';
import { reverseEntry } from '../../ledger/ledger.door.js';
import type { AllocationEntity, PaymentEntity } from '../payment.entity.js';
import { mayReverse } from '../payment.policy.js';
import { changePayment, tellHouse } from '../payment.record.js';
import { findAllocations, lockPayment } from '../payment.store.js';

const byHand = ['cash', 'pos', 'transfer'];

/** The bills are due again, and what had topped the balance up is taken out of it: `balance.not_enough` if it is spent. */
const takeBack = async (
  tx: Tx,
  deps: Deps,
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
): Promise<void> => {
  const { communityId, houseId, id, number } = payment;
  const billIds = parts.flatMap(({ billId }) => (billId ? [billId] : []));
  await lockBills(tx, communityId, billIds);
  for (const { billId, amountFen } of parts)
    if (billId && amountFen > 0)
      await unapplyFromBill(tx, deps.clock, { communityId, billId, amountFen, kind: 'payment', sourceId: id });
  const toppedUp = parts.reduce((sum, part) => sum + (part.billId === null ? part.amountFen : 0), 0);
  if (toppedUp > 0)
    await moveBalance(tx, deps.clock, {
      communityId,
      houseId,
      amountFen: -toppedUp,
      kind: 'other',
      cause: { kind: 'payment-reversal', id },
      words: paymentTexts.reversed(number),
    });
};

/** Takes a counter's payment back as if it had not been; only whole, and not once some of it was refunded. */
export const reverseCollection = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ communityId: string; id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: reversedById, name: reversedByName } = call.actor;
    const payment = await lockPayment(tx, communityId, input.id);
    if (!payment) throw new AppError('payment.not_found');
    const now = deps.clock.now();
    if (!byHand.includes(payment.channel) || payment.status !== 'settled' || payment.refundedFen > 0)
      throw new AppError('payment.not_open');
    if (!mayReverse(call.actor, payment, now)) throw new AppError('auth.forbidden');
    await takeBack(tx, deps, payment, await findAllocations(tx, communityId, payment.id));
    await reverseEntry(tx, deps.clock, {
      communityId,
      cause: { kind: 'payment-reversal', id: payment.id },
      of: { kind: 'payment', id: payment.id },
      at: now,
      memo: paymentTexts.reversalMemo(payment.number),
      by: reversedById,
    });
    const reverseReason = input.reason;
    await changePayment(
      tx,
      deps,
      payment,
      { status: 'reversed', reversedAt: now, reversedById, reversedByName, reverseReason },
      { kind: 'reversed', detail: reverseReason, byName: reversedByName },
    );
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'payment.reversed',
      subjectKind: 'payment',
      subjectId: payment.id,
      subject: payment.number,
      reason: reverseReason,
    });
    const payload = { paymentId: payment.id };
    await publish(tx, deps.clock, { communityId, topic: 'payment.reversed', payload });
    await tellHouse(tx, deps, communityId, payment.houseId);
    return { communityId, id: payment.id };
  });
