import { createPublicKey } from 'node:crypto';
import type { Page } from 'playwright-core';
import { readDeviceSeries } from 'shared-types/telemetry';
import { makeCommunity, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { makeDevice, type TestDevice } from '../factories/devices.js';
import { chaptersOf, see, seen, signIn, tap, unseen, until } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let engineer: Page;
let token: string;
let lift: TestDevice;
let meter: TestDevice;

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps, mqttUrl } = stage.community;
  community = await makeCommunity(deps);
  lift = await makeDevice(deps, community.id, { kind: 'lift', name: '1号客梯', areaId: community.area.id });
  meter = await makeDevice(deps, community.id, { kind: 'power-meter', name: '户用电表', code: 'DB-101' });
  const boss = await makeStaff(deps, community.id, 'manager', { name: '王建平', department: 'management' });
  token = boss.token;
  const publicKey = createPublicKey(deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' });
  const devices = [lift, meter].map(({ communityId, id, code, kind, name, secret }) => ({
    ...{ communityId, id, code, kind, name, secret },
  }));
  await control('fleet', { broker: mqttUrl, publicKey, devices });
  engineer = await stage.device(desk);
  await signIn(engineer, stage, boss.username, testPassword);
  await see(engineer, '设备');
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ engineer }));

/** As somebody at the simulators' console. */
const control = async (path: string, body: object): Promise<void> => {
  const answer = await fetch(`${stage.simulators.origin}/simulators/devices/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([path, answer.status]).toEqual([path, 200]);
};

const both = async (name: string): Promise<void> => {
  await shot(engineer, name, { whole: true });
  await engineer.setViewportSize(phone);
  await shot(engineer, name, { whole: true });
  await engineer.setViewportSize(desk);
};
const chart = () => engineer.getByRole('img', { name: /，(24 小时|7 天|30 天|一年)：/ });
const open = (device: TestDevice) => engineer.goto(`${stage.origin}/staff/#/devices/${device.id}`);

describe('what devices report', () => {
  chapter('a lift that is well, and its month', async () => {
    const day = 86_400_000;
    const past = async (): Promise<number> => {
      const to = new Date();
      const query = { metric: 'trips', step: 'raw' as const, from: new Date(to.getTime() - 2 * day).toISOString() };
      const call = stage.client(token, community.id);
      const input = { params: { id: lift.id }, query: { ...query, to: to.toISOString() } };
      return (await call(readDeviceSeries, input)).points.length;
    };
    await until(async () => (await past()) > 40);
    await open(lift);
    await see(engineer, '现在的数值', '振动', /mm\/s/, '在线');
    await chart().locator('svg').waitFor();
    await both('31-lift');
  });

  chapter('when its bearing goes, the page says so by itself', async () => {
    const before = await seen(engineer, /mm\/s/).textContent();
    await control('fault', { code: lift.code, fault: 'worn', on: true });
    await control('pace', { everySeconds: 1 });
    await until(async () => (await seen(engineer, /mm\/s/).textContent()) !== before);
    expect(Number.parseFloat((await seen(engineer, /mm\/s/).textContent()) ?? '')).toBeGreaterThan(4.5);
  });

  chapter('a meter’s use by the hour and by the day', async () => {
    await open(meter);
    await see(engineer, '电量读数', /度/);
    await tap(engineer, '功率');
    await chart().locator('svg').waitFor();
    await both('32-meter-power');
  });

  chapter('a device whose clock is wrong is told of, and its readings are not taken', async () => {
    await control('fault', { code: meter.code, fault: 'clock', on: true });
    await see(engineer, /设备的钟走快了/);
    await both('33-wrong-clock');
  });

  chapter('a device that is cut off is offline, and comes back', async () => {
    await control('network', { code: lift.code, on: false });
    await open(lift);
    await see(engineer, '离线');
    await control('network', { code: lift.code, on: true });
    await open(meter);
    await open(lift);
    await see(engineer, '在线');
    await unseen(engineer, '离线');
  });
});
