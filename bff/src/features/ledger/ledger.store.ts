import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toDate, toNumber } from '../../platform/database/rows.js';
import { bindable, type Row, selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { insertRows } from '../../platform/database/write.js';
import {
  LedgerEntryEntity,
  LedgerPostingEntity,
  LedgerSealedEntryEntity,
  LedgerUnsealedEntity,
} from './ledger.entity.js';
import type { AccountPosting } from './ledger.model.js';
import { type EntryRows, postingRowOf } from './posting.rules.js';

/** Rows of one INSERT; SQLite takes 32,766 values. */
export const mostAtOnce = 1000;

const inParts = async <T>(rows: readonly T[], write: (part: T[]) => Promise<void>): Promise<void> => {
  for (let from = 0; from < rows.length; from += mostAtOnce) await write(rows.slice(from, from + mostAtOnce));
};

/** At most `mostAtOnce` entries. Throws a duplicate when one of the causes is posted already: then none is written. */
export const insertEntries = async (tx: Tx, all: readonly EntryRows[]): Promise<void> => {
  const heads = all.map(({ entry }) => entry);
  // The heads are one statement, and the first: a cause that is there already leaves nothing half written.
  await insertRows(tx, LedgerEntryEntity, heads);
  await inParts(
    all.flatMap(({ postings }) => postings),
    (part) => insertRows(tx, LedgerPostingEntity, part),
  );
  await insertRows(
    tx,
    LedgerUnsealedEntity,
    heads.map(({ communityId, id: entryId }) => ({ communityId, entryId })),
  );
};

export const findByCause = (
  reader: Reader,
  communityId: string,
  cause: { kind: string; id: string },
): Promise<LedgerEntryEntity | null> =>
  selectOne(reader, LedgerEntryEntity, { communityId, causeKind: cause.kind, causeId: cause.id });

/** Which of these ids of causes are posted. */
export const findPostedCauses = async (
  reader: Reader,
  communityId: string,
  kind: string,
  ids: readonly string[],
): Promise<Set<string>> => {
  const found = new Set<string>();
  await inParts(ids, async (part) => {
    const rows = await selectRows(
      reader,
      `SELECT cause_id FROM ledger_entry WHERE community_id = ? AND cause_kind = ? AND cause_id IN (${marks(part)})`,
      [communityId, kind, ...part],
    );
    for (const row of rows) found.add(String(row.cause_id));
  });
  return found;
};

export const findEntry = (reader: Reader, communityId: string, id: string): Promise<LedgerEntryEntity | null> =>
  selectOne(reader, LedgerEntryEntity, { communityId, id });

export const findEntries = (reader: Reader, communityId: string, ids: string[]): Promise<LedgerEntryEntity[]> =>
  selectAll(reader, LedgerEntryEntity, { where: { communityId, id: ids } });

export const findReversalOf = (reader: Reader, communityId: string, id: string): Promise<LedgerEntryEntity | null> =>
  selectOne(reader, LedgerEntryEntity, { communityId, reverses: id });

/** Ids of the entries that take these back, by the id of what they take back. */
export const findReversalsOf = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, string>> =>
  new Map(
    (await selectAll(reader, LedgerEntryEntity, { where: { communityId, reverses: ids } })).map(({ id, reverses }) => [
      reverses ?? '',
      id,
    ]),
  );

export const findPostings = (reader: Reader, communityId: string, entryIds: string[]): Promise<LedgerPostingEntity[]> =>
  selectAll(reader, LedgerPostingEntity, {
    where: { communityId, entryId: entryIds },
    orderBy: 't.entry_id ASC, t.leg ASC',
  });

/** Voucher numbers by entry id; unsealed ones are left out. */
export const findNumbers = async (
  reader: Reader,
  communityId: string,
  entryIds: string[],
): Promise<Map<string, number>> =>
  new Map(
    (await selectAll(reader, LedgerSealedEntryEntity, { where: { communityId, entryId: entryIds } })).map(
      ({ entryId, number }) => [entryId, number],
    ),
  );

/** Part of the accounts: one, or all whose code begins alike. */
export interface AccountRange {
  account?: string | undefined;
  prefix?: string | undefined;
}

/** As a range, which both engines look up in an index; no code holds a sign above `~`. */
const accountCondition = (column: string, { account, prefix }: AccountRange): { sql: string; values: string[] } => {
  if (account !== undefined) return { sql: ` AND ${column} = ?`, values: [account] };
  if (prefix !== undefined) return { sql: ` AND ${column} >= ? AND ${column} < ?`, values: [prefix, `${prefix}~`] };
  return { sql: '', values: [] };
};

/** Times of business: from inclusive, to exclusive; null or absent is open. */
export interface Span {
  from?: Date | null | undefined;
  to?: Date | null | undefined;
}

const spanCondition = (column: string, { from, to }: Span): { sql: string; values: Date[] } => ({
  sql: `${from ? ` AND ${column} >= ?` : ''}${to ? ` AND ${column} < ?` : ''}`,
  values: [from, to].filter((at) => at instanceof Date),
});

export interface BalanceFilter extends AccountRange, Span {
  houseId?: string | undefined;
}

export const sumBalance = async (reader: Reader, communityId: string, filter: BalanceFilter): Promise<number> => {
  const account = accountCondition('account', filter);
  const span = spanCondition('at', filter);
  const [row] = await selectRows(
    reader,
    `SELECT SUM(amount_fen) AS balance FROM ledger_posting WHERE community_id = ?${
      filter.houseId === undefined ? '' : ' AND house_id = ?'
    }${account.sql}${span.sql}`,
    bound([communityId, ...(filter.houseId === undefined ? [] : [filter.houseId]), ...account.values, ...span.values]),
  );
  return toNumber(row?.balance);
};

const bound = (values: unknown[]): unknown[] => values.map(bindable);

export interface AccountSum {
  account: string;
  debitFen: number;
  creditFen: number;
}

/** Both sides of every account that moved, by code. */
export const sumAccounts = async (reader: Reader, communityId: string, span: Span): Promise<AccountSum[]> => {
  const during = spanCondition('at', span);
  const rows = await selectRows(
    reader,
    `SELECT account, SUM(CASE WHEN amount_fen > 0 THEN amount_fen ELSE 0 END) AS debit,
       SUM(CASE WHEN amount_fen < 0 THEN -amount_fen ELSE 0 END) AS credit
     FROM ledger_posting WHERE community_id = ?${during.sql} GROUP BY account ORDER BY account`,
    bound([communityId, ...during.values]),
  );
  return rows.map((row) => ({
    account: String(row.account),
    debitFen: toNumber(row.debit),
    creditFen: toNumber(row.credit),
  }));
};

export interface PostingFilter extends AccountRange, Span {
  /** After this row, in the order of the list. */
  after: { at: Date; entryId: string; leg: number } | null;
  limit: number;
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

const accountPostingOf = (row: Row): AccountPosting => ({
  ...postingRowOf({
    leg: toNumber(row.leg),
    account: String(row.account),
    amountFen: toNumber(row.amount_fen),
    houseId: textOrNull(row.house_id),
    billId: textOrNull(row.bill_id),
    subjectKind: textOrNull(row.subject_kind) as LedgerPostingEntity['subjectKind'],
    subjectId: textOrNull(row.subject_id),
    subjectLabel: textOrNull(row.subject_label),
    note: textOrNull(row.note),
    purpose: textOrNull(row.purpose),
  }),
  entryId: String(row.entry_id),
  number: row.number === null ? null : toNumber(row.number),
  cause: { kind: String(row.cause_kind), id: String(row.cause_id) },
  at: toDate(row.at),
  memo: String(row.memo),
  reverses: textOrNull(row.reverses),
});

/** Postings of some accounts, the earliest first. */
export const listPostings = async (
  reader: Reader,
  communityId: string,
  filter: PostingFilter,
): Promise<AccountPosting[]> => {
  const account = accountCondition('p.account', filter);
  const span = spanCondition('p.at', filter);
  const { after } = filter;
  const place = after ? ' AND (p.at > ? OR (p.at = ? AND (p.entry_id > ? OR (p.entry_id = ? AND p.leg > ?))))' : '';
  const rows = await selectRows(
    reader,
    `SELECT p.*, e.cause_kind, e.cause_id, e.memo, e.reverses, s.number
     FROM ledger_posting p
     JOIN ledger_entry e ON e.community_id = p.community_id AND e.id = p.entry_id
     LEFT JOIN ledger_sealed_entry s ON s.community_id = p.community_id AND s.entry_id = p.entry_id
     WHERE p.community_id = ?${account.sql}${span.sql}${place}
     ORDER BY p.at, p.entry_id, p.leg LIMIT ${filter.limit}`,
    bound([
      communityId,
      ...account.values,
      ...span.values,
      ...(after ? [after.at, after.at, after.entryId, after.entryId, after.leg] : []),
    ]),
  );
  return rows.map(accountPostingOf);
};
