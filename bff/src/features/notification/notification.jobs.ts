import { dayTime } from 'shared-types/time';
import { messageLinks, messageWords } from '../../locales/messages.js';
import { masterName } from '../../locales/repair.js';
import { departmentNames } from '../../locales/staff.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { sharedWrite } from '../../platform/queue/mark.js';
import { type OutboxMessage, publish } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { readBindingBrief } from '../identity/identity.door.js';
import type { RepairBrief } from '../repair/repair.door.js';
import { announcementNotices, announcementSpread } from './announcement.notices.js';
import { billNotices } from './bill.notices.js';
import { complaintNotices } from './complaint.notices.js';
import { debitNotices } from './debit.notices.js';
import { type InboxItem, keepInInbox, maySend, type Notice, type Noticed, sendByWechat } from './deliver.js';
import { faceNotices } from './face.notices.js';
import { followUpNotices } from './followUp.notices.js';
import { homeVisitNotices } from './homeVisit.notices.js';
import { inquiryNotices } from './inquiry.notices.js';
import { invoiceNotices } from './invoice.notices.js';
import { meterNotices } from './meter.notices.js';
import { paymentNotices } from './payment.notices.js';
import { readRepair } from './reads.js';
import { reportNotices, reportSpread } from './report.notices.js';
import { staffAlertHandler } from './staffAlert.jobs.js';
import { visitorNotices } from './visitor.notices.js';

type Words = { title: string; state: string; body: string };

const subscribeTopic = 'notification.subscribe';

interface Kept extends InboxItem {
  /** The job that sends it by WeChat, if it is to be sent. */
  message: OutboxMessage | null;
}

/** Both are written with the marking of the event, so they are written once. */
const keepNotices = async (tx: Tx, events: readonly Kept[][]): Promise<void> => {
  const notices = events.flat();
  await keepInInbox(tx, notices);
  const messages = notices.flatMap(({ message }) => (message ? [{ ...message, lane: 'calls' as const }] : []));
  if (notices[0]) await publish(tx, notices[0].deps.clock, ...messages);
};

/** The inbox is written with the marking of the event; the subscribe message is a job of its own, with its own tries. */
const handler = ({ topic, title, noticesOf }: Noticed): HandlerEntry<Deps> => ({
  queue: 'outbox',
  topic,
  title,
  handle: async (deps, job) => {
    const notices = await noticesOf(deps, job);
    if (notices.length === 0) return undefined;
    const kept = await Promise.all(
      notices.map(async (notice): Promise<Kept> => {
        const payload = { ...job.payload, about: topic, accountId: notice.accountId };
        const message = { communityId: job.communityId, topic: subscribeTopic, payload };
        return { deps, jobId: job.id, notice, message: (await maySend(deps, notice)) ? message : null };
      }),
    );
    return sharedWrite(keepNotices, kept);
  },
});

/** An event of which one person is told. */
const toOne = (topic: string, title: string, noticeOf: (deps: Deps, job: Job) => Promise<Notice | null>): Noticed => ({
  topic,
  title,
  noticesOf: async (deps, job) => {
    const notice = await noticeOf(deps, job);
    return notice ? [notice] : [];
  },
});

const aboutRepair =
  (template: (deps: Deps) => string, words: (repair: RepairBrief, job: Job, now: Date) => Words) =>
  async (deps: Deps, job: Job): Promise<Notice | null> => {
    const repair = await readRepair(deps, { communityId: job.communityId ?? '', id: String(job.payload.repairId) });
    if (!repair?.reporterId) return null;
    return {
      ...words(repair, job, deps.clock.now()),
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
  if (status === 'pending') return messageWords.bindingApplied(house);
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
    templateId: binding.status === 'pending' ? '' : deps.settings.subscribeTemplates.bindingDecided,
  };
};

/** Told in the inbox alone: an accepted subscribe message is kept for what the owner waits for. */
const inboxOnly = (
  [
    [
      'repair.redispatched',
      '通知业主：换师傅',
      (repair) => messageWords.repairRedispatched(repair.workerName && masterName(repair.workerName)),
    ],
    ['repair.escalated', '通知业主：督办', (repair) => messageWords.repairEscalated(repair.follower)],
    [
      'repair.paused',
      '通知业主：暂停',
      (repair, _job, now) =>
        messageWords.repairPaused(repair.pauseReason, repair.pausedUntil && dayTime(repair.pausedUntil, now)),
    ],
    ['repair.resumed', '通知业主：恢复', () => messageWords.repairResumed()],
    [
      'repair.closed_by_itself',
      '通知业主：自动办结',
      (_repair, job) => messageWords.repairClosedByItself(Number(job.payload.days) || null),
    ],
    [
      'repair.joined',
      '通知业主：增派部门',
      (repair) => messageWords.repairJoined(repair.departments.map((department) => departmentNames[department])),
    ],
    ['repair.classified', '通知业主：定类型', () => messageWords.repairClassified()],
  ] satisfies [string, string, (repair: RepairBrief, job: Job, now: Date) => Words][]
).map(([topic, title, words]) =>
  toOne(
    topic,
    title,
    aboutRepair(() => '', words),
  ),
);

const notices: Noticed[] = [
  toOne(
    'repair.assigned',
    '通知业主：已派单',
    aboutRepair(
      (deps) => deps.settings.subscribeTemplates.repairAssigned,
      (repair) => messageWords.repairAssigned(masterName(repair.workerName ?? '')),
    ),
  ),
  toOne(
    'repair.finished',
    '通知业主：修好了',
    aboutRepair((deps) => deps.settings.subscribeTemplates.repairFinished, messageWords.repairFinished),
  ),
  toOne(
    'repair.cancelled_by_staff',
    '通知业主：报修取消',
    aboutRepair(() => '', messageWords.repairCancelled),
  ),
  toOne(
    'repair.noted',
    '通知业主：物业留言',
    aboutRepair(() => '', messageWords.repairNoted),
  ),
  ...inboxOnly,
  toOne('binding.applied', '通知业主：申请收到', aboutBinding),
  toOne('binding.decided', '通知业主：绑定结果', aboutBinding),
  ...billNotices,
  ...paymentNotices,
  ...meterNotices,
  ...reportNotices,
  ...debitNotices,
  ...invoiceNotices,
  ...visitorNotices,
  ...complaintNotices,
  ...followUpNotices,
  ...announcementNotices,
  ...inquiryNotices,
  ...homeVisitNotices,
  ...faceNotices,
];

/** What owners are told, when it happens. Nobody imports this feature: it listens to the outbox. */
export const notificationHandlers: HandlerEntry<Deps>[] = [
  ...notices.map(handler),
  staffAlertHandler,
  reportSpread,
  announcementSpread,
  {
    queue: 'outbox',
    topic: subscribeTopic,
    title: '微信订阅消息',
    handle: async (deps, job) => {
      const { about, accountId } = job.payload;
      const all = (await notices.find(({ topic }) => topic === about)?.noticesOf(deps, job)) ?? [];
      // Rows that were queued before an event could tell several people name nobody: theirs told one.
      const notice = accountId === undefined ? all[0] : all.find((one) => one.accountId === accountId);
      return notice ? sendByWechat(deps, job, notice) : undefined;
    },
  },
];
