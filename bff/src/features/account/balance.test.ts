import fc from 'fast-check';
import { setAutoOffset } from 'shared-types/account';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { publish } from '../../platform/queue/queue.js';
import { readBills } from '../billing/billing.door.js';
import { readEntryOf } from '../ledger/ledger.door.js';
import { prepaidOf } from './account.door.js';
import { BalanceMovementEntity } from './account.entity.js';
import { moveBalance } from './balance.js';
import { sumBalances } from './balance.store.js';
import { offsetHouse } from './offset.js';
import { spread } from './offset.rules.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const reader = () => server.deps.db.reader;

const move = (communityId: string, houseId: string, amountFen: number, id: string) =>
  inTransaction(server.deps.db, (tx) =>
    moveBalance(tx, server.deps.clock, { communityId, houseId, amountFen, kind: 'other', cause: { kind: 'test', id } }),
  );

const switchOn = async (town: Awaited<ReturnType<typeof moneyTown>>, house = town.first) => {
  const { call } = await town.owner(house);
  return call(setAutoOffset, { params: { id: house.id }, body: { on: true } });
};

describe('the balance of a house', () => {
  it('moves once a cause, keeps each movement, and never goes below zero', async () => {
    const { communityId, first, second } = await moneyTown(server);
    expect(await prepaidOf(reader(), communityId, first.id)).toBe(0);
    expect(await move(communityId, first.id, 1000, 'a')).toEqual({ balanceFen: 1000, moved: true });
    expect(await move(communityId, first.id, 1000, 'a')).toEqual({ balanceFen: 1000, moved: false });
    expect(await move(communityId, first.id, -400, 'b')).toEqual({ balanceFen: 600, moved: true });
    await expect(move(communityId, first.id, -601, 'c')).rejects.toMatchObject({ code: 'balance.not_enough' });
    await expect(move(communityId, first.id, 999, 'a')).rejects.toThrow('moved 1000 before');
    await expect(move(communityId, first.id, 0, 'd')).rejects.toThrow('no movement');
    // The same cause of another house is another movement.
    expect(await move(communityId, second.id, 5, 'a')).toEqual({ balanceFen: 5, moved: true });
    const rows = await reader().findBy(BalanceMovementEntity, { communityId, houseId: first.id });
    expect(rows.map(({ amountFen, balanceFen }) => [amountFen, balanceFen]).sort()).toEqual([
      [-400, 600],
      [1000, 1000],
    ]);
    expect(await sumBalances(reader(), communityId)).toBe(605);
  });

  it('is spent to the last fen and not beyond by many at once', async () => {
    const { communityId, first } = await moneyTown(server);
    await move(communityId, first.id, 1000, 'in');
    const spent = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) => move(communityId, first.id, -100, `out-${n}`)),
    );
    expect(spent.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await prepaidOf(reader(), communityId, first.id)).toBe(0);
  });

  it('is moved once by one cause that is told many times at once, also when it is the first of the house', async () => {
    const { communityId, first } = await moneyTown(server);
    const moves = await Promise.all(Array.from({ length: 20 }, () => move(communityId, first.id, 700, 'same')));
    expect(moves.filter(({ moved }) => moved)).toHaveLength(1);
    expect(await prepaidOf(reader(), communityId, first.id)).toBe(700);
  });
});

describe('what a balance pays', () => {
  const bill = (id: string, dueOn: string, outstandingFen: number, more = {}) => ({
    id,
    dueOn,
    outstandingFen,
    disputed: false,
    heldBy: null,
    ...more,
  });

  it('is the oldest first, as far as it goes, and neither what is disputed nor what is being paid', () => {
    const bills = [
      bill('c', '2026-11-25', 300),
      bill('b', '2026-10-25', 200),
      bill('a', '2026-10-25', 100),
      bill('d', '2026-09-25', 50, { disputed: true }),
      bill('e', '2026-09-25', 60, { heldBy: 'payment' }),
      bill('f', '2026-09-25', 0),
    ];
    expect(spread(400, bills)).toEqual([
      { billId: 'a', amountFen: 100 },
      { billId: 'b', amountFen: 200 },
      { billId: 'c', amountFen: 100 },
    ]);
    expect(spread(0, bills)).toEqual([]);
  });

  it('is never more than the balance nor more than any bill', () =>
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(3000), { maxLength: 8 }), (balance, amounts) => {
        const bills = amounts.map((amount, n) => bill(String(n), '2026-11-25', amount));
        const parts = spread(balance, bills);
        const total = parts.reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(total).toBe(
          Math.min(
            balance,
            amounts.reduce((sum, amount) => sum + amount, 0),
          ),
        );
        for (const { billId, amountFen } of parts) expect(amountFen).toBeLessThanOrEqual(amounts[Number(billId)] ?? 0);
      }),
      { numRuns: 500 },
    ));
});

describe('new bills', () => {
  const published = (communityId: string, houseId: string, runId: string) =>
    inTransaction(server.deps.db, (tx) =>
      publish(tx, server.deps.clock, { communityId, topic: 'bill.published', payload: { houseId, runId } }),
    );

  it('are paid from the balance by themselves only where the owner wants it, once a run, and booked', async () => {
    const town = await moneyTown(server);
    const { communityId, first, second } = town;
    await town.topUp(first, 30_000);
    await town.topUp(second, 30_000);
    await switchOn(town);
    const old = await town.owe(first, 12_000, '2026-10-25');
    const fresh = await town.owe(first, 25_060, '2026-11-25');
    const other = await town.owe(second, 25_060, '2026-11-25');
    const runId = '01JRUN00000000000000000001';
    await published(communityId, first.id, runId);
    await published(communityId, first.id, runId);
    await published(communityId, second.id, runId);
    await server.drain();
    const bills = await readBills(reader(), communityId, [old, fresh, other]);
    expect(bills.map(({ id, status, outstandingFen }) => [id, status, outstandingFen]).sort()).toEqual(
      [
        [old, 'paid', 0],
        [fresh, 'due', 7060],
        [other, 'due', 25_060],
      ].sort(),
    );
    expect(await prepaidOf(reader(), communityId, first.id)).toBe(0);
    expect(await prepaidOf(reader(), communityId, second.id)).toBe(30_000);
    expect(await town.ledger('2203', first.id)).toBe(0);
    expect(await town.ledger('1122.property', first.id)).toBe(7060);
    const entry = await readEntryOf(reader(), communityId, { kind: 'offset', id: `${first.id}:${runId}` });
    expect(entry?.postings.map(({ account, amountFen }) => [account, amountFen]).sort()).toEqual([
      ['1122.property', -12_000],
      ['1122.property', -18_000],
      ['2203', 30_000],
    ]);
  });

  it('are offset once by many workers at once', async () => {
    const town = await moneyTown(server);
    const { communityId, first } = town;
    await town.topUp(first, 30_000);
    await switchOn(town);
    await town.owe(first, 10_000, '2026-11-25');
    const offsets = await Promise.all(
      Array.from({ length: 8 }, () =>
        inTransaction(server.deps.db, (tx) =>
          offsetHouse(tx, server.deps, { communityId, houseId: first.id, runId: 'r' }),
        ),
      ),
    );
    expect(new Set(offsets)).toEqual(new Set([10_000]));
    expect(await prepaidOf(reader(), communityId, first.id)).toBe(20_000);
    expect(await town.ledger('2203', first.id)).toBe(-20_000);
  });
});

describe('the books', () => {
  type Step = { kind: 'topup' | 'owe' | 'offset' | 'spend'; house: 0 | 1; fen: number };
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom('topup' as const, 'owe' as const, 'offset' as const, 'spend' as const),
    house: fc.constantFrom(0 as const, 1 as const),
    fen: fc.integer({ min: 1, max: 50_000 }),
  });

  it('say what the balances say after any sequence', async () => {
    let months = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const town = await moneyTown(server);
        const { communityId } = town;
        await switchOn(town, town.first);
        await switchOn(town, town.second);
        for (const { kind, house: index, fen } of steps) {
          const house = index === 0 ? town.first : town.second;
          months += 1;
          const period = `${2000 + (Math.floor(months / 12) % 26)}-${String((months % 12) + 1).padStart(2, '0')}`;
          const once = { communityId, houseId: house.id, runId: `r${months}` };
          if (kind === 'topup') await town.topUp(house, fen);
          else if (kind === 'owe') await town.owe(house, fen, `${period}-25`);
          else if (kind === 'offset') await inTransaction(server.deps.db, (tx) => offsetHouse(tx, server.deps, once));
          else
            await move(communityId, house.id, -fen, `x${months}`).then(
              () => town.bookSpent(house, fen, `x${months}`),
              (error: { code?: string }) => expect(error.code).toBe('balance.not_enough'),
            );
        }
        expect(await sumBalances(reader(), communityId)).toBe(-(await town.ledger('2203')) || 0);
        for (const house of [town.first, town.second])
          expect(await prepaidOf(reader(), communityId, house.id)).toBe(-(await town.ledger('2203', house.id)) || 0);
      }),
      { numRuns: 12 },
    );
  });
});
