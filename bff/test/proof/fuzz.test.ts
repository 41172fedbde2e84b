import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import type { Contract } from 'shared-types/contract';
import { errorStatus } from 'shared-types/errors';
import { z } from 'shared-types/schemas';
import { routes } from '../../src/app.js';
import { newId } from '../../src/kernel/ids.js';
import { type TestServer, testServer } from '../factories/testServer.js';
import { addressOf, examples } from './accessTable.js';
import { homeOf, makeWorld, type Role, type World } from './world.js';

const runs = Number(process.env.FUZZ_RUNS ?? 60);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  process.stdout.write(`fuzz: seed ${seed}, ${runs} requests a route\n`);
}, 60_000);
afterAll(() => server.close());

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
}
interface Heard {
  status: number;
  type: string;
  text: string;
}

/** Sends bytes as they are: fetch would tidy paths and headers. A refused connection is no answer. */
const send = ({ method, path, headers, body }: Sent): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(`${server.origin}`, { method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: String(answer.headers['content-type'] ?? ''),
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body ?? undefined);
  });

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: [deep(levels - 1)] });
const oddTexts = [
  '',
  ' ',
  '\u0000',
  '王\u0000五',
  '👨‍👩‍👧‍👦'.repeat(40),
  '\ud800',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '=HYPERLINK("x")',
  '\u202E倒',
  'x'.repeat(70_000),
  '../../etc/passwd',
  '__proto__',
  '99999-99-99',
  '2026-13-45T99:99:99+08:00',
];
const oddValue = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...oddTexts) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e308, -(2 ** 53), 2 ** 40, [], {}, [[]], deep(60)),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.array(fc.string({ maxLength: 4 }), { maxLength: 300 }) },
  { weight: 1, arbitrary: fc.object({ maxDepth: 3 }) },
);

/** A right body with one or more places spoilt, or no right body at all. */
const spoilt = (example: unknown): fc.Arbitrary<string> => {
  const fields = example && typeof example === 'object' ? Object.keys(example) : [];
  const changed = fc
    .record({
      gone: fc.subarray(fields, { maxLength: Math.min(1, fields.length) }),
      odd: fc.dictionary(fc.constantFrom(...fields, 'extra', '__proto__', 'id', 'communityId'), oddValue, {
        maxKeys: 2,
      }),
    })
    .map(({ gone, odd }) => {
      const kept = Object.entries({ ...(example as object), ...odd }).filter(([name]) => !gone.includes(name));
      return JSON.stringify(Object.fromEntries(kept)) ?? 'null';
    });
  return fc.oneof(
    { weight: 8, arbitrary: changed },
    { weight: 2, arbitrary: oddValue.map((value) => JSON.stringify(value) ?? '') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '{',
        '[1,',
        '{"a":}',
        'undefined',
        '\u0000',
        '{"a":1}{"b":2}',
        '\ufeff{}',
        '"'.repeat(9),
      ),
    },
    { weight: 1, arbitrary: fc.constant(`{"text":"${'长'.repeat(100_000)}"}`) },
  );
};

const oddHeaders = fc.constantFrom<Record<string, string>>(
  {},
  {},
  {},
  { 'content-type': 'text/plain' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'accept-encoding': 'gzip;q=0, *;q=0' },
  { accept: 'image/png' },
  { 'anju-community': 'nonsense' },
  { 'anju-community': '01J00000000000000000000000' },
  { 'x-forwarded-for': '1.2.3.4, ::1, nonsense' },
  { 'idempotency-key': 'x' },
  { 'idempotency-key': 'k'.repeat(400) },
  { range: 'bytes=-1' },
  { 'if-none-match': '*' },
  { 'content-encoding': 'gzip' },
);
const oddIds = fc.constantFrom(
  '',
  '0',
  '%00',
  '%ff',
  '..',
  '%2e%2e%2f',
  '01J0000000000000000000000',
  'x'.repeat(500),
  '%E7%8E%8B',
  "'%20OR%201=1",
  '01j00000000000000000000000',
);
const oddQueries = fc.constantFrom(
  '',
  '?limit=0',
  '?limit=1e9',
  '?limit=abc',
  '?cursor=x',
  '?cursor=W10',
  '?cursor=eyJhIjoxfQ',
  `?cursor=${Buffer.from('["1","2","3","4"]').toString('base64url')}`,
  `?cursor=${Buffer.from('[null,{}]').toString('base64url')}`,
  '?limit=5&limit=6',
  '?q=%25%25%27&q=2',
  '?q=%00',
  `?q=${'a'.repeat(5000)}`,
  '?status[]=x&a[b][c]=1',
  '?__proto__=1',
  '?%',
  '?from=2026-02-30&to=2026-02-01',
  '?from=0000-01-01&to=9999-12-31',
  '?status=open&sort=due&q=101',
);

const callers: Role[] = ['foreign staff', 'owner'];

const requestOf = (contract: Contract, world: World): fc.Arbitrary<Sent> => {
  const role: Role = contract.auth !== 'public' && !contract.auth.as.includes('staff') ? 'owner' : 'foreign staff';
  const side = homeOf(world, role);
  const { path, id } = addressOf(contract, world, role, 'own', newId(new Date()));
  const example = examples[contract.name]?.(side, id, world) ?? {};
  const rightQuery = example.query ? `?${new URLSearchParams(example.query)}` : '';
  return fc
    .record({
      query: fc.oneof({ weight: 2, arbitrary: fc.constant(rightQuery) }, { weight: 3, arbitrary: oddQueries }),
      body: contract.body || contract.bodyKind ? spoilt(example.body ?? {}) : fc.constant(null),
      headers: oddHeaders,
      badId: fc.option(oddIds, { freq: 4 }),
      token: fc.constantFrom(
        ...callers.map((caller) => homeOf(world, caller).tokens[caller] ?? ''),
        side.tokens[role] ?? '',
        side.tokens[role] ?? '',
      ),
    })
    .map(({ query, body, headers, badId, token }) => ({
      method: contract.method,
      path: `/api/v1${badId === null || !id ? path : path.replace(id, badId)}${query}`,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': randomBytes(8).toString('hex'),
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body,
    }));
};

/** Never spoken to a caller: where the code lies, and what the database was asked. */
const leaks =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|SQLITE|QueryFailed|ER_[A-Z]+|SELECT |INSERT INTO|UPDATE .* SET|ECONN/;

const problemFields = ['code', 'detail', 'requestId', 'status', 'title', 'type'];

const faultOf = (contract: Contract | null, { status, type, text }: Heard): string | null => {
  if (status >= 500 && !text.includes('"upstream.unavailable"')) return `answered ${status}: ${text.slice(0, 200)}`;
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return `${status} as ${type || 'nothing'}`;
    if (leaks.test(text)) return `leaks: ${text.slice(0, 300)}`;
    const problem = JSON.parse(text) as Record<string, unknown>;
    const missing = problemFields.filter((name) => problem[name] === undefined);
    if (missing.length > 0) return `lacks ${missing.join()}`;
    return errorStatus[problem.code as keyof typeof errorStatus] === status
      ? null
      : `${String(problem.code)} with ${status}`;
  }
  if (!contract?.response) return null;
  const parsed = z.safeParse(contract.response, JSON.parse(text));
  return parsed.success ? null : `off contract: ${JSON.stringify(parsed.error.issues).slice(0, 300)}`;
};

let world: World | null = null;
/** These end what the others need: they come last, with people of their own. */
const endings = new Set([
  'signOut',
  'setStaffActive',
  'resetStaffPassword',
  'updateStaff',
  'endBinding',
  'transferHouse',
  'endBindingByStaff',
  'changeStaffPassword',
  'stepUpStaff',
]);

test.each(routes.map(({ contract }) => [contract.name, contract] as const))(
  '%s survives nonsense',
  async (_name, contract) => {
    if (endings.has(contract.name) || contract.path.startsWith('/staff/imports/')) world = null;
    world ??= await makeWorld(server, contract);
    const here = world;
    if (endings.has(contract.name)) world = null;
    const requests = fc.sample(requestOf(contract, here), { numRuns: runs, seed });
    const faults: string[] = [];
    for (const sent of requests) {
      const heard = await send(sent);
      const fault = faultOf(contract, heard);
      if (fault)
        faults.push(
          `${fault} ← ${sent.method} ${sent.path.slice(0, 120)} ${String(sent.body).slice(0, 200)} ${JSON.stringify(sent.headers)}`,
        );
    }
    expect(faults.slice(0, 5)).toEqual([]);
  },
  120_000,
);

const staffToken = async (): Promise<string> => {
  const made = await makeWorld(server, routes[0]?.contract as Contract);
  return made.other.tokens['foreign staff'] ?? '';
};

test('bodies that are too large are refused as such, also when their length is not told', async () => {
  const headers = {
    authorization: `Bearer ${await staffToken()}`,
    'content-type': 'application/json',
    'idempotency-key': 'key-of-large-body',
  };
  const large = JSON.stringify({ name: 'x'.repeat(300 * 1024) });
  for (const more of [{}, { 'transfer-encoding': 'chunked' }] as Record<string, string>[]) {
    const heard = await send({
      method: 'POST',
      path: '/api/v1/staff/communities',
      headers: { ...headers, ...more },
      body: large,
    });
    expect([heard.status, faultOf(null, heard)]).toEqual([413, null]);
  }
});

test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])('%s of an unknown path is an honest 404', async (method) => {
  for (const path of [
    '/api/v1/nothing',
    '/api/v1/repairs/',
    '/api/v1/REPAIRS',
    '/api/v2/repairs',
    '/nothing',
    '/api/v1//repairs',
    '/%',
    '/api/v1/%ff',
  ]) {
    const heard = await send({ method, path, headers: {}, body: null });
    expect([path, [400, 404].includes(heard.status), faultOf(null, heard)]).toEqual([path, true, null]);
  }
});

test.each(['TRACE', 'PUT', 'DELETE', 'PROPFIND', 'LOCK'])('%s where it is not known is 405', async (method) => {
  const heard = await send({ method, path: '/api/v1/problem-types', headers: {}, body: null });
  expect([heard.status, faultOf(null, heard)]).toEqual([405, null]);
});

test('OPTIONS tells the methods and HEAD the same as GET without its body', async () => {
  const options = await fetch(`${server.origin}/api/v1/problem-types`, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([200, 'HEAD, GET']);
  expect(options.headers.get('access-control-allow-origin')).toBeNull();
  const [get, head] = await Promise.all(
    ['GET', 'HEAD'].map((method) => fetch(`${server.origin}/api/v1/problem-types`, { method })),
  );
  expect([head?.status, await head?.text()]).toEqual([200, '']);
  expect(head?.headers.get('content-type')).toBe(get?.headers.get('content-type'));
});
