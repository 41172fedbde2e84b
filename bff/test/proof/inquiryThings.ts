import { insertCanned } from '../../src/features/inquiry/canned.store.js';
import { insertArticle, insertInquiry } from '../../src/features/inquiry/inquiry.store.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** A conversation of each resident, an article and a canned answer. */
export const makeInquiryThings = async (
  deps: Deps,
  communityId: string,
  residents: readonly { id: string; houseId: string }[],
): Promise<{ inquiries: Record<string, string>; article: string; canned: string }> => {
  const at = deps.clock.now();
  const [article, canned] = [newId(at), newId(at)];
  const inquiries = Object.fromEntries(residents.map(({ id }) => [id, newId(at)]));
  await inTransaction(deps.db, async (tx) => {
    await insertArticle(tx, {
      ...{ communityId, id: article, title: '租固定车位', questions: ['怎么租车位'], answer: '到前台登记。' },
      ...{ source: '停车管理规定', validFrom: null, validUntil: null, retiredAt: null, version: 1 },
      ...{ changedAt: at, byId: newId(at), byName: '陈静' },
    });
    await insertCanned(tx, {
      ...{ communityId, id: canned, title: '问候', text: '您好，请讲。', version: 1 },
      ...{ changedAt: at, byId: newId(at), byName: '陈静' },
    });
    for (const { id: accountId, houseId } of residents)
      await insertInquiry(tx, {
        ...{ communityId, id: inquiries[accountId] ?? '', accountId, houseId, status: 'waiting', openedAt: at },
        ...{ changedAt: at, waitingSince: at, staffId: null, staffName: null, repairId: null, closedAt: null },
        ...{ last: '怎么租车位', openKey: `${accountId}|${houseId}` },
        ...{ helperId: null, helperName: null },
      });
  });
  return { inquiries, article, canned };
};
