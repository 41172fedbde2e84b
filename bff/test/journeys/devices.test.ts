import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { listDevices } from 'shared-types/staffDevice';
import { verifyDeviceSecret } from '../../src/features/device/device.door.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { makeDevice } from '../factories/devices.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, phone, photo, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let manager: Page;
let engineer: Page;
let lin: Page;
let keeper: { token: string };
let label = '';

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  for (const kind of ['smoke', 'light', 'camera'] as const)
    await makeDevice(deps, community.id, { kind, name: `门厅${kind}`, buildingId: community.buildingId });
  const boss = await makeStaff(deps, community.id, 'manager', { name: '王建平', department: 'management' });
  const worker = await makeStaff(deps, community.id, 'engineer', { name: '周建国' });
  keeper = boss;
  [manager, engineer, lin] = (await Promise.all([stage.device(desk), stage.device(phone), stage.device(phone)])) as [
    Page,
    Page,
    Page,
  ];
  await signIn(manager, stage, boss.username, testPassword);
  await signIn(engineer, stage, worker.username, testPassword);
  await Promise.all([see(manager, '设备'), see(engineer, '我的工单')]);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ manager, engineer, lin }));
const open = (page: Page, hash: string) => page.goto(`${stage.origin}/staff/#${hash}`);
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).last().click();
const both = async (page: Page, name: string): Promise<void> => {
  await shot(page, name, { whole: true });
  await page.setViewportSize(phone);
  await shot(page, name, { whole: true });
  await page.setViewportSize(desk);
};
const byCode = async (code: string) =>
  (await stage.client(keeper.token, community.id)(listDevices, { query: { q: code } })).items[0];

const table = async (): Promise<{ name: string; mimeType: string; buffer: Buffer }> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('设备');
  sheet.addRow(['设备编号', '设备名称', '类型', '房屋', '公共区域', '安装位置', '状态']);
  sheet.addRow(['DZ-01', '南门道闸', '道闸', '', '南门岗亭', '', '在用']);
  sheet.addRow(['SB-101', '户用水表', '水表', '1栋1单元101', '', '水表井', '在用']);
  sheet.addRow(['XX-1', '看不懂', '飞碟', '', '', '', '']);
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: '设备台账.xlsx', mimeType, buffer: Buffer.from(await workbook.xlsx.writeBuffer()) };
};

describe('the registry of devices', () => {
  chapter('a manager registers a lift with its identity', async () => {
    await open(manager, '/devices');
    await see(manager, '全部 3', '门厅smoke');
    await follow(manager, '登记设备');
    await manager.getByLabel('设备编号').fill('DT-01');
    await manager.getByLabel('名称', { exact: true }).fill('1号客梯');
    await tap(manager, '登记');
    await see(manager, '请选装在哪里，或选“先不填”');
    await manager.getByLabel('公共区域').selectOption({ label: '南门岗亭' });
    await manager.getByLabel('具体位置').fill('一楼大堂');
    await manager.getByLabel('品牌').fill('三菱');
    await manager.getByLabel('型号').fill('LEHY-III');
    await manager.getByLabel('安装日期').fill('2019-06-01');
    await manager.getByLabel('质保到期').fill('2029-05-31');
    await shot(manager, '100-device-form', { whole: true });
    await tap(manager, '登记');
    await see(manager, '登记好了', '南门岗亭 · 一楼大堂', '电子身份证', 'LEHY-III', '还没有发过凭证，设备连不上来。');
  });

  chapter('its credential is shown once, and never again', async () => {
    await tap(manager, '发凭证');
    await see(manager, '新凭证只显示这一次，请当场填进设备。');
    await tap(manager, '发凭证');
    await see(manager, '新凭证，只显示这一次');
    const secret = (await manager.locator('[data-secret]').textContent()) ?? '';
    const device = await byCode('DT-01');
    const opens = verifyDeviceSecret(stage.community.deps, community.id, device?.id ?? '', secret.trim());
    expect(await opens).toBe(true);
    await tap(manager, '关闭');
    await see(manager, '换新凭证');
    expect(await manager.content()).not.toContain(secret.trim());
  });

  chapter('it has papers, and what was done to it is written down', async () => {
    await tap(manager, '添加资料');
    await manager.getByLabel('资料名称').fill('铭牌');
    await manager.getByLabel('选照片或 PDF').setInputFiles([await photo('铭牌.jpg')]);
    await see(manager, '选了 1 份');
    await tap(manager, '添加资料');
    await see(manager, '资料加好了', '铭牌');
    await tap(manager, '补记维保');
    await manager.getByLabel('做了什么').fill('年检合格，换了导靴油杯');
    await tap(manager, '保存');
    await see(manager, '年检合格，换了导靴油杯');
    await tap(manager, '送修');
    await manager.getByLabel('原因').fill('门机异响');
    await tap(manager, '送修');
    await see(manager, '维修中', '改为维修中：门机异响');
    await both(manager, '101-device');
  });

  chapter('its label is printed; an engineer’s phone opens the page by it', async () => {
    await tap(manager, '标签');
    label = ((await manager.locator('[data-code]').textContent()) ?? '').trim();
    expect(label).toHaveLength(12);
    await manager.getByRole('button', { name: '打印', exact: true }).and(manager.locator(':enabled')).waitFor();
    await shot(manager, '102-device-label');
    await tap(manager, '关闭');
    await open(engineer, '/devices');
    await tap(engineer, '扫设备码');
    await engineer.getByLabel('扫不出来就输标签上的字').fill(label);
    await tap(engineer, '打开');
    await see(engineer, '1号客梯', '电子身份证', '维修中');
    expect(await engineer.getByRole('button', { name: '换新凭证' }).count()).toBe(0);
    await shot(engineer, '103-device-engineer', { whole: true });
  });

  chapter('an owner who scans it reports it at its place', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.goto(`${stage.origin}/owner/#/features/repair/pages/report/index?place=${label}`);
    await see(lin, '南门岗亭');
    await until(async () => (await lin.locator('textarea').first().inputValue()) === '1号客梯：');
    await shot(lin, '104-report-from-label', { whole: true });
  });

  chapter('the office’s table is previewed row by row and taken as a whole', async () => {
    await open(manager, '/devices/imports');
    await manager.getByLabel('选一个设备表').setInputFiles([await table()]);
    await see(manager, /类型“飞碟”不认识/);
    await both(manager, '105-device-import');
    await tap(manager, '新登记');
    await see(manager, 'DZ-01 南门道闸 · 道闸 · 南门岗亭', 'SB-101 户用水表 · 水表 · 1栋1单元101 · 水表井');
    await tap(manager, '导入');
    await manager.getByLabel('不对的 1 行先放下，不导入').check();
    await tap(manager, '导入');
    await see(manager, '导入好了');
    await tap(manager, '一起发凭证');
    await see(manager, /只能下载这一次/);
    await shot(manager, '105-credentials');
    await manager.getByRole('dialog').getByRole('button', { name: '一起发凭证', exact: true }).click();
    await see(manager, '请再输一次密码');
    await manager.getByLabel('登录密码').fill(testPassword);
    await tap(manager, '是我本人，继续');
    await see(manager, /台设备发了凭证/);
    await shot(manager, '105-credential-sheet');
    const sheet = manager.waitForEvent('download');
    await tap(manager, '下载凭证表');
    expect((await sheet).suggestedFilename()).toBe('设备凭证.csv');
    await open(manager, '/devices');
    await see(manager, '全部 6');
    await manager.getByLabel('所有类型').selectOption({ label: '水表' });
    await see(manager, '共 1 台', '户用水表');
    await manager.getByLabel('所有类型').selectOption('');
    await see(manager, '1号客梯');
    await both(manager, '106-devices');
    await manager.getByLabel('所有类型').selectOption({ label: '电梯' });
    await see(manager, '共 1 台');
    await follow(manager, '打印标签');
    await see(manager, '打印 1 张', 'DT-01 · 南门岗亭 · 一楼大堂');
    await seen(manager, /可以打印了/).waitFor({ timeout: 30_000 });
    await shot(manager, '107-device-labels', { whole: true });
  });
});
