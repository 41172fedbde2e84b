import { createPlateCamera, type PlateCamera } from '../../../simulators/devices/plateCamera.js';
import { inHours, makeHost } from '../../../test/factories/access.js';
import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import { makeStaff } from '../../../test/factories/people.js';
import { placeParking } from '../../../test/factories/places.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { PassageEntity } from './access.entity.js';
import { replaceGroupDevices } from './access.store.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const cameraOf = (device: TestDevice, copies = 1): PlateCamera =>
  createPlateCamera({
    origins: Array.from({ length: copies }, () => server.origin),
    communityId: device.communityId,
    deviceId: device.id,
    secret: device.secret,
    serialno: device.code,
    now: server.deps.clock.now,
  });

/** A host whose gate has a camera; it pushes to two servers. */
const makeLane = async () => {
  const home = await makeHost(server);
  const { communityId, gate, host } = home;
  const device = await makeDevice(server.deps, communityId, { kind: 'plate-camera', name: '北门车牌相机' });
  await inTransaction(server.deps.db, (tx) =>
    replaceGroupDevices(tx, communityId, gate.groupId, [gate.device.id, device.id]),
  );
  await placeParking(server, communityId, { number: 'A001', houseId: host.houseId, plate: '粤B12345' });
  const passages = () => server.deps.db.reader.find(PassageEntity, { where: { communityId }, order: { at: 'ASC' } });
  return { ...home, device, camera: cameraOf(device, 2), passages };
};

describe('a car at the gate', () => {
  it('of a resident passes by itself, in and out', async () => {
    const { camera, passages, host } = await makeLane();
    expect(await camera.see('粤B12345')).toEqual({ opened: true, words: '欢迎，请通行' });
    server.deps.clock.advance(1000);
    expect(await camera.see('粤B·12345', { lane: 1 })).toMatchObject({ opened: true });
    expect((await passages()).map(({ plate, direction, houseId, way }) => [plate, direction, houseId, way])).toEqual([
      ['粤B12345', 'in', host.houseId, 'plate'],
      ['粤B12345', 'out', host.houseId, 'plate'],
    ]);
  });

  it('of a guest passes as often as the pass says, in its time; the host hears of it', async () => {
    const { camera, invite, read, host, passages } = await makeLane();
    const pass = await invite({ plate: '粤BD36150', uses: 1, from: inHours(server, 1), until: inHours(server, 3) });
    expect(await camera.see('粤BD36150')).toEqual({ opened: false, words: '还没到时间，请联系门岗' });
    server.deps.clock.advance(3_600_000);
    expect(await camera.see('粤BD36150')).toMatchObject({ opened: true });
    server.deps.clock.advance(60_000);
    expect(await camera.see('粤BD36150')).toEqual({ opened: false, words: '次数用完了，请联系门岗' });
    expect(await camera.see('粤BD36150', { lane: 1 })).toMatchObject({ opened: true });
    await server.drain();
    expect(await read(pass.id)).toMatchObject({ used: 1, state: 'used' });
    expect(await passages()).toHaveLength(4);
    const told = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: host.id });
    expect(told.map(({ body }) => body)).toEqual(['赵明 11:54 从北门进来了。']);
  });

  it.each([
    ['that nobody knows', '粤B99999', 97, '没有登记的车，请联系门岗', '粤B99999'],
    ['whose plate is hardly seen', '粤B12345', 60, '看不清车牌，请联系门岗', null],
    ['whose plate is none', '粤B1', 97, '看不清车牌，请联系门岗', null],
  ])('%s waits for the guard, who reads why', async (_what, plate, confidence, words, kept) => {
    const { camera, passages } = await makeLane();
    expect(await camera.see(plate, { confidence })).toEqual({ opened: false, words });
    expect(await passages()).toMatchObject([{ admitted: false, plate: kept }]);
  });

  it('that waits is told to the guards who are here with the reason, once in a while, and not when it is let out', async () => {
    const { camera, communityId, invite } = await makeLane();
    const guard = await makeStaff(server, communityId, ['guard'], { name: '赵铁柱', department: 'security' });
    await invite({ plate: '粤BD36150', from: inHours(server, 1) });
    const told = async () => {
      await server.drain();
      const lines = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: guard.id });
      return lines.map(({ title, body, link }) => [title, body, link]).sort();
    };
    await camera.see('粤BD36150');
    server.deps.clock.advance(1000);
    await camera.see('粤BD36150');
    await camera.see('粤B99999', { lane: 1 });
    await camera.see('粤B12345');
    const early = ['道闸等您看一下', '北门 10:54，粤BD36150：还没到时间，杆没有抬。', '/gate'];
    expect(await told()).toEqual([early]);
    await camera.see('粤B99999');
    await camera.see('粤B1');
    expect(await told()).toEqual(
      [
        early,
        ['道闸等您看一下', '北门 10:54，粤B99999：没有登记的车，杆没有抬。', '/gate'],
        ['道闸等您看一下', '北门 10:54：看不清车牌，杆没有抬。', '/gate'],
      ].sort(),
    );
    server.deps.clock.advance(6 * 60_000);
    await camera.see('粤BD36150');
    expect(await told()).toHaveLength(4);
  });

  it('that a camera refused while it was cut off is no news: nobody waits there any more', async () => {
    const { camera, communityId } = await makeLane();
    const guard = await makeStaff(server, communityId, ['guard'], { name: '赵铁柱', department: 'security' });
    camera.cut(true);
    await camera.see('粤B99999');
    camera.cut(false);
    await camera.beat();
    await server.drain();
    expect(await server.deps.db.reader.countBy(InboxMessageEntity, { accountId: guard.id })).toBe(0);
  });

  it('is not kept in: an unknown one drives out, and it is written down', async () => {
    const { camera, passages } = await makeLane();
    expect(await camera.see('粤B99999', { lane: 1 })).toMatchObject({ opened: true });
    expect(await passages()).toMatchObject([{ admitted: true, direction: 'out', plate: '粤B99999' }]);
  });

  it('is not a guest any more when the pass was revoked', async () => {
    const { camera, invite, revoke } = await makeLane();
    const pass = await invite({ plate: '粤BD36150' });
    await revoke(pass.id);
    expect(await camera.see('粤BD36150')).toEqual({ opened: false, words: '已经作废，请联系门岗' });
  });
});

describe('the camera', () => {
  it('pushes to two servers and again up to four times: one passage, one answer, one use', async () => {
    const { camera, invite, read, passages } = await makeLane();
    const pass = await invite({ plate: '粤BD36150', uses: 1 });
    camera.loseAnswers(4);
    expect(await camera.see('粤BD36150')).toMatchObject({ opened: true });
    expect(camera.pushes()).toBe(10);
    expect(await passages()).toHaveLength(1);
    expect(await read(pass.id)).toMatchObject({ used: 1 });
  });

  it('that heard no answer goes by its list, and is right: its bar went up', async () => {
    const { camera, invite, read, passages } = await makeLane();
    const pass = await invite({ plate: '粤BD36150', uses: 1 });
    await camera.beat();
    expect(await camera.see('粤BD36150')).toMatchObject({ opened: true });
    server.deps.clock.advance(60_000);
    // We say that it is used up, five times to each server; nothing of it arrives.
    camera.loseAnswers(5);
    expect(await camera.see('粤BD36150')).toMatchObject({ opened: true });
    await camera.beat();
    expect((await passages()).map(({ admitted, flag }) => [admitted, flag])).toEqual([
      [true, null],
      [true, 'replay'],
    ]);
    expect((await read(pass.id)).visits).toHaveLength(2);
  });

  it('cut off, goes by its own list, and tells later what it did, once', async () => {
    const { camera, invite, read, passages } = await makeLane();
    const pass = await invite({ plate: '粤BD36150', uses: 2, until: inHours(server, 2) });
    await invite({ plate: '粤A77C32', from: inHours(server, 1) });
    await camera.beat();
    camera.cut(true);
    expect(await camera.see('粤B12345')).toMatchObject({ opened: true });
    expect(await camera.see('粤BD36150')).toMatchObject({ opened: true });
    expect(await camera.see('粤A77C32')).toMatchObject({ opened: false });
    expect(await camera.see('粤B99999')).toMatchObject({ opened: false });
    server.deps.clock.advance(2 * 3_600_000);
    expect(await camera.see('粤BD36150')).toMatchObject({ opened: false });
    expect(await passages()).toEqual([]);
    camera.cut(false);
    camera.loseAnswers(2);
    await camera.beat();
    await camera.beat();
    const kept = await passages();
    expect(kept).toHaveLength(5);
    expect(kept.filter(({ admitted }) => admitted)).toHaveLength(2);
    expect(kept.every(({ offline }) => offline)).toBe(true);
    expect(await read(pass.id)).toMatchObject({
      used: 1,
      visits: [{ when: '今天 10:54', late: true }],
    });
  });

  it('opens to its own credential alone, and a door’s credential is none', async () => {
    const { device, gate, communityId } = await makeLane();
    const post = (user: string, secret: string, body: object = { heartbeat: { whitelist: null } }) =>
      fetch(`${server.origin}/callbacks/devices/plate`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${communityId}/${user}:${secret}`).toString('base64')}` },
        body: JSON.stringify(body),
      });
    expect((await post(device.id, device.secret)).status).toBe(200);
    expect((await post(device.id, 'wrong')).status).toBe(401);
    expect((await post(gate.device.id, gate.device.secret)).status).toBe(401);
    expect((await post(device.id, device.secret, { AlarmInfoPlate: {} })).status).toBe(400);
  });
});
