import type { Gates } from '../../http/route.js';
import { findReportById } from './disclosure.store.js';

/** Reports of a community for whoever has a house in it, and for its staff. */
export const disclosureGates: Gates = {
  report: async (deps, actor, id) => {
    const report = await findReportById(deps.db.reader, id);
    if (!report) return false;
    if (actor.kind === 'staff') return report.communityId === actor.communityId;
    return actor.houses.some(({ communityId }) => communityId === report.communityId);
  },
};
