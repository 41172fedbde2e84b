import { messageLinks, messageWords } from '../../locales/messages.js';
import { readComplaintTold } from '../complaint/complaint.door.js';
import type { Noticed } from './deliver.js';

/** Each household that said it hears of its complaint; the accepted WeChat message is kept for the written answer. */
export const complaintNotices: Noticed[] = [
  {
    topic: 'complaint.told',
    title: '通知业主：投诉进展',
    noticesOf: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const what = String(job.payload.what);
      const told = await readComplaintTold(deps.db.reader, communityId, String(job.payload.reportId));
      const words = told && messageWords.complaint(what, told);
      if (!words) return [];
      const { id, accountId, number, title, placeLabel } = told;
      const templateId = what === 'answer' ? deps.settings.subscribeTemplates.complaintAnswered : '';
      const subject = `${title} ${placeLabel}`;
      const at = deps.clock.now();
      return [{ ...words, accountId, communityId, link: messageLinks.complaint(id), subject, number, at, templateId }];
    },
  },
];
