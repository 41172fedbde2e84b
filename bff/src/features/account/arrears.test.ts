import ExcelJS from 'exceljs';
import { readBuildingGrid } from 'shared-types/community';
import * as api from 'shared-types/staffAccount';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { findDueReminders, keepReminders } from './reminders.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** 2026-11-23: the first owes most, some of it overdue; the second a little, long overdue; the third is due on Wednesday. */
const owing = async () => {
  const town = await moneyTown(server);
  const { first, second, third } = town;
  await town.owe(first, 90_000, '2026-11-25');
  await town.owe(first, 10_000, '2026-11-18', '2026-10');
  await town.owe(second, 5_000, '2026-10-01');
  await town.owe(third, 25_060, '2026-11-25');
  await town.owner(first);
  const desk = await town.staff('customer-service');
  return { ...town, desk, list: (query = {}) => desk.call(api.listArrears, { query }) };
};

it('lists who owes what, the largest debt first, with the totals of all', async () => {
  const { list, first, second, third } = await owing();
  const { items, totals, stagesDays, nextCursor } = await list();
  expect(items.map((row) => [row.houseLabel, row.dueFen, row.overdueFen, row.oldestDueOn, row.daysOverdue])).toEqual([
    [first.label, 100_000, 10_000, '2026-11-18', 5],
    [third.label, 25_060, 0, '2026-11-25', 0],
    [second.label, 5_000, 5_000, '2026-10-01', 53],
  ]);
  expect(items.map(({ bills, bound, stageDays }) => [bills, bound, stageDays])).toEqual([
    [2, true, null],
    [1, false, null],
    [1, false, null],
  ]);
  expect(totals).toEqual({ houses: 3, dueFen: 130_060, overdueFen: 15_000 });
  expect([stagesDays, nextCursor]).toEqual([[-3, 5, 20, 45], null]);
});

it('is filtered by building, least amount, age and the last stage', async () => {
  const { list, first, second, communityId, buildingId } = await owing();
  const labels = async (query: object) => (await list(query)).items.map(({ houseLabel }) => houseLabel);
  expect(await labels({ leastFen: 25_061 })).toEqual([first.label]);
  expect(await labels({ leastDays: 6 })).toEqual([second.label]);
  expect(await labels({ leastDays: 0 })).toEqual([first.label, second.label]);
  expect(await labels({ buildingId })).toHaveLength(3);
  expect(await labels({ buildingId: first.id })).toEqual([]);
  await inTransaction(server.deps.db, async (tx) =>
    keepReminders(tx, server.deps, await findDueReminders(server.deps, tx, communityId)),
  );
  expect(await labels({ stageDays: 5 })).toEqual([first.label]);
  expect(await labels({ stageDays: 20 })).toEqual([]);
});

it('is paged without gaps or doubles, and refuses a forged cursor', async () => {
  const { list } = await owing();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 1, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map(({ houseId }) => houseId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && seen.length < 9);
  expect(seen).toEqual((await list()).items.map(({ houseId }) => houseId));
  const forged = Buffer.from(JSON.stringify(['much', 'x'])).toString('base64url');
  expect(await codeOf(list({ cursor: forged }))).toBe('request.invalid');
});

it('is exported as a table of texts, audited', async () => {
  const { desk, communityId, first } = await owing();
  const answer = await fetch(`${server.origin}/api/v1/staff/arrears.xlsx?leastFen=25060`, {
    headers: { Authorization: `Bearer ${desk.token}` },
  });
  expect(answer.status).toBe(200);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await answer.arrayBuffer());
  const rows: unknown[] = [];
  workbook.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  expect(rows[0]).toEqual(['房号', '欠费金额', '逾期金额', '最早到期日', '逾期天数', '账单数', '最近一次提醒']);
  expect(rows[1]).toEqual([first.label, '1000.00', '100.00', '2026-11-18', '5', '2', '']);
  expect(rows).toHaveLength(3);
  const [line] = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'arrears.exported' });
  expect(line?.subject).toBe('欠费清单 2 户');
});

it('stands in the building grid for those who may read it, and for nobody else', async () => {
  const { desk, staff, buildingId, first, second } = await owing();
  const cellOf = async (call: typeof desk.call, id: string) =>
    (await call(readBuildingGrid, { params: { id: buildingId } })).cells.find((cell) => cell.id === id)?.arrears;
  expect(await cellOf(desk.call, first.id)).toEqual({ dueFen: 100_000, overdueFen: 10_000 });
  expect(await cellOf(desk.call, second.id)).toEqual({ dueFen: 5_000, overdueFen: 5_000 });
  const supervisor = await staff('supervisor');
  expect(await cellOf(supervisor.call, first.id)).toBeNull();
  expect(await codeOf(supervisor.call(api.listArrears))).toBe('auth.forbidden');
});

it('is not told to another community', async () => {
  await owing();
  const other = await moneyTown(server);
  const desk = await other.staff('customer-service');
  expect(await desk.call(api.listArrears)).toMatchObject({ items: [], totals: { houses: 0, dueFen: 0 } });
});
