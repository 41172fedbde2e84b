import { execFile } from 'node:child_process';
import type { Page } from 'playwright-core';
import { publishReport } from 'shared-types/disclosure';
import { atWall } from 'shared-types/time';
import { postEntry } from '../../src/features/ledger/ledger.door.js';
import { recordSpending } from '../../src/features/spending/spending.door.js';
import { periodAfter, periodOf } from '../../src/kernel/period.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { makeCommunity, makeOwner, makeStaff } from '../factories/community.js';
import { chaptersOf, enterAs, see, seen, tap } from './people.js';
import { needBuilt, openStage, pathOf, phone, type Stage, shot } from './stage.js';

let stage: Stage;
let lin: Page;
let period = '';
let fingerprint = '';

/** A month of a small community: bills, a lift's rope, an advert; published by its finance. */
const makeMonth = async (): Promise<void> => {
  const { deps } = stage.community;
  const community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const finance = await makeStaff(deps, community.id, 'finance', { name: '何芳', department: 'finance' });
  period = periodAfter(periodOf(deps.clock.now()), -1);
  const spend = { communityId: community.id, account: 'bank' as const, by: finance, vouchers: 1, isBooked: true };
  await inTransaction(deps.db, async (tx) => {
    await postEntry(tx, deps.clock, {
      communityId: community.id,
      cause: { kind: 'bill-run', id: 'first' },
      at: atWall(`${period}-01`, 6),
      memo: '物业费',
      postings: [
        { account: '1122.property', amountFen: 260_000, houseId: house?.id ?? null },
        { account: '6001.property', amountFen: -260_000 },
      ],
    });
    const lift = { kind: 'expense' as const, category: 'lift' as const, supplier: '通力电梯有限公司' };
    const rope = { ...lift, amountFen: 180_000, day: `${period}-12`, memo: '2单元西梯换钢丝绳' };
    await recordSpending(tx, deps.clock, { ...spend, ...rope });
    const advert = { kind: 'public-revenue' as const, category: 'advert' as const, memo: '电梯广告位租金' };
    await recordSpending(tx, deps.clock, { ...spend, ...advert, amountFen: 50_000, day: `${period}-15` });
  });
  await stage.client(finance.token, community.id)(publishReport, { body: { period } });
};

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html');
  stage = await openStage();
  await makeMonth();
  lin = await stage.device(phone, { acceptDownloads: true });
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin }));
const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).filter({ visible: true }).last().click();

/** The checker as an owner runs it: Node alone, without our server. */
const verify = (path: string): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [pathOf('scripts/verify-report.mjs'), path], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    );
  });

describe('the finance report, in the browser', () => {
  chapter('a message tells of it, with its fingerprint, and leads to it', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.goto(`${stage.origin}/owner/#/features/notification/pages/inbox/index`);
    const month = `${Number(period.slice(0, 4))}年${Number(period.slice(5))}月`;
    await see(lin, `${month}的收支公布了`, /收入 ¥2,600\.00，支出 ¥1,800\.00/);
    const words = (await seen(lin, /月报指纹/).textContent()) ?? '';
    fingerprint = /月报指纹 (\w{4} \w{4})/.exec(words)?.[1] ?? '';
    expect(fingerprint).not.toBe('');
    await seen(lin, `${month}的收支公布了`).click();
    await see(lin, `${Number(period.slice(0, 4))} 年 ${Number(period.slice(5))} 月 收支`, '电梯维保');
    await lin
      .getByLabel(/已核验/)
      .filter({ visible: true })
      .waitFor();
    await shot(lin, '90-report');
  });

  chapter('a figure opens to its voucher', async () => {
    await tap(lin, /^电梯维保/);
    await see(lin, '2单元西梯换钢丝绳', /记-\d+ · .*通力电梯有限公司/);
    await shot(lin, '91-report-voucher');
    await lin.getByRole('tab', { name: '公共收益' }).filter({ visible: true }).click();
    await see(lin, '广告收益', '还剩');
  });

  chapter('the phone checks the seal by itself, and shows the fingerprint of the message', async () => {
    await follow(lin, '怎么自己核验');
    await see(lin, '月报全文的指纹', fingerprint);
    expect(await lin.getByText('对上了').filter({ visible: true }).count()).toBe(3);
    await shot(lin, '92-report-check');
  });

  chapter('the file is found right by the checker, and wrong once a byte of it changed', async () => {
    const [download] = await Promise.all([lin.waitForEvent('download'), tap(lin, '下载可核验的文件')]);
    expect(download.suggestedFilename()).toBe(`财务月报-${period}.json`);
    const path = pathOf('.cache/journeys/report.json');
    await download.saveAs(path);
    expect(await verify(path)).toMatchObject({ code: 0, out: expect.stringContaining(`指纹 ${fingerprint}`) });
    const { readFile, writeFile } = await import('node:fs/promises');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('换钢丝绳', '换钢丝網'));
    expect(await verify(path)).toMatchObject({ code: 1, out: expect.stringContaining('里面的凭证被改过') });
  });

  chapter('and it is printed', async () => {
    await lin.goBack();
    const [download] = await Promise.all([lin.waitForEvent('download'), tap(lin, '下载月报 PDF')]);
    expect(download.suggestedFilename()).toBe(`财务月报-${period}.pdf`);
  });
});
