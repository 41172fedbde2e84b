import { makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { entities } from '../../entities.js';
import { genesisHash, leafHash, sealHash, textHash, verifyProof } from '../../kernel/hashChain.js';
import { openDatabase } from '../../platform/database/database.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity, TimerEntity } from '../../platform/queue/queue.entity.js';
import { lastSealBy, postEntries, proofOf, sealNow, sealsUpTo, verifyChain } from './ledger.door.js';
import {
  LedgerChainEntity,
  LedgerEntryEntity,
  LedgerPostingEntity,
  LedgerSealEntity,
  LedgerSealedEntryEntity,
  LedgerUnsealedEntity,
} from './ledger.entity.js';
import { ledgerHandlers, startSealing } from './ledger.jobs.js';
import { sealWaiting } from './seal.js';

let server: TestServer;
beforeAll(async () => {
  server = await serve(await testDeps(), { routes: [], gates: {}, handlers: ledgerHandlers });
});
afterAll(() => server.close());

const { raw, reader } = {
  raw: (sql: string, values: unknown[] = []): Promise<unknown> => server.deps.db.source.query(sql, values),
  reader: () => server.deps.db.reader,
};
const at = new Date('2026-11-20T02:00:00.000Z');

let causes = 0;
/** Books with some entries of two or more legs each. */
const post = (communityId: string, count: number, legs = 2): Promise<void> =>
  inTransaction(server.deps.db, (tx) =>
    postEntries(
      tx,
      server.deps.clock,
      Array.from({ length: count }, (_one, n) => ({
        communityId,
        cause: { kind: 'bill-run', id: `r${++causes}` },
        at,
        memo: `出账 ${n + 1}`,
        postings: [
          ...Array.from({ length: legs - 1 }, () => ({ account: '1122.property', amountFen: 100 })),
          { account: '6001.property', amountFen: -100 * (legs - 1) },
        ],
      })),
    ),
  );
const makeBooks = async (count = 0): Promise<string> => {
  const communityId = await makeCommunity(server);
  if (count > 0) await post(communityId, count);
  return communityId;
};
const sealsOf = (communityId: string) =>
  reader().find(LedgerSealEntity, { where: { communityId }, order: { seq: 'ASC' } });
const sealedOf = (communityId: string) =>
  reader().find(LedgerSealedEntryEntity, { where: { communityId }, order: { number: 'ASC' } });
const check = (communityId: string) => verifyChain(reader(), communityId, server.deps.clock.realNow());

describe('sealing', () => {
  it('gives every entry its number and links each batch to the one before', async () => {
    const communityId = await makeBooks(3);
    expect(await sealNow(server.deps, communityId)).toBe(3);
    server.deps.clock.advance(1500);
    await post(communityId, 2);
    expect(await sealNow(server.deps, communityId)).toBe(2);
    expect(await sealNow(server.deps, communityId)).toBe(0);
    const [first, second, ...none] = await sealsOf(communityId);
    expect(none).toEqual([]);
    expect(first).toMatchObject({ seq: 1, prevHash: genesisHash(communityId), count: 3 });
    expect(second).toMatchObject({ seq: 2, prevHash: first?.hash, count: 2, sealedAt: server.deps.clock.now() });
    for (const seal of [first, second]) expect(seal?.hash).toBe(seal && sealHash(seal));
    const sealed = await sealedOf(communityId);
    expect(sealed.map(({ number, seq }) => [number, seq])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 2],
      [5, 2],
    ]);
    const entries = await reader().find(LedgerEntryEntity, { where: { communityId }, order: { id: 'ASC' } });
    expect(sealed.map(({ entryId }) => entryId)).toEqual(entries.map(({ id }) => id));
    expect(await reader().countBy(LedgerUnsealedEntity, { communityId })).toBe(0);
    expect(await check(communityId)).toEqual({ ok: true, seals: 2, entries: 5 });
  });

  it('proves every entry to its seal, from the text of the entry alone', async () => {
    const communityId = await makeBooks(5);
    const [waiting] = await reader().findBy(LedgerEntryEntity, { communityId });
    expect(await proofOf(reader(), communityId, waiting?.id ?? '')).toBeNull();
    await sealNow(server.deps, communityId);
    for (const { id } of await reader().findBy(LedgerEntryEntity, { communityId })) {
      const proof = await proofOf(reader(), communityId, id);
      expect(proof && leafHash(proof.leafText)).toBe(proof?.leafHash);
      expect(JSON.parse(proof?.leafText ?? '{}')).toEqual({
        v: 2,
        public: textHash(proof?.publicText ?? ''),
        private: textHash(proof?.privateText ?? ''),
      });
      expect(JSON.parse(proof?.publicText ?? '{}')).toMatchObject({ id, legs: [{}, {}] });
      expect(JSON.parse(proof?.privateText ?? '{}')).toMatchObject({ postings: [{ leg: 1 }, { leg: 2 }] });
      expect(proof && verifyProof(proof.leafHash, proof.proof, proof.seal.root)).toBe(true);
    }
    expect(await proofOf(reader(), await makeBooks(), waiting?.id ?? '')).toBeNull();
  });

  it('makes batches of a bearable size, and one of a single entry however many legs it has', async () => {
    const communityId = await makeBooks();
    await post(communityId, 3, 6001);
    await post(communityId, 20, 501);
    await post(communityId, 501, 2);
    expect(await sealNow(server.deps, communityId)).toBe(524);
    expect((await sealsOf(communityId)).map(({ count }) => count)).toEqual([1, 1, 1, 9, 9, 500, 3]);
    expect(await check(communityId)).toMatchObject({ ok: true, entries: 524 });
  });

  it('never forks, nor seals an entry twice, whoever seals at the same time', async () => {
    const communityId = await makeBooks();
    const others = await openDatabase({ url: server.databaseUrl, entities, durability: 'off' });
    try {
      for (let round = 0; round < 8; round++) {
        await post(communityId, 30);
        const sealers = [
          server.deps,
          { ...server.deps, db: server.deps.db.engine === 'sqlite' ? server.deps.db : others },
        ];
        await Promise.all([...sealers, ...sealers].map((deps) => sealNow(deps, communityId)));
      }
    } finally {
      await others.close();
    }
    await sealWaiting(server.deps);
    const sealed = await sealedOf(communityId);
    expect(sealed.map(({ number }) => number)).toEqual(Array.from({ length: 240 }, (_one, n) => n + 1));
    expect(new Set(sealed.map(({ entryId }) => entryId)).size).toBe(240);
    expect(await check(communityId)).toMatchObject({ ok: true, entries: 240 });
  });

  it('leaves nothing of a batch that was cut half-way', async () => {
    const communityId = await makeBooks(4);
    // The last statement of a batch fails: the entries are still waiting then.
    const refuse =
      server.deps.db.engine === 'sqlite'
        ? `CREATE TRIGGER cut BEFORE UPDATE ON ledger_chain WHEN NEW.seq > 0 BEGIN SELECT RAISE(ABORT, 'cut off'); END`
        : `CREATE TRIGGER cut BEFORE UPDATE ON ledger_chain FOR EACH ROW
           BEGIN IF NEW.seq > 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'cut off'; END IF; END`;
    await raw(refuse);
    await expect(sealNow(server.deps, communityId)).rejects.toThrow('cut off');
    await raw('DROP TRIGGER cut');
    expect(await sealsOf(communityId)).toEqual([]);
    expect(await sealedOf(communityId)).toEqual([]);
    expect(await reader().countBy(LedgerUnsealedEntity, { communityId })).toBe(4);
    expect(await sealNow(server.deps, communityId)).toBe(4);
    expect(await check(communityId)).toMatchObject({ ok: true, entries: 4 });
  });

  it('goes on by itself within seconds, for every community', async () => {
    const [one, other] = [await makeBooks(2), await makeBooks(1)];
    const sealing = startSealing(server.deps);
    await post(one, 2);
    for (let tries = 0; tries < 100; tries++) {
      const waiting = await reader().countBy(LedgerUnsealedEntity, {});
      if (waiting === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await sealing.stop();
    expect([await sealedOf(one), await sealedOf(other)].map((list) => list.length)).toEqual([4, 1]);
  });

  it('tells the seals up to an instant', async () => {
    const communityId = await makeBooks(1);
    const started = server.deps.clock.now();
    await sealNow(server.deps, communityId);
    server.deps.clock.advance(60_000);
    await post(communityId, 1);
    await sealNow(server.deps, communityId);
    const seqs = async (by: Date, after?: number) =>
      (await sealsUpTo(reader(), communityId, by, after)).map(({ seq }) => seq);
    expect(await seqs(started)).toEqual([1]);
    expect(await seqs(server.deps.clock.now())).toEqual([1, 2]);
    expect(await seqs(server.deps.clock.now(), 1)).toEqual([2]);
    expect((await lastSealBy(reader(), communityId, started))?.seq).toBe(1);
    expect(await lastSealBy(reader(), communityId, new Date(started.getTime() - 1))).toBeNull();
  });
});

/** As somebody would who holds the database itself: the triggers are gone. */
const withoutGuards = async (): Promise<void> => {
  for (const table of ['ledger_entry', 'ledger_posting', 'ledger_seal', 'ledger_sealed_entry'])
    for (const event of ['update', 'delete']) await raw(`DROP TRIGGER IF EXISTS guard_${table}_${event}`);
};

describe('a chain that somebody laid hands on', () => {
  beforeAll(withoutGuards);

  /** Three batches of 3, 3 and 3 entries, all sealed. */
  const sealedBooks = async () => {
    const communityId = await makeBooks();
    for (let batch = 0; batch < 3; batch++) {
      await post(communityId, 3);
      await sealNow(server.deps, communityId);
    }
    const sealed = await sealedOf(communityId);
    const entryOf = (number: number): string => sealed[number - 1]?.entryId ?? '';
    return { communityId, entryOf };
  };

  it.each([
    ['memo', "UPDATE ledger_entry SET memo = '别的' WHERE id = ?"],
    ['cause', "UPDATE ledger_entry SET cause_id = 'other' WHERE id = ?"],
    ['time', "UPDATE ledger_entry SET at = '2026-11-20 02:00:00.001' WHERE id = ?"],
    ['author', "UPDATE ledger_entry SET by_id = 'x' WHERE id = ?"],
    ['amount', 'UPDATE ledger_posting SET amount_fen = amount_fen * 2 WHERE entry_id = ?'],
    ['account', "UPDATE ledger_posting SET account = '1001' WHERE entry_id = ? AND leg = 1"],
    ['time of a posting', "UPDATE ledger_posting SET at = '2026-01-01 00:00:00.000' WHERE entry_id = ? AND leg = 2"],
    ['note', "UPDATE ledger_posting SET note = '加' WHERE entry_id = ? AND leg = 1"],
    ['purpose', "UPDATE ledger_posting SET purpose = 'public-revenue' WHERE entry_id = ? AND leg = 1"],
    ['public words', "UPDATE ledger_entry SET public_memo = '别的' WHERE id = ?"],
    ['public supplier', "UPDATE ledger_entry SET public_supplier = '别的公司', public_memo = '出账' WHERE id = ?"],
    ['salt', "UPDATE ledger_entry SET salt = '0' WHERE id = ?"],
    ['lost leg', 'DELETE FROM ledger_posting WHERE entry_id = ? AND leg = 2'],
  ])('is found at the entry whose %s was changed', async (_what, change: string) => {
    const { communityId, entryOf } = await sealedBooks();
    await raw(change, [entryOf(5)]);
    expect((await check(communityId)).firstFault).toEqual({
      kind: 'entry-changed',
      seq: 2,
      number: 5,
      entryId: entryOf(5),
      at: null,
    });
  });

  it('is found where an added leg was slipped in', async () => {
    const { communityId, entryOf } = await sealedBooks();
    await raw(
      `INSERT INTO ledger_posting (community_id, entry_id, leg, account, amount_fen, at)
       SELECT community_id, entry_id, 3, account, 1, at FROM ledger_posting WHERE entry_id = ? AND leg = 1`,
      [entryOf(4)],
    );
    expect((await check(communityId)).firstFault).toMatchObject({ kind: 'entry-changed', seq: 2, number: 4 });
  });

  it('is found where an entry was deleted, with its postings or without', async () => {
    const { communityId, entryOf } = await sealedBooks();
    await raw('DELETE FROM ledger_posting WHERE entry_id = ?', [entryOf(8)]);
    await raw('DELETE FROM ledger_entry WHERE id = ?', [entryOf(8)]);
    expect((await check(communityId)).firstFault).toMatchObject({ kind: 'entry-missing', seq: 3, number: 8 });
  });

  it('is found where two entries changed places', async () => {
    const { communityId, entryOf } = await sealedBooks();
    const [one, two] = [entryOf(4), entryOf(5)];
    const [leafOne, leafTwo] = (await sealedOf(communityId)).slice(3, 5).map(({ leafHash: leaf }) => leaf);
    const set = 'UPDATE ledger_sealed_entry SET entry_id = ?, leaf_hash = ? WHERE community_id = ? AND number = ?';
    await raw(set, ['parked', 'x', communityId, 4]);
    await raw(set, [one, leafOne, communityId, 5]);
    await raw(set, [two, leafTwo, communityId, 4]);
    expect((await check(communityId)).firstFault).toMatchObject({ kind: 'seal-changed', seq: 2 });
  });

  it('is found where a change was covered up by a new leaf, a new root and a new hash of that seal', async () => {
    const { communityId, entryOf } = await sealedBooks();
    await raw("UPDATE ledger_entry SET memo = '别的' WHERE id = ?", [entryOf(2)]);
    const fresh = await makeBooks();
    // Everything of the first seal is recomputed as if it had always been so.
    const { leafOf, byEntry } = await import('./seal.js');
    const { merkleRoot } = await import('../../kernel/hashChain.js');
    const ids = [1, 2, 3].map(entryOf);
    const entries = await reader().find(LedgerEntryEntity, { where: { communityId }, order: { id: 'ASC' } });
    const postings = byEntry(await reader().findBy(LedgerPostingEntity, { communityId }));
    const leaves = ids.map((id) =>
      leafOf(entries.find((one) => one.id === id) as LedgerEntryEntity, postings.get(id) ?? []),
    );
    for (const [index, leaf] of leaves.entries())
      await raw('UPDATE ledger_sealed_entry SET leaf_hash = ? WHERE community_id = ? AND number = ?', [
        leaf,
        communityId,
        index + 1,
      ]);
    const [seal] = await sealsOf(communityId);
    const content = { ...(seal as LedgerSealEntity), root: merkleRoot(leaves) };
    await raw('UPDATE ledger_seal SET root = ?, hash = ? WHERE community_id = ? AND seq = 1', [
      content.root,
      sealHash(content),
      communityId,
    ]);
    expect((await check(communityId)).firstFault).toMatchObject({ kind: 'seal-changed', seq: 2 });
    expect((await check(fresh)).ok).toBe(true);
  });

  it('is found where a seal is gone: in the middle, or at the end with all that it covered', async () => {
    const { communityId } = await sealedBooks();
    await raw('DELETE FROM ledger_seal WHERE community_id = ? AND seq = 2', [communityId]);
    expect((await check(communityId)).firstFault).toMatchObject({ kind: 'seal-missing', seq: 2 });
    const cut = await sealedBooks();
    const last = [7, 8, 9].map(cut.entryOf);
    await raw('DELETE FROM ledger_seal WHERE community_id = ? AND seq = 3', [cut.communityId]);
    await raw('DELETE FROM ledger_sealed_entry WHERE community_id = ? AND seq = 3', [cut.communityId]);
    for (const id of last) {
      await raw('DELETE FROM ledger_posting WHERE entry_id = ?', [id]);
      await raw('DELETE FROM ledger_entry WHERE id = ?', [id]);
    }
    expect((await check(cut.communityId)).firstFault).toMatchObject({ kind: 'seal-missing', seq: 3 });
  });

  it('is found where one leaf of a seal is gone, and where its numbers have a hole', async () => {
    const { communityId } = await sealedBooks();
    await raw('DELETE FROM ledger_sealed_entry WHERE community_id = ? AND number = 6', [communityId]);
    expect((await check(communityId)).firstFault).toMatchObject({ kind: 'seal-changed', seq: 2 });
    const other = await sealedBooks();
    await raw('UPDATE ledger_sealed_entry SET number = 99 WHERE community_id = ? AND number = 9', [other.communityId]);
    expect((await check(other.communityId)).firstFault).toMatchObject({ kind: 'seal-changed', seq: 3, number: 99 });
  });

  it('is found where an entry was put in past the sealer, once it has stood there for ten minutes', async () => {
    const { communityId } = await sealedBooks();
    await post(communityId, 1);
    await raw('DELETE FROM ledger_unsealed WHERE community_id = ?', [communityId]);
    await sealWaiting(server.deps);
    server.deps.clock.advance(10 * 60_000);
    expect((await check(communityId)).ok).toBe(true);
    server.deps.clock.advance(1);
    const { firstFault } = await check(communityId);
    const [forgotten] = await reader().find(LedgerEntryEntity, {
      where: { communityId },
      order: { id: 'DESC' },
      take: 1,
    });
    expect(firstFault).toEqual({
      kind: 'unsealed',
      seq: null,
      number: null,
      entryId: forgotten?.id,
      at: at.toISOString(),
    });
  });

  it('is found where a posting without an entry was put in', async () => {
    const { communityId, entryOf } = await sealedBooks();
    await raw(
      `INSERT INTO ledger_posting (community_id, entry_id, leg, account, amount_fen, at)
       SELECT community_id, 'nobody', 1, account, 1, at FROM ledger_posting WHERE entry_id = ? AND leg = 1`,
      [entryOf(1)],
    );
    expect((await check(communityId)).firstFault).toMatchObject({
      kind: 'entry-missing',
      seq: null,
      entryId: 'nobody',
    });
  });

  it('is checked every day, and those who keep the books are told, once for each fault and day', async () => {
    const { communityId, entryOf } = await sealedBooks();
    const finance = await makeStaff(server, communityId, ['finance']);
    const manager = await makeStaff(server, communityId, ['manager']);
    await makeStaff(server, communityId, ['engineer']);
    const { clock } = server.deps;
    const alerts = async () =>
      (await reader().findBy(OutboxEntity, { communityId, topic: 'staff.alert' })).map(
        ({ payload }) => JSON.parse(payload) as Record<string, unknown>,
      );
    const state = () => reader().findOneByOrFail(LedgerChainEntity, { communityId });
    await server.drain();
    expect((await state()).verifiedAt).toBeNull();
    clock.advance(24 * 3_600_000);
    await server.drain();
    expect(await state()).toMatchObject({ verifiedAt: clock.now(), fault: null });
    expect(await alerts()).toEqual([]);
    await raw("UPDATE ledger_entry SET memo = '别的' WHERE id = ?", [entryOf(5)]);
    clock.advance(24 * 3_600_000);
    await server.drain();
    expect(JSON.parse((await state()).fault ?? '')).toMatchObject({ kind: 'entry-changed', number: 5 });
    expect(await alerts()).toEqual([
      {
        repairId: null,
        staffIds: expect.arrayContaining([finance.id, manager.id]),
        kind: 'ledger-fault',
        detail: '记-5的内容和封存时不一样',
        rings: false,
        link: '/books',
      },
    ]);
    expect((await alerts())[0]?.staffIds).toHaveLength(2);
    const waiting = await reader().findBy(TimerEntity, { communityId, topic: 'ledger.verify', state: 'waiting' });
    expect(waiting.map(({ dueAt }) => dueAt > clock.now())).toEqual([true]);
    clock.advance(24 * 3_600_000);
    await server.drain();
    expect(await alerts()).toHaveLength(2);
  });

  it('is checked once for all the days on which nobody worked', async () => {
    const { communityId } = await sealedBooks();
    const { clock } = server.deps;
    for (let day = 0; day < 3; day++) {
      clock.advance(24 * 3_600_000);
      await post(communityId, 1);
      await sealNow(server.deps, communityId);
    }
    const waiting = () => reader().findBy(TimerEntity, { communityId, topic: 'ledger.verify', state: 'waiting' });
    expect((await waiting()).map(({ dueAt }) => dueAt <= clock.now())).toEqual([true]);
    await server.drain();
    expect((await waiting()).map(({ dueAt }) => dueAt > clock.now())).toEqual([true]);
  });
});
