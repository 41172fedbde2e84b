import type { Gates } from '../../http/route.js';
import { findBuilding } from './community.store.js';

/** Buildings of the community in which staff act. */
export const communityGates: Gates = {
  place: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findBuilding(deps.db.reader, actor.communityId, id)) !== null,
};
