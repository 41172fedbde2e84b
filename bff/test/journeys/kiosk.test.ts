import type { Page } from 'playwright-core';
import { newKey } from 'shared-types/client';
import { issueCard, listCardsOfHouse } from 'shared-types/kiosk';
import { createAnnouncement, publishAnnouncement } from 'shared-types/staffAnnouncement';
import { listComplaints } from 'shared-types/staffComplaint';
import { listPayments, readPayableAtCounter, readStaffPayment } from 'shared-types/staffPayment';
import { listRepairs } from 'shared-types/staffRepair';
import { toDay } from 'shared-types/time';
import { makeCommunity, makeStaff, testPassword } from '../factories/community.js';
import { openBooks } from './books.js';
import { look } from './kioskPeople.js';
import { see, sign, tap } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  needBuilt('admin-h5/dist/kiosk/index.html');
  stage = await openStage();
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const standing = { width: 1080, height: 1920 };

const help = async (page: Page, username: string): Promise<void> => {
  await page.goto(`${stage.origin}/kiosk/`);
  await see(page, '请工作人员登录');
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(testPassword);
  await tap(page, '登录');
  await see(page, '您好，要办什么事？');
};

const upToTheWords = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^报修/ }).click();
  await see(page, '哪一家？');
  await page.getByLabel(/写房号/).fill('1-1-102');
  await page.getByRole('button', { name: '1栋1单元102' }).click();
  await see(page, '什么坏了？');
  await page.getByRole('button', { name: '给水管道' }).click();
  await see(page, '家里什么地方？', '1栋1单元102，给水管道');
  await tap(page, '厨房');
  await see(page, '怎么坏的？');
  await page.getByLabel('用自己的话说两句').fill('水龙头关不紧，一直滴');
};

/** As a reader does: all digits at once, then Enter. */
const swipe = async (page: Page, number: string): Promise<void> => {
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
};

describe('the kiosk in the service station', () => {
  it('a machine is enrolled, and from then on a card alone reports a repair; revoked, it is nobody', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const manager = await makeStaff(deps, community.id, 'manager', { name: '陈静' });
    const office = await stage.device(desk);
    await office.goto(`${stage.origin}/staff/`);
    await office.getByLabel('账号').fill(manager.username);
    await office.getByLabel('密码').fill(testPassword);
    await tap(office, '登录');
    await see(office, '陈静');
    await office.goto(`${stage.origin}/staff/#/kiosks`);
    await see(office, '还没有登记自助机');
    await tap(office, '登记一台');
    await office.getByLabel('叫什么').fill('1号机');
    await office.getByLabel('放在哪里').fill('服务驿站大厅');
    await tap(office, '保存');
    await see(office, '登记码只显示这一次');
    await shot(office, '140-kiosk-code');
    const code = await office.getByText(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/).innerText();
    await tap(office, '关闭');

    const page = await stage.device(standing);
    await page.goto(`${stage.origin}/kiosk/`);
    await tap(page, '登记这台机器');
    await page.getByLabel('管理员给的登记码').fill(code.toLowerCase());
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await see(page, '您好，要办什么事？', '刷卡报修', '办别的事', '阳光花园服务驿站');
    await look(page, '141-kiosk-alone');
    await page.reload();
    await see(page, '刷卡报修');

    const client = stage.client(manager.token, community.id);
    const urgent = await client(createAnnouncement, {
      body: {
        ...{ kind: 'emergency', title: '燃气泄漏，请马上开窗', html: '<p>不要开关电器。</p>', fileIds: [] },
        ...{ pinned: false, outage: null },
        audience: { roles: ['owner'], staff: false, buildingIds: [], unitIds: [], houseIds: [] },
      },
      idempotencyKey: newKey(),
    });
    const { id, version } = urgent;
    await client(publishAnnouncement, { params: { id }, body: { version }, idempotencyKey: newKey() });
    await see(page, '燃气泄漏，请马上开窗');
    await page.getByRole('alertdialog').getByRole('button', { name: '知道了' }).click();

    // The desk gives out a card.
    const { items: holders } = await client(listCardsOfHouse, { params: { id: community.houses[1]?.id ?? '' } });
    await client(issueCard, {
      params: { id: holders[0]?.personId ?? '' },
      body: { number: '0012345678' },
      idempotencyKey: newKey(),
    });

    await page.getByRole('button', { name: /^刷卡报修/ }).click();
    await see(page, '请刷业主卡');
    await look(page, '142-kiosk-card');
    await swipe(page, '9999999999');
    await see(page, /没有登记，或者已经停用/);
    await swipe(page, '0012345678');
    await see(page, '什么坏了？', /1栋1单元102/);
    await page.getByRole('button', { name: '给水管道' }).click();
    await tap(page, '厨房');
    await see(page, '怎么坏的？', '想多说两句就写，不写也行');
    await look(page, '143-kiosk-by-card');
    await tap(page, '报上去');
    await see(page, '报上去了', /^0001 号$/);
    const { items } = await client(listRepairs, { query: {} });
    expect(items).toMatchObject([{ channel: 'kiosk', placeLabel: expect.stringContaining('1栋1单元102') }]);
    await tap(page, '好了');
    await see(page, '刷卡报修');
    expect(await page.locator('body').innerText()).not.toContain('1栋1单元102');

    await office.reload();
    await see(office, '在用');
    await shot(office, '144-kiosks');
    await tap(office, '停用');
    await office.getByRole('textbox', { name: '为什么停用' }).fill('搬走了');
    await office.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await see(office, '已停用');
    await page.reload();
    await see(page, '请工作人员登录');
  }, 90_000);

  it('an owner reports with staff beside, and after a minute of nothing the screen knows of nobody', async () => {
    const deps = stage.community.deps;
    const community = await makeCommunity(deps);
    const helper = await makeStaff(deps, community.id, 'customer-service', {
      name: '李晓梅',
      department: 'customer-service',
    });
    const page = await stage.device(standing);
    await page.clock.install();

    await help(page, helper.username);
    await see(page, '李晓梅', '在您旁边帮忙');
    await look(page, '30-kiosk-welcome');
    await upToTheWords(page);
    await look(page, '31-kiosk-words');

    await tap(page, '叫工作人员');
    await see(page, '8866 1234');
    await tap(page, '知道了');

    await tap(page, '报上去');
    await see(page, '报上去了', '您的单号', /^0001 号$/);
    await look(page, '32-kiosk-done');
    const { items } = await stage.client(helper.token, community.id)(listRepairs, { query: {} });
    expect(items).toMatchObject([{ channel: 'kiosk', placeLabel: expect.stringContaining('1栋1单元102') }]);

    await tap(page, '好了');
    await see(page, '您好，要办什么事？');
    await upToTheWords(page);
    await page.clock.fastForward(50_000);
    await page.getByLabel('用自己的话说两句').press('End');
    await page.clock.fastForward(50_000);
    // A key was pressed in between: the minute began anew.
    await see(page, '怎么坏的？');
    await page.clock.fastForward(12_000);
    await see(page, '请工作人员登录');
    await look(page, '33-kiosk-ended');

    const left = await page.locator('body').innerText();
    for (const word of ['李晓梅', '1栋1单元102', '水龙头', '0001']) expect(left).not.toContain(word);
    expect(await page.getByLabel('账号').inputValue()).toBe('');
    const kept = String(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'));
    expect(kept).not.toContain('李晓梅');
    const { items: after } = await stage.client(helper.token, community.id)(listRepairs, { query: {} });
    expect(after).toHaveLength(1);
    await page.goBack().catch(() => null);
    expect(await page.locator('body').innerText()).not.toContain('水龙头');
  }, 240_000);

  it('an owner without WeChat has a code shown, and whoever scans it pays', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const [house] = community.houses;
    const helper = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅' });
    const books = await openBooks(stage, community);
    await books.bill(toDay(deps.clock.now()).slice(0, 7));
    const page = await stage.device(standing);

    await help(page, helper.username);
    await page.getByRole('button', { name: /^缴费/ }).click();
    await page.getByLabel(/写房号/).fill('1-1-101');
    await page.getByRole('button', { name: '1栋1单元101' }).click();
    await see(page, '要缴这些', '1栋1单元101', /物业费/, '205.85', '498.84');
    await look(page, '34-kiosk-bills');
    await tap(page, '微信扫码');
    await see(page, '请用微信扫一扫', '¥498.84');
    const code = page.getByRole('img', { name: /请用微信扫一扫/ });
    await code.waitFor();
    await look(page, '35-kiosk-code');

    // Given up: another code takes its place, and the first is worth nothing.
    await tap(page, '返回');
    await see(page, '要缴这些');
    await tap(page, '微信扫码');
    await code.waitFor();
    const channel = stage.simulators.control.wechatPay;
    const order = channel.orders().find(({ state }) => state === 'NOTPAY');
    const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
    channel.pay({ token: order?.tokens.at(-1)?.value ?? '', openid, act: 'pay' });
    await see(page, '付好了', '¥498.84', '收据号');
    await look(page, '36-kiosk-paid');
    expect(await books.balance('1012.wechat')).toBe(49_884);
    const params = { id: house?.id ?? '' };
    const left = await stage.client(helper.token, community.id)(readPayableAtCounter, { params });
    expect(left).toMatchObject({ dueFen: 0, bills: [] });
    await tap(page, '好了');
    await see(page, '您好，要办什么事？');

    await page.getByRole('button', { name: /^缴费/ }).click();
    await page.getByLabel(/写房号/).fill('1-1-101');
    await page.getByRole('button', { name: '1栋1单元101' }).click();
    await see(page, '没有要缴的', '这户现在什么都不欠。');
  }, 240_000);

  it('an owner pays cash into the helper’s hands, known by card, and signs for it', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const [house] = community.houses;
    const helper = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅' });
    const books = await openBooks(stage, community);
    await books.bill(toDay(deps.clock.now()).slice(0, 7));
    const client = stage.client(helper.token, community.id);
    const { items: holders } = await client(listCardsOfHouse, { params: { id: house?.id ?? '' } });
    const params = { id: holders[0]?.personId ?? '' };
    await client(issueCard, { params, body: { number: '0088888888' }, idempotencyKey: newKey() });
    const page = await stage.device(standing);

    await help(page, helper.username);
    await page.getByRole('button', { name: /^缴费/ }).click();
    await see(page, '哪一家？');
    await swipe(page, '0088888888');
    await see(page, '要缴这些', '1栋1单元101');
    await tap(page, '付现金');
    await see(page, '请在框里签名', '¥498.84');
    const taken = page.getByRole('button', { name: '钱收到了', exact: true });
    expect(await taken.isDisabled()).toBe(true);
    await sign(page);
    await look(page, '145-kiosk-signature');
    await taken.click();
    await see(page, '付好了', '收据号', '打印收据');
    await look(page, '146-kiosk-receipt');
    await page.emulateMedia({ media: 'print' });
    await page.locator('.kslip img').waitFor();
    await shot(page, '147-kiosk-print');
    await page.emulateMedia({ media: 'screen' });
    expect(await books.balance('1001')).toBe(49_884);
    const { items } = await client(listPayments, { query: {} });
    const kept = await client(readStaffPayment, { params: { id: items[0]?.id ?? '' } });
    expect(kept).toMatchObject({ channel: 'cash', assistedBy: '李晓梅', signature: { kind: 'image' } });
    await tap(page, '好了');
    await see(page, '您好，要办什么事？');
    expect(await page.locator('body').innerText()).not.toContain('498.84');
  }, 240_000);

  it('an owner complains with staff beside, and sees what became of a repair', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const helper = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅' });
    const page = await stage.device(standing);
    await help(page, helper.username);
    await look(page, '151-kiosk-helped');
    await page.getByRole('button', { name: /^投诉/ }).click();
    await page.getByLabel(/写房号/).fill('1-1-102');
    await page.getByRole('button', { name: '1栋1单元102' }).click();
    await see(page, '是哪方面的事？');
    await page.locator('.pickt').first().click();
    await see(page, '怎么回事？');
    await page.getByLabel('用自己的话说两句').fill('楼道好几天没有扫');
    await tap(page, '不要让他们知道');
    await look(page, '152-kiosk-complain');
    await tap(page, '报上去');
    await see(page, '记下来了', /^0001 号$/);
    await tap(page, '好了');
    const client = stage.client(helper.token, community.id);
    const { items } = await client(listComplaints, { query: {} });
    expect(items).toHaveLength(1);

    await page.getByRole('button', { name: /^看进度/ }).click();
    await page.getByLabel(/写房号/).fill('1-1-102');
    await page.getByRole('button', { name: '1栋1单元102' }).click();
    await see(page, '这户没有报过修');
    await tap(page, '好了');
    await upToTheWords(page);
    await tap(page, '报上去');
    await tap(page, '好了');
    await page.getByRole('button', { name: /^看进度/ }).click();
    await page.getByLabel(/写房号/).fill('1-1-102');
    await page.getByRole('button', { name: '1栋1单元102' }).click();
    await see(page, '报过的修', '0002 号');
    await look(page, '153-kiosk-asked');
  }, 240_000);

  it('at the owner’s home the same is done on the helper’s phone', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const [house] = community.houses;
    const helper = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅' });
    const books = await openBooks(stage, community);
    await books.bill(toDay(deps.clock.now()).slice(0, 7));
    const page = await stage.device(phone);
    await page.goto(`${stage.origin}/staff/`);
    await page.getByLabel('账号').fill(helper.username);
    await page.getByLabel('密码').fill(testPassword);
    await tap(page, '登录');
    await see(page, '现场');
    await page.goto(`${stage.origin}/staff/#/counter?house=${house?.id}`);
    await page.getByLabel(/上门代办/).check();
    await see(page, '请业主签名');
    await sign(page);
    await shot(page, '148-home-visit', { whole: true });
    await page.getByRole('button', { name: /^收到.*498\.84/ }).click();
    await see(page, '入账了');
    const client = stage.client(helper.token, community.id);
    const { items } = await client(listPayments, { query: {} });
    const kept = await client(readStaffPayment, { params: { id: items[0]?.id ?? '' } });
    expect(kept).toMatchObject({ assistedBy: '李晓梅', signature: { kind: 'image' } });
    await page.goto(`${stage.origin}/staff/#/payments/${kept.id}`);
    await see(page, '业主签名');
    await shot(page, '149-signature', { whole: true });
    await page.goto(`${stage.origin}/staff/#/houses/list?id=${house?.id}`);
    await see(page, '业主卡', '没有卡');
    await page.getByText('业主卡').scrollIntoViewIfNeeded();
    await shot(page, '150-house-cards');
  }, 240_000);
});
