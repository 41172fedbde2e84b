import { formatFen } from 'shared-types/money';
import { toDay } from 'shared-types/time';
import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { type NewBills, readNewBills, remindableTotals } from '../billing/arrears.door.js';
import { type HouseBrief, readHouseBriefs } from '../community/community.door.js';
import { type BoundAccount, readBoundAccounts } from '../identity/identity.door.js';
import type { Notice, Noticed } from './deliver.js';
import { byId } from './reads.js';

/** What people are told of the bills of their houses. A run tells thousands at once: everything is read together. */

interface Asked {
  communityId: string;
  /** The house. */
  id: string;
}

const community = ({ communityId }: Asked): string => communityId;

const readHouse = byId<Asked, HouseBrief>(community, async (deps, _first, ids) => {
  const houses = await readHouseBriefs(deps.db.reader, ids);
  return new Map(houses.map((house) => [house.id, house]));
});

const readBound = byId<Asked, BoundAccount[]>(community, (deps, { communityId }, ids) =>
  readBoundAccounts(deps.db.reader, communityId, ids),
);

const readNew = byId<Asked & { runId: string }, NewBills>(
  ({ communityId, runId }) => `${communityId} ${runId}`,
  (deps, { communityId, runId }, ids) => readNewBills(deps.db.reader, communityId, runId, ids),
);

const readRemindable = byId<Asked, { dueFen: number; oldestDueOn: string | null }>(
  community,
  (deps, { communityId }, ids) => remindableTotals(deps.db.reader, communityId, ids, deps.clock.now()),
);

/** The owners of a house; where none is bound, the family; else the tenants. */
const toldOf = (bound: readonly BoundAccount[]): BoundAccount[] => {
  for (const role of ['owner', 'family', 'tenant'] as const) {
    const told = bound.filter((one) => one.role === role);
    if (told.length > 0) return told;
  }
  return [];
};

interface Told {
  title: string;
  state: string;
  body: string;
}

/** One message to each of a house's people; none when there is nothing to say any more. */
const aboutHouse =
  (words: (deps: Deps, job: Job, house: HouseBrief) => Promise<Told | null>) =>
  async (deps: Deps, job: Job): Promise<Notice[]> => {
    const asked = { communityId: job.communityId ?? '', id: String(job.payload.houseId) };
    const [house, bound] = await Promise.all([readHouse(deps, asked), readBound(deps, asked)]);
    if (!house || !bound) return [];
    const said = await words(deps, job, house);
    if (!said) return [];
    return toldOf(bound).map(({ accountId }) => ({
      ...said,
      accountId,
      communityId: asked.communityId,
      link: messageLinks.due(house.id),
      subject: house.label,
      number: null,
      at: deps.clock.now(),
      templateId: deps.settings.subscribeTemplates.billReminder,
    }));
  };

/** 11月25日; with its year where that is not this one's. */
const day = (date: string, now: Date): string => {
  const name = `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
  return date.slice(0, 4) === toDay(now).slice(0, 4) ? name : `${date.slice(0, 4)}年${name}`;
};

const announced = aboutHouse(async (deps, job, house) => {
  const runId = String(job.payload.runId);
  const bills = await readNew(deps, { communityId: house.communityId, id: house.id, runId });
  // Reversed before anybody was told: nothing to say.
  if (!bills) return null;
  const offsetFen = Number(job.payload.offsetFen) || 0;
  return messageWords.billAnnounced({
    months: `${Number(bills.period.slice(5))}月`,
    total: formatFen(bills.amountFen),
    left: bills.outstandingFen > 0 ? formatFen(bills.outstandingFen) : null,
    offset: offsetFen > 0 ? formatFen(Math.min(offsetFen, bills.amountFen - bills.outstandingFen)) : null,
    due: bills.dueOn && day(bills.dueOn, deps.clock.now()),
  });
});

/** Read again when it is told: who has paid or disputed meanwhile is left alone. */
const reminded = aboutHouse(async (deps, _job, house) => {
  const due = await readRemindable(deps, { communityId: house.communityId, id: house.id });
  if (!due?.oldestDueOn || due.dueFen <= 0) return null;
  const now = deps.clock.now();
  const words = due.oldestDueOn < toDay(now) ? messageWords.billOverdue : messageWords.billDueSoon;
  return words(house.label, formatFen(due.dueFen), day(due.oldestDueOn, now));
});

export const billNotices: Noticed[] = [
  { topic: 'bill.announced', title: '通知业主：新账单', noticesOf: announced },
  {
    topic: 'bill.corrected',
    title: '通知业主：账单更正',
    noticesOf: aboutHouse(async (_deps, _job, house) => messageWords.billCorrected(house.label)),
  },
  { topic: 'arrears.reminded', title: '通知业主：缴费提醒', noticesOf: reminded },
];
