import type { ReportSummary, ReportView, StaffReportRow } from 'shared-types/disclosure';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { periodAfter, periodOf, periodsBetween } from '../../kernel/period.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import { findReport, findReportById, listReportRows } from './disclosure.store.js';
import { presentFigures, presentPublished, presentRow, presentWaiting } from './disclosure.view.js';
import { type Obstacle, obstaclesOf } from './obstacles.js';
import { draftOf, nextPeriod } from './report.js';

interface PageOf {
  cursor?: string | undefined;
  limit: number;
}

/** The gate has seen that it is the caller's. Errors: report.not_found. */
export const reportOf = async (reader: Reader, id: string): Promise<FinanceReportEntity> => {
  const report = await findReportById(reader, id);
  if (!report) throw new AppError('report.not_found');
  return report;
};

export const listSummaries = async (
  reader: Reader,
  communityId: string,
  { cursor, limit }: PageOf,
): Promise<{ items: ReportSummary[]; nextCursor: string | null }> => {
  const [before = null] = decodeCursor(cursor, 1);
  const rows = await listReportRows(reader, communityId, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(presentRow), nextCursor: last ? encodeCursor(last.period) : null };
};

/** Every month from the running one back to the first, published or not. */
export const listStaffRows = async (
  deps: Deps,
  { communityId }: StaffActor,
  { cursor, limit }: PageOf,
): Promise<{ items: StaffReportRow[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const running = periodOf(now);
  const [before = periodAfter(running)] = decodeCursor(cursor, 1);
  const [newest] = await listReportRows(reader, communityId, { before: null, limit: 1 });
  const on = (await readMoneyPolicy(reader, communityId)).report;
  const next = (await nextPeriod(reader, communityId, newest)) ?? running;
  const waiting = periodsBetween(next, running)
    .reverse()
    .filter((period) => period < before);
  const unpublished = await Promise.all(
    waiting.slice(0, limit).map(async (period) => {
      const { figures } = await draftOf(reader, communityId, period, now);
      return presentWaiting(period, figures, running, now, on);
    }),
  );
  const rest = limit + 1 - waiting.length;
  const published = rest > 0 ? await listReportRows(reader, communityId, { before, limit: rest }) : [];
  const all = [...unpublished, ...published.map((report) => presentPublished(report, on))];
  const items = all.slice(0, limit);
  const last = waiting.length + published.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(last.period) : null };
};

export interface Preview {
  report: Omit<ReportView, 'id' | 'publishedAt' | 'seal' | 'body'>;
  obstacles: Obstacle[];
  actions: 'publish'[];
}

/** Errors: report.not_ready for a month that has not begun. */
export const readPreview = async (deps: Deps, actor: StaffActor, period: string): Promise<Preview> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const now = deps.clock.now();
  if (period > periodOf(now)) throw new AppError('report.not_ready');
  const [{ figures, communityName }, obstacles, published] = await Promise.all([
    draftOf(reader, communityId, period, now),
    obstaclesOf(reader, communityId, period, now),
    findReport(reader, communityId, period),
  ]);
  const open = obstacles.filter(({ blocking }) => !blocking).map(({ words }) => words);
  const blocked = obstacles.some(({ blocking }) => blocking);
  const may = actor.permissions.has('disclosure.publish') && !published && !blocked;
  return { report: presentFigures(figures, communityName, open), obstacles, actions: may ? ['publish'] : [] };
};
