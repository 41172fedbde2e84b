import { formatFen } from 'shared-types/money';
import { deterministicId } from '../../kernel/ids.js';
import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { type ReportBrief, readReportBrief } from '../disclosure/disclosure.door.js';
import { readOwnerAccountIds } from '../identity/identity.door.js';
import type { Notice, Noticed } from './deliver.js';
import { partsOf } from './parts.js';

/** What owners are told of a published report: its totals, and its fingerprint to compare with later (F7). */

const toldTopic = 'report.told';

/** Tells a whole community in parts; each part is a job of its own, so that a crash repeats none that is done. */
export const reportSpread: HandlerEntry<Deps> = {
  queue: 'outbox',
  topic: 'report.published',
  title: '通知业主：财务月报',
  handle: async (deps, job) => {
    const communityId = job.communityId ?? '';
    const reportId = String(job.payload.reportId);
    const ids = await readOwnerAccountIds(deps.db.reader, communityId);
    return async (tx) => {
      const messages = partsOf(ids).map((part) => ({
        id: deterministicId(toldTopic, reportId, part.from),
        communityId,
        topic: toldTopic,
        payload: { reportId, ...part },
      }));
      await publish(tx, deps.clock, ...messages);
    };
  },
};

const noticeOf = (deps: Deps, report: ReportBrief, accountId: string): Notice => {
  const { communityId, period, incomeFen, expenseFen, fingerprint } = report;
  const month = `${Number(period.slice(0, 4))}年${Number(period.slice(5))}月`;
  return {
    ...messageWords.reportPublished(month, formatFen(incomeFen), formatFen(expenseFen), fingerprint),
    accountId,
    communityId,
    link: messageLinks.report(report.id),
    subject: messageWords.reportSubject(month),
    number: null,
    at: report.publishedAt,
    templateId: deps.settings.subscribeTemplates.reportPublished,
  };
};

const told = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const { reader } = deps.db;
  const communityId = job.communityId ?? '';
  const report = await readReportBrief(reader, String(job.payload.reportId));
  if (report?.communityId !== communityId) return [];
  const { accountId, from, to } = job.payload;
  // One of them, to whom it goes by WeChat.
  if (typeof accountId === 'string') return [noticeOf(deps, report, accountId)];
  const ids = await readOwnerAccountIds(reader, communityId, { from: String(from), to: String(to) });
  return ids.map((id) => noticeOf(deps, report, id));
};

export const reportNotices: Noticed[] = [{ topic: toldTopic, title: '通知业主：财务月报', noticesOf: told }];
