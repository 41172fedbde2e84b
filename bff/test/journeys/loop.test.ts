import type { Page } from 'playwright-core';
import { type LoopStage, monday, openLoop, type Person, shift, shotBoth, tuesday } from './loopStage.js';
import { chaptersOf, enterAs, see, seen, step, tap, unseen, write } from './people.js';
import { desk, needBuilt, phone, photo, shot } from './stage.js';

const words = '外墙瓷砖往下掉，快砸到人了';
const house = '1栋1单元101';
const days = [shift(monday, 8, 18), shift(tuesday, 8, 18)];

let loop: LoopStage;
let lin: Page;
let kefu: Page;
let chen: Page;
let wang: Page;
let ma: Page;
let mason: Person;
let plumber: Person;
let liftMan: Person;
let guard: Person;

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  loop = await openLoop();
  const { staff, worker, screen } = loop;
  const [li, supervisor, manager] = [
    await staff('customer-service', '李晓梅', 'customer-service'),
    await staff('supervisor', '陈志远', 'engineering'),
    await staff('manager', '王建平', 'management'),
  ];
  mason = await worker('马骏', ['mason']);
  plumber = await worker('周建国', ['plumber'], { shifts: days });
  liftMan = await worker('吴强', ['lift-technician'], {
    shifts: days,
    certificates: [{ kind: 'lift', number: 'T440100017', validUntil: '2027-12-31' }],
  });
  guard = await worker('丁强', ['guard'], { role: 'guard', department: 'security', shifts: days });
  lin = await loop.stage.device(phone);
  [kefu, chen, wang, ma] = [
    await screen(li, desk),
    await screen(supervisor, desk),
    await screen(manager, desk),
    await screen(mason, phone),
  ];
}, 240_000);
afterAll(() => loop?.stage.close());
afterEach(() => expect(loop.stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, kefu, chen, wang, ma }));
const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${loop.stage.origin}/staff/#${hash}`);

describe('an emergency that nobody answers', () => {
  chapter('is heard as one while the owner writes, and the supervisor hears of it at once', async () => {
    await enterAs(lin, loop.stage, '林娜');
    await tap(lin, '用手机号找到我的房子');
    await tap(lin, '用微信手机号');
    await see(lin, '找到了，绑好 1 套房子');
    await tap(lin, '回首页');
    await tap(lin, /^报修/);
    await write(lin, '哪里坏了？', words);
    await see(lin, '墙地砖与公共设施破损', '听起来像急事：外墙脱落有砸人危险。马上按加急办，不是的话点掉');
    await lin.getByRole('radio', { name: '阳台' }).filter({ visible: true }).click();
    await shot(lin, '80-heard', { whole: true });
    await tap(lin, '马上报上去');
    await see(chen, '请督办：外墙瓷砖往下掉');
    await see(lin, '报上去了', '已按加急办，请先保证人身安全');
    await tap(lin, '看进度');
    await see(lin, '您报修', '已经报给主管');

    await chen.getByRole('link', { name: /^消息，\d+ 条没看$/ }).click();
    await see(chen, /请督办：外墙瓷砖往下掉/);
    await shotBoth(chen, '81-messages');
    await chen.getByRole('navigation').getByText('督办').click();
    await see(chen, '报到主管', /还没有人跟/);
    await shotBoth(chen, '82-escalated');
  });

  chapter('climbs to the manager within minutes, who takes it, and the owner reads who follows', async () => {
    await to(wang, '/escalations');
    await see(wang, '报到主管');
    await loop.advance(10);
    await see(wang, '报到项目经理');
    await shotBoth(wang, '83-at-the-manager');
    await tap(wang, new RegExp(`^我来跟 ${words.slice(0, 4)}`));
    const ask = wang.getByRole('dialog', { name: '督办：我来跟' });
    await ask.getByLabel('打算怎么办').fill('我去现场，先围起来');
    await shot(wang, '84-follow');
    await ask.getByRole('button', { name: '我来跟', exact: true }).click();
    await see(wang, '您在跟了', /王建平 在跟/);
    await see(lin, '项目经理 王建平 在跟', '20 分钟内到场');
    await shot(lin, '85-followed', { whole: true });
  });

  chapter('goes to the mason who is put on shift, by itself; he answers and proves that he is there', async () => {
    await to(wang, '/team/shifts');
    await tap(wang, '给 马骏 排 11月23日 周一 的班');
    const ask = wang.getByRole('dialog', { name: /给 马骏 排/ });
    await shot(wang, '86-new-shift');
    await ask.getByRole('button', { name: '排一个班' }).click();
    await see(wang, '排好了', '08:00–18:00');
    await shotBoth(wang, '87-shifts');

    await seen(ma, house).click();
    await see(ma, /分钟内接单$/, /^为什么派给您：/);
    await shot(ma, '88-order', { whole: true });
    await tap(ma, '接单');
    await see(lin, '马师傅接单');
    await ma.getByLabel('手输码上的字').fill(loop.community.houses[0]?.placeCode ?? '');
    await tap(ma, '签到');
    await see(ma, /到场$/);
    await step(ma, '修前照片', '这步做完了', [await photo('before.jpg', '#8c6d5a')]);
    await step(ma, '围护现场', '这步做完了');
    await step(ma, '换配件', '没换配件');
    await step(ma, '表面平、无空鼓', '这步做完了');
    await step(ma, '修后照片', '这步做完了', [await photo('after.jpg', '#5f8d78')]);
    await ma.getByRole('button', { name: '修好了，试用正常' }).click();
    await ma.getByRole('button', { name: /往右滑，修好了/ }).press('Enter');
    await see(ma, /修好了$/);
    await see(lin, '修后照片');
  });

  chapter('is asked about on the telephone within the hour, by the clock of the call-backs', async () => {
    await to(kefu, '/callbacks');
    await see(kefu, new RegExp(words.slice(0, 6)), /马骏 修好/);
    await kefu.getByRole('img', { name: /^还有/ }).first().waitFor();
    await shotBoth(kefu, '89-callbacks');
    await tap(kefu, /^记结果/);
    const ask = kefu.getByRole('dialog', { name: '回访结果' });
    await ask.getByRole('button', { name: '满意', exact: true }).click();
    await ask.getByLabel('业主怎么说').fill('补得很平，谢谢');
    await shot(kefu, '90-callback');
    await ask.getByRole('button', { name: '记回访' }).click();
    await see(kefu, '回访记下了', '没有要回访的。急修办完以后，会出现在这里。');
    await see(lin, '修好了，请您看看');
    await shot(lin, '91-mended', { whole: true });
  });
});

describe('a general request that is overdue', () => {
  chapter(
    'breaks its ring, is followed by the supervisor, and leaves the list when it is closed',
    async () => {
      const { id } = await loop.report({ problemTypeId: 'plumbing', text: '厨房水槽下面一直滴水' });
      const order = await loop.orderOf(plumber, id);
      await loop.accept(plumber, order);
      await loop.arrive(plumber, order);
      await to(kefu, '/board');
      await see(kefu, '厨房水槽下面一直滴水');
      await loop.advance(1450);
      await see(kefu, /^超 ?\d+ ?分钟$/);
      await shotBoth(kefu, '92-overdue');

      await to(chen, '/escalations');
      await see(chen, /厨房水槽/, '报到主管');
      await chen.getByRole('img', { name: /^已超/ }).first().waitFor();
      await tap(chen, /^我来跟/);
      await chen.getByRole('dialog').getByRole('button', { name: '我来跟', exact: true }).click();
      await see(chen, /陈志远 在跟/);
      await shotBoth(chen, '93-escalated');
      await to(chen, `/requests/${id}`);
      await see(chen, '已报主管', '没赶上');
      await shotBoth(chen, '94-late-request');
      await loop.finish(plumber, order, '换了角阀，不滴了');
      await unseen(chen, '已报主管');
      await to(chen, '/escalations');
      await see(chen, '现在没有要督办的。答应的事过了点，会出现在这里。');
      await tap(chen, '办结的');
      await see(chen, '厨房水槽下面一直滴水', /陈志远 跟的/, '外墙瓷砖往下掉', /王建平 跟的/);
      await shotBoth(chen, '95-ended');
    },
    90_000,
  );
});

describe('the lift makes a noise', () => {
  chapter(
    'two departments start at once, each sees the other, and it is done when both are',
    async () => {
      const [wu, ding] = [await loop.screen(liftMan, phone), await loop.screen(guard, phone)];
      await lin.goto(`${loop.stage.origin}/owner/#/features/repair/pages/report/index`);
      await write(lin, '哪里坏了？', '电梯关门的时候有异响');
      await see(lin, '听您说的，认出来的');
      await lin.getByRole('radio', { name: '门口' }).filter({ visible: true }).click();
      await shot(lin, '96-lift-heard', { whole: true });
      await tap(lin, '报上去');
      await tap(lin, '看进度');
      await see(lin, '2 个部门一起办', '工程部', '秩序部');
      await seen(wu, house).click();
      await see(wu, '别的部门在做什么', '秩序部：到电梯口值守，请大家走另一部');
      await seen(ding, house).click();
      await see(ding, '您的活：到电梯口值守，请大家走另一部', '别的部门在做什么', /^工程部：/);
      await tap(wu, '接单');
      await see(ding, '在路上');
      await tap(ding, '接单');
      await see(lin, '吴师傅接单', '丁师傅接单');
      await shot(lin, '97-two-departments', { whole: true });
      await shot(wu, '98-lift-order', { whole: true });
      await shot(ding, '99-guard-order', { whole: true });

      const [mine, theirs] = [orderAt(wu), orderAt(ding)];
      await loop.arrive(liftMan, mine);
      await loop.finish(liftMan, mine, '门滑块换了，试了三趟没响');
      await see(ding, '办完了');
      await see(lin, '办好了');
      expect(await lin.getByText('修好了，请您看看').filter({ visible: true }).count()).toBe(0);
      await loop.arrive(guard, theirs);
      await loop.finish(guard, theirs, '守到修好，没有人受伤');
      await see(lin, '修好了，请您看看');
      await shot(lin, '100-both-done', { whole: true });
    },
    90_000,
  );
});

/** The order that a worker's phone shows. */
const orderAt = (page: Page): string => page.url().split('/').at(-1) ?? '';
