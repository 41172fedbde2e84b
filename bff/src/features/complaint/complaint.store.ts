import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import {
  ComplaintAnswerEntity,
  ComplaintOutcomeEntity,
  ComplaintReportEntity,
  ComplaintSaidEntity,
} from './complaint.entity.js';

export const insertReport = async (tx: Tx, report: ComplaintReportEntity): Promise<void> => {
  await tx.insert(ComplaintReportEntity, report);
};

export const saveReport = async (tx: Tx, { communityId, id, ...rest }: ComplaintReportEntity): Promise<void> => {
  await tx.update(ComplaintReportEntity, { communityId, id }, rest);
};

export const findReport = (reader: Reader, communityId: string, id: string): Promise<ComplaintReportEntity | null> =>
  selectOne(reader, ComplaintReportEntity, { communityId, id });

/** By id alone, for owners, who may have houses in several communities. */
export const findReportById = (
  reader: Reader,
  communityIds: string[],
  id: string,
): Promise<ComplaintReportEntity | null> => selectOne(reader, ComplaintReportEntity, { communityId: communityIds, id });

export const lockReport = async (tx: Tx, communityId: string, id: string): Promise<ComplaintReportEntity | null> => {
  await selectRows(tx, `SELECT id FROM complaint_report WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [
    communityId,
    id,
  ]);
  return findReport(tx, communityId, id);
};

/** What every household said of these complaints, the first first. */
export const findReportsOf = (
  reader: Reader,
  communityId: string,
  complaintIds: string[],
): Promise<ComplaintReportEntity[]> =>
  selectAll(reader, ComplaintReportEntity, { where: { communityId, complaintId: complaintIds }, orderBy: 't.id' });

/** Locked, so that nobody is joined or accepts meanwhile. */
export const lockReportsOf = async (
  tx: Tx,
  communityId: string,
  complaintId: string,
): Promise<ComplaintReportEntity[]> => {
  await selectRows(
    tx,
    `SELECT id FROM complaint_report WHERE community_id = ? AND complaint_id = ? ORDER BY id${forUpdate(tx)}`,
    [communityId, complaintId],
  );
  return findReportsOf(tx, communityId, [complaintId]);
};

/** The report with which a complaint began, wherever it is handled now. */
export const findFirstReport = async (
  reader: Reader,
  communityId: string,
  originId: string,
): Promise<ComplaintReportEntity | null> =>
  (
    await selectAll(reader, ComplaintReportEntity, { where: { communityId, originId }, orderBy: 't.id', limit: 1 })
  )[0] ?? null;

export const findComplaintIdsByNumber = async (
  reader: Reader,
  communityId: string,
  number: string,
): Promise<string[]> => {
  const rows = await selectRows(
    reader,
    'SELECT DISTINCT complaint_id FROM complaint_report WHERE community_id = ? AND number LIKE ? LIMIT 50',
    [communityId, `%${number}`],
  );
  return rows.map((row) => String(row.complaint_id));
};

/** An account's own, newest first. */
export const listReportsOf = async (
  reader: Reader,
  reach: { accountId: string; communityIds: string[] },
  filter: { before: string | null; limit: number },
): Promise<ComplaintReportEntity[]> => {
  if (reach.communityIds.length === 0) return [];
  const before = filter.before ? 'AND id < ?' : '';
  const rows = await selectRows(
    reader,
    `SELECT community_id, id FROM complaint_report WHERE reporter_id = ? AND community_id IN (${marks(reach.communityIds)})
       ${before} ORDER BY id DESC LIMIT ${filter.limit}`,
    [reach.accountId, ...reach.communityIds, ...(filter.before ? [filter.before] : [])],
  );
  const ids = rows.map((row) => String(row.id));
  const found = await selectAll(reader, ComplaintReportEntity, {
    where: { communityId: reach.communityIds, id: ids },
  });
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
};

export const insertSaid = async (tx: Tx, said: ComplaintSaidEntity): Promise<void> => {
  await tx.insert(ComplaintSaidEntity, said);
};

/** The first words first. */
export const findSaid = (reader: Reader, communityId: string, reportIds: string[]): Promise<ComplaintSaidEntity[]> =>
  selectAll(reader, ComplaintSaidEntity, { where: { communityId, reportId: reportIds }, orderBy: 't.at, t.id' });

export const insertAnswer = async (tx: Tx, answer: ComplaintAnswerEntity): Promise<void> => {
  await tx.insert(ComplaintAnswerEntity, answer);
};

/** The newest first. */
export const findAnswers = (
  reader: Reader,
  communityId: string,
  complaintIds: string[],
): Promise<ComplaintAnswerEntity[]> =>
  selectAll(reader, ComplaintAnswerEntity, {
    where: { communityId, complaintId: complaintIds },
    orderBy: 't.at DESC, t.id DESC',
  });

export const findOutcomes = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, ComplaintOutcomeEntity>> =>
  new Map(
    (await selectAll(reader, ComplaintOutcomeEntity, { where: { communityId, id: ids } })).map((one) => [one.id, one]),
  );

export const findOutcome = (reader: Reader, communityId: string, id: string): Promise<ComplaintOutcomeEntity | null> =>
  selectOne(reader, ComplaintOutcomeEntity, { communityId, id });

export const saveOutcome = async (tx: Tx, outcome: ComplaintOutcomeEntity): Promise<void> => {
  const { communityId, id, ...rest } = outcome;
  if (await tx.existsBy(ComplaintOutcomeEntity, { communityId, id }))
    await tx.update(ComplaintOutcomeEntity, { communityId, id }, rest);
  else await tx.insert(ComplaintOutcomeEntity, outcome);
};

/** Published ones, newest first. */
export const listPublished = async (
  reader: Reader,
  communityIds: string[],
  filter: { before: { at: Date; id: string } | null; limit: number },
): Promise<ComplaintOutcomeEntity[]> => {
  if (communityIds.length === 0) return [];
  const query = reader
    .createQueryBuilder(ComplaintOutcomeEntity, 'o')
    .where("o.communityId IN (:...communityIds) AND o.state = 'published'", { communityIds })
    .orderBy('o.publishedAt', 'DESC')
    .addOrderBy('o.id', 'DESC')
    .limit(filter.limit);
  if (filter.before) query.andWhere('(o.publishedAt < :at OR (o.publishedAt = :at AND o.id < :id))', filter.before);
  return query.getMany();
};

/** How many households each of these complaints has. */
export const countReports = async (
  reader: Reader,
  communityId: string,
  complaintIds: string[],
): Promise<Map<string, number>> => {
  if (complaintIds.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT complaint_id, COUNT(*) AS n FROM complaint_report
     WHERE community_id = ? AND complaint_id IN (${marks(complaintIds)}) GROUP BY complaint_id`,
    [communityId, ...complaintIds],
  );
  return new Map(rows.map((row) => [String(row.complaint_id), toNumber(row.n)]));
};
