import type { ComplaintReportEntity } from '../../src/features/complaint/complaint.entity.js';
import { insertReport, saveOutcome } from '../../src/features/complaint/complaint.store.js';
import { openCase } from '../../src/features/repair/case.door.js';
import type { OwnerActor } from '../../src/platform/call.js';
import type { Tx } from '../../src/platform/database/access.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** A complaint of this account whose one report bears the id of the whole: staff and owners call it by different ids. */
const complain = async (deps: Deps, tx: Tx, communityId: string, accountId: string): Promise<string> => {
  const actor: OwnerActor = { kind: 'owner', id: accountId, name: '林娜', houses: [] };
  const at = deps.clock.now();
  const { id, number } = await openCase(deps, tx, actor, {
    ...{ communityId, areaId: null, placeLabel: '1栋', placeCode: '', spot: null, categoryId: 'cleaning' },
    ...{ text: '楼道没有拖', moderation: 'passed', channel: 'miniprogram', fileIds: [] },
  });
  const report: ComplaintReportEntity = {
    ...{ communityId, id, number, complaintId: id, originId: id, channel: 'miniprogram', reporterId: accountId },
    ...{ staffReporterId: null, houseId: null, houseLabel: '', contactName: '林娜', contactPhoneEncrypted: null },
    ...{ anonymous: false, createdAt: at, joinedAt: null, nod: null, nodRound: 0, objections: 0 },
    ...{ stars: null, ratingText: null, ratedAt: null },
  };
  await insertReport(tx, report);
  await saveOutcome(tx, {
    ...{
      communityId,
      id,
      state: 'draft',
      title: '楼道保洁',
      text: '每天拖一次',
      categoryId: 'cleaning',
      households: 2,
    },
    ...{ reportedAt: at, writtenById: accountId, writtenByName: '李晓梅', decidedById: null, decidedByName: null },
    ...{ reason: null, updatedAt: at, publishedAt: null },
  });
  return id;
};

/** A complaint of each of these people, by account. */
export const makeComplaintThings = (
  deps: Deps,
  communityId: string,
  accountIds: readonly string[],
): Promise<Record<string, string>> =>
  inTransaction(deps.db, async (tx) => {
    const made: Record<string, string> = {};
    for (const accountId of accountIds) made[accountId] = await complain(deps, tx, communityId, accountId);
    return made;
  });
