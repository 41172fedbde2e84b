import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { publishScheduled } from './commands/publishAnnouncement.js';
import { remindByItself, tellNow } from './commands/smallActs.js';
import { publishTopic, remindTopic, tellLaterTopic } from './tell.js';

const timer = (
  topic: string,
  title: string,
  act: (tx: Tx, deps: Deps, communityId: string, id: string) => Promise<void>,
): HandlerEntry<Deps> => ({
  queue: 'timer',
  topic,
  title,
  // In the function that runs with the row's marking, so that a timer's own slot may be set anew.
  handle: async (deps, job) => (tx) => act(tx, deps, job.communityId ?? '', String(job.payload.announcementId)),
});

export const announcementHandlers: HandlerEntry<Deps>[] = [
  timer(publishTopic, '定时发布公告', publishScheduled),
  timer(tellLaterTopic, '早上再通知的公告', tellNow),
  timer(remindTopic, '提醒没看公告的人', remindByItself),
];
