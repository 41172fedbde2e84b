import { contract } from './contract.js';
import { Fen, FenAmount } from './money.js';
import { Day, Id, Instant, PageQuery, page, z } from './schemas.js';

/** 资产、负债、基金与期初、收入、支出: which side of an account grows, and where it stands in the table. */
export const accountGroups = ['asset', 'liability', 'fund', 'income', 'expense'] as const;
export type AccountGroup = (typeof accountGroups)[number];

/** What a posting can be about, besides a house and a bill. */
export const postingSubjects = ['order', 'supplier', 'unit', 'device', 'building', 'run', 'fee'] as const;

/** 1122.property 应收物业费. Codes are the same in every community. */
export const AccountView = z.object({
  code: z.string(),
  name: z.string(),
  group: z.enum(accountGroups),
  /** The side on which it grows: assets and expenses in debit, all others in credit. */
  normal: z.enum(['debit', 'credit']),
});
export type AccountView = z.infer<typeof AccountView>;

export const listAccounts = contract({
  name: 'listAccounts',
  summary: '会计科目',
  method: 'GET',
  path: '/staff/books/accounts',
  auth: { as: ['staff'], may: 'ledger.read' },
  response: z.object({ items: z.array(AccountView) }),
  errors: [],
});

/** Days are the community's, both included. */
const Period = { from: Day, to: Day };

/** One account in a period. Opening and closing are signed: debit +, credit −. */
export const TrialBalanceRow = z.object({
  account: z.string(),
  name: z.string(),
  group: z.enum(accountGroups),
  openingFen: Fen,
  debitFen: FenAmount,
  creditFen: FenAmount,
  closingFen: Fen,
  /** 期末借方余额 ¥1,250.60 */
  words: z.string(),
});
export type TrialBalanceRow = z.infer<typeof TrialBalanceRow>;

export const TrialBalance = z.object({
  ...Period,
  /** Accounts that ever moved, in the order of the chart. */
  rows: z.array(TrialBalanceRow),
  debitFen: FenAmount,
  creditFen: FenAmount,
  /** Debit and credit are equal, and all closing balances add up to zero. */
  even: z.boolean(),
  /** 借贷两边都是 ¥12,345.60，账是平的 */
  words: z.string(),
});
export type TrialBalance = z.infer<typeof TrialBalance>;

export const readTrialBalance = contract({
  name: 'readTrialBalance',
  summary: '科目余额表',
  method: 'GET',
  path: '/staff/books/trial-balance',
  auth: { as: ['staff'], may: 'ledger.read' },
  query: z.object(Period),
  response: TrialBalance,
  errors: ['request.invalid'],
});

const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Amounts are numbers of yuan, all else is text. Audited. */
export const exportTrialBalance = contract({
  name: 'exportTrialBalance',
  summary: '科目余额表（Excel）',
  method: 'GET',
  path: '/staff/books/trial-balance.xlsx',
  auth: { as: ['staff'], may: 'ledger.read' },
  query: z.object(Period),
  produces: sheet,
  errors: ['request.invalid'],
});

/** What an entry came from; the page of staff that shows it goes by `kind`. */
export const EntryCause = z.object({
  /** payment, bill-run, refund-paid, spending … */
  kind: z.string(),
  id: z.string(),
  /** 收款 */
  words: z.string(),
});

/** What staff can open from an entry; null where there is no page for it. */
export const EntrySource = z.object({
  kind: z.enum(['run', 'bill', 'payment', 'refund', 'deposit', 'spending', 'reconciliation']),
  /** Id of the record; of reconciliation `<channel>:<day>`. */
  id: z.string(),
});

export const EntrySummary = z.object({
  id: Id,
  /** 记-128: given when it is sealed, within seconds; null until then. */
  number: z.nullable(z.string()),
  cause: EntryCause,
  source: z.nullable(EntrySource),
  /** When it happened (the community's time). */
  at: Instant,
  memo: z.string(),
  /** The sum of its debits. */
  amountFen: FenAmount,
  /** In a list that is asked by `account`: what it moved there, debit +, credit −. Null elsewhere. */
  movedFen: z.nullable(Fen),
  /** Names of the accounts in debit and in credit; several are joined by 、 */
  debitWords: z.string(),
  creditWords: z.string(),
  isReversal: z.boolean(),
});
export type EntrySummary = z.infer<typeof EntrySummary>;

const EntryFilter = {
  /** Accounts whose code begins with this: 1122 finds every receivable. */
  account: z.optional(z.string().check(z.regex(/^[0-9]{1,4}(\.[a-z0-9-]{0,30})?$/))),
  cause: z.optional(z.string().check(z.regex(/^[a-z-]{1,30}$/))),
  from: z.optional(Day),
  to: z.optional(Day),
  houseId: z.optional(Id),
  billId: z.optional(Id),
  /** In the memo, the notes and the labels; 记-128 or 128 finds the number. */
  q: z.optional(z.string().check(z.trim(), z.maxLength(40))),
};

/** The latest first. */
export const listEntries = contract({
  name: 'listEntries',
  summary: '记账凭证',
  method: 'GET',
  path: '/staff/books/entries',
  auth: { as: ['staff'], may: 'ledger.read' },
  query: z.object({ ...EntryFilter, ...PageQuery }),
  response: page(EntrySummary),
  errors: ['request.invalid'],
});

/** At most 20,000 entries, one row a posting, the latest first. Audited. */
export const exportEntries = contract({
  name: 'exportEntries',
  summary: '记账凭证（Excel）',
  method: 'GET',
  path: '/staff/books/entries.xlsx',
  auth: { as: ['staff'], may: 'ledger.read' },
  query: z.object(EntryFilter),
  produces: sheet,
  errors: ['request.invalid'],
});

export const PostingView = z.object({
  leg: z.int(),
  account: z.string(),
  accountName: z.string(),
  debitFen: FenAmount,
  creditFen: FenAmount,
  houseId: z.nullable(Id),
  /** 3栋2单元1102 */
  houseLabel: z.nullable(z.string()),
  billId: z.nullable(Id),
  subject: z.nullable(z.object({ kind: z.enum(postingSubjects), id: z.string(), label: z.string() })),
  note: z.nullable(z.string()),
});
export type PostingView = z.infer<typeof PostingView>;

/** One step from a leaf to the root: the neighbour's hash and on which side it stands. */
export const ProofStep = z.object({ side: z.enum(['left', 'right']), hash: z.string() });
export type ProofStep = z.infer<typeof ProofStep>;

/** The batch in which an entry was sealed, and the way from the entry's own hash to it. SHA-256, hexadecimal. */
export const EntrySeal = z.object({
  seq: z.int(),
  sealedAt: Instant,
  prevHash: z.string(),
  hash: z.string(),
  root: z.string(),
  count: z.int(),
  leafHash: z.string(),
  proof: z.array(ProofStep),
});
export type EntrySeal = z.infer<typeof EntrySeal>;

const EntryLink = z.object({ id: Id, number: z.nullable(z.string()), at: Instant });

export const EntryView = z.object({
  ...EntrySummary.shape,
  postings: z.array(PostingView),
  /** Name of the member of staff who caused it; null: the system. */
  byName: z.nullable(z.string()),
  postedAt: Instant,
  seal: z.nullable(EntrySeal),
  reverses: z.nullable(EntryLink),
  reversedBy: z.nullable(EntryLink),
});
export type EntryView = z.infer<typeof EntryView>;

export const readEntry = contract({
  name: 'readEntry',
  summary: '凭证详情',
  method: 'GET',
  path: '/staff/books/entries/:id',
  auth: { as: ['staff'], may: 'ledger.read', on: { param: 'id', of: 'entry', within: 'community' } },
  params: z.object({ id: Id }),
  response: EntryView,
  errors: ['entry.not_found'],
});

/**
 * What is wrong with a chain: an entry or its postings changed, are gone or stand in another order; a seal changed or is
 * gone; an entry stands unsealed far too long; the postings of an entry do not add up.
 */
export const chainFaults = [
  'entry-changed',
  'entry-missing',
  'seal-changed',
  'seal-missing',
  'unsealed',
  'uneven',
] as const;

export const ChainFault = z.object({
  kind: z.enum(chainFaults),
  /** The seal at which it was found; null: beyond the last. */
  seq: z.nullable(z.int()),
  /** 记-128, where one entry is meant. */
  number: z.nullable(z.string()),
  entryId: z.nullable(Id),
  /** 记-128 的内容和封存时不一样 */
  words: z.string(),
});
export type ChainFault = z.infer<typeof ChainFault>;

export const ChainState = z.object({
  lastSeal: z.nullable(z.object({ seq: z.int(), hash: z.string(), sealedAt: Instant })),
  /** Entries with a number. */
  sealedCount: z.int(),
  /** Entries that wait for the next seal: seconds, usually none. */
  unsealedCount: z.int(),
  /** When the whole chain was last recomputed; null: never yet. */
  verifiedAt: z.nullable(Instant),
  fault: z.nullable(ChainFault),
});
export type ChainState = z.infer<typeof ChainState>;

export const readChain = contract({
  name: 'readChain',
  summary: '账本封存情况',
  method: 'GET',
  path: '/staff/books/chain',
  auth: { as: ['staff'], may: 'ledger.read' },
  response: ChainState,
  errors: [],
});

/** Has the whole chain recomputed in the background; `verifiedAt` moves when that is through, seconds later as a rule. */
export const checkChain = contract({
  name: 'checkChain',
  summary: '现在就核对账本',
  method: 'POST',
  path: '/staff/books/chain/check',
  auth: { as: ['staff'], may: 'ledger.read' },
  response: ChainState,
  idempotent: true,
  errors: [],
});
