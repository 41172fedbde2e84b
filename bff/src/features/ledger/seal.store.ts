import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toDate, toNumber } from '../../platform/database/rows.js';
import { bindable, selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { isDuplicate, skipLocked } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { LedgerChainEntity, LedgerEntryEntity, LedgerSealEntity, LedgerSealedEntryEntity } from './ledger.entity.js';

/** Communities with entries that wait for their seal. */
export const findUnsealedCommunities = async (reader: Reader, most: number): Promise<string[]> =>
  (await selectRows(reader, `SELECT DISTINCT community_id FROM ledger_unsealed LIMIT ${most}`)).map((row) =>
    String(row.community_id),
  );

export const countUnsealed = async (reader: Reader, communityId: string): Promise<number> => {
  const [row] = await selectRows(reader, 'SELECT COUNT(*) AS waiting FROM ledger_unsealed WHERE community_id = ?', [
    communityId,
  ]);
  return toNumber(row?.waiting);
};

export const findChain = (reader: Reader, communityId: string): Promise<LedgerChainEntity | null> =>
  selectOne(reader, LedgerChainEntity, { communityId });

/** The row that a sealer locks, made where it is not there yet. */
export const openChain = async (tx: Tx, communityId: string, genesis: string): Promise<void> => {
  if (await findChain(tx, communityId)) return;
  try {
    await insertRows(tx, LedgerChainEntity, [
      { communityId, seq: 0, hash: genesis, lastNumber: 0, verifiedAt: null, fault: null },
    ]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
};

/** The chain, locked until the transaction ends; null while somebody else seals it. */
export const lockChain = async (tx: Tx, communityId: string): Promise<LedgerChainEntity | null> => {
  const rows = await selectRows(tx, `SELECT community_id FROM ledger_chain WHERE community_id = ?${skipLocked(tx)}`, [
    communityId,
  ]);
  return rows.length > 0 ? findChain(tx, communityId) : null;
};

/** The entries that waited longest, as many as their ids say. */
export const findWaiting = async (tx: Tx, communityId: string, most: number): Promise<LedgerEntryEntity[]> => {
  const rows = await selectRows(
    tx,
    `SELECT entry_id FROM ledger_unsealed WHERE community_id = ? ORDER BY entry_id LIMIT ${most}`,
    [communityId],
  );
  const id = rows.map((row) => String(row.entry_id));
  return selectAll(tx, LedgerEntryEntity, { where: { communityId, id }, orderBy: 't.id ASC' });
};

export const insertSeal = async (
  tx: Tx,
  seal: LedgerSealEntity,
  sealed: readonly LedgerSealedEntryEntity[],
): Promise<void> => {
  const { communityId, seq, hash } = seal;
  await insertRows(tx, LedgerSealEntity, [seal]);
  await insertRows(tx, LedgerSealedEntryEntity, sealed);
  await execute(tx, `DELETE FROM ledger_unsealed WHERE community_id = ? AND entry_id IN (${marks(sealed)})`, [
    communityId,
    ...sealed.map(({ entryId }) => entryId),
  ]);
  const lastNumber = sealed.at(-1)?.number ?? 0;
  await execute(tx, 'UPDATE ledger_chain SET seq = ?, hash = ?, last_number = ? WHERE community_id = ?', [
    seq,
    hash,
    lastNumber,
    communityId,
  ]);
};

export const saveVerdict = async (
  tx: Tx,
  communityId: string,
  verdict: { verifiedAt: Date; fault: string | null },
): Promise<void> => {
  await tx.update(LedgerChainEntity, { communityId }, verdict);
};

/** The last seal, or the last one that was made by an instant. */
export const findLastSeal = async (
  reader: Reader,
  communityId: string,
  by: Date | null = null,
): Promise<LedgerSealEntity | null> => {
  const [row] = await selectRows(
    reader,
    `SELECT MAX(seq) AS seq FROM ledger_seal WHERE community_id = ?${by ? ' AND sealed_at <= ?' : ''}`,
    [communityId, ...(by ? [bindable(by)] : [])],
  );
  return row?.seq === null ? null : findSeal(reader, communityId, toNumber(row?.seq));
};

export const findSeal = (reader: Reader, communityId: string, seq: number): Promise<LedgerSealEntity | null> =>
  selectOne(reader, LedgerSealEntity, { communityId, seq });

/** Seals after one of them, in order. */
export const findSealsAfter = async (
  reader: Reader,
  communityId: string,
  after: number,
  most: number,
): Promise<LedgerSealEntity[]> => {
  const rows = await selectRows(
    reader,
    `SELECT seq, prev_hash, root, count, sealed_at, hash FROM ledger_seal WHERE community_id = ? AND seq > ?
     ORDER BY seq LIMIT ${most}`,
    [communityId, after],
  );
  return rows.map((row) => ({
    communityId,
    seq: toNumber(row.seq),
    prevHash: String(row.prev_hash),
    root: String(row.root),
    count: toNumber(row.count),
    sealedAt: toDate(row.sealed_at),
    hash: String(row.hash),
  }));
};

/** The sealed entries of some batches, by number. */
export const findSealedOf = (reader: Reader, communityId: string, seqs: number[]): Promise<LedgerSealedEntryEntity[]> =>
  selectAll(reader, LedgerSealedEntryEntity, { where: { communityId, seq: seqs }, orderBy: 't.number ASC' });

export const findSealedEntry = (
  reader: Reader,
  communityId: string,
  entryId: string,
): Promise<LedgerSealedEntryEntity | null> => selectOne(reader, LedgerSealedEntryEntity, { communityId, entryId });

export interface ChainFigures {
  seals: number;
  lastSeq: number;
  sealed: number;
  lastNumber: number;
  entries: number;
}

/** What must agree with each other in a whole chain. */
export const readFigures = async (reader: Reader, communityId: string): Promise<ChainFigures> => {
  const one = async (sql: string): Promise<{ count: number; last: number }> => {
    const [row] = await selectRows(reader, sql, [communityId]);
    return { count: toNumber(row?.count), last: toNumber(row?.last) };
  };
  const seals = await one('SELECT COUNT(*) AS count, MAX(seq) AS last FROM ledger_seal WHERE community_id = ?');
  const sealed = await one(
    'SELECT COUNT(*) AS count, MAX(number) AS last FROM ledger_sealed_entry WHERE community_id = ?',
  );
  const entries = await one('SELECT COUNT(*) AS count, 0 AS last FROM ledger_entry WHERE community_id = ?');
  return {
    seals: seals.count,
    lastSeq: seals.last,
    sealed: sealed.count,
    lastNumber: sealed.last,
    entries: entries.count,
  };
};

/** The oldest entry without a seal that was written before an instant. */
export const findForgotten = async (
  reader: Reader,
  communityId: string,
  before: Date,
): Promise<{ id: string; at: Date } | null> => {
  const [row] = await selectRows(
    reader,
    `SELECT e.id, e.at FROM ledger_entry e
     WHERE e.community_id = ? AND e.posted_at < ? AND NOT EXISTS (
       SELECT 1 FROM ledger_sealed_entry s WHERE s.community_id = e.community_id AND s.entry_id = e.id)
     ORDER BY e.id LIMIT 1`,
    [communityId, bindable(before)],
  );
  return row ? { id: String(row.id), at: toDate(row.at) } : null;
};

/** Postings whose entry is gone, or that stand in nobody's batch because their entry never was. */
export const findStrayPosting = async (reader: Reader, communityId: string): Promise<string | null> => {
  const [row] = await selectRows(
    reader,
    `SELECT p.entry_id FROM ledger_posting p WHERE p.community_id = ? AND NOT EXISTS (
       SELECT 1 FROM ledger_entry e WHERE e.community_id = p.community_id AND e.id = p.entry_id) LIMIT 1`,
    [communityId],
  );
  return row ? String(row.entry_id) : null;
};
