import { contract } from './contract.js';
import { Fen, FenAmount, FenPositive } from './money.js';
import { Day, Done, Id, Instant, optionalText, PageQuery, page, z } from './schemas.js';

/** What has a statement of its own; the last three are counted by a person. */
export const reconciliationChannels = ['wechat', 'alipay', 'cash', 'pos', 'transfer'] as const;
export type ReconciliationChannel = (typeof reconciliationChannels)[number];

/**
 * `waiting`: the statement is not out yet (or the till not counted). `differs`: differences wait for a decision.
 * `even`: none is left, ready to be closed.
 */
export const reconciliationStates = ['waiting', 'differs', 'even', 'closed'] as const;
export type ReconciliationState = (typeof reconciliationStates)[number];

/** 微信有我们没有 · 我们有微信没有 · 金额不同 · 状态不同 */
export const differenceKinds = ['only-channel', 'only-ours', 'amount-differs', 'state-differs'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/**
 * What a person (or tomorrow's statement) makes of a difference. `book`: the lost payment is settled as if its notice
 * had come. `refund`: money that nobody was waiting for goes back. `write-off`: our books follow the channel's.
 * `matched`: a later statement carried it.
 */
export const differenceDecisions = ['book', 'wait', 'refund', 'write-off', 'matched'] as const;
export type DifferenceDecision = (typeof differenceDecisions)[number];

const Side = z.object({
  netFen: Fen,
  receivedCount: z.int(),
  receivedFen: FenAmount,
  refundCount: z.int(),
  refundFen: FenAmount,
});

export const reconciliationSteps = ['fetched', 'compared', 'differences', 'closed'] as const;

export const ReconciliationView = z.object({
  id: Id,
  channel: z.enum(reconciliationChannels),
  channelName: z.string(),
  day: Day,
  state: z.enum(reconciliationStates),
  ours: Side,
  /** Null until the statement came (or the till was counted). */
  theirs: z.nullable(Side),
  /** Ours less theirs; null until there is something to compare. */
  differenceFen: z.nullable(Fen),
  /** 差异，2 笔都有说法 · 少收 ¥221.95　多退 ¥150.00 */
  differenceTitle: z.string(),
  differenceWords: z.string(),
  steps: z.array(
    z.object({
      step: z.enum(reconciliationSteps),
      state: z.enum(['done', 'now', 'problem', 'todo']),
      /** 账单已下载 · 2 笔有差异 */
      words: z.string(),
      at: z.nullable(Instant),
    }),
  ),
  /** 钱到哪里了; null for the till. */
  money: z.nullable(
    z.object({
      netFen: Fen,
      feeFen: Fen,
      /** 60 = 0.60 %; null: nothing was received. */
      feeRateBp: z.nullable(z.int()),
      /** What the bank is to get. */
      expectedFen: Fen,
      /** 明天 12:00 前到账 */
      words: z.string(),
      /** What the channel holds for us at the end of the day by its own books, and by ours; null where it does not say. */
      channelBalanceFen: z.nullable(Fen),
      ledgerBalanceFen: z.nullable(Fen),
      /** Days whose money the channel sent to the bank, the newest first. */
      arrived: z.array(z.object({ day: Day, amountFen: FenPositive })),
    }),
  ),
  /** The till as a person counted it. */
  count: z.nullable(
    z.object({
      countedFen: Fen,
      bankedFen: FenAmount,
      feeFen: FenAmount,
      note: z.nullable(z.string()),
      by: z.string(),
      at: Instant,
    }),
  ),
  openDifferences: z.int(),
  /** 补记 1 笔后可以日结 · 日结 */
  closeWords: z.string(),
  closedAt: z.nullable(Instant),
  closedBy: z.nullable(z.string()),
  actions: z.array(z.enum(['close', 'fetch', 'count'])),
});
export type ReconciliationView = z.infer<typeof ReconciliationView>;

/** The days to choose from, the latest last, and which of them call for somebody. */
export const listReconciliations = contract({
  name: 'listReconciliations',
  summary: '对账日历',
  method: 'GET',
  path: '/staff/reconciliations',
  auth: { as: ['staff'], may: 'reconcile.read' },
  query: z.object({
    channel: z._default(z.enum(reconciliationChannels), 'wechat'),
    /** The last day shown; today by default. */
    until: z.optional(Day),
    days: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(62)), 14),
  }),
  response: z.object({
    channels: z.array(
      z.object({ channel: z.enum(reconciliationChannels), name: z.string(), openDifferences: z.int() }),
    ),
    days: z.array(
      z.object({
        day: Day,
        /** Null: nothing was compared yet, and nothing is to be. */
        id: z.nullable(Id),
        state: z.nullable(z.enum(reconciliationStates)),
        openDifferences: z.int(),
      }),
    ),
  }),
  errors: [],
});

const sheetOf = { param: 'id', of: 'reconciliation', within: 'community' } as const;
const differenceOf = { param: 'id', of: 'difference', within: 'community' } as const;

export const readReconciliation = contract({
  name: 'readReconciliation',
  summary: '一天的对账',
  method: 'GET',
  path: '/staff/reconciliations/:id',
  auth: { as: ['staff'], may: 'reconcile.read', on: sheetOf },
  params: z.object({ id: Id }),
  response: ReconciliationView,
  errors: ['reconciliation.not_found'],
});

export const DifferenceView = z.object({
  id: Id,
  reconciliationId: Id,
  kind: z.enum(differenceKinds),
  /** 微信有，我们没有 · 我们有，微信明天才有 */
  kindName: z.string(),
  what: z.enum(['payment', 'refund']),
  number: z.string(),
  at: Instant,
  oursFen: z.nullable(Fen),
  theirsFen: z.nullable(Fen),
  /** Ours less theirs, refunds counted as money out. */
  differenceFen: Fen,
  /** 物业费 11月 · 车位费退款 · 不认识的单号 */
  title: z.string(),
  /** 3栋2单元0903 吴女士; null: unknown. */
  who: z.nullable(z.string()),
  /** 为什么 */
  why: z.string(),
  suggestion: z.nullable(z.enum(differenceDecisions)),
  /** 补记后自动开票、销账 · 等到 11月24日 9:15，对不上再提醒 */
  suggestionWords: z.string(),
  /** What the channel answered when it was asked; null: it was not. */
  receipt: z.nullable(z.object({ words: z.string(), at: Instant })),
  waitUntil: z.nullable(Instant),
  decision: z.nullable(
    z.object({
      decision: z.enum(differenceDecisions),
      name: z.string(),
      reason: z.nullable(z.string()),
      /** Null: by itself. */
      by: z.nullable(z.string()),
      at: Instant,
    }),
  ),
  paymentId: z.nullable(Id),
  refundId: z.nullable(Id),
  actions: z.array(z.enum(['book', 'wait', 'refund', 'write-off', 'ask'])),
});
export type DifferenceView = z.infer<typeof DifferenceView>;

/** Open ones first, then by time. */
export const listDifferences = contract({
  name: 'listDifferences',
  summary: '一天的差异',
  method: 'GET',
  path: '/staff/reconciliations/:id/differences',
  auth: { as: ['staff'], may: 'reconcile.read', on: sheetOf },
  params: z.object({ id: Id }),
  query: z.object({ ...PageQuery }),
  response: page(DifferenceView),
  errors: ['reconciliation.not_found'],
});

export const MatchView = z.object({
  at: Instant,
  what: z.enum(['payment', 'refund']),
  number: z.string(),
  /** 6栋2单元0903 刘先生; null: unknown. */
  who: z.nullable(z.string()),
  oursFen: Fen,
  theirsFen: z.nullable(Fen),
  feeFen: Fen,
  /** 物业费、水费 */
  forWhat: z.string(),
  paymentId: z.nullable(Id),
  refundId: z.nullable(Id),
});
export type MatchView = z.infer<typeof MatchView>;

/** The latest first. Of a till: what was taken that day. */
export const listMatches = contract({
  name: 'listMatches',
  summary: '一天对上的收退款',
  method: 'GET',
  path: '/staff/reconciliations/:id/matches',
  auth: { as: ['staff'], may: 'reconcile.read', on: sheetOf },
  params: z.object({ id: Id }),
  query: z.object({ what: z.optional(z.enum(['payment', 'refund'])), ...PageQuery }),
  response: page(MatchView),
  errors: ['reconciliation.not_found'],
});

/** Moves money in the books or at the channel, for good; on record with the person and the reason. */
export const decideDifference = contract({
  name: 'decideDifference',
  summary: '处理一笔差异',
  method: 'POST',
  path: '/staff/differences/:id/decide',
  auth: { as: ['staff'], may: 'reconcile.decide', on: differenceOf },
  stepUp: true,
  params: z.object({ id: Id }),
  body: z.object({
    decision: z.enum(['book', 'refund', 'write-off']),
    /** Needed to write off. */
    reason: optionalText(200),
  }),
  response: DifferenceView,
  idempotent: true,
  errors: [
    'difference.not_found',
    'difference.decided',
    'difference.not_so',
    'request.invalid',
    'upstream.unavailable',
  ],
});

/** "Wait for tomorrow's statement": it stays open, and is spoken of again when that one does not carry it. */
export const waitDifference = contract({
  name: 'waitDifference',
  summary: '差异等明天的账单',
  method: 'POST',
  path: '/staff/differences/:id/wait',
  auth: { as: ['staff'], may: 'reconcile.decide', on: differenceOf },
  params: z.object({ id: Id }),
  body: z.object({ note: optionalText(200) }),
  response: DifferenceView,
  idempotent: true,
  errors: ['difference.not_found', 'difference.decided'],
});

/** Asks the channel about it now (查单回执). */
export const askDifference = contract({
  name: 'askDifference',
  summary: '向渠道查单',
  method: 'POST',
  path: '/staff/differences/:id/ask',
  auth: { as: ['staff'], may: 'reconcile.decide', on: differenceOf },
  params: z.object({ id: Id }),
  response: DifferenceView,
  errors: ['difference.not_found', 'upstream.unavailable', 'rate.limited'],
});

/** Fetches the statement again, in the background; what is known already is not written twice. */
export const fetchStatement = contract({
  name: 'fetchStatement',
  summary: '再取一次账单',
  method: 'POST',
  path: '/staff/reconciliations/:id/fetch',
  auth: { as: ['staff'], may: 'reconcile.decide', on: sheetOf },
  params: z.object({ id: Id }),
  response: Done,
  idempotent: true,
  errors: ['reconciliation.not_found', 'reconciliation.closed'],
});

/** A till, a terminal or a bank account at the end of the day, and what of it went to the bank. */
export const countTill = contract({
  name: 'countTill',
  summary: '登记清点',
  method: 'POST',
  path: '/staff/reconciliations/:id/count',
  auth: { as: ['staff'], may: 'reconcile.decide', on: sheetOf },
  params: z.object({ id: Id }),
  body: z.object({
    /** Received less given back, as counted or as the bank says. */
    countedFen: Fen,
    /** Carried to the bank, or sent there by the terminal's bank; 0 for transfers, which are there already. */
    bankedFen: z._default(FenAmount, 0),
    /** What the terminal's bank kept. */
    feeFen: z._default(FenAmount, 0),
    note: optionalText(200),
  }),
  response: ReconciliationView,
  idempotent: true,
  errors: ['reconciliation.not_found', 'reconciliation.closed', 'request.invalid'],
});

/** For good. Refused while a difference is open. */
export const closeReconciliation = contract({
  name: 'closeReconciliation',
  summary: '日结',
  method: 'POST',
  path: '/staff/reconciliations/:id/close',
  auth: { as: ['staff'], may: 'reconcile.decide', on: sheetOf },
  params: z.object({ id: Id }),
  response: ReconciliationView,
  idempotent: true,
  errors: ['reconciliation.not_found', 'reconciliation.not_even', 'reconciliation.closed'],
});

/** XLSX with the sums, the differences and every matched row. */
export const exportReconciliation = contract({
  name: 'exportReconciliation',
  summary: '导出一天的对账',
  method: 'GET',
  path: '/staff/reconciliations/:id/export',
  auth: { as: ['staff'], may: 'reconcile.read', on: sheetOf },
  params: z.object({ id: Id }),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: ['reconciliation.not_found'],
});
