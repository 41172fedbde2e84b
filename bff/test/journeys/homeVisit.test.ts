import type { Page } from 'playwright-core';
import { collectPayment } from 'shared-types/staffPayment';
import { atWall, toDay } from 'shared-types/time';
import { setClock } from '../../src/platform/clock/clock.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { openBooks } from './books.js';
import { chaptersOf, enterAs, see, seen, sign, signIn, tap, write } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let lin: Page;
let chen: Page;
let fang: Page;
let usernames = { chen: '', fang: '' };
let token = '';

/** A Tuesday; what is booked on the Monday is for it. */
const day = '2026-12-08';

const clockTo = async (at: Date): Promise<void> => {
  const { deps } = stage.community;
  await setClock(deps.db, { virtualAt: at, speed: 1, realAt: deps.clock.realNow() });
  while (toDay(deps.clock.now()) !== toDay(at) || deps.clock.now() < at)
    await new Promise((done) => setTimeout(done, 50));
};

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage();
  await clockTo(atWall('2026-12-07', 16));
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const person = (name: string) =>
    makeStaff(deps, community.id, 'customer-service', {
      ...{ name, department: 'customer-service', idleMs: 7 * 86_400_000 },
      shifts: [{ startsAt: atWall('2026-12-07', 8), endsAt: atWall(day, 20) }],
    });
  const [one, other] = [await person('陈静'), await person('方婷')];
  usernames = { chen: one.username, fang: other.username };
  token = one.token;
  await (await openBooks(stage, community)).bill('2026-12');
  lin = await stage.device(phone);
  chen = await stage.device(phone);
  fang = await stage.device(desk);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, chen, fang }));

describe('somebody comes to an owner’s home', () => {
  chapter('she books it on her phone: what for, the day, the half of it', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.getByRole('tab', { name: '我的' }).filter({ visible: true }).click();
    await lin.getByRole('link', { name: '上门服务' }).filter({ visible: true }).click();
    await see(lin, '还没有约过上门');
    await shot(lin, '170-visits-empty');
    await tap(lin, '约上门');
    await see(lin, '请人来做什么', /^明天 周二$/);
    await lin.getByRole('radio', { name: '明天 周二' }).click();
    await lin.getByRole('radio', { name: /^上午 09:00–12:00/ }).click();
    await write(lin, '有要说明的', '老人家腿脚不便，门铃坏了，请敲门');
    await shot(lin, '171-visit-form', { whole: true });
    await tap(lin, '约好');
    await see(lin, '约好了', '明天 上午 09:00–12:00');
    await shot(lin, '172-visit-booked');
    await tap(lin, '看这次上门');
    await see(lin, '等安排人', '客服会安排人，定了就告诉您谁来。');
  });

  chapter('the desk sees that nobody is named, names somebody, and the owner knows who comes', async () => {
    await signIn(fang, stage, usernames.fang, testPassword);
    await fang.getByRole('link', { name: '上门服务' }).first().click();
    await see(fang, /今天没有安排您上门/, '1 户还没安排人');
    await tap(fang, '要去的');
    await see(fang, '1栋1单元101', '还没安排人', '要缴 ¥498.84');
    await shot(fang, '173-visits-desk');
    await tap(fang, '打开 1栋1单元101');
    await see(fang, /门铃坏了/);
    await tap(fang, '安排人');
    await fang.getByLabel('谁去').selectOption({ label: '陈静（在班）' });
    await shot(fang, '174-visit-give');
    await fang.getByRole('dialog').getByRole('button', { name: '安排人', exact: true }).click();
    await see(fang, '陈静 上门');
    await see(lin, '安排好了', '陈静会按时上门，来之前会打电话。');
    await shot(lin, '175-visit-given');
  });

  chapter('on the day she has it on her phone, calls, and sets out', async () => {
    await clockTo(atWall(day, 9, 10));
    await signIn(chen, stage, usernames.chen, testPassword);
    await chen.goto(`${stage.origin}/staff/#/home-visits`);
    await see(chen, '1栋1单元101', /今天 上午 09:00–12:00/, '要缴 ¥498.84');
    await tap(chen, '看电话 1栋1单元101');
    await chen.getByRole('link', { name: /打 199/ }).waitFor();
    await shot(chen, '176-visits-mine', { whole: true });
    await tap(chen, '打开 1栋1单元101');
    await tap(chen, '出发');
    await see(chen, /业主会收到/);
    await chen.getByRole('dialog').getByRole('button', { name: '出发', exact: true }).click();
    await see(chen, '收钱，请业主签名');
    await shot(chen, '177-visit-there', { whole: true });
    await see(lin, '陈静已经出发，请留意敲门。');
    expect(await lin.getByRole('button', { name: '取消这次上门' }).filter({ visible: true }).count()).toBe(0);
  });

  chapter('takes the cash, for which the owner signs; without a name nothing is taken', async () => {
    await chen.getByRole('link', { name: '收钱，请业主签名' }).click();
    await see(chen, '上门代缴：1栋1单元101');
    await chen.getByRole('button', { name: '现金', exact: true }).click();
    expect(await chen.getByRole('button', { name: '请业主签名' }).isDisabled()).toBe(true);
    await chen.getByLabel('备注').fill('不方便签字');
    expect(await chen.getByRole('button', { name: '请业主签名' }).isDisabled()).toBe(true);
    expect(await chen.getByRole('button', { name: /扫码/ }).count()).toBe(0);
    await sign(chen);
    await shot(chen, '178-visit-sign', { whole: true });
    await tap(chen, /^收到 ¥498\.84/);
    await see(chen, '回到这次上门');
    await shot(chen, '179-visit-taken', { whole: true });
    await chen.getByRole('link', { name: '回到这次上门' }).click();
    await see(chen, '业主签了名', '没有要缴的');
  });

  chapter('takes down what else is broken, and says how it went', async () => {
    await chen.getByRole('link', { name: '登记报修' }).click();
    await see(chen, '1栋1单元101');
    await chen.getByRole('button', { name: '给水管道' }).click();
    await chen.getByLabel('怎么坏的').fill('厨房水龙头关不紧');
    await shot(chen, '180-visit-report', { whole: true });
    await chen.locator('button[type=submit]').click();
    await see(chen, '这次办了什么', /报修 20261208-0001/);
    await tap(chen, '办好了');
    await chen.getByLabel('做了什么').fill('收了十二月的费用，水龙头报了修');
    await chen.getByRole('dialog').getByRole('button', { name: '办好了', exact: true }).click();
    await see(chen, /陈静：办好了/);
    await shot(chen, '181-visit-done', { whole: true });
  });

  chapter('the owner sees what was done, and her receipt', async () => {
    await see(lin, '收了钱', /收据 20261208-0001/, /收了十二月的费用，水龙头报了修/);
    await shot(lin, '182-visit-over', { whole: true });
    await seen(lin, /收据 20261208-0001/).click();
    await see(lin, /肆佰玖拾捌元捌角肆分/, '陈静');
    await shot(lin, '183-visit-receipt', { whole: true });
    // What is over takes no more money.
    const late = stage.client(token, community.id)(collectPayment, {
      params: { id: community.houses[0]?.id ?? '' },
      body: { method: 'cash', amountFen: 100, homeVisitId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
      idempotencyKey: 'late',
    });
    await expect(late).rejects.toThrow();
    await fang.goto(`${stage.origin}/staff/#/home-visits?scope=over`);
    await see(fang, '办好了', '陈静 上门');
    await fang.setViewportSize(desk);
    await shot(fang, '184-visits-over');
    await tap(fang, '打开 1栋1单元101');
    await see(fang, '业主签了名');
    await shot(fang, '185-visit-desk');
  });

  chapter('for somebody who calls the desk books it, on the day and half that they want', async () => {
    await fang.goto(`${stage.origin}/staff/#/home-visits/new`);
    await fang.getByLabel('找房子').first().fill('1-1-102');
    await fang.getByRole('button', { name: '1栋1单元102' }).click();
    await fang.getByRole('button', { name: /^下午 14:00–18:00 · 还能约 6 户/ }).click();
    await fang.getByLabel('联系人').fill('赵奶奶');
    await fang.getByLabel('联系电话').fill('13900001234');
    await shot(fang, '186-visit-book-desk');
    await tap(fang, '约好');
    await see(fang, '还没安排人', /找 赵奶奶/, '139****1234', /方婷代约/);
  });
});
