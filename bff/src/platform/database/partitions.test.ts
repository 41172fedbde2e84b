import { DataSource } from 'typeorm';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { insertReadings } from '../../features/telemetry/telemetry.store.js';
import { keepPartitionsAt } from './partitions.js';
import { inTransaction } from './transaction.js';

let t: TestDeps;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const rowsByPart = async (): Promise<Record<string, number>> => {
  const names: { name: string }[] = await t.deps.db.source.query(
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'device_reading' ORDER BY PARTITION_ORDINAL_POSITION`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of names) {
    const [row] = await t.deps.db.source.query(`SELECT COUNT(*) AS n FROM device_reading PARTITION (${name})`);
    counts[name] = Number(row.n);
  }
  return counts;
};

const communityId = '01KAXX00000000000000000001';
const deviceId = '01KAXX00000000000000000002';
const put = (...times: string[]): Promise<void> =>
  inTransaction(t.deps.db, (tx) =>
    insertReadings(
      tx,
      times.map((at, seq) => ({ communityId, deviceId, at: new Date(at), seq, body: '{"a":1}' })),
    ),
  );

if (process.env.TEST_MYSQL_URL)
  test('months are made ahead, rows beyond them are kept, and a month that nobody keeps is dropped whole', async () => {
    const far = new Date('2040-03-15T00:00:00Z');
    await keepPartitionsAt(t.databaseUrl, far, null);
    const before = await rowsByPart();
    expect(Object.keys(before).slice(-6)).toEqual(['p204002', 'p204003', 'p204004', 'p204005', 'p204006', 'pmax']);
    await put('2040-02-29T23:59:59.999Z', '2040-03-01T00:00:00Z', '2040-05-20T00:00:00Z', '2041-01-01T00:00:00Z');
    expect(await rowsByPart()).toMatchObject({ p204002: 1, p204003: 1, p204004: 0, p204005: 1, pmax: 1 });
    expect(await keepPartitionsAt(t.databaseUrl, far, null)).toEqual({ made: [], dropped: [] });
    const later = new Date('2040-12-10T00:00:00Z');
    const { made = [], dropped = [] } =
      (await keepPartitionsAt(t.databaseUrl, later, new Date('2040-05-15T00:00:00Z'))) ?? {};
    expect(made).toEqual(['p204011', 'p204012', 'p204101', 'p204102', 'p204103']);
    expect(dropped).toEqual(expect.arrayContaining(['p204002', 'p204003', 'p204004']));
    expect(await rowsByPart()).toMatchObject({ p204005: 1, p204101: 1, pmax: 0 });
  });

if (process.env.TEST_MYSQL_URL)
  test('one process at a time', async () => {
    const other = await new DataSource({ type: 'mysql', url: t.databaseUrl, entities: [] }).initialize();
    const runner = other.createQueryRunner();
    await runner.query("SELECT GET_LOCK('anju.partitions', 0)");
    expect(await keepPartitionsAt(t.databaseUrl, new Date('2042-01-01T00:00:00Z'), null)).toBeNull();
    await runner.release();
    await other.destroy();
  });
else
  test('SQLite has a plain table', async () => {
    await put('2026-11-27T00:00:00Z');
    expect(await keepPartitionsAt(t.databaseUrl, new Date(), new Date())).toBeNull();
    const [row] = await t.deps.db.source.query('SELECT COUNT(*) AS n FROM device_reading');
    expect(Number(row.n)).toBe(1);
  });
