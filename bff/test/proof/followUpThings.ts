import { FollowUpEntity, MeasureEntity } from '../../src/features/followup/followup.entity.js';
import { begin } from '../../src/features/followup/followup.rules.js';
import { defaultPolicy } from '../../src/features/policy/policy.door.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** A bad rating that each of these people gave, by account. */
export const makeFollowUpThings = (
  deps: Deps,
  communityId: string,
  accountIds: readonly string[],
): Promise<Record<string, string>> =>
  inTransaction(deps.db, async (tx) => {
    const made: Record<string, string> = {};
    for (const accountId of accountIds) {
      const at = deps.clock.now();
      const id = newId(at);
      await tx.insert(FollowUpEntity, {
        ...{ communityId, id, repairId: id, subjectId: id, accountId, houseId: null, number: '20261123-0001' },
        ...{ title: '厨房漏水', typeName: '给水管道', placeLabel: '1栋', place: '1栋', stars: 1, words: '还在漏' },
        ...{ ratedAt: at, ...begin(at, at, defaultPolicy.followUp), cause: null, publishedAt: null, publishedBy: null },
        ...{ finishedAt: null, starsAfter: null, wordsAfter: '', ratedAgainAt: null },
      });
      // Found by the id of the whole, so that the route that checks it off can be called by it.
      await tx.insert(MeasureEntity, {
        ...{ communityId, id, followUpId: id, position: 0, text: '换角阀', responsible: '工程部', dueOn: '2026-12-01' },
        ...{ doneAt: null, doneById: null, doneByName: null, doneNote: null },
      });
      made[accountId] = id;
    }
    return made;
  });
