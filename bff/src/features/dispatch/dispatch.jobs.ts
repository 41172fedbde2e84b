import { dispatchJobTitles } from '../../locales/dispatch.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { listStaffIds } from '../identity/identity.door.js';
import { countFinished, countWork, shiftTopic, sync } from './dispatch.worker.js';

const policyTopic = 'dispatch.policy_changed';
const perBatch = 50;
const mostPeople = 50;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? [...new Set(value.flatMap((one) => textOf(one) ?? []))].sort().slice(0, mostPeople) : [];

/** Everything that it changes is ours, so all of it happens in the transaction that marks the row done: once. */
const within = (
  entry: Pick<HandlerEntry<Deps>, 'queue' | 'topic' | 'title'>,
  act: (tx: Tx, deps: Deps, job: Job, communityId: string) => Promise<void>,
): HandlerEntry<Deps> => ({
  ...entry,
  handle: async (deps, job) => (tx) => act(tx, deps, job, job.communityId ?? ''),
});

const syncOne = async (tx: Tx, deps: Deps, job: Job, communityId: string): Promise<void> => {
  const staffId = textOf(job.payload.staffId);
  if (staffId) await sync(tx, deps, communityId, staffId);
};

/** A limit by default reaches everybody, some at a time. */
const syncSome = async (tx: Tx, deps: Deps, job: Job, communityId: string): Promise<void> => {
  const ids = await listStaffIds(tx, communityId, textOf(job.payload.after), perBatch);
  for (const staffId of ids) await sync(tx, deps, communityId, staffId);
  const after = ids.at(-1);
  if (ids.length === perBatch && after)
    await publish(tx, deps.clock, { communityId, topic: policyTopic, payload: { after } });
};

/** How dispatch keeps up with people, and with what became of their work. */
export const dispatchHandlers: HandlerEntry<Deps>[] = [
  within({ queue: 'outbox', topic: 'dispatch.sync', title: dispatchJobTitles.sync }, syncOne),
  within({ queue: 'timer', topic: shiftTopic, title: dispatchJobTitles.shift }, syncOne),
  within({ queue: 'outbox', topic: policyTopic, title: dispatchJobTitles.policy }, syncSome),
  within(
    { queue: 'outbox', topic: 'dispatch.rated', title: dispatchJobTitles.rated },
    async (tx, _deps, { payload }, communityId) => {
      const stars = Math.min(5, Math.max(1, Math.round(Number(payload.stars))));
      if (!Number.isFinite(stars)) return;
      for (const workerId of textsOf(payload.workerIds))
        await countWork(tx, communityId, workerId, { starsCount: 1, starsSum: stars });
    },
  ),
  within(
    { queue: 'outbox', topic: 'dispatch.finished', title: dispatchJobTitles.finished },
    async (tx, deps, { payload }, communityId) => {
      const workerId = textOf(payload.workerId);
      if (!workerId) return;
      const [houseId, buildingId] = [textOf(payload.houseId), textOf(payload.buildingId)];
      await countFinished(tx, { communityId, workerId, houseId, buildingId, at: deps.clock.now() });
    },
  ),
  within(
    { queue: 'outbox', topic: 'dispatch.reworked', title: dispatchJobTitles.reworked },
    async (tx, _deps, { payload }, communityId) => {
      for (const workerId of textsOf(payload.workerIds)) await countWork(tx, communityId, workerId, { reworks: 1 });
    },
  ),
  within(
    { queue: 'outbox', topic: 'dispatch.checked', title: dispatchJobTitles.checked },
    async (tx, _deps, { payload }, communityId) => {
      const workerId = textOf(payload.workerId);
      const checksPassed = payload.passed === true ? 1 : 0;
      if (workerId) await countWork(tx, communityId, workerId, { checksCount: 1, checksPassed });
    },
  ),
];
