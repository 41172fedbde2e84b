import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunities } from '../community/community.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { deleteRecordsBefore, findUnended, freeEndedDigits, lockPass } from './access.store.js';
import { endPass } from './commands/revokePass.js';
import { hostsStillBound } from './doorFacts.js';
import { deleteOldUses } from './ownDoor.store.js';

const dayMs = 86_400_000;

const endOfThoseWhoLeft = async (deps: Deps, communityId: string): Promise<void> => {
  const { reader } = deps.db;
  const open = (await findUnended(reader, communityId, deps.clock.now())).filter(({ revokedAt }) => revokedAt === null);
  const isBound = await hostsStillBound(reader, communityId, open);
  for (const { id } of open.filter((pass) => !isBound(pass)))
    await inTransaction(deps.db, async (tx) => {
      const pass = await lockPass(tx, communityId, id);
      if (pass) await endPass(tx, deps, pass, 'left');
    });
};

/**
 * Hourly: who visited and who passed is kept for the policy's days and no longer; digits of ended passes are free again;
 * passes of people who moved away end on paper too (doors refuse them at once).
 */
export const accessSweep = async (deps: Deps): Promise<void> => {
  for (const { id: communityId } of await readCommunities(deps.db.reader)) {
    const now = deps.clock.now();
    const { visitorRecordDays } = (await readPolicyInForce(deps.db.reader, communityId)).policy;
    const before = new Date(now.getTime() - visitorRecordDays * dayMs);
    await inTransaction(deps.db, (tx) => freeEndedDigits(tx, communityId, now));
    await inTransaction(deps.db, (tx) => deleteOldUses(tx, communityId, deps.clock.realNow().getTime() - dayMs));
    for (let more = true; more; )
      more = await inTransaction(deps.db, (tx) => deleteRecordsBefore(tx, communityId, before));
    await endOfThoseWhoLeft(deps, communityId);
  }
};
