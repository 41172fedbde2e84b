import type { Page } from 'playwright-core';
import { acceptComplaintAnswer, fileComplaint, listOwnComplaints, readOwnComplaint } from 'shared-types/complaint';
import { listInbox } from 'shared-types/notification';
import { listOwnOrders, signInToOrder } from 'shared-types/workorder';
import { makeOwner } from '../factories/community.js';
import { type LoopStage, monday, openLoop, type Person, shift, shotBoth, tuesday } from './loopStage.js';
import { chaptersOf, choose, enterAs, see, seen, tap, unseen, until, write } from './people.js';
import { desk, needBuilt, phone, photo, shot } from './stage.js';

const days = [shift(monday, 8, 22), shift(tuesday, 8, 22)];

let loop: LoopStage;
let sweeper: Person;
let neighbours: { token: string }[];
/** 林娜's phone, customer service's desk and the manager's. */
let lin: Page;
let li: Page;
let wang: Page;

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  loop = await openLoop();
  const { community, stage } = loop;
  await loop.owner();
  neighbours = [];
  for (const [index, house] of community.houses.slice(1).entries()) {
    const { openid } = stage.simulators.control.wechat.putResident({ name: '邻居', phone: `1990200000${index}` });
    neighbours.push(await makeOwner(stage.community.deps, community.id, [house], { name: '邻居', openid }));
  }
  const service = await loop.staff('customer-service', '李晓梅', 'customer-service');
  const manager = await loop.staff('manager', '王建平', 'management');
  sweeper = await loop.worker('刘桂芳', ['cleaner'], { role: 'cleaner', department: 'cleaning', shifts: days });
  [li, wang] = [await loop.screen(service, desk), await loop.screen(manager, desk)];
  lin = await stage.device(phone);
  await enterAs(lin, stage, '林娜');
}, 240_000);
afterAll(() => loop?.stage.close());
afterEach(() => expect(loop.stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, li, wang }));
const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${loop.stage.origin}/staff/#${hash}`);
const asNeighbour = (index: number) => loop.stage.client(neighbours[index]?.token ?? '');

describe('a dirty lobby that three households see', () => {
  chapter('is complained about with a picture, by words a neighbour would use', async () => {
    await see(lin, '投诉');
    await shot(lin, '400-home', { whole: true });
    await lin.getByRole('link', { name: '投诉', exact: true }).filter({ visible: true }).click();
    await see(lin, '没有投诉');
    await shot(lin, '401-none', { whole: true });
    await tap(lin, '我要投诉');
    await lin.getByRole('radio', { name: '保洁垃圾' }).click();
    await lin.getByRole('radio', { name: '选公共区域' }).click();
    await lin.getByText('南门岗亭').filter({ visible: true }).click();
    await write(lin, '也可以打字', '岗亭门口的垃圾桶满了好几天，味道很大');
    await choose(lin, '从相册选', [await photo('bin.jpg', '#6f7d5a')]);
    await see(lin, '匿名');
    await until(async () => (await lin.getByRole('button', { name: '提交投诉' }).getAttribute('disabled')) === null);
    await shot(lin, '402-form', { whole: true });
    await tap(lin, '提交投诉');
    await see(lin, '收到了', /24 小时内书面答复/);
    await shot(lin, '403-filed', { whole: true });
    await tap(lin, '看看进度');
    await see(lin, /2 小时|回话/, '客服李晓梅 负责到底');
    await shot(lin, '404-filed-detail', { whole: true });
  });

  chapter('stands on the list and the board at once, with those of the neighbours, and they look alike', async () => {
    await to(li, '/complaints');
    await see(li, '岗亭门口的垃圾桶满了好几天');
    for (const [index, house] of loop.community.houses.slice(1).entries())
      await asNeighbour(index)(fileComplaint, {
        body: {
          ...{ houseId: house.id, areaId: loop.community.area.id, categoryId: 'cleaning', anonymous: index === 1 },
          text: ['垃圾桶好几天没人收，味道很大', '岗亭门口垃圾都堆到桶外面了'][index] ?? '',
        },
      });
    await see(li, '垃圾桶好几天没人收', '岗亭门口垃圾都堆到桶外面了');
    await shotBoth(li, '405-complaints');
    await to(li, '/board');
    await see(li, '岗亭门口的垃圾桶满了好几天');
    await shotBoth(li, '406-board');
    await to(li, '/complaints');
    await seen(li, '垃圾桶好几天没人收').click();
    await see(li, '可能是同一件事', /同一个地方，同一类/, '受理');
    await shotBoth(li, '407-similar');
  });

  chapter('is joined, taken once, and one order goes to the cleaner', async () => {
    const others = ['垃圾桶好几天没人收', '岗亭门口垃圾都堆到桶外面了'];
    for (const other of others) {
      await to(li, '/complaints');
      await seen(li, other).click();
      await see(li, '可能是同一件事');
      await li.getByRole('article').first().waitFor();
      await li
        .locator('section', { hasText: '可能是同一件事' })
        .locator('div.hair', { hasText: '岗亭门口的垃圾桶满了好几天' })
        .getByRole('button', { name: /并过去/ })
        .click();
      const dialog = li.getByRole('dialog');
      if (other === others[0]) await shot(li, '408-merge');
      await dialog.getByRole('button', { name: '并过去', exact: true }).click();
      await see(li, '并过去了', /户反映/);
    }
    await see(li, '3 户反映');
    await tap(li, '受理');
    await see(li, '受理了，部门工单已经派下去', /环境部一起办/);
    await shotBoth(li, '409-taken');
    await until(async () => {
      const { items } = await loop.as(sweeper)(listOwnOrders, { query: { scope: 'open' } });
      return items.length === 1;
    });
    await see(lin, '24 小时内书面答复');
    await see(lin, '还有 2 户反映同一件事，一起办');
    await unseen(lin, '垃圾桶好几天没人收，味道很大');
    await shot(lin, '410-taken-detail', { whole: true });
  });

  chapter('is cleaned and answered in writing, and each of the three hears of it', async () => {
    const { items } = await loop.as(sweeper)(listOwnOrders, { query: { scope: 'open' } });
    const orderId = items[0]?.id ?? '';
    await loop.accept(sweeper, orderId);
    const worker = loop.as(sweeper);
    await worker(signInToOrder, { params: { id: orderId }, body: { placeCode: loop.community.area.placeCode } });
    await loop.finish(sweeper, orderId, '清空了，换了大桶');
    await tap(li, '写书面答复');
    const dialog = li.getByRole('dialog');
    await dialog.getByLabel('答复').fill('业主103 反映的垃圾桶已经清空');
    await dialog.getByRole('button', { name: '发给业主' }).click();
    await see(li, /会让人认出是谁/);
    await shot(li, '411-answer-refused');
    await dialog.getByLabel('答复').fill('垃圾桶已经清空，换成大桶，以后每天早晚各收一次。');
    await dialog.getByRole('button', { name: '发给业主' }).click();
    await see(li, '答复已发出', '已发的答复');
    await shotBoth(li, '412-answered');
    await see(lin, '书面答复', /每天早晚各收一次/, '认可答复');
    await shot(lin, '413-answer', { whole: true });
    for (const index of [0, 1])
      await until(async () => {
        const inbox = await asNeighbour(index)(listInbox, { query: {} });
        return inbox.items.some(({ title }) => title === '投诉有书面答复了');
      });
  });

  chapter('closes when all three have said so, with stars', async () => {
    await tap(lin, '评价');
    await see(lin, '这次办得怎么样？');
    await lin
      .getByRole('radio')
      .nth(3)
      .or(lin.getByRole('button', { name: /4 ?星/ }))
      .first()
      .click();
    await shot(lin, '414-rate', { whole: true });
    await tap(lin, '提交评价');
    await see(lin, '您的评价');
    for (const index of [0, 1]) {
      const own = await asNeighbour(index)(listOwnComplaints, { query: {} });
      const id = own.items[0]?.id ?? '';
      await asNeighbour(index)(acceptComplaintAnswer, { params: { id } });
      if (index === 1) expect((await asNeighbour(index)(readOwnComplaint, { params: { id } })).stage).toBe(4);
    }
    await see(li, '要公示');
    await see(lin, '办结了');
    await shot(lin, '415-closed', { whole: true });
  });

  chapter('is published by a second person without anybody’s name, and read as 处理公示', async () => {
    await tap(li, '写处理公示');
    const draft = li.getByRole('dialog');
    await draft.getByLabel('标题').fill('南门垃圾桶');
    await draft.getByLabel('公示的内容').fill('1栋1单元102 反映垃圾桶满');
    await draft.getByRole('button', { name: '交给同事再看' }).click();
    await see(li, /会让人认出是谁/);
    await draft.getByLabel('公示的内容').fill('多户反映南门垃圾桶满。已清空，换成大桶，每天早晚各收一次。');
    await shot(li, '416-draft');
    await draft.getByRole('button', { name: '交给同事再看' }).click();
    await see(li, '等另一位同事看');
    await to(wang, '/complaints?scope=ended');
    await seen(wang, '岗亭门口的垃圾桶满了好几天').click();
    await tap(wang, '看过了，公布');
    await shot(wang, '417-second-look');
    await wang.getByRole('dialog').getByRole('button', { name: '看过了，公布' }).click();
    await see(wang, '公布了', '已公布');
    await shotBoth(wang, '418-published');
    await tap(lin, '看处理公示');
    await see(lin, '南门垃圾桶', /3 户反映/, /每天早晚各收一次/);
    await shot(lin, '419-public', { whole: true });
  });

  chapter('and one taken in by telephone goes the same way; the list is read in large type too', async () => {
    await to(li, '/complaints/new');
    // Before anything is written: another size draws the page anew.
    await shotBoth(li, '420-take-in');
    await li.getByRole('link', { name: '人员' }).waitFor();
    await li.getByLabel('选公共区域').selectOption({ label: '南门岗亭' });
    await tap(li, '噪音扰民');
    await li.getByLabel('怎么说的').fill('岗亭晚上喇叭声太大');
    await li.getByLabel('电话').fill('13900001234');
    await shot(li, '420-taken-in');
    await tap(li, '登记投诉');
    await see(li, /登记好了/, '岗亭晚上喇叭声太大', '139****1234');
    await lin.goto(`${loop.stage.origin}/owner/#/tabs/me/index`);
    await lin.getByRole('switch', { name: '大字' }).or(lin.getByRole('switch').first()).first().click();
    await lin.goto(`${loop.stage.origin}/owner/#/features/complaint/pages/list/index`);
    await see(lin, '我的投诉');
    await shot(lin, '421-large-list', { whole: true });
    await seen(lin, '岗亭门口的垃圾桶满了好几天').click();
    await see(lin, '书面答复');
    await shot(lin, '422-large-detail', { whole: true });
  });
});
