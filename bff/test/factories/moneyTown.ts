import type { FeeKind } from 'shared-types/billing';
import type { StaffRole } from 'shared-types/permissions';
import { moveBalance } from '../../src/features/account/balance.js';
import { createOpeningBill } from '../../src/features/billing/billing.door.js';
import { balanceOf, postEntry } from '../../src/features/ledger/ledger.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { makeCommunity, makeOwner, makeStaff, type TestHouse } from './community.js';
import type { TestServer } from './serve.js';

/** Houses that owe and have paid ahead, for tests. */
export const moneyTown = async (server: TestServer) => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const communityId = community.id;
  let topups = 0;
  return {
    ...community,
    communityId,
    first: community.houses[0] as TestHouse,
    second: community.houses[1] as TestHouse,
    third: community.houses[2] as TestHouse,
    staff: async (role: StaffRole = 'finance') => {
      const made = await makeStaff(deps, communityId, role);
      return { ...made, call: server.client(made.token) };
    },
    owner: async (house: TestHouse, role: 'owner' | 'family' | 'tenant' = 'owner') => {
      const made = await makeOwner(deps, communityId, [house], { role });
      return { ...made, call: server.client(made.token) };
    },
    /** A bill that is due on this day; returns its id. */
    owe: async (
      house: TestHouse,
      amountFen: number,
      dueOn: string,
      period = dueOn.slice(0, 7),
      feeKind: FeeKind = 'property',
    ) =>
      inTransaction(deps.db, async (tx) => {
        const bill = { communityId, houseId: house.id, feeKind, period, amountFen, dueOn, note: null, by: null };
        return (await createOpeningBill(tx, deps.clock, bill)).billId;
      }),
    /** Money paid ahead in cash, as payments book it. */
    topUp: (house: TestHouse, amountFen: number) =>
      inTransaction(deps.db, async (tx) => {
        const cause = { kind: 'payment', id: `topup-${++topups}` };
        await moveBalance(tx, deps.clock, { communityId, houseId: house.id, amountFen, kind: 'topup', cause });
        await postEntry(tx, deps.clock, {
          communityId,
          cause,
          at: deps.clock.now(),
          memo: 'topup',
          postings: [
            { account: '1001', amountFen },
            { account: '2203', amountFen: -amountFen, houseId: house.id },
          ],
        });
      }),
    /** Books what was taken from a balance and handed out in cash. */
    bookSpent: (house: TestHouse, amountFen: number, id: string) =>
      inTransaction(deps.db, (tx) =>
        postEntry(tx, deps.clock, {
          communityId,
          cause: { kind: 'spent', id },
          at: deps.clock.now(),
          memo: 'spent',
          postings: [
            { account: '2203', amountFen, houseId: house.id },
            { account: '1001', amountFen: -amountFen },
          ],
        }),
      ),
    ledger: (account: string, houseId?: string) =>
      balanceOf(deps.db.reader, communityId, houseId ? { account, houseId } : { account }),
  };
};
