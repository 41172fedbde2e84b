import type { Book, Order, Refund } from './book.js';

/** 0.60 % of every trade, to the fen. */
const feeBasisPoints = 60;

export const feeFen = (totalFen: number): number => Math.round((totalFen * feeBasisPoints) / 10_000);

/** What of the fee comes back with a refund: in proportion, so that a whole refund returns the whole fee. */
export const feeBackFen = (order: Order, refundedBeforeFen: number, refundFen: number): number => {
  const share = (refundedFen: number): number => Math.round((feeFen(order.totalFen) * refundedFen) / order.totalFen);
  return share(refundedBeforeFen + refundFen) - share(refundedBeforeFen);
};

/** What a refund returns of the fee, given the refunds of its order that were made before it. */
export const feeBackOf = (book: Book, refund: Refund): number => {
  const order = book.orders.get(refund.outTradeNo);
  if (!order) return 0;
  const before = [...book.refunds.values()]
    .filter((other) => other.outTradeNo === refund.outTradeNo && other.status !== 'CLOSED')
    .filter((other) => other.createdAtMs < refund.createdAtMs)
    .reduce((total, other) => total + other.refundFen, 0);
  return feeBackFen(order, before, refund.refundFen);
};

export interface Movement {
  atMs: number;
  businessNo: string;
  name: string;
  signedFen: number;
  note: string;
  voucherNo: string;
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);

const movementsOfOrder = (order: Order): Movement[] => {
  if (order.paidAtMs === null || order.transactionId === null) return [];
  const common = { atMs: order.paidAtMs, businessNo: order.transactionId, voucherNo: order.outTradeNo };
  const fee = feeFen(order.totalFen);
  const paid: Movement = { ...common, name: '交易', signedFen: order.totalFen, note: '' };
  return fee === 0
    ? [paid]
    : [
        paid,
        {
          ...common,
          name: '扣除交易手续费',
          signedFen: -fee,
          note: `结算总金额 ${yuan(order.totalFen)} 元，费率 0.60%`,
        },
      ];
};

const movementsOfRefund = (book: Book, refund: Refund): Movement[] => {
  if (refund.status !== 'SUCCESS' || refund.endedAtMs === null) return [];
  const back = feeBackOf(book, refund);
  const note = `退款总金额${yuan(refund.refundFen)}元;含手续费${yuan(back)}元`;
  const { endedAtMs: atMs, refundId: businessNo, outRefundNo: voucherNo, refundFen } = refund;
  return [{ atMs, businessNo, voucherNo, name: '退款', signedFen: back - refundFen, note }];
};

/** Every movement of the merchant's account, oldest first. */
export const movements = (book: Book): Movement[] =>
  [
    ...[...book.orders.values()].flatMap(movementsOfOrder),
    ...[...book.refunds.values()].flatMap((refund) => movementsOfRefund(book, refund)),
  ].sort((a, b) => a.atMs - b.atMs);

/** What the account holds, less what refunds on their way will take. */
export const availableFen = (book: Book): number => {
  const held = movements(book).reduce((total, { signedFen }) => total + signedFen, 0);
  const underway = [...book.refunds.values()].filter(({ status }) => status === 'PROCESSING' || status === 'ABNORMAL');
  return underway.reduce((left, refund) => left - refund.refundFen + feeBackOf(book, refund), held);
};
