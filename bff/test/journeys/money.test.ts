import { execFile } from 'node:child_process';
import type { Page } from 'playwright-core';
import { listStaffReports } from 'shared-types/disclosure';
import { listReconciliations } from 'shared-types/reconciliation';
import { atWall, toDay } from 'shared-types/time';
import { disclosureSweep } from '../../src/features/disclosure/disclosure.jobs.js';
import { planReconciliations } from '../../src/features/reconciliation/reconciliation.jobs.js';
import { periodAfter } from '../../src/kernel/period.js';
import { changeClock } from '../../src/platform/clock/clock.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { openBooks } from './books.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, pathOf, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let books: Awaited<ReturnType<typeof openBooks>>;
let lin: Page;
let finance: Page;
let service: Page;
let month = '';
let day = '';

/** The community's clock moves on; sessions and signatures keep the wall's. */
const jump = async (at: Date): Promise<void> => {
  await changeClock(stage.community.deps.db, ({ speed }) => ({ at, speed }));
};
const monthWords = (): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage({ invoices: true });
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  books = await openBooks(stage, community);
  const today = toDay(deps.clock.now());
  month = today.slice(0, 7);
  day = today;
  stage.simulators.control.invoice.setMood({ seconds: 1 });
  // What the sweep of every hour does for a new community.
  await planReconciliations(deps);
  await disclosureSweep(deps);
  [lin, finance, service] = (await Promise.all([
    stage.device(phone, { acceptDownloads: true }),
    stage.device(desk),
    stage.device(desk),
  ])) as [Page, Page, Page];
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, finance, service }));
const at = (page: Page, path: string): Promise<unknown> => page.goto(`${stage.origin}/staff/#${path}`);
const press = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .last()
    .click();

const staffOf = async (role: 'finance' | 'customer-service', name: string, page: Page): Promise<void> => {
  const { username } = await makeStaff(stage.community.deps, community.id, role, { name });
  await signIn(page, stage, username, testPassword);
};

describe('money, from the run to the checked report', () => {
  chapter('finance tries a run, sees what it would bill, and publishes it', async () => {
    await staffOf('finance', '周会计', finance);
    await at(finance, '/bills/runs');
    await press(finance, '试出账');
    await finance.getByRole('dialog').getByRole('button', { name: '试出账', exact: true }).click();
    await see(finance, '等发布', '物业费', '车位费');
    await shot(finance, '100-money-run');
    await press(finance, '发布账单');
    await see(finance, /记入应收/);
    await finance.getByRole('dialog').getByRole('button', { name: '发布账单', exact: true }).click();
    await see(finance, '已发布');
  });

  chapter('the owner pays with one tap, and has the receipt and the invoice', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.goto(`${stage.origin}/owner/#/features/billing/pages/due/index`);
    await tap(lin, /^微信支付/);
    await tap(lin, /^付 ¥/);
    await see(lin, '付好了', /^已开具 ¥/);
    await shot(lin, '101-money-paid');
    expect(await books.balance('1012.wechat')).toBe(49_884);
  });

  chapter('a part goes back: asked for by one, approved by another with a second password', async () => {
    await staffOf('customer-service', '李晓梅', service);
    await at(service, '/payments');
    await service.getByRole('row', { name: /498\.84/ }).click();
    await press(service, '申请退款');
    await see(service, '要另一位同事批准，才会真的退。');
    for (const name of ['物业费', '水费', '电费'])
      await service.getByRole('dialog').getByLabel(new RegExp(name)).fill('');
    await service
      .getByRole('dialog')
      .getByLabel(/车位费/)
      .fill('50');
    await service.getByLabel('原因（业主会看到）').fill('车位费多收了');
    await press(service, '退 ¥50.00');
    await see(service, '申请好了，等批准');
    await at(finance, '/refunds');
    await finance.getByRole('row', { name: /50\.00/ }).click();
    await shot(finance, '102-money-refund');
    await press(finance, '批准');
    await finance.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
    await see(finance, '请再输一次密码');
    await finance.getByLabel('登录密码').fill(testPassword);
    await press(finance, '是我本人，继续');
    await until(async () => (await books.balance('1012.wechat')) === 44_884);
    await see(finance, '退到了');
    // What was invoiced is less by as much: the old one is red, and the rest is issued anew.
    const { invoice } = stage.simulators.control;
    await until(async () => {
      const all = invoice.invoices();
      return all.filter(({ state }) => state === 'issued').length === 1 && all.length === 2;
    });
  });

  chapter('the next morning the day agrees with WeChat’s own statement, and is closed', async () => {
    // First the night passes, for WeChat too, which is told of the time; then the hour comes at which statements are there.
    const morning = new Date(atWall(day, 8).getTime() + 86_400_000);
    await jump(morning);
    await finance.waitForTimeout(2_500);
    await jump(new Date(morning.getTime() + 9_000_000));
    const call = stage.client((await makeStaff(stage.community.deps, community.id, 'finance')).token, community.id);
    await until(async () => {
      const { days } = await call(listReconciliations, { query: { channel: 'wechat', until: day, days: 1 } });
      return days[0]?.state === 'even';
    }, 30_000);
    await at(finance, '/reconciliation');
    await see(finance, '没有差异', '收 1 笔 ¥498.84　退 1 笔 ¥50.00');
    await shot(finance, '103-money-reconciled');
    await press(finance, '日结');
    await finance.getByRole('dialog').getByRole('button', { name: '日结', exact: true }).click();
    await see(finance, '日结好了');
  });

  chapter(
    'on the 10th the report is there by itself, is what the books say, and is checked without us',
    async () => {
      await jump(atWall(`${periodAfter(month, 1)}-10`, 10));
      const office = stage.client((await makeStaff(stage.community.deps, community.id, 'finance')).token, community.id);
      const published = async (): Promise<boolean> => {
        const { items } = await office(listStaffReports, { query: {} });
        return items.some(({ period, state }) => period === month && state === 'published');
      };
      await until(published, 30_000);
      await lin.goto(`${stage.origin}/owner/#/features/notification/pages/inbox/index`);
      await until(async () => {
        await lin.reload();
        return (await lin.getByText(`${monthWords()}的收支公布了`).count()) > 0;
      }, 60_000);
      await seen(lin, `${monthWords()}的收支公布了`).click();
      await see(lin, `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月 收支`);
      await lin.getByRole('tab', { name: '收入', exact: true }).filter({ visible: true }).click();
      await see(lin, '物业费');
      await shot(lin, '104-money-report', { whole: true });
      await lin.getByRole('link', { name: '怎么自己核验', exact: true }).filter({ visible: true }).last().click();
      await see(lin, '月报全文的指纹');
      const [download] = await Promise.all([lin.waitForEvent('download'), tap(lin, '下载可核验的文件')]);
      const path = pathOf('.cache/journeys/money-report.json');
      await download.saveAs(path);
      const out = await new Promise<string>((resolve, reject) =>
        execFile(process.execPath, [pathOf('scripts/verify-report.mjs'), path], (error, stdout) =>
          error ? reject(error) : resolve(stdout),
        ),
      );
      expect(out).toContain('指纹');
    },
    120_000,
  );
});
