import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { makeGate, type TestGate } from '../factories/access.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, unseen, write } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let gate: TestGate;
let lin: Page;
let guest: Page;
let post: Page;
let office: Page;
let usernames = { guard: '', manager: '' };
let code = '';
let digits = '';

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  gate = await makeGate({ deps, origin: stage.origin }, community.id, '北门');
  await makeGate({ deps, origin: stage.origin }, community.id, '1栋1单元门厅', { buildingId: community.buildingId });
  usernames = {
    guard: (await makeStaff(deps, community.id, 'guard', { name: '赵铁柱', department: 'security' })).username,
    manager: (await makeStaff(deps, community.id, 'manager', { name: '孙经理', department: 'management' })).username,
  };
  lin = await stage.device(phone);
  post = await stage.device(phone);
  office = await stage.device(desk);
  guest = await stage.device(phone, { permissions: [] });
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, guest, post, office }));

/** What a reader at the gate makes of the guest's screen. */
const scan = async (page: Page): Promise<string> => {
  const picture = await page.getByRole('img', { name: '通行码' }).filter({ visible: true }).screenshot();
  const { data, info } = await sharp(picture).resize(816).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
};

const linkOf = async (): Promise<string> => {
  await lin.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await tap(lin, '复制给访客的链接');
  await see(lin, '链接复制好了');
  return lin.evaluate<string>('navigator.clipboard.readText()');
};

describe('a visitor, in the browser', () => {
  chapter('林娜 invites on her phone: whom, when, how often, by car', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.getByRole('link', { name: '访客', exact: true }).filter({ visible: true }).first().click();
    await see(lin, '还没有访客');
    await shot(lin, '100-visitors-empty');
    await tap(lin, '邀请访客');
    await see(lin, '怎么称呼客人', '北门', '1栋1单元门厅');
    await write(lin, '例如：赵明', '赵明');
    await lin.getByRole('radio', { name: '1 次', exact: true }).filter({ visible: true }).click();
    await lin
      .getByRole('switch', { name: /^开车来/ })
      .filter({ visible: true })
      .click();
    await write(lin, '例如：粤B', '粤BD36150');
    await shot(lin, '101-invite', { whole: true });
    await tap(lin, '生成通行证');
    await see(lin, '访客通行证', '赵明', '可用', '扫不了码，就在门口机按这六位', '车牌 粤BD36150');
    await shot(lin, '102-pass', { whole: true });
  });

  chapter('the guest opens the link without a sign-in, and sees the ticket alone', async () => {
    const link = await linkOf();
    expect(link).toContain('/features/access/pages/visit/index?t=');
    await guest.goto(link);
    await see(guest, '赵明', '林娜家的客人', '北门', '可进门 1 次');
    expect(await guest.getByText('1栋1单元101').count()).toBe(0);
    await shot(guest, '103-visit', { whole: true });
    code = await scan(guest);
    expect(code).toMatch(/^AJ:/);
    digits = ((await guest.locator('.six').getAttribute('aria-label')) ?? '').replace(/\D/g, '');
    expect(digits).toHaveLength(6);
  });

  chapter('the gate is cut off from the network: it lets the guest in once, and no second time', async () => {
    expect(await gate.controller.sync()).toBe(true);
    gate.controller.cut(true);
    expect(await gate.controller.present({ code })).toMatchObject({ admit: true, alone: true });
    expect(await gate.controller.present({ code })).toMatchObject({ admit: false, reason: 'used', alone: true });
    expect(await gate.controller.present({ digits })).toMatchObject({ admit: false, reason: 'used', alone: true });
    await see(lin, '人到了会告诉您，进出记录在这里看。');
  });

  chapter('the network is back: the record arrives once, and 林娜 sees who came and when', async () => {
    gate.controller.cut(false);
    expect(await gate.controller.sync()).toBe(true);
    expect(await gate.controller.sync()).toBe(true);
    await see(lin, /^北门 扫码进门$/, '门口断网，后来补记的', /没有放行：次数用完了/);
    expect(
      await lin
        .getByText(/^北门 扫码进门$/)
        .filter({ visible: true })
        .count(),
    ).toBe(1);
    await see(lin, '次数用完');
    await shot(lin, '104-visits', { whole: true });
    await lin.goto(`${stage.origin}/owner/#/features/notification/pages/inbox/index`);
    await see(lin, /^赵明到了/);
    await shot(lin, '105-arrived');
    await seen(lin, /^赵明到了/).click();
    await see(lin, '进出记录');
  });

  chapter('she invites again and changes her mind: the code is dead at once, and in the list of the gate', async () => {
    await lin.goto(`${stage.origin}/owner/#/features/access/pages/invite/index`);
    await see(lin, '怎么称呼客人');
    await write(lin, '例如：赵明', '送家具的师傅');
    await lin.getByRole('radio', { name: '明天' }).filter({ visible: true }).click();
    await lin.getByRole('radio', { name: '现在起 4 小时' }).filter({ visible: true }).waitFor({ state: 'hidden' });
    await lin.getByRole('radio', { name: '今天' }).filter({ visible: true }).click();
    await lin.getByRole('radio', { name: '现在起 4 小时' }).filter({ visible: true }).click();
    await tap(lin, '生成通行证');
    await see(lin, '送家具的师傅', '可用');
    const second = await scan(lin);
    await gate.controller.sync();
    await tap(lin, '作废');
    await see(lin, /最晚一分钟内生效/);
    await shot(lin, '106-revoke');
    await lin.getByRole('dialog').getByRole('button', { name: '作废', exact: true }).click();
    await see(lin, '已作废');
    await unseen(lin, '扫不了码，就在门口机按这六位');
    expect(await gate.controller.present({ code: second })).toMatchObject({ admit: false, reason: 'revoked' });
    await gate.controller.sync();
    gate.controller.cut(true);
    expect(await gate.controller.present({ code: second })).toMatchObject({ reason: 'revoked', alone: true });
    await lin.goto(`${stage.origin}/owner/#/features/access/pages/passes/index`);
    await lin.getByRole('tab', { name: '以前的' }).filter({ visible: true }).click();
    await see(lin, '送家具的师傅', '已作废', '次数用完');
    await shot(lin, '107-visitors-past');
  });

  chapter('the guard sees who is expected and lets somebody in by hand, with the reason', async () => {
    await lin.goto(`${stage.origin}/owner/#/features/access/pages/invite/index`);
    await see(lin, '怎么称呼客人');
    await write(lin, '例如：赵明', '外婆');
    await tap(lin, '生成通行证');
    await see(lin, '外婆', '可用');
    await signIn(post, stage, usernames.guard, testPassword);
    await post.goto(`${stage.origin}/staff/#/gate`);
    await see(post, '外婆', '1栋1单元101 · 林娜家');
    await shot(post, '110-gate-today');
    await post.getByRole('button', { name: '登记他进门 外婆' }).click();
    await post.getByLabel('走哪个门').selectOption({ label: '北门' });
    await post.getByLabel('为什么手工放行').fill('老人没带手机，已和业主通话');
    await shot(post, '111-gate-record');
    await post.getByRole('dialog').getByRole('button', { name: '登记放行', exact: true }).click();
    await see(post, '进门 1/2 次');
    await post.getByRole('button', { name: '通行记录', exact: true }).click();
    await see(post, '门岗登记进门', '赵铁柱：老人没带手机，已和业主通话', '断网后补记');
    await shot(post, '112-gate-passages');
    await see(lin, /^北门 门岗登记进门$/);
    // Who stands at the gate hears of it without asking.
    const theirs = await scan(lin);
    gate.controller.cut(false);
    expect(await gate.controller.present({ code: theirs })).toMatchObject({ admit: true });
    await see(post, /^扫码进门$/);
  });

  chapter('the manager sets up which doors belong together', async () => {
    await signIn(office, stage, usernames.manager, testPassword);
    await office.goto(`${stage.origin}/staff/#/gate`);
    await see(office, '外婆');
    await shot(office, '113-gate-desk');
    await office.goto(`${stage.origin}/staff/#/gate?view=passages`);
    await see(office, '门岗登记进门');
    await shot(office, '114-gate-passages-desk');
    await office.goto(`${stage.origin}/staff/#/gate?view=doors`);
    await see(office, '还没有连上过');
    await shot(office, '115-gate-doors-desk');
    await office.goto(`${stage.origin}/staff/#/gate/groups`);
    await see(office, '全小区 · 北门', '1栋 · 1栋1单元门厅');
    await office.getByRole('button', { name: '新建一组', exact: true }).click();
    await office.getByLabel('名称').fill('一号楼');
    await office.getByLabel('谁家的访客能走').selectOption({ label: '1栋1单元' });
    await office.getByRole('button', { name: '1栋1单元门厅', exact: true }).click();
    await shot(office, '116-gate-group');
    await office.getByRole('button', { name: '保存', exact: true }).click();
    await see(office, '1栋1单元 · 1栋1单元门厅');
    await shot(office, '117-gate-groups');
    await office.getByRole('button', { name: '删除 一号楼' }).click();
    await see(office, /已经发出去的访客码不能再从这几个门进/);
    await office.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click();
    await see(office, '已删除');
    await office.setViewportSize(phone);
    await shot(office, '118-gate-groups-small');
  });

  chapter('who has no house yet is told what to do first', async () => {
    const stranger = await stage.device(phone);
    await enterAs(stranger, stage, '周明');
    await stranger.goto(`${stage.origin}/owner/#/features/access/pages/invite/index`);
    await see(stranger, '还没有绑定房子', '去绑定');
    await shot(stranger, '119-invite-no-house');
  });
});
