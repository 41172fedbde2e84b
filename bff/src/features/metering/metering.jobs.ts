import { meteringTexts as t } from '../../locales/metering.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { feedBills } from './feed.js';
import { lookAtMeters } from './look.js';
import { type FindingListener, feedTopic, foundTopic, lookTopic } from './metering.model.js';
import { findFinding } from './metering.store.js';
import { planFeed, planLook } from './metering.timers.js';

/** The hourly look at the meters, what it finds, and the month's readings for the bills. */
export const meteringHandlers = (listeners: readonly FindingListener[]): HandlerEntry<Deps>[] => [
  {
    queue: 'timer',
    topic: lookTopic,
    title: t.jobs.look,
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      await lookAtMeters(deps, communityId);
      return async (tx) => {
        await planLook(tx, deps, communityId);
        await planFeed(tx, deps, communityId);
      };
    },
  },
  {
    queue: 'timer',
    topic: feedTopic,
    title: t.jobs.feed,
    handle: async (deps, job) => {
      await feedBills(deps, job.communityId ?? '', String(job.payload.period));
      return undefined;
    },
  },
  {
    queue: 'outbox',
    topic: foundTopic,
    title: t.jobs.found,
    handle: async (deps, job) => {
      const finding = await findFinding(deps.db.reader, job.communityId ?? '', String(job.payload.findingId));
      if (finding) for (const listener of listeners) await listener(deps, finding);
      return undefined;
    },
  },
];
