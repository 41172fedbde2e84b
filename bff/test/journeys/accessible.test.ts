import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { signInStaff } from 'shared-types/auth';
import { listOwnOrders } from 'shared-types/workorder';
import { demoStaff } from '../../seed/people.js';
import { demoPassword } from '../../src/locales/demoPage.js';
import { enterAs, see, signIn, tap } from './people.js';
import { desk, needBuilt, openStage, pathOf, phone, type Stage, shot } from './stage.js';

const axe = readFileSync(pathOf('node_modules/axe-core/axe.min.js'), 'utf8');

let stage: Stage;

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html', 'admin-h5/dist/kiosk/index.html');
  stage = await openStage({ demo: true });
}, 480_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary: string }[];
}

/** What would keep somebody out, by the rules of axe: nothing serious, nothing critical. */
const barriers = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(
    'axe.run({ exclude: [[".scene"]] }, { resultTypes: ["violations"] })',
  )) as { violations: Violation[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 240)}`),
    );
};

/** Every barrier of a walk through pages, in day and night colours. */
const walk = async (
  page: Page,
  stops: { name: string; go: () => Promise<void> }[],
  shades: ('light' | 'dark')[] = ['light', 'dark'],
): Promise<string[]> => {
  const found: string[] = [];
  for (const { name, go } of stops) {
    await go();
    for (const colorScheme of shades) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(100);
      found.push(...(await barriers(page)).map((one) => `${name} ${colorScheme}: ${one}`));
      await shot(page, `70-${name}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
};

const ownerStops = (page: Page) => [
  {
    name: 'home',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/tabs/home/index`);
      await see(page, /上午好|下午好|晚上好|中午好|早上好|夜深了/, /^阳光花园 \d栋/);
    },
  },
  {
    name: 'report',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/features/repair/pages/report/index`);
      await see(page, '什么时候方便');
    },
  },
  {
    name: 'progress',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/tabs/progress/index`);
      await see(page, '在办');
    },
  },
  {
    name: 'notices',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/features/announcement/pages/list/index`);
      await see(page, '冬季用气用电安全提示');
    },
  },
  {
    name: 'ask',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/features/inquiry/pages/ask/index`);
      await see(page, /想问什么/);
    },
  },
  {
    name: 'home-visit',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/features/homeVisit/pages/book/index`);
      await see(page, '请人来做什么');
    },
  },
  {
    name: 'me',
    go: async () => {
      await page.goto(`${stage.origin}/owner/#/tabs/me/index`);
      await see(page, '大字版');
    },
  },
];

/** Who has an order in hand depends on the hour at which the demo is opened. */
const somebodyBusy = async (): Promise<{ username: string; orderId: string }> => {
  for (const username of demoStaff.filter(({ roles }) => roles[0] === 'engineer').map((one) => one.username)) {
    const { token, staff } = await stage.client(null)(signInStaff, { body: { username, password: demoPassword } });
    const { items } = await stage.client(token, staff.community.id)(listOwnOrders, { query: { scope: 'open' } });
    if (items[0]) return { username, orderId: items[0].id };
  }
  throw new Error('no worker of the demo has an order in hand');
};

describe('nobody is kept out', () => {
  it("the owner's pages, by day, by night and in large type", async () => {
    const page = await stage.device(phone);
    await enterAs(page, stage, '林娜');
    await tap(page, '用手机号找到我的房子');
    await tap(page, '用微信手机号');
    await see(page, /绑好 1 套房子/);
    await tap(page, '回首页');
    await tap(page, /^报修/);
    await page.getByRole('radio', { name: '给水管道' }).filter({ visible: true }).click();
    await tap(page, '报上去');
    await tap(page, '看进度');
    await see(page, '您报修');
    const detail = page.url();
    const stops = [
      ...ownerStops(page),
      {
        name: 'detail',
        go: async () => {
          await page.goto(detail);
          await see(page, '您报修');
        },
      },
    ];
    expect(await walk(page, stops)).toEqual([]);
    await page.goto(`${stage.origin}/owner/#/tabs/me/index`);
    await see(page, '大字版');
    await page.getByRole('switch', { name: '大字版' }).click();
    const large = stops.map(({ name, go }) => ({ name: `${name}-large`, go }));
    expect(await walk(page, large, ['light'])).toEqual([]);
    await page.context().close();
  }, 480_000);

  it("the desk's pages", async () => {
    const page = await stage.device(desk);
    const at = (name: string, hash: string, words: string | RegExp) => ({
      name,
      go: async () => {
        await page.goto(`${stage.origin}/staff/#${hash}`);
        await see(page, words);
      },
    });
    await page.goto(`${stage.origin}/staff/`);
    expect(await walk(page, [{ name: 'sign-in', go: () => see(page, '物业工作台') }])).toEqual([]);
    await signIn(page, stage, 'kefu', demoPassword);
    await see(page, '阳光花园 现场');
    const found = await walk(page, [
      at('board', '/board', '已经超时'),
      at('requests', '/requests?status=all', '单号'),
      at('houses', '/houses', '1单元'),
      at('house-list', '/houses/list', '台账业主'),
      at('bindings', '/bindings?status=active', '已绑定'),
      at('imports', '/imports', '导入过的台账'),
      at('team', '/team', '周建国'),
      at('escalations', '/escalations', '在督办'),
      at('callbacks', '/callbacks', '急修办完，一小时内要给业主打电话问一声。'),
      at('messages', '/messages', '消息'),
      at('announcements', '/announcements', '冬季用气用电安全提示'),
      at('announcement-new', '/announcements/new', /户能在手机上收到/),
      at('notices', '/notices', '门岗和客服排班调整'),
      at('inquiries', '/inquiries?which=over', '共 4 条，都在这里了'),
      at('articles', '/articles', '租固定车位'),
      at('home-visits', '/home-visits', '上门代缴'),
      at('canned-answers', '/canned-answers', '问候'),
      at('policy', '/policy', '一件事叫几个部门'),
    ]);
    await page.goto(`${stage.origin}/staff/#/requests?status=all`);
    await page.getByRole('row').nth(1).click();
    await page.getByRole('link', { name: '全部', exact: true }).click();
    found.push(...(await walk(page, [{ name: 'request', go: () => see(page, '工单', '经过') }])));
    expect(found).toEqual([]);
    await page.context().close();
  }, 480_000);

  it("the manager's pages", async () => {
    const page = await stage.device(desk);
    await signIn(page, stage, 'jingli', demoPassword);
    await see(page, '阳光花园 现场');
    const at = (name: string, hash: string, words: string | RegExp) => ({
      name,
      go: async () => {
        await page.goto(`${stage.origin}/staff/#${hash}`);
        await see(page, words);
      },
    });
    const found = await walk(page, [
      at('spot-checks', '/spot-checks', '办完的工单按比例抽出来看一眼，结果算进师傅的口碑。'),
      at('shifts', '/team/shifts', '这一周'),
      at('policy-change', '/policy', '还没有改动'),
      at('areas', '/houses/areas', '公共区域'),
      at('kiosk-voice', '/kiosks/voice', '还没有录'),
      at('alarms', '/alarms', '白色面包车停了 6 分钟'),
      at('alarm-rules', '/policy/alarms', '电梯振动过大'),
    ]);
    await page.goto(`${stage.origin}/staff/#/alarms`);
    await page.getByRole('link', { name: '消防通道被占' }).click();
    found.push(...(await walk(page, [{ name: 'alarm', go: () => see(page, '我去看', '经过') }])));
    expect(found).toEqual([]);
    await page.context().close();
  }, 480_000);

  it("finance's pages", async () => {
    const page = await stage.device(desk);
    await signIn(page, stage, 'caiwu', demoPassword);
    await see(page, '账本');
    /** Under its heading, once its answers are there; `then` opens what is behind a row or a button. */
    const at = (name: string, hash: string, title: string | RegExp, then?: () => Promise<void>) => ({
      name,
      go: async () => {
        await page.goto(`${stage.origin}/staff/#${hash}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.locator('main .sk').first().waitFor({ state: 'detached' });
        await then?.();
        await page.locator('main .sk').first().waitFor({ state: 'detached' });
      },
    });
    const row = (n: number) => async () => page.getByRole('row').nth(n).click();
    const firstRow = row(1);
    const stops = [
      at('bills', '/bills', '账单'),
      at('bill', '/bills', '账单', firstRow),
      at('runs', '/bills/runs', '出账'),
      at('disputes', '/bills/disputes', '账单'),
      at('counter', '/counter', '收银台'),
      at('payments', '/payments', '收款'),
      at('payment', '/payments', '收款', firstRow),
      at('refunds', '/refunds', '退款'),
      at('reconciliation', '/reconciliation', '对账'),
      at('arrears', '/arrears', '欠费'),
      at('account', '/arrears', '欠费', firstRow),
      at('deposits', '/deposits', /押金/),
      at('fees', '/bills/fees', '收费项目'),
      at('fee-new', '/bills/fees/new', '新建收费项目'),
      at('readings', '/bills/readings', '读数'),
      at('opening', '/imports/opening', '期初欠费和预存'),
      at('money-policy', '/policy/money', '收费规则'),
      at('books', '/books', '账本'),
      at('entries', '/books/entries', '凭证'),
      at('entry', '/books/entries', '凭证', firstRow),
      at('spendings', '/spendings', '支出与公共收益'),
      at('spending', '/spendings', '支出与公共收益', firstRow),
      at('spending-new', '/spendings/new', '记一笔'),
      at('reports', '/reports', '财务月报'),
      at('report-preview', '/reports', '财务月报', firstRow),
      at('report', '/reports', '财务月报', async () => {
        await row(2)();
        await page.getByTitle('看公共水电的凭证').click();
      }),
    ];
    expect(await walk(page, stops)).toEqual([]);
    await page.context().close();
  }, 480_000);

  it("the worker's phone", async () => {
    const { username, orderId } = await somebodyBusy();
    const page = await stage.device(phone);
    await signIn(page, stage, username, demoPassword);
    const stops = [
      { name: 'orders', go: () => see(page, '我的工单') },
      {
        name: 'order',
        go: async () => {
          await page.goto(`${stage.origin}/staff/#/orders/${orderId}`);
          await see(page, '原话');
        },
      },
    ];
    expect(await walk(page, stops)).toEqual([]);
    await page.context().close();
  }, 480_000);

  it('the kiosk', async () => {
    const page = await stage.device({ width: 1080, height: 1920 });
    await page.goto(`${stage.origin}/kiosk/`);
    await see(page, '请工作人员登录');
    expect(await walk(page, [{ name: 'kiosk', go: async () => undefined }], ['light'])).toEqual([]);
    await page.getByLabel('账号').fill('kefu');
    await page.getByLabel('密码').fill(demoPassword);
    await tap(page, '登录');
    await page.getByRole('button', { name: /^报修/ }).click();
    await see(page, '哪一家？');
    expect(await walk(page, [{ name: 'kiosk-which', go: async () => undefined }], ['light'])).toEqual([]);
    await page.context().close();
  }, 480_000);
});
