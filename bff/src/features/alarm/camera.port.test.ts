import type { NoticeWay } from '../../../simulators/notices.js';
import { makeCommunity, makeStaff } from '../../../test/factories/community.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { StoredFileEntity } from '../file/file.entity.js';
import { AlarmEntity, AlarmSaidEntity } from './alarm.entity.js';

/** The camera's simulator against the community, over HTTP both ways. */

let server: TestServer;
let camera: { id: string; secret: string };
let communityId: string;
beforeAll(async () => {
  server = await testServer();
  const community = await makeCommunity(server.deps);
  communityId = community.id;
  await makeStaff(server.deps, communityId, 'guard', { department: 'security' });
  camera = await makeDevice(server.deps, communityId, { kind: 'camera', name: '南门枪机', areaId: community.area.id });
  const answer = await post('cameras', {
    origin: server.origin,
    cameras: [{ communityId, deviceId: camera.id, secret: camera.secret, name: '南门枪机' }],
  });
  expect(await answer.json()).toEqual({ cameras: 1 });
});
afterAll(() => server.close());
afterEach(() => server.simulators.control.camera.calm());

const post = (path: string, body: object) =>
  fetch(`${server.simulators.origin}/simulators/camera/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

const see = async (kind: string, more: { way?: NoticeWay; brokenPicture?: boolean; clockMinutes?: number } = {}) => {
  const answer = await post('see', { deviceId: camera.id, kind, ...more });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { eventId: string }).eventId;
};
const deliver = async (): Promise<void> => {
  await server.simulators.control.camera.pushes.deliver();
  await server.drain();
};
const said = () => server.deps.db.reader.findBy(AlarmSaidEntity, { communityId });
const states = () => server.simulators.control.camera.pushes.list().map(({ state, answer }) => `${state} ${answer}`);

it('pushes with its picture, is answered 204, and the picture is re-encoded', async () => {
  await see('thrown-object');
  await deliver();
  expect(states()).toEqual(['taken 204 ']);
  const [event] = await said();
  expect(event).toMatchObject({ kind: 'thrown-object', deviceId: camera.id, alarmId: expect.any(String) });
  const [file] = await server.deps.db.reader.findBy(StoredFileEntity, { subjectId: event?.id ?? '' });
  expect(file).toMatchObject({ uploaderKind: 'device', mime: 'image/jpeg', width: 640, height: 360 });
});

it('is one event when it comes twice, and again after it was answered', async () => {
  const before = (await said()).length;
  const id = await see('loitering', { way: 'twice' });
  await deliver();
  await post('notices/again', { id });
  await deliver();
  expect(await said()).toHaveLength(before + 1);
  const alarm = await server.deps.db.reader.findOneByOrFail(AlarmEntity, { communityId, cameraKind: 'loitering' });
  expect(alarm.count).toBe(1);
});

it('comes late by its own time, and is refused when it is forged', async () => {
  const { clock } = server.deps;
  await see('blocked-lane', { way: 'late' });
  await deliver();
  expect(await server.deps.db.reader.countBy(AlarmEntity, { communityId, cameraKind: 'blocked-lane' })).toBe(0);
  const seenAt = clock.now();
  clock.advance(6 * 60_000);
  await deliver();
  const alarm = await server.deps.db.reader.findOneByOrFail(AlarmEntity, { communityId, cameraKind: 'blocked-lane' });
  expect(alarm.firstAt).toEqual(seenAt);
  const before = (await said()).length;
  await see('loitering', { way: 'forged' });
  await deliver();
  expect(states()[0]).toMatch(/^given_up 401/);
  expect(await said()).toHaveLength(before);
});

it('is kept with a broken picture and a clock that runs ahead', async () => {
  await see('ebike-smoke', { brokenPicture: true, clockMinutes: 500 });
  await deliver();
  const alarm = await server.deps.db.reader.findOneByOrFail(AlarmEntity, { communityId, cameraKind: 'ebike-smoke' });
  expect([alarm.detail, alarm.firstAt]).toEqual(['图片打不开，没有存', server.deps.clock.now()]);
});

it('has a page from which somebody pushes', async () => {
  const page = await (await fetch(`${server.simulators.origin}/simulators/camera`)).text();
  expect(page).toContain('南门枪机');
  expect(page).toContain('消防通道被占');
  expect(page).not.toContain(camera.secret);
});
