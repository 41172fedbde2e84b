import fc from 'fast-check';
import { makeCommunity } from '../../../test/factories/people.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { accountNames } from '../../locales/books.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { chart } from './accounts.js';
import {
  accountName,
  balanceOf,
  type EntryInput,
  entriesOfAccount,
  isAccount,
  postEntries,
  postEntry,
  readEntry,
  readEntryOf,
  reverseEntry,
  sumByAccount,
} from './ledger.door.js';
import { LedgerEntryEntity, LedgerPostingEntity, LedgerUnsealedEntity } from './ledger.entity.js';

let t: TestDeps;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const reader = () => t.deps.db.reader;
const at = new Date('2026-11-20T02:00:00.000Z');
const makeBooks = (): Promise<string> => makeCommunity(t);

let causes = 0;
const cause = (kind = 'payment') => ({ kind, id: `x${++causes}` });

/** Money that came in for a bill of a house. */
const received = (communityId: string, amountFen: number, more: Partial<EntryInput> = {}): EntryInput => ({
  communityId,
  cause: cause(),
  at,
  memo: '收物业费',
  postings: [
    { account: '1012.wechat', amountFen },
    { account: '1122.property', amountFen: -amountFen },
  ],
  ...more,
});
const post = (entry: EntryInput) => inTransaction(t.deps.db, (tx) => postEntry(tx, t.deps.clock, entry));
const postAll = (entries: EntryInput[]) => inTransaction(t.deps.db, (tx) => postEntries(tx, t.deps.clock, entries));

describe('the chart of accounts', () => {
  it('has a name for every account, and an account for every name', () => {
    expect(chart.map(({ code }) => code).sort()).toEqual(Object.keys(accountNames).sort());
    expect(new Set(Object.values(accountNames)).size).toBe(chart.length);
  });

  it('is known at the door', () => {
    expect([accountName('1122.shared-water'), accountName('9999')]).toEqual(['应收公摊水费', '9999']);
    expect([isAccount('1012.pos'), isAccount('1012')]).toEqual([true, false]);
  });
});

describe('an entry', () => {
  it('is kept with everything that was said of it', async () => {
    const communityId = await makeBooks();
    const [houseId, billId, by] = [newId(at), newId(at), newId(at)];
    const input = received(communityId, 25_060, {
      by,
      memo: '收物业费 \u0000🏠  ',
      postings: [
        { account: '1012.wechat', amountFen: 25_060, note: '微信' },
        { account: '6701', amountFen: 0 },
        {
          account: '1122.property',
          amountFen: -25_060,
          houseId,
          billId,
          subject: { kind: 'fee', id: 'property', label: '物业费' },
        },
      ],
    });
    const { entryId, posted } = await post(input);
    expect(posted).toBe(true);
    const bare = { houseId: null, billId: null, subject: null, note: null, purpose: null };
    expect(await readEntry(reader(), communityId, entryId)).toEqual({
      id: entryId,
      communityId,
      cause: input.cause,
      at,
      postedAt: t.deps.clock.realNow(),
      memo: '收物业费  🏠',
      amountFen: 25_060,
      reverses: null,
      by,
      open: null,
      number: null,
      reversedBy: null,
      postings: [
        { ...bare, leg: 1, account: '1012.wechat', amountFen: 25_060, note: '微信' },
        {
          ...bare,
          leg: 2,
          account: '1122.property',
          amountFen: -25_060,
          houseId,
          billId,
          subject: { kind: 'fee', id: 'property', label: '物业费' },
        },
      ],
    });
    expect(await readEntryOf(reader(), communityId, input.cause)).toMatchObject({ id: entryId });
    expect(await readEntry(reader(), await makeBooks(), entryId)).toBeNull();
  });

  it.each([
    ['legs that do not sum to zero', [100, -99], 'debit and credit differ by 1 fen'],
    ['no legs', [], 'nothing to post'],
    ['legs of nothing', [0, 0], 'nothing to post'],
    ['a broken fen', [1.5, -1.5], 'no whole fen'],
  ])('is refused with %s', async (_what, amounts, message) => {
    const communityId = await makeBooks();
    const postings = amounts.map((amountFen) => ({ account: '1001', amountFen }));
    await expect(post(received(communityId, 1, { postings }))).rejects.toThrow(message);
    await expect(postAll([received(communityId, 1), received(communityId, 1, { postings })])).rejects.toThrow(message);
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(0);
  });

  it('is refused on an account that does not exist, and without a cause', async () => {
    const communityId = await makeBooks();
    const postings = [
      { account: '1122.nothing', amountFen: 1 },
      { account: '1001', amountFen: -1 },
    ];
    await expect(post(received(communityId, 1, { postings }))).rejects.toThrow('no account 1122.nothing');
    await expect(post(received(communityId, 1, { cause: { kind: 'payment', id: '' } }))).rejects.toThrow('cause');
    await expect(post(received(communityId, 1, { cause: { kind: 'No', id: '1' } }))).rejects.toThrow('cause');
  });

  it('is posted once for its cause: the second time nothing is written', async () => {
    const communityId = await makeBooks();
    const input = received(communityId, 100);
    const first = await post(input);
    expect(await post({ ...input, memo: '另一次' })).toEqual({ entryId: first.entryId, posted: false });
    expect(await reader().countBy(LedgerPostingEntity, { communityId })).toBe(2);
    // Another community has causes of its own.
    expect((await post({ ...input, communityId: await makeBooks() })).posted).toBe(true);
  });

  it('is posted once by fifty who try at the same time', async () => {
    const communityId = await makeBooks();
    const input = received(communityId, 100);
    const results = await Promise.all(Array.from({ length: 50 }, () => post(input)));
    expect(results.filter(({ posted }) => posted)).toHaveLength(1);
    expect(new Set(results.map(({ entryId }) => entryId)).size).toBe(1);
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(1);
    expect(await balanceOf(reader(), communityId, { account: '1012.wechat' })).toBe(100);
  });

  it('is not there when the transaction that posted it is rolled back', async () => {
    const communityId = await makeBooks();
    const input = received(communityId, 100);
    await expect(
      inTransaction(t.deps.db, async (tx) => {
        await postEntry(tx, t.deps.clock, input);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    for (const entity of [LedgerEntryEntity, LedgerPostingEntity, LedgerUnsealedEntity])
      expect(await reader().countBy(entity, { communityId })).toBe(0);
    expect((await post(input)).posted).toBe(true);
  });

  // SQLite lets one in at a time, whatever they do.
  if (process.env.TEST_MYSQL_URL)
    it('never waits for another one, also while that one’s transaction is open', async () => {
      const communityId = await makeBooks();
      const order: string[] = [];
      let go = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      const slow = inTransaction(t.deps.db, async (tx) => {
        await postEntry(tx, t.deps.clock, received(communityId, 100));
        order.push('slow posted');
        await held;
      }).then(() => order.push('slow committed'));
      while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.all(Array.from({ length: 5 }, () => post(received(communityId, 100))));
      order.push('five committed');
      go();
      await slow;
      expect(order).toEqual(['slow posted', 'five committed', 'slow committed']);
    });
});

describe('many entries', () => {
  it('are posted together, once for each cause, also twice in one go and again afterwards', async () => {
    const communityId = await makeBooks();
    const entries = Array.from({ length: 1200 }, () => received(communityId, 3));
    await postAll([...entries.slice(0, 700), ...entries.slice(600)]);
    await postAll(entries);
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(1200);
    expect(await reader().countBy(LedgerPostingEntity, { communityId })).toBe(2400);
    expect(await reader().countBy(LedgerUnsealedEntity, { communityId })).toBe(1200);
    expect(await balanceOf(reader(), communityId, { prefix: '1122' })).toBe(-3600);
  });

  it('lose none of the others when somebody posts one of them at the same time', async () => {
    const communityId = await makeBooks();
    const entries = Array.from({ length: 40 }, () => received(communityId, 7));
    await Promise.all([postAll(entries), postAll([...entries].reverse()), ...entries.slice(10, 20).map(post)]);
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(40);
    expect(await reader().countBy(LedgerPostingEntity, { communityId })).toBe(80);
  });
});

describe('taking back', () => {
  it('posts every leg the other way round, once, and names what it takes back', async () => {
    const communityId = await makeBooks();
    const houseId = newId(at);
    const input = received(communityId, 500, {
      postings: [
        { account: '1001', amountFen: 500 },
        { account: '1122.water', amountFen: -500, houseId },
      ],
    });
    const { entryId } = await post(input);
    const back = { communityId, cause: cause('payment-reversal'), of: input.cause, at, memo: '冲销' };
    const take = () => inTransaction(t.deps.db, (tx) => reverseEntry(tx, t.deps.clock, back));
    const [first, ...others] = await Promise.all([take(), take(), take()]);
    expect([first, ...others].filter((one) => one?.posted)).toHaveLength(1);
    const reversal = await readEntryOf(reader(), communityId, back.cause);
    expect(reversal).toMatchObject({
      reverses: entryId,
      amountFen: 500,
      postings: [
        { account: '1001', amountFen: -500, houseId: null },
        { account: '1122.water', amountFen: 500, houseId },
      ],
    });
    expect(await readEntry(reader(), communityId, entryId)).toMatchObject({ reversedBy: reversal?.id });
    expect(await sumByAccount(reader(), communityId, {})).toEqual([
      { account: '1001', debitFen: 500, creditFen: 500 },
      { account: '1122.water', debitFen: 500, creditFen: 500 },
    ]);
  });

  it('is refused for what was never posted, and a second time for another cause', async () => {
    const communityId = await makeBooks();
    const input = received(communityId, 500);
    const take = (id: string) =>
      inTransaction(t.deps.db, (tx) =>
        reverseEntry(tx, t.deps.clock, { communityId, cause: { kind: 'back', id }, of: input.cause, at, memo: '冲销' }),
      );
    await expect(take('1')).rejects.toThrow('nothing was posted');
    await post(input);
    const results = await Promise.allSettled([take('1'), take('2')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await balanceOf(reader(), communityId, { account: '1012.wechat' })).toBe(0);
  });
});

describe('sums', () => {
  it('are by account, prefix, house and time', async () => {
    const communityId = await makeBooks();
    const [here, there] = [newId(at), newId(at)];
    const bill = (houseId: string, account: string, amountFen: number, day: string) =>
      received(communityId, amountFen, {
        at: new Date(day),
        cause: cause('bill-run'),
        postings: [
          { account, amountFen, houseId },
          { account: account.replace('1122', '6001'), amountFen: -amountFen },
        ],
      });
    await postAll([
      bill(here, '1122.property', 1000, '2026-10-31T15:59:59.999Z'),
      bill(here, '1122.water', 200, '2026-10-31T16:00:00.000Z'),
      bill(there, '1122.property', 3000, '2026-11-30T15:59:59.999Z'),
      bill(there, '1122.water', 40, '2026-11-30T16:00:00.000Z'),
    ]);
    const november = { from: new Date('2026-10-31T16:00:00Z'), to: new Date('2026-11-30T16:00:00Z') };
    const sums = await Promise.all([
      balanceOf(reader(), communityId, {}),
      balanceOf(reader(), communityId, { prefix: '1122' }),
      balanceOf(reader(), communityId, { account: '1122.property' }),
      balanceOf(reader(), communityId, { account: '1122' }),
      balanceOf(reader(), communityId, { prefix: '1122', houseId: here }),
      balanceOf(reader(), communityId, { prefix: '1122', ...november }),
      balanceOf(reader(), communityId, { prefix: '6001', to: november.from }),
    ]);
    expect(sums).toEqual([0, 4240, 4000, 0, 1200, 3200, -1000]);
    expect(await sumByAccount(reader(), communityId, november)).toEqual([
      { account: '1122.property', debitFen: 3000, creditFen: 0 },
      { account: '1122.water', debitFen: 200, creditFen: 0 },
      { account: '6001.property', debitFen: 0, creditFen: 3000 },
      { account: '6001.water', debitFen: 0, creditFen: 200 },
    ]);
    expect(await balanceOf(reader(), await makeBooks(), {})).toBe(0);
  });

  it('open to their postings, page by page', async () => {
    const communityId = await makeBooks();
    await postAll(
      Array.from({ length: 7 }, (_one, n) =>
        received(communityId, n + 1, { at: new Date(at.getTime() + Math.floor(n / 3) * 1000), memo: `第${n + 1}笔` }),
      ),
    );
    const seen: string[] = [];
    let after: { at: Date; entryId: string; leg: number } | null = null;
    for (;;) {
      const rows = await entriesOfAccount(reader(), communityId, { prefix: '1012', after, limit: 2 });
      seen.push(...rows.map(({ memo, amountFen }) => `${memo} ${amountFen}`));
      const last = rows.at(-1);
      if (rows.length < 2 || !last) break;
      after = last;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `第${n}笔 ${n}`));
  });
});

/** An event of a community's money: a bill, money for it, a surplus kept, or one of them taken back. */
const event = fc.record({
  kind: fc.constantFrom('bill' as const, 'pay' as const, 'top-up' as const, 'back' as const),
  amountFen: fc.integer({ min: 1, max: 1_000_000_000 }),
  target: fc.nat(),
});

it('conserves every fen: whatever is posted, taken back and posted again, the book is even and agrees with a plain sum', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 25 }), async (events) => {
      const communityId = await makeBooks();
      const accounts = {
        bill: ['1122.property', '6001.property'],
        pay: ['1001', '1122.property'],
        'top-up': ['1002', '2203'],
      };
      const expected = new Map<string, number>();
      const add = (account: string, fen: number) => expected.set(account, (expected.get(account) ?? 0) + fen);
      const done: {
        cause: { kind: string; id: string };
        debit: string;
        credit: string;
        amountFen: number;
        back: boolean;
      }[] = [];
      for (const { kind, amountFen, target } of events) {
        if (kind === 'back') {
          const of = done[target % Math.max(done.length, 1)];
          if (!of) continue;
          const id = of.cause.id;
          await inTransaction(t.deps.db, (tx) =>
            reverseEntry(tx, t.deps.clock, {
              communityId,
              cause: { kind: 'back', id },
              of: of.cause,
              at,
              memo: '冲销',
            }),
          );
          if (of.back) continue;
          of.back = true;
          add(of.debit, -of.amountFen);
          add(of.credit, of.amountFen);
          continue;
        }
        const [debit, credit] = accounts[kind] as [string, string];
        const input = received(communityId, amountFen, {
          cause: cause(kind),
          postings: [
            { account: debit, amountFen },
            { account: credit, amountFen: -amountFen },
          ],
        });
        await post(input);
        await post(input);
        done.push({ cause: input.cause, debit, credit, amountFen, back: false });
        add(debit, amountFen);
        add(credit, -amountFen);
      }
      const sums = await sumByAccount(reader(), communityId, {});
      expect(
        Object.fromEntries(sums.map(({ account, debitFen, creditFen }) => [account, debitFen - creditFen])),
      ).toEqual(Object.fromEntries(expected));
      expect(await balanceOf(reader(), communityId, {})).toBe(0);
    }),
    { numRuns: 25 },
  );
});
