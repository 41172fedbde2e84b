import { CommunityEntity } from '../src/features/community/community.entity.js';
import { OwnerAccountEntity } from '../src/features/identity/identity.entity.js';
import { SubscriptionQuotaEntity } from '../src/features/notification/notification.entity.js';
import { RepairEntity, WorkOrderEntity } from '../src/features/repair/repair.entity.js';
import { newId } from '../src/kernel/ids.js';
import { systemClock } from '../src/platform/clock/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { inTransaction } from '../src/platform/database/transaction.js';

/** Owners who accept messages of one template, each with some finished requests; the requests in turn by owner. */
export const makeReporters = async (
  db: Database,
  wish: { openids: string[]; templateId: string; notices: number },
): Promise<{ communityId: string; repairIds: string[] }> => {
  const at = systemClock.now();
  const communityId = newId(at);
  const { openids, templateId, notices } = wish;
  const accounts = openids.map((openid) => ({
    id: newId(at),
    openid,
    unionid: null,
    name: '林娜',
    phoneEncrypted: null,
    phoneIndex: null,
    createdAt: at,
    lastSignedInAt: at,
  }));
  const repairs = Array.from({ length: notices }, (_none, index) => ({
    communityId,
    id: newId(at),
    number: `20261123-${String(index).padStart(4, '0')}`,
    channel: 'miniprogram' as const,
    reporterId: accounts[index % accounts.length]?.id ?? null,
    placeLabel: '3栋2单元1102',
    placeCode: '',
    problemTypeId: 'plumbing',
    title: '厨房水管漏水',
    urgency: 'general' as const,
    status: 'done' as const,
    moderation: 'passed' as const,
    respondDueAt: at,
    finishDueAt: at,
    createdAt: at,
    updatedAt: at,
    latest: '',
  }));
  const orders = repairs.map((repair) => ({
    communityId,
    id: newId(at),
    repairId: repair.id,
    department: 'engineering',
    status: 'finished' as const,
    workerId: newId(at),
    workerName: '周建国',
    finishedAt: at,
    createdAt: at,
  }));
  await inTransaction(db, async (tx) => {
    await tx.insert(CommunityEntity, { id: communityId, name: '阳光花园', servicePhone: null, createdAt: at });
    await tx.insert(OwnerAccountEntity, accounts);
    await tx.insert(
      SubscriptionQuotaEntity,
      accounts.map(({ id }) => ({ accountId: id, templateId, remaining: notices, updatedAt: at })),
    );
    for (let from = 0; from < notices; from += 500) {
      await tx.insert(RepairEntity, repairs.slice(from, from + 500));
      await tx.insert(WorkOrderEntity, orders.slice(from, from + 500));
    }
  });
  return { communityId, repairIds: repairs.map(({ id }) => id) };
};
