import type { Page } from 'playwright-core';
import { makeGate } from '../factories/access.js';
import { makeCommunity, makeOwner, makeStaff, testPassword } from '../factories/community.js';
import { facePhoto, makeTerminal } from '../factories/faces.js';
import { chaptersOf, choose, enterAs, see, seen, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let lin: Page;
let post: Page;
let office: Page;
let terminal: Awaited<ReturnType<typeof makeTerminal>>['terminal'];
let usernames = { guard: '', manager: '' };

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  const community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const where = { deps, origin: stage.origin, simulators: stage.simulators };
  const gate = await makeGate(where, community.id, '北门');
  ({ terminal } = await makeTerminal(where, community.id, gate.groupId));
  usernames = {
    guard: (await makeStaff(deps, community.id, 'guard', { name: '赵铁柱', department: 'security' })).username,
    manager: (await makeStaff(deps, community.id, 'manager', { name: '孙经理', department: 'management' })).username,
  };
  lin = await stage.device(phone);
  post = await stage.device(phone);
  office = await stage.device(desk);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, post, office }));
const people = () => Object.entries(terminal.memory.people);

describe('a face at the door, in the browser', () => {
  chapter('林娜 reads what it is about, and agrees', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.getByRole('tab', { name: '我的' }).filter({ visible: true }).click();
    await lin.getByRole('link', { name: '刷脸开门' }).filter({ visible: true }).click();
    await see(lin, '刷脸开门同意书（第 1 版）', '只用来开您回家路上的门', /^不刷脸也行：/, '能刷脸的门：北门人脸机');
    await shot(lin, '180-face-agreement', { whole: true });
    await tap(lin, '我看过了，同意');
    await see(lin, '已同意', '还差一张正面照片，交了才能刷脸。');
    await shot(lin, '181-face-agreed');
    expect(people()).toEqual([]);
  });

  chapter('her photo reaches the terminal of her own door, and no other eyes', async () => {
    const buffer = await facePhoto();
    await choose(lin, '从相册选', [{ name: '我.jpg', mimeType: 'image/jpeg', buffer }]);
    await see(lin, '能刷脸了', /交的照片$/);
    await shot(lin, '182-face-on', { whole: true });
    expect(people()).toMatchObject([[expect.any(String), { faceBytes: expect.any(Number) }]]);
  });

  chapter('she looks into it: the door opens, and the guard reads that somebody came by face', async () => {
    const [[employeeNo] = ['']] = people();
    await signIn(post, stage, usernames.guard, testPassword);
    await post.goto(`${stage.origin}/staff/#/gate?view=passages`);
    await see(post, '还没有人进出');
    terminal.setFaults({ duplicates: 1 });
    expect(await terminal.show(employeeNo)).toMatchObject({ opened: true });
    await see(post, '刷脸进门', '住户');
    expect(await post.getByText('刷脸进门').filter({ visible: true }).count()).toBe(1);
    await shot(post, '183-face-passage');
    terminal.calm();
  });

  chapter('the manager sees how many, and nobody', async () => {
    await signIn(office, stage, usernames.manager, testPassword);
    await office.goto(`${stage.origin}/staff/#/gate?view=faces`);
    await see(office, '1 位住户在刷脸', '1 张人脸', '没有等着删除的人脸');
    expect(await office.getByText('林').filter({ visible: true }).count()).toBe(0);
    expect(await office.locator('main img').count()).toBe(0);
    await shot(office, '184-faces-desk');
  });

  chapter(
    'she takes it back while the terminal is cut off: it says so, and within a minute of its return all is gone',
    async () => {
      terminal.setFaults({ offline: true });
      await tap(lin, '撤回同意');
      await see(lin, /照片和每台人脸机里的人脸会在一分钟内删除/);
      await shot(lin, '185-face-withdraw');
      await tap(lin, '撤回并删除');
      await see(lin, /您撤回了同意$/, '正在删', /一恢复就删$/);
      await shot(lin, '186-face-leaving', { whole: true });
      await office.reload();
      await see(office, '1 位的人脸还没有删完', /^最早的一条等了/);
      await shot(office, '187-faces-leaving-desk');
      await post.goto(`${stage.origin}/staff/#/gate?view=faces`);
      await see(post, '1 位的人脸还没有删完');
      await shot(post, '188-faces-leaving');
      terminal.calm();
      await until(async () => people().length === 0, 60_000);
      await see(lin, '删完了', /已经全部删除：照片没有了，每台机器里也没有了$/);
      await shot(lin, '189-face-gone', { whole: true });
      await see(office, '没有等着删除的人脸');
      await lin.goto(`${stage.origin}/owner/#/features/notification/pages/inbox/index`);
      await see(lin, '人脸已经全部删除');
      await seen(lin, '人脸已经全部删除').click();
      await see(lin, '刷脸开门同意书（第 1 版）');
    },
    120_000,
  );

  chapter('back on, while the network holds: taken back, it is gone before she has put the phone away', async () => {
    await tap(lin, '我看过了，同意');
    await choose(lin, '从相册选', [{ name: '我.jpg', mimeType: 'image/jpeg', buffer: await facePhoto('#B08968') }]);
    await see(lin, '能刷脸了');
    const [[employeeNo] = ['']] = people();
    await tap(lin, '撤回同意');
    await tap(lin, '撤回并删除');
    await until(async () => people().length === 0, 60_000);
    expect(await terminal.show(employeeNo)).toMatchObject({ opened: false });
  });
});
