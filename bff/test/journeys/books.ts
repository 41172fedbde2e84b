import { prepareRun, publishRun, readRun } from 'shared-types/billRun';
import type { BodyInputOf } from 'shared-types/contract';
import { createFee } from 'shared-types/fee';
import { issueCoupon } from '../../src/features/account/account.door.js';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { makeStaff, type TestCommunity } from '../factories/community.js';
import { until } from './people.js';
import type { Stage } from './stage.js';

type FeeWish = Pick<BodyInputOf<typeof createFee>, 'name' | 'kind' | 'icon' | 'rule'>;

/** 89.5 m² at 2.30 yuan, and three sums a house: 205.85 + 49.20 + 93.79 + 150.00. */
const fees: readonly FeeWish[] = [
  { name: '物业费', kind: 'property', icon: 'home', rule: { kind: 'area', price: 23_000 } },
  { name: '水费', kind: 'water', icon: 'water', rule: { kind: 'per-house', monthFen: 4_920 } },
  { name: '电费', kind: 'power', icon: 'power', rule: { kind: 'per-house', monthFen: 9_379 } },
  { name: '车位费', kind: 'parking', icon: 'parking', rule: { kind: 'per-house', monthFen: 15_000 } },
];

/** A community's finance, whose bills are made by a run as ever. */
export const openBooks = async (stage: Stage, community: TestCommunity) => {
  const { deps } = stage.community;
  const finance = await makeStaff(deps, community.id, 'finance', { name: '何芳', department: 'finance' });
  const call = stage.client(finance.token, community.id);
  for (const fee of fees)
    await call(createFee, {
      body: {
        ...fee,
        scope: { buildingIds: [], houseKinds: [], usages: [] },
        discounts: [],
        late: null,
        validFrom: '2026-01',
        validTo: null,
      },
    });
  return {
    /** Bills of this month (YYYY-MM) for every house. */
    bill: async (month: string): Promise<void> => {
      const { id } = await call(prepareRun, { body: { month } });
      await until(async () => (await call(readRun, { params: { id } })).state === 'ready');
      const { totalFen } = await call(readRun, { params: { id } });
      await call(publishRun, { params: { id }, body: { totalFen } });
      await until(async () => (await call(readRun, { params: { id } })).state === 'published');
    },
    coupon: (houseId: string, amountFen: number, validUntil: string) =>
      inTransaction(deps.db, (tx) =>
        issueCoupon(tx, deps.clock, {
          communityId: community.id,
          houseId,
          feeKind: 'property',
          amountFen,
          validUntil,
          reason: '上月用电比小区平均低 18%',
          cause: { kind: 'challenge', id: houseId },
        }),
      ),
    /** What the ledger has on an account, debit above zero. */
    balance: (account: string): Promise<number> => balanceOf(deps.db.reader, community.id, { account }),
  };
};
