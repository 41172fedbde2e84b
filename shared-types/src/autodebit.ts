import { contract } from './contract.js';
import { FileView } from './file.js';
import { FenAmount, FenPositive } from './money.js';
import { Day, Id, Instant, PageQuery, page, text, z } from './schemas.js';

/**
 * 代扣 (F2): the owner agrees once, what is due is taken each month. `papay` is WeChat's (委托代扣), which needs WeChat's
 * approval; `bank` is a file that the office gives to its bank and whose answer it reads in.
 */
export const mandateKinds = ['papay', 'bank'] as const;
export type MandateKind = (typeof mandateKinds)[number];

/** signing: the owner was sent to WeChat's page; ending: WeChat has not confirmed yet that it is over. */
export const mandateStates = ['signing', 'active', 'ending', 'ended'] as const;
export type MandateState = (typeof mandateStates)[number];

/**
 * announced: the owner was told, nothing was taken yet; asking: the channel was asked, there is an open payment; paid;
 * waiting: it failed and is tried again; failed: given back to the owner; skipped: nothing was taken, and nothing had to be.
 */
export const debitStates = ['announced', 'asking', 'paid', 'waiting', 'failed', 'skipped'] as const;
export type DebitState = (typeof debitStates)[number];

export const DebitView = z.object({
  id: Id,
  kind: z.enum(mandateKinds),
  state: z.enum(debitStates),
  houseLabel: z.string(),
  /** What was announced, or was taken in the end. */
  amountFen: FenAmount,
  /** The day on which it is taken, or tried again. */
  day: Day,
  attempts: z.int(),
  /** What became of it, in words; empty while there is nothing to say. */
  saying: z.string(),
  paymentId: z.nullable(Id),
});
export type DebitView = z.infer<typeof DebitView>;

export const AutoDebitView = z.object({
  houseId: Id,
  houseLabel: z.string(),
  /** Whether WeChat's can be signed here; without it and without a mandate nothing of this is shown. */
  offered: z.boolean(),
  mandate: z.nullable(
    z.object({
      id: Id,
      kind: z.enum(mandateKinds),
      state: z.enum(mandateStates),
      /** No single debit is more; bills that do not fit are left to the owner. */
      limitFen: FenPositive,
      signedAt: z.nullable(Instant),
      /** The next day on which something may be taken; null: none is planned. */
      nextOn: z.nullable(Day),
    }),
  ),
  /** What holds now, most important first. */
  sayings: z.array(z.string()),
  /** The newest first. */
  debits: z.array(DebitView),
  actions: z.array(z.enum(['sign', 'check', 'end'])),
});
export type AutoDebitView = z.infer<typeof AutoDebitView>;

/** What wx.navigateToMiniProgram needs for WeChat's own signing page. */
export const SigningJumpView = z.object({
  appId: z.string(),
  path: z.string(),
  extraData: z.record(z.string(), z.string()),
});
export type SigningJumpView = z.infer<typeof SigningJumpView>;

const ofHouse = { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } } as const;
const HouseParams = z.object({ id: Id });

export const readAutoDebit = contract({
  name: 'readAutoDebit',
  summary: '自动缴费',
  method: 'GET',
  path: '/houses/:id/auto-debit',
  auth: ofHouse,
  params: HouseParams,
  response: AutoDebitView,
  errors: ['house.not_found', 'auth.forbidden'],
});

/** Whoever signs pays with their own WeChat. Nothing holds until WeChat itself says that it was signed. */
export const signAutoDebit = contract({
  name: 'signAutoDebit',
  summary: '签约自动缴费',
  method: 'POST',
  path: '/houses/:id/auto-debit/sign',
  auth: ofHouse,
  params: HouseParams,
  response: z.object({ view: AutoDebitView, jump: SigningJumpView }),
  idempotent: true,
  errors: ['house.not_found', 'auth.forbidden', 'autodebit.off', 'autodebit.illegal_transition', 'rate.limited'],
});

/** The client came back from WeChat's page: WeChat is asked, and its word alone counts. */
export const checkAutoDebit = contract({
  name: 'checkAutoDebit',
  summary: '查一下签好了没有',
  method: 'POST',
  path: '/houses/:id/auto-debit/check',
  auth: ofHouse,
  params: HouseParams,
  response: AutoDebitView,
  errors: ['house.not_found', 'auth.forbidden'],
});

/** A debit that WeChat has been asked for already goes on to its end; nothing new is taken. */
export const endAutoDebit = contract({
  name: 'endAutoDebit',
  summary: '关闭自动缴费',
  method: 'POST',
  path: '/houses/:id/auto-debit/end',
  auth: ofHouse,
  params: HouseParams,
  response: AutoDebitView,
  idempotent: true,
  errors: ['house.not_found', 'auth.forbidden', 'autodebit.illegal_transition'],
});

const manages = { as: ['staff'], may: 'autodebit.manage' } as const;
const onMandate = { ...manages, on: { param: 'id', of: 'autodebit', within: 'community' } } as const;
const onBatch = { ...manages, on: { param: 'id', of: 'debit_batch', within: 'community' } } as const;
const IdParams = z.object({ id: Id });

/** Whether anything is taken here by itself, and what stands in its way. */
export const AutoDebitDesk = z.object({
  /** By the community's money policy; off until somebody turns it on. */
  on: z.boolean(),
  /** Whether this installation has WeChat's plan. */
  papay: z.boolean(),
  /** What that means, in words. */
  sayings: z.array(z.string()),
  active: z.object({ papay: z.int(), bank: z.int() }),
  /** What the next bank file would hold. */
  next: z.object({ houses: z.int(), totalFen: FenAmount }),
  actions: z.array(z.enum(['register', 'export'])),
});
export type AutoDebitDesk = z.infer<typeof AutoDebitDesk>;

export const readAutoDebitDesk = contract({
  name: 'readAutoDebitDesk',
  summary: '代扣概况',
  method: 'GET',
  path: '/staff/auto-debit',
  auth: manages,
  response: AutoDebitDesk,
  errors: [],
});

const mandate = {
  id: Id,
  kind: z.enum(mandateKinds),
  state: z.enum(mandateStates),
  houseId: Id,
  houseLabel: z.string(),
  /** 林女士, or 林*（工商银行 尾号 4321） */
  payer: z.string(),
  limitFen: FenPositive,
  signedAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
  /** Why it ended, in words. */
  endWords: z.nullable(z.string()),
};
export const MandateSummary = z.object(mandate);
export type MandateSummary = z.infer<typeof MandateSummary>;

export const MandateView = z.object({
  ...mandate,
  agreementNo: z.nullable(z.string()),
  registeredBy: z.nullable(z.string()),
  /** The signed form, of a bank mandate. */
  files: z.array(FileView),
  debits: z.array(DebitView),
  actions: z.array(z.enum(['end'])),
});
export type MandateView = z.infer<typeof MandateView>;

export const listMandates = contract({
  name: 'listMandates',
  summary: '代扣签约',
  method: 'GET',
  path: '/staff/auto-debit/mandates',
  auth: manages,
  query: z.object({
    kind: z.optional(z.enum(mandateKinds)),
    scope: z._default(z.enum(['open', 'ended']), 'open'),
    ...PageQuery,
  }),
  response: page(MandateSummary),
  errors: [],
});

export const readMandate = contract({
  name: 'readMandate',
  summary: '一份代扣签约',
  method: 'GET',
  path: '/staff/auto-debit/mandates/:id',
  auth: onMandate,
  params: IdParams,
  response: MandateView,
  errors: ['autodebit.not_found'],
});

/** A form that the payer signed on paper for the bank. Of the card's number only the last four digits are ever shown. */
export const registerMandate = contract({
  name: 'registerMandate',
  summary: '登记银行代扣',
  method: 'POST',
  path: '/staff/auto-debit/mandates',
  auth: manages,
  body: z.object({
    houseId: Id,
    holderName: text(30),
    bankName: text(30),
    /** Spaces are allowed. */
    cardNumber: z.string().check(z.trim(), z.regex(/^\d(?: ?\d){11,18}$/)),
    /** Of the bank's agreement. */
    agreementNo: z.string().check(z.trim(), z.regex(/^[0-9A-Za-z-]{4,32}$/)),
    limitFen: z.optional(FenPositive),
    /** Photo or PDF of the form. */
    fileIds: z.array(Id).check(z.minLength(1), z.maxLength(5)),
  }),
  response: MandateView,
  idempotent: true,
  errors: ['house.not_found', 'autodebit.off', 'autodebit.illegal_transition', 'file.not_yours', 'request.invalid'],
});

export const endMandate = contract({
  name: 'endMandate',
  summary: '结束一份代扣',
  method: 'POST',
  path: '/staff/auto-debit/mandates/:id/end',
  auth: onMandate,
  params: IdParams,
  body: z.object({ reason: text(100) }),
  response: MandateView,
  idempotent: true,
  errors: ['autodebit.not_found', 'autodebit.illegal_transition', 'request.invalid'],
});

/** What was or will be taken, the newest first. */
export const listDebits = contract({
  name: 'listDebits',
  summary: '代扣记录',
  method: 'GET',
  path: '/staff/auto-debit/debits',
  auth: manages,
  query: z.object({
    kind: z.optional(z.enum(mandateKinds)),
    state: z.optional(z.enum(debitStates)),
    ...PageQuery,
  }),
  response: page(DebitView),
  errors: [],
});

/** sent: no answer yet; answered: every row has one; withdrawn: it never went to the bank. */
export const batchStates = ['sent', 'answered', 'withdrawn'] as const;
export type BatchState = (typeof batchStates)[number];

const batch = {
  id: Id,
  /** 代-20261125-01 */
  number: z.string(),
  state: z.enum(batchStates),
  count: z.int(),
  totalFen: FenPositive,
  paid: z.int(),
  failed: z.int(),
  waiting: z.int(),
  paidFen: FenAmount,
  exportedAt: Instant,
  exportedBy: z.string(),
};
export const BatchSummary = z.object(batch);
export type BatchSummary = z.infer<typeof BatchSummary>;

export const BatchView = z.object({
  ...batch,
  /** SHA-256 of the file, by which another copy of it is known. */
  fileHash: z.string(),
  rows: z.array(
    z.object({
      /** What the bank knows it by. */
      debitNo: z.string(),
      houseLabel: z.string(),
      payer: z.string(),
      amountFen: FenPositive,
      state: z.enum(debitStates),
      /** The bank's words for a failure. */
      reason: z.string(),
      paymentId: z.nullable(Id),
    }),
  ),
  imports: z.array(
    z.object({ at: Instant, by: z.string(), fileName: z.string(), paid: z.int(), failed: z.int(), faults: z.int() }),
  ),
  withdrawnWhy: z.nullable(z.string()),
  actions: z.array(z.enum(['import', 'withdraw'])),
});
export type BatchView = z.infer<typeof BatchView>;

export const listBatches = contract({
  name: 'listBatches',
  summary: '银行代扣批次',
  method: 'GET',
  path: '/staff/auto-debit/batches',
  auth: manages,
  query: z.object({ ...PageQuery }),
  response: page(BatchSummary),
  errors: [],
});

export const readBatch = contract({
  name: 'readBatch',
  summary: '一个批次',
  method: 'GET',
  path: '/staff/auto-debit/batches/:id',
  auth: onBatch,
  params: IdParams,
  response: BatchView,
  errors: ['debit_batch.not_found'],
});

/** Everything due of houses with a bank mandate that nobody disputes or pays. Audited. */
export const exportBatch = contract({
  name: 'exportBatch',
  summary: '导出银行代扣文件',
  method: 'POST',
  path: '/staff/auto-debit/batches',
  auth: manages,
  response: BatchView,
  idempotent: true,
  errors: ['autodebit.off', 'payment.nothing_due'],
});

/** The same bytes, however often. Audited. */
export const readBatchFile = contract({
  name: 'readBatchFile',
  summary: '下载银行代扣文件',
  method: 'GET',
  path: '/staff/auto-debit/batches/:id/file',
  auth: onBatch,
  params: IdParams,
  produces: 'text/csv',
  errors: ['debit_batch.not_found'],
});

export const ResultPreview = z.object({
  batchId: Id,
  /** What would change now. */
  paid: z.int(),
  paidFen: FenAmount,
  failed: z.int(),
  /** Rows whose result was read in before. */
  known: z.int(),
  /** Sent, and without an answer in this file. */
  missing: z.int(),
  /** Rows that are not believed, each with its line and why; they change nothing. */
  faults: z.array(z.object({ line: z.int(), debitNo: z.string(), words: z.string() })),
  /** These very bytes were read in before. */
  seenBefore: z.boolean(),
});
export type ResultPreview = z.infer<typeof ResultPreview>;

/** The bank's answer, .csv, field `file`. Nothing is changed. */
export const previewResults = contract({
  name: 'previewResults',
  summary: '看看银行的结果文件',
  method: 'POST',
  path: '/staff/auto-debit/batches/:id/preview',
  auth: onBatch,
  params: IdParams,
  bodyKind: 'upload',
  response: ResultPreview,
  errors: ['debit_batch.not_found', 'import.unreadable', 'file.too_large'],
});

/** The same, and booked: twice the same file is once. Rows that cannot be believed are listed and change nothing. Audited. */
export const importResults = contract({
  name: 'importResults',
  summary: '导入银行的结果文件',
  method: 'POST',
  path: '/staff/auto-debit/batches/:id/results',
  auth: onBatch,
  params: IdParams,
  bodyKind: 'upload',
  response: ResultPreview,
  idempotent: true,
  errors: ['debit_batch.not_found', 'import.unreadable', 'file.too_large'],
});

/** Only what never went to the bank, and of which no row has an answer: its bills are free again. Audited. */
export const withdrawBatch = contract({
  name: 'withdrawBatch',
  summary: '撤回一个批次',
  method: 'POST',
  path: '/staff/auto-debit/batches/:id/withdraw',
  auth: onBatch,
  params: IdParams,
  body: z.object({ reason: text(100) }),
  response: BatchView,
  idempotent: true,
  errors: ['debit_batch.not_found', 'autodebit.illegal_transition', 'request.invalid'],
});
