import { homeVisitTexts } from '../../locales/homeVisit.js';
import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { readVisitTold } from '../homevisit/homevisit.door.js';
import type { Notice, Noticed } from './deliver.js';

type What = Parameters<typeof messageWords.homeVisit>[0];

/** By WeChat where somebody waits for it: who comes, and that they are on the way. The rest stands in the inbox. */
const sent: readonly What[] = ['given', 'today', 'coming'];

const noticesOf =
  (what: What) =>
  async (deps: Deps, job: Job): Promise<Notice[]> => {
    const communityId = job.communityId ?? '';
    const visit = await readVisitTold(deps.db.reader, communityId, String(job.payload.visitId));
    if (!visit) return [];
    const when = homeVisitTexts.when(visit, deps.clock.now());
    return visit.accountIds.map((accountId) => ({
      ...messageWords.homeVisit(what, { when, name: visit.staffName ?? '', result: visit.result ?? '' }),
      accountId,
      communityId,
      link: messageLinks.homeVisit(visit.id),
      subject: visit.houseLabel,
      number: null,
      at: visit.fromAt,
      templateId: sent.includes(what) ? deps.settings.subscribeTemplates.homeVisit : '',
    }));
  };

const titles: Record<What, string> = {
  given: '通知业主：谁来上门',
  today: '通知业主：今天上门',
  coming: '通知业主：上门出发了',
  done: '通知业主：上门办好了',
  missed: '通知业主：上门没遇到人',
  cancelled: '通知业主：上门取消',
};

/** What a house is told of a visit to it. */
export const homeVisitNotices: Noticed[] = (Object.keys(titles) as What[]).map((what) => ({
  topic: `homevisit.${what}`,
  title: titles[what],
  noticesOf: noticesOf(what),
}));
