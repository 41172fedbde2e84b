import type { Gates } from '../../http/route.js';
import { readCase } from '../repair/case.door.js';
import { communitiesOf } from './complaint.queries.js';
import { findReportById } from './complaint.store.js';

/** To staff an id is a complaint's, of their community; to owners their own report's, while they still live there. */
export const complaintGates: Gates = {
  complaint: async (deps, actor, id) => {
    if (actor.kind === 'staff') return (await readCase(deps.db.reader, actor.communityId, id)) !== null;
    const communityIds = communitiesOf(actor);
    const report = communityIds.length > 0 ? await findReportById(deps.db.reader, communityIds, id) : null;
    return report?.reporterId === actor.id;
  },
};
