import type { PaymentStatus } from 'shared-types/payment';
import type { RefundWay } from 'shared-types/refund';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { refundTexts } from '../../../locales/refund.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { allocationsOf, lockPayment } from '../../payment/payment.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { note } from '../record.js';
import type { RefundEntity } from '../refund.entity.js';
import { chooseParts, leftOf, openWays, type Wish } from '../refund.rules.js';
import { findOfPayment, findParts, insertRefundOnce } from '../refund.store.js';

export interface RefundRequest {
  paymentId: string;
  parts: Wish[];
  way: RefundWay;
  reason: string;
  againOf?: string;
}

const refundable: PaymentStatus = 'settled';

/** What nobody has decided on yet: it is spoken for, so that many requests at once ask for no more than there is. */
const claimsOf = async (tx: Tx, refunds: readonly RefundEntity[]) => {
  const open = refunds.filter(({ status }) => status === 'requested');
  const [first] = open;
  if (!first) return [];
  return findParts(
    tx,
    first.communityId,
    open.map(({ id }) => id),
  );
};

/** Writes a request down; the payment is locked, so requests for one payment come one after the other. */
export const writeRequest = async (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  request: RefundRequest,
): Promise<{ id: string }> => {
  const { communityId, id: requestedBy, name: requestedByName } = call.actor;
  const payment = await lockPayment(tx, communityId, request.paymentId);
  if (!payment) throw new AppError('payment.not_found');
  // The money of an unwanted payment goes back by itself.
  if (payment.status !== refundable) throw new AppError('refund.too_much');
  const now = deps.clock.now();
  const before = await findOfPayment(tx, communityId, payment.id);
  const atChannel = before.filter(({ way, sentAt }) => way === 'original' && sentAt !== null).length;
  if (!openWays(payment, atChannel, now).ways.includes(request.way)) throw new AppError('refund.way_closed');
  const shares = await allocationsOf(tx, communityId, payment.id);
  const parts = unwrap(chooseParts(shares, await claimsOf(tx, before), request.parts, request.way));
  const amountFen = parts.reduce((sum, part) => sum + part.amountFen, 0);
  const { managerAboveFen } = (await readMoneyPolicy(tx, communityId)).refund;
  const id = newId(now);
  const refund: RefundEntity = {
    ...blankRefund,
    communityId,
    id,
    number: `R${id}`,
    paymentId: payment.id,
    paymentNumber: payment.number,
    paidAt: payment.paidAt ?? payment.settledAt,
    orderNumber: payment.orderNumber,
    channel: payment.channel,
    houseId: payment.houseId,
    way: request.way,
    amountFen,
    totalFen: payment.amountFen,
    reason: request.reason,
    large: amountFen > managerAboveFen,
    requestedAt: now,
    requestedBy,
    requestedByName,
    againOf: request.againOf ?? null,
  };
  const titles = new Map(shares.map((share) => [share.billId, share]));
  await insertRefundOnce(
    tx,
    refund,
    parts.map((part, position) => ({
      communityId,
      refundId: id,
      position,
      paymentId: payment.id,
      ...part,
      feeKind: titles.get(part.billId)?.feeKind ?? null,
      label: part.billId ? (titles.get(part.billId)?.title ?? '') : refundTexts.prepayment,
      takenFrom: null,
    })),
  );
  await note(tx, deps, call, refund, 'refund.requested', request.reason);
  return { id };
};

/** What every refund begins with. */
export const blankRefund = {
  unwanted: false,
  status: 'requested',
  attention: null,
  decidedAt: null,
  decidedBy: null,
  decidedByName: null,
  decision: null,
  sentAt: null,
  polls: 0,
  acceptedAt: null,
  channelRefundId: null,
  receivedAccount: null,
  doneAt: null,
  settledWay: null,
  settledNote: null,
  settledByName: null,
  settledAt: null,
  againOf: null,
} as const;

/**
 * Staff ask for money to go back: chosen bills and amounts of a settled payment, or what of it topped the prepayment up.
 * Nothing moves yet. `refund.too_much` beyond what is left, `refund.way_closed` where that way is not open.
 */
export const requestRefund = (deps: Deps, call: Call<StaffActor>, request: RefundRequest): Promise<{ id: string }> =>
  transaction(deps, call, (tx) => writeRequest(tx, deps, call, request));

/** Asks for everything back that came through a payment's channel, as far as nobody has asked for it yet. */
export const writeWholeRequest = async (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  { paymentId, reason }: { paymentId: string; reason: string },
): Promise<{ id: string }> => {
  const shares = await allocationsOf(tx, call.actor.communityId, paymentId);
  const claims = await claimsOf(tx, await findOfPayment(tx, call.actor.communityId, paymentId));
  const parts = shares
    .filter(({ source }) => source === 'channel')
    .map((share) => ({ billId: share.billId, amountFen: leftOf(share, claims) }))
    .filter(({ amountFen }) => amountFen > 0);
  return writeRequest(tx, deps, call, { paymentId, parts, way: 'original', reason });
};
