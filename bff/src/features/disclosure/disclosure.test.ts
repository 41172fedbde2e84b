import { newKey } from 'shared-types/client';
import * as api from 'shared-types/disclosure';
import { In } from 'typeorm';
import { makeStaff } from '../../../test/factories/community.js';
import { disclosureTown } from '../../../test/factories/disclosure.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { textHash } from '../../kernel/hashChain.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { balanceOf, reverseEntry } from '../ledger/ledger.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { FinanceReportEntity } from './disclosure.entity.js';
import { disclosureSweep } from './disclosure.jobs.js';
import { publishDue } from './publish.js';
import { reportFaultOf } from './verifyReports.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const reader = () => server.deps.db.reader;
const clock = () => server.deps.clock;
const reportsOf = (communityId: string) =>
  reader().find(FinanceReportEntity, { where: { communityId }, order: { period: 'ASC' } });
const raw = (sql: string, values: unknown[] = []): Promise<unknown> => server.deps.db.source.query(sql, values);

type Town = Awaited<ReturnType<typeof disclosureTown>>;

/** September of a small community: fees, a lift, an advert and what it paid for, the fund. */
const september = async (): Promise<Town> => {
  const town = await disclosureTown(server);
  town.at('2026-09-01', 0);
  await town.post('opening', town.at('2026-09-01', 1), [
    ['1501', 5_000_000],
    ['3101', -5_000_000],
  ]);
  await town.bill('2026-09-01', 25_060, 30_000);
  await town.bill('2026-09-01', 4_000, 6_000, 'water');
  await town.pay('2026-09-06', 25_060);
  await town.post('payment', town.at('2026-09-07'), [
    ['1012.wechat', 9_000],
    ['6701', 1_000],
    ['1122.water', -10_000, town.next],
  ]);
  await town.spend('2026-09-10', { amountFen: 18_000 });
  await town.spend('2026-09-11', {
    category: 'cleaning',
    amountFen: 12_000,
    memo: '楼道保洁，王阿姨 13812345678',
    supplier: '王秀英',
  });
  await town.spend('2026-09-12', {
    kind: 'public-revenue',
    category: 'advert',
    amountFen: 50_000,
    memo: '电梯广告位租金',
  });
  await town.spend('2026-09-13', {
    category: 'greening',
    amountFen: 20_000,
    fundedBy: 'public-revenue',
    memo: '中心花园补种桂花',
    supplier: '绿源园艺有限公司',
  });
  await town.spend('2026-09-14', {
    kind: 'fund-in',
    category: 'interest',
    amountFen: 7_000,
    account: 'fund',
    memo: '专户利息',
  });
  await town.spend('2026-09-15', {
    kind: 'fund-out',
    category: 'repair',
    amountFen: 300_000,
    account: 'fund',
    memo: '1栋外墙渗水维修',
  });
  return town;
};

const figures = (view: api.ReportView) =>
  Object.fromEntries(
    view.sections.map(({ section, totalFen, lines }) => [
      section,
      [totalFen, ...lines.map(({ account, amountFen, entries }) => `${account} ${amountFen} ${entries}`)],
    ]),
  );

const publishOn = async (town: Town, day: string, hour = 9) => {
  town.at(day, hour);
  return publishDue(server.deps, town.communityId);
};

describe('a report', () => {
  it('is derived from the books: income by fee, expenses, public revenue and its use, the fund', async () => {
    const town = await september();
    await town.bill('2026-10-01', 25_060, 30_000);
    await publishOn(town, '2026-10-10');
    const { token } = await town.owner();
    const call = server.client(token);
    const list = await call(api.listReports, { params: { houseId: town.house.id }, query: { limit: 20 } });
    expect(
      list.items.map(({ period, incomeFen, expenseFen, surplusFen, entries }) => [
        period,
        incomeFen,
        expenseFen,
        surplusFen,
        entries,
      ]),
    ).toEqual([['2026-09', 65_060, 31_000, 34_060, 11]]);
    const view = await call(api.readReport, { params: { id: list.items[0]?.id ?? '' } });
    expect(figures(view)).toEqual({
      income: [65_060, '6001.property 55060 1', '6001.water 10000 1'],
      expense: [31_000, '6602.lift 18000 1', '6602.cleaning 12000 1', '6701 1000 1'],
      'public-revenue': [30_000, '6051.advert 50000 1', '6602.greening:public-revenue -20000 1'],
      'maintenance-fund': [-293_000, '3101:fund-in.interest 7000 1', '3101:fund-out.repair -300000 1'],
    });
    expect(view).toMatchObject({
      communityName: '阳光花园',
      fund: { openingFen: 5_000_000, inFen: 7_000, outFen: 300_000, closingFen: 4_707_000 },
      publicRevenue: { openingFen: 0, inFen: 50_000, usedFen: 20_000, closingFen: 30_000 },
      collection: { billedFen: 65_060, collectedFen: 34_060, rateBp: 5_235 },
      months: [{ period: '2026-09', incomeFen: 65_060, expenseFen: 31_000, surplusFen: 34_060 }],
      corrections: [],
      remarks: [],
    });
    const names = view.sections.flatMap(({ lines }) => lines.map(({ name }) => name));
    expect(names).toEqual([
      ...['物业费收入', '水费收入', '电梯维保', '保洁', '优惠与抵扣'],
      ...['广告收益', '用于绿化', '利息', '用于维修养护'],
    ]);
    expect(-(await balanceOf(reader(), town.communityId, { account: '3101' }))).toBe(view.fund.closingFen);
    expect(textHash(view.body)).toBe(view.seal.bodyHash);
    expect(view.seal.fingerprint).toBe(`${view.seal.bodyHash.slice(0, 4)} ${view.seal.bodyHash.slice(4, 8)}`);
  });

  it('compares with the month before, and goes on from its balances', async () => {
    const town = await september();
    await town.bill('2026-10-01', 25_060, 31_000);
    await town.spend('2026-10-08', { amountFen: 9_000 });
    await town.spend('2026-10-20', {
      kind: 'fund-out',
      category: 'lift',
      amountFen: 7_000,
      account: 'fund',
      memo: '换曳引轮',
    });
    await publishOn(town, '2026-11-10');
    const [first, second] = await reportsOf(town.communityId);
    const body = JSON.parse(second?.body ?? '{}');
    expect(body.previous).toEqual({ period: '2026-09', bodyHash: first?.bodyHash });
    expect(
      body.months.map(({ period, incomeFen }: { period: string; incomeFen: number }) => [period, incomeFen]),
    ).toEqual([
      ['2026-09', 65_060],
      ['2026-10', 56_060],
    ]);
    const lines = body.sections.flatMap((section: { lines: api.ReportLine[] }) => section.lines);
    expect(lines.map(({ account, beforeFen }: api.ReportLine) => [account, beforeFen])).toEqual([
      ['6001.property', 55_060],
      ['6602.lift', 18_000],
      ['3101:fund-out.lift', 0],
    ]);
    expect(body.fund).toEqual({ openingFen: 4_707_000, inFen: 0, outFen: 7_000, closingFen: 4_700_000 });
    expect(body.publicRevenue).toEqual({ openingFen: 30_000, inFen: 0, usedFen: 0, closingFen: 30_000 });
  });

  it('shows what came late into a published month as a correction, and leaves the old report as it was', async () => {
    const town = await september();
    await publishOn(town, '2026-10-10');
    const [before] = await reportsOf(town.communityId);
    // A voucher of September comes in October; another of September is taken back in October.
    town.at('2026-10-12');
    await town.spend('2026-10-12', { amountFen: 5_000, day: '2026-09-20', memo: '补记电梯年检' });
    const wrong = await town.spend('2026-10-13', {
      kind: 'fund-out',
      category: 'repair',
      amountFen: 40_000,
      account: 'fund',
      day: '2026-09-21',
      memo: '2栋落水管',
    });
    await inTransaction(server.deps.db, (tx) =>
      reverseEntry(tx, clock(), {
        communityId: town.communityId,
        cause: { kind: 'spending-reversal', id: wrong.id },
        of: { kind: 'spending', id: wrong.id },
        at: clock().now(),
        memo: '冲销',
        open: { memo: '冲销 维-1：发票填错' },
      }),
    );
    await publishOn(town, '2026-11-10');
    const [same, next] = await reportsOf(town.communityId);
    expect(same).toEqual(before);
    const body = JSON.parse(next?.body ?? '{}');
    expect(body.corrections).toEqual([
      {
        period: '2026-09',
        account: '6602.lift',
        name: '电梯维保',
        publishedFen: 18_000,
        nowFen: 23_000,
        words: expect.stringMatching(/^记-\d+ 补记电梯年检$/),
      },
      {
        period: '2026-09',
        account: '3101:fund-out.repair',
        name: '用于维修养护',
        publishedFen: -300_000,
        nowFen: -340_000,
        words: expect.stringMatching(/^记-\d+ 2栋落水管$/),
      },
    ]);
    // The reversal of October gives back what September had used too much.
    expect(body.fund).toEqual({ openingFen: 4_667_000, inFen: 0, outFen: -40_000, closingFen: 4_707_000 });
    // A second correction of the same figure goes on from the first.
    await town.spend('2026-11-20', { amountFen: 1_000, day: '2026-09-22', memo: '补记钢丝绳检测' });
    await publishOn(town, '2026-12-10');
    const third = JSON.parse((await reportsOf(town.communityId))[2]?.body ?? '{}');
    expect(third.corrections).toMatchObject([{ account: '6602.lift', publishedFen: 18_000, nowFen: 24_000 }]);
  });
});

describe('publishing', () => {
  it('happens by itself on the 10th, once, and tells the owners with the fingerprint', async () => {
    const town = await september();
    const [owner, family, tenant] = [await town.owner(), await town.owner('family'), await town.owner('tenant')];
    town.at('2026-10-09', 23);
    await disclosureSweep(server.deps);
    await server.drain();
    expect(await reportsOf(town.communityId)).toEqual([]);
    for (let round = 0; round < 3; round++) {
      town.at('2026-10-10', 9 + round);
      await disclosureSweep(server.deps);
      await server.drain();
    }
    const [report, ...more] = await reportsOf(town.communityId);
    expect(more).toEqual([]);
    expect(report).toMatchObject({ period: '2026-09', publishedBy: null });
    const hash = report?.bodyHash ?? '';
    for (const [one, count] of [
      [owner, 1],
      [family, 1],
      [tenant, 0],
    ] as const) {
      const told = (await reader().findBy(InboxMessageEntity, { accountId: one.id })).map(({ title, body, link }) => [
        title,
        body,
        link,
      ]);
      expect(told).toHaveLength(count);
      if (count === 1)
        expect(told[0]).toEqual([
          '2026年9月的收支公布了',
          `收入 ¥650.60，支出 ¥310.00，每一笔都能点开看。月报指纹 ${hash.slice(0, 4)} ${hash.slice(4, 8)}，留着可以核验。`,
          `/features/disclosure/pages/report/index?id=${report?.id}`,
        ]);
    }
  });

  it('is one report, whoever publishes at the same time', async () => {
    const town = await september();
    town.at('2026-10-10', 12);
    const call = server.client(town.finance.token);
    const publish = () => codeOf(call(api.publishReport, { body: { period: '2026-09' }, idempotencyKey: newKey() }));
    const [byItself, ...people] = await Promise.all([
      Promise.all(Array.from({ length: 3 }, () => publishDue(server.deps, town.communityId))),
      ...Array.from({ length: 3 }, publish),
    ]);
    expect(await reportsOf(town.communityId)).toHaveLength(1);
    expect(byItself.map(({ waiting }) => waiting)).toEqual([[], [], []]);
    const refused = people.filter((answer) => answer === 'report.published');
    expect(refused.length).toBeGreaterThanOrEqual(2);
  });

  it('makes up for the days on which nobody ran, in order, and tells of the latest alone', async () => {
    const town = await september();
    await town.bill('2026-10-01', 100, 200);
    await town.bill('2026-11-01', 100, 200);
    const owner = await town.owner();
    town.at('2026-12-15', 3);
    await disclosureSweep(server.deps);
    await server.drain();
    expect((await reportsOf(town.communityId)).map(({ period }) => period)).toEqual(['2026-09', '2026-10', '2026-11']);
    expect((await reader().findBy(InboxMessageEntity, { accountId: owner.id })).map(({ title }) => title)).toEqual([
      '2026年11月的收支公布了',
    ]);
  });

  it('says what was still open', async () => {
    const town = await september();
    await town.spend('2026-09-28', { amountFen: 900_000, isBooked: false });
    await publishOn(town, '2026-10-10');
    const [report] = await reportsOf(town.communityId);
    expect(JSON.parse(report?.body ?? '{}').remarks).toEqual(['有 1 笔收支还没有审核，没有计入']);
  });

  it('waits while something is not sealed, and escalates when the 10th is over', async () => {
    const town = await september();
    const manager = await makeStaff(server.deps, town.communityId, 'manager');
    // Somebody holds the chain: what waits cannot be sealed.
    const stuck =
      server.deps.db.engine === 'sqlite'
        ? `CREATE TRIGGER stuck BEFORE INSERT ON ledger_seal WHEN NEW.community_id = '${town.communityId}' BEGIN SELECT RAISE(ABORT, 'stuck'); END`
        : `CREATE TRIGGER stuck BEFORE INSERT ON ledger_seal FOR EACH ROW
           BEGIN IF NEW.community_id = '${town.communityId}' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stuck'; END IF; END`;
    await raw(stuck);
    const alerts = async () =>
      (await reader().findBy(InboxMessageEntity, { accountId: In([manager.id, town.finance.id]) })).map(
        ({ title, body }) => `${title}：${body}`,
      );
    town.at('2026-10-10', 9);
    await disclosureSweep(server.deps);
    await server.drain();
    town.at('2026-10-10', 23);
    await server.drain();
    expect([await reportsOf(town.communityId), await alerts()]).toEqual([[], []]);
    const call = server.client(town.finance.token);
    expect(await codeOf(call(api.publishReport, { body: { period: '2026-09' }, idempotencyKey: newKey() }))).toBe(
      'report.not_ready',
    );
    town.at('2026-10-11', 0);
    await server.drain();
    expect(await alerts()).toEqual(
      Array.from({ length: 2 }, () => expect.stringMatching(/^月报没有按时公布：2026年9月的月报到期没有公布/)),
    );
    await raw('DROP TRIGGER stuck');
    town.at('2026-10-11', 2);
    await server.drain();
    expect(await reportsOf(town.communityId)).toHaveLength(1);
  });

  it('may be done by a person before its day, but not before the month is over, nor twice', async () => {
    const town = await september();
    const call = server.client(town.finance.token);
    const publish = (period: string, key = newKey()) =>
      call(api.publishReport, { body: { period }, idempotencyKey: key });
    town.at('2026-09-30', 23);
    expect(await codeOf(publish('2026-09'))).toBe('report.not_ready');
    expect(await codeOf(publish('2026-08'))).toBe('report.not_ready');
    expect(await codeOf(publish('2026-12'))).toBe('report.not_ready');
    town.at('2026-10-01', 0);
    const key = newKey();
    const row = await publish('2026-09', key);
    expect(row).toMatchObject({ period: '2026-09', state: 'published', incomeFen: 65_060, surplusFen: 34_060 });
    expect(await publish('2026-09', key)).toEqual(row);
    expect(await codeOf(publish('2026-09'))).toBe('report.published');
    const [report] = await reportsOf(town.communityId);
    expect(report?.publishedBy).toBe(town.finance.id);
    await publishOn(town, '2026-10-10');
    expect(await reportsOf(town.communityId)).toEqual([report]);
  });

  it('is not for the desk or a worker', async () => {
    const town = await september();
    town.at('2026-10-02');
    for (const role of ['customer-service', 'engineer', 'administrator'] as const) {
      const { token } = await makeStaff(server.deps, town.communityId, role);
      const call = server.client(token);
      expect(await codeOf(call(api.publishReport, { body: { period: '2026-09' }, idempotencyKey: newKey() }))).toBe(
        'auth.forbidden',
      );
      expect(await codeOf(call(api.listStaffReports, { query: { limit: 20 } }))).toBe('auth.forbidden');
    }
  });
});

describe('what staff see', () => {
  it('is every month with its state, and what stands in the way of one', async () => {
    const town = await september();
    await town.bill('2026-10-01', 100, 200);
    await town.bill('2026-11-01', 100, 200);
    const call = server.client(town.finance.token);
    const months = async () =>
      (await call(api.listStaffReports, { query: { limit: 20 } })).items.map(
        ({ period, state, incomeFen }) => `${period} ${state} ${incomeFen}`,
      );
    town.at('2026-11-02');
    await town.seal();
    expect(await months()).toEqual(['2026-11 running 300', '2026-10 due 300', '2026-09 late 65060']);
    await publishDue(server.deps, town.communityId);
    expect(await months()).toEqual(['2026-11 running 300', '2026-10 due 300', '2026-09 published 65060']);
    const first = await call(api.listStaffReports, { query: { limit: 2 } });
    const rest = await call(api.listStaffReports, { query: { limit: 2, cursor: first.nextCursor ?? '' } });
    expect([...first.items, ...rest.items].map(({ period }) => period)).toEqual(['2026-11', '2026-10', '2026-09']);
    expect(rest.nextCursor).toBeNull();
    const preview = await call(api.previewReport, { params: { period: '2026-11' } });
    expect(preview.obstacles).toMatchObject([{ kind: 'month-not-over', blocking: true }]);
    expect(preview.actions).toEqual([]);
    expect(preview.report).toMatchObject({ period: '2026-11', incomeFen: 300 });
    expect((await call(api.previewReport, { params: { period: '2026-10' } })).actions).toEqual(['publish']);
    expect(await codeOf(call(api.previewReport, { params: { period: '2026-12' } }))).toBe('report.not_ready');
  });
});

describe('vouchers', () => {
  it('open a figure without personal data', async () => {
    const town = await september();
    await town.post('late-fee', town.at('2026-09-27'), [
      ['1122.late', 30, town.house],
      ['6301', -30],
    ]);
    await town.post('late-fee', town.at('2026-09-27', 12), [
      ['1122.late', 50, town.next],
      ['6301', -50],
    ]);
    await publishOn(town, '2026-10-10');
    const [report] = await reportsOf(town.communityId);
    const { token } = await town.owner('tenant', town.next);
    const call = server.client(token);
    const open = async (account: string, limit = 20, cursor?: string) =>
      call(api.listReportVouchers, {
        params: { id: report?.id ?? '' },
        query: { account, limit, ...(cursor ? { cursor } : {}) },
      });
    expect((await open('6602.lift')).items).toEqual([
      {
        entryId: expect.any(String),
        number: expect.stringMatching(/^记-\d+$/),
        day: '2026-09-10',
        title: '2单元西梯换钢丝绳',
        amountFen: 18_000,
        supplier: '通力电梯有限公司',
        order: null,
        files: [],
        reverses: null,
      },
    ]);
    expect((await open('6602.cleaning')).items).toMatchObject([
      { title: '楼道保洁，王阿姨 ****', supplier: '个人（王**）' },
    ]);
    expect((await open('6001.property')).items).toMatchObject([
      { title: '出账', amountFen: 55_060, day: '2026-09-01' },
    ]);
    expect((await open('6301')).items).toMatchObject([
      { title: '违约金（2 笔）', number: null, amountFen: 80, day: '2026-09-27' },
    ]);
    expect((await open('6602.greening:public-revenue')).items).toMatchObject([
      { title: '中心花园补种桂花', amountFen: -20_000 },
    ]);
    expect((await open('6602.greening')).items).toEqual([]);
    expect((await open('3101:fund-out.repair')).items).toMatchObject([
      { title: '1栋外墙渗水维修', amountFen: -300_000 },
    ]);
    expect((await open('nothing')).items).toEqual([]);
    const all = JSON.stringify(
      await Promise.all(
        ['6001.property', '6001.water', '6301', '6701', '6602.cleaning'].map((account) => open(account)),
      ),
    );
    expect(all).not.toMatch(/林娜|1栋1单元10|13812345678|王秀英/);
    expect(all).not.toContain(town.house.id);
    const file = await town.fetch(token, `/reports/${report?.id}/file`);
    const text = file.bytes.toString('utf8');
    expect(text).not.toMatch(/林娜|1栋1单元10|13812345678|王秀英|houseId|salt/);
    expect(text).not.toContain(town.house.id);
  });

  it('come page by page', async () => {
    const town = await september();
    for (let n = 0; n < 4; n++) await town.spend(`2026-09-2${n}`, { amountFen: 1_000 + n, memo: `第 ${n} 次` });
    await publishOn(town, '2026-10-10');
    const [report] = await reportsOf(town.communityId);
    const call = server.client((await town.owner()).token);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: api.ReportVoucher[]; nextCursor: string | null } = await call(api.listReportVouchers, {
        params: { id: report?.id ?? '' },
        query: { account: '6602.lift', limit: 2, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['第 3 次', '第 2 次', '第 1 次', '第 0 次', '2单元西梯换钢丝绳']);
  });

  it('do not show what was posted into the month after it was published', async () => {
    const town = await september();
    await publishOn(town, '2026-10-10');
    await town.spend('2026-10-12', { amountFen: 5_000, day: '2026-09-20', memo: '补记' });
    await town.seal();
    const [report] = await reportsOf(town.communityId);
    const call = server.client((await town.owner()).token);
    const { items } = await call(api.listReportVouchers, {
      params: { id: report?.id ?? '' },
      query: { account: '6602.lift', limit: 20 },
    });
    expect(items.map(({ title }) => title)).toEqual(['2单元西梯换钢丝绳']);
  });
});

it('answers another community’s people as if there were no such report', async () => {
  const town = await september();
  await publishOn(town, '2026-10-10');
  const [report] = await reportsOf(town.communityId);
  const other = await disclosureTown(server, '幸福里');
  const id = report?.id ?? '';
  for (const token of [(await other.owner()).token, other.finance.token]) {
    const call = server.client(token);
    expect(await codeOf(call(api.readReport, { params: { id } }))).toBe('report.not_found');
    expect(
      await codeOf(call(api.listReportVouchers, { params: { id }, query: { account: '6602.lift', limit: 20 } })),
    ).toBe('report.not_found');
    for (const path of ['file', 'pdf']) expect((await other.fetch(token, `/reports/${id}/${path}`)).status).toBe(404);
  }
  const call = server.client((await other.owner()).token);
  expect(await codeOf(call(api.listReports, { params: { houseId: town.house.id }, query: { limit: 20 } }))).toBe(
    'house.not_found',
  );
});

it('prints a PDF in Chinese', async () => {
  const town = await september();
  await publishOn(town, '2026-10-10');
  const [report] = await reportsOf(town.communityId);
  const { status, bytes, type } = await town.fetch((await town.owner()).token, `/reports/${report?.id}/pdf`);
  expect([status, type, bytes.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  expect(bytes.length).toBeGreaterThan(10_000);
});

describe('a published report that somebody laid hands on', () => {
  beforeAll(async () => {
    for (const event of ['update', 'delete']) await raw(`DROP TRIGGER IF EXISTS guard_finance_report_${event}`);
  });

  const three = async (): Promise<Town> => {
    const town = await september();
    await town.bill('2026-10-01', 100, 200);
    await publishOn(town, '2026-12-10');
    expect(await reportFaultOf(reader(), town.communityId)).toBeNull();
    return town;
  };

  it.each([
    [
      'its text',
      "UPDATE finance_report SET body = REPLACE(body, '18000', '18001') WHERE community_id = ? AND period = '2026-09'",
    ],
    ['a column', "UPDATE finance_report SET income_fen = 1 WHERE community_id = ? AND period = '2026-09'"],
    [
      'its day',
      "UPDATE finance_report SET published_at = '2026-10-09 01:00:00.000' WHERE community_id = ? AND period = '2026-09'",
    ],
    [
      'its text to what is no text',
      "UPDATE finance_report SET body = 'x' WHERE community_id = ? AND period = '2026-09'",
    ],
  ])('is found where it changed %s', async (_what, sql) => {
    const town = await three();
    await raw(sql, [town.communityId]);
    expect(await reportFaultOf(reader(), town.communityId)).toBe('2026-09');
  });

  it('is found by the report after it, where text and hash were changed together', async () => {
    const town = await three();
    const [first] = await reportsOf(town.communityId);
    const body = (first?.body ?? '').replace('阳光花园', '阳光花圆');
    await raw('UPDATE finance_report SET body = ?, body_hash = ? WHERE id = ?', [body, textHash(body), first?.id]);
    expect(await reportFaultOf(reader(), town.communityId)).toBe('2026-10');
  });

  it('is found where one was taken away, and staff are told the next day', async () => {
    const town = await three();
    await raw("DELETE FROM finance_report WHERE community_id = ? AND period = '2026-09'", [town.communityId]);
    expect(await reportFaultOf(reader(), town.communityId)).toBe('2026-10');
    town.at('2026-12-11', 9);
    await disclosureSweep(server.deps);
    await server.drain();
    const told = await reader().findBy(InboxMessageEntity, { accountId: town.finance.id });
    expect(told.map(({ title, body }) => `${title}：${body}`)).toEqual([
      '账本对不上：2026年10月的月报和公布时不一样，请马上查看。',
    ]);
    expect(await reader().countBy(OutboxEntity, { state: 'dead' })).toBe(0);
  });
});
