import type { Page } from 'playwright-core';
import { readChain } from 'shared-types/ledger';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { makeCommunity, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { chaptersOf, see, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, phone, photo, type Stage, shot } from './stage.js';

const invoice = {
  name: '发票.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
};

let stage: Stage;
let community: TestCommunity;
let finance: Page;
let manager: Page;
let keeper: { token: string; username: string };

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  community = await makeCommunity(deps);
  keeper = await makeStaff(deps, community.id, 'finance', { name: '何芳', department: 'finance' });
  const second = await makeStaff(deps, community.id, 'manager', { name: '王建平', department: 'management' });
  [finance, manager] = (await Promise.all([stage.device(desk), stage.device(phone)])) as [Page, Page];
  await signIn(finance, stage, keeper.username, testPassword);
  await signIn(manager, stage, second.username, testPassword);
  await Promise.all([see(finance, '账本'), see(manager, '现场')]);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ finance, manager }));
const open = (page: Page, hash: string) => page.goto(`${stage.origin}/staff/#${hash}`);
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).last().click();
const balance = (account: string) => balanceOf(stage.community.deps.db.reader, community.id, { account });

describe('the books, from a voucher to the proof', () => {
  chapter(
    'finance enters a repair with its invoice; above the limit it waits, and the books know nothing of it',
    async () => {
      await open(finance, '/spendings');
      await follow(finance, '记一笔收支');
      await tap(finance, '记进账本');
      await see(finance, '请写金额', '请写说明', '请加凭证');
      await finance.getByLabel('类别').selectOption({ label: '电梯维保' });
      await finance.getByLabel('金额（元）').fill('2860');
      await finance.getByLabel('付给哪个单位（可不填）').fill('恒升电梯工程有限公司');
      await finance.getByLabel('说明', { exact: true }).fill('更换二单元电梯钢丝绳');
      await finance.getByLabel('哪个设备').fill('二单元 2 号电梯');
      await finance.getByLabel('加凭证').setInputFiles([await photo('收据.jpg'), invoice]);
      await finance.getByRole('button', { name: '去掉第 2 份凭证' }).waitFor();
      await see(finance, /^超过 ¥2,000\.00，交给另一位同事审核后才入账$/);
      await shot(finance, '80-spending-form', { whole: true });
      await tap(finance, '交给同事审核');
      await see(finance, '待审核', '−¥2,860.00', '自己填的，要由另一位同事审核', '第 1 份文件');
      expect(await balance('6602.lift')).toBe(0);
    },
  );

  chapter('a second person sees it waiting, looks at it and approves it', async () => {
    await open(manager, '/spendings');
    await tap(manager, '1 笔等审核');
    await manager.getByRole('row').filter({ hasText: '更换二单元电梯钢丝绳' }).click();
    await see(manager, '恒升电梯工程有限公司', '二单元 2 号电梯', '业主可以看凭证');
    await shot(manager, '81-spending-approve', { whole: true });
    await tap(manager, '通过，记进账本');
    await see(manager, '审核通过 ¥2,860.00？');
    await tap(manager, '通过，记进账本');
    await see(manager, '通过了，已经入账', '王建平审核通过，已入账', '已入账');
    expect(await balance('6602.lift')).toBe(286_000);
  });

  chapter('the entry stands in the books, numbered and sealed, with both its sides', async () => {
    await follow(manager, '看记账凭证');
    await see(manager, '记-1', '已封存', '第 1 次封存，这一批 1 张凭证', '电梯维保', '银行存款', '看这笔收支');
    await shot(manager, '82-entry', { whole: true });
    await open(finance, '/books');
    await see(finance, '借贷两边都是 ¥2,860.00，账是平的');
    await finance.getByRole('link', { name: /^电梯维保/ }).click();
    await see(finance, '电梯维保的凭证', '电梯维保：更换二单元电梯钢丝绳', '记-1');
    await finance.getByRole('row').nth(1).click();
    await see(finance, '二单元 2 号电梯');
  });

  chapter('whoever asks has the chain recomputed: it is whole', async () => {
    await follow(finance, '去核验账链');
    await tap(finance, '核验账链');
    await see(finance, '核验好了，账链完整', '账链完整', '1 张');
    await shot(finance, '83-books');
    const { verifiedAt, fault } = await stage.client(keeper.token, community.id)(readChain);
    expect({ verified: verifiedAt !== null, fault }).toEqual({ verified: true, fault: null });
  });

  chapter('a wrong one is taken back by an entry the other way round, and entered anew', async () => {
    await open(manager, '/spendings');
    await manager.getByRole('row').filter({ hasText: '更换二单元电梯钢丝绳' }).click();
    await tap(manager, '冲销');
    await manager.getByLabel('原因').fill('发票金额填错');
    await tap(manager, '冲销');
    await see(manager, '已冲销', '王建平冲销', /发票金额填错/);
    expect(await balance('6602.lift')).toBe(0);
    await follow(manager, '看冲销凭证');
    await see(manager, '记-2', '冲销凭证', '冲销的是 记-1');
    await open(finance, '/spendings');
    await finance.getByRole('row').filter({ hasText: '更换二单元电梯钢丝绳' }).click();
    await follow(finance, '重新记一笔');
    await see(finance, /^更正 支-/);
    await finance.getByLabel('金额（元）').fill('1860');
    await finance.getByLabel('加凭证').setInputFiles([await photo('收据.jpg')]);
    await see(finance, /^保存后马上入账/);
    await tap(finance, '记进账本');
    await see(finance, '已入账', '没有超过审核标准，直接入账', '它更正的那一笔');
    expect(await balance('6602.lift')).toBe(186_000);
  });

  chapter('what somebody changed behind the books’ back is found, and said where', async () => {
    const { source } = stage.community.deps.db;
    await until(async () => (await stage.client(keeper.token, community.id)(readChain)).unsealedCount === 0);
    for (const event of ['update', 'delete'])
      await source.query(`DROP TRIGGER IF EXISTS guard_ledger_posting_${event}`);
    await source.query(
      'UPDATE ledger_posting SET amount_fen = amount_fen * 2 WHERE community_id = ? AND entry_id IN (SELECT id FROM ledger_entry WHERE reverses IS NOT NULL)',
      [community.id],
    );
    await open(finance, '/books');
    await tap(finance, '核验账链');
    await see(finance, '核验好了，账本和封存时不一样', '账本对不上', /^记-2的内容和封存时不一样/);
    await shot(finance, '84-books-fault');
    await follow(finance, '看这张凭证');
    await see(finance, '冲销的是 记-1');
  });
});
