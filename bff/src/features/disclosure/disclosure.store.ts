import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { FinanceReportEntity } from './disclosure.entity.js';

export const insertReport = async (tx: Tx, report: FinanceReportEntity): Promise<void> => {
  await tx.insert(FinanceReportEntity, report);
};

export const findReport = (reader: Reader, communityId: string, period: string): Promise<FinanceReportEntity | null> =>
  selectOne(reader, FinanceReportEntity, { communityId, period });

export const findReportById = (reader: Reader, id: string): Promise<FinanceReportEntity | null> =>
  selectOne(reader, FinanceReportEntity, { id });

/** Every report of a community, the oldest first. */
export const findReports = (reader: Reader, communityId: string): Promise<FinanceReportEntity[]> =>
  selectAll(reader, FinanceReportEntity, { where: { communityId }, orderBy: 't.period ASC' });

export type ReportRow = Omit<FinanceReportEntity, 'body'>;

const rowFields = [
  'communityId',
  'period',
  'id',
  'publishedAt',
  'publishedBy',
  'incomeFen',
  'expenseFen',
  'entries',
  'chainSeq',
  'chainHash',
  'previousHash',
  'bodyHash',
] as const satisfies (keyof FinanceReportEntity)[];

/** Reports without their text, the latest first, before a month. */
export const listReportRows = (
  reader: Reader,
  communityId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<ReportRow[]> => {
  const query = reader
    .createQueryBuilder(FinanceReportEntity, 'r')
    .select(rowFields.map((field) => `r.${field}`))
    .where('r.communityId = :communityId', { communityId })
    .orderBy('r.period', 'DESC')
    .limit(limit);
  if (before) query.andWhere('r.period < :before', { before });
  return query.getMany();
};
