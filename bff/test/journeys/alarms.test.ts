import type { Page } from 'playwright-core';
import { hearReadings } from '../../src/features/alarm/alarm.readings.js';
import { RepairEntity } from '../../src/features/repair/repair.entity.js';
import { makeDevice, type TestDevice } from '../factories/devices.js';
import { type LoopStage, monday, openLoop, type Person, shift, shotBoth, tuesday } from './loopStage.js';
import { chaptersOf, see, seen, tap, unseen } from './people.js';
import { desk, needBuilt, phone, photo, shot } from './stage.js';

const days = [shift(monday, 8, 20), shift(tuesday, 8, 20)];

let loop: LoopStage;
let lift: TestDevice;
let camera: TestDevice;
let liftMan: Person;
/** The manager's desk, the guard's phone and the engineer's phone. */
let wang: Page;
let ma: Page;
let wu: Page;

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html');
  loop = await openLoop();
  const { community, stage } = loop;
  const { deps } = stage.community;
  lift = await makeDevice(deps, community.id, { kind: 'lift', name: '2单元电梯', areaId: community.area.id });
  camera = await makeDevice(deps, community.id, { kind: 'camera', name: '南门枪机', areaId: community.area.id });
  stage.simulators.control.camera.install(stage.origin, [
    { communityId: community.id, deviceId: camera.id, secret: camera.secret, name: camera.name },
  ]);
  const manager = await loop.staff('manager', '王建平', 'management');
  const guard = await loop.worker('马超', ['guard'], { role: 'guard', department: 'security', shifts: days });
  liftMan = await loop.worker('吴强', ['lift-technician'], {
    shifts: days,
    certificates: [{ kind: 'lift', number: 'T440100017', validUntil: '2027-12-31' }],
  });
  [wang, ma, wu] = [
    await loop.screen(manager, desk),
    await loop.screen(guard, phone),
    await loop.screen(liftMan, phone),
  ];
}, 240_000);
afterAll(() => loop?.stage.close());
afterEach(() => expect(loop.stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ wang, ma, wu }));
const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${loop.stage.origin}/staff/#${hash}`);

let seq = 0;
/** What the lift's sensor measured, so many seconds ago, oldest first. */
const shakes = (...measured: { ago: number; vibration: number }[]): Promise<void> => {
  const { deps } = loop.stage.community;
  const now = deps.clock.now().getTime();
  return hearReadings(deps, {
    communityId: loop.community.id,
    deviceId: lift.id,
    readings: measured.map(({ ago, vibration }) => ({
      at: new Date(now - ago * 1000),
      seq: ++seq,
      values: { vibration },
    })),
  });
};
const sees = (kind: 'thrown-object' | 'ebike-smoke', words: string): void => {
  loop.stage.simulators.control.camera.see({ deviceId: camera.id, kind, words });
};

const repairId = async (): Promise<string> => {
  const { reader } = loop.stage.community.deps.db;
  return (await reader.findOneByOrFail(RepairEntity, { communityId: loop.community.id })).id;
};

describe('a lift that shakes', () => {
  chapter('alarms the engineer on duty, is on the manager’s screen at once, and opened an order', async () => {
    await to(wang, '/alarms');
    await see(wang, '现在没有报警。设备的读数不对、摄像头看到事情，会出现在这里，还会响铃。');
    await shotBoth(wang, '300-no-alarms');
    await shakes(
      ...[600, 540, 480, 420, 360, 300].map((ago, i) => ({ ago, vibration: [1.2, 1.4, 1.3, 2.1, 2.8, 3.9][i] ?? 1 })),
      ...[240, 180, 120, 60].map((ago, i) => ({ ago, vibration: 4.8 + i * 0.4 })),
    );
    await see(wu, '报警：电梯振动过大');
    await see(wang, '电梯振动过大', '振动 6 mm/s，上限 4.5 mm/s', /报了 3 次/);
    await shotBoth(wang, '301-alarms');
    await wang.getByRole('link', { name: '电梯振动过大' }).click();
    await see(wang, /前要有人去看$/, '按哪条规则', '读数还没有恢复，恢复后才能结案');
    await see(wang, '上限 4.5');
    await shotBoth(wang, '302-alarm');
  });

  chapter('is mended by the order, closes by itself when it is normal, and says how', async () => {
    await to(wu, '/orders');
    await seen(wu, '南门岗亭').click();
    await tap(wu, '接单');
    await see(wang, '吴强接了工单');
    await wu.getByLabel('手输码上的字').fill(loop.community.area.placeCode);
    await tap(wu, '签到');
    await see(wu, /到场$/);
    await loop.finish(liftMan, await loop.orderOf(liftMan, await repairId()), '导靴磨损，换好了');
    await see(wang, '工单办完了');
    await see(wang, '处理好了');
    await shotBoth(wang, '303-handled');
    await shakes({ ago: 1, vibration: 1.6 });
    await see(wang, '读数恢复，也处理好了，自动结案');
    await shotBoth(wang, '304-closed');
    await to(wang, '/alarms?scope=ended');
    await see(wang, '电梯振动过大', /恢复/);
  });
});

describe('a camera that sees something thrown', () => {
  chapter('reaches the guard’s phone with its picture, and he goes', async () => {
    await to(ma, '/alarms');
    sees('thrown-object', '6 层抛出，落在人行道');
    await see(ma, '报警：高空抛物', '6 层抛出，落在人行道');
    await ma.getByRole('img', { name: '现场画面' }).waitFor();
    await shot(ma, '305-guard-alarms', { whole: true });
    await tap(ma, '我去看 高空抛物');
    await see(ma, '记下了，您去看', /马超 在管/);
    await ma.getByRole('link', { name: '高空抛物' }).click();
    await see(ma, '有人去了', /前要处理好$/);
    await shot(ma, '306-guard-alarm', { whole: true });
  });

  chapter('is handled, and closed with words and a photo of the place', async () => {
    await tap(ma, '处理好了');
    const handled = ma.getByRole('dialog', { name: '处理好了' });
    await handled.getByLabel('情况').fill('地上是一个花盆，没有伤到人，围起来了');
    await handled.getByRole('button', { name: '处理好了' }).click();
    await see(ma, /马超 处理好了/);
    await tap(ma, '结案');
    const closing = ma.getByRole('dialog', { name: '结案' });
    await closing.getByLabel('情况').fill('找到 602，已当面提醒，花盆清走了');
    await see(ma, '还没有现场照片，请加一张');
    expect(await closing.getByRole('button', { name: '结案' }).isDisabled()).toBe(true);
    await closing.getByLabel('拍照').setInputFiles([await photo('place.jpg', '#8c6d5a')]);
    await unseen(ma, '还没有现场照片，请加一张');
    await shot(ma, '307-closing');
    await closing.getByRole('button', { name: '结案' }).click();
    await see(ma, '结案了', '属实');
    await shot(ma, '308-closed', { whole: true });
    await to(wang, '/alarms?scope=ended');
    await see(wang, '高空抛物');
    await shotBoth(wang, '309-ended');
  });

  chapter('and smoke at the charging place is an emergency that climbs while nobody goes', async () => {
    await to(wang, '/alarms');
    sees('ebike-smoke', '');
    await see(ma, '紧急报警：电动车充电处冒烟');
    await see(wang, '电动车充电处冒烟');
    await loop.advance(4);
    await see(wang, '报到项目经理', '报警没人管：电动车充电处冒烟');
    await shotBoth(wang, '310-emergency');
  });
});

describe('the rules', () => {
  chapter('are data: seen in sentences, changed with a preview and a reason', async () => {
    await to(wang, '/policy/alarms');
    await see(wang, '电梯振动过大', /电梯：振动达到 4.5 mm\/s/);
    await shotBoth(wang, '311-rules');
    const rule = wang.getByRole('dialog', { name: '报警规则' });
    for (const size of [phone, desk]) {
      await wang.setViewportSize(size);
      await tap(wang, '改规则 电梯振动过大');
      await rule.getByLabel('报警的线').fill('5');
      await shot(wang, '312-rule');
      if (size === phone) await rule.getByRole('button', { name: '关闭' }).click();
    }
    await rule.getByRole('button', { name: '好了' }).click();
    await see(wang, '改过，还没生效');
    await tap(wang, '看看改了会怎样');
    await see(wang, /振动达到 5 mm\/s/);
    const sheet = wang.getByRole('dialog');
    await sheet.getByLabel('为什么改').fill('新导轨，振动基准高一些');
    await shot(wang, '313-preview');
    await sheet.getByRole('button', { name: '就这么改' }).click();
    await see(wang, '现在是第 1 版');
  });
});
