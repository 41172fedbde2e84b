import { periodOf } from '../../kernel/period.js';
import type { Reader } from '../../platform/database/access.js';
import { findReportById } from './disclosure.store.js';
import { fingerprintOf } from './disclosure.view.js';
import { publishEarlier } from './publish.js';

/** What other features may ask of the published finance reports. */

export interface ReportBrief {
  id: string;
  communityId: string;
  /** 2026-10 */
  period: string;
  publishedAt: Date;
  incomeFen: number;
  expenseFen: number;
  /** 9f3c 21ab */
  fingerprint: string;
}

export const readReportBrief = async (reader: Reader, id: string): Promise<ReportBrief | null> => {
  const report = await findReportById(reader, id);
  if (!report) return null;
  const { communityId, period, publishedAt, incomeFen, expenseFen, bodyHash } = report;
  return { id, communityId, period, publishedAt, incomeFen, expenseFen, fingerprint: fingerprintOf(bodyHash) };
};

/** For the demo's history: publishes every month that is over now, and tells nobody. */
export const publishPast = (deps: Parameters<typeof publishEarlier>[0], communityId: string): Promise<void> =>
  publishEarlier(deps, communityId, periodOf(deps.clock.now()));
