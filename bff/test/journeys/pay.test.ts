import type { Page } from 'playwright-core';
import { toDay } from 'shared-types/time';
import { makeCommunity, makeOwner, type TestCommunity } from '../factories/community.js';
import { openBooks } from './books.js';
import { chaptersOf, enterAs, see, seen, tap, unseen, until, write } from './people.js';
import { needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let books: Awaited<ReturnType<typeof openBooks>>;
let lin: Page;
let friend: Page;
let month = '';
let link = '';

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  books = await openBooks(stage, community);
  month = toDay(deps.clock.now()).slice(0, 7);
  await books.bill(month);
  await books.coupon(house?.id ?? '', 1_500, `${Number(month.slice(0, 4)) + 1}-12-31`);
  [lin, friend] = (await Promise.all([
    stage.device(phone, { permissions: ['clipboard-read', 'clipboard-write'] }),
    stage.device(phone),
  ])) as [Page, Page];
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, friend }));
const monthOf = (): number => Number(month.slice(5));
const toDue = async (page: Page): Promise<void> => {
  await page.goto(`${stage.origin}/owner/#/features/billing/pages/due/index`);
};

const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).filter({ visible: true }).last().click();

describe('paying, in the browser', () => {
  chapter('the home says what is owed, and the bills explain themselves', async () => {
    await enterAs(lin, stage, '林娜');
    await see(lin, `${monthOf()} 月账单`, '4 笔待缴', '¥498.84', '缴费记录', '财务公开');
    await shot(lin, '60-pay-home');
    await follow(lin, '缴费');
    await see(lin, '四笔，一次付清', `${monthOf()}月物业费`, '89.5 m² × 2.30 元 × 1 个月 = 205.85 元');
    await see(lin, '合计 ¥498.84 − ¥15.00', '微信支付 ¥483.84');
    await shot(lin, '61-pay-due');
  });

  chapter('a bill can be left out, and the coupon of its fee stays away with it', async () => {
    await lin.getByRole('checkbox', { name: `付 ${monthOf()}月物业费` }).click();
    await see(lin, '选了三笔，共四笔', '微信支付 ¥292.99');
    await lin.getByRole('checkbox', { name: `付 ${monthOf()}月物业费` }).click();
    await see(lin, '微信支付 ¥483.84');
  });

  chapter('who gives up has paid nothing, and the bills are there', async () => {
    await tap(lin, '微信支付 ¥483.84');
    await see(lin, '模拟支付', /不动真钱/);
    await shot(lin, '62-pay-sheet');
    await tap(lin, '不付了');
    await see(lin, '没有付钱，账单都还在，什么时候付都行', '微信支付 ¥483.84');
    expect(await books.balance('1012.wechat')).toBe(0);
  });

  chapter('one tap pays everything; it is said at once, and the books agree', async () => {
    await tap(lin, '微信支付 ¥483.84');
    await tap(lin, '付 ¥483.84');
    await see(lin, '付好了', '¥483.84', '已收到 ¥483.84。');
    await shot(lin, '63-pay-paid');
    expect(await books.balance('1012.wechat')).toBe(48_384);
    expect(await books.balance('6701')).toBe(1_500);
    await tap(lin, '下次出账单告诉我');
    await see(lin, '好，出了账单会在微信里告诉您');
  });

  chapter('the receipt says it in words and can be kept', async () => {
    await tap(lin, '看这笔缴费');
    await see(lin, '缴费明细', '已缴', '−¥15.00');
    await shot(lin, '64-pay-details');
    await tap(lin, '看收据');
    await see(lin, '大写 肆佰捌拾叁元捌角肆分', /收据，不是发票/, /^本小区暂未开通电子发票/);
    await shot(lin, '65-pay-receipt');
    const [download] = await Promise.all([lin.waitForEvent('download'), tap(lin, '存成 PDF')]);
    expect(download.suggestedFilename()).toMatch(/^收据-.+\.pdf$/);
  });

  chapter('nothing is left to pay, and what was paid is kept by year', async () => {
    await toDue(lin);
    await see(lin, '没有要缴的，都付清了');
    await follow(lin, '以前的账单和缴费');
    await see(lin, `${monthOf()}月水费`, '已缴');
    await lin.getByRole('tab', { name: '缴费记录' }).click();
    await see(lin, /等 4 笔/);
    await shot(lin, '66-pay-history');
  });

  chapter('money is put by, and pays the next bills before WeChat does', async () => {
    await toDue(lin);
    await follow(lin, '预存和券');
    await tap(lin, '存一点');
    await write(lin, '别的数目', '20.5');
    await tap(lin, '微信支付 ¥20.50');
    await tap(lin, '付 ¥20.50');
    await see(lin, '付好了');
    await lin.goBack();
    await see(lin, '¥20.50', '明细');
    await shot(lin, '67-pay-balance');
    expect(await books.balance('2203')).toBe(-2_050);
  });

  chapter('a doubted bill is not paid by itself', async () => {
    await books.bill(next(month));
    await toDue(lin);
    await see(lin, '预存抵扣');
    await follow(lin, '有疑问');
    await lin.getByRole('button', { name: /水费/ }).filter({ visible: true }).click();
    await tap(lin, '这笔不对');
    await write(lin, '比如', '这个月没住');
    await tap(lin, '报给物业核对');
    await see(lin, '有疑问，物业正在核对', '您说：这个月没住');
    await shot(lin, '68-pay-dispute');
    await toDue(lin);
    await see(lin, /选了三笔，共四笔/, '有疑问，核对中，可以先不付');
  });

  chapter('a friend pays without learning whose bills they are', async () => {
    await follow(lin, '请家里人或朋友代付');
    await tap(lin, '做一张代付邀请');
    await see(lin, '等对方付');
    await tap(lin, '复制链接');
    await see(lin, '链接复制好了，发给对方就行');
    link = String(await lin.evaluate('navigator.clipboard.readText()'));
    await shot(lin, '69-pay-ask');
    await enterAs(friend, stage, '赵新');
    await friend.goto(link);
    await see(friend, /^请您代付/);
    await unseen(friend, '1栋1单元101');
    await shot(friend, '70-pay-for');
    await tap(friend, /^微信支付/);
    await tap(friend, /^付 ¥/);
    await see(friend, '付好了');
    await lin.bringToFront();
    await see(lin, '付好了');
    await until(async () => (await seen(lin, '付好了').count()) > 0);
  });
});

/** The month after. */
const next = (period: string): string => {
  const [year = 0, at = 0] = period.split('-').map(Number);
  return at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, '0')}`;
};
