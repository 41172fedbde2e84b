import type { Gates } from '../../http/route.js';
import { findAnnouncement, findAnnouncementIn } from './announcement.store.js';
import { readMine } from './mine.js';

/** What is addressed to an owner; all of the community in which the staff act. */
export const announcementGates: Gates = {
  announcement: async (deps, actor, id) => {
    const { reader } = deps.db;
    if (actor.kind === 'staff') return (await findAnnouncement(reader, actor.communityId, id)) !== null;
    const mine = await readMine(reader, actor);
    const announcement = await findAnnouncementIn(reader, mine.communityIds, id);
    return announcement !== null && mine.sees(announcement);
  },
};
