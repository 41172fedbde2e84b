import { makeCommunity, type TestCommunity } from '../../../test/factories/community.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { findDevice, noteDeviceSeen } from './device.door.js';
import { deviceSweep, endQuietDevices } from './device.jobs.js';

let server: TestServer;
let here: TestCommunity;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  server.deps.clock.set('2026-11-23T10:54:00+08:00');
  here = await makeCommunity(server.deps);
});
afterAll(() => server.close());

const hourMs = 3_600_000;
const heard = async (id: string, at = server.deps.clock.now()) =>
  inTransaction(server.deps.db, (tx) => noteDeviceSeen(tx, { communityId: here.id, deviceId: id, at, online: true }));
const isOnline = async (id: string) => (await findDevice(server.deps.db.reader, here.id, id))?.online;
const smoke = async () => (await makeDevice(server.deps, here.id, { kind: 'smoke', areaId: here.area.id })).id;

it('a device that said nothing for the policy’s time is not online any more, and is again when it speaks', async () => {
  const [quiet, lively] = [await smoke(), await smoke()];
  await heard(quiet);
  server.deps.clock.advance(1);
  await heard(lively);
  server.deps.clock.advance(6 * hourMs);
  const sent: unknown[] = [];
  const { send } = server.deps.live;
  server.deps.live.send = (channel, message) => {
    sent.push([channel, message]);
  };
  try {
    await endQuietDevices(server.deps, here.id);
    await endQuietDevices(server.deps, here.id);
  } finally {
    server.deps.live.send = send;
  }
  expect([await isOnline(quiet), await isOnline(lively)]).toEqual([false, true]);
  expect(sent).toEqual([[`staff:${here.id}`, { type: 'telemetry.changed', deviceIds: [quiet] }]]);
  await heard(quiet);
  expect(await isOnline(quiet)).toBe(true);
});

it('what speaks while it is looked for stays online', async () => {
  const id = await smoke();
  await heard(id);
  server.deps.clock.advance(7 * hourMs);
  await Promise.all([heard(id), endQuietDevices(server.deps, here.id)]);
  expect(await isOnline(id)).toBe(true);
});

it('is looked for by a timer that sets itself again', async () => {
  const id = await smoke();
  await heard(id);
  await deviceSweep(server.deps);
  await server.drain();
  expect(await isOnline(id)).toBe(true);
  server.deps.clock.advance(7 * hourMs);
  await server.drain();
  expect(await isOnline(id)).toBe(false);
  await heard(id);
  server.deps.clock.advance(7 * hourMs);
  await server.drain();
  expect(await isOnline(id)).toBe(false);
});
