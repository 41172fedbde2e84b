import type { Gates } from '../../http/route.js';
import { findPaperById } from './paper.store.js';

/** White papers of a community for whoever has a house in it, and for its staff. */
export const whitePaperGates: Gates = {
  white_paper: async (deps, actor, id) => {
    const paper = await findPaperById(deps.db.reader, id);
    if (!paper) return false;
    if (actor.kind === 'staff') return paper.communityId === actor.communityId;
    return actor.houses.some(({ communityId }) => communityId === paper.communityId);
  },
};
