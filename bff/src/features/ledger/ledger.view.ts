import type {
  ChainFault,
  EntrySummary,
  EntryView,
  PostingView,
  TrialBalance,
  TrialBalanceRow,
} from 'shared-types/ledger';
import { toDay, toInstant } from 'shared-types/time';
import { booksTexts, chainFaultTexts, chainPlaces } from '../../locales/books.js';
import { groupOf, positionOf } from './accounts.js';
import type { LedgerEntryEntity, LedgerPostingEntity } from './ledger.entity.js';
import type { AccountSum } from './ledger.store.js';
import type { Sides } from './lists.store.js';
import type { Fault } from './verify.js';

/** Which page shows what a cause is about; its id is the cause's, up to the first colon where there is one. */
const sources: Readonly<Record<string, NonNullable<EntrySummary['source']>['kind']>> = {
  'bill-run': 'run',
  'bill-void': 'bill',
  payment: 'payment',
  'payment-unwanted': 'payment',
  'payment-reversal': 'payment',
  refund: 'refund',
  'refund-paid': 'refund',
  'refund-closed': 'refund',
  deposit: 'deposit',
  'deposit-return': 'deposit',
  spending: 'spending',
  'spending-reversal': 'spending',
  'channel-fee': 'reconciliation',
  settlement: 'reconciliation',
};

const sourceOf = (kind: string, id: string): EntrySummary['source'] => {
  const page = sources[kind];
  if (!page) return null;
  return { kind: page, id: page === 'reconciliation' ? id : (id.split(':')[0] ?? id) };
};

const wordsOf = (codes: readonly string[]): string => booksTexts.moreAccounts(codes.map(booksTexts.account));

export const presentSummary = (
  entry: LedgerEntryEntity,
  number: number | undefined,
  sides: Sides | undefined,
): Omit<EntrySummary, 'movedFen'> => ({
  id: entry.id,
  number: number === undefined ? null : booksTexts.number(number),
  cause: { kind: entry.causeKind, id: entry.causeId, words: booksTexts.cause(entry.causeKind) },
  source: sourceOf(entry.causeKind, entry.causeId),
  at: toInstant(entry.at),
  memo: entry.memo,
  amountFen: entry.amountFen,
  debitWords: wordsOf(sides?.debit ?? []),
  creditWords: wordsOf(sides?.credit ?? []),
  isReversal: entry.reverses !== null,
});

export const presentPosting = (posting: LedgerPostingEntity, houseLabel: string | undefined): PostingView => ({
  leg: posting.leg,
  account: posting.account,
  accountName: booksTexts.account(posting.account),
  debitFen: Math.max(posting.amountFen, 0),
  creditFen: Math.max(-posting.amountFen, 0),
  houseId: posting.houseId,
  houseLabel: houseLabel ?? null,
  billId: posting.billId,
  subject: posting.subjectKind && {
    kind: posting.subjectKind,
    id: posting.subjectId ?? '',
    label: posting.subjectLabel ?? '',
  },
  note: posting.note,
});

export const presentLink = (entry: LedgerEntryEntity | null, number: number | undefined): EntryView['reverses'] =>
  entry && {
    id: entry.id,
    number: number === undefined ? null : booksTexts.number(number),
    at: toInstant(entry.at),
  };

const balanceRow = (account: string, openingFen: number, during: AccountSum | undefined): TrialBalanceRow => {
  const { debitFen = 0, creditFen = 0 } = during ?? {};
  const closingFen = openingFen + debitFen - creditFen;
  return {
    account,
    name: booksTexts.account(account),
    group: groupOf(account),
    openingFen,
    debitFen,
    creditFen,
    closingFen,
    words: booksTexts.closing(closingFen),
  };
};

/** Every account that ever moved, in the order of the chart, and whether both sides agree. */
export const presentTrialBalance = (
  period: { from: string; to: string },
  before: readonly AccountSum[],
  during: readonly AccountSum[],
): TrialBalance => {
  const opening = new Map(before.map(({ account, debitFen, creditFen }) => [account, debitFen - creditFen]));
  const moved = new Map(during.map((sum) => [sum.account, sum]));
  const rows = [...new Set([...opening.keys(), ...moved.keys()])]
    .sort((a, b) => positionOf(a) - positionOf(b))
    .map((account) => balanceRow(account, opening.get(account) ?? 0, moved.get(account)));
  const debitFen = rows.reduce((sum, row) => sum + row.debitFen, 0);
  const creditFen = rows.reduce((sum, row) => sum + row.creditFen, 0);
  const even = debitFen === creditFen && rows.reduce((sum, row) => sum + row.closingFen, 0) === 0;
  const words = even ? booksTexts.even(debitFen) : booksTexts.uneven(debitFen, creditFen);
  return { ...period, rows, debitFen, creditFen, even, words };
};

/** 记-128 的内容和封存时不一样 */
export const presentFault = ({ kind, seq, number, entryId, at }: Fault): ChainFault => {
  const place =
    number !== null
      ? chainPlaces.entry(number)
      : seq !== null
        ? chainPlaces.seal(seq)
        : chainPlaces.newEntry(at ? toDay(at) : null);
  const words = chainFaultTexts[kind](place);
  return { kind, seq, number: number === null ? null : booksTexts.number(number), entryId, words };
};
