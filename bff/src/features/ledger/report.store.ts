import type { Reader } from '../../platform/database/access.js';
import { marks, toDate, toNumber } from '../../platform/database/rows.js';
import { bindable, type Row, selectRows } from '../../platform/database/select.js';

/* What the monthly report is made of: sums of postings, of sealed entries alone. */

/** Postings of one account, purpose and kind of cause, summed. */
export interface Movement {
  account: string;
  purpose: string | null;
  /** Kind of the cause. */
  kind: string;
  isReversal: boolean;
  /** Debit +, credit −. */
  amountFen: number;
  /** How many entries it sums. */
  entries: number;
}

export interface SealedSpan {
  /** Times of business, `to` excluded; null: open. */
  from: Date | null;
  to: Date;
  /** Seals after this one (0: from the first) up to that one. */
  afterSeq: number;
  upToSeq: number;
}

interface Part {
  sql: string;
  values: unknown[];
}

const sealedIn = (communityId: string, { from, to, afterSeq, upToSeq }: SealedSpan): Part => ({
  sql: `FROM ledger_entry e
    JOIN ledger_sealed_entry s ON s.community_id = e.community_id AND s.entry_id = e.id
    WHERE e.community_id = ?${from ? ' AND e.at >= ?' : ''} AND e.at < ? AND s.seq > ? AND s.seq <= ?`,
  values: [communityId, ...(from ? [bindable(from)] : []), bindable(to), afterSeq, upToSeq],
});

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

export const sumMovements = async (reader: Reader, communityId: string, span: SealedSpan): Promise<Movement[]> => {
  const part = sealedIn(communityId, span);
  const rows = await selectRows(
    reader,
    `SELECT p.account, p.purpose, k.cause_kind, k.is_reversal, SUM(p.amount_fen) AS amount,
       COUNT(DISTINCT p.entry_id) AS entries
     FROM (SELECT e.community_id, e.id, e.cause_kind,
         CASE WHEN e.reverses IS NULL THEN 0 ELSE 1 END AS is_reversal ${part.sql}) k
     JOIN ledger_posting p ON p.community_id = k.community_id AND p.entry_id = k.id
     GROUP BY p.account, p.purpose, k.cause_kind, k.is_reversal
     ORDER BY p.account, p.purpose, k.cause_kind, k.is_reversal`,
    part.values,
  );
  return rows.map((row) => ({
    account: String(row.account),
    purpose: textOrNull(row.purpose),
    kind: String(row.cause_kind),
    isReversal: toNumber(row.is_reversal) === 1,
    amountFen: toNumber(row.amount),
    entries: toNumber(row.entries),
  }));
};

export const countSealed = async (reader: Reader, communityId: string, span: SealedSpan): Promise<number> => {
  const part = sealedIn(communityId, span);
  const [row] = await selectRows(reader, `SELECT COUNT(*) AS entries ${part.sql}`, part.values);
  return toNumber(row?.entries);
};

/** What one entry moved on one account for one purpose. */
export interface EntryMovement extends Movement {
  entryId: string;
  /** 128 of 记-128 */
  number: number;
  at: Date;
  /** What anybody may read; null: the name of its kind. */
  memo: string | null;
  reverses: string | null;
}

/** The movements of single entries on some accounts (beginning alike), in the order of their numbers. */
export const listMovements = async (
  reader: Reader,
  communityId: string,
  span: SealedSpan,
  on: { prefixes: readonly string[]; purpose?: string | null },
): Promise<EntryMovement[]> => {
  const part = sealedIn(communityId, span);
  const accounts = on.prefixes.map(() => '(p.account >= ? AND p.account < ?)').join(' OR ');
  const purpose = on.purpose === undefined ? '' : on.purpose === null ? ' AND p.purpose IS NULL' : ' AND p.purpose = ?';
  const rows = await selectRows(
    reader,
    `SELECT k.id, k.number, k.at, k.cause_kind, k.public_memo, k.reverses, p.account, p.purpose,
       SUM(p.amount_fen) AS amount
     FROM (SELECT e.community_id, e.id, e.at, e.cause_kind, e.public_memo, e.reverses, s.number ${part.sql}) k
     JOIN ledger_posting p ON p.community_id = k.community_id AND p.entry_id = k.id
     WHERE (${accounts})${purpose}
     GROUP BY k.id, k.number, k.at, k.cause_kind, k.public_memo, k.reverses, p.account, p.purpose
     ORDER BY k.number, p.account, p.purpose`,
    [...part.values, ...on.prefixes.flatMap((prefix) => [prefix, `${prefix}~`]), ...(on.purpose ? [on.purpose] : [])],
  );
  return rows.map((row: Row) => ({
    entryId: String(row.id),
    number: toNumber(row.number),
    at: toDate(row.at),
    account: String(row.account),
    purpose: textOrNull(row.purpose),
    kind: String(row.cause_kind),
    isReversal: row.reverses !== null,
    amountFen: toNumber(row.amount),
    entries: 1,
    memo: textOrNull(row.public_memo),
    reverses: textOrNull(row.reverses),
  }));
};

/** Entries before an instant that have no seal yet. */
export const countUnsealedBefore = async (reader: Reader, communityId: string, to: Date): Promise<number> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS waiting FROM ledger_unsealed u
     JOIN ledger_entry e ON e.community_id = u.community_id AND e.id = u.entry_id
     WHERE u.community_id = ? AND e.at < ?`,
    [communityId, bindable(to)],
  );
  return toNumber(row?.waiting);
};

/** When the first income or expense was; null: none was yet. */
export const findFirstResult = async (reader: Reader, communityId: string): Promise<Date | null> => {
  const [row] = await selectRows(
    reader,
    "SELECT MIN(at) AS first_at FROM ledger_posting WHERE community_id = ? AND account >= '6' AND account < '7'",
    [communityId],
  );
  return row?.first_at === null || row?.first_at === undefined ? null : toDate(row.first_at);
};

/** The last seal that was made before an instant; 0: none was. */
export const findSeqBefore = async (reader: Reader, communityId: string, at: Date): Promise<number> => {
  const [row] = await selectRows(
    reader,
    'SELECT MAX(seq) AS seq FROM ledger_seal WHERE community_id = ? AND sealed_at < ?',
    [communityId, bindable(at)],
  );
  return row?.seq === null ? 0 : toNumber(row?.seq);
};

/** Voucher numbers by id of entry. */
export const findNumbersOf = async (
  reader: Reader,
  communityId: string,
  entryIds: readonly string[],
): Promise<Map<string, number>> => {
  const numbers = new Map<string, number>();
  for (let from = 0; from < entryIds.length; from += 500) {
    const part = entryIds.slice(from, from + 500);
    const rows = await selectRows(
      reader,
      `SELECT entry_id, number FROM ledger_sealed_entry WHERE community_id = ? AND entry_id IN (${marks(part)})`,
      [communityId, ...part],
    );
    for (const row of rows) numbers.set(String(row.entry_id), toNumber(row.number));
  }
  return numbers;
};
