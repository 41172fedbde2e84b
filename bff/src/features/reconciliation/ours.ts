import type { Reader } from '../../platform/database/access.js';
import { findByOrderNumber, type PaymentBrief, paymentsOfDay } from '../payment/payment.door.js';
import { findRefundsByNumber, type RefundBrief, refundsOfDay } from '../refund/refund.door.js';
import { type Ours, rowKeyOf } from './compare.rules.js';
import type { StatementChannel, StatementRowEntity } from './reconciliation.entity.js';

/** One of ours, with what people read about it. */
export interface OursKnown extends Ours {
  number: string;
  orderNumber: string;
  paymentId: string;
  refundId: string | null;
  houseId: string;
  title: string;
}

const ofPayment = (payment: PaymentBrief): OursKnown => ({
  rowKey: rowKeyOf('payment', payment.orderNumber ?? ''),
  what: 'payment',
  id: payment.id,
  amountFen: payment.paidFen ?? payment.amountFen,
  at: payment.paidAt ?? payment.createdAt,
  // Whatever became of it: what the channel said that it took is, or is about to be, in our books.
  state: payment.paidFen === null ? 'not-moved' : 'moved',
  number: payment.orderNumber ?? '',
  orderNumber: payment.orderNumber ?? '',
  paymentId: payment.id,
  refundId: null,
  houseId: payment.houseId,
  title: payment.title,
});

const ofRefund = (refund: RefundBrief, title: string): OursKnown => ({
  rowKey: rowKeyOf('refund', refund.number),
  what: 'refund',
  id: refund.id,
  amountFen: refund.amountFen,
  at: refund.acceptedAt ?? refund.requestedAt,
  state:
    refund.status === 'done' ? 'moved' : refund.acceptedAt && refund.status !== 'closed' ? 'under-way' : 'not-moved',
  number: refund.number,
  orderNumber: refund.orderNumber ?? '',
  paymentId: refund.paymentId,
  refundId: refund.id,
  houseId: refund.houseId,
  title,
});

/** What our books say of the rows of a statement, by their keys, and of the day itself. */
export const readOurs = async (
  reader: Reader,
  where: { communityId: string; channel: StatementChannel; day: string },
  rows: readonly StatementRowEntity[],
  titleOf: (refund: RefundBrief) => string,
): Promise<{ known: Map<string, OursKnown>; ofDay: OursKnown[] }> => {
  const { communityId, channel, day } = where;
  const numbers = rows.filter(({ what }) => what === 'refund').map(({ number }) => number);
  const refunds = numbers.length > 0 ? await findRefundsByNumber(reader, numbers) : [];
  const ofDay = [
    ...(await paymentsOfDay(reader, communityId, channel, day)).map(ofPayment),
    ...(await refundsOfDay(reader, communityId, channel, day)).map((refund) => ofRefund(refund, titleOf(refund))),
  ];
  const known = new Map(
    [...ofDay, ...refunds.map((refund) => ofRefund(refund, titleOf(refund)))].map((ours) => [ours.rowKey, ours]),
  );
  for (const { what, rowKey, number } of rows)
    if (what === 'payment' && !known.has(rowKey)) {
      const payment = await findByOrderNumber(reader, number);
      if (payment?.communityId === communityId) known.set(rowKey, ofPayment(payment));
    }
  return { known, ofDay };
};
