import type { Page } from 'playwright-core';
import { makeGate } from '../factories/access.js';
import { makeCommunity, makeStaff, testPassword } from '../factories/community.js';
import { makeTerminal } from '../factories/faces.js';
import { chaptersOf, see, signIn, tap, unseen, until } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let office: Page;
let post: Page;
let pocket: Page;
let terminal: Awaited<ReturnType<typeof makeTerminal>>['terminal'];
let houseId = '';
let usernames = { desk: '', guard: '' };

const former = '0012345678';
const fresh = '0087654321';

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  const community = await makeCommunity(deps);
  houseId = community.houses[0]?.id ?? '';
  const where = { deps, origin: stage.origin, simulators: stage.simulators };
  const gate = await makeGate(where, community.id, '北门');
  ({ terminal } = await makeTerminal(where, community.id, gate.groupId));
  const clerk = { name: '李晓梅', department: 'customer-service' as const };
  usernames = {
    desk: (await makeStaff(deps, community.id, 'customer-service', clerk)).username,
    guard: (await makeStaff(deps, community.id, 'guard', { name: '赵铁柱', department: 'security' })).username,
  };
  office = await stage.device(desk);
  post = await stage.device(phone);
  pocket = await stage.device(phone);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ office, post, pocket }));
const cards = () => Object.keys(terminal.memory.cards);

/** The panel of the first house, where the cards of its people are. */
const openHouse = async (page: Page): Promise<void> => {
  await page.goto(`${stage.origin}/staff/#/houses/list?id=${houseId}`);
  await see(page, '业主卡');
  await page.getByText('业主卡', { exact: true }).scrollIntoViewIfNeeded();
};

describe('a card that opens the doors', () => {
  chapter(
    'a card that was given out for the kiosk is read once more for the doors, and the page says why',
    async () => {
      await signIn(office, stage, usernames.desk, testPassword);
      await openHouse(office);
      await tap(office, '发卡');
      await office.getByLabel('卡号').fill(former);
      await shot(office, '200-card-issue-desk');
      await tap(office, '保存');
      await see(office, /^在用/);
      expect(cards()).toEqual([]);
      await tap(office, '开通开门');
      await see(office, /以前登记的卡没有保存卡号/, /^能开：北门人脸机/);
      await shot(office, '201-card-read-again-desk');
      await office.getByLabel('卡号').fill(former);
      await tap(office, '保存');
      await see(office, '能开 1 处门', '能开了');
      await shot(office, '202-card-opens-desk');
      expect(cards()).toEqual([former]);
    },
  );

  chapter('it opens, and the guard reads whose it was', async () => {
    await signIn(post, stage, usernames.guard, testPassword);
    await post.goto(`${stage.origin}/staff/#/gate?view=passages`);
    await see(post, '还没有人进出');
    expect(await terminal.swipe(former)).toMatchObject({ opened: true });
    await see(post, '刷卡进门');
    await shot(post, '203-card-passage');
  });

  chapter(
    'replaced while the terminal is cut off: what is on its way and what is not gone yet stands there until it is so',
    async () => {
      terminal.setFaults({ offline: true });
      await tap(office, '换卡');
      await office.getByLabel('卡号').fill(fresh);
      await office.getByLabel('也能开自己家的门').check();
      await shot(office, '204-card-replace-desk');
      await tap(office, '保存');
      await see(office, '还不能开门，1 处没有送到', '还有 1 处没有删完', /会一直再试$/, /一恢复就删$/);
      await shot(office, '205-card-waiting-desk');
      await signIn(pocket, stage, usernames.desk, testPassword);
      await openHouse(pocket);
      await see(pocket, '还不能开门，1 处没有送到', '还有 1 处没有删完');
      await shot(pocket, '206-card-waiting', { whole: true });
      terminal.calm();
      await until(async () => cards().join() === fresh, 60_000);
      await see(office, '能开 1 处门');
      await unseen(office, /没有删完/);
    },
    120_000,
  );

  chapter('the doors are taken from it, and then the card: on the phone as at the desk', async () => {
    await see(pocket, '能开 1 处门');
    await tap(pocket, '不再开门');
    await see(pocket, /一分钟内从门禁机里删掉/);
    await shot(pocket, '207-card-close');
    await pocket.getByRole('dialog', { name: '不再开门' }).getByRole('button', { name: '不再开门' }).click();
    await until(async () => cards().length === 0, 60_000);
    await see(pocket, '开通开门');
    await shot(pocket, '208-card-kiosk-only', { whole: true });
    await tap(pocket, '停用卡');
    await pocket.getByLabel('为什么停用').fill('丢了');
    await pocket.getByRole('dialog', { name: '停用卡' }).getByRole('button', { name: '停用卡' }).click();
    await see(pocket, /^已停用/);
    expect(await terminal.swipe(fresh)).toMatchObject({ opened: false });
  });
});
