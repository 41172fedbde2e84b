import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { newKey } from 'shared-types/client';
import { createArticle } from 'shared-types/staffInquiry';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, write } from './people.js';
import { desk, needBuilt, openStage, pathOf, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let lin: Page;
let chen: Page;
let fang: Page;
let usernames = { chen: '', fang: '' };

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage({ phrasing: true });
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const now = deps.clock.now().getTime();
  const shifts = [{ startsAt: new Date(now - 3_600_000), endsAt: new Date(now + 8 * 3_600_000) }];
  const person = (name: string) =>
    makeStaff(deps, community.id, 'customer-service', { name, department: 'customer-service', shifts });
  const [one, other] = [await person('陈静'), await person('方婷')];
  usernames = { chen: one.username, fang: other.username };
  const articles = JSON.parse(readFileSync(pathOf('bff/src/data/articles.json'), 'utf8')) as {
    title: string;
    questions: string[];
    answer: string;
    source: string;
  }[];
  const call = stage.client(one.token, community.id);
  for (const { title, questions, answer, source } of articles)
    await call(createArticle, {
      body: { title, questions, answer, source, validFrom: null, validUntil: null },
      idempotencyKey: newKey(),
    });
  lin = await stage.device(phone);
  chen = await stage.device(desk);
  fang = await stage.device(phone);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, chen, fang }));

describe('an owner asks', () => {
  chapter('the community’s knowledge answers at once, names its source, and opens it', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.getByRole('link', { name: '问一问' }).filter({ visible: true }).click();
    await see(lin, /想问什么/, '大家常问');
    await shot(lin, '140-ask-empty');
    await write(lin, '写一句', '想租一个地库的停车位');
    await tap(lin, '发送');
    await see(lin, /地下车位每月 300 元/, '出处：停车管理规定 第三条');
    await tap(lin, '打开出处：停车管理规定 第三条');
    await see(lin, '租固定车位');
    await shot(lin, '141-answered', { whole: true });
  });

  chapter(
    'where a machine puts it into words it says so; where it says more than the source, the source is shown',
    async () => {
      const { phrasing } = stage.simulators.control;
      phrasing.perform({ way: 'passage' });
      await write(lin, '写一句', '地下停车位怎么租');
      await tap(lin, '发送');
      await see(lin, /您好，是这样的：/, '这段话是机器照出处整理的，以出处原文为准');
      await shot(lin, '141-phrased', { whole: true });
      phrasing.perform({ way: 'more' });
      await write(lin, '写一句', '怎么租车位');
      await tap(lin, '发送');
      await lin
        .getByText(/地下车位每月 300 元/)
        .nth(2)
        .waitFor();
      expect(await lin.getByText(/减免 88 元/).count()).toBe(0);
      phrasing.calm();
    },
  );

  chapter('what it is not sure of it says, with what might be meant, and offers a person', async () => {
    await write(lin, '写一句', '我家情况特殊，车位能不能换到离电梯近的地方');
    await tap(lin, '发送');
    await see(lin, /我不确定，不敢乱答/);
    await shot(lin, '142-unsure', { whole: true });
    await signIn(chen, stage, usernames.chen, testPassword);
    await chen.getByRole('link', { name: '咨询' }).first().click();
    await see(chen, /没有人在等/);
    await tap(lin, '找人工');
    await see(lin, '正在找客服，马上就到', /前面说的都带过去了/);
  });

  chapter('the desk keeps what it says again and again', async () => {
    await chen.goto(`${stage.origin}/staff/#/canned-answers`);
    await see(chen, /还没有常用语/);
    await tap(chen, '写一条');
    await chen.getByLabel('叫什么').fill('问候');
    await chen.getByLabel('说什么').fill('您好，我是客服陈静');
    await chen.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
    await see(chen, '您好，我是客服陈静');
    await shot(chen, '142-canned');
    await chen.getByRole('link', { name: '咨询' }).first().click();
  });

  chapter('the desk sees her at once with the talk, takes it, and answers live', async () => {
    await see(chen, '林娜', '刚来');
    await seen(chen, '林娜').click();
    await see(chen, '我家情况特殊，车位能不能换到离电梯近的地方', '没把握', '出处：停车管理规定 第三条');
    await shot(chen, '143-console');
    await tap(chen, '我来接待');
    await see(lin, '客服陈静正在为您解答');
    await tap(chen, '插入“问候”');
    expect(await chen.getByLabel('回一句').inputValue()).toBe('您好，我是客服陈静');
    await chen.getByLabel('回一句').fill('您好，我看一下空位');
    await shot(chen, '143-inserted');
    await tap(chen, '发送');
    await see(lin, '您好，我看一下空位', /^客服 陈静/);
    await write(lin, '写一句', '谢谢，麻烦快一点');
    await tap(lin, '发送');
    await see(chen, '谢谢，麻烦快一点');
    await shot(lin, '144-talk', { whole: true });
  });

  chapter('it is handed over to a colleague on her phone, who uses a kept answer', async () => {
    await signIn(fang, stage, usernames.fang, testPassword);
    await fang.goto(`${stage.origin}/staff/#/inquiries`);
    await see(fang, '陈静在答');
    await tap(chen, '转给同事');
    await see(chen, /业主不用再说一遍/);
    await chen.getByLabel('转给谁').selectOption({ label: '方婷' });
    await chen.getByRole('dialog').getByRole('button', { name: '转给同事', exact: true }).click();
    await see(lin, '客服方婷正在为您解答');
    await see(fang, '我在答');
    await seen(fang, '林娜').click();
    await see(fang, '您好，我看一下空位');
    await fang.getByLabel('回一句').fill('B 区 12 号离电梯近，给您留着');
    await shot(fang, '145-console-small');
    await tap(fang, '发送');
    await see(lin, 'B 区 12 号离电梯近，给您留着');
  });

  chapter('too much for a chat goes in writing: a request with a clock, which she follows', async () => {
    await tap(fang, '转书面答复');
    await see(fang, /24 小时内书面答复/);
    await fang.getByRole('dialog').getByRole('button', { name: '转书面答复', exact: true }).last().click();
    await see(lin, /问题已经记下，单号/);
    await shot(lin, '146-written', { whole: true });
    await tap(lin, '看进度');
    await see(lin, /咨询：/);
    await shot(lin, '147-written-request', { whole: true });
  });

  chapter('the office keeps what it knows, searched as people ask', async () => {
    await chen.goto(`${stage.origin}/staff/#/articles`);
    await see(chen, '租固定车位', '问法：怎么租车位、月租车位多少钱');
    await shot(chen, '148-articles');
    await chen.getByRole('button', { name: '写一条', exact: true }).click();
    await chen.getByLabel('标题', { exact: true }).fill('冬季供暖');
    await chen.getByLabel('业主会怎么问（一行一个）').fill('暖气哪天来\n供暖到几月');
    await chen.getByLabel('答案').fill('11月15日到次年3月15日供暖。');
    await chen.getByLabel('出处').fill('供暖通知');
    await shot(chen, '149-article');
    await chen.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
    await see(chen, '11月15日到次年3月15日供暖。');
    await lin.goto(`${stage.origin}/owner/#/features/inquiry/pages/ask/index`);
    await write(lin, '写一句', '今年暖气什么时候来');
    await tap(lin, '发送');
    await see(lin, '11月15日到次年3月15日供暖。', '出处：供暖通知');
  });
});
