import type { Page } from 'playwright-core';
import { toDay } from 'shared-types/time';
import { RepairEntity, WorkOrderEntity } from '../../src/features/repair/repair.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { makeCommunity, makeOwner, makeStaff, testPassword } from '../factories/community.js';
import { finishedOrder } from '../factories/orders.js';
import { chaptersOf, enterAs, see, seen, signIn, tap, unseen, write } from './people.js';
import { desk, needBuilt, openStage, phone, photo, type Stage, shot } from './stage.js';

let stage: Stage;
let lin: Page;
let neighbour: Page;
const office: Record<string, Page> = {};
let repairId = '';
const users: Record<string, string> = {};

/** A mended tap of 林娜's that waits for her stars, and three people who answer for it. */
const makeTown = async (): Promise<void> => {
  const { deps } = stage.community;
  const community = await makeCommunity(deps);
  const { wechat } = stage.simulators.control;
  const [first, second] = community.houses;
  const openid = (resident: string): string => wechat.resident(resident)?.openid ?? '';
  const owner = await makeOwner(deps, community.id, first ? [first] : [], { openid: openid('linna'), name: '林娜' });
  await makeOwner(deps, community.id, second ? [second] : [], { openid: openid('zhouming'), name: '周明' });
  for (const role of ['customer-service', 'supervisor', 'manager'] as const) {
    const { username } = await makeStaff(deps, community.id, role, { name: role === 'manager' ? '王经理' : '李晓梅' });
    users[role] = username;
  }
  const at = new Date(deps.clock.now().getTime() - 3_600_000);
  const { repair, order } = finishedOrder(community.id, at, {
    worker: { id: owner.id, name: '周建国' },
    title: '龙头还在滴',
  });
  repairId = repair.id;
  const placed = { reporterId: owner.id, houseId: first?.id ?? null, placeLabel: first?.label ?? '' };
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(RepairEntity, { ...repair, ...placed });
    await tx.insert(WorkOrderEntity, order);
  });
};

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage();
  await makeTown();
  lin = await stage.device(phone);
  neighbour = await stage.device(phone);
  office['customer-service'] = await stage.device(phone);
  office.supervisor = await stage.device(desk);
  office.manager = await stage.device(desk);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, neighbour, ...office }));
const at = (role: string): Page => {
  const page = office[role];
  if (!page) throw new Error(role);
  return page;
};

const handOver = async (role: string, words: string): Promise<void> => {
  const page = at(role);
  await signIn(page, stage, users[role] ?? '', testPassword);
  await page.goto(`${stage.origin}/staff/#/follow-ups`);
  await page.getByRole('button', { name: /^打开 龙头还在滴/ }).click();
  await tap(page, '记一笔');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('做了什么、怎么说的').fill(`${words}，约了再看`);
  await dialog.getByLabel('业主怎么说').fill('别再来回跑');
  await dialog.getByRole('button', { name: '记一笔', exact: true }).click();
  await see(page, `${words}，约了再看`);
};

describe('from one star to a finished rectification', () => {
  chapter('林娜 gives one star, and is told until when there will be a plan', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.goto(`${stage.origin}/owner/#/features/repair/pages/detail/index?id=${repairId}`);
    await tap(lin, '去评价');
    await lin.getByRole('radio').filter({ visible: true }).first().click();
    await write(lin, '想说的话（可不写）', '修了三次还在滴');
    await shot(lin, 'f0-one-star');
    await tap(lin, '交上去');
    await see(lin, '您的评价');
    await tap(lin, '看跟进和整改');
    await see(lin, '客服正在联系您', /前公布整改方案/);
    await shot(lin, 'f1-own-follow-up');
  });

  chapter('customer service, the supervisor and the manager speak with her, each in turn', async () => {
    await handOver('customer-service', '致电道歉');
    await shot(at('customer-service'), 'f2-desk-phone');
    await handOver('supervisor', '上门看过');
    await handOver('manager', '登门致歉');
    await shot(at('manager'), 'f3-manager');
  });

  chapter('a plan that names her is refused, the right one is published', async () => {
    const page = at('manager');
    await tap(page, '写整改方案');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('问题出在哪里').fill('林娜家的角阀换错了');
    await dialog.getByLabel('做什么').fill('整批角阀换掉');
    await dialog.getByLabel('谁负责（写部门或岗位）').fill('工程部');
    await dialog.getByLabel('哪天办好').fill(toDay(stage.community.deps.clock.now()));
    await dialog.getByRole('button', { name: '公布', exact: true }).click();
    await see(page, /会认出人来|会让人认出是谁/);
    await dialog.getByLabel('问题出在哪里').fill('角阀批次不好，只换了垫圈');
    await dialog.getByRole('button', { name: '公布', exact: true }).click();
    await see(page, '按时公布', '整批角阀换掉');
    await shot(page, 'f4-plan');
  });

  chapter('the neighbour reads it, and not whose it was', async () => {
    await enterAs(neighbour, stage, '周明');
    await neighbour.goto(`${stage.origin}/owner/#/features/followUp/pages/plans/index?which=public`);
    await see(neighbour, /1栋 · 给水管道/, '角阀批次不好，只换了垫圈', '整批角阀换掉');
    await unseen(neighbour, /林娜|101|修了三次/);
    await shot(neighbour, 'f5-public');
  });

  chapter('the measure is checked off with a photo, and she rates again', async () => {
    const page = at('supervisor');
    await page.goto(`${stage.origin}/staff/#/follow-ups`);
    await page.getByRole('button', { name: /^打开 龙头还在滴/ }).click();
    await tap(page, /^办好了 整批角阀换掉/);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('怎么办好的').fill('换好了，试压不渗');
    await dialog.locator('input[type=file]').setInputFiles(await photo('done.jpg'));
    await dialog.getByRole('button', { name: /去掉第 1 张照片/ }).waitFor();
    await dialog.getByRole('button', { name: '办好了', exact: true }).click();
    await see(page, '换好了，试压不渗', '办结');
    await shot(page, 'f6-finished');
    await lin.goto(`${stage.origin}/owner/#/features/notification/pages/inbox/index`);
    await seen(lin, '整改都办好了').click();
    await see(lin, '都改好了', '换好了，试压不渗');
    await tap(lin, '重新打分');
    await lin.getByRole('radio').filter({ visible: true }).nth(3).click();
    await tap(lin, '打分');
    await see(lin, '重新评了 4 星');
    await shot(lin, 'f7-rated-again');
  });
});
