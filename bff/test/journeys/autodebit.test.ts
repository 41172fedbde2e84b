import type { Page } from 'playwright-core';
import { toDay } from 'shared-types/time';
import { bankResultOf } from '../../simulators/papay/bank.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { setTerms } from '../factories/debits.js';
import { openBooks } from './books.js';
import { chaptersOf, enterAs, see, signIn, tap, unseen } from './people.js';
import { desk, needBuilt, openStage, phone, photo, type Stage, shot } from './stage.js';

let stage: Stage;
let community: TestCommunity;
let books: Awaited<ReturnType<typeof openBooks>>;
let manager: { token: string };
let lin: Page;
let office: Page;
let text = '';

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  books = await openBooks(stage, community);
  await makeStaff(deps, community.id, 'finance', { name: '何芳', username: 'caiwu1' });
  manager = await makeStaff(deps, community.id, 'manager', { name: '方总' });
  await books.bill(toDay(deps.clock.now()).slice(0, 7));
  [lin, office] = (await Promise.all([stage.device(phone), stage.device(desk, { acceptDownloads: true })])) as [
    Page,
    Page,
  ];
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, office }));
const toDue = (page: Page) => page.goto(`${stage.origin}/owner/#/features/billing/pages/due/index`);
const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).filter({ visible: true }).last().click();

describe('auto debit, in the browser', () => {
  chapter('where it is off there is no word of it', async () => {
    await enterAs(lin, stage, '林娜');
    await toDue(lin);
    await see(lin, '预存和券');
    await unseen(lin, '自动缴费');
    await signIn(office, stage, 'caiwu1', testPassword);
    await office.goto(`${stage.origin}/staff/#/auto-debit`);
    await see(office, /代扣没有打开/, /先得到微信或银行的批准/);
    await shot(office, '80-debit-off');
  });

  chapter('turned on, the owner agrees on WeChat’s page and sees that it holds', async () => {
    await setTerms(stage, manager, { on: true });
    await lin.reload();
    await toDue(lin);
    await follow(lin, '自动缴费');
    await see(lin, '没有开通', /随时可以关闭/);
    await shot(lin, '81-debit-offered');
    await tap(lin, '用微信开通');
    await see(lin, '模拟签约', /不动真钱/);
    await shot(lin, '82-debit-sheet');
    await tap(lin, '同意，开通自动扣款');
    await see(lin, '已开通', /每月 20 日从微信扣/, '下次扣款');
    await shot(lin, '83-debit-active');
  });

  chapter('and ends it again', async () => {
    await tap(lin, '关闭自动缴费');
    await see(lin, '关闭自动缴费？');
    await tap(lin, '关闭');
    await see(lin, /自动缴费已关闭：业主自己关闭/, '没有开通');
    await shot(lin, '84-debit-ended');
  });

  chapter('finance writes down a form for the bank', async () => {
    await office.reload();
    await tap(office, '登记银行代扣');
    await office.getByLabel('找房子').or(office.getByPlaceholder(/栋/)).first().fill('1栋1单元101');
    await office.getByRole('button', { name: '1栋1单元101', exact: true }).click();
    await office.getByLabel('户名').fill('林建国');
    await office.getByLabel('开户银行').fill('工商银行');
    await office.getByLabel('银行卡号').fill('6222 0210 0111 2204 321');
    await office.getByLabel('银行协议号').fill('AG-2026-001');
    await office.getByLabel('委托书照片或 PDF').setInputFiles([await photo('委托书.jpg')]);
    await see(office, '已添加 1 份');
    await shot(office, '85-debit-register');
    await tap(office, '登记银行代扣');
    await see(office, '已登记', /银行代扣现在可扣 1 户，共 ¥498.84/);
    await office.getByRole('button', { name: '签约', exact: true }).click();
    await see(office, '林**（工商银行 尾号 4321）');
    await shot(office, '86-debit-mandates');
  });

  chapter('exports the file, and the owner sees that it is being taken', async () => {
    await tap(office, '导出银行文件');
    await see(office, /不会重复收/);
    await tap(office, '导出银行文件');
    await see(office, '等银行结果', '文件指纹');
    const [download] = await Promise.all([office.waitForEvent('download'), tap(office, '下载银行文件')]);
    expect(download.suggestedFilename()).toMatch(/^银行代扣-代-\d{6}-[0-9A-Z]{4}\.csv$/);
    const { readFile } = await import('node:fs/promises');
    text = await readFile((await download.path()) ?? '', 'utf8');
    expect(text).toContain('林建国,4321,498.84');
    await shot(office, '87-debit-batch');
    await toDue(lin);
    await lin.reload();
    await see(lin, '正在自动扣 ¥498.84');
    await shot(lin, '88-debit-asking');
  });

  chapter('and reads the answer in, looked at first', async () => {
    const results = { name: '结果.csv', mimeType: 'text/csv', buffer: Buffer.from(bankResultOf(text, 0)) };
    await office.getByLabel('导入结果文件').setInputFiles([results]);
    await see(office, '1 笔扣成，共 ¥498.84，会入账');
    await shot(office, '89-debit-preview');
    await tap(office, '入账');
    await see(office, '已导入', '已有结果', /成功 1 笔，失败 0 笔/);
    await shot(office, '90-debit-done');
    await see(lin, '没有要缴的，都付清了');
    expect(await books.balance('1002')).toBe(49_884);
    await follow(lin, '自动缴费');
    await see(lin, '银行卡代扣', '已扣');
    await shot(lin, '91-debit-owner');
    await office.setViewportSize(phone);
    await shot(office, '92-debit-phone');
    await office.goto(`${stage.origin}/staff/#/auto-debit`);
    await see(office, /签约中：微信 0 户，银行 1 户/);
    await shot(office, '93-debit-phone');
  });
});
