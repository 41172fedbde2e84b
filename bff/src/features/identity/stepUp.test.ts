import { stepUpStaff } from 'shared-types/auth';
import { contract } from 'shared-types/contract';
import { Done } from 'shared-types/schemas';
import { makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { codeOf, serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { route } from '../../http/route.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { signInStaff } from './commands/signInStaff.js';
import { identityRoutes } from './identity.routes.js';

const moveMoney = contract({
  name: 'moveMoney',
  summary: '动钱',
  method: 'POST',
  path: '/test/money',
  auth: { as: ['staff'], may: 'refund.approve' },
  response: Done,
  stepUp: true,
  errors: [],
});

let server: TestServer;
let community: string;
let moved = 0;
beforeAll(async () => {
  server = await serve(await testDeps(), {
    routes: [
      ...identityRoutes({ countOpenOrders: async () => ({ openOrders: new Map(), quality: new Map() }) }),
      route(moveMoney, async () => {
        moved++;
        return { done: true } as const;
      }),
    ],
    gates: {},
    handlers: [],
  });
  community = await makeCommunity(server);
});
afterAll(() => server.close());

const minute = 60_000;
const password = 'mK7-vhGq2x';
let serial = 0;

const person = async (role: 'finance' | 'engineer' = 'finance') => {
  const username = `step${++serial}`;
  const made = await makeStaff(server, community, [role], { username, password });
  const call = server.client(made.token);
  return {
    ...made,
    username,
    move: () => codeOf(call(moveMoney)),
    stepUp: (given = password) => codeOf(call(stepUpStaff, { body: { password: given } })),
    // A second session of the same person.
    elsewhere: async () =>
      server.client(
        (
          await signInStaff(
            server.deps,
            {
              actor: null,
              requestId: 'test',
              ip: '127.0.0.1',
              sessionId: null,
              idempotency: null,
            },
            { username, password },
          )
        ).token,
      ),
  };
};
const done = { answered: { done: true } };

it('money moves for five minutes after the password was given again, in that session alone', async () => {
  const finance = await person();
  const other = await finance.elsewhere();
  const before = moved;
  expect(await finance.move()).toBe('auth.step_up_required');
  const validUntil = server.deps.clock.realNow().getTime() + 5 * minute;
  const answer = (await finance.stepUp()) as { answered: { validUntil: string } };
  expect(new Date(answer.answered.validUntil).getTime()).toBe(validUntil);
  expect(await finance.move()).toEqual(done);
  expect(await codeOf(other(moveMoney))).toBe('auth.step_up_required');
  server.deps.clock.advance(5 * minute - 1);
  expect(await finance.move()).toEqual(done);
  server.deps.clock.advance(1);
  expect(await finance.move()).toBe('auth.step_up_required');
  expect(moved - before).toBe(2);
});

it('a wrong password opens nothing, and the sixth try is locked, for signing in too', async () => {
  const finance = await person();
  const tries: unknown[] = [];
  for (let i = 0; i < 6; i++) tries.push(await finance.stepUp('wrong-password'));
  expect(tries).toEqual([...Array<string>(5).fill('auth.bad_credentials'), 'auth.locked']);
  expect(await finance.stepUp()).toBe('auth.locked');
  expect(await codeOf(finance.elsewhere())).toMatchObject({ code: 'auth.locked' });
  expect(await finance.move()).toBe('auth.step_up_required');
  server.deps.clock.advance(15 * minute);
  expect(await finance.stepUp()).toMatchObject({ answered: {} });
  expect(await finance.move()).toEqual(done);
});

it('gives nobody what their role has not', async () => {
  const engineer = await person('engineer');
  expect(await engineer.move()).toBe('auth.forbidden');
  await engineer.stepUp();
  expect(await engineer.move()).toBe('auth.forbidden');
});

it('is in the audit log, right or wrong, without the password', async () => {
  const finance = await person();
  await finance.stepUp('tried-this-one');
  await finance.stepUp();
  const lines = await server.deps.db.reader.findBy(AuditEntity, { subjectId: finance.id });
  expect(lines.map(({ action }) => action).sort()).toEqual(['staff.step_up_failed', 'staff.stepped_up']);
  expect(JSON.stringify(lines)).not.toContain('tried-this-one');
});
