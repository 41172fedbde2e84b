import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { waitedLong } from './commands/ownerActs.js';
import { waitTopic } from './record.js';

/** Re-read and re-checked when it is due: late or twice it does once. */
export const inquiryHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: waitTopic,
    title: '等客服太久，转书面答复',
    handle: async (deps, job) => (tx) => waitedLong(tx, deps, job.communityId ?? '', String(job.payload.inquiryId)),
  },
];
