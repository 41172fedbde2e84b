import { insertAnnouncement } from '../../src/features/announcement/announcement.store.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** A published announcement for each of these houses, and for the staff; and a draft. */
export const makeAnnouncementThings = async (
  deps: Deps,
  communityId: string,
  houseIds: readonly string[],
): Promise<string[]> => {
  const at = deps.clock.now();
  const ids = houseIds.map(() => newId(at));
  await inTransaction(deps.db, async (tx) => {
    for (const [index, id] of ids.entries())
      await insertAnnouncement(tx, {
        ...{ communityId, id, kind: 'notice', status: 'published', title: '冬至包饺子', pinned: false, fileIds: [] },
        body: [{ kind: 'p', runs: [{ text: '下午三点' }] }],
        audience: {
          ...{ roles: ['owner', 'family', 'tenant'], staff: true, buildingIds: [], unitIds: [] },
          houseIds: [houseIds[index] ?? ''],
        },
        ...{ outageKind: null, outageFrom: null, outageUntil: null, publishAt: null, publishedAt: at },
        ...{ withdrawnAt: null, withdrawnWhy: null, reminders: 0, remindedAt: null, remindAt: null, version: 1 },
        ...{ createdAt: at, changedAt: at, byId: newId(at), byName: '陈静' },
      });
  });
  return ids;
};
