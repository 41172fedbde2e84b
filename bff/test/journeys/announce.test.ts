import type { Page } from 'playwright-core';
import { clockTime, toDay } from 'shared-types/time';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, unseen, write } from './people.js';
import { desk, needBuilt, openStage, phone, photo, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let lin: Page;
let office: Page;
let kiosk: Page;
let worker: Page;
let usernames = { desk: '', engineer: '' };

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html', 'admin-h5/dist/kiosk/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house, next] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  await makeOwner(deps, community.id, next ? [next] : [], { role: 'tenant', name: '周强' });
  usernames = {
    desk: (await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅', department: 'customer-service' }))
      .username,
    engineer: (await makeStaff(deps, community.id, 'engineer', { name: '周建国' })).username,
  };
  lin = await stage.device(phone);
  office = await stage.device(desk);
  kiosk = await stage.device({ width: 1080, height: 1920 });
  worker = await stage.device(phone);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, office, kiosk, worker }));

const hourMs = 3_600_000;
const wallInput = (at: Date): string => `${toDay(at)}T${clockTime(at)}`;

/** The editor, as far as its text. */
const begin = async (kind: string, title: string): Promise<void> => {
  await office.goto(`${stage.origin}/staff/#/announcements`);
  await tap(office, '写公告');
  await office.getByLabel('哪一种').selectOption({ label: kind });
  await office.getByLabel('标题', { exact: true }).fill(title);
};

const publish = async (): Promise<void> => {
  await tap(office, '存草稿');
  await see(office, '草稿');
  await tap(office, '发布');
  await see(office, /人马上能看到/);
  await office.getByRole('dialog').getByRole('button', { name: '现在发' }).last().click();
  await see(office, /发的/);
};

describe('an announcement, from the desk to the people', () => {
  chapter('the desk writes one with bold words, a list and a picture, and sees whom it reaches', async () => {
    await signIn(office, stage, usernames.desk, testPassword);
    await office.getByRole('link', { name: '公告' }).first().click();
    await see(office, /还没有公告/);
    await shot(office, '120-announcements-empty');
    await begin('一般公告', '冬至包饺子，欢迎来');
    const box = office.getByRole('textbox', { name: '正文' });
    await box.click();
    await office.getByRole('button', { name: '加粗', exact: true }).click();
    await office.keyboard.type('12月21日下午三点');
    await office.getByRole('button', { name: '加粗', exact: true }).click();
    await office.keyboard.type('，一楼大厅。');
    await office.keyboard.press('Enter');
    await office.getByRole('button', { name: '圆点', exact: true }).click();
    await office.keyboard.type('带上围裙');
    await office.keyboard.press('Enter');
    await office.keyboard.type('馅料物业准备');
    await office.getByLabel('加图片或 PDF').setInputFiles([await photo('jiaozi.jpg', '#c9b27c')]);
    await office.getByRole('button', { name: '去掉第 1 份' }).waitFor();
    await office.getByLabel('置顶，一直排在最前面').check();
    await see(office, '2 人', '3 户里有 2 户能在手机上收到', /1 户没有人绑定/);
    await shot(office, '121-announcement-editor', { whole: true });
    await tap(office, '存草稿');
    await see(office, '草稿', '馅料物业准备');
    await office.setViewportSize(phone);
    await shot(office, '122-announcement-draft', { whole: true });
    await office.setViewportSize(desk);
    await tap(office, '发布');
    await see(office, /2 人马上能看到/);
    await shot(office, '123-announcement-publish');
    await office.getByRole('dialog').getByRole('button', { name: '现在发' }).last().click();
    await see(office, '2 人里 0 人看了', '周强');
  });

  chapter('林娜 finds it on her first screen, reads it, and the desk sees that she has', async () => {
    await enterAs(lin, stage, '林娜');
    await see(lin, '冬至包饺子，欢迎来');
    await lin.getByRole('link', { name: '公告，1 则没看' }).filter({ visible: true }).waitFor();
    await shot(lin, '124-home-notice', { whole: true });
    await lin.getByRole('link', { name: '公告，1 则没看' }).filter({ visible: true }).click();
    await see(lin, '未读', /置顶/);
    await shot(lin, '125-notices');
    await seen(lin, '冬至包饺子，欢迎来').click();
    await see(lin, '12月21日下午三点', '馅料物业准备', '阳光花园物业服务中心', /全小区/);
    await shot(lin, '126-notice', { whole: true });
    await office.reload();
    await see(office, '2 人里 1 人看了');
    await tap(office, '看了的人');
    await see(office, '林娜', '1栋1单元101 业主');
    await shot(office, '127-receipts', { whole: true });
    await lin.goto(`${stage.origin}/owner/#/features/announcement/pages/list/index`);
    await see(lin, '冬至包饺子，欢迎来');
    await unseen(lin, '未读');
  });

  chapter('a planned outage is told before a trouble that it explains is reported', async () => {
    const now = stage.community.deps.clock.now();
    const [from, until] = [new Date(now.getTime() - hourMs), new Date(now.getTime() + 2 * hourMs)];
    await begin('停水停电等', '1栋更换水表，停水三小时');
    await office.getByLabel('停什么').selectOption({ label: '水' });
    await office.getByLabel('从', { exact: true }).fill(wallInput(from));
    await office.getByLabel('到', { exact: true }).fill(wallInput(until));
    await office.getByRole('textbox', { name: '正文' }).fill('请提前储水。');
    await office.getByRole('button', { name: '1栋', exact: true }).click();
    await publish();
    await see(office, '正在停水');
    await shot(office, '128-outage-desk');
    await lin.goto(`${stage.origin}/owner/#/features/repair/pages/report/index`);
    await see(lin, '报修');
    await lin.getByRole('button', { name: /^全部/ }).filter({ visible: true }).click();
    await write(lin, '找一找', '给水');
    await lin.getByRole('radio', { name: '给水管道' }).filter({ visible: true }).first().click();
    await see(lin, /^计划停水到/);
    await shot(lin, '129-report-outage', { whole: true });
    await tap(lin, '看通知');
    await see(lin, '1栋更换水表，停水三小时', '正在停水');
    await lin.goBack();
    await write(lin, '哪里坏了', '水龙头一滴水也没有');
    await tap(lin, '报上去');
    await see(lin, /报上去了/);
  });

  chapter(
    'an emergency rings: a banner on her phone at once, the whole screen of the kiosk, a call at the desk',
    async () => {
      await lin.goto(`${stage.origin}/owner/#/tabs/home/index`);
      await see(lin, '1栋更换水表，停水三小时');
      await kiosk.goto(`${stage.origin}/kiosk/`);
      await kiosk.getByLabel('账号').fill(usernames.desk);
      await kiosk.getByLabel('密码').fill(testPassword);
      await tap(kiosk, '登录');
      await see(kiosk, '您好，要办什么事？', '1栋更换水表，停水三小时');
      await shot(kiosk, '130-kiosk-board');
      await begin('紧急通知', '燃气泄漏，请马上开窗撤离');
      await office.getByRole('textbox', { name: '正文' }).fill('不要开关电器，走楼梯，到中心花园集合。');
      await publish();
      await see(lin, '燃气泄漏，请马上开窗撤离');
      await shot(lin, '131-home-emergency', { whole: true });
      await see(kiosk, '紧急通知', '不要开关电器，走楼梯，到中心花园集合。');
      await shot(kiosk, '132-kiosk-emergency');
      await tap(kiosk, '知道了');
      await kiosk.getByRole('alertdialog').waitFor({ state: 'hidden' });
      await seen(lin, '燃气泄漏，请马上开窗撤离').click();
      await see(lin, '不要开关电器，走楼梯，到中心花园集合。');
      await lin.goto(`${stage.origin}/owner/#/tabs/home/index`);
      await see(lin, '1栋更换水表，停水三小时');
      await lin.getByRole('link', { name: /^紧急通知/ }).waitFor({ state: 'hidden' });
    },
  );

  chapter('one is taken back with a reason, and one is for the staff alone', async () => {
    await tap(office, '撤回');
    await office.getByLabel('为什么撤回').fill('误报，已核实没有泄漏');
    await office.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click();
    await see(office, /误报，已核实没有泄漏/);
    await shot(office, '133-withdrawn');
    await lin.goto(`${stage.origin}/owner/#/features/announcement/pages/list/index`);
    await see(lin, '冬至包饺子，欢迎来');
    await unseen(lin, '燃气泄漏，请马上开窗撤离');
    await begin('一般公告', '夜班交接改到十点');
    await office.getByRole('textbox', { name: '正文' }).fill('交接时当面核对钥匙。');
    for (const role of ['业主', '家人', '租客', '员工'])
      await office.getByRole('button', { name: role, exact: true }).click();
    await publish();
    await office.goto(`${stage.origin}/staff/#/announcements`);
    await see(office, '夜班交接改到十点', '已撤回');
    await shot(office, '134-announcements');
    await office.setViewportSize(phone);
    await shot(office, '135-announcements-small');
    await signIn(worker, stage, usernames.engineer, testPassword);
    await worker.goto(`${stage.origin}/staff/#/notices`);
    await see(worker, '夜班交接改到十点', '没看');
    await seen(worker, '夜班交接改到十点').click();
    await see(worker, '交接时当面核对钥匙。');
    await shot(worker, '136-staff-notice');
  });
});
