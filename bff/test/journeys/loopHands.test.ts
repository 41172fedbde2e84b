import type { Page } from 'playwright-core';
import { listStaffInbox } from 'shared-types/notification';
import { type LoopStage, monday, openLoop, type Person, shift, shotBoth, tuesday } from './loopStage.js';
import { chaptersOf, enterAs, see, seen, tap, until } from './people.js';
import { desk, needBuilt, phone, shot } from './stage.js';

const dayShifts = [shift(monday, 8, 18), shift(tuesday, 8, 18)];
const tap101 = '厨房水槽下面一直滴水';
const tap102 = '阳台龙头关不紧';

let loop: LoopStage;
let lin: Page;
let kefu: Page;
let chen: Page;
let wang: Page;
let hand: Page;
let late: Page;
const people = new Map<string, Person>();
/** The request that was refused once, and whom it came to then. */
let first = '';
let second = '';
let begun = '';

const person = (name: string): Person => {
  const found = people.get(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  loop = await openLoop();
  const { staff, worker, screen } = loop;
  const li = await staff('customer-service', '李晓梅', 'customer-service');
  const supervisor = await staff('supervisor', '陈志远', 'engineering');
  const manager = await staff('manager', '王建平', 'management');
  for (const made of [
    await worker('周建国', ['plumber'], { shifts: dayShifts }),
    await worker('孙伟', ['plumber', 'electrician'], { shifts: dayShifts }),
    await worker('冯木生', ['carpenter'], { shifts: dayShifts }),
    await worker('钱勇', ['plumber'], { shifts: [shift(monday, 17, 30)] }),
  ])
    people.set(made.name, made);
  lin = await loop.stage.device(phone);
  await loop.owner();
  await enterAs(lin, loop.stage, '林娜');
  kefu = await screen(li, desk);
  chen = await screen(supervisor, desk);
  wang = await screen(manager, desk);
  late = await screen(person('钱勇'), phone);
}, 240_000);
afterAll(() => loop?.stage.close());
afterEach(() => expect(loop.stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, kefu, chen, wang, late, ...(hand ? { hand } : {}) }));
const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${loop.stage.origin}/staff/#${hash}`);
const detail = (id: string): Promise<unknown> =>
  lin.goto(`${loop.stage.origin}/owner/#/features/repair/pages/detail/index?id=${id}`);

describe('an order in other hands', () => {
  chapter('refused on the phone, it goes to another at once, and the desk reads why', async () => {
    const { id } = await loop.report({ problemTypeId: 'plumbing', text: tap101 });
    begun = id;
    first = await loop.holder(id);
    hand = await loop.screen(person(first), phone);
    await seen(hand, '1栋1单元101').click();
    await shot(hand, '110-order-offered', { whole: true });
    await tap(hand, '不接');
    const ask = hand.getByRole('dialog', { name: '不接这一单' });
    await ask.getByRole('button', { name: '手上的活走不开' }).click();
    await shot(hand, '111-refuse');
    await ask.getByRole('button', { name: '不接', exact: true }).click();
    await see(hand, '已退回去重新派', '手上没有工单。派给您的活会出现在这里。');

    second = await loop.holder(id, first);
    await to(kefu, `/requests/${id}`);
    await see(kefu, `为什么派给${second}`, '没有考虑：', new RegExp(`${first}.*不接`));
    await kefu.locator('details.why summary').first().click();
    await see(kefu, /^手艺：/, /^离得近：/);
    await shotBoth(kefu, '112-why');
    await tap(kefu, /^改派 /);
    await see(kefu, '换个人', /^不能派的人 \d+$/);
    await seen(kefu, /^不能派的人 \d+$/).click();
    await shot(kefu, '113-candidates');
    await kefu.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await to(kefu, '/board');
    await seen(kefu, tap101).click();
    await see(kefu, `为什么派给${second}`);
    await shotBoth(kefu, '114-board-panel');
  });

  chapter('at the end of the shift: what was not begun is with somebody else, what was begun stays', async () => {
    const order = await loop.orderOf(person(second), begun);
    await loop.accept(person(second), order);
    await loop.arrive(person(second), order);
    const { id } = await loop.report({ problemTypeId: 'plumbing', text: tap102 });
    const name = await loop.holder(id);
    await loop.accept(person(name), await loop.orderOf(person(name), id));

    await loop.advance(9 * 60);
    expect(await loop.holder(id, name)).toBe('钱勇');
    await see(late, '1栋1单元101');
    await to(kefu, `/requests/${id}`);
    await see(kefu, '为什么派给钱勇');
    await shotBoth(kefu, '115-after-the-shift');
    await to(kefu, `/requests/${begun}`);
    await see(kefu, `为什么派给${second}`, '到场处理');
    await to(chen, '/messages');
    await see(chen, `师傅下班了：${tap101}`, new RegExp(`${second}下班了`));
    await shotBoth(chen, '116-told-of-the-shift');
  });
});

describe('clocks that stand, and owners who urge', () => {
  chapter('the worker agrees on tomorrow: the owner sees the clock stand, and so does the board', async () => {
    await seen(late, '1栋1单元101').click();
    await tap(late, '接单');
    await tap(late, '约了别的时间');
    const ask = late.getByRole('dialog', { name: '约到什么时候' });
    await ask.getByRole('button', { name: '明天上午' }).click();
    await ask.getByRole('button', { name: '业主约了别的时间' }).click();
    await shot(late, '117-pause');
    await ask.getByRole('button', { name: '约好了，先停表' }).click();
    await see(late, '停好了，到时候自己接着走', '手上没有工单。派给您的活会出现在这里。');
    await shot(late, '118-hands-free');

    await lin.reload();
    await seen(lin, tap102).click();
    await see(lin, '先停着', '停的原因：业主约了别的时间');
    await shot(lin, '119-standing', { whole: true });
    await to(kefu, '/board');
    await see(kefu, '停着', /^约 /);
    await shotBoth(kefu, '120-board-standing');
    await seen(kefu, tap102).click();
    await see(kefu, /^时限停着/);
    await shot(kefu, '121-standing-panel');
  });

  chapter('the owner urges: the worker is told; the second time the supervisor is', async () => {
    const urge = async (): Promise<void> => {
      await tap(lin, /^催一下/);
      await see(lin, '催一下？');
      await shot(lin, '122-urge');
      await tap(lin, '催');
      await see(lin, /后可以再催$/);
    };
    await detail(begun);
    await urge();
    await shot(lin, '123-urged', { whole: true });
    await until(async () => {
      const { items } = await loop.as(person(second))(listStaffInbox, { query: {} });
      return items.some(({ title }) => title.startsWith('业主在催'));
    });
    await to(chen, '/escalations');
    await see(chen, '现在没有要督办的。答应的事过了点，会出现在这里。');
    await loop.advance(31);
    await detail(begun);
    await lin.reload();
    await urge();
    await see(chen, `请督办：${tap101}`, '报到主管', '业主在催');
    await shotBoth(chen, '124-urged-escalated');
    await to(kefu, '/board');
    await see(kefu, '催了 2 次');
    await shotBoth(kefu, '125-board-urged');
  });
});

describe('the rules, and a look at the work', () => {
  chapter('the manager sees what a rule would change before it does, and why it was changed stays', async () => {
    await to(wang, '/policy');
    await see(wang, '一直用的是默认规则', '改过几次');
    await shotBoth(wang, '126-policy');
    await wang.getByLabel('办完的工单抽多少').fill('100');
    await tap(wang, '看看改了会怎样');
    const ask = wang.getByRole('dialog', { name: '看看改了会怎样' });
    await see(wang, '改之前', '抽到的工单', /照当初答应的时间办/);
    await ask.getByLabel('为什么改').fill('新来了两位师傅，先都看一遍');
    await shot(wang, '127-preview');
    await ask.getByRole('button', { name: '就这么改' }).click();
    await see(wang, '新规则用上了', '现在是第 1 版', '第 1 版，王建平', '新来了两位师傅，先都看一遍');
    await tap(wang, /第 1 版，王建平/);
    await see(wang, '第 1 版改了什么');
    await shot(wang, '128-version');
    await wang.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await shotBoth(wang, '129-policy-changed');
  });

  chapter('every finished order is drawn now; the supervisor looks at it, and it counts', async () => {
    const order = await loop.orderOf(person(second), begun);
    await to(chen, '/spot-checks');
    await see(chen, '没有要抽查的。师傅办完的工单，按规则里的比例抽到这里。');
    await loop.finish(person(second), order, '换了角阀，试了十分钟不滴');
    await see(chen, second, /换了角阀/, /^为什么抽到/);
    await shotBoth(chen, '130-spot-checks');
    await tap(chen, /^合格 /);
    const ask = chen.getByRole('dialog', { name: '合格' });
    await shot(chen, '131-judge');
    await ask.getByRole('button', { name: '合格', exact: true }).click();
    await see(chen, '记下了', '没有要抽查的。师傅办完的工单，按规则里的比例抽到这里。');
    await tap(chen, '看过的');
    await see(chen, /陈志远 看的/);
    await shotBoth(chen, '132-judged');
  });
});
