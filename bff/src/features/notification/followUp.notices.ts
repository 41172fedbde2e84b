import { messageLinks, messageWords } from '../../locales/messages.js';
import { readFollowUpTold } from '../followup/followup.door.js';
import type { Noticed } from './deliver.js';

/** Whoever rated badly hears of the plan, and when everything in it is done. No template of WeChat is about that. */
export const followUpNotices: Noticed[] = [
  {
    topic: 'followup.told',
    title: '通知业主：整改进展',
    noticesOf: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const told = await readFollowUpTold(deps.db.reader, communityId, String(job.payload.id));
      if (!told?.accountId) return [];
      const { accountId, houseId, title, number, placeLabel } = told;
      const words = messageWords.followUp(job.payload.what === 'finished' ? 'finished' : 'published');
      const about = { link: messageLinks.followUp(houseId), subject: `${title} ${placeLabel}`, number };
      return [{ ...words, ...about, accountId, communityId, at: deps.clock.now(), templateId: '' }];
    },
  },
];
