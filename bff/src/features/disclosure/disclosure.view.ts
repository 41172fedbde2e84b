import type { ReportSummary, ReportView, StaffReportRow } from 'shared-types/disclosure';
import { toInstant } from 'shared-types/time';
import { dueOf, periodAfter, type ReportDay } from '../../kernel/period.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import type { ReportRow } from './disclosure.store.js';
import { bodyOf } from './report.js';
import type { ReportFigures } from './report.model.js';

export const presentRow = (report: ReportRow): ReportSummary => ({
  id: report.id,
  period: report.period,
  publishedAt: toInstant(report.publishedAt),
  incomeFen: report.incomeFen,
  expenseFen: report.expenseFen,
  surplusFen: report.incomeFen - report.expenseFen,
  entries: report.entries,
});

/** 9f3c 21ab */
export const fingerprintOf = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;

type Shown = Omit<ReportView, 'id' | 'publishedAt' | 'seal' | 'body'>;

export const presentFigures = (figures: ReportFigures, communityName: string, remarks: string[]): Shown => ({
  period: figures.period,
  incomeFen: figures.incomeFen,
  expenseFen: figures.expenseFen,
  surplusFen: figures.surplusFen,
  entries: figures.entries,
  communityName,
  sections: figures.sections,
  fund: figures.fund,
  publicRevenue: figures.publicRevenue,
  collection: figures.collection,
  months: figures.months,
  corrections: figures.corrections,
  remarks,
});

export const presentReport = (report: FinanceReportEntity): ReportView => {
  const body = bodyOf(report);
  return {
    ...presentFigures(body, body.communityName, body.remarks),
    id: report.id,
    publishedAt: toInstant(report.publishedAt),
    seal: {
      bodyHash: report.bodyHash,
      fingerprint: fingerprintOf(report.bodyHash),
      chainSeq: report.chainSeq,
      chainHash: report.chainHash,
    },
    body: report.body,
  };
};

type Totals = Pick<ReportFigures, 'incomeFen' | 'expenseFen' | 'surplusFen'>;

export const presentPublished = (report: ReportRow, on: ReportDay): StaffReportRow => {
  const { id, period, publishedAt, incomeFen, expenseFen, surplusFen } = presentRow(report);
  const dueAt = toInstant(dueOf(period, on).dueAt);
  return { id, period, state: 'published', publishedAt, dueAt, incomeFen, expenseFen, surplusFen };
};

/** A month that is not published: still running, waiting for its day, or late. */
export const presentWaiting = (
  period: string,
  { incomeFen, expenseFen, surplusFen }: Totals,
  running: string,
  now: Date,
  on: ReportDay,
): StaffReportRow => {
  const { dueAt, lateAt } = dueOf(period, on);
  const state = periodAfter(period) > running ? 'running' : lateAt <= now ? 'late' : 'due';
  return { id: null, period, state, publishedAt: null, dueAt: toInstant(dueAt), incomeFen, expenseFen, surplusFen };
};
