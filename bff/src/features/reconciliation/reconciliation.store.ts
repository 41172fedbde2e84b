import type { ReconciliationChannel } from 'shared-types/reconciliation';
import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import {
  DifferenceEntity,
  FundRowEntity,
  ReconciliationEntity,
  type StatementChannel,
  StatementEntity,
  StatementRowEntity,
  type Traded,
} from './reconciliation.entity.js';

export const findStatement = (
  reader: Reader,
  channel: StatementChannel,
  day: string,
): Promise<StatementEntity | null> => selectOne(reader, StatementEntity, { channel, day });

const mostAtOnce = 400;

const inBatches = async <T>(items: readonly T[], work: (some: T[]) => Promise<void>): Promise<void> => {
  for (let from = 0; from < items.length; from += mostAtOnce) await work(items.slice(from, from + mostAtOnce));
};

/** Keeps a statement; what was read before is left as it is, so that reading it again changes nothing. */
export const saveStatement = async (
  tx: Tx,
  statement: StatementEntity,
  rows: readonly StatementRowEntity[],
  funds: readonly FundRowEntity[],
): Promise<{ newFunds: FundRowEntity[] }> => {
  const { channel, day } = statement;
  await tx.upsert(StatementEntity, statement, ['channel', 'day']);
  await inBatches(rows, async (some) => {
    const known = new Set(
      (
        await findRowsByKeys(
          tx,
          channel,
          some.map(({ rowKey }) => rowKey),
        )
      ).map(({ rowKey }) => rowKey),
    );
    await insertRows(
      tx,
      StatementRowEntity,
      some.filter(({ rowKey }) => !known.has(rowKey)),
    );
  });
  const knownFunds = new Set((await findFunds(tx, channel, day)).map(({ id }) => id));
  const newFunds = funds.filter(({ id }) => !knownFunds.has(id));
  await inBatches(newFunds, (some) => insertRows(tx, FundRowEntity, some));
  return { newFunds };
};

/** Rows of a channel by their keys, whatever the day and the community. */
export const findRowsByKeys = async (
  reader: Reader,
  channel: StatementChannel,
  keys: readonly string[],
): Promise<StatementRowEntity[]> => {
  const found: StatementRowEntity[] = [];
  for (let from = 0; from < keys.length; from += mostAtOnce) {
    const some = keys.slice(from, from + mostAtOnce);
    const numbers = some.map((rowKey) => rowKey.slice(2));
    const rows = await selectAll(reader, StatementRowEntity, { where: { number: numbers, channel } });
    found.push(...rows.filter(({ rowKey }) => some.includes(rowKey)));
  }
  return found;
};

export const findRowsOfDay = (
  reader: Reader,
  communityId: string,
  channel: StatementChannel,
  day: string,
): Promise<StatementRowEntity[]> =>
  selectAll(reader, StatementRowEntity, { where: { communityId, channel, day }, orderBy: 't.at, t.row_key' });

export const saveRow = async (
  tx: Tx,
  { communityId, channel, rowKey }: Pick<StatementRowEntity, 'communityId' | 'channel' | 'rowKey'>,
  change: Partial<StatementRowEntity>,
): Promise<void> => {
  await tx.update(StatementRowEntity, { communityId, channel, rowKey }, change);
};

/** Matched rows of a day, the latest first. */
export const listMatched = (
  reader: Reader,
  communityId: string,
  channel: StatementChannel,
  day: string,
  page: { what: Traded | null; after: { at: Date; rowKey: string } | null; limit: number },
): Promise<StatementRowEntity[]> => {
  const query = reader
    .createQueryBuilder(StatementRowEntity, 'r')
    .where('r.communityId = :communityId AND r.channel = :channel AND r.day = :day AND r.matchedId IS NOT NULL', {
      communityId,
      channel,
      day,
    })
    .orderBy('r.at', 'DESC')
    .addOrderBy('r.rowKey', 'DESC')
    .limit(page.limit);
  if (page.what) query.andWhere('r.what = :what', { what: page.what });
  if (page.after)
    query.andWhere('(r.at < :at OR (r.at = :at AND r.rowKey < :rowKey))', {
      at: sqlTime(page.after.at),
      rowKey: page.after.rowKey,
    });
  return query.getMany();
};

export const findFunds = (reader: Reader, channel: StatementChannel, day: string): Promise<FundRowEntity[]> =>
  selectAll(reader, FundRowEntity, { where: { channel, day }, orderBy: 't.at, t.id' });

/** Days on which the channel sent money to the bank, with what of it, the newest first. */
export const listSettled = async (
  reader: Reader,
  channel: StatementChannel,
  until: string,
  limit: number,
): Promise<{ day: string; amountFen: number }[]> =>
  (
    await selectRows(
      reader,
      `SELECT day, -SUM(amount_fen) AS amount FROM fund_row WHERE channel = ? AND kind = 'settlement' AND day <= ?
       GROUP BY day ORDER BY day DESC LIMIT ${limit}`,
      [channel, until],
    )
  ).map(({ day, amount }) => ({ day: String(day), amountFen: toNumber(amount) }));

export const findSheet = (reader: Reader, communityId: string, id: string): Promise<ReconciliationEntity | null> =>
  selectOne(reader, ReconciliationEntity, { communityId, id });

/** Held until the transaction ends. */
export const lockSheet = async (tx: Tx, communityId: string, id: string): Promise<ReconciliationEntity | null> => {
  await tx.query(`SELECT id FROM reconciliation WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findSheet(tx, communityId, id);
};

/** The sheet of a day, made if it is not there, and held. */
export const openSheet = async (tx: Tx, sheet: ReconciliationEntity): Promise<ReconciliationEntity> => {
  const { communityId, id } = sheet;
  if (!(await tx.existsBy(ReconciliationEntity, { communityId, id })))
    try {
      await insertRows(tx, ReconciliationEntity, [sheet]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  return (await lockSheet(tx, communityId, id)) ?? sheet;
};

export const saveSheet = async (
  tx: Tx,
  { communityId, id }: ReconciliationEntity,
  change: Partial<ReconciliationEntity>,
): Promise<void> => {
  await tx.update(ReconciliationEntity, { communityId, id }, change);
};

export const findSheets = (
  reader: Reader,
  where: { communityId: string; channel: ReconciliationChannel; from: string; until: string },
): Promise<ReconciliationEntity[]> =>
  reader
    .createQueryBuilder(ReconciliationEntity, 's')
    .where('s.communityId = :communityId AND s.channel = :channel AND s.day >= :from AND s.day <= :until', where)
    .orderBy('s.day', 'ASC')
    .getMany();

/** Differences that nobody has decided on, by sheet. */
export const countOpen = async (
  reader: Reader,
  communityId: string,
): Promise<{ channel: string; reconciliationId: string; open: number }[]> =>
  (
    await selectRows(
      reader,
      `SELECT channel, reconciliation_id, COUNT(*) AS many FROM reconcile_difference
       WHERE community_id = ? AND decided_at IS NULL GROUP BY channel, reconciliation_id`,
      [communityId],
    )
  ).map((row) => ({
    channel: String(row.channel),
    reconciliationId: String(row.reconciliation_id),
    open: toNumber(row.many),
  }));

export const findDifferences = (reader: Reader, communityId: string, sheetId: string): Promise<DifferenceEntity[]> =>
  selectAll(reader, DifferenceEntity, { where: { communityId, reconciliationId: sheetId }, orderBy: 't.at, t.id' });

export const findDifference = (reader: Reader, communityId: string, id: string): Promise<DifferenceEntity | null> =>
  selectOne(reader, DifferenceEntity, { communityId, id });

/** Held until the transaction ends. */
export const lockDifference = async (tx: Tx, communityId: string, id: string): Promise<DifferenceEntity | null> => {
  await tx.query(`SELECT id FROM reconcile_difference WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [
    communityId,
    id,
  ]);
  return findDifference(tx, communityId, id);
};

/** Open differences of a channel, whatever the day. */
export const findOpenOf = (
  reader: Reader,
  communityId: string,
  channel: StatementChannel,
): Promise<DifferenceEntity[]> =>
  selectAll(reader, DifferenceEntity, { where: { communityId, channel, decidedAt: null }, orderBy: 't.at, t.id' });

/** One page of a day, open ones first. */
export const listDifferenceRows = (
  reader: Reader,
  communityId: string,
  sheetId: string,
  page: { after: { decided: number; at: Date; id: string } | null; limit: number },
): Promise<DifferenceEntity[]> => {
  const rank = 'CASE WHEN d.decidedAt IS NULL THEN 0 ELSE 1 END';
  const query = reader
    .createQueryBuilder(DifferenceEntity, 'd')
    .where('d.communityId = :communityId AND d.reconciliationId = :sheetId', { communityId, sheetId })
    .orderBy(rank, 'ASC')
    .addOrderBy('d.at', 'ASC')
    .addOrderBy('d.id', 'ASC')
    .limit(page.limit);
  if (page.after)
    query.andWhere(`(${rank} > :decided OR (${rank} = :decided AND (d.at > :at OR (d.at = :at AND d.id > :id))))`, {
      decided: page.after.decided,
      at: sqlTime(page.after.at),
      id: page.after.id,
    });
  return query.getMany();
};

export const insertDifferences = (tx: Tx, differences: readonly DifferenceEntity[]): Promise<void> =>
  inBatches(differences, (some) => insertRows(tx, DifferenceEntity, some));

export const saveDifference = async (
  tx: Tx,
  { communityId, id }: DifferenceEntity,
  change: Partial<DifferenceEntity>,
): Promise<void> => {
  await tx.update(DifferenceEntity, { communityId, id }, change);
};

/** Sums of what agrees on a day, ours and theirs, payments and refunds apart. */
export const sumMatched = async (
  reader: Reader,
  communityId: string,
  channel: StatementChannel,
  day: string,
): Promise<{ what: Traded; count: number; oursFen: number; theirsFen: number }[]> =>
  (
    await selectRows(
      reader,
      `SELECT what, COUNT(*) AS many, SUM(ours_fen) AS ours, SUM(amount_fen) AS theirs FROM statement_row
       WHERE community_id = ? AND channel = ? AND day = ? AND matched_id IS NOT NULL GROUP BY what`,
      [communityId, channel, day],
    )
  ).map((row) => ({
    what: row.what === 'refund' ? 'refund' : 'payment',
    count: toNumber(row.many),
    oursFen: toNumber(row.ours),
    theirsFen: toNumber(row.theirs),
  }));

/** What the channel kept of a community's payments on a day, less what it gave back. */
export const sumFees = async (
  reader: Reader,
  communityId: string,
  channel: StatementChannel,
  day: string,
): Promise<number> => {
  // WeChat's account tells exactly, refunds on the day on which they came about; Alipay's statement is all there is.
  const table = channel === 'wechat' ? 'fund_row' : 'statement_row';
  const [row] = await selectRows(
    reader,
    `SELECT SUM(fee_fen) AS fee FROM ${table} WHERE channel = ? AND day = ? AND community_id = ?`,
    [channel, day, communityId],
  );
  return toNumber(row?.fee);
};

/** Sheets of days, both included, that are not closed. */
export const countOpenSheets = async (
  reader: Reader,
  communityId: string,
  from: string,
  to: string,
): Promise<number> => {
  const [row] = await selectRows(
    reader,
    "SELECT COUNT(*) AS open FROM reconciliation WHERE community_id = ? AND day >= ? AND day <= ? AND state <> 'closed'",
    [communityId, from, to],
  );
  return toNumber(row?.open);
};
