import * as api from 'shared-types/moneyPolicy';
import type { StaffRole } from 'shared-types/permissions';
import { makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { defaultMoneyPolicy, readMoneyPolicy } from './policy.door.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const office = async (role: StaffRole = 'manager') => {
  const communityId = await makeCommunity(server);
  const { token } = await makeStaff(server, communityId, [role], { name: '高峰' });
  return { communityId, call: server.client(token) };
};

const later = { ...defaultMoneyPolicy, billing: { ...defaultMoneyPolicy.billing, dueDay: 28 } };
const louder = { ...defaultMoneyPolicy, reminders: { ...defaultMoneyPolicy.reminders, stagesDays: [0, 10] } };
const change = (policy: api.MoneyPolicy, basedOn: number, reason = '业委会要求') => ({
  body: { policy, basedOn, reason },
});

it('shows the defaults until somebody changes them, to those who may read', async () => {
  const { call } = await office('finance');
  expect(await call(api.readMoneyPolicy)).toEqual({
    version: 0,
    policy: defaultMoneyPolicy,
    history: [{ version: 0, at: '2026-11-23T10:54:00.000+08:00', by: '系统', reason: '最初的规则' }],
    actions: [],
  });
  expect(await codeOf(call(api.changeMoneyPolicy, change(later, 0)))).toBe('auth.forbidden');
  expect(await codeOf((await office('engineer')).call(api.readMoneyPolicy))).toBe('auth.forbidden');
});

it('makes a version with its reason, audited, and keeps every one before it', async () => {
  const { call, communityId } = await office();
  expect((await call(api.previewMoneyPolicy, { body: { policy: later } })).changes).toEqual([
    { path: 'billing.dueDay', label: '出账：最晚缴费日', before: '25 日', after: '28 日' },
  ]);
  expect(await readMoneyPolicy(server.deps.db.reader, communityId)).toEqual(defaultMoneyPolicy);
  expect(await call(api.changeMoneyPolicy, change(later, 0))).toMatchObject({ version: 1, policy: later });
  await call(api.changeMoneyPolicy, change(louder, 1, '少打扰'));
  const { history, version, actions } = await call(api.readMoneyPolicy);
  expect([version, actions]).toEqual([2, ['change']]);
  expect(history.map((one) => [one.version, one.by, one.reason])).toEqual([
    [2, '高峰', '少打扰'],
    [1, '高峰', '业委会要求'],
    [0, '系统', '最初的规则'],
  ]);
  const first = await call(api.readMoneyPolicyVersion, { params: { version: 1 } });
  expect(first).toMatchObject({ version: 1, policy: later, reason: '业委会要求' });
  expect(first.changes).toHaveLength(1);
  expect((await call(api.readMoneyPolicyVersion, { params: { version: 0 } })).changes).toEqual([]);
  expect(await codeOf(call(api.readMoneyPolicyVersion, { params: { version: 3 } }))).toBe('policy.version_not_found');
  const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'money_policy.changed' });
  expect(lines.map(({ subject, reason }) => [subject, reason]).sort()).toEqual([
    ['收费规则第 1 版，改了 1 处', '业委会要求'],
    ['收费规则第 2 版，改了 2 处', '少打扰'],
  ]);
  expect(await readMoneyPolicy(server.deps.db.reader, communityId)).toEqual(louder);
});

it('lets one of several win that start from the same version', async () => {
  const { call } = await office();
  const answers = await Promise.all(
    [later, louder, later, louder].map((policy) => codeOf(call(api.changeMoneyPolicy, change(policy, 0)))),
  );
  expect(answers.filter((answer) => answer === 'money_policy.outdated')).toHaveLength(3);
});

it('refuses what cannot hold and what changes nothing', async () => {
  const { call } = await office();
  const silent = { ...defaultMoneyPolicy, reminders: { ...defaultMoneyPolicy.reminders, quietTo: '21:00' } };
  for (const asked of [
    call(api.previewMoneyPolicy, { body: { policy: silent } }),
    call(api.changeMoneyPolicy, change(silent, 0)),
  ])
    await expect(asked).rejects.toMatchObject({
      code: 'request.invalid',
      problem: { fields: { 'policy.reminders.quietTo': '免打扰的开始和结束不能是同一时刻' } },
    });
  expect(await codeOf(call(api.changeMoneyPolicy, change(defaultMoneyPolicy, 0)))).toBe('money_policy.unchanged');
  expect(await codeOf(call(api.changeMoneyPolicy, change(later, 7)))).toBe('money_policy.outdated');
});

it('keeps one community out of the policy of another', async () => {
  const one = await office();
  const other = await office();
  await one.call(api.changeMoneyPolicy, change(later, 0));
  expect((await other.call(api.readMoneyPolicy)).version).toBe(0);
});
