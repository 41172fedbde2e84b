import type { Gates } from '../../http/route.js';
import { findEscalation } from './loop.store.js';
import { maySee } from './repair.policy.js';
import { findOrder, findRepair, findRepairById } from './repair.store.js';

/** Requests for their household or their community's staff; orders for their own worker. */
export const repairGates: Gates = {
  repair: async (deps, actor, id) => {
    if (actor.kind === 'staff') return (await findRepair(deps.db.reader, actor.communityId, id)) !== null;
    const communityIds = [...new Set(actor.houses.map((house) => house.communityId))];
    const repair = communityIds.length > 0 ? await findRepairById(deps.db.reader, communityIds, id) : null;
    return repair !== null && maySee(actor, repair);
  },
  order: async (deps, actor, id) => {
    if (actor.kind !== 'staff') return false;
    const order = await findOrder(deps.db.reader, actor.communityId, id);
    return order !== null && order.workerId === actor.id;
  },
  escalation: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findEscalation(deps.db.reader, actor.communityId, id)) !== null,
};
