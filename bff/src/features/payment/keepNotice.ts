import type { AlipayNotification } from '../../adapters/alipay/alipay.port.js';
import type { WechatNotification } from '../../adapters/pay/wechatPay.port.js';
import { deterministicId } from '../../kernel/ids.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { togetherFor } from '../../platform/together.js';
import { payerHashOf } from './channelGate.js';
import { expectationsOf } from './expectation.js';
import { mismatchOf } from './notice.rules.js';
import { findKept, insertNotices } from './notice.store.js';
import { factsOf } from './noticeFacts.js';
import type { ChannelNotificationEntity, NoticeChannel } from './payment.entity.js';
import { findByOrderNumbers } from './payment.store.js';

export type NewNotice = Omit<ChannelNotificationEntity, 'status' | 'outcome' | 'actedAt' | 'receivedAt'>;

/** The same notification has the same id here, however often it comes. */
const noticeId = (channel: NoticeChannel, providerId: string): string =>
  deterministicId('channel_notification', channel, providerId);

/** What is kept of a notification of WeChat Pay: no more than is compared and booked. */
export const noticeOfWechat = (deps: Pick<Deps, 'keys'>, { id, resource }: WechatNotification): NewNotice => {
  const base = {
    id: noticeId('wechat', id),
    channel: 'wechat' as const,
    providerId: id,
    orderNumber: resource.outTradeNo,
    transactionId: resource.transactionId ?? '',
  };
  if (resource.kind === 'refund')
    return {
      ...base,
      kind: 'refund',
      state: resource.status,
      appId: '',
      merchantId: resource.mchId ?? '',
      refundNumber: resource.outRefundNo,
      refundId: resource.refundId,
      payerHash: null,
      tradeType: null,
      currency: null,
      amountFen: resource.totalFen,
      refundFen: resource.refundFen,
      succeededAt: resource.refundedAt,
    };
  return {
    ...base,
    kind: 'payment',
    state: resource.tradeState,
    appId: resource.appId,
    merchantId: resource.mchId,
    refundNumber: null,
    refundId: null,
    payerHash: payerHashOf(deps, resource.openid),
    tradeType: resource.tradeType,
    currency: resource.currency,
    amountFen: resource.totalFen ?? 0,
    refundFen: null,
    succeededAt: resource.paidAt,
  };
};

/** Alipay tells of a trade, its closing and its refunds with one kind of notification; only a payment is acted on. */
export const noticeOfAlipay = (notice: AlipayNotification): NewNotice => ({
  id: noticeId('alipay', notice.notifyId),
  channel: 'alipay',
  providerId: notice.notifyId,
  kind: 'payment',
  state: notice.state,
  appId: notice.appId,
  merchantId: notice.sellerId,
  orderNumber: notice.outTradeNo,
  transactionId: notice.tradeNo,
  refundNumber: null,
  refundId: null,
  payerHash: null,
  tradeType: null,
  currency: null,
  amountFen: notice.amountFen,
  refundFen: notice.refundedFen,
  succeededAt: notice.paidAt,
});

const topics = { payment: 'payment.notified', refund: 'wechat-pay.refund-notified' } as const;

const mostTogether = 64;

/** Whether each agrees with our own order; one that does not speak of money agrees with anything. */
const compare = async (deps: Deps, notices: readonly NewNotice[]): Promise<boolean[]> => {
  const { reader } = deps.db;
  const facts = notices.map(factsOf);
  const numbers = [...new Set(facts.flatMap((one) => (one ? [one.orderNumber] : [])))];
  const expected = await expectationsOf(deps, reader, await findByOrderNumbers(reader, numbers));
  return facts.map((one) => {
    const order = one ? expected.get(one.orderNumber) : undefined;
    return !one || (order !== undefined && mismatchOf(one, order) === null);
  });
};

/** New ones with their jobs in one transaction; what is kept already is left alone. */
const keepNew = async (deps: Deps, notices: readonly NewNotice[]): Promise<void> => {
  const known = await findKept(
    deps.db.reader,
    notices.map(({ id }) => id),
  );
  const fresh = new Map(notices.filter(({ id }) => !known.has(id)).map((notice) => [notice.id, notice]));
  if (fresh.size === 0) return;
  const receivedAt = deps.clock.realNow();
  await inTransaction(deps.db, async (tx) => {
    const rows = [...fresh.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    await insertNotices(
      tx,
      rows.map((notice) => ({ ...notice, receivedAt, status: 'waiting', outcome: null, actedAt: null })),
    );
    await publish(
      tx,
      deps.clock,
      ...rows.map(({ id, kind }) => ({ communityId: null, topic: topics[kind], payload: { notificationId: id } })),
    );
  });
};

/**
 * Keeps a verified notification, once, with the job that acts on it; false: it does not agree with our own order, and
 * will be refused. What comes at the same time is compared and kept by the same statements: the platform has a limit
 * for our answer, and a busy morning has many of them.
 */
export const keepNotice = togetherFor(async (deps: Deps, notices: NewNotice[]): Promise<boolean[]> => {
  const agree = await compare(deps, notices);
  try {
    await keepNew(deps, notices);
  } catch (error) {
    // Another process kept the same one meanwhile: alone, each is found to be known.
    if (!isDuplicate(error) || notices.length > 1) throw error;
  }
  return agree;
}, mostTogether);
