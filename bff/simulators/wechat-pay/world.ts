import type { Notice, Order, OrderKind, Refund } from './book.js';
import { createPayCore, type PayCore, type PayWorldOptions } from './core.js';
import { createPayFaults, type PayApi, type PayFaultKind } from './faults.js';
import { type Forgery, type ForgeryResult, forgeries, sendForgery } from './forgeries.js';
import { type NoticePlan, normalPlan } from './notices.js';
import type { OrderBody, RefundBody } from './orderBody.js';
import { closeOrder, findOrder, onlyInBill, orderOfToken, placeOrder, settleOrder, whyNotPayable } from './orders.js';
import { createPayer } from './payer.js';
import { endRefund, findRefund, placeRefund, type RefundPlan } from './refunds.js';
import type { KeyMode } from './signing.js';

const keptCalls = 200;

export interface PayCall {
  at: string;
  api: PayApi;
  /** The merchant's number it was about, where there is one. */
  number: string;
  status: number;
  code: string;
  fault: PayFaultKind | null;
  ms: number;
}

/** What an adapter needs to speak to this platform as its merchant. */
export interface PayCredentials {
  mchId: string;
  merchantSerial: string;
  merchantKey: string;
  merchantCert: string;
  apiV3Key: string;
  /** Both kinds, as in the middle of a switch. */
  platformKeys: Map<string, string>;
}

const identityOf = ({ appId, keys, signing, choices }: PayCore) => ({
  appId,
  keys,
  signing,
  credentials: (): PayCredentials => ({
    mchId: keys.mchId,
    merchantSerial: keys.merchant.serial,
    merchantKey: keys.merchant.keyPem,
    merchantCert: keys.merchant.certPem,
    apiV3Key: keys.apiV3Key,
    platformKeys: new Map([
      [keys.publicKey.id, keys.publicKey.publicPem],
      [keys.certificate.serial, keys.certificate.certPem],
    ]),
  }),
  mode: (): KeyMode => choices.mode,
  /** Which key the platform signs with. */
  setMode: (mode: KeyMode): void => {
    choices.mode = mode;
  },
});

const ordersOf = (core: PayCore) => {
  const { book, nowMs, moment, changed } = core;
  const merchant = { appId: core.appId, mchId: core.keys.mchId, knowsOpenid: core.knowsOpenid };
  return {
    order: (outTradeNo: string): Order | undefined => findOrder(book, outTradeNo, nowMs()),
    /** Newest first. */
    orders: (): Order[] => {
      for (const order of book.orders.values()) settleOrder(order, nowMs());
      return [...book.orders.values()].reverse();
    },
    orderOfToken: (token: string): Order | undefined => orderOfToken(book, token),
    whyNotPayable: (order: Order, token: string | null): string | null => whyNotPayable(order, token, moment()),
    place: (kind: OrderKind, body: OrderBody): object => {
      const answer = placeOrder(book, merchant, kind, body, moment());
      changed();
      return answer;
    },
    closeOrder: (outTradeNo: string): void => {
      closeOrder(book, outTradeNo, nowMs());
      changed();
    },
    /** A trade that only the statement knows. */
    addBillOnly: (totalFen: number, description: string): Order => {
      const order = onlyInBill(merchant, totalFen, description, nowMs());
      book.orders.set(order.outTradeNo, order);
      changed();
      return order;
    },
  };
};

const refundsOf = (core: PayCore) => {
  const { book, choices, nowMs, changed } = core;
  return {
    refund: (body: RefundBody): Refund => {
      const refund = placeRefund(book, body, choices.refundPlan, nowMs());
      changed();
      return refund;
    },
    findRefund: (outRefundNo: string): Refund => findRefund(book, outRefundNo),
    /** Newest first. */
    refunds: (): Refund[] => {
      core.settle();
      return [...book.refunds.values()].reverse();
    },
    refundPlan: (): RefundPlan => choices.refundPlan,
    /** How refunds made from now on end. */
    planRefunds: (plan: RefundPlan): void => {
      choices.refundPlan = plan;
    },
    /** Ends one that is on its way or abnormal; also what a person does in the merchant's console. */
    endRefund: (outRefundNo: string, status: Refund['ends']): Refund => {
      const refund = findRefund(book, outRefundNo);
      endRefund(refund, status, nowMs());
      core.notifyRefund(refund);
      changed();
      return refund;
    },
  };
};

const noticesOf = (core: PayCore) => {
  const { book, choices, runner, keys, signing, wallNow } = core;
  return {
    /** Newest first. */
    notices: (): Notice[] => [...book.notices.values()].reverse(),
    plans: (): NoticePlan[] => choices.plans,
    /** What becomes of the next notice, and the one after it, … */
    planNotice: (plan: Partial<NoticePlan>): void => {
      choices.plans = [...choices.plans, { ...normalPlan, ...plan }].slice(-50);
    },
    clearPlans: (): void => {
      choices.plans = [];
    },
    /** Sends what is due by the community's clock; `origin` replaces that of the notify_url. */
    deliverDue: async (origin?: string): Promise<number> => {
      core.settle();
      return runner.deliverDue(origin);
    },
    resend: runner.resend,
    release: (id: string): void => {
      const notice = book.notices.get(id);
      if (notice?.state !== 'held') return;
      notice.state = 'waiting';
      notice.nextAtMs = core.nowMs();
      core.changed();
    },
    forge: (order: Order, forgery: Forgery, origin?: string): Promise<ForgeryResult> => {
      const kind = choices.mode === 'certificate' ? 'certificate' : 'public_key';
      return sendForgery({ keys, signing, wallNow, kind }, order, forgery, origin);
    },
    forgeries: Object.keys(forgeries) as Forgery[],
  };
};

/** What the pretended WeChat Pay remembers; the wire, the console and tests all look at it. */
export type PayWorld = ReturnType<typeof createPayWorld>;

export const createPayWorld = (options: PayWorldOptions) => {
  const core = createPayCore(options);
  const faults = createPayFaults();
  const calls: PayCall[] = [];
  return {
    ...identityOf(core),
    ...ordersOf(core),
    ...createPayer(core),
    ...refundsOf(core),
    ...noticesOf(core),
    faults,
    book: core.book,
    /** Files of statements, by the token of their address. */
    files: new Map<string, { bytes: Buffer; expiresAtMs: number }>(),
    now: core.now,
    wallNow: core.wallNow,
    settle: core.settle,
    log: (call: PayCall): void => {
      calls.unshift(call);
      calls.length = Math.min(calls.length, keptCalls);
    },
    calls: (): PayCall[] => calls,
    /** Faults, plans and keys as at the start; orders stay, for the merchant has them in its books. */
    reset: (): void => {
      faults.clear();
      core.resetChoices();
      calls.length = 0;
    },
  };
};
