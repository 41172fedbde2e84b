import { messageLinks, messageWords } from '../../locales/messages.js';
import { masterName } from '../../locales/repair.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { readBindingBrief } from '../identity/identity.door.js';
import { type RepairBrief, readRepairBrief } from '../repair/repair.door.js';
import { keepInInbox, type Notice, sendByWechat } from './deliver.js';

type Words = { title: string; state: string; body: string };

const handler = (
  topic: string,
  title: string,
  noticeOf: (deps: Deps, job: Job) => Promise<Notice | null>,
): HandlerEntry<Deps> => ({
  queue: 'outbox',
  topic,
  title,
  handle: async (deps, job) => {
    const notice = await noticeOf(deps, job);
    if (!notice) return undefined;
    await sendByWechat(deps, job, notice);
    return (tx) => keepInInbox(deps, tx, job, notice);
  },
});

const aboutRepair =
  (template: (deps: Deps) => string, words: (repair: RepairBrief) => Words) =>
  async (deps: Deps, job: Job): Promise<Notice | null> => {
    const repair = await readRepairBrief(deps.db.reader, job.communityId ?? '', String(job.payload.repairId));
    if (!repair?.reporterId) return null;
    return {
      ...words(repair),
      accountId: repair.reporterId,
      communityId: repair.communityId,
      link: messageLinks.repair(repair.id),
      subject: `${repair.title} ${repair.placeLabel}`,
      number: repair.number,
      at: deps.clock.now(),
      templateId: template(deps),
    };
  };

const decisionWords = (status: string, house: string, reason: string): Words | null => {
  if (status === 'active') return messageWords.bindingApproved(house);
  if (status === 'rejected') return messageWords.bindingRejected(house, reason);
  return status === 'ended' ? messageWords.bindingEnded(house, reason) : null;
};

const aboutBinding = async (deps: Deps, job: Job): Promise<Notice | null> => {
  const binding = await readBindingBrief(deps.db.reader, job.communityId ?? '', String(job.payload.bindingId));
  const words = binding ? decisionWords(binding.status, binding.houseLabel, binding.reason ?? '') : null;
  if (!binding || !words) return null;
  return {
    ...words,
    accountId: binding.accountId,
    communityId: binding.communityId,
    link: messageLinks.bindings(),
    subject: binding.houseLabel,
    number: null,
    at: deps.clock.now(),
    templateId: deps.settings.subscribeTemplates.bindingDecided,
  };
};

/** What owners are told, when it happens. Nobody imports this feature: it listens to the outbox. */
export const notificationHandlers: HandlerEntry<Deps>[] = [
  handler(
    'repair.assigned',
    '通知业主：已派单',
    aboutRepair(
      (deps) => deps.settings.subscribeTemplates.repairAssigned,
      (repair) => messageWords.repairAssigned(masterName(repair.workerName ?? '')),
    ),
  ),
  handler(
    'repair.finished',
    '通知业主：修好了',
    aboutRepair((deps) => deps.settings.subscribeTemplates.repairFinished, messageWords.repairFinished),
  ),
  handler(
    'repair.cancelled_by_staff',
    '通知业主：报修取消',
    aboutRepair(() => '', messageWords.repairCancelled),
  ),
  handler(
    'repair.noted',
    '通知业主：物业留言',
    aboutRepair(() => '', messageWords.repairNoted),
  ),
  handler('binding.decided', '通知业主：绑定结果', aboutBinding),
];
