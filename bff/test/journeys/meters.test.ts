import type { Page } from 'playwright-core';
import { lookAtMeters } from '../../src/features/metering/look.js';
import { findMeter } from '../../src/features/metering/metering.store.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { makeDevice, type TestDevice } from '../factories/devices.js';
import { connectDevice, topicOf } from '../factories/mqtt.js';
import { chaptersOf, enterAs, see, seen, signIn, until } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

const hourMs = 3_600_000;
let stage: Stage;
let community: TestCommunity;
let manager: Page;
let lin: Page;
let water: TestDevice;
let power: TestDevice;

/** Hourly readings of the last days, and one of this minute, as a meter sends them after an outage. */
const tell = async (
  device: TestDevice,
  name: string,
  more: Record<string, number>,
  perHour: (hour: number) => number,
) => {
  const now = stage.community.deps.clock.now().getTime();
  const hours = 96;
  const first = Math.floor(now / hourMs) * hourMs - hours * hourMs;
  let value = 120;
  const told = Array.from({ length: hours + 1 }, (_, n) => {
    const at = first + n * hourMs;
    if (n > 0) value += perHour(new Date(at - 1 + 8 * hourMs).getUTCHours());
    return { ts: at, seq: n, values: { [name]: Number(value.toFixed(3)) } };
  });
  const last = { ts: now - 1000, seq: hours + 1, values: { [name]: Number((value + 0.01).toFixed(3)), ...more } };
  const client = await connectDevice(stage.community.mqttUrl ?? '', device);
  await client.publishAsync(topicOf(device, 'telemetry'), JSON.stringify([...told, last]), { qos: 1 });
  await client.endAsync(true);
  const { deps } = stage.community;
  const heard = async (): Promise<boolean> => {
    const meter = await findMeter(deps.db.reader, { communityId: community.id, deviceId: device.id });
    return meter !== null && meter.lastAt.getTime() >= last.ts;
  };
  await until(heard, 30_000);
};

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const at = { houseId: house?.id ?? null };
  water = await makeDevice(deps, community.id, { kind: 'water-meter', name: '户用水表', spot: '水表井', ...at });
  power = await makeDevice(deps, community.id, { kind: 'power-meter', name: '户用电表', spot: '电表间', ...at });
  const boss = await makeStaff(deps, community.id, 'manager', { name: '王建平', department: 'management' });
  [manager, lin] = (await Promise.all([stage.device(desk), stage.device(phone)])) as [Page, Page];
  await signIn(manager, stage, boss.username, testPassword);
  await see(manager, '设备');
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ manager, lin }));
const usePage = (): Promise<unknown> => lin.goto(`${stage.origin}/owner/#/features/metering/pages/use/index`);

describe('smart meters', () => {
  chapter('a house without them is told how it is read', async () => {
    await enterAs(lin, stage, '林娜');
    await usePage();
    await see(lin, '这户没有智能表');
    await shot(lin, '110-meters-none');
  });

  chapter('what they send over MQTT stands on the owner’s page: now, today and before', async () => {
    await tell(water, 'volume', { flow: 14 }, (hour) => (hour >= 6 && hour < 23 ? 0.02 + (hour % 3) * 0.01 : 0.012));
    await tell(power, 'energy', { power: 1240 }, (hour) => (hour >= 17 && hour < 23 ? 1.2 : 0.25));
    await lin.reload();
    await see(lin, '现在 1,240 瓦', '现在每小时 14 升', /^比昨天这个时候/);
    await shot(lin, '111-meters', { whole: true });
    await lin.getByRole('tab', { name: '按天' }).first().click();
    await see(lin, /^这个月 [\d.]+ 吨$/);
    await shot(lin, '112-meters-month', { whole: true });
    await lin.getByRole('tab', { name: '按月' }).first().click();
    await see(lin, /^最近十二个月/);
  });

  chapter('water that never stops at night is told to the household and to the office', async () => {
    await lookAtMeters(stage.community.deps, community.id);
    await lin.goto(`${stage.origin}/owner/#/features/notification/pages/inbox/index`);
    await see(lin, '1栋1单元101 水电异常');
    await seen(lin, '1栋1单元101 水电异常').click();
    await see(lin, '夜里一直在走水，每小时至少 12 升，可能漏水');
    await shot(lin, '113-meters-leak', { whole: true });
    await manager.goto(`${stage.origin}/staff/#/devices/${water.id}`);
    await see(manager, '现在的数值', '流量', '用量', '夜里一直在走水，每小时至少 12 升，可能漏水');
    await see(manager, '历史');
    await shot(manager, '114-device-meter', { whole: true });
    await manager.setViewportSize(phone);
    await see(manager, '历史');
    await shot(manager, '114-device-meter', { whole: true });
  });
});
