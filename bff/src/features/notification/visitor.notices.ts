import { clockTime } from 'shared-types/time';
import { windowWords } from '../../locales/access.js';
import { messageLinks, messageWords } from '../../locales/messages.js';
import { readArrival, readIssued } from '../access/access.door.js';
import { readStaffNames } from '../identity/identity.door.js';
import type { Noticed } from './deliver.js';

/** Whoever invited hears of each arrival, also of one that a door tells later; and of a pass that was made in their name. */
export const visitorNotices: Noticed[] = [
  {
    topic: 'access.arrived',
    title: '通知业主：访客到了',
    noticesOf: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const arrival = await readArrival(deps.db.reader, communityId, String(job.payload.passageId));
      if (!arrival?.passage.admitted) return [];
      const { passage, pass } = arrival;
      // Who has no account has no inbox.
      if (pass.hostPersonId) return [];
      return [
        {
          ...messageWords.visitorArrived(pass.name, clockTime(passage.at), passage.place),
          accountId: pass.accountId,
          communityId,
          link: messageLinks.pass(pass.id),
          subject: pass.name,
          number: null,
          at: passage.at,
          templateId: deps.settings.subscribeTemplates.visitorArrived,
        },
      ];
    },
  },
  {
    topic: 'access.issued',
    title: '通知业主：工作人员代办了通行证',
    noticesOf: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const pass = await readIssued(deps.db.reader, communityId, String(job.payload.passId));
      if (!pass) return [];
      const staff = await readStaffNames(deps.db.reader, communityId);
      const helper = staff.find(({ id }) => id === job.payload.by)?.name ?? null;
      const at = pass.createdAt;
      return [
        {
          ...messageWords.passIssued(pass.name, windowWords(pass.validFrom, pass.validUntil, at), helper),
          ...{ accountId: pass.accountId, communityId, link: messageLinks.pass(pass.id), subject: pass.name },
          ...{ number: null, at, templateId: '' },
        },
      ];
    },
  },
];
