import type { Gates } from '../../http/route.js';
import { findFollowUp, findFollowUpById } from './followup.store.js';

/** To staff of the community; to owners their own rating's, while they live there. What is published is read by house. */
export const followUpGates: Gates = {
  follow_up: async (deps, actor, id) => {
    if (actor.kind === 'staff') return (await findFollowUp(deps.db.reader, actor.communityId, id)) !== null;
    const followUp = await findFollowUpById(deps.db.reader, id);
    if (!followUp || followUp.accountId !== actor.id) return false;
    return actor.houses.some(({ communityId }) => communityId === followUp.communityId);
  },
};
