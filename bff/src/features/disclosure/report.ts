import { toInstant } from 'shared-types/time';
import { canonicalJson, type Json, textHash } from '../../kernel/hashChain.js';
import { periodAfter, periodOf, spanOf } from '../../kernel/period.js';
import { disclosureTexts as t } from '../../locales/disclosure.js';
import type { Reader } from '../../platform/database/access.js';
import { readCommunity } from '../community/community.door.js';
import {
  causeName,
  countSealedEntries,
  firstResultAt,
  lastSealBy,
  listMovements,
  type Seal,
  sumMovements,
} from '../ledger/ledger.door.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import { findReports } from './disclosure.store.js';
import type { ReportBody, ReportFigures } from './report.model.js';
import { figuresOf, type LateMoved, type MonthFacts, type Names } from './report.rules.js';

/** The text of a published report; what was written is canonical, so that it is hashed as it stands. */
export const bodyOf = ({ body }: FinanceReportEntity): ReportBody => JSON.parse(body) as ReportBody;

const names: Names = {
  section: (section) => t.sections[section],
  line: t.line,
  words: t.corrected,
};

const lateOf = async (
  reader: Reader,
  communityId: string,
  before: Date,
  afterSeq: number,
  upToSeq: number,
): Promise<LateMoved[]> => {
  const span = { from: null, to: before, afterSeq, upToSeq };
  const rows = await listMovements(reader, communityId, span, { prefixes: ['3101', '6'] });
  return rows.map((row) => ({ ...row, period: periodOf(row.at), title: row.memo ?? causeName(row.kind) }));
};

/** The figures of a month from what is sealed up to a seal. */
const readFigures = async (
  reader: Reader,
  communityId: string,
  period: string,
  earlier: readonly FinanceReportEntity[],
  upToSeq: number,
): Promise<ReportFigures> => {
  const { from, to } = spanOf(period);
  const month = { from, to, afterSeq: 0, upToSeq };
  const last = earlier.at(-1);
  const afterSeq = last?.chainSeq ?? 0;
  const facts: MonthFacts = {
    period,
    moved: await sumMovements(reader, communityId, month),
    entries: await countSealedEntries(reader, communityId, month),
    before: await sumMovements(reader, communityId, { from: null, to: from, afterSeq, upToSeq }),
    late: last ? await lateOf(reader, communityId, from, afterSeq, upToSeq) : [],
    earlier: earlier.map(bodyOf),
  };
  return figuresOf(facts, names);
};

/** The month whose report comes next; null while the books have no income and no expense. */
export const nextPeriod = async (
  reader: Reader,
  communityId: string,
  last: { period: string } | undefined,
): Promise<string | null> => {
  if (last) return periodAfter(last.period);
  const first = await firstResultAt(reader, communityId);
  return first && periodOf(first);
};

export interface Draft {
  figures: ReportFigures;
  communityName: string;
  earlier: FinanceReportEntity[];
  /** Null: nothing is sealed yet. */
  seal: Seal | null;
}

/** A month as its report would be now, beside the reports of the months before it. */
export const draftOf = async (reader: Reader, communityId: string, period: string, now: Date): Promise<Draft> => {
  const [community, reports, seal] = await Promise.all([
    readCommunity(reader, communityId),
    findReports(reader, communityId),
    lastSealBy(reader, communityId, now),
  ]);
  const earlier = reports.filter((report) => report.period < period);
  const figures = await readFigures(reader, communityId, period, earlier, seal?.seq ?? 0);
  return { figures, communityName: community?.name ?? '', earlier, seal };
};

export interface WrittenReport {
  text: string;
  hash: string;
  body: ReportBody;
}

/** The text that is hashed: figures, remarks, the seal of the books and the hash of the report before. */
export const writeReport = (
  communityId: string,
  { figures, communityName, earlier, seal }: Draft,
  remarks: string[],
  publishedAt: Date,
): WrittenReport => {
  if (!seal) throw new Error('a report without a seal');
  const last = earlier.at(-1);
  const body: ReportBody = {
    v: 1,
    communityId,
    communityName,
    publishedAt: toInstant(publishedAt),
    remarks,
    chain: { seq: seal.seq, hash: seal.hash },
    previous: last ? { period: last.period, bodyHash: last.bodyHash } : null,
    ...figures,
  };
  const text = canonicalJson(body as unknown as Json);
  return { text, hash: textHash(text), body };
};
