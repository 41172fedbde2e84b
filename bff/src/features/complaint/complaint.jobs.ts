import { deterministicId } from '../../kernel/ids.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { findReportsOf } from './complaint.store.js';

/** What a household hears of by message; the rest it sees on its page, which asks again at once. */
const told = ['take', 'note', 'escalate', 'pause', 'resume', 'answer', 'done', 'merge', 'object', 'close', 'published'];

/** Something happened to a complaint: every household that said it hears of it (C1), each by a message of its own. */
export const complaintHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: 'repair.of_complaint',
    title: '投诉有了进展',
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const reports = await findReportsOf(deps.db.reader, communityId, [String(job.payload.repairId)]);
      const heard = Array.isArray(job.payload.what) ? job.payload.what.map(String) : [];
      // An answer that ends it is told once.
      const what = told.filter((one) => heard.includes(one) && !(one === 'done' && heard.includes('answer')));
      return async (tx) => {
        for (const { id: reportId, reporterId } of reports) {
          if (!reporterId) continue;
          for (const one of what)
            await publish(tx, deps.clock, {
              id: deterministicId('complaint.told', job.id, reportId, one),
              communityId,
              topic: 'complaint.told',
              payload: { reportId, what: one },
            });
          afterCommit(tx, () => deps.live.send(`owner:${reporterId}`, { type: 'complaint.changed', reportId }));
        }
      };
    },
  },
];
