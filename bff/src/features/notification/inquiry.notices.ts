import { messageLinks, messageWords } from '../../locales/messages.js';
import { readInquiryBrief } from '../inquiry/inquiry.door.js';
import type { Noticed } from './deliver.js';

/** Whoever asked for a person may have put the phone away meanwhile. In the inbox alone. */
export const inquiryNotices: Noticed[] = [
  {
    topic: 'inquiry.taken',
    title: '通知业主：客服来了',
    noticesOf: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const inquiry = await readInquiryBrief(deps.db.reader, communityId, String(job.payload.inquiryId));
      // Whoever asked at a kiosk is told there.
      if (!inquiry?.staffName || !inquiry.accountId) return [];
      return [
        {
          ...messageWords.inquiryTaken(inquiry.staffName),
          accountId: inquiry.accountId,
          communityId,
          link: messageLinks.inquiry(inquiry.houseId),
          subject: inquiry.staffName,
          number: null,
          at: deps.clock.now(),
          templateId: '',
        },
      ];
    },
  },
];
