import type { Gates } from '../../http/route.js';
import { findRefund } from './refund.store.js';

/** Refunds of the community that the staff act in. */
export const refundGates: Gates = {
  refund: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findRefund(deps.db.reader, actor.communityId, id)) !== null,
};
