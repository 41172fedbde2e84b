import { atWall, toDay } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { disclosureTexts as t } from '../../locales/disclosure.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer, setTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { readCommunities } from '../community/community.door.js';
import { listByRole } from '../identity/identity.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { type Due, publishDue } from './publish.js';
import { reportFaultOf } from './verifyReports.js';

const tickTopic = 'report.tick';
const dayMs = 86_400_000;
/** Looked at again while a month waits: soon on its day, then each hour. */
const soonMs = 10 * 60_000;
const laterMs = 3_600_000;

const tickOf = (communityId: string, dueAt: Date) => ({
  communityId,
  topic: tickTopic,
  payload: {},
  slot: [communityId],
  dueAt,
});

/** Every day at the hour of the reports. */
const nextDaily = (now: Date, hour: number): Date => {
  const today = atWall(toDay(now), hour);
  return today > now ? today : new Date(today.getTime() + dayMs);
};

const nextTick = (now: Date, hour: number, waiting: Due['waiting']): Date => {
  const [first] = waiting;
  if (!first) return nextDaily(now, hour);
  if (first.lateAt <= now) return new Date(now.getTime() + laterMs);
  return new Date(Math.min(now.getTime() + soonMs, first.lateAt.getTime()));
};

/** Who answers for the disclosure: finance and the managers. */
const keepersOf = async (reader: Reader, communityId: string, now: Date): Promise<string[]> => {
  const people = await Promise.all(
    (['finance', 'manager'] as const).map((role) => listByRole(reader, communityId, role, now)),
  );
  return people.flat().map(({ id }) => id);
};

/** One alert a day for the same cause. */
const alertId = (communityId: string, now: Date, ...about: string[]): string =>
  deterministicId('report-alert', communityId, toDay(now), ...about);

const alertLate = async (tx: Tx, deps: Deps, communityId: string, staffIds: string[], due: Due): Promise<void> => {
  const now = deps.clock.now();
  for (const [index, { period, lateAt }] of due.waiting.entries()) {
    if (lateAt > now) continue;
    const why = index === 0 ? (due.obstacles[0]?.words ?? null) : null;
    const about = { kind: 'report-late' as const, detail: t.late(period, why), link: staffLinks.reports() };
    const id = alertId(communityId, now, 'late', period);
    await alertStaff(tx, deps.clock, { id, communityId, repairId: null, staffIds, ...about });
  }
};

const alertFault = async (
  tx: Tx,
  deps: Deps,
  communityId: string,
  staffIds: string[],
  fault: string,
): Promise<void> => {
  const about = { kind: 'ledger-fault' as const, detail: t.reportFault(fault), link: staffLinks.reports() };
  const id = alertId(communityId, deps.clock.now(), 'fault', fault);
  await alertStaff(tx, deps.clock, { id, communityId, repairId: null, staffIds, ...about });
};

/** Sets the daily look of every community that lacks it; the hourly sweep asks. */
export const disclosureSweep = async (deps: Deps): Promise<void> => {
  for (const { id } of await readCommunities(deps.db.reader)) {
    const now = deps.clock.now();
    await inTransaction(deps.db, (tx) => setTimer(tx, deps.clock, tickOf(id, now)));
  }
};

export const disclosureHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: tickTopic,
    title: '公布财务月报',
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const { reader } = deps.db;
      const due = await publishDue(deps, communityId);
      const fault = await reportFaultOf(reader, communityId);
      const now = deps.clock.now();
      const { hour } = (await readMoneyPolicy(reader, communityId)).report;
      const staffIds = due.waiting.length > 0 || fault ? await keepersOf(reader, communityId, now) : [];
      return async (tx) => {
        await alertLate(tx, deps, communityId, staffIds, due);
        if (fault) await alertFault(tx, deps, communityId, staffIds, fault);
        await resetTimer(tx, deps.clock, tickOf(communityId, nextTick(now, hour, due.waiting)));
      };
    },
    // Nothing else would publish the reports of this community.
    maxAttempts: 1000,
  },
];
