import { AppError } from '../../../kernel/appError.js';
import type { Tx } from '../../../platform/database/access.js';
import type { AllocationSource } from '../payment.entity.js';
import { findAllocations, findPayment, saveAllocation, savePayment } from '../payment.store.js';

export interface RefundedPart {
  /** Null: what went to the house's prepayment. */
  billId: string | null;
  source: Exclude<AllocationSource, 'coupon'>;
  /** Signed: positive goes back, negative does not after all. */
  amountFen: number;
}

/** Keeps count of what of a payment went back, part by part; the caller has the payment locked. */
export const moveRefunded = async (
  tx: Tx,
  { communityId, paymentId, parts }: { communityId: string; paymentId: string; parts: readonly RefundedPart[] },
): Promise<{ refundedFen: number }> => {
  const payment = await findPayment(tx, communityId, paymentId);
  if (!payment) throw new AppError('payment.not_found');
  if (payment.status !== 'settled' && payment.status !== 'unwanted') throw new AppError('payment.not_open');
  const allocations = await findAllocations(tx, communityId, paymentId);
  let { refundedFen } = payment;
  for (const part of parts) {
    const allocation = allocations.find((one) => one.billId === part.billId && one.source === part.source);
    if (!allocation) throw new AppError('refund.too_much');
    allocation.refundedFen += part.amountFen;
    if (allocation.refundedFen < 0 || allocation.refundedFen > allocation.amountFen)
      throw new AppError('refund.too_much');
    await saveAllocation(tx, allocation, { refundedFen: allocation.refundedFen });
    refundedFen += part.amountFen;
  }
  await savePayment(tx, payment, { refundedFen });
  return { refundedFen };
};
