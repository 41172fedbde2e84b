import { formatFen } from 'shared-types/money';
import { isDebitChannel } from 'shared-types/payment';
import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import { type PaymentBrief, readPayment } from '../payment/payment.door.js';
import { readRefund } from '../refund/refund.door.js';
import type { Notice, Noticed } from './deliver.js';

/** Whoever paid, and the owners of the house; in the inbox alone, for they know already. */
const toPayers = async (
  deps: Deps,
  payment: PaymentBrief,
  words: Pick<Notice, 'title' | 'state' | 'body'>,
  at: Date,
): Promise<Notice[]> => {
  const { communityId, houseId, payerId, title, number, id } = payment;
  const bound = (await readBoundAccounts(deps.db.reader, communityId, [houseId])).get(houseId) ?? [];
  const owners = bound.filter(({ role }) => role === 'owner').map(({ accountId }) => accountId);
  return [...new Set([...(payerId ? [payerId] : []), ...owners])].map((accountId) => ({
    ...words,
    accountId,
    communityId,
    link: messageLinks.payment(id),
    subject: title,
    number,
    at,
    templateId: '',
  }));
};

const settled = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const payment = await readPayment(deps.db.reader, job.communityId ?? '', String(job.payload.paymentId));
  if (!payment?.settledAt) return [];
  const said = isDebitChannel(payment.channel) ? messageWords.debitDone : messageWords.paymentSettled;
  const words = said(formatFen(payment.amountFen), payment.title);
  return toPayers(deps, payment, words, payment.settledAt);
};

const refunded = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const { reader } = deps.db;
  const communityId = job.communityId ?? '';
  const refund = await readRefund(reader, communityId, String(job.payload.refundId));
  const payment = refund && (await readPayment(reader, communityId, refund.paymentId));
  if (!payment || !refund.doneAt) return [];
  const words = messageWords.refundDone(formatFen(refund.amountFen), refund.way, refund.reason);
  return toPayers(deps, payment, words, refund.doneAt);
};

export const paymentNotices: Noticed[] = [
  { topic: 'payment.told', title: '通知业主：收到付款', noticesOf: settled },
  { topic: 'refund.done', title: '通知业主：退款到账', noticesOf: refunded },
];
