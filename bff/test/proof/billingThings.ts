import { newBill } from '../../src/features/billing/bill.make.js';
import { insertBills } from '../../src/features/billing/bill.store.js';
import type { FeeEntity, RunEntity } from '../../src/features/billing/billing.entity.js';
import { insertFee } from '../../src/features/billing/fee.store.js';
import { insertRun } from '../../src/features/billing/run.store.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** What an id of billing can point at: a fee, a run that is drafted, and a due bill of each house. */
export const makeBillingThings = (
  { db, clock }: Deps,
  communityId: string,
  houseIds: string[],
): Promise<{ fee: string; run: string; bills: string[] }> =>
  inTransaction(db, async (tx) => {
    const at = clock.now();
    const fee: FeeEntity = {
      communityId,
      id: newId(at),
      code: 'one-off',
      version: 1,
      name: '垃圾清运',
      kind: 'one-off',
      icon: 'other',
      rule: { kind: 'one-off', usualFen: null },
      scope: { buildingIds: [], houseKinds: [], usages: [] },
      discounts: [],
      late: null,
      validFrom: '2026-01',
      validTo: null,
      usedAt: null,
      createdAt: at,
      byName: '林晓',
    };
    const run: RunEntity = {
      communityId,
      id: newId(at),
      month: '2026-11',
      state: 'ready',
      automatic: false,
      byId: null,
      byName: null,
      fees: [],
      cursorId: '',
      chunk: 0,
      done: 0,
      total: 0,
      bills: 0,
      houses: 0,
      totalFen: 0,
      summary: {},
      poolDigest: null,
      dueOn: null,
      kept: 0,
      reason: null,
      createdAt: at,
      publishedAt: null,
      endedAt: null,
    };
    const bills = houseIds.map((houseId) => {
      const id = newId(at);
      return newBill(at, {
        communityId,
        id,
        slot: id,
        houseId,
        feeCode: fee.code,
        feeKind: fee.kind,
        feeName: fee.name,
        period: '2026-11',
        amountFen: 100,
        facts: { k: 'fixed', b: 100 },
        origin: 'one-off',
        status: 'due',
        dueOn: '2026-12-25',
        publishedAt: at,
      });
    });
    await insertFee(tx, fee);
    await insertRun(tx, run);
    await insertBills(tx, bills);
    return { fee: fee.id, run: run.id, bills: bills.map(({ id }) => id) };
  });
