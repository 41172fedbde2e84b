import type { PaymentChannel } from 'shared-types/payment';
import { refundTexts } from '../../locales/refund.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { moveBalance } from '../account/account.door.js';
import { applyToBill, lockBills, unapplyFromBill } from '../billing/billing.door.js';
import { type PostingInput, postEntry } from '../ledger/ledger.door.js';
import { markRefunded } from '../payment/payment.door.js';
import type { RefundEntity, RefundPartEntity } from './refund.entity.js';
import { findParts, savePart } from './refund.store.js';

type Clocked = Pick<Deps, 'clock'>;

/** Where the money leaves from, by the payment's channel; see `data/chart-of-accounts.json`. */
const clearingOf: Partial<Record<PaymentChannel, string>> = {
  'wechat-jsapi': '1012.wechat',
  'wechat-native': '1012.wechat',
  'alipay-qr': '1012.alipay',
};
const byHand = { cash: '1001', transfer: '1002' } as const;
const payable = '2242';
const prepayment = '2203';
const unidentified = '2243';

const sumOf = (parts: readonly RefundPartEntity[]): number => parts.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Counted in the payment, so that no more goes back than came. */
const count = (tx: Tx, refund: RefundEntity, parts: readonly RefundPartEntity[], sign: 1 | -1): Promise<unknown> =>
  markRefunded(tx, {
    communityId: refund.communityId,
    paymentId: refund.paymentId,
    parts: parts.map(({ billId, source, amountFen }) => ({ billId, source, amountFen: sign * amountFen })),
  });

/** Moves a part out of its bill or (−1) back into it, and says so in the receivables. */
const moveBill = async (
  tx: Tx,
  deps: Clocked,
  refund: RefundEntity,
  part: RefundPartEntity,
  sign: 1 | -1,
): Promise<PostingInput[]> => {
  const { communityId, houseId, id: sourceId } = refund;
  const { amountFen, source } = part;
  const billId = part.billId ?? '';
  const money = {
    communityId,
    billId,
    amountFen,
    kind: source === 'prepaid' ? 'prepayment' : 'payment',
    sourceId,
  } as const;
  const { principalFen, lateFen } = await (sign === 1 ? unapplyFromBill : applyToBill)(tx, deps.clock, money);
  return [
    { account: `1122.${part.feeKind ?? 'one-off'}`, amountFen: sign * principalFen, houseId, billId },
    { account: '1122.late', amountFen: sign * lateFen, houseId, billId },
  ];
};

/** Moves the house's prepayment; `cause` tells the ways of one refund apart. */
const movePrepayment = async (
  tx: Tx,
  deps: Clocked,
  { communityId, houseId, id }: RefundEntity,
  amountFen: number,
  cause: 'refund' | 'refund-in' | 'refund-closed',
): Promise<PostingInput[]> => {
  if (amountFen === 0) return [];
  await moveBalance(tx, deps.clock, { communityId, houseId, amountFen, kind: 'refund', cause: { kind: cause, id } });
  return [{ account: prepayment, amountFen: -amountFen, houseId }];
};

/**
 * Takes the money out of where it is in our books: bills are due again, prepayment shrinks. The caller holds the payment
 * and the refund. Throws `balance.not_enough` where the prepayment is spent.
 */
export const takeOut = async (tx: Tx, deps: Clocked, refund: RefundEntity): Promise<void> => {
  const { communityId, houseId } = refund;
  const parts = await findParts(tx, communityId, [refund.id]);
  await count(tx, refund, parts, 1);
  const billIds = refund.unwanted ? [] : [...new Set(parts.flatMap(({ billId }) => billId ?? []))].sort();
  // What had been paid on a bill that was reversed since lies in the house's prepayment.
  const inForce = new Set(
    (await lockBills(tx, communityId, billIds)).flatMap(({ id, status }) => (status === 'void' ? [] : [id])),
  );
  const postings: PostingInput[] = [];
  for (const part of parts) {
    const fromBill = part.billId !== null && inForce.has(part.billId);
    part.takenFrom = refund.unwanted ? 'unidentified' : fromBill ? 'bill' : 'prepayment';
    await savePart(tx, part, { takenFrom: part.takenFrom });
    if (fromBill) postings.push(...(await moveBill(tx, deps, refund, part, 1)));
  }
  if (refund.unwanted) postings.push({ account: unidentified, amountFen: refund.amountFen, houseId });
  const prepaidFen = sumOf(parts.filter(({ takenFrom }) => takenFrom === 'prepayment'));
  postings.push(...(await movePrepayment(tx, deps, refund, -prepaidFen || 0, 'refund')));
  if (refund.way === 'balance')
    postings.push(...(await movePrepayment(tx, deps, refund, refund.amountFen, 'refund-in')));
  else postings.push({ account: payable, amountFen: -refund.amountFen, houseId });
  await postEntry(tx, deps.clock, {
    communityId,
    cause: { kind: 'refund', id: refund.id },
    at: deps.clock.now(),
    memo: refundTexts.memo(refund.number),
    postings,
    by: refund.decidedBy,
  });
};

/** The money left: by the channel, or from hand to hand. */
export const payOut = async (
  tx: Tx,
  deps: Clocked,
  refund: RefundEntity,
  by: 'channel' | 'cash' | 'transfer',
  at: Date,
): Promise<void> => {
  const { communityId, houseId, amountFen } = refund;
  const account = by === 'channel' ? clearingOf[refund.channel] : byHand[by];
  if (!account) throw new Error(`nothing is paid out through ${refund.channel}`);
  await postEntry(tx, deps.clock, {
    communityId,
    cause: { kind: 'refund-paid', id: refund.id },
    at,
    memo: refundTexts.memo(refund.number),
    postings: [
      { account: payable, amountFen, houseId },
      { account, amountFen: -amountFen, houseId },
    ],
  });
};

/** No money left after all: it goes back to where it was, as far as there is room for it, the rest to the prepayment. */
export const putBack = async (tx: Tx, deps: Clocked, refund: RefundEntity): Promise<void> => {
  const { communityId, houseId } = refund;
  const parts = await findParts(tx, communityId, [refund.id]);
  await count(tx, refund, parts, -1);
  const billIds = [
    ...new Set(parts.flatMap(({ billId, takenFrom }) => (takenFrom === 'bill' && billId ? [billId] : []))),
  ];
  const bills = await lockBills(tx, communityId, billIds.sort());
  const room = new Map(
    bills.flatMap((bill) => (bill.status === 'due' && !bill.heldBy ? [[bill.id, bill.outstandingFen] as const] : [])),
  );
  const postings: PostingInput[] = [];
  let restFen = 0;
  for (const part of parts) {
    const left = room.get(part.billId ?? '') ?? 0;
    if (part.takenFrom === 'unidentified')
      postings.push({ account: unidentified, amountFen: -part.amountFen, houseId });
    else if (part.takenFrom === 'bill' && left >= part.amountFen) {
      postings.push(...(await moveBill(tx, deps, refund, part, -1)));
      room.set(part.billId ?? '', left - part.amountFen);
    }
    // Paid anew, being paid or reversed meanwhile: the money waits in the house's prepayment.
    else restFen += part.amountFen;
  }
  postings.push(...(await movePrepayment(tx, deps, refund, restFen, 'refund-closed')));
  await postEntry(tx, deps.clock, {
    communityId,
    cause: { kind: 'refund-closed', id: refund.id },
    at: deps.clock.now(),
    memo: refundTexts.memoClosed(refund.number),
    postings: [{ account: payable, amountFen: refund.amountFen, houseId }, ...postings],
  });
};
