import type { Gates } from '../../http/route.js';
import { isLedgerPerson } from '../community/house.door.js';

/** People whom the ledger of the staff's community names now. */
export const estateGates: Gates = {
  person: async (deps, actor, id) =>
    actor.kind === 'staff' && (await isLedgerPerson(deps.db.reader, actor.communityId, id)),
};
