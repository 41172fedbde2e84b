import type { Page } from 'playwright-core';
import { periodAfter, periodOf, spanOf } from '../../src/kernel/period.js';
import { demoPassword } from '../../src/locales/demoPage.js';
import { marks, sqlTime, toNumber } from '../../src/platform/database/rows.js';
import { selectRows } from '../../src/platform/database/select.js';
import { chaptersOf, enterAs, see, seen, signIn, tap } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let manager: Page;
let pocket: Page;
let lin: Page;
let period = '';
let communityId = '';

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage({ demo: true });
  period = periodAfter(periodOf(stage.community.deps.clock.now()), -1);
  manager = await stage.device(desk, { acceptDownloads: true });
  pocket = await stage.device(phone);
  lin = await stage.device(phone, { acceptDownloads: true });
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ manager, pocket, lin }));

/** The month as SQL counts it, without a line of the paper's own rules. */
const sql = async (text: string, values: unknown[]): Promise<Record<string, unknown>[]> =>
  selectRows(stage.community.deps.db.reader, text, values);
const inMonth =
  "r.community_id = ? AND r.created_at >= ? AND r.created_at < ? AND r.status <> 'cancelled' AND r.kind = 'repair'";
const month = (): unknown[] => {
  const { from, to } = spanOf(period);
  return [communityId, sqlTime(from), sqlTime(to)];
};
const count = async (more = '', values: unknown[] = []): Promise<number> => {
  const [row] = await sql(`SELECT COUNT(*) AS n FROM repair r WHERE ${inMonth} ${more}`, [...month(), ...values]);
  return toNumber(row?.n);
};

describe('the white paper of a month of the demo', () => {
  chapter('the office finds it written, with the numbers that SQL counts', async () => {
    const [community] = await sql('SELECT id FROM community', []);
    communityId = String(community?.id);
    await signIn(manager, stage, 'jingli', demoPassword);
    await manager.goto(`${stage.origin}/staff/#/white-papers`);
    const title = `${Number(period.slice(0, 4))} 年 ${Number(period.slice(5))} 月`;
    await see(manager, title);
    const requests = await count();
    expect(requests).toBeGreaterThan(20);
    const [kept] = await sql(
      `SELECT SUM(CASE WHEN p.state = 'kept' THEN 1 ELSE 0 END) AS kept, COUNT(*) AS n FROM promise p
       JOIN repair r ON r.community_id = p.community_id AND r.id = p.repair_id
       WHERE ${inMonth} AND p.state IN ('kept', 'missed') AND
         (p.kind IN ('respond', 'finish') OR (p.kind = 'arrive' AND r.urgency = 'emergency'))`,
      month(),
    );
    const share = ((toNumber(kept?.kept) / toNumber(kept?.n)) * 100).toFixed(1);
    await see(manager, `${requests} 件`, `${share}%`);
    await shot(manager, '95-white-papers');
    await manager.getByRole('row', { name: new RegExp(title) }).click();
    await see(manager, `${title}白皮书`, '这个月的要点', '时间花在哪里');
    const total = manager.getByTitle('看报修的每一件');
    expect(await total.locator('b').textContent()).toBe(String(requests));
    const before = spanOf(periodAfter(period, -1));
    const [last] = await sql(`SELECT COUNT(*) AS n FROM repair r WHERE ${inMonth}`, [
      ...[communityId, sqlTime(before.from), sqlTime(before.to)],
    ]);
    expect(await total.textContent()).toContain(`上月 ${toNumber(last?.n)}`);
    await shot(manager, '96-white-paper');
  });

  chapter('each kind is what SQL counts, and opens to just those requests', async () => {
    const kinds = await sql(
      `SELECT r.problem_type_id AS kind, COUNT(*) AS n FROM repair r WHERE ${inMonth} GROUP BY r.problem_type_id
       ORDER BY n DESC, kind ASC`,
      month(),
    );
    const section = manager.locator('section', { has: manager.getByRole('heading', { name: '报的是什么' }) });
    const shown = await section.locator('.figure-value').allTextContents();
    expect(shown.filter((words) => words !== '0 件')).toEqual(kinds.map(({ n }) => `${toNumber(n)} 件`));
    const [first] = kinds;
    await section.getByRole('button').first().click();
    const ids = await sql(
      `SELECT r.number AS number FROM repair r WHERE ${inMonth} AND r.problem_type_id IN (${marks([1])})`,
      [...month(), first?.kind],
    );
    for (const { number } of ids) await see(manager, new RegExp(String(number)));
    await shot(manager, '97-white-paper-behind');
    await tap(manager, '关闭');
  });

  chapter('medians are what a list in order has in its middle', async () => {
    const rows = await sql(
      `SELECT r.created_at AS begun, r.done_at AS ended FROM repair r
       WHERE ${inMonth} AND r.urgency = 'general' AND r.done_at IS NOT NULL`,
      month(),
    );
    const minutes = rows
      .map(({ begun, ended }) => Math.round((Date.parse(`${ended}Z`) - Date.parse(`${begun}Z`)) / 60_000))
      .sort((a, b) => a - b);
    const middle = minutes[Math.ceil(minutes.length / 2) - 1] ?? 0;
    const words =
      middle < 60
        ? `${middle} 分钟`
        : middle % 60
          ? `${Math.floor(middle / 60)} 小时 ${middle % 60} 分`
          : `${middle / 60} 小时`;
    const row = manager.getByRole('row', { name: /一般报修 办结/ });
    expect(await row.textContent()).toContain(words);
  });

  chapter('and it is printed', async () => {
    const [download] = await Promise.all([manager.waitForEvent('download'), tap(manager, '下载 PDF')]);
    expect(download.suggestedFilename()).toBe(`服务质量白皮书-${period}.pdf`);
  });

  chapter('on a phone it reads as well', async () => {
    await signIn(pocket, stage, 'zhuguan', demoPassword);
    await pocket.goto(`${stage.origin}/staff/#/white-papers`);
    await pocket.getByText(/月$/).first().waitFor();
    await pocket.getByRole('row').nth(1).or(pocket.locator('li').first()).first().click();
    await see(pocket, '这个月的要点');
    await shot(pocket, '98-white-paper-phone');
  });

  chapter('an owner reads it without anybody’s door', async () => {
    await enterAs(lin, stage, '林娜');
    await tap(lin, '用手机号找到我的房子');
    await tap(lin, '用微信手机号');
    await see(lin, /绑好 1 套房子/);
    await lin.goto(`${stage.origin}/owner/#/features/whitePaper/pages/paper/index`);
    await see(lin, '这个月的要点', '近一年各月', `${await count()} 件`);
    await shot(lin, '99-white-paper-owner');
    const house = await count('AND r.house_id IS NOT NULL');
    expect(house).toBeGreaterThan(0);
    await tap(lin, /看每一件/);
    await seen(lin, /^\d+栋|门|库|园/).waitFor();
    expect(
      await lin
        .getByText(/\d+单元\d{3,4}/)
        .filter({ visible: true })
        .count(),
    ).toBe(0);
    await shot(lin, '99-white-paper-owner-behind');
  });
});
