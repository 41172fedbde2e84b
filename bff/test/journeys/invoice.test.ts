import type { Page } from 'playwright-core';
import { toDay } from 'shared-types/time';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { openBooks } from './books.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, until, write } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let lin: Page;
let office: Page;
let username = '';

const tax = () => stage.simulators.control.invoice;

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage({ invoices: true });
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const books = await openBooks(stage, community);
  username = (await makeStaff(deps, community.id, 'finance', { name: '周会计', department: 'finance' })).username;
  await books.bill(toDay(deps.clock.now()).slice(0, 7));
  tax().setMood({ seconds: 1 });
  lin = await stage.device(phone);
  office = await stage.device(desk);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, office }));
const go = (path: string): Promise<unknown> => lin.goto(`${stage.origin}/owner/#${path}`);
const follow = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('link', { name }).filter({ visible: true }).last().click();

describe('an invoice, in the browser', () => {
  chapter('a title book: a company with its tax number, checked while it is typed', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.getByRole('tab', { name: '我的' }).filter({ visible: true }).click();
    await follow(lin, /^电子发票和抬头/);
    await see(lin, '还没有电子发票');
    await follow(lin, /^发票抬头/);
    await see(lin, '还没有抬头');
    await tap(lin, '添加抬头');
    await lin.getByRole('radio', { name: '公司' }).filter({ visible: true }).click();
    await write(lin, '营业执照上的全称', '安居测试有限公司');
    await write(lin, '18 位', '91440300708461136X');
    await see(lin, '税号不对，请核对');
    await write(lin, '18 位', '91440300708461136T');
    await shot(lin, '80-invoice-title');
    await tap(lin, '保存');
    await see(lin, '安居测试有限公司', '默认', '91440300708461136T');
    await shot(lin, '81-invoice-titles');
  });

  chapter('paid, and the invoice comes by itself', async () => {
    await go('/features/billing/pages/due/index');
    await tap(lin, /^微信支付/);
    await tap(lin, /^付 ¥/);
    await see(lin, '付好了', '电子发票');
    await shot(lin, '82-invoice-paid');
    await see(lin, '已开具', /^已开具 ¥/);
    await shot(lin, '83-invoice-issued');
    await tap(lin, '看发票');
    await see(lin, '安居测试有限公司', '物业服务费', '发票号码', /税率 6%/);
    await shot(lin, '84-invoice-view', { whole: true });
    const [download] = await Promise.all([lin.waitForEvent('download'), tap(lin, '打开发票')]);
    expect(download.suggestedFilename()).toMatch(/^电子发票-\d{20}\.pdf$/);
  });

  chapter('it is told in the inbox, and the message opens it', async () => {
    await go('/features/notification/pages/inbox/index');
    await see(lin, /^电子发票开好了/);
    await shot(lin, '85-invoice-inbox');
    await seen(lin, /^电子发票开好了/).click();
    await see(lin, '打开发票');
  });

  chapter('another title: the old one is red, the new one is issued', async () => {
    await follow(lin, '看这笔缴费');
    await see(lin, '缴费明细', '换抬头重开');
    await tap(lin, '换抬头重开');
    await see(lin, '开给谁');
    await shot(lin, '86-invoice-retitle');
    await tap(lin, /^个人/);
    await until(
      async () =>
        tax()
          .invoices()
          .filter(({ state }) => state === 'issued').length === 1 && tax().invoices().length === 2,
    );
    await go('/features/billing/pages/invoices/index');
    await see(lin, '已红冲', '已开具');
    await shot(lin, '87-invoice-list');
  });

  chapter('finance sees them, takes one back with a reason, and issues it anew', async () => {
    await signIn(office, stage, username, testPassword);
    await office.goto(`${stage.origin}/staff/#/invoices`);
    await see(office, '发票', '已红冲', '已开具');
    await shot(office, '88-invoices-desk');
    await office.getByRole('row', { name: /已开具/ }).click();
    await see(office, '一张电子发票', '红冲');
    await shot(office, '89-invoice-desk');
    await office.getByRole('button', { name: '红冲', exact: true }).click();
    await see(office, '红冲这张发票？');
    await office.getByLabel('红冲原因').fill('业主要求作废');
    await office.getByRole('dialog').getByRole('button', { name: '红冲', exact: true }).click();
    await until(async () => tax().invoices()[0]?.state === 'reversed');
    await see(office, '红字发票号码', '业主要求作废');
    await office.getByRole('button', { name: '再开一次', exact: true }).click();
    await office.getByRole('dialog').getByRole('button', { name: '再开一次', exact: true }).click();
    await until(
      async () =>
        tax()
          .invoices()
          .filter(({ state }) => state === 'issued').length === 1 && tax().invoices().length === 3,
    );
    await office.setViewportSize(phone);
    await office.goto(`${stage.origin}/staff/#/invoices`);
    await see(office, '已开具');
    await shot(office, '90-invoices-small');
  });
});
