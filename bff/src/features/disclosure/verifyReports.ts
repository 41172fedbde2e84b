import { textHash } from '../../kernel/hashChain.js';
import type { Reader } from '../../platform/database/access.js';
import { sealOfSeq } from '../ledger/ledger.door.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import { findReports } from './disclosure.store.js';
import type { ReportBody } from './report.model.js';

const parsed = (text: string): ReportBody | null => {
  try {
    return JSON.parse(text) as ReportBody;
  } catch {
    return null;
  }
};

/** The text is what was hashed, names the report before, and the row says nothing else than the text. */
const holds = (report: FinanceReportEntity, before: FinanceReportEntity | undefined): boolean => {
  const body = parsed(report.body);
  if (!body || textHash(report.body) !== report.bodyHash) return false;
  const previous = before?.bodyHash ?? null;
  return (
    (body.previous?.bodyHash ?? null) === previous &&
    report.previousHash === previous &&
    body.communityId === report.communityId &&
    body.period === report.period &&
    body.incomeFen === report.incomeFen &&
    body.expenseFen === report.expenseFen &&
    body.entries === report.entries &&
    body.chain.seq === report.chainSeq &&
    body.chain.hash === report.chainHash &&
    new Date(body.publishedAt).getTime() === report.publishedAt.getTime()
  );
};

/** The first month whose published report is not what was published; null: all of them are. */
export const reportFaultOf = async (reader: Reader, communityId: string): Promise<string | null> => {
  const reports = await findReports(reader, communityId);
  for (const [index, report] of reports.entries()) {
    if (!holds(report, reports[index - 1])) return report.period;
    const seal = await sealOfSeq(reader, communityId, report.chainSeq);
    if (seal?.hash !== report.chainHash) return report.period;
  }
  return null;
};
