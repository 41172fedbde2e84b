import type { Gates } from '../../http/route.js';
import { findCard, findKiosk } from './kiosk.store.js';

/** Machines and cards are the community's, for staff who act in it. */
export const kioskGates: Gates = {
  kiosk: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findKiosk(deps.db.reader, actor.communityId, id)) !== null,
  card: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findCard(deps.db.reader, actor.communityId, id)) !== null,
};
