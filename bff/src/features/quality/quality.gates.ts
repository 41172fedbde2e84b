import type { Gates } from '../../http/route.js';
import { findCheck } from './quality.store.js';

/** Spot checks of the community that the staff act in. */
export const qualityGates: Gates = {
  spot_check: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findCheck(deps.db.reader, actor.communityId, id)) !== null,
};
