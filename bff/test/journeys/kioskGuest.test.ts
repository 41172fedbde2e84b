import type { Page } from 'playwright-core';
import { makeGate } from '../factories/access.js';
import { makeCommunity, makeOwner, makeStaff, testPassword } from '../factories/community.js';
import { help, standing } from './kioskHands.js';
import { enterAs, see, signIn, tap } from './people.js';
import { needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  needBuilt('admin-h5/dist/kiosk/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage();
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const digitsOn = async (page: Page): Promise<string> =>
  (await page.locator('.kpass .knum').innerText()).replace(' ', '');

const toTheName = async (page: Page, number: string, label: string): Promise<void> => {
  await page.getByRole('button', { name: /^访客/ }).click();
  await see(page, '哪一家？');
  await page.getByLabel(/写房号/).fill(number);
  await page.getByRole('button', { name: label }).click();
};

describe('a guest’s pass, made at the kiosk', () => {
  it('is the owner’s: printed, opening the gate, in the mini-program; and an owner without a telephone has one too', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const [house] = community.houses;
    const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
    await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
    const gate = await makeGate({ deps, origin: stage.origin }, community.id, '北门');
    const helper = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅' });
    const manager = await makeStaff(deps, community.id, 'manager', { name: '陈静' });
    const page = await stage.device(standing);
    await help(page, stage, helper.username);
    await shot(page, '160-kiosk-tiles');

    await toTheName(page, '1-1-101', '1栋1单元101');
    await see(page, '谁的客人？', '林娜', '业主101');
    await shot(page, '161-kiosk-guest-host');
    await page.getByRole('button', { name: /^林娜/ }).click();
    await see(page, '客人怎么称呼？');
    await page.getByLabel(/比如：赵明/).fill('赵阿姨');
    await tap(page, '下一步');
    await see(page, '哪天来？', '今天', '明天', '连着几天');
    await shot(page, '162-kiosk-guest-day');
    await tap(page, '明天');
    await see(page, '什么时候来？');
    await tap(page, '上午 8–12 点');
    await see(page, '客人怎么来？');
    await tap(page, '开车来');
    await see(page, '车牌是多少？');
    await page.getByLabel(/比如：粤B/).fill('粤BF36150');
    await tap(page, '下一步');
    await see(page, '进门几次？');
    await tap(page, '2 次');
    await see(page, '这样对不对？', '赵阿姨', '粤BF36150', '北门');
    await shot(page, '163-kiosk-guest-check');
    await tap(page, '对，办好');
    await see(page, '办好了', '六位码', '小程序「访客」里也有这一张。', /明天 08:00–12:00/);
    await shot(page, '164-kiosk-guest-done');
    await page.emulateMedia({ media: 'print' });
    await page.locator('.kslip-qr .qr').waitFor();
    await see(page, '帮办：李晓梅');
    await shot(page, '165-kiosk-guest-print');
    await page.emulateMedia({ media: 'screen' });
    const lin = await stage.device(phone);
    await enterAs(lin, stage, '林娜');
    await lin.goto(`${stage.origin}/owner/#/features/access/pages/passes/index`);
    await lin
      .getByRole('button', { name: /赵阿姨/ })
      .or(lin.getByRole('link', { name: /赵阿姨/ }))
      .last()
      .waitFor();
    await shot(lin, '166-guest-in-app');
    await tap(page, '好了');
    expect(await page.locator('body').innerText()).not.toContain('赵阿姨');

    await toTheName(page, '1-1-102', '1栋1单元102');
    await see(page, '客人怎么称呼？');
    await page.getByLabel(/比如：赵明/).fill('小孙');
    await tap(page, '下一步');
    await tap(page, '连着几天');
    await see(page, '从今天起，几天？');
    await tap(page, '7 天');
    await tap(page, '不开车');
    await tap(page, '10 次');
    await tap(page, '对，办好');
    await see(page, '办好了', '没有手机也行，拿这张纸就能进门。');
    const digits = await digitsOn(page);
    expect(await gate.controller.present({ digits })).toMatchObject({ admit: true, name: '小孙' });
    await tap(page, '好了');

    // The paper is lost: it is printed again, and another day taken back.
    await toTheName(page, '1-1-102', '1栋1单元102');
    await tap(page, '看办过的（1 张）');
    await see(page, '办过的通行证', '小孙');
    await page.getByRole('button', { name: /^小孙/ }).click();
    await see(page, '办好了');
    expect(await digitsOn(page)).toBe(digits);
    const office = await stage.device(phone);
    await signIn(office, stage, manager.username, testPassword);
    await office.goto(`${stage.origin}/staff/#/gate`);
    await see(office, '小孙');
    await shot(office, '167-gate-revoke');
    await tap(page, '作废这张');
    await see(page, '小孙的通行证作废吗？');
    await shot(page, '168-kiosk-guest-revoke');
    await tap(page, '作废这张');
    await see(page, '已经作废');
    expect(await gate.controller.present({ digits })).toMatchObject({ admit: false });
  }, 240_000);
});
