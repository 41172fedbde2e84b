import type { Page } from 'playwright-core';
import { toDay } from 'shared-types/time';
import { serveWeapp, type WeappServer } from '../../../tools/weapp-host/server.mjs';
import { makeCommunity, makeOwner, type TestCommunity } from '../factories/community.js';
import { openBooks } from './books.js';
import { chaptersOf, see } from './people.js';
import { needBuilt, openStage, pathOf, phone, type Stage, shot } from './stage.js';

const apiBase = process.env.API_BASE || 'https://anju.example.com';
const kilobyte = 1024;

let stage: Stage;
let host: WeappServer;
let community: TestCommunity;
let books: Awaited<ReturnType<typeof openBooks>>;
let page: Page;

beforeAll(async () => {
  needBuilt('miniprogram/dist/weapp/app.json');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, community.houses.slice(0, 2), { openid, name: '林娜' });
  books = await openBooks(stage, community);
  await books.bill(toDay(deps.clock.now()).slice(0, 7));
  host = await serveWeapp({ dist: pathOf('miniprogram/dist/weapp'), apiOrigin: stage.origin, apiBase });
  page = await stage.device(phone);
}, 240_000);
afterAll(async () => {
  await host?.close();
  await stage?.close();
});
afterEach(async () => {
  expect(await page.evaluate('({ errors: __sim.errors, missing: __sim.missing })')).toEqual({
    errors: [],
    missing: [],
  });
  expect(stage.faults()).toEqual([]);
});

const chapter = chaptersOf(() => ({ weapp: page }));
const press = (words: string | RegExp): Promise<void> =>
  (typeof words === 'string' ? page.getByText(words, { exact: true }) : page.getByText(words))
    .filter({ visible: true })
    .last()
    .click();
const calls = async (name: string): Promise<unknown[]> =>
  (await page.evaluate(`__sim.calls.filter(([called]) => called === ${JSON.stringify(name)})`)) as unknown[];

describe('paying, in the mini-program', () => {
  chapter('the home says what each house owes', async () => {
    await page.goto(host.address({ resident: 'linna' }));
    await see(page, '4 笔待缴', /^1栋1单元101 /, /^1栋1单元102 /);
    await shot(page, '80-weapp-owed');
    await press(/^1栋1单元102 /);
    await see(page, '四笔，一次付清', '89.5 m² × 2.30 元 × 1 个月 = 205.85 元', '微信支付 ¥498.84');
    await shot(page, '81-weapp-due');
  });

  chapter('a bill is left out and taken in again with small changes only', async () => {
    await page.evaluate('__sim.setData.length = 0');
    await page.locator('.tick').first().click();
    await see(page, '选了三笔，共四笔', '微信支付 ¥292.99');
    const sizes = (await page.evaluate('__sim.setData')) as number[];
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8 * kilobyte);
    await page.locator('.tick').first().click();
    await see(page, '微信支付 ¥498.84');
  });

  chapter("WeChat's sheet is given up: nothing is paid", async () => {
    await press('微信支付 ¥498.84');
    await press('取消支付');
    await see(page, '没有付钱，账单都还在，什么时候付都行');
    expect(await books.balance('1012.wechat')).toBe(0);
  });

  chapter('what WeChat refuses is not paid, and can go on', async () => {
    await press('微信支付 ¥498.84');
    await press('余额不足');
    await see(page, '还没有付', '接着付');
    await shot(page, '82-weapp-refused');
    await press('接着付');
    await press('确认支付');
    await see(page, '付好了', '已收到 ¥498.84。');
    await shot(page, '83-weapp-paid');
    expect(await books.balance('1012.wechat')).toBe(49_884);
    expect(await calls('requestPayment')).toHaveLength(3);
  });

  chapter('a message of the next bill is allowed once, after paying', async () => {
    await press('下次出账单告诉我');
    await see(page, '好，出了账单会在微信里告诉您');
  });

  chapter('the receipt opens as a document', async () => {
    await press('看这笔缴费');
    await press('看收据');
    await see(page, '大写 肆佰玖拾捌元捌角肆分');
    await press('存成 PDF');
    await page.waitForFunction('__sim.documents.length > 0');
    expect(await page.evaluate('__sim.documents')).toMatchObject([{ type: 'pdf' }]);
    await shot(page, '84-weapp-receipt');
  });

  chapter('another house is chosen by its name, and somebody else is asked to pay for it', async () => {
    await page.goto(host.address({ resident: 'linna', page: 'features/billing/pages/due/index' }));
    await see(page, '四笔，一次付清');
    await press('1栋1单元101');
    await see(page, '微信支付 ¥498.84');
    await press('请家里人或朋友代付');
    await press('做一张代付邀请');
    await see(page, '等对方付', '发给家里人或朋友');
    await shot(page, '85-weapp-ask');
  });
});
