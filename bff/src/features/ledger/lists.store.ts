import type { Reader } from '../../platform/database/access.js';
import { contains, marks, sqlTime, toNumber } from '../../platform/database/rows.js';
import { selectRows } from '../../platform/database/select.js';
import type { LedgerEntryEntity } from './ledger.entity.js';
import { findEntries } from './ledger.store.js';

export interface EntryFilter {
  /** Accounts whose code begins with this. */
  account?: string | undefined;
  cause?: string | undefined;
  /** Included, and excluded. */
  from: Date | null;
  to: Date | null;
  houseId?: string | undefined;
  billId?: string | undefined;
  /** In the memo, the notes and labels of postings. */
  q?: string | undefined;
  /** Instead of words: a voucher's number. */
  number: number | null;
  /** After this one, in the order of the list. */
  after: { at: Date; id: string } | null;
  limit: number;
}

interface Condition {
  sql: string;
  values: unknown[];
}

const isPresent = (condition: Condition | null): condition is Condition => condition !== null;

/** Accounts whose code begins with this. */
const accountCondition = {
  sql: 'p.account >= ? AND p.account < ?',
  values: (account: string): string[] => [account, `${account}~`],
};

/** What must hold for one and the same posting of the entry. */
const postingCondition = ({ account, houseId, billId }: EntryFilter): Condition | null => {
  const parts: Condition[] = [
    ...(account ? [{ sql: accountCondition.sql, values: accountCondition.values(account) }] : []),
    ...(houseId ? [{ sql: 'p.house_id = ?', values: [houseId] }] : []),
    ...(billId ? [{ sql: 'p.bill_id = ?', values: [billId] }] : []),
  ];
  if (parts.length === 0) return null;
  return {
    sql: `EXISTS (SELECT 1 FROM ledger_posting p WHERE p.community_id = e.community_id AND p.entry_id = e.id
      AND ${parts.map(({ sql }) => sql).join(' AND ')})`,
    values: parts.flatMap(({ values }) => values),
  };
};

const wordCondition = ({ q, number }: EntryFilter): Condition | null => {
  if (number !== null)
    return {
      sql: `EXISTS (SELECT 1 FROM ledger_sealed_entry s WHERE s.community_id = e.community_id AND s.entry_id = e.id
        AND s.number = ?)`,
      values: [number],
    };
  if (!q) return null;
  const like = contains(q);
  return {
    sql: `(e.memo LIKE ? ESCAPE '!' OR EXISTS (
      SELECT 1 FROM ledger_posting w WHERE w.community_id = e.community_id AND w.entry_id = e.id
        AND (w.note LIKE ? ESCAPE '!' OR w.subject_label LIKE ? ESCAPE '!')))`,
    values: [like, like, like],
  };
};

/** Entries, the latest first. */
export const listEntries = async (
  reader: Reader,
  communityId: string,
  filter: EntryFilter,
): Promise<LedgerEntryEntity[]> => {
  const { cause, from, to, after } = filter;
  const conditions = [
    { sql: 'e.community_id = ?', values: [communityId] },
    cause ? { sql: 'e.cause_kind = ?', values: [cause] } : null,
    from ? { sql: 'e.at >= ?', values: [sqlTime(from)] } : null,
    to ? { sql: 'e.at < ?', values: [sqlTime(to)] } : null,
    after
      ? { sql: '(e.at < ? OR (e.at = ? AND e.id < ?))', values: [sqlTime(after.at), sqlTime(after.at), after.id] }
      : null,
    postingCondition(filter),
    wordCondition(filter),
  ].filter(isPresent);
  const rows = await selectRows(
    reader,
    `SELECT e.id FROM ledger_entry e WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
     ORDER BY e.at DESC, e.id DESC LIMIT ${filter.limit}`,
    conditions.flatMap(({ values }) => values),
  );
  const ids = rows.map((row) => String(row.id));
  const found = new Map((await findEntries(reader, communityId, ids)).map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => found.get(id) ?? []);
};

/** Which accounts an entry moves, by side. */
export interface Sides {
  debit: string[];
  credit: string[];
}

export const findSides = async (
  reader: Reader,
  communityId: string,
  entryIds: readonly string[],
): Promise<Map<string, Sides>> => {
  const sides = new Map<string, Sides>(entryIds.map((id) => [id, { debit: [], credit: [] }]));
  if (entryIds.length === 0) return sides;
  const rows = await selectRows(
    reader,
    `SELECT entry_id, account, CASE WHEN amount_fen > 0 THEN 1 ELSE 0 END AS debit, MIN(leg) AS first_leg
     FROM ledger_posting WHERE community_id = ? AND entry_id IN (${marks(entryIds)})
     GROUP BY entry_id, account, debit ORDER BY first_leg`,
    [communityId, ...entryIds],
  );
  for (const row of rows)
    sides.get(String(row.entry_id))?.[toNumber(row.debit) === 1 ? 'debit' : 'credit'].push(String(row.account));
  return sides;
};

/** What each of these entries moved on accounts whose code begins with this: debit +, credit −. */
export const findMoved = async (
  reader: Reader,
  communityId: string,
  entryIds: readonly string[],
  account: string,
): Promise<Map<string, number>> => {
  if (entryIds.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT p.entry_id, SUM(p.amount_fen) AS moved FROM ledger_posting p
     WHERE p.community_id = ? AND p.entry_id IN (${marks(entryIds)}) AND ${accountCondition.sql} GROUP BY p.entry_id`,
    [communityId, ...entryIds, ...accountCondition.values(account)],
  );
  return new Map(rows.map((row) => [String(row.entry_id), toNumber(row.moved)]));
};
