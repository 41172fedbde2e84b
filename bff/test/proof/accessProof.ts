import { createHash, randomBytes } from 'node:crypto';
import type { Contract } from 'shared-types/contract';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { SessionEntity } from '../../src/platform/session/session.entity.js';
import { type TestServer, testServer } from '../factories/testServer.js';
import { addressOf, type Expected, examples, expectedOf } from './accessTable.js';
import { homeOf, makeWorld, type Role, roles, type Subject, subjects, type World } from './world.js';

let server: TestServer;
let worlds: Record<string, World> = {};

// Every look at all rows costs more with each world that was made: after so many routes the next database is an empty one.
const perDatabase = 8;

interface Answer {
  status: number;
  body: string;
  headers: string;
}

const photo = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);

const form = (): FormData => {
  const data = new FormData();
  data.set('file', new Blob([new Uint8Array(photo)]), 'photo.jpg');
  return data;
};

const call = async (contract: Contract, world: World, role: Role, subject: Subject): Promise<Answer> => {
  const side = homeOf(world, role);
  const { path, id } = addressOf(contract, world, role, subject, newId(new Date()));
  const example = examples[contract.name]?.(side, id, world) ?? {};
  const query = example.query ? `?${new URLSearchParams(example.query)}` : '';
  const token = side.tokens[role];
  const json = example.body !== undefined;
  const answer = await fetch(`${server.origin}/api/v1${path}${query}`, {
    method: contract.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(json ? { 'content-type': 'application/json' } : {}),
      'idempotency-key': randomBytes(9).toString('hex'),
    },
    ...(json ? { body: JSON.stringify(example.body) } : contract.bodyKind === 'upload' ? { body: form() } : {}),
  });
  const body = (await answer.text()).replace(/"requestId":"[^"]+"/, '"requestId":""');
  const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'request-id');
  return { status: answer.status, body, headers: JSON.stringify(headers) };
};

/** What a refused call may leave behind is the trace that somebody tried. */
const traces = new Set(['session', 'audit_log', 'idempotency']);
const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256');
  const { reader, source } = server.deps.db;
  const tables = source.entityMetadatas.map(({ tableName }) => tableName).filter((name) => !traces.has(name));
  const looks = [...tables, 'repair_number', 'payment_number'].map(
    (name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT 1 FROM ${name})`,
  );
  const filled: { name: string }[] = await reader.query(looks.join(' UNION ALL '));
  for (const { name } of filled) {
    const rows: unknown[] = await reader.query(`SELECT * FROM ${name}`);
    hash.update(
      `${name} ${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}`,
    );
  }
  return hash.digest('hex');
};

/** Gives or takes the second password of every session. */
const stepUpAll = (steppedUpAt: Date | null): Promise<unknown> =>
  inTransaction(server.deps.db, (tx) => tx.update(SessionEntity, { actorKind: 'staff' }, { steppedUpAt }));

const isRefusal = (status: number): boolean => status === 401 || status === 403 || status === 404;

const fault = (expected: Expected, { status, body }: Answer): string | null => {
  const code = /"code":"([^"]+)"/.exec(body)?.[1];
  if (expected === 'allowed')
    return (isRefusal(status) && code !== 'auth.bad_credentials') || (status >= 500 && code !== 'upstream.unavailable')
      ? `allowed, but ${status} ${code}`
      : null;
  if (status === expected.status && (!expected.code || expected.code === code)) return null;
  return `${expected.status} ${expected.code ?? ''} expected, but ${status} ${code}`;
};

/** Cells of one route; those without a subject differ by the caller only. */
const cellsOf = (contract: Contract, world: World): { role: Role; subject: Subject; expected: Expected }[] => {
  const { hasSubject } = addressOf(contract, world, 'manager', 'own', newId(new Date()));
  return roles.flatMap((role) =>
    (hasSubject ? subjects : (['own'] as const)).map((subject) => ({
      role,
      subject,
      expected: expectedOf(contract, role, subject),
    })),
  );
};

/** After one of these succeeded the next caller finds nothing to do: each has a world of its own. */
const usesUp = new Set(['endBinding', 'deleteShift', 'deleteTitle', 'removeGateGroup', 'removeCanned']);

/** Half of the table, by the time that it takes. */
export const changesByStaff = ({ method, path }: Contract): boolean => method !== 'GET' && path.startsWith('/staff/');

/** Every route × role × subject of these: who may, may; who may not learns nothing and changes nothing. */
export const proveAccess = (contracts: readonly Contract[]): void => {
  let cells = 0;
  let served = 0;
  beforeAll(async () => {
    server = await testServer();
  }, 60_000);
  afterAll(() => server.close());
  beforeEach(async () => {
    served += 1;
    if (served % perDatabase !== 0) return;
    await server.close();
    server = await testServer();
    worlds = {};
  }, 60_000);

  test.each(contracts.map((contract) => [contract.name, contract] as const))(
    '%s',
    async (_name, contract) => {
      const shared = contract.method === 'GET' ? `GET ${contract.path.startsWith('/staff/imports/')}` : contract.name;
      worlds[shared] ??= await makeWorld(server, contract);
      const world = worlds[shared];
      const all = cellsOf(contract, world);
      cells += all.length;
      const faults: string[] = [];
      const answers = new Map<string, Answer>();
      const before = await fingerprint();
      for (const { role, subject, expected } of all.filter((cell) => cell.expected !== 'allowed')) {
        const answer = await call(contract, world, role, subject);
        answers.set(`${role} ${subject}`, answer);
        const found = fault(expected, answer);
        if (found) faults.push(`${role} × ${subject}: ${found}`);
      }
      if ((await fingerprint()) !== before) faults.push('a refused call changed rows');
      for (const role of roles) {
        const [other, absent] = (['other community', 'absent'] as const).map((subject) =>
          answers.get(`${role} ${subject}`),
        );
        if (JSON.stringify(other) !== JSON.stringify(absent))
          faults.push(
            `${role}: another community’s and an absent one are told apart: ${JSON.stringify([other, absent])}`,
          );
      }
      const allowed = all.filter((cell) => cell.expected === 'allowed');
      if (contract.stepUp) {
        for (const { role, subject } of allowed) {
          const found = fault(
            { status: 403, code: 'auth.step_up_required' },
            await call(contract, world, role, subject),
          );
          if (found) faults.push(`${role} × ${subject} without a second password: ${found}`);
        }
        if ((await fingerprint()) !== before) faults.push('a call without a second password changed rows');
        await stepUpAll(server.deps.clock.realNow());
      }
      for (const { role, subject, expected } of allowed) {
        const own = usesUp.has(contract.name) ? await makeWorld(server, contract) : world;
        const found = fault(expected, await call(contract, own, role, subject));
        if (found) faults.push(`${role} × ${subject}: ${found}`);
      }
      if (contract.stepUp) await stepUpAll(null);
      expect(faults).toEqual([]);
    },
    // Labels are drawn anew for every cell.
    240_000,
  );

  test('the table is as large as it should be', () => {
    expect(cells).toBeGreaterThan(contracts.length * roles.length);
    process.stdout.write(`access: ${contracts.length} routes, ${cells} cells\n`);
  });
};
