import type { AnnouncementStatus } from 'shared-types/staffAnnouncement';
import { defineMachine } from '../../kernel/machine.js';

type Field = 'publishAt' | 'publishedAt' | 'withdrawnAt' | 'title' | 'body' | 'audience';

/** A draft may be deleted instead; what people have read stays as they read it. */
export const announcementMachine = defineMachine<AnnouncementStatus, Field>({
  initial: 'draft',
  to: {
    draft: ['scheduled', 'published'],
    scheduled: ['draft', 'published'],
    published: ['withdrawn'],
    withdrawn: [],
  },
  required: { scheduled: ['publishAt'], published: ['publishedAt'], withdrawn: ['publishedAt', 'withdrawnAt'] },
  frozen: { published: ['publishedAt', 'title', 'body', 'audience'], withdrawn: ['publishedAt', 'title', 'body'] },
});
