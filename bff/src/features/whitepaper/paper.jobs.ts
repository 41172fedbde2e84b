import { atWall, toDay } from 'shared-types/time';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer, setTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readCommunities } from '../community/community.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { generateDue } from './generate.js';

const tickTopic = 'whitepaper.tick';
const dayMs = 86_400_000;

const tickOf = (communityId: string, dueAt: Date) => ({
  communityId,
  topic: tickTopic,
  payload: {},
  slot: [communityId],
  dueAt,
});

/** Sets the daily look of every community that lacks it; the hourly sweep asks. */
export const whitePaperSweep = async (deps: Deps): Promise<void> => {
  for (const { id } of await readCommunities(deps.db.reader)) {
    const now = deps.clock.now();
    await inTransaction(deps.db, (tx) => setTimer(tx, deps.clock, tickOf(id, now)));
  }
};

export const whitePaperHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: tickTopic,
    title: '写服务质量白皮书',
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      await generateDue(deps, communityId);
      const { hour } = (await readPolicyInForce(deps.db.reader, communityId)).policy.whitePaper;
      const now = deps.clock.now();
      const today = atWall(toDay(now), hour);
      const next = today > now ? today : new Date(today.getTime() + dayMs);
      return (tx) => resetTimer(tx, deps.clock, tickOf(communityId, next));
    },
    // Nothing else would write the papers of this community.
    maxAttempts: 1000,
  },
];
