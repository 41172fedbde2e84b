import { formatFen } from 'shared-types/money';
import { toDay } from 'shared-types/time';
import { autodebitTexts, dayWords } from '../../locales/autodebit.js';
import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { type DebitBrief, readDebit, readMandate } from '../autodebit/autodebit.door.js';
import { readHouseBrief } from '../community/community.door.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import type { Notice, Noticed } from './deliver.js';

type Words = Pick<Notice, 'title' | 'state' | 'body'>;

/** Whoever signed, and the owners of the house. */
const toPeople = async (
  deps: Deps,
  about: { communityId: string; houseId: string; mandateId: string },
  wordsOf: (houseLabel: string) => Words,
): Promise<Notice[]> => {
  const { communityId, houseId, mandateId } = about;
  const { reader } = deps.db;
  const [house, bound, mandate] = await Promise.all([
    readHouseBrief(reader, communityId, houseId),
    readBoundAccounts(reader, communityId, [houseId]),
    readMandate(reader, communityId, mandateId),
  ]);
  if (!house) return [];
  const owners = (bound.get(houseId) ?? []).filter(({ role }) => role === 'owner').map(({ accountId }) => accountId);
  return [...new Set([...(mandate?.accountId ? [mandate.accountId] : []), ...owners])].map((accountId) => ({
    ...wordsOf(house.label),
    accountId,
    communityId,
    link: messageLinks.autoDebit(houseId),
    subject: house.label,
    number: null,
    at: deps.clock.now(),
    templateId: deps.settings.subscribeTemplates.billReminder,
  }));
};

/** What was announced may have been paid, and what failed may have been taken, before anybody is told. */
const stillSo: Record<string, readonly DebitBrief['status'][]> = {
  announced: ['announced'],
  waiting: ['waiting'],
  failed: ['failed'],
};

const told = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const what = String(job.payload.what);
  const debit = await readDebit(deps.db.reader, job.communityId ?? '', String(job.payload.debitId));
  if (!debit || !stillSo[what]?.includes(debit.status)) return [];
  const amount = formatFen(debit.amountFen);
  const day = dayWords(debit.day, toDay(deps.clock.now()));
  const reason = autodebitTexts.reason(debit.reason);
  return toPeople(deps, debit, (house) => {
    if (what === 'announced') return messageWords.debitAnnounced(house, amount, day);
    return what === 'waiting'
      ? messageWords.debitWaiting(amount, reason, day)
      : messageWords.debitFailed(amount, reason);
  });
};

const ended = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const mandate = await readMandate(deps.db.reader, job.communityId ?? '', String(job.payload.mandateId));
  if (!mandate?.endReason) return [];
  const reason = autodebitTexts.end(mandate.endReason, null);
  return toPeople(deps, { ...mandate, mandateId: mandate.id }, (house) => messageWords.debitEnded(house, reason));
};

export const debitNotices: Noticed[] = [
  { topic: 'autodebit.told', title: '通知业主：代扣', noticesOf: told },
  { topic: 'autodebit.ended', title: '通知业主：代扣关闭', noticesOf: ended },
];
