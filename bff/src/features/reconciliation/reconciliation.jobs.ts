import type { ReconciliationChannel } from 'shared-types/reconciliation';
import { toDay } from 'shared-types/time';
import { reconciliationTexts } from '../../locales/reconciliation.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { readCommunities } from '../community/community.door.js';
import { listByRole } from '../identity/identity.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { askAbout } from './ask.js';
import { dayAfter } from './compareSheet.js';
import { findDifferences, findSheet, saveSheet } from './reconciliation.store.js';
import { announceDay, type DayOf, planDay, runDay, sheetChannels } from './runDay.js';
import { isStatementChannel, sheetId } from './sheet.js';

const dayOf = (job: Job): DayOf => ({
  communityId: job.communityId ?? '',
  channel: String(job.payload.channel) as ReconciliationChannel,
  day: String(job.payload.day),
});

/** Days that may still lack their timer: a process that was off for long makes up for these. */
const pastDays = 3;

/** Sets the timers of the days around today, for every community and channel; once each, however often it is called. */
export const planReconciliations = async (deps: Deps): Promise<void> => {
  const today = toDay(deps.clock.now());
  for (const { id: communityId } of await readCommunities(deps.db.reader)) {
    const { fetchHour } = (await readMoneyPolicy(deps.db.reader, communityId)).reconciliation;
    await inTransaction(deps.db, async (tx) => {
      for (let back = pastDays; back >= -1; back--)
        for (const channel of sheetChannels(deps))
          await planDay(tx, deps, { communityId, channel, day: dayAfter(today, -back) }, fetchHour);
    });
  }
};

const mostAsked = 20;

/** Lost payments are looked up at once, so that whoever opens the day sees the channel's own word. */
const askAboutLost = async (deps: Deps, where: DayOf): Promise<void> => {
  const { communityId, channel, day } = where;
  const open = (await findDifferences(deps.db.reader, communityId, sheetId(communityId, channel, day))).filter(
    ({ decidedAt, askedAt, reason }) => decidedAt === null && askedAt === null && reason === 'notice-lost',
  );
  for (const difference of open.slice(0, mostAsked))
    await askAbout(deps, difference).catch((error: Error) =>
      deps.log.warn({ differenceId: difference.id, error: error.message }, 'lost payment not asked about'),
    );
};

const remind = async (deps: Deps, job: Job) => {
  const communityId = job.communityId ?? '';
  const sheet = await findSheet(deps.db.reader, communityId, String(job.payload.sheetId));
  if (!sheet || sheet.state === 'closed') return undefined;
  const { channel, day } = sheet;
  // What came right meanwhile needs nobody.
  if (isStatementChannel(channel) && sheet.state === 'open')
    await inTransaction(deps.db, await runDay(deps, { communityId, channel, day }));
  const open = (await findDifferences(deps.db.reader, communityId, sheet.id)).filter((one) => !one.decidedAt);
  const { remindHours } = (await readMoneyPolicy(deps.db.reader, communityId)).reconciliation;
  const now = deps.clock.now();
  const staff = (await listByRole(deps.db.reader, communityId, 'finance', now)).map(({ id }) => id);
  const staffIds =
    staff.length > 0 ? staff : (await listByRole(deps.db.reader, communityId, 'manager', now)).map(({ id }) => id);
  const detail =
    open.length > 0
      ? reconciliationTexts.remindDiffers(channel, day, open.length)
      : sheet.state === 'waiting'
        ? reconciliationTexts.remindWaiting(channel, day)
        : reconciliationTexts.remindOpen(channel, day);
  return async (tx: Parameters<typeof alertStaff>[0]): Promise<void> => {
    const link = staffLinks.reconciliation(sheet.id);
    await alertStaff(tx, deps.clock, {
      communityId,
      repairId: null,
      staffIds,
      kind: 'reconcile-differs',
      detail,
      link,
    });
    await saveSheet(tx, sheet, { remindedAt: now });
    await resetTimer(tx, deps.clock, {
      communityId,
      topic: 'reconciliation.remind',
      slot: [communityId, sheet.id],
      payload: { sheetId: sheet.id },
      dueAt: new Date(now.getTime() + remindHours * 3_600_000),
    });
  };
};

export const reconciliationHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: 'reconciliation.day',
    title: '每日对账',
    handle: async (deps, job) => {
      const where = dayOf(job);
      const { fetchHour } = (await readMoneyPolicy(deps.db.reader, where.communityId)).reconciliation;
      return async (tx) => {
        await announceDay(tx, deps, where, false);
        // The chain of days goes on by itself, however fast the clock runs.
        await planDay(tx, deps, { ...where, day: dayAfter(where.day, 1) }, fetchHour);
      };
    },
  },
  {
    queue: 'outbox',
    topic: 'reconciliation.run',
    title: '取账单、逐笔核对',
    handle: async (deps, job) => {
      const where = dayOf(job);
      const write = await runDay(deps, where, { anew: job.payload.anew === true });
      await inTransaction(deps.db, write);
      await askAboutLost(deps, where);
      return undefined;
    },
  },
  { queue: 'timer', topic: 'reconciliation.remind', title: '对账提醒', handle: remind },
];
