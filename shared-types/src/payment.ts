import { contract } from './contract.js';
import { Fen, FenAmount } from './money.js';
import { Id, Instant, PageQuery, page, z } from './schemas.js';

/** How money comes. `balance`: nothing but prepayment and coupons. */
export const paymentChannels = [
  'wechat-jsapi',
  'wechat-native',
  'alipay-qr',
  'cash',
  'pos',
  'transfer',
  'autodebit',
  'bank',
  'balance',
] as const;
export type PaymentChannel = (typeof paymentChannels)[number];

/** 代扣: taken by itself from whoever agreed to it. Nobody waits before a screen, and nobody can give it up half-way. */
export const debitChannels = ['autodebit', 'bank'] as const;
export type DebitChannel = (typeof debitChannels)[number];
export const isDebitChannel = (channel: PaymentChannel): channel is DebitChannel =>
  channel === 'autodebit' || channel === 'bank';

/**
 * open: may be paid; closing: being closed at the channel; received: the channel has the money, the bills follow in a
 * moment; settled: the bills are paid; closed, failed: ended without money; unwanted: paid too late, the money goes
 * back by itself; reversed: the counter took it back.
 */
export const paymentStatuses = [
  'open',
  'closing',
  'received',
  'settled',
  'closed',
  'failed',
  'unwanted',
  'reversed',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const paymentLineKinds = ['bill', 'coupon', 'prepaid', 'top-up'] as const;

/** Lines add up to the payment's `amountFen`: coupons and what the balance gives are negative. */
export const PaymentLine = z.object({
  kind: z.enum(paymentLineKinds),
  billId: z.nullable(Id),
  /** 2026年11月物业费 */
  title: z.string(),
  /** The bill's arithmetic: 89.5 m² × 2.80 元 = 250.60 元; empty where the reader may not see it. */
  words: z.array(z.string()),
  amountFen: Fen,
});
export type PaymentLine = z.infer<typeof PaymentLine>;

/** Arguments of wx.requestPayment, as they are. */
export const WechatPayArguments = z.object({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
});

export const paymentActions = ['pay', 'check', 'cancel', 'receipt'] as const;

const summary = {
  id: Id,
  /** On receipts: 20261123-0012 */
  number: z.string(),
  status: z.enum(paymentStatuses),
  channel: z.enum(paymentChannels),
  /** What the channel takes, or the counter took. */
  amountFen: FenAmount,
  /** Of it and of the balance's part, given back since. */
  refundedFen: FenAmount,
  /** 2026年11月物业费等 3 笔 */
  title: z.string(),
  /** Who pays: 林女士. */
  payer: z.string(),
  createdAt: Instant,
  settledAt: z.nullable(Instant),
};

export const PaymentSummary = z.object(summary);
export type PaymentSummary = z.infer<typeof PaymentSummary>;

export const PaymentView = z.object({
  ...summary,
  houseId: z.nullable(Id),
  /** 3幢1单元502; null where the payer is not of the house. */
  houseLabel: z.nullable(z.string()),
  lines: z.array(PaymentLine),
  /** What to hand to wx.requestPayment; null: not now, ask again in a moment while it is open. */
  pay: z.nullable(WechatPayArguments),
  /** While it is open; on the community's clock. */
  expiresAt: z.nullable(Instant),
  /** What is true now, in words, most important first: 钱收到了，正在确认，不用再付. */
  sayings: z.array(z.string()),
  actions: z.array(z.enum(paymentActions)),
});
export type PaymentView = z.infer<typeof PaymentView>;

const ofHouse = { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } } as const;
export const HouseParams = z.object({ id: Id });

/** Codes of consents are unguessable. */
export const ConsentCode = z.string().check(z.regex(/^[2-9A-HJ-NP-Za-km-z]{22}$/));

/** What is to be paid: bills of one house (with further ways to use money), or what a consent names. */
const choice = {
  houseId: z.optional(Id),
  billIds: z._default(z.array(Id).check(z.maxLength(200)), []),
  couponIds: z._default(z.array(Id).check(z.maxLength(20)), []),
  fromPrepaidFen: z._default(FenAmount, 0),
  topUpFen: z._default(FenAmount, 0),
  /** Instead of `houseId` and the rest: somebody's consent to pay for their house. */
  consentCode: z.optional(ConsentCode),
};

export const QuoteView = z.object({
  /** What the channel would take; hand it back as `expectedFen`. */
  amountFen: FenAmount,
  lines: z.array(PaymentLine),
});
export type QuoteView = z.infer<typeof QuoteView>;

/** Counts and changes nothing; screens call it with every tick. */
export const quotePayment = contract({
  name: 'quotePayment',
  summary: '算一算要付多少',
  method: 'POST',
  path: '/payments/quote',
  auth: { as: ['owner'] },
  body: z.object(choice),
  response: QuoteView,
  errors: [
    'house.not_found',
    'bill.not_found',
    'payment.nothing_due',
    'coupon.not_usable',
    'balance.not_enough',
    'consent.not_found',
    'consent.ended',
    'request.invalid',
  ],
});

/**
 * One open payment per bill: an older one of the caller's over the same bills is closed first, somebody else's answers
 * `payment.open_elsewhere`. When `expectedFen` is not what is due now: `payment.changed`, and nothing was made.
 */
export const createPayment = contract({
  name: 'createPayment',
  summary: '付款',
  method: 'POST',
  path: '/payments',
  auth: { as: ['owner'] },
  body: z.object({ ...choice, channel: z.literal('wechat-jsapi'), expectedFen: FenAmount }),
  response: PaymentView,
  idempotent: true,
  errors: [
    'house.not_found',
    'bill.not_found',
    'payment.nothing_due',
    'payment.changed',
    'payment.open_elsewhere',
    'payment.channel_off',
    'coupon.not_usable',
    'balance.not_enough',
    'consent.not_found',
    'consent.ended',
    'request.invalid',
    'rate.limited',
  ],
});

const seen = { as: ['owner'], on: { param: 'id', of: 'payment', within: 'household' } } as const;
const own = { as: ['owner'], on: { param: 'id', of: 'payment', within: 'self' } } as const;
export const PaymentParams = z.object({ id: Id });

export const readPayment = contract({
  name: 'readPayment',
  summary: '一笔付款',
  method: 'GET',
  path: '/payments/:id',
  auth: seen,
  params: PaymentParams,
  response: PaymentView,
  errors: ['payment.not_found'],
});

/** The client came back from paying: the channel is asked, a few times a minute at most. Its word alone counts. */
export const checkPayment = contract({
  name: 'checkPayment',
  summary: '查一下付到了没有',
  method: 'POST',
  path: '/payments/:id/check',
  auth: own,
  params: PaymentParams,
  response: PaymentView,
  errors: ['payment.not_found'],
});

/** Closed at the channel first; if it was paid meanwhile, it settles instead. */
export const cancelPayment = contract({
  name: 'cancelPayment',
  summary: '不付了',
  method: 'POST',
  path: '/payments/:id/cancel',
  auth: own,
  params: PaymentParams,
  response: PaymentView,
  errors: ['payment.not_found', 'payment.not_open'],
});

/** What was paid for a house, newest first: its owners and family see all, a tenant what they paid themselves. */
export const listHousePayments = contract({
  name: 'listHousePayments',
  summary: '一户的缴费记录',
  method: 'GET',
  path: '/houses/:id/payments',
  auth: ofHouse,
  params: HouseParams,
  query: z.object(PageQuery),
  response: page(PaymentSummary),
  errors: ['house.not_found'],
});

/** 收据: says what was paid; it is no invoice (发票) and says so. */
export const ReceiptView = z.object({
  number: z.string(),
  communityName: z.string(),
  /** Null where the payer is not of the house. */
  houseLabel: z.nullable(z.string()),
  payer: z.string(),
  channel: z.enum(paymentChannels),
  channelName: z.string(),
  /** The channel's or the paper's number: the last part only. */
  reference: z.nullable(z.string()),
  lines: z.array(PaymentLine),
  amountFen: FenAmount,
  /** 肆佰玖拾玖元玖角肆分 */
  amountWords: z.string(),
  refundedFen: FenAmount,
  reversed: z.boolean(),
  paidAt: Instant,
  /** Who took it at the counter. */
  collector: z.nullable(z.string()),
  /** 收据，不是发票 … */
  notice: z.string(),
});
export type ReceiptView = z.infer<typeof ReceiptView>;

export const readReceipt = contract({
  name: 'readReceipt',
  summary: '收据',
  method: 'GET',
  path: '/payments/:id/receipt',
  auth: seen,
  params: PaymentParams,
  response: ReceiptView,
  errors: ['payment.not_found', 'payment.not_open'],
});

export const readReceiptPdf = contract({
  name: 'readReceiptPdf',
  summary: '收据（PDF）',
  method: 'GET',
  path: '/payments/:id/receipt.pdf',
  auth: seen,
  params: PaymentParams,
  produces: 'application/pdf',
  errors: ['payment.not_found', 'payment.not_open'],
});

/** An owner's consent that whoever has the code may pay these bills: amounts and names of fees are seen, no more. */
export const ConsentView = z.object({
  id: Id,
  code: ConsentCode,
  totalFen: FenAmount,
  fees: z.array(z.object({ name: z.string(), amountFen: FenAmount })),
  createdAt: Instant,
  expiresAt: Instant,
  status: z.enum(['open', 'paid', 'expired', 'revoked']),
});
export type ConsentView = z.infer<typeof ConsentView>;

export const createPayConsent = contract({
  name: 'createPayConsent',
  summary: '请别人代付',
  method: 'POST',
  path: '/houses/:id/pay-consents',
  auth: ofHouse,
  params: HouseParams,
  body: z.object({ billIds: z.array(Id).check(z.minLength(1), z.maxLength(200)) }),
  response: ConsentView,
  idempotent: true,
  errors: ['house.not_found', 'bill.not_found', 'payment.nothing_due', 'auth.forbidden', 'request.invalid'],
});

export const listPayConsents = contract({
  name: 'listPayConsents',
  summary: '我发出的代付邀请',
  method: 'GET',
  path: '/houses/:id/pay-consents',
  auth: ofHouse,
  params: HouseParams,
  response: z.object({ items: z.array(ConsentView) }),
  errors: ['house.not_found', 'auth.forbidden'],
});

export const revokePayConsent = contract({
  name: 'revokePayConsent',
  summary: '收回代付邀请',
  method: 'POST',
  path: '/houses/:id/pay-consents/:consentId/revoke',
  auth: ofHouse,
  params: z.object({ id: Id, consentId: Id }),
  response: ConsentView,
  errors: ['house.not_found', 'consent.not_found', 'auth.forbidden'],
});

/** What whoever has the code sees. */
export const PaidForView = z.object({
  totalFen: FenAmount,
  fees: z.array(z.object({ name: z.string(), amountFen: FenAmount })),
  expiresAt: Instant,
  status: z.enum(['open', 'paid', 'expired', 'revoked']),
  /** The caller's own open payment by this code. */
  openPaymentId: z.nullable(Id),
});
export type PaidForView = z.infer<typeof PaidForView>;

export const readPayConsent = contract({
  name: 'readPayConsent',
  summary: '看一份代付邀请',
  method: 'GET',
  path: '/pay-consents/:code',
  auth: { as: ['owner'] },
  params: z.object({ code: ConsentCode }),
  response: PaidForView,
  errors: ['consent.not_found', 'rate.limited'],
});
