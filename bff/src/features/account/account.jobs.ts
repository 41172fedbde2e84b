import { quietUntil } from '../../kernel/quietHours.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { sharedWrite } from '../../platform/queue/mark.js';
import { publish, resetTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { togetherFor } from '../../platform/together.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { HouseBalanceEntity } from './account.entity.js';
import { findBalances } from './balance.store.js';
import { offsetHouse } from './offset.js';
import { findDueReminders, keepReminders, lookTopic, setNextLook } from './reminders.js';

/** So many houses a transaction; the rest follows at once. */
const mostAtOnce = 1000;

const look: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  const communityId = job.communityId ?? '';
  const { reminders: policy } = await readMoneyPolicy(deps.db.reader, communityId);
  const now = deps.clock.now();
  const day = String(job.payload.day);
  const again = (tx: Tx, dueAt: Date): Promise<void> =>
    resetTimer(tx, deps.clock, { communityId, topic: lookTopic, payload: { day }, dueAt, slot: [communityId, day] });
  const until = quietUntil(policy, now);
  if (until) return (tx) => again(tx, until);
  const due = await findDueReminders(deps, deps.db.reader, communityId);
  return async (tx) => {
    await keepReminders(tx, deps, due.slice(0, mostAtOnce));
    if (due.length > mostAtOnce) await again(tx, now);
    else await setNextLook(tx, deps, communityId);
  };
};

interface Asked {
  communityId: string;
  houseId: string;
}

const mostTogether = 64;

/** A run tells thousands of houses: their balances are read by one statement for many. */
const readBalance = togetherFor(async (deps: Deps, asked: Asked[]): Promise<(HouseBalanceEntity | null)[]> => {
  const found = new Map<string, HouseBalanceEntity>();
  for (const communityId of new Set(asked.map((one) => one.communityId))) {
    const houseIds = asked.filter((one) => one.communityId === communityId).map(({ houseId }) => houseId);
    for (const balance of await findBalances(deps.db.reader, communityId, [...new Set(houseIds)]))
      found.set(`${communityId} ${balance.houseId}`, balance);
  }
  return asked.map(({ communityId, houseId }) => found.get(`${communityId} ${houseId}`) ?? null);
}, mostTogether);

interface Published {
  deps: Deps;
  communityId: string;
  houseId: string;
  runId: string;
  offsetFen: number;
}

/** Tells notification that a house has new bills, what the balance paid of them already, and keeps the looks going. */
const announce = async (tx: Tx, published: readonly Published[]): Promise<void> => {
  const [first] = published;
  if (!first) return;
  await publish(
    tx,
    first.deps.clock,
    ...published.map(({ communityId, houseId, runId, offsetFen }) => ({
      communityId,
      topic: 'bill.announced',
      payload: { houseId, runId, offsetFen },
    })),
  );
  for (const communityId of new Set(published.map((one) => one.communityId)))
    await setNextLook(tx, first.deps, communityId);
};

/** New bills of a house: paid from its balance if the owner wants that, and announced. */
const published: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  const communityId = job.communityId ?? '';
  const [houseId, runId] = [String(job.payload.houseId), String(job.payload.runId)];
  const balance = await readBalance(deps, { communityId, houseId });
  const one = { deps, communityId, houseId, runId, offsetFen: 0 };
  if (!balance?.autoOffset || balance.balanceFen <= 0) return sharedWrite(announce, one);
  return async (tx) => {
    const offsetFen = await offsetHouse(tx, deps, { communityId, houseId, runId });
    await announce(tx, [{ ...one, offsetFen }]);
  };
};

export const accountHandlers: HandlerEntry<Deps>[] = [
  { queue: 'timer', topic: lookTopic, title: '催缴提醒', handle: look },
  { queue: 'outbox', topic: 'bill.published', title: '新账单：预存抵扣和通知', handle: published },
];
