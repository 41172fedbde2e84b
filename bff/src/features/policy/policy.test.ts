import { newKey } from 'shared-types/client';
import type { StaffRole } from 'shared-types/permissions';
import * as api from 'shared-types/policy';
import { makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { codeOf, serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { defaultPolicy, type PreviewEffects, readPolicyInForce, readPolicyOf } from './policy.door.js';
import { policyRoutes } from './policy.routes.js';

const nothing = {
  openKept: 0,
  lastMonth: {
    requests: 0,
    promises: 0,
    missedBefore: 0,
    missedAfter: 0,
    sampledBefore: 0,
    sampledAfter: 0,
    chainedBefore: 0,
    chainedAfter: 0,
  },
  overLimit: [],
};

/** Answers from what it is handed, so that a test sees what that was. */
const previewEffects: PreviewEffects = async (_deps, _communityId, before, after) => ({
  ...nothing,
  openKept: after.general.respondMinutes - before.general.respondMinutes,
});

let server: TestServer;
beforeAll(async () => {
  const test = await testDeps();
  server = await serve(test, { routes: policyRoutes({ previewEffects }), gates: {}, handlers: [] });
});
afterAll(() => server.close());

/** A community of its own with somebody of this role. */
const office = async (role: StaffRole = 'manager') => {
  const communityId = await makeCommunity(server);
  const { token } = await makeStaff(server, communityId, [role], { name: '高峰' });
  return { communityId, call: server.client(token) };
};

const faster = { ...defaultPolicy, general: { ...defaultPolicy.general, respondMinutes: 60 } };
const lighter = { ...defaultPolicy, dispatch: { ...defaultPolicy.dispatch, defaultLimit: 3 } };
const change = (policy: api.ServicePolicy, basedOn: number, reason = '业委会要求') => ({
  body: { policy, basedOn, reason },
});

it('shows the defaults as version 0 until somebody changes them', async () => {
  const { call } = await office();
  expect(await call(api.readPolicy)).toEqual({
    version: 0,
    policy: defaultPolicy,
    history: [{ version: 0, at: '2026-11-23T10:54:00.000+08:00', by: '系统', reason: '最初的规则' }],
    actions: ['change'],
  });
});

it('lets those read who may not change it', async () => {
  const { call } = await office('customer-service');
  expect((await call(api.readPolicy)).actions).toEqual([]);
  expect(await codeOf(call(api.previewPolicy, { body: { policy: faster } }))).toBe('auth.forbidden');
  expect(await codeOf(call(api.changePolicy, change(faster, 0)))).toBe('auth.forbidden');
  const engineer = await office('engineer');
  expect(await codeOf(engineer.call(api.readPolicy))).toBe('auth.forbidden');
});

it('makes a version with its reason, audited, and keeps every one before it', async () => {
  const { call, communityId } = await office();
  const view = await call(api.changePolicy, change(faster, 0));
  expect(view).toMatchObject({ version: 1, policy: faster });
  await call(api.changePolicy, change(lighter, 1, '师傅忙不过来'));
  const { history, version } = await call(api.readPolicy);
  expect(version).toBe(2);
  expect(history.map((one) => [one.version, one.by, one.reason])).toEqual([
    [2, '高峰', '师傅忙不过来'],
    [1, '高峰', '业委会要求'],
    [0, '系统', '最初的规则'],
  ]);
  const second = await call(api.readPolicyVersion, { params: { version: 2 } });
  expect(second).toMatchObject({ version: 2, policy: lighter, by: '高峰' });
  expect(second.changes).toEqual([
    { path: 'general.respondMinutes', label: '一般报修：回应时限', before: '1 小时', after: '2 小时' },
    { path: 'dispatch.defaultLimit', label: '派单：每人手上最多', before: '5 单', after: '3 单' },
  ]);
  expect((await call(api.readPolicyVersion, { params: { version: 0 } })).changes).toEqual([]);
  expect(await codeOf(call(api.readPolicyVersion, { params: { version: 3 } }))).toBe('policy.version_not_found');
  const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'policy.changed' });
  expect(lines.map(({ subject, reason, actorName }) => [subject, reason, actorName]).sort()).toEqual([
    ['服务规则第 1 版，改了 1 处', '业委会要求', '高峰'],
    ['服务规则第 2 版，改了 2 处', '师傅忙不过来', '高峰'],
  ]);
  const { reader } = server.deps.db;
  expect(await readPolicyInForce(reader, communityId)).toEqual({ version: 2, policy: lighter });
  expect(await readPolicyOf(reader, communityId, 1)).toEqual(faster);
});

it('tells dispatch when its part changed, and only then', async () => {
  const { call, communityId } = await office();
  const told = (): Promise<number> =>
    server.deps.db.reader.countBy(OutboxEntity, { communityId, topic: 'dispatch.policy_changed' });
  await call(api.changePolicy, change(faster, 0));
  expect(await told()).toBe(0);
  await call(api.changePolicy, change(lighter, 1));
  expect(await told()).toBe(1);
});

it('lets one of two win that start from the same version', async () => {
  const { call, communityId } = await office();
  const answers = await Promise.all(
    [faster, lighter, faster, lighter].map((policy) => codeOf(call(api.changePolicy, change(policy, 0)))),
  );
  expect(answers.filter((answer) => answer === 'policy.outdated')).toHaveLength(3);
  const { version, policy } = await readPolicyInForce(server.deps.db.reader, communityId);
  expect(version).toBe(1);
  expect(answers.filter((answer) => typeof answer === 'object')).toEqual([
    { answered: expect.objectContaining({ version: 1, policy }) },
  ]);
  expect(await server.deps.db.reader.countBy(AuditEntity, { communityId, action: 'policy.changed' })).toBe(1);
});

it('makes one version of one command, however often it is sent', async () => {
  const { call } = await office();
  const sent = { ...change(faster, 0), idempotencyKey: newKey() };
  await call(api.changePolicy, sent);
  expect(await call(api.changePolicy, sent)).toMatchObject({ version: 1 });
  expect((await call(api.readPolicy)).version).toBe(1);
});

it('refuses what changes nothing and what contradicts itself, with words beside the field', async () => {
  const { call, communityId } = await office();
  expect(await codeOf(call(api.changePolicy, change(structuredClone(defaultPolicy), 0)))).toBe('policy.unchanged');
  const broken = { ...faster, workingHours: { from: '20:00', to: '08:00', weekdays: [1] } };
  for (const refused of [
    call(api.changePolicy, change(broken, 0)),
    call(api.previewPolicy, { body: { policy: broken } }),
  ])
    await expect(refused).rejects.toMatchObject({
      code: 'request.invalid',
      problem: { fields: { 'policy.workingHours.to': '下班时间要晚于上班时间' } },
    });
  expect((await readPolicyInForce(server.deps.db.reader, communityId)).version).toBe(0);
});

it('previews against the version in force, and changes nothing', async () => {
  const { call } = await office();
  await call(api.changePolicy, change(faster, 0));
  const preview = await call(api.previewPolicy, { body: { policy: defaultPolicy } });
  expect(preview).toEqual({
    ...nothing,
    openKept: 60,
    changes: [{ path: 'general.respondMinutes', label: '一般报修：回应时限', before: '1 小时', after: '2 小时' }],
  });
  expect((await call(api.readPolicy)).version).toBe(1);
});

it('keeps one community out of the policy of another', async () => {
  const one = await office();
  const other = await office();
  await one.call(api.changePolicy, change(faster, 0));
  expect((await other.call(api.readPolicy)).version).toBe(0);
  expect(await codeOf(other.call(api.readPolicyVersion, { params: { version: 1 } }))).toBe('policy.version_not_found');
});
