import { readDeviceCode } from 'shared-types/device';
import * as api from 'shared-types/staffDevice';
import { reportRepairForOwner } from 'shared-types/staffRepair';
import sharp from 'sharp';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import * as door from './device.door.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const town = async () => {
  const made = await moneyTown(server);
  const manager = await made.staff('manager');
  const draft = {
    ...{ code: 'DT-0301', kind: 'lift' as const, name: '2号客梯', spot: '', vendor: '上海三菱', brand: '三菱' },
    ...{ model: 'LEHY-III', serial: 'SN7788', installedOn: '2019-06-01', warrantyUntil: '2027-06-01', remark: '' },
    ...{ houseId: null, areaId: null, buildingId: null, unitId: null },
  };
  const at = { ...draft, areaId: made.area.id };
  const register = (wish: Partial<typeof at> = {}) => manager.call(api.createDevice, { body: { ...at, ...wish } });
  return { ...made, manager, at, register };
};

it('registers a device with its identity, finds it by what it is and where it stands', async () => {
  const { manager, register, area, first, buildingId, communityId } = await town();
  const lift = await register();
  expect(lift).toMatchObject({
    ...{ code: 'DT-0301', kindWords: '电梯', placeLabel: '南门岗亭', lifecycleWords: '在用', online: false },
    ...{ brand: '三菱', warrantyWords: '还剩 190 天', protocolWords: 'MQTT' },
    place: { areaId: area.id, placeCode: area.placeCode, label: '南门岗亭' },
    credential: { setAt: null, oldUntil: null },
    history: [{ kind: 'registered', by: '周建国' }],
  });
  const meter = await register({ code: 'SB-1', name: '水表', areaId: null, houseId: first.id } as never);
  const ids = async (query: object) =>
    (await manager.call(api.listDevices, { query })).items.map(({ code }) => code).join();
  expect(await ids({})).toBe('DT-0301,SB-1');
  expect(await ids({ q: 'lehy' })).toBe('DT-0301,SB-1');
  expect(await ids({ q: '1单元101' })).toBe('SB-1');
  expect(await ids({ buildingId })).toBe('SB-1');
  expect(await ids({ areaId: area.id })).toBe('DT-0301');
  expect(await ids({ online: 'yes' })).toBe('');
  const { deps } = server;
  const seen = { communityId, deviceId: meter.id, at: deps.clock.now(), online: true };
  await inTransaction(deps.db, (tx) => door.noteDeviceSeen(tx, seen));
  expect([await ids({ online: 'yes' }), await ids({ online: 'no' })]).toEqual(['SB-1', 'DT-0301']);
  const page = await manager.call(api.listDevices, { query: { limit: 1 } });
  expect(page).toMatchObject({ total: 2, counts: { all: 2, inUse: 2, offline: 1, underRepair: 0 } });
  const next = await manager.call(api.listDevices, { query: { limit: 1, cursor: page.nextCursor ?? '' } });
  expect(next.items.map(({ code }) => code)).toEqual(['SB-1']);
});

it('refuses a number that is taken, two places at once, and days that contradict each other', async () => {
  const { register, first, at } = await town();
  const lift = await register();
  expect(await codeOf(register())).toBe('device.code_taken');
  const bad = async (wish: object) => codeOf(register({ code: 'X', ...wish } as Partial<typeof at>));
  expect(await bad({ houseId: first.id })).toBe('request.invalid');
  expect(await bad({ areaId: lift.id })).toBe('place.not_found');
  expect(await bad({ warrantyUntil: '2019-01-01' })).toBe('request.invalid');
  expect(await bad({ installedOn: '2026-11-24' })).toBe('request.invalid');
});

it('changes what is said of a device, once, and keeps what it was in its history', async () => {
  const { register, manager, at } = await town();
  const { id } = await register();
  const change = (wish: Partial<typeof at>) =>
    manager.call(api.changeDevice, { params: { id }, body: { ...at, ...wish } });
  await change({ name: '2号货梯', spot: '机房' });
  const again = await change({ name: '2号货梯', spot: '机房' });
  expect(again.history.map(({ words }) => words)).toEqual([
    '设备名称：2号客梯 → 2号货梯；位置：南门岗亭 → 南门岗亭 · 机房',
    '登记',
  ]);
});

it('gives a credential once, rotates it with the policy’s grace, and ends it with the device', async () => {
  const { register, manager, communityId } = await town();
  const { deps } = server;
  const { id } = await register();
  const rotate = (keepOld: boolean) => manager.call(api.rotateDeviceSecret, { params: { id }, body: { keepOld } });
  const opens = (secret: string) => door.verifyDeviceSecret(deps, communityId, id, secret);
  const first = await rotate(true);
  expect(first).toMatchObject({ username: `${communityId}/${id}`, oldUntil: null });
  const second = await rotate(true);
  expect(second.oldUntil).toBe('2026-11-24T10:54:00.000+08:00');
  expect([await opens(first.secret), await opens(second.secret)]).toEqual([true, true]);
  const page = await manager.call(api.readDevice, { params: { id } });
  expect(JSON.stringify(page)).not.toContain(second.secret);
  expect(page.credential).toMatchObject({ oldUntil: second.oldUntil });
  const third = await rotate(false);
  expect([await opens(second.secret), await opens(third.secret)]).toEqual([false, true]);
  const move = (to: 'in-stock' | 'scrapped') =>
    manager.call(api.moveDevice, { params: { id }, body: { to, reason: '换新梯' } });
  await move('in-stock');
  expect(await opens(third.secret)).toBe(false);
  const scrapped = await move('scrapped');
  expect(scrapped).toMatchObject({
    lifecycleWords: '已报废',
    lifecycleReason: '换新梯',
    moves: [],
    actions: ['document'],
  });
  expect(await codeOf(move('in-stock'))).toBe('device.illegal_transition');
  expect(await codeOf(rotate(true))).toBe('device.illegal_transition');
  const lines = await deps.db.reader.findBy(AuditEntity, { communityId, subjectId: id });
  expect(lines.map(({ action }) => action).sort()).toEqual([
    ...['device.moved', 'device.moved', 'device.registered', 'device.secret', 'device.secret', 'device.secret'],
  ]);
  expect(JSON.stringify(lines)).not.toContain(third.secret);
});

it('keeps with what we sign in at a device, and tells the password to adapters only', async () => {
  const { register, manager, communityId } = await town();
  const { id } = await register();
  const body = { address: 'http://10.0.3.7', username: 'admin', password: '密码-2026' };
  const page = await manager.call(api.setDeviceLogin, { params: { id }, body });
  expect(page.login).toEqual({ address: 'http://10.0.3.7', username: 'admin' });
  expect(JSON.stringify(page)).not.toContain(body.password);
  expect(await door.readDeviceLogin(server.deps, communityId, id)).toEqual(body);
  const bad = { ...body, address: 'javascript:alert(1)' };
  expect(await codeOf(manager.call(api.setDeviceLogin, { params: { id }, body: bad }))).toBe('request.invalid');
});

it('has papers and a record of its maintenance', async () => {
  const { register, manager } = await town();
  const { id } = await register();
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const file = await upload(server, manager.token, png, { name: 'plate.png' });
  const params = { id };
  const added = await manager.call(api.addDeviceDocument, {
    params,
    body: { title: '铭牌', fileIds: [String(file.body.id)] },
  });
  expect(added.documents).toMatchObject([{ title: '铭牌', addedBy: '周建国', files: [{ kind: 'image' }] }]);
  const noted = await manager.call(api.noteDeviceMaintenance, {
    params,
    body: { day: '2026-11-20', text: '年检合格' },
  });
  expect(noted.history.find(({ kind }) => kind === 'maintenance')).toMatchObject({
    words: '年检合格',
    at: '2026-11-20T12:00:00.000+08:00',
  });
  expect(
    await codeOf(manager.call(api.noteDeviceMaintenance, { params, body: { day: '2026-12-20', text: 'x' } })),
  ).toBe('request.invalid');
  const documentId = added.documents[0]?.id ?? '';
  const removed = await manager.call(api.removeDeviceDocument, { params: { id, documentId } });
  expect(removed.documents).toEqual([]);
});

it('opens by its label: the page for staff, the place of a report for owners who may know it', async () => {
  const { register, owner, first, second, staff, at } = await town();
  const other = await town();
  const lift = await register();
  const meter = await register({ ...at, code: 'SB-1', areaId: null, houseId: first.id } as never);
  const [mine, neighbour] = [await owner(first), await owner(second)];
  const stranger = await other.owner(other.first);
  const engineer = await staff('engineer');
  const cleaner = await staff('cleaner');
  const scan = (who: { call: typeof mine.call }, code: string) => who.call(readDeviceCode, { params: { code } });
  expect(await scan(mine, lift.qrCode)).toMatchObject({
    name: '2号客梯',
    deviceId: null,
    place: { kind: 'area', label: '南门岗亭', code: at.areaId && lift.place.placeCode },
  });
  expect(await scan(mine, meter.qrCode)).toMatchObject({ place: { kind: 'house', houseId: first.id } });
  expect(await scan(engineer, lift.qrCode)).toMatchObject({ deviceId: lift.id });
  expect(await scan(cleaner, lift.qrCode)).toMatchObject({ deviceId: null });
  for (const [who, code] of [
    [neighbour, meter.qrCode],
    [stranger, lift.qrCode],
    [mine, 'ABCDEFGH2345'],
  ] as const)
    expect(await codeOf(scan(who, code))).toBe('place.code_unknown');
});

it('shows the requests at its place and those that it caused', async () => {
  const { register, manager, area, first, communityId, at } = await town();
  const { deps } = server;
  const report = (place: { houseId: string } | { placeCode: string }) =>
    manager.call(reportRepairForOwner, { body: { ...place, problemTypeId: 'lift', text: '有异响', fileIds: [] } });
  const [here, caused, elsewhere] = [
    await report({ placeCode: area.placeCode }),
    await report({ houseId: first.id }),
    await report({ houseId: first.id }),
  ];
  const { id } = await register(at);
  const cause = { communityId, deviceId: id, repairId: caused.id };
  for (const _twice of [1, 2]) await inTransaction(deps.db, (tx) => door.noteDeviceRepair(tx, cause));
  const { repairs } = await manager.call(api.readDevice, { params: { id } });
  expect(repairs.map((repair) => repair.id)).toEqual([caused.id, here.id]);
  expect(repairs.map((repair) => repair.id)).not.toContain(elsewhere.id);
});
