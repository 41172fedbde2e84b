import type { Page } from 'playwright-core';
import { giveWechatPhone, signInStaff, signInWithWechat } from 'shared-types/auth';
import { listDispatches } from 'shared-types/dispatch';
import { listOwnRepairs, reportRepair } from 'shared-types/repair';
import { listRepairs } from 'shared-types/staffRepair';
import { syncWorker } from '../../src/features/dispatch/dispatch.door.js';
import { demoPassword } from '../../src/locales/demoPage.js';
import { makeStaff } from '../factories/community.js';
import { choose, enterAs, see, seen, signIn, tap, until, write } from './people.js';
import { desk, heic, needBuilt, openStage, phone, photo, type Stage, shot } from './stage.js';

let stage: Stage;
const pages: Page[] = [];

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage({ demo: true });
}, 240_000);
afterAll(() => stage?.close());
afterEach(async () => {
  const failed = expect.getState().assertionCalls === 0;
  for (const [index, page] of pages.entries()) if (failed) await shot(page, `failed-edge-${index}`);
  for (const page of pages.splice(0)) await page.context().close();
  expect(stage.faults()).toEqual([]);
});

const open = async (size: typeof phone): Promise<Page> => {
  const page = await stage.device(size);
  pages.push(page);
  return page;
};
const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${stage.origin}/staff/#${hash}`);

/** A resident of the simulator, signed in and matched by the phone number, as the API sees them. */
const ownerOf = async (resident: string) => {
  const { wechat } = stage.simulators.control;
  const { token } = await stage.client(null)(signInWithWechat, { body: { code: wechat.makeCode('login', resident) } });
  const { owner } = await stage.client(token)(giveWechatPhone, { body: { code: wechat.makeCode('phone', resident) } });
  return { token, houseId: owner.houses[0]?.houseId ?? '', call: stage.client(token) };
};
const staffOf = async (username: string) => {
  const { token, staff } = await stage.client(null)(signInStaff, { body: { username, password: demoPassword } });
  return stage.client(token, staff.community.id);
};

const bindOnPhone = async (page: Page, name: string): Promise<void> => {
  await enterAs(page, stage, name);
  await tap(page, '用手机号找到我的房子');
  await tap(page, '用微信手机号');
  await see(page, /绑好 1 套房子/);
  await tap(page, '回首页');
  await see(page, /^阳光花园 \d栋/);
};

describe('what goes wrong, and what people are told', () => {
  it('two desks send different people at once: the slower one is told', async () => {
    const owner = await ownerOf('zhouming');
    const { id } = await owner.call(reportRepair, {
      body: { houseId: owner.houseId, problemTypeId: 'plumbing', spot: '厨房', text: '水龙头关不紧', fileIds: [] },
    });
    const kefu = await staffOf('kefu');
    // Off shift, so that the system chooses neither of them, at whatever hour this is read.
    const { community } = (
      await stage.client(null)(signInStaff, { body: { username: 'kefu', password: demoPassword } })
    ).staff;
    const { deps } = stage.community;
    const [quick, slow] = [
      await makeStaff(deps, community.id, 'engineer', { name: '高远', skills: ['plumber'] }),
      await makeStaff(deps, community.id, 'engineer', { name: '韩冬', skills: ['plumber'] }),
    ];
    for (const { id: staffId } of [quick, slow]) await syncWorker(deps, community.id, staffId);
    await until(async () => (await kefu(listDispatches, { params: { id } })).items.length > 0);
    const choose = async (username: string, name: string): Promise<Page> => {
      const page = await open(desk);
      await signIn(page, stage, username, demoPassword);
      await see(page, '阳光花园 现场');
      await to(page, `/requests/${id}`);
      await see(page, '“水龙头关不紧”');
      await tap(page, /^(派单|改派) 给水管道$/);
      const sheet = page.getByRole('dialog', { name: '派“给水管道”' });
      const left = sheet.getByText(/^不能派的人 \d+$/);
      // Where somebody fits, their figures stand folded away and those who may not be sent behind a line.
      await left
        .or(sheet.getByText(/^手上 \d/))
        .filter({ visible: true })
        .first()
        .waitFor();
      if (await left.isVisible()) await left.click();
      await sheet.getByRole('button', { name: new RegExp(`派给${name}$`) }).click();
      const ask = page.getByRole('dialog', { name: `派给${name}` });
      await ask.getByLabel('为什么不按系统的来').fill('业主点名要他');
      return page;
    };
    const one = await choose('kefu', quick.name);
    const other = await choose('kefu2', slow.name);
    const confirm = (page: Page, name: string): Promise<void> =>
      page
        .getByRole('dialog', { name: `派给${name}` })
        .getByRole('button', { name: `派给${name}` })
        .click();
    await confirm(one, quick.name);
    await see(one, `已经派给 ${quick.name}`);
    await confirm(other, slow.name);
    await see(other, '这件报修的进度已经变了，请刷新再看。', new RegExp(`李晓梅.*派给 ${quick.name}`));
    await shot(other, '50-slower-desk');
    expect(await other.getByText(`已经派给 ${slow.name}`).count()).toBe(0);
  }, 240_000);

  it('an owner taps twice on a slow network: one request', async () => {
    const page = await open(phone);
    await bindOnPhone(page, '林娜');
    await tap(page, /^报修/);
    // Chosen before it is heard: what the owner chose stays.
    await page.getByRole('radio', { name: '户内外电路' }).filter({ visible: true }).click();
    await write(page, '哪里坏了？', '阳台灯罩掉了半边');
    await page.route('**/api/v1/repairs', async (route) => {
      await new Promise((done) => setTimeout(done, 800));
      await route.continue();
    });
    const send = page.getByRole('button', { name: '报上去', exact: true }).filter({ visible: true });
    await send.dblclick();
    await see(page, '报上去了');
    const { token } = await ownerOf('linna');
    const { items } = await stage.client(token)(listOwnRepairs, { query: {} });
    expect(items.filter(({ title }) => title.includes('阳台灯罩'))).toHaveLength(1);
  }, 240_000);

  it('nine photos and not a tenth; HEIC is taken, a broken file is named', async () => {
    const page = await open(phone);
    await enterAs(page, stage, '林娜');
    await tap(page, /^报修/);
    await choose(page, '从相册选', [heic()]);
    await page.getByRole('button', { name: '照片 1', exact: true }).filter({ visible: true }).waitFor();
    const broken = { ...(await photo('broken.jpg')), buffer: Buffer.from('this is no picture at all') };
    await choose(page, '从相册选', [broken]);
    await see(page, /只收照片|打不开/);
    await shot(page, '51-broken-photo');
    await tap(page, '删掉 照片 2');
    const many = await Promise.all(Array.from({ length: 9 }, (_, index) => photo(`n${index}.jpg`, '#8aa39b', 300)));
    await choose(page, '从相册选', many);
    await page.getByRole('button', { name: '照片 9', exact: true }).filter({ visible: true }).waitFor();
    expect(await page.getByRole('button', { name: '照片 10', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '从相册选' }).filter({ visible: true }).count()).toBe(0);
    const words = `${'👨‍👩‍👧‍👦水管漏水，'.repeat(70)}完`;
    await page.getByRole('radio', { name: '给水管道' }).filter({ visible: true }).click();
    await write(page, '哪里坏了？', words);
    await shot(page, '52-nine-photos');
    await tap(page, '报上去');
    await see(page, '报上去了');
    await tap(page, '看进度');
    await see(page, /👨‍👩‍👧‍👦水管漏水/);
    await shot(page, '53-long-words');
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const { items } = await (await staffOf('kefu'))(listRepairs, { query: { status: 'open' } });
    expect(items.filter(({ title }) => title.includes('👨‍👩‍👧‍👦'))).toHaveLength(1);
  }, 240_000);

  it('after a resale the former owner sees nothing, and is told why', async () => {
    const page = await open(phone);
    await bindOnPhone(page, '周桂英');
    const admin = await open(desk);
    await signIn(admin, stage, 'kefu', demoPassword);
    await see(admin, '阳光花园 现场');
    await to(admin, '/houses/list?q=1-1-1501');
    await admin.getByRole('row', { name: /1栋1单元1501/ }).click();
    await tap(admin, '过户');
    const ask = admin.getByRole('dialog', { name: '1栋1单元1501 过户' });
    await ask.getByLabel('第 1 位新业主').fill('秦朗');
    await ask.getByLabel('电话').fill('13912345678');
    await ask.getByLabel('原因').fill('二手房交易');
    await shot(admin, '54-transfer');
    await ask.getByRole('button', { name: '过户', exact: true }).click();
    await see(admin, '过户好了，原来的绑定已失效');
    await see(page, '还没有绑定房子');
    await page.goto(`${stage.origin}/owner/#/features/identity/pages/bindings/index`);
    await see(page, '已解除', /原因：/);
    await shot(page, '55-ended');
  }, 240_000);

  it('a worker who is disabled is signed out at once', async () => {
    const worker = await open(phone);
    await signIn(worker, stage, 'feng', demoPassword);
    await see(worker, '我的工单');
    const admin = await open(desk);
    await signIn(admin, stage, 'jingli', demoPassword);
    await see(admin, '阳光花园 现场');
    await to(admin, '/team?q=feng');
    await tap(admin, '停用 冯木生');
    await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await see(admin, '存好了');
    // The page may have asked meanwhile by itself, and have been shown out: then there is nothing left to press.
    const press = worker.getByRole('button', { name: '办完的' });
    await press.or(worker.getByText('物业工作台')).first().waitFor();
    if (await press.isVisible()) await press.click({ timeout: 5000 }).catch(() => undefined);
    await see(worker, '物业工作台');
    await signIn(worker, stage, 'feng', demoPassword);
    await worker.getByRole('alert').waitFor();
    await shot(worker, '56-disabled');
  }, 240_000);

  it('too many wrong passwords lock the account, in words', async () => {
    const page = await open(phone);
    await page.goto(`${stage.origin}/staff/`);
    for (let n = 0; n < 6; n++) {
      await page.getByLabel('账号').fill('ding');
      await page.getByLabel('密码').fill(`wrong-${n}`);
      await tap(page, '登录');
      await page.getByRole('alert').waitFor();
      await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    }
    await see(page, /锁定/);
    await shot(page, '57-locked');
  }, 240_000);

  it('an address that nobody knows and a house that nobody has say so', async () => {
    const page = await open(desk);
    await signIn(page, stage, 'kefu', demoPassword);
    await see(page, '阳光花园 现场');
    await to(page, '/nothing/here');
    await see(page, '没有这一页');
    await shot(page, '58-no-such-page');
    await seen(page, '回到首页').click();
    await see(page, '阳光花园 现场');
    await to(page, '/requests?q=没有这样的报修');
    await see(page, '没有符合条件的报修。业主报修或您代报以后，会出现在这里。');
    await to(page, '/audit');
    await see(page, '您的岗位看不到这一页');
    await to(page, '/requests/01J00000000000000000000000');
    await see(page, /没有找到/);
  }, 240_000);

  it('a newcomer finds words and one way on, not blank pages', async () => {
    const page = await open(phone);
    await enterAs(page, stage, '钱来');
    await see(page, '还没有绑定房子');
    await page.getByRole('tab', { name: '进度' }).filter({ visible: true }).click();
    await see(page, '没有正在办的事', '报修以后，谁来、几点到、修到哪一步都在这里');
    await shot(page, '59-progress-empty');
    await page.getByRole('tab', { name: '我的' }).filter({ visible: true }).click();
    await see(page, '还没有留手机号');
    await shot(page, '60-me-empty');
    await seen(page, '消息').click();
    await see(page, '还没有消息');
    await shot(page, '61-inbox-empty');
  }, 240_000);
});
