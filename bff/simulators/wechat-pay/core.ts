import type { Book, Notice, Order, Refund } from './book.js';
import { trim } from './book.js';
import type { PayKeys } from './keys.js';
import { createNoticeRunner, makeNotice, type NoticePlan, normalPlan } from './notices.js';
import type { Moment } from './orders.js';
import { transactionView } from './orders.js';
import { endDueRefunds, type RefundPlan, refundResource } from './refunds.js';
import { type KeyMode, type PlatformSigning, platformSigning } from './signing.js';

export interface PayWorldOptions {
  keys: PayKeys;
  book: Book;
  appId: string;
  knowsOpenid(openid: string): boolean;
  /** The community's clock: orders, refunds, bills, the ladder of repetitions. */
  now(): Date;
  /** The wall's: signatures, and how long a payer may take. */
  wallNow(): Date;
  changed(): void;
}

/** What the console chooses. */
interface Choices {
  mode: KeyMode;
  refundPlan: RefundPlan;
  plans: NoticePlan[];
}

const firstChoices = (): Choices => ({ mode: 'mixed', refundPlan: { ends: 'SUCCESS', delayMs: 3000 }, plans: [] });

/** What all parts of the pretended platform share: its book, its clocks, its choices, and how it tells the merchant. */
export type PayCore = ReturnType<typeof createPayCore>;

export const createPayCore = (options: PayWorldOptions) => {
  const { keys, book, now, wallNow } = options;
  const signing: PlatformSigning = platformSigning(keys);
  const choices = firstChoices();
  const nowMs = (): number => now().getTime();
  const changed = (): void => {
    trim(book);
    options.changed();
  };

  const notify = (input: Parameters<typeof makeNotice>[0]): void => {
    const notice: Notice = makeNotice(input, choices.plans[0] ?? normalPlan, nowMs());
    choices.plans = choices.plans.slice(1);
    book.notices.set(notice.id, notice);
  };

  const notifyPaid = (order: Order): void =>
    notify({
      kind: 'transaction',
      eventType: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      outTradeNo: order.outTradeNo,
      plaintext: transactionView(order, 'SUCCESS'),
      notifyUrl: order.notifyUrl,
    });

  const notifyRefund = (refund: Refund): void => {
    if (refund.notifyUrl === null) return;
    const words = { SUCCESS: '退款成功', CLOSED: '退款关闭', ABNORMAL: '退款异常', PROCESSING: '退款处理中' };
    notify({
      kind: 'refund',
      eventType: `REFUND.${refund.status}`,
      summary: words[refund.status],
      outTradeNo: refund.outTradeNo,
      plaintext: refundResource(refund, keys.mchId),
      notifyUrl: refund.notifyUrl,
    });
  };

  return {
    ...options,
    signing,
    choices,
    nowMs,
    moment: (): Moment => ({ nowMs: nowMs(), wallMs: wallNow().getTime() }),
    changed,
    notifyPaid,
    notifyRefund,
    runner: createNoticeRunner({ keys, signing, wallNow, book, now, mode: () => choices.mode, changed }),
    /** Refunds end by themselves; whoever looks makes it happen. */
    settle: (): void => {
      const ended = endDueRefunds(book, nowMs());
      for (const refund of ended) notifyRefund(refund);
      if (ended.length > 0) changed();
    },
    resetChoices: (): void => void Object.assign(choices, firstChoices()),
  };
};
