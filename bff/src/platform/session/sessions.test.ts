import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { newId, sha256 } from '../../kernel/ids.js';
import { inTransaction } from '../database/transaction.js';
import { SessionEntity } from './session.entity.js';
import { deleteDeadSessions, openSession, readSession, revokeSession, revokeSessionsOf } from './sessions.js';

let t: TestDeps;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const minute = 60_000;
const staffTerms = { actorKind: 'staff' as const, idleMs: 30 * minute, maxMs: 12 * 60 * minute };
const open = (actorId = newId(t.deps.clock.now())): Promise<string> =>
  inTransaction(t.deps.db, (tx) => openSession(tx, t.deps.clock, { ...staffTerms, actorId }));
const isAlive = async (token: string): Promise<boolean> => (await readSession(t.deps.db, t.deps.clock, token)) !== null;

test('a token has 256 bits and is nowhere in the table', async () => {
  const token = await open();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const rows = await t.deps.db.reader.find(SessionEntity);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(rows.map(({ id }) => id)).toContain(sha256(token));
  expect(await isAlive(sha256(token))).toBe(false);
  expect(await isAlive(`${token}x`)).toBe(false);
});

test('it ends at exactly its idle limit after the last call', async () => {
  const token = await open();
  t.deps.clock.advance(30 * minute - 1);
  expect(await isAlive(token)).toBe(true);
  t.deps.clock.advance(30 * minute - 1);
  expect(await isAlive(token)).toBe(true);
  t.deps.clock.advance(30 * minute);
  expect(await isAlive(token)).toBe(false);
});

test('a look that is not the person’s doing keeps it no longer alive', async () => {
  const token = await open();
  t.deps.clock.advance(29 * minute);
  expect(await readSession(t.deps.db, t.deps.clock, token, { touch: false })).not.toBeNull();
  t.deps.clock.advance(minute);
  expect(await isAlive(token)).toBe(false);
});

test('it ends at its maximum however busy it is', async () => {
  const token = await open();
  for (let i = 0; i < 35; i++) {
    t.deps.clock.advance(20 * minute);
    expect(await isAlive(token)).toBe(true);
  }
  t.deps.clock.advance(20 * minute);
  expect(await isAlive(token)).toBe(false);
});

test('a revoked one is dead at once, and all of a person but one can be ended', async () => {
  const person = newId(t.deps.clock.now());
  const tokens = [await open(person), await open(person), await open(person)];
  const other = await open();
  const [first = '', second = '', third = ''] = tokens;
  await inTransaction(t.deps.db, (tx) => revokeSession(tx, t.deps.clock, sha256(first)));
  expect(await Promise.all(tokens.map(isAlive))).toEqual([false, true, true]);
  await inTransaction(t.deps.db, (tx) =>
    revokeSessionsOf(tx, t.deps.clock, { kind: 'staff', id: person }, sha256(third)),
  );
  expect(await Promise.all([second, third, other].map(isAlive))).toEqual([false, true, true]);
  await inTransaction(t.deps.db, (tx) => revokeSessionsOf(tx, t.deps.clock, { kind: 'owner', id: person }));
  expect(await isAlive(third)).toBe(true);
});

test('reading it often writes seldom', async () => {
  const token = await open();
  const seen = async (): Promise<Date | undefined> =>
    (await t.deps.db.reader.findOneBy(SessionEntity, { id: sha256(token) }))?.lastSeenAt;
  const opened = await seen();
  t.deps.clock.advance(minute - 1);
  await isAlive(token);
  expect(await seen()).toEqual(opened);
  t.deps.clock.advance(1);
  await isAlive(token);
  expect(await seen()).toEqual(t.deps.clock.realNow());
});

test('dead ones are deleted a day after their end', async () => {
  const token = await open();
  const count = (): Promise<number> => t.deps.db.reader.countBy(SessionEntity, { id: sha256(token) });
  const sweep = (): Promise<void> => inTransaction(t.deps.db, (tx) => deleteDeadSessions(tx, t.deps.clock));
  t.deps.clock.advance(staffTerms.maxMs + 86_400_000);
  await sweep();
  expect(await count()).toBe(1);
  t.deps.clock.advance(1);
  await sweep();
  expect(await count()).toBe(0);
});
