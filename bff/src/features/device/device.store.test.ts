import { makeCommunity, type TestCommunity } from '../../../test/factories/community.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { inTransaction } from '../../platform/database/transaction.js';
import * as door from './device.door.js';
import * as store from './device.store.js';
import { newDeviceSecret } from './secret.js';

let t: TestDeps;
let here: TestCommunity;
beforeAll(async () => {
  t = await testDeps();
  here = await makeCommunity(t.deps);
});
afterAll(() => t.close());

test('a device stands in a house, in an area or in a building, and is found by each', async () => {
  const { deps } = t;
  const [house] = here.houses;
  const meter = await makeDevice(deps, here.id, { kind: 'water-meter', houseId: house?.id, spot: '厨房' });
  const gate = await makeDevice(deps, here.id, { kind: 'gate', areaId: here.area.id });
  const lift = await makeDevice(deps, here.id, { kind: 'lift', buildingId: here.buildingId });
  expect(meter).toMatchObject({
    placeLabel: '1栋1单元101 · 厨房',
    building: '1栋',
    unit: '1单元',
    code: 'SB-0001',
    protocol: 'mqtt',
  });
  expect([gate.placeLabel, lift.placeLabel]).toEqual(['南门岗亭', '1栋']);
  const ids = async (choice: Parameters<typeof door.listDevices>[2]) =>
    (await door.listDevices(deps.db.reader, here.id, choice)).map(({ id }) => id);
  expect(await ids({ houseIds: [house?.id ?? ''] })).toEqual([meter.id]);
  expect(await ids({ areaIds: [here.area.id] })).toEqual([gate.id]);
  expect(await ids({ kinds: ['lift', 'gate'] })).toEqual([gate.id, lift.id]);
  expect(await ids({ kinds: [] })).toEqual([]);
  await expect(makeDevice(deps, here.id, { kind: 'lift', buildingId: here.id })).rejects.toMatchObject({
    code: 'place.not_found',
  });
});

test('a secret opens its own device only, while that is in use; the last one lives on within its grace', async () => {
  const { deps } = t;
  const door1 = await makeDevice(deps, here.id, { kind: 'door', buildingId: here.buildingId });
  const other = await makeDevice(deps, here.id, { kind: 'door', buildingId: here.buildingId });
  const opens = (secret: string) => door.verifyDeviceSecret(deps, here.id, door1.id, secret);
  expect([await opens(door1.secret), await opens(other.secret), await opens('')]).toEqual([true, false, false]);
  expect(await door.verifyDeviceSecret(deps, here.houses[0]?.id ?? '', door1.id, door1.secret)).toBe(false);
  const next = newDeviceSecret();
  const before = await store.findDevice(deps.db.reader, here.id, door1.id);
  await inTransaction(deps.db, (tx) =>
    store.saveDevice(tx, door1, {
      secretHash: next.secretHash,
      oldSecretHash: before?.secretHash ?? null,
      oldSecretUntil: new Date(deps.clock.realNow().getTime() + 60_000),
    }),
  );
  expect([await opens(next.secret), await opens(door1.secret)]).toEqual([true, true]);
  deps.clock.advance(60_000);
  expect([await opens(next.secret), await opens(door1.secret)]).toEqual([true, false]);
  await inTransaction(deps.db, (tx) => store.saveDevice(tx, door1, { lifecycle: 'scrapped' }));
  expect(await opens(next.secret)).toBe(false);
});

test('a late message makes no device seen earlier, and a batch writes only what has grown old', async () => {
  const { deps } = t;
  const smoke = await makeDevice(deps, here.id, { kind: 'smoke', areaId: here.area.id });
  const at = deps.clock.now();
  const later = new Date(at.getTime() + 60_000);
  const seen = (when: Date, online: boolean, firmware?: string) =>
    inTransaction(deps.db, (tx) =>
      door.noteDeviceSeen(tx, { communityId: here.id, deviceId: smoke.id, at: when, online, firmware }),
    );
  const now = async () => store.findDevice(deps.db.reader, here.id, smoke.id);
  await seen(later, true, '1.4.2');
  await seen(at, false);
  expect(await now()).toMatchObject({ online: true, lastSeenAt: later, firmware: '1.4.2' });
  const soon = new Date(later.getTime() + 10_000);
  await inTransaction(deps.db, (tx) => door.noteDevicesSeen(tx, here.id, [smoke.id], soon));
  expect(await now()).toMatchObject({ lastSeenAt: later });
  await seen(soon, false);
  await inTransaction(deps.db, (tx) => door.noteDevicesSeen(tx, here.id, [smoke.id], soon));
  expect(await now()).toMatchObject({ online: true, lastSeenAt: soon });
});
