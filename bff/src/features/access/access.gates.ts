import type { Gates } from '../../http/route.js';
import { findGroup, findPass, findPassById } from './access.store.js';

/** Passes of whoever invited, and of the community in which the staff act; groups of doors of the community in which the staff act. */
export const accessGates: Gates = {
  pass: async (deps, actor, id) =>
    actor.kind === 'staff'
      ? (await findPass(deps.db.reader, actor.communityId, id)) !== null
      : actor.kind === 'owner' && (await findPassById(deps.db.reader, id))?.accountId === actor.id,
  gate_group: async (deps, actor, id) => {
    if (actor.kind !== 'staff') return false;
    const group = await findGroup(deps.db.reader, actor.communityId, id);
    return group !== null && group.removedAt === null;
  },
};
