import { doorCardTexts } from '../../locales/doorCard.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readCommunities } from '../community/community.door.js';
import { readHousesOfPeople } from '../community/house.door.js';
import type { DoorCardEntity } from './doorCard.entity.js';
import { syncTopic, watchTopic } from './doorCard.model.js';
import { findDueDevices, findUngone, lockDoorCard } from './doorCard.store.js';
import { endDoorCard } from './end.js';
import { planSync, planWatch } from './plan.js';
import { syncCards } from './sync.js';
import { keepWanted } from './wanted.js';

/** Cards of people whom the ledger does not name for their house any more open nothing. */
const endThoseWhoLeft = async (deps: Deps, communityId: string, open: readonly DoorCardEntity[]): Promise<void> => {
  const people = open.map(({ personId }) => personId);
  const houseOf = await readHousesOfPeople(deps.db.reader, communityId, people);
  const cause = { kind: 'background' as const, communityId, cause: watchTopic };
  for (const { id } of open.filter(({ personId, houseId }) => houseOf.get(personId) !== houseId))
    await inTransaction(deps.db, async (tx) => {
      const card = await lockDoorCard(tx, communityId, id);
      if (card && !card.endedAt) await endDoorCard(tx, deps, cause, { card, why: 'left' });
    });
};

const watch = async (deps: Deps, communityId: string): Promise<void> => {
  const ungone = await findUngone(deps.db.reader, communityId);
  await endThoseWhoLeft(
    deps,
    communityId,
    ungone.filter(({ endedAt }) => endedAt === null),
  );
  await inTransaction(deps.db, async (tx) => {
    const busy = await keepWanted(tx, deps, communityId, await findUngone(tx, communityId));
    const due = await findDueDevices(tx, communityId, deps.clock.realNow());
    await planSync(tx, deps, communityId, [...new Set([...busy, ...due])]);
  });
};

export const doorCardHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: syncTopic,
    title: doorCardTexts.jobs.sync,
    handle: async (deps, job) => {
      await syncCards(deps, { communityId: job.communityId ?? '', deviceId: String(job.payload.deviceId) });
      return undefined;
    },
  },
  {
    queue: 'timer',
    topic: watchTopic,
    title: doorCardTexts.jobs.watch,
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      await watch(deps, communityId);
      return async (tx) => {
        if ((await findUngone(tx, communityId)).length > 0) await planWatch(tx, deps, communityId);
      };
    },
  },
];

/** Hourly: the watch is set again wherever a terminal may hold a card, should its timer have been lost. */
export const doorCardSweep = async (deps: Deps): Promise<void> => {
  for (const { id: communityId } of await readCommunities(deps.db.reader))
    if ((await findUngone(deps.db.reader, communityId)).length > 0)
      await inTransaction(deps.db, (tx) => planWatch(tx, deps, communityId));
};
