import { deterministicId } from '../../kernel/ids.js';
import { alertWords, staffLinks } from '../../locales/staffAlerts.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readAlert, staffAlertTopic } from '../../platform/staffAlert.js';
import { readAlarmBrief } from '../alarm/alarm.door.js';
import { readRepairBrief } from '../repair/repair.door.js';
import { cut, mostBody, mostTitle } from './inbox.rules.js';
import { insertMessagesOnce } from './notification.store.js';

/** What staff are told: one line in each one's inbox, once; where it rings, it rings with the line, not with a repeat. */
export const staffAlertHandler: HandlerEntry<Deps> = {
  queue: 'outbox',
  topic: staffAlertTopic,
  title: '通知员工',
  handle: async (deps, job) => {
    const communityId = job.communityId ?? '';
    const { repairId, alarmId, staffIds, kind, detail, rings, link } = readAlert(job.payload);
    const repair = repairId ? await readRepairBrief(deps.db.reader, communityId, repairId) : null;
    const alarm = alarmId ? await readAlarmBrief(deps.db.reader, communityId, alarmId) : null;
    const words = alertWords(kind, repair ?? alarm, detail);
    const title = cut(words.title, mostTitle);
    const page = kind === 'spot-check' ? staffLinks.spotChecks() : repairId && staffLinks.request(repairId);
    return async (tx) => {
      const told = await insertMessagesOnce(
        tx,
        staffIds.map((accountId) => ({
          id: deterministicId('inbox', job.id, accountId),
          accountId,
          communityId,
          title,
          body: cut(words.body, mostBody),
          link: link ?? page,
          at: deps.clock.now(),
          readAt: null,
        })),
      );
      afterCommit(tx, () => {
        for (const { accountId } of told) {
          // A channel of their own, whatever they may read (identity.live.ts).
          const channel = `worker:${accountId}`;
          deps.live.send(channel, { type: 'inbox.changed' });
          if (rings && repairId) deps.live.send(channel, { type: 'alarm', repairId, title });
          if (rings && alarmId) deps.live.send(channel, { type: 'alarm.raised', alarmId, title: words.title });
        }
      });
    };
  },
};
