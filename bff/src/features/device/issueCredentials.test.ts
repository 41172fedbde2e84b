import * as api from 'shared-types/staffDevice';
import { makeDevice } from '../../../test/factories/devices.js';
import { makeTeller } from '../../../test/factories/money.js';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import * as door from './device.door.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const town = async () => {
  const made = await moneyTown(server);
  const manager = await makeTeller(server, made.communityId, 'manager', '周建国');
  const draft = {
    ...{ kind: 'lift' as const, name: '客梯', spot: '', vendor: '', brand: '', model: '', serial: '', remark: '' },
    ...{ installedOn: null, warrantyUntil: null, houseId: null, areaId: made.area.id, buildingId: null, unitId: null },
  };
  const register = (code: string, more: object = {}) =>
    manager.call(api.createDevice, { body: { ...draft, code, ...more } as never });
  const issue = (neverSeen = false) => manager.call(api.issueDeviceCredentials, { body: { neverSeen } });
  return { ...made, manager, register, issue };
};

it('gives every device in use that has none its first secret, once, with a second sign-in', async () => {
  const { register, issue, manager, communityId } = await town();
  const [one, two] = [await register('DT-1'), await register('DT-2')];
  await register('DT-3', { lifecycle: 'in-stock' });
  expect(await codeOf(issue())).toBe('auth.step_up_required');
  await manager.stepUp();
  const { items, left } = await issue();
  expect([items.map(({ code }) => code), left]).toEqual([['DT-1', 'DT-2'], 0]);
  for (const [index, { id }] of [one, two].entries()) {
    const { username, secret } = items[index] ?? { username: '', secret: '' };
    expect(username).toBe(`${communityId}/${id}`);
    expect(await door.verifyDeviceSecret(server.deps, communityId, id, secret)).toBe(true);
  }
  expect(await issue()).toEqual({ items: [], left: 0 });
  const audited = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'device.secrets' });
  expect(audited.map(({ subject }) => subject)).toEqual(['2 台设备的凭证']);
  expect(JSON.stringify(audited)).not.toContain(items[0]?.secret);
  const page = await manager.call(api.readDevice, { params: { id: one.id } });
  expect(page.history[0]).toMatchObject({ kind: 'secret' });
});

it('after a lost answer those that were never heard get another; who was heard keeps what it has', async () => {
  const { register, issue, manager, communityId } = await town();
  const [lost, heard] = [await register('DT-1'), await register('DT-2')];
  await manager.stepUp();
  const first = await issue();
  await inTransaction(server.deps.db, (tx) =>
    door.noteDeviceSeen(tx, { communityId, deviceId: heard.id, at: server.deps.clock.now(), online: true }),
  );
  const again = await issue(true);
  expect(again.items.map(({ code }) => code)).toEqual(['DT-1']);
  const opens = (id: string, secret = '') => door.verifyDeviceSecret(server.deps, communityId, id, secret);
  expect(await opens(lost.id, first.items[0]?.secret)).toBe(false);
  expect(await opens(lost.id, again.items[0]?.secret)).toBe(true);
  expect(await opens(heard.id, first.items[1]?.secret)).toBe(true);
});

it('two at once give each device one secret, that opens', async () => {
  const { register, issue, manager, communityId } = await town();
  const { id } = await register('DT-1');
  await manager.stepUp();
  const answers = await Promise.all([issue(), issue()]);
  const items = answers.flatMap((answer) => answer.items);
  expect(items).toHaveLength(1);
  expect(await door.verifyDeviceSecret(server.deps, communityId, id, items[0]?.secret ?? '')).toBe(true);
});

it('is of one’s own community, and of whoever keeps devices', async () => {
  const { issue, manager, staff } = await town();
  const other = await town();
  const theirs = await makeDevice(server.deps, other.communityId, { kind: 'door', areaId: other.area.id });
  await manager.stepUp();
  expect((await issue()).items).toEqual([]);
  expect(await door.verifyDeviceSecret(server.deps, other.communityId, theirs.id, theirs.secret)).toBe(true);
  const engineer = await staff('engineer');
  expect(await codeOf(engineer.call(api.issueDeviceCredentials, { body: { neverSeen: false } }))).toBe(
    'auth.forbidden',
  );
});
