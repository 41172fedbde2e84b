import { toDay } from 'shared-types/time';
import { postEntry, sealNow } from '../../src/features/ledger/ledger.door.js';
import { recordSpending } from '../../src/features/spending/spending.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeCommunity, makeOwner, makeStaff, type TestHouse } from './community.js';
import type { TestClock } from './testDeps.js';
import type { TestServer } from './testServer.js';

const year = 365 * 86_400_000;

type Spent = Partial<Parameters<typeof recordSpending>[2]>;

/** A community whose books grow by hand, with people who read its reports. */
export const disclosureTown = async (server: TestServer, name = '阳光花园') => {
  const deps: Deps & { clock: TestClock } = server.deps;
  const { clock } = deps;
  const community = await makeCommunity(deps, { name });
  const communityId = community.id;
  const [house, next] = community.houses as [TestHouse, TestHouse];
  const finance = await makeStaff(deps, communityId, 'finance', { name: '钱会计', idleMs: year });
  let causes = 0;

  /** 2026-09-05 10:00 in the community; the clock goes there. */
  const at = (day: string, hour = 10): Date => {
    const instant = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`);
    clock.set(instant);
    return instant;
  };

  const post = (kind: string, when: Date, legs: readonly (readonly [string, number, TestHouse?])[]) =>
    inTransaction(deps.db, (tx) =>
      postEntry(tx, clock, {
        communityId,
        cause: { kind, id: `c${++causes}` },
        at: when,
        memo: `${house.label} 林娜的${kind}`,
        postings: legs.map(([account, amountFen, of]) => ({ account, amountFen, houseId: of?.id ?? null })),
      }),
    );

  return {
    communityId,
    house,
    next,
    finance,
    at,
    post,
    /** Bills of both houses, of one fee. */
    bill: (day: string, firstFen: number, secondFen: number, fee = 'property') =>
      post('bill-run', at(day), [
        [`1122.${fee}`, firstFen, house],
        [`1122.${fee}`, secondFen, next],
        [`6001.${fee}`, -firstFen - secondFen],
      ]),
    pay: (day: string, fen: number, fee = 'property') =>
      post('payment', at(day), [
        ['1012.wechat', fen],
        [`1122.${fee}`, -fen, house],
      ]),
    spend: (day: string, more: Spent) => {
      const when = at(day);
      return inTransaction(deps.db, (tx) =>
        recordSpending(tx, clock, {
          communityId,
          kind: 'expense',
          category: 'lift',
          amountFen: 100_000,
          day: toDay(when),
          account: 'bank',
          supplier: '通力电梯有限公司',
          memo: '2单元西梯换钢丝绳',
          by: { id: finance.id, name: finance.name },
          vouchers: 1,
          isBooked: true,
          ...more,
        }),
      );
    },
    seal: () => sealNow(deps, communityId),
    owner: (role: 'owner' | 'family' | 'tenant' = 'owner', of: TestHouse = house) =>
      makeOwner(deps, communityId, [of], { role }),
    /** The bytes of an address of the API, as somebody fetches it. */
    fetch: async (token: string, path: string): Promise<{ status: number; bytes: Buffer; type: string | null }> => {
      const answer = await fetch(`${server.origin}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, bytes, type: answer.headers.get('content-type') };
    },
  };
};
