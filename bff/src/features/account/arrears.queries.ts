import ExcelJS from 'exceljs';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import { plainYuan } from 'shared-types/money';
import type { ArrearsRow, exportArrears as exportContract, listArrears } from 'shared-types/staffAccount';
import { toDay, toInstant } from 'shared-types/time';
import { cursorWhole, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { escapeFormula } from '../../kernel/formula.js';
import { arrearsTexts } from '../../locales/arrears.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { houseDueTotals } from '../billing/billing.door.js';
import { readHouseBriefs } from '../community/community.door.js';
import { readGrid } from '../community/house.door.js';
import { bindingsOfHouses } from '../identity/identity.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { daysBetween } from './reminder.rules.js';
import { findLastStages, type LastStage } from './reminder.store.js';

type Filter = QueryOf<typeof exportContract>;

/** What is known of a debt before its house is looked up. */
interface Debt {
  houseId: string;
  dueFen: number;
  overdueFen: number;
  oldestDueOn: string | null;
  daysOverdue: number;
  bills: number;
  last: LastStage | null;
}

/** Null: every building; none: no such building, so nothing. */
const housesIn = async (reader: Reader, communityId: string, buildingId: string | undefined) =>
  buildingId === undefined
    ? null
    : ((await readGrid(reader, communityId, buildingId))?.houses ?? []).map(({ id }) => id);

/** Everything that fits the filter, the largest debt first; equal ones by house, so that pages have no gaps. */
const findDebts = async (deps: Deps, communityId: string, filter: Filter): Promise<Debt[]> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const today = toDay(now);
  const houseIds = await housesIn(reader, communityId, filter.buildingId);
  const [totals, stages] = await Promise.all([
    houseDueTotals(reader, communityId, houseIds, now),
    findLastStages(reader, communityId, houseIds),
  ]);
  const { leastFen = 1, leastDays, stageDays } = filter;
  return [...totals]
    .map(([houseId, total]): Debt => {
      const days = total.oldestDueOn === null ? 0 : daysBetween(total.oldestDueOn, today);
      const last = stages.get(`${houseId}|${total.oldestDueOn}`) ?? null;
      return { houseId, ...total, daysOverdue: Math.max(0, days), last };
    })
    .filter((debt) => debt.dueFen >= leastFen && debt.dueFen > 0)
    .filter((debt) => leastDays === undefined || (debt.overdueFen > 0 && debt.daysOverdue >= leastDays))
    .filter((debt) => stageDays === undefined || debt.last?.stageDays === stageDays)
    .sort((a, b) => b.dueFen - a.dueFen || (a.houseId < b.houseId ? -1 : 1));
};

const housesAtOnce = 500;

const presentDebts = async (deps: Deps, communityId: string, debts: readonly Debt[]): Promise<ArrearsRow[]> => {
  const { reader } = deps.db;
  const rows: ArrearsRow[] = [];
  for (let from = 0; from < debts.length; from += housesAtOnce) {
    const some = debts.slice(from, from + housesAtOnce);
    const ids = some.map(({ houseId }) => houseId);
    const [houses, bindings] = await Promise.all([
      readHouseBriefs(reader, ids),
      bindingsOfHouses(reader, communityId, ids),
    ]);
    const byId = new Map(houses.map((house) => [house.id, house]));
    for (const { houseId, last, ...debt } of some)
      rows.push({
        houseId,
        houseLabel: byId.get(houseId)?.label ?? '',
        buildingId: byId.get(houseId)?.buildingId ?? '',
        ...debt,
        stageDays: last?.stageDays ?? null,
        remindedAt: last && toInstant(last.at),
        bound: (bindings.get(houseId)?.active ?? 0) > 0,
      });
  }
  return rows;
};

const positionOf = (cursor: string | undefined): { dueFen: number; houseId: string } | null => {
  const [dueFen, houseId] = decodeCursor(cursor, 2);
  return dueFen === undefined || houseId === undefined ? null : { dueFen: cursorWhole(dueFen), houseId };
};

/** A page of who owes what, with the totals of all that fit. */
export const listArrearsViews = async (
  deps: Deps,
  communityId: string,
  { cursor, limit, ...filter }: QueryOf<typeof listArrears>,
): Promise<ResponseOf<typeof listArrears>> => {
  const after = positionOf(cursor);
  const debts = await findDebts(deps, communityId, filter);
  const rest = after
    ? debts.filter(
        ({ dueFen, houseId }) => dueFen < after.dueFen || (dueFen === after.dueFen && houseId > after.houseId),
      )
    : debts;
  const shown = rest.slice(0, limit);
  const last = rest.length > limit ? shown.at(-1) : undefined;
  const sum = (of: (debt: Debt) => number): number => debts.reduce((total, debt) => total + of(debt), 0);
  return {
    items: await presentDebts(deps, communityId, shown),
    nextCursor: last ? encodeCursor(String(last.dueFen), last.houseId) : null,
    totals: { houses: debts.length, dueFen: sum(({ dueFen }) => dueFen), overdueFen: sum((debt) => debt.overdueFen) },
    stagesDays: (await readMoneyPolicy(deps.db.reader, communityId)).reminders.stagesDays,
  };
};

/** The same as a table; amounts are texts with two decimals, so that no program rounds them. */
export const arrearsWorkbook = async (
  deps: Deps,
  communityId: string,
  filter: Filter,
): Promise<{ bytes: Buffer; rows: number }> => {
  const rows = await presentDebts(deps, communityId, await findDebts(deps, communityId, filter));
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(arrearsTexts.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...arrearsTexts.headings]).font = { bold: true };
  for (const row of rows) {
    const cells = [
      escapeFormula(row.houseLabel),
      plainYuan(row.dueFen),
      plainYuan(row.overdueFen),
      row.oldestDueOn ?? '',
      String(row.daysOverdue),
      String(row.bills),
      row.remindedAt?.slice(0, 10) ?? '',
    ];
    sheet.addRow(cells).eachCell((cell) => Object.assign(cell, { numFmt: '@' }));
  }
  for (const column of sheet.columns) column.width = 16;
  return { bytes: Buffer.from(await workbook.xlsx.writeBuffer()), rows: rows.length };
};
