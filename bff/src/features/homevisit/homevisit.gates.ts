import type { Gates } from '../../http/route.js';
import { maySee } from './homevisit.policy.js';
import { findVisit, findVisitIn } from './homevisit.store.js';

/** Visits of a household for those who live there; those of the community for its staff. */
export const homeVisitGates: Gates = {
  home_visit: async (deps, actor, id) => {
    if (actor.kind === 'staff') return (await findVisit(deps.db.reader, actor.communityId, id)) !== null;
    const communityIds = [...new Set(actor.houses.map(({ communityId }) => communityId))];
    const visit = await findVisitIn(deps.db.reader, communityIds, id);
    return visit !== null && maySee(actor, visit);
  },
};
