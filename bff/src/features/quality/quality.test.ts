import { newKey } from 'shared-types/client';
import type { Department, StaffRole } from 'shared-types/permissions';
import * as api from 'shared-types/supervision';
import { makeFinishedOrder, type OrderWish } from '../../../test/factories/orders.js';
import { makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { codeOf, serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { publish } from '../../platform/queue/queue.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { ServicePolicyEntity } from '../policy/policy.entity.js';
import { countOpenChecks } from './quality.door.js';
import { SpotCheckEntity } from './quality.entity.js';
import { qualityGates } from './quality.gates.js';
import { qualityHandlers } from './quality.jobs.js';
import { qualityRoutes } from './quality.routes.js';
import { drawOf } from './sample.rules.js';

let server: TestServer;
beforeAll(async () => {
  server = await serve(await testDeps(), { routes: qualityRoutes, gates: qualityGates, handlers: qualityHandlers });
});
afterAll(() => server.close());

const reader = () => server.deps.db.reader;
const day = 86_400_000;

/** A community whose policy draws this share, with people as they are asked for. */
const office = async (shareBp = 10_000) => {
  const communityId = await makeCommunity(server);
  const { clock } = server.deps;
  const body = JSON.stringify({ ...defaultPolicy, spotCheck: { shareBp, withinDays: 3 } });
  await inTransaction(server.deps.db, (tx) =>
    tx.insert(ServicePolicyEntity, {
      communityId,
      version: 1,
      body,
      at: clock.now(),
      byId: null,
      byName: '高峰',
      reason: '试',
    }),
  );
  const hire = async (role: StaffRole, department: Department, name = '陈静') => {
    const { id, token } = await makeStaff(server, communityId, [role], { department, name });
    return { id, name, call: server.client(token) };
  };
  const finish = async (wish: OrderWish) => {
    const order = await makeFinishedOrder(server.deps, communityId, wish);
    const { orderId, repairId } = order;
    await inTransaction(server.deps.db, (tx) =>
      publish(tx, clock, { communityId, topic: 'quality.draw', payload: { orderId, repairId } }),
    );
    return order;
  };
  const alerts = async () =>
    (await reader().findBy(OutboxEntity, { communityId, topic: 'staff.alert' })).map(
      ({ payload }) => JSON.parse(payload) as { staffIds: string[]; kind: string; repairId: string },
    );
  return { communityId, hire, finish, alerts };
};

const draw = (): Promise<number> => server.drain();

it('draws an order once, with its lot, its deadline and the share that was in force', async () => {
  const { communityId, hire, finish, alerts } = await office();
  const worker = await hire('engineer', 'engineering', '周建国');
  const own = await hire('supervisor', 'engineering');
  await hire('supervisor', 'security');
  const { orderId, repairId, number } = await finish({ worker, stars: 4 });
  const finishedAt = server.deps.clock.now();
  await draw();
  // Announced again: a reopened request is finished twice.
  await inTransaction(server.deps.db, (tx) =>
    publish(tx, server.deps.clock, { communityId, topic: 'quality.draw', payload: { orderId, repairId } }),
  );
  await draw();
  const { items } = await own.call(api.listSpotChecks);
  const lot = drawOf(communityId, orderId);
  expect(items).toEqual([
    expect.objectContaining({
      orderId,
      repairId,
      number,
      title: '厨房水管漏水',
      placeLabel: '3栋2单元1102',
      department: 'engineering',
      worker: { id: worker.id, name: '周建国' },
      result: '换了角阀',
      stars: 4,
      drawWords: `一万个签里抽前 10000 个，这张是 ${lot} 号`,
      verdict: null,
    }),
  ]);
  expect(new Date(items[0]?.dueAt ?? '').getTime()).toBe(finishedAt.getTime() + 3 * day);
  expect(await countOpenChecks(reader(), communityId)).toBe(1);
  expect(await alerts()).toEqual([
    expect.objectContaining({ staffIds: [own.id], kind: 'spot-check', repairId, rings: false }),
  ]);
});

it('draws exactly the orders whose lot is below the share', async () => {
  const { communityId, hire, finish } = await office(5000);
  const worker = await hire('engineer', 'engineering');
  const orders = [];
  for (let made = 0; made < 30; made++) orders.push((await finish({ worker })).orderId);
  await draw();
  const drawn = (await reader().findBy(SpotCheckEntity, { communityId })).map(({ orderId }) => orderId);
  expect(drawn.sort()).toEqual(orders.filter((id) => drawOf(communityId, id) < 5000).sort());
});

it('tells the managers where there is no supervisor but the worker', async () => {
  const { hire, finish, alerts } = await office();
  const worker = await hire('supervisor', 'engineering', '老周');
  const manager = await hire('manager', 'management');
  await finish({ worker });
  await draw();
  expect((await alerts()).map(({ staffIds }) => staffIds)).toEqual([[manager.id]]);
});

it('tells the supervisors of other departments where the own one has none', async () => {
  const { hire, finish, alerts } = await office();
  const worker = await hire('cleaner', 'cleaning');
  const supervisor = await hire('supervisor', 'security');
  await hire('manager', 'management');
  await finish({ worker, department: 'cleaning' });
  await draw();
  expect((await alerts()).map(({ staffIds }) => staffIds)).toEqual([[supervisor.id]]);
});

it("shows a supervisor's own department first, then the nearest deadline, page by page", async () => {
  const { hire, finish } = await office();
  const worker = await hire('engineer', 'engineering');
  const supervisor = await hire('supervisor', 'engineering');
  const manager = await hire('manager', 'management');
  const at = server.deps.clock.now().getTime();
  for (const [title, department, ageHours] of [
    ['秩序旧', 'security', 9],
    ['工程新', 'engineering', 1],
    ['工程旧', 'engineering', 5],
    ['秩序新', 'security', 2],
    ['工程旧二', 'engineering', 5],
  ] as const)
    await finish({ worker, department, title, finishedAt: new Date(at - ageHours * 3_600_000) });
  await draw();
  const walk = async (call: typeof manager.call, query: { department?: Department } = {}): Promise<string[]> => {
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await call(api.listSpotChecks, { query: { ...query, limit: 2, ...(cursor ? { cursor } : {}) } });
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return titles;
  };
  const own = await walk(supervisor.call);
  expect(own.slice(0, 2).sort()).toEqual(['工程旧', '工程旧二']);
  expect(own.slice(2)).toEqual(['工程新', '秩序旧', '秩序新']);
  const all = await walk(manager.call);
  expect([all[0], ...all.slice(3)]).toEqual(['秩序旧', '秩序新', '工程新']);
  expect(await walk(manager.call, { department: 'security' })).toEqual(['秩序旧', '秩序新']);
});

describe('a verdict', () => {
  const checked = async () => {
    const made = await office();
    const worker = await made.hire('engineer', 'engineering', '周建国');
    const supervisor = await made.hire('supervisor', 'engineering', '吴主管');
    const { number } = await made.finish({ worker });
    await draw();
    const [check] = (await supervisor.call(api.listSpotChecks)).items;
    const told = async () =>
      (await reader().findBy(OutboxEntity, { communityId: made.communityId, topic: 'dispatch.checked' })).map(
        ({ payload }) => JSON.parse(payload) as unknown,
      );
    return { ...made, worker, supervisor, number, id: check?.id ?? '', told };
  };

  it('is kept, audited, and counts in the quality of the worker', async () => {
    const { supervisor, worker, number, id, told, communityId } = await checked();
    const sent = { params: { id }, body: { verdict: 'failed' as const, note: '还在滴水' }, idempotencyKey: newKey() };
    expect(await supervisor.call(api.judgeSpotCheck, sent)).toEqual({ done: true });
    expect(await supervisor.call(api.judgeSpotCheck, sent)).toEqual({ done: true });
    expect((await supervisor.call(api.listSpotChecks)).items).toEqual([]);
    expect((await supervisor.call(api.listSpotChecks, { query: { scope: 'ended' } })).items).toEqual([
      expect.objectContaining({ id, verdict: 'failed', note: '还在滴水', judgedBy: '吴主管' }),
    ]);
    expect(await told()).toEqual([{ workerId: worker.id, passed: false }]);
    expect(await countOpenChecks(reader(), communityId)).toBe(0);
    const lines = await reader().findBy(AuditEntity, { communityId, action: 'spotcheck.judged' });
    expect(lines.map(({ subject, reason, actorName }) => [subject, reason, actorName])).toEqual([
      [`${number} 周建国：没通过`, '还在滴水', '吴主管'],
    ]);
  });

  it('is given once, by whoever commits first', async () => {
    const { supervisor, id, told } = await checked();
    const answers = await Promise.all(
      (['passed', 'failed', 'passed', 'failed'] as const).map((verdict) =>
        codeOf(supervisor.call(api.judgeSpotCheck, { params: { id }, body: { verdict, note: '看过' } })),
      ),
    );
    expect(answers.filter((answer) => answer === 'spot_check.judged')).toHaveLength(3);
    expect(await told()).toHaveLength(1);
  });

  it('needs a reason when the work was not good', async () => {
    const { supervisor, id, told } = await checked();
    for (const note of [undefined, '', '   '])
      await expect(
        supervisor.call(api.judgeSpotCheck, { params: { id }, body: { verdict: 'failed', ...(note ? { note } : {}) } }),
      ).rejects.toMatchObject({ code: 'request.invalid', problem: { fields: { note: '没通过要写明哪里不行' } } });
    expect(await told()).toEqual([]);
  });

  it('is never given by the worker, nor by those who judge nothing, nor from another community', async () => {
    const { hire, finish, id, worker, told } = await checked();
    const both = await hire('supervisor', 'engineering', '自己');
    const manager = await hire('manager', 'management');
    await finish({ worker: both });
    await draw();
    const theirs = (await manager.call(api.listSpotChecks)).items.find((one) => one.worker.id === both.id);
    const pass = { verdict: 'passed' as const };
    expect(await codeOf(both.call(api.judgeSpotCheck, { params: { id: theirs?.id ?? '' }, body: pass }))).toBe(
      'auth.forbidden',
    );
    expect(await codeOf(worker.call(api.judgeSpotCheck, { params: { id }, body: pass }))).toBe('auth.forbidden');
    const elsewhere = await (await office()).hire('supervisor', 'engineering');
    for (const unknown of [id, newId(server.deps.clock.now())])
      expect(await codeOf(elsewhere.call(api.judgeSpotCheck, { params: { id: unknown }, body: pass }))).toBe(
        'spot_check.not_found',
      );
    expect(await told()).toEqual([]);
  });
});

it('refuses a forged place in the list', async () => {
  const { hire } = await office();
  const { call } = await hire('supervisor', 'engineering');
  const cursor = Buffer.from(JSON.stringify(['0', 'yesterday', 'x'])).toString('base64url');
  expect(await codeOf(call(api.listSpotChecks, { query: { cursor } }))).toBe('request.invalid');
});
