import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type Checked, checkFile } from '../../../../scripts/verify-report/check.mjs';
import { disclosureTown } from '../../../test/factories/disclosure.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { canonicalJson, type Json, textHash } from '../../kernel/hashChain.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { postEntries } from '../ledger/ledger.door.js';
import { FinanceReportEntity } from './disclosure.entity.js';
import { exportFile } from './exportFile.js';
import { publishDue } from './publish.js';

/** What `npm run verify-report` says of exported files: it knows nothing of the server, and derives every figure anew. */

const script = fileURLToPath(new URL('../../../../scripts/verify-report.mjs', import.meta.url));

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await testServer();
  folder = await mkdtemp(join(tmpdir(), 'anju-report-'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Said {
  code: number;
  out: string;
  ms: number;
}

/** The program as an owner runs it: Node alone, in a folder of its own. */
const verify = async (text: string | null, ...more: string[]): Promise<Said> => {
  const path = join(folder, 'report.json');
  if (text !== null) await writeFile(path, text);
  const from = Date.now();
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? '' };
    execFile(process.execPath, [script, path, ...more], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr, ms: Date.now() - from }),
    );
  });
};

interface OpenedFile {
  body: string;
  bodyHash: string;
  earlier: string[];
  format: string;
  seals: { seq: number; count: number; entries: { public: Record<string, Json>; private: string }[] | null }[];
}

/** Three months, late vouchers and reversals among them; the files of their reports, the oldest first. */
const threeFiles = async (): Promise<{ files: string[]; hashes: string[]; communityId: string }> => {
  const town = await disclosureTown(server);
  await town.post('opening', town.at('2026-07-31'), [
    ['1501', 9_000_000],
    ['3101', -9_000_000],
  ]);
  for (const [index, month] of ['2026-08', '2026-09', '2026-10'].entries()) {
    await town.bill(`${month}-01`, 25_060, 30_000 + index);
    await town.pay(`${month}-05`, 20_000);
    await town.spend(`${month}-06`, { amountFen: 11_100 + index });
    await town.seal();
    await town.spend(`${month}-09`, { kind: 'public-revenue', category: 'advert', amountFen: 7_000, memo: '广告' });
    await town.spend(`${month}-10`, {
      kind: 'fund-out',
      category: 'fire',
      amountFen: 900,
      account: 'fund',
      memo: '换喷头',
    });
    if (index > 0) await town.spend(`${month}-12`, { amountFen: 50 + index, day: '2026-08-20', memo: '补记' });
    await town.post('refund', town.at(`${month}-25`), [
      ['1122.property', 300, town.house],
      ['2242', -300],
    ]);
    await town.spend(`${month}-26`, { category: 'office', amountFen: 300, fundedBy: 'public-revenue', memo: '活动' });
    await town.seal();
    town.at(`2026-${String(9 + index).padStart(2, '0')}-10`, 9);
    await publishDue(server.deps, town.communityId);
  }
  const { token } = await town.owner();
  const reports = await server.deps.db.reader.find(FinanceReportEntity, {
    where: { communityId: town.communityId },
    order: { period: 'ASC' },
  });
  const files: string[] = [];
  for (const { id } of reports) {
    const { bytes, type } = await town.fetch(token, `/reports/${id}/file`);
    expect(type).toContain('application/json');
    files.push(bytes.toString('utf8'));
  }
  return { files, hashes: reports.map(({ bodyHash }) => bodyHash), communityId: town.communityId };
};

let made: Awaited<ReturnType<typeof threeFiles>>;
beforeAll(async () => {
  made = await threeFiles();
});
const last = (): string => made.files[2] ?? '';

it('finds a genuine report right, each of them, and says its fingerprint', async () => {
  for (const [index, file] of made.files.entries()) {
    const { code, out } = await verify(file);
    expect([code, out]).toEqual([0, expect.stringContaining(`核验通过：阳光花园 2026年${8 + index}月财务月报`)]);
    const hash = made.hashes[index] ?? '';
    expect(out).toContain(`指纹 ${hash.slice(0, 4)} ${hash.slice(4, 8)}`);
    expect(out).toContain(hash);
  }
  const hash = made.hashes[2] ?? '';
  expect((await verify(last(), hash.slice(0, 4), hash.slice(4, 8))).code).toBe(0);
  const other = await verify(last(), '0000', '0000');
  expect([other.code, other.out]).toEqual([1, expect.stringContaining('指纹：您给的是 0000 0000')]);
});

it('says what is wrong with no file, or with another', async () => {
  expect(await verify('')).toMatchObject({ code: 1, out: expect.stringContaining('核验不通过：文件：不是 JSON') });
  expect(await verify('{}')).toMatchObject({ code: 1, out: expect.stringContaining('核验不通过') });
  await rm(join(folder, 'report.json'));
  expect(await verify(null)).toMatchObject({ code: 1, out: expect.stringContaining('读不了文件') });
});

const holds = (text: string): Checked | null => {
  try {
    return checkFile(text);
  } catch {
    return null;
  }
};

it('finds any changed byte', () => {
  const bytes = Buffer.from(last());
  expect(holds(bytes.toString('utf8'))).not.toBeNull();
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ change;
      return holds(copy.toString('utf8')) === null;
    }),
    { numRuns: 400 },
  );
});

/** All values of a JSON value that are no lists or objects, as ways to them. */
const waysIn = (value: unknown, way: (string | number)[] = []): (string | number)[][] => {
  if (typeof value !== 'object' || value === null) return [way];
  return Object.entries(value).flatMap(([key, member]) =>
    waysIn(member, [...way, Array.isArray(value) ? Number(key) : key]),
  );
};

const setIn = (value: unknown, [key, ...rest]: (string | number)[], member: (before: unknown) => unknown): void => {
  const holder = value as Record<string | number, unknown>;
  if (key === undefined) return;
  if (rest.length === 0) holder[key] = member(holder[key]);
  else setIn(holder[key], rest, member);
};

const changed = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
  return value === null ? 'x' : null;
};

/** Every kind of value once: a way without the numbers in it. */
const kindsOf = (file: unknown): (string | number)[][] => {
  const kinds = new Map<string, (string | number)[]>();
  for (const way of waysIn(file)) kinds.set(way.filter((step) => typeof step === 'string').join('.'), way);
  return [...kinds.values()];
};

it('finds a changed value of every kind, though the file is written anew around it', () => {
  const kinds = kindsOf(JSON.parse(last()));
  expect(kinds.length).toBeGreaterThan(15);
  for (const way of kinds) {
    const file = JSON.parse(last());
    setIn(file, way, changed);
    expect([way.join('.'), holds(canonicalJson(file))]).toEqual([way.join('.'), null]);
  }
});

it('finds a changed figure of the report, though text and hash are written anew around it', () => {
  // Texts for people and what only the fingerprint can tell apart are left to the fingerprint.
  const free = /(^|\.)(name|words|communityName|publishedAt|remarks)$/;
  const kinds = kindsOf(JSON.parse((JSON.parse(last()) as OpenedFile).body)).filter((way) => !free.test(way.join('.')));
  expect(kinds.length).toBeGreaterThan(25);
  for (const way of kinds) {
    const file = JSON.parse(last()) as OpenedFile;
    const body = JSON.parse(file.body);
    setIn(body, way, changed);
    const text = canonicalJson(body);
    expect([
      way.join('.'),
      holds(canonicalJson({ ...file, body: text, bodyHash: textHash(text) } as unknown as Json)),
    ]).toEqual([way.join('.'), null]);
  }
});

it('finds an entry that is left out, added or hidden', () => {
  const without = JSON.parse(last()) as OpenedFile;
  const seal = without.seals.findLast(({ entries }) => (entries?.length ?? 0) > 1);
  seal?.entries?.pop();
  expect(holds(canonicalJson(without as unknown as Json))).toBeNull();
  const hidden = JSON.parse(last()) as OpenedFile;
  const first = hidden.seals.find(({ entries }) => entries !== null);
  if (first) first.entries = null;
  expect(() => checkFile(canonicalJson(hidden as unknown as Json))).toThrow('凭证没有公开');
  const cut = JSON.parse(last()) as OpenedFile;
  cut.seals.pop();
  expect(() => checkFile(canonicalJson(cut as unknown as Json))).toThrow('账本链');
});

it('says where the difference is', () => {
  const file = JSON.parse(last()) as OpenedFile;
  const body = JSON.parse(file.body);
  body.sections[1].lines[0].amountFen += 100;
  const text = canonicalJson(body);
  expect(() => checkFile(canonicalJson({ ...file, body: text, bodyHash: textHash(text) } as unknown as Json))).toThrow(
    /电梯维保 金额：月报写的是 \d+，按凭证算是 \d+/,
  );
  const old = JSON.parse(last()) as OpenedFile;
  old.earlier[0] = (old.earlier[0] ?? '').replace('阳光花园', '阳光花圆');
  expect(() => checkFile(canonicalJson(old as unknown as Json))).toThrow('2026年8月月报：和后一份里记着的指纹对不上');
});

it('checks a month of 5,000 entries within 5 s', async () => {
  const town = await disclosureTown(server, '大社区');
  const at = town.at('2026-09-15');
  await inTransaction(server.deps.db, (tx) =>
    postEntries(
      tx,
      server.deps.clock,
      Array.from({ length: 5_000 }, (_one, n) => ({
        communityId: town.communityId,
        cause: { kind: n % 2 === 0 ? 'payment' : 'late-fee', id: `m${n}` },
        at: new Date(at.getTime() + n),
        memo: '收款',
        postings: [
          { account: '1122.property', amountFen: 1_000 + n, houseId: town.house.id },
          { account: n % 2 === 0 ? '2203' : '6301', amountFen: -1_000 - n },
        ],
      })),
    ),
  );
  town.at('2026-10-10');
  await publishDue(server.deps, town.communityId);
  const report = await server.deps.db.reader.findOneBy(FinanceReportEntity, { communityId: town.communityId });
  const { bytes } = await exportFile(server.deps.db.reader, report as FinanceReportEntity);
  const { code, out, ms } = await verify(bytes.toString('utf8'));
  expect([code, out]).toEqual([0, expect.stringContaining('逐笔重算了 5000 笔凭证')]);
  expect(ms).toBeLessThan(5_000);
}, 120_000);
