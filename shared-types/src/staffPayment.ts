import { contract } from './contract.js';
import { FileView } from './file.js';
import { Fen, FenAmount, FenPositive } from './money.js';
import {
  HouseParams,
  PaymentLine,
  PaymentParams,
  PaymentSummary,
  paymentChannels,
  paymentStatuses,
  ReceiptView,
} from './payment.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** What the counter takes with its own hands. */
export const counterMethods = ['cash', 'pos', 'transfer'] as const;
export type CounterMethod = (typeof counterMethods)[number];
export const qrChannels = ['wechat-native', 'alipay-qr'] as const;
export type QrChannel = (typeof qrChannels)[number];

const staffSummary = {
  ...PaymentSummary.shape,
  houseId: Id,
  houseLabel: z.string(),
  /** Who took it at the counter, or showed the code. */
  collector: z.nullable(z.string()),
};

export const StaffPaymentSummary = z.object(staffSummary);
export type StaffPaymentSummary = z.infer<typeof StaffPaymentSummary>;

export const staffPaymentActions = ['check', 'cancel', 'receipt', 'reverse', 'refund'] as const;

export const StaffPaymentView = z.object({
  ...staffSummary,
  lines: z.array(PaymentLine),
  /** Text of the code to show while it is open: weixin://…, https://qr.alipay.com/… */
  qr: z.nullable(z.object({ text: z.string() })),
  expiresAt: z.nullable(Instant),
  sayings: z.array(z.string()),
  /** Ours at the channel (商户单号), and the channel's own. */
  orderNumber: z.nullable(z.string()),
  transactionId: z.nullable(z.string()),
  /** Of the card slip or the transfer. */
  reference: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** Who helped at home or at the kiosk (F3). */
  assistedBy: z.nullable(z.string()),
  signatureFileId: z.nullable(Id),
  /** What the owner wrote when the money was taken from their hands. */
  signature: z.nullable(FileView),
  reverseReason: z.nullable(z.string()),
  /** Everything that happened, oldest first. */
  history: z.array(z.object({ at: Instant, text: z.string(), by: z.nullable(z.string()) })),
  actions: z.array(z.enum(staffPaymentActions)),
});
export type StaffPaymentView = z.infer<typeof StaffPaymentView>;

export const listPayments = contract({
  name: 'listPayments',
  summary: '收款列表',
  method: 'GET',
  path: '/staff/payments',
  auth: { as: ['staff'], may: 'payment.read' },
  query: z.object({
    /** open: whatever has not ended yet. */
    status: z.optional(z.enum(paymentStatuses)),
    channel: z.optional(z.enum(paymentChannels)),
    houseId: z.optional(Id),
    collectorId: z.optional(Id),
    /** Days of the community on which it was made, both included. */
    from: z.optional(Day),
    to: z.optional(Day),
    /** A part of the number, or a whole number of the channel. */
    q: z.optional(z.string().check(z.maxLength(64))),
    ...PageQuery,
  }),
  response: page(StaffPaymentSummary),
  errors: ['request.invalid'],
});

const onPayment = { param: 'id', of: 'payment', within: 'community' } as const;
const reading = { as: ['staff'], may: 'payment.read', on: onPayment } as const;
const collecting = { as: ['staff'], may: 'payment.collect', on: onPayment } as const;
const atHouse = {
  as: ['staff'],
  may: 'payment.collect',
  on: { param: 'id', of: 'house', within: 'community' },
} as const;

export const readStaffPayment = contract({
  name: 'readStaffPayment',
  summary: '一笔收款',
  method: 'GET',
  path: '/staff/payments/:id',
  auth: reading,
  params: PaymentParams,
  response: StaffPaymentView,
  errors: ['payment.not_found'],
});

export const PayableBill = z.object({
  id: Id,
  feeKind: z.string(),
  feeName: z.string(),
  /** 2026年11月物业费 */
  title: z.string(),
  period: z.string(),
  words: z.array(z.string()),
  amountFen: FenAmount,
  lateFeeFen: FenAmount,
  outstandingFen: FenAmount,
  dueOn: z.nullable(Day),
  overdue: z.boolean(),
  disputed: z.boolean(),
  /** The open payment that has it: it may be cancelled at the counter. */
  heldBy: z.nullable(Id),
});

export const PayableCoupon = z.object({
  id: Id,
  feeKind: z.string(),
  amountFen: FenAmount,
  validUntil: z.string(),
  reason: z.string(),
});

/** Everything that a house owes, with what may pay it, as the counter sees it. */
export const PayableView = z.object({
  houseId: Id,
  houseLabel: z.string(),
  bills: z.array(PayableBill),
  dueFen: FenAmount,
  coupons: z.array(PayableCoupon),
  /** Of the house's prepayment, what no open payment has taken. */
  prepaidFen: FenAmount,
  /** Channels that can be used here now. */
  channels: z.array(z.enum(paymentChannels)),
});
export type PayableView = z.infer<typeof PayableView>;

export const readPayableAtCounter = contract({
  name: 'readPayableAtCounter',
  summary: '柜台看一户要付的',
  method: 'GET',
  path: '/staff/houses/:id/payable',
  auth: atHouse,
  params: HouseParams,
  response: PayableView,
  errors: ['house.not_found'],
});

/**
 * Money taken by hand. It pays the bills that are named, or the oldest first; a part of a bill may be paid; what is
 * over goes to the house's prepayment. A card slip or transfer has a reference.
 */
export const collectPayment = contract({
  name: 'collectPayment',
  summary: '柜台收款（现金、刷卡、转账）',
  method: 'POST',
  path: '/staff/houses/:id/collections',
  auth: atHouse,
  params: HouseParams,
  body: z.object({
    method: z.enum(counterMethods),
    amountFen: FenPositive,
    billIds: z._default(z.array(Id).check(z.maxLength(200)), []),
    reference: optionalText(60),
    note: optionalText(200),
    /** Staff who were at the owner's home or at the kiosk with them; by default nobody. */
    assistedBy: z.optional(Id),
    /** A picture that the caller has uploaded. */
    signatureFileId: z.optional(Id),
    /** The visit at their home in which it is taken: the caller's own, and signed for. */
    homeVisitId: z.optional(Id),
  }),
  response: StaffPaymentView,
  idempotent: true,
  errors: [
    'house.not_found',
    'bill.not_found',
    'payment.nothing_due',
    'payment.open_elsewhere',
    'staff.not_found',
    'file.not_yours',
    'home_visit.not_there',
    'request.invalid',
  ],
});

/** A code on the counter's or the kiosk's screen. */
export const createQrPayment = contract({
  name: 'createQrPayment',
  summary: '柜台扫码收款',
  method: 'POST',
  path: '/staff/houses/:id/qr-payments',
  auth: atHouse,
  params: HouseParams,
  body: z.object({
    channel: z.enum(qrChannels),
    billIds: z._default(z.array(Id).check(z.maxLength(200)), []),
    couponIds: z._default(z.array(Id).check(z.maxLength(20)), []),
    fromPrepaidFen: z._default(FenAmount, 0),
    topUpFen: z._default(FenAmount, 0),
    expectedFen: FenAmount,
  }),
  response: StaffPaymentView,
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
    'request.invalid',
  ],
});

export const checkStaffPayment = contract({
  name: 'checkStaffPayment',
  summary: '查一下收到了没有',
  method: 'POST',
  path: '/staff/payments/:id/check',
  auth: collecting,
  params: PaymentParams,
  response: StaffPaymentView,
  errors: ['payment.not_found'],
});

/** Any open payment of the community, an owner's too who stands at the counter and cannot get on. */
export const cancelStaffPayment = contract({
  name: 'cancelStaffPayment',
  summary: '取消一笔没付的收款',
  method: 'POST',
  path: '/staff/payments/:id/cancel',
  auth: collecting,
  params: PaymentParams,
  response: StaffPaymentView,
  errors: ['payment.not_found', 'payment.not_open'],
});

/** Takes back what the counter booked: on the same day by whoever took it, later by a manager. The bills are due again. */
export const reverseCollection = contract({
  name: 'reverseCollection',
  summary: '撤销一笔柜台收款',
  method: 'POST',
  path: '/staff/payments/:id/reverse',
  auth: { as: ['staff'], may: 'payment.read', on: onPayment },
  params: PaymentParams,
  body: z.object({ reason: text(200) }),
  response: StaffPaymentView,
  idempotent: true,
  errors: ['payment.not_found', 'payment.not_open', 'balance.not_enough', 'auth.forbidden', 'request.invalid'],
});

export const readStaffReceipt = contract({
  name: 'readStaffReceipt',
  summary: '收据',
  method: 'GET',
  path: '/staff/payments/:id/receipt',
  auth: reading,
  params: PaymentParams,
  response: ReceiptView,
  errors: ['payment.not_found', 'payment.not_open'],
});

export const readStaffReceiptPdf = contract({
  name: 'readStaffReceiptPdf',
  summary: '收据（PDF）',
  method: 'GET',
  path: '/staff/payments/:id/receipt.pdf',
  auth: reading,
  params: PaymentParams,
  produces: 'application/pdf',
  errors: ['payment.not_found', 'payment.not_open'],
});

const MethodSum = z.object({
  method: z.enum(counterMethods),
  count: z.int(),
  receivedFen: FenAmount,
  reversedFen: FenAmount,
  sumFen: Fen,
});

/** What each collector took on a day, to hand over: reversals count on the day on which they were made. */
export const readCashSheet = contract({
  name: 'readCashSheet',
  summary: '当天收款交接单',
  method: 'GET',
  path: '/staff/cash-sheet',
  auth: { as: ['staff'], may: 'payment.read' },
  query: z.object({ day: Day, collectorId: z.optional(Id) }),
  response: z.object({
    day: Day,
    collectors: z.array(
      z.object({
        collectorId: Id,
        name: z.string(),
        methods: z.array(MethodSum),
        sumFen: Fen,
        rows: z.array(
          z.object({
            paymentId: Id,
            number: z.string(),
            houseLabel: z.string(),
            method: z.enum(counterMethods),
            reference: z.nullable(z.string()),
            at: Instant,
            /** Negative: a reversal. */
            amountFen: Fen,
          }),
        ),
      }),
    ),
  }),
  errors: ['request.invalid'],
});
