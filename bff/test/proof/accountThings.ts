import { ArrearsImportEntity, CouponEntity, DepositEntity } from '../../src/features/account/account.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** What an id of a house's money can point at: a deposit that is held, a coupon, an import that waits. */
export const makeAccountThings = (
  { db, clock }: Deps,
  communityId: string,
  houseId: string,
): Promise<{ deposit: string; coupon: string; arrears_import: string }> =>
  inTransaction(db, async (tx) => {
    const at = clock.now();
    const [deposit, coupon, arrearsImport] = [newId(at), newId(at), newId(at)] as const;
    await tx.insert(DepositEntity, {
      communityId,
      id: deposit,
      number: 'Y20261123-9001',
      houseId,
      kind: 'key',
      amountFen: 5000,
      method: 'cash',
      note: null,
      status: 'held',
      takenAt: at,
      takenBy: newId(at),
      takenByName: '陈静',
      returnedAt: null,
      returnedBy: null,
      returnedByName: null,
      returnMethod: null,
      returnFen: null,
      deductedFen: null,
      deductReason: null,
    });
    await tx.insert(CouponEntity, {
      communityId,
      id: coupon,
      houseId,
      feeKind: 'property',
      amountFen: 500,
      validUntil: '2026-12-31',
      status: 'usable',
      reason: '节能挑战奖励',
      causeKind: 'test',
      causeId: 'proof',
      issuedAt: at,
      usedBy: null,
      billId: null,
      usedFen: 0,
      endedAt: null,
    });
    await tx.insert(ArrearsImportEntity, {
      communityId,
      id: arrearsImport,
      fileName: '欠费.xlsx',
      fileKey: 'arrears/none',
      status: 'draft',
      createdAt: at,
      createdByName: '陈静',
      appliedAt: null,
    });
    return { deposit, coupon, arrears_import: arrearsImport };
  });
