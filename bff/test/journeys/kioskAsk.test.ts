import type { Page } from 'playwright-core';
import { newKey } from 'shared-types/client';
import { enrolKiosk, issueCard, issueKioskCode, listCardsOfHouse, registerKiosk } from 'shared-types/kiosk';
import { createArticle } from 'shared-types/staffInquiry';
import { listRepairs, readRepair } from 'shared-types/staffRepair';
import { makeCommunity, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { barriersAt, help, pickHouse, standing, swipe } from './kioskPeople.js';
import { see, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, type Stage, shot } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  needBuilt('admin-h5/dist/kiosk/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage({ perception: true });
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const provider = () => stage.simulators.control.perception;

const station = async () => {
  const { deps } = stage.community;
  const community = await makeCommunity(deps);
  const now = deps.clock.now().getTime();
  const shifts = [{ startsAt: new Date(now - 3_600_000), endsAt: new Date(now + 8 * 3_600_000) }];
  const helper = await makeStaff(deps, community.id, 'customer-service', { name: '李晓梅', shifts });
  const colleague = await makeStaff(deps, community.id, 'customer-service', { name: '陈静', shifts });
  const client = stage.client(helper.token, community.id);
  await stage.client(colleague.token, community.id)(createArticle, {
    body: {
      ...{ title: '租固定车位', questions: ['怎么租车位'], answer: '带房产证到前台登记排号，每月 300 元。' },
      ...{ source: '停车管理规定 第三条', validFrom: null, validUntil: null },
    },
    idempotencyKey: newKey(),
  });
  return { community, helper, colleague, client };
};

/** A machine of its own, as a manager has registered it, and a card of the second house. */
const machineAt = async (community: TestCommunity, page: Page): Promise<string> => {
  const manager = await makeStaff(stage.community.deps, community.id, 'manager');
  const call = stage.client(manager.token, community.id);
  const { id } = await call(registerKiosk, { body: { name: '1号机', place: '大厅' }, idempotencyKey: newKey() });
  const { code } = await call(issueKioskCode, { params: { id }, body: {} });
  const { token } = await stage.client(null)(enrolKiosk, { body: { code } });
  const { items } = await call(listCardsOfHouse, { params: { id: community.houses[1]?.id ?? '' } });
  const number = String(4_000_000_000 + Math.floor(Math.random() * 1e9));
  const params = { id: items[0]?.personId ?? '' };
  await call(issueCard, { params, body: { number }, idempotencyKey: newKey() });
  await page.addInitScript(`localStorage.setItem('anju-kiosk-machine', '${token}')`);
  await page.goto(`${stage.origin}/kiosk/`);
  await see(page, '刷卡报修');
  return number;
};

/** Goes to it by the keyboard alone, and presses it. */
const press = async (page: Page, name: RegExp): Promise<void> => {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const at = String(await page.evaluate('document.activeElement?.textContent ?? ""'));
    if (!name.test(at)) continue;
    await page.keyboard.press('Enter');
    return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
};

/** Every screen is looked at as it comes: barriers, and a picture for people. */
const looker = (page: Page) => {
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    found.push(...(await barriersAt(page)).map((one) => `${name}: ${one}`));
    await shot(page, name);
  };
  return { found, look };
};

describe('asking at the kiosk', () => {
  it('is answered at once with the source; what nobody knows a colleague answers, and it is found there later', async () => {
    const { helper, colleague } = await station();
    const page = await stage.device(standing);
    const { found, look } = looker(page);
    await help(page, stage, helper.username);
    await look('190-kiosk-helped');
    await page.getByRole('button', { name: /^问一问/ }).click();
    await pickHouse(page, '1-1-102', '1栋1单元102');
    await see(page, '想问什么？', '点一下，开始说', '大家常问，点一下就行');
    await look('191-kiosk-ask');
    await page.getByLabel('用自己的话写一句').fill('我想租一个车位');
    await page.getByRole('button', { name: '问', exact: true }).click();
    await see(page, '是这样的', /每月 300 元/, '出处：停车管理规定 第三条');
    await look('192-kiosk-answered');

    await tap(page, '再问一个');
    await page.getByLabel('用自己的话写一句').fill('楼道的灯谁来换');
    await page.getByRole('button', { name: '问', exact: true }).click();
    await see(page, '这个拿不准', /不敢乱答/);
    await look('193-kiosk-unsure');
    await tap(page, '找人工');
    await see(page, '正在找客服', /不用站着等/);
    await look('194-kiosk-waiting');

    const office = await stage.device(desk);
    await signIn(office, stage, colleague.username, testPassword);
    await see(office, '陈静');
    await office.goto(`${stage.origin}/staff/#/inquiries`);
    await see(office, /1栋1单元102 · 在驿站问，李晓梅帮办/);
    await shot(office, '195-kiosk-asked-desk');
    await office.getByRole('button', { name: /在驿站问/ }).click();
    await tap(office, '我来接待');
    await office.getByLabel('回一句').fill('今天下午就换');
    await tap(office, '发送');
    await see(page, '客服在答', '客服 陈静', '今天下午就换');
    await look('196-kiosk-person');
    await tap(page, '好了');
    await see(page, '您好，要办什么事？');
    expect(await page.locator('body').innerText()).not.toContain('今天下午就换');

    await page.getByRole('button', { name: /^看进度/ }).click();
    await pickHouse(page, '1-1-102', '1栋1单元102');
    await see(page, '问过的', '今天下午就换');
    await look('197-kiosk-asked');
    await page.getByRole('button', { name: /楼道的灯|我想租一个车位/ }).click();
    await see(page, '客服在答', '今天下午就换');
    await tap(page, '返回');
    await see(page, '问过的');
    // Nothing of it is another house's.
    await tap(page, '返回');
    await pickHouse(page, '1-1-101', '1栋1单元101');
    await see(page, '这户没有报过修');
    expect(await page.locator('body').innerText()).not.toContain('今天下午就换');
    expect(found).toEqual([]);
  }, 240_000);

  it('said aloud, the question becomes words', async () => {
    const { helper } = await station();
    const page = await stage.device(standing);
    provider().calm();
    provider().perform({ words: '怎么租车位' });
    await help(page, stage, helper.username);
    await page.getByRole('button', { name: /^问一问/ }).click();
    await pickHouse(page, '1-1-102', '1栋1单元102');
    await tap(page, '点一下，开始说');
    await see(page, /还能说 5[78] 秒/);
    await tap(page, '说完了，点一下');
    await see(page, /说的写在下面了/);
    await shot(page, '198-kiosk-ask-spoken');
    expect(await page.getByLabel('用自己的话写一句').inputValue()).toBe('怎么租车位');
    await page.getByRole('button', { name: '问', exact: true }).click();
    await see(page, '是这样的', /每月 300 元/);
  }, 240_000);
});

describe('saying it at the kiosk', () => {
  it('by card and by the keyboard alone, the words and the recording reach whoever works on it', async () => {
    const { community, client } = await station();
    const page = await stage.device(standing);
    const { found, look } = looker(page);
    const card = await machineAt(community, page);
    provider().calm();
    provider().perform({ words: '厨房水管接头漏水' });
    await look('200-kiosk-alone');
    await press(page, /^刷卡报修/);
    await see(page, '请刷业主卡');
    await look('201-kiosk-card');
    await swipe(page, card);
    await see(page, '什么坏了？');
    await look('202-kiosk-what');
    await press(page, /^给水管道/);
    await look('203-kiosk-where');
    await press(page, /^厨房/);
    await see(page, '怎么坏的？');
    await look('204-kiosk-say');
    await press(page, /^点一下，开始说/);
    await see(page, /正在听，还能说 5[78] 秒/);
    await look('205-kiosk-listening');
    await page.keyboard.press('Enter');
    await see(page, /录音也会交给师傅/, '听出来的字，不对就改');
    await look('206-kiosk-said');
    await press(page, /^报上去/);
    await see(page, '报上去了');
    await look('207-kiosk-done');
    const { items } = await client(listRepairs, { query: {} });
    const kept = await client(readRepair, { params: { id: items[0]?.id ?? '' } });
    expect(kept).toMatchObject({
      ...{ channel: 'kiosk', spoken: true, text: '厨房水管接头漏水' },
      files: [{ kind: 'audio', transcript: '厨房水管接头漏水' }],
    });
    expect(found).toEqual([]);
  }, 240_000);

  it('with staff beside, heard by nobody, said again, and the recording alone goes along', async () => {
    const { helper, client } = await station();
    const page = await stage.device(standing);
    await help(page, stage, helper.username);
    await page.getByRole('button', { name: /^报修/ }).click();
    await pickHouse(page, '1-1-102', '1栋1单元102');
    await tap(page, '说不清，写两句让系统认');
    await tap(page, '卧室');
    provider().calm();
    provider().outages.add({ api: 'transcribe', kind: 'error' });
    provider().outages.add({ api: 'transcribe', kind: 'error' });
    for (const again of [true, false]) {
      await tap(page, '点一下，开始说');
      await see(page, /正在听，还能说 5[78] 秒/);
      await tap(page, '说完了，点一下');
      await see(page, /录音会交给师傅听，不写也行/);
      if (again) await tap(page, '重新说');
    }
    await tap(page, '听一遍');
    await shot(page, '208-kiosk-recorded');
    await tap(page, '报上去');
    await see(page, '报上去了');
    const { items } = await client(listRepairs, { query: {} });
    const kept = await client(readRepair, { params: { id: items[0]?.id ?? '' } });
    expect(kept).toMatchObject({ spoken: false, files: [{ kind: 'audio' }] });
    expect(kept.files).toHaveLength(1);
  }, 240_000);

  it('without a microphone says so in plain words, and writing goes on', async () => {
    const { helper } = await station();
    const page = await stage.device(standing);
    await page.addInitScript(
      'navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"))',
    );
    const { found, look } = looker(page);
    await help(page, stage, helper.username);
    await page.getByRole('button', { name: /^报修/ }).click();
    await pickHouse(page, '1-1-102', '1栋1单元102');
    await page.getByRole('button', { name: '给水管道' }).click();
    await tap(page, '厨房');
    await tap(page, '点一下，开始说');
    await see(page, '用不了麦克风。请在下面写，或者叫工作人员帮忙。');
    await look('209-kiosk-no-microphone');
    await page.getByLabel('用自己的话说两句').fill('水龙头关不紧');
    await tap(page, '报上去');
    await see(page, '报上去了');
    expect(found).toEqual([]);
  }, 240_000);

  it('nobody is sent away while they speak', async () => {
    const { helper } = await station();
    const page = await stage.device(standing);
    await help(page, stage, helper.username);
    await page.getByRole('button', { name: /^报修/ }).click();
    await pickHouse(page, '1-1-102', '1栋1单元102');
    await page.getByRole('button', { name: '给水管道' }).click();
    await tap(page, '厨房');
    const ring = page.getByRole('img', { name: /秒后自己退出/ });
    const left = async () => Number((await ring.getAttribute('aria-label'))?.match(/\d+/)?.[0] ?? 0);
    await until(async () => (await left()) < 57);
    await tap(page, '点一下，开始说');
    await see(page, /正在听，还能说 5[0-4] 秒/);
    expect(await left()).toBeGreaterThan(57);
    await tap(page, '说完了，点一下');
  }, 240_000);
});
