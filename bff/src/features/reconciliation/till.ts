import type { ReconciliationChannel } from 'shared-types/reconciliation';
import type { Reader } from '../../platform/database/access.js';
import { collectionsOfDay } from '../payment/payment.door.js';
import { handedOutOfDay } from '../refund/refund.door.js';
import type { Traded } from './reconciliation.entity.js';

/** One thing that a till, a terminal or a bank account took or gave on a day. */
export interface TillMove {
  what: Traded;
  number: string;
  at: Date;
  /** Always positive. */
  amountFen: number;
  houseId: string;
  title: string;
  paymentId: string;
  refundId: string | null;
}

/** What our books say of a day at the counter, oldest first. A reversal is money given back on the day of the reversal. */
export const tillOfDay = async (
  reader: Reader,
  communityId: string,
  channel: ReconciliationChannel,
  day: string,
): Promise<{ moves: TillMove[]; receivedFen: number; refundFen: number; netFen: number }> => {
  if (channel === 'wechat' || channel === 'alipay') return { moves: [], receivedFen: 0, refundFen: 0, netFen: 0 };
  const collections = await collectionsOfDay(reader, communityId, channel, day);
  const handed = channel === 'pos' ? [] : await handedOutOfDay(reader, communityId, channel, day);
  const moves: TillMove[] = [
    ...collections.map(({ payment, amountFen, at }) => ({
      what: amountFen > 0 ? ('payment' as const) : ('refund' as const),
      number: payment.number,
      at,
      amountFen: Math.abs(amountFen),
      houseId: payment.houseId,
      title: payment.title,
      paymentId: payment.id,
      refundId: null,
    })),
    ...handed.map((refund) => ({
      what: 'refund' as const,
      number: refund.number,
      at: refund.doneAt ?? refund.requestedAt,
      amountFen: refund.amountFen,
      houseId: refund.houseId,
      title: refund.reason,
      paymentId: refund.paymentId,
      refundId: refund.id,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.number < b.number ? -1 : 1));
  const total = (what: Traded): number =>
    moves.filter((move) => move.what === what).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const [receivedFen, refundFen] = [total('payment'), total('refund')];
  return { moves, receivedFen, refundFen, netFen: receivedFen - refundFen };
};
