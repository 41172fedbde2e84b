import type { Page } from 'playwright-core';
import { listRepairs } from 'shared-types/staffRepair';
import { makeCommunity, makeStaff, testPassword } from '../factories/community.js';
import { see, tap } from './people.js';
import { needBuilt, openStage, type Stage, shot } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  needBuilt('admin-h5/dist/kiosk/index.html');
  stage = await openStage();
}, 120_000);
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

describe('the kiosk in the service station', () => {
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
    await shot(page, '30-kiosk-welcome');
    await upToTheWords(page);
    await shot(page, '31-kiosk-words');

    await tap(page, '叫工作人员');
    await see(page, '8866 1234');
    await tap(page, '知道了');

    await tap(page, '报上去');
    await see(page, '报上去了', '您的单号', /^0001 号$/);
    await shot(page, '32-kiosk-done');
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
    await shot(page, '33-kiosk-ended');

    const left = await page.locator('body').innerText();
    for (const word of ['李晓梅', '1栋1单元102', '水龙头', '0001']) expect(left).not.toContain(word);
    expect(await page.getByLabel('账号').inputValue()).toBe('');
    const kept = String(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'));
    expect(kept).not.toContain('李晓梅');
    const { items: after } = await stage.client(helper.token, community.id)(listRepairs, { query: {} });
    expect(after).toHaveLength(1);
    await page.goBack().catch(() => null);
    expect(await page.locator('body').innerText()).not.toContain('水龙头');
  }, 60_000);
});
