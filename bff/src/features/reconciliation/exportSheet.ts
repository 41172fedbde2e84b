import ExcelJS from 'exceljs';
import { plainYuan } from 'shared-types/money';
import type { DifferenceView, MatchView, ReconciliationView } from 'shared-types/reconciliation';
import { clockTime, dayTime } from 'shared-types/time';
import type { FileAnswer } from '../../http/route.js';
import { reconciliationTexts as texts } from '../../locales/reconciliation.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { listDifferenceViews, listMatchViews, readSheetView } from './reconciliation.queries.js';

/** A cell is text: a spreadsheet must not take a name that begins with = for a formula (bars.md, exports). */
const cell = (value: string): string =>
  /^[=+\-@\t\0]/.test(value) && !/^-?\d+\.\d\d$/.test(value) ? `'${value}` : value;
const yuan = (fen: number | null): string => (fen === null ? '' : plainYuan(fen));

/** Every page of a list. */
const wholeList = async <T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> => {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    all.push(...items);
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return all;
};

const summaryRows = ({ ours, theirs, money, differenceFen }: ReconciliationView): string[][] => [
  [texts.rows.received, yuan(ours.receivedFen), yuan(theirs?.receivedFen ?? null)],
  [texts.rows.refunded, yuan(ours.refundFen), yuan(theirs?.refundFen ?? null)],
  [texts.rows.net, yuan(ours.netFen), yuan(theirs?.netFen ?? null)],
  [texts.rows.fee, '', yuan(money?.feeFen ?? null)],
  [texts.rows.difference, yuan(differenceFen), ''],
];

const differenceRow = (one: DifferenceView, now: Date): string[] => [
  clockTime(one.at),
  one.kindName,
  one.number,
  one.who ?? '',
  one.title,
  yuan(one.oursFen),
  yuan(one.theirsFen),
  yuan(one.differenceFen),
  one.why,
  one.decision?.name ?? '',
  one.decision?.reason ?? '',
  one.decision?.by ?? '',
  one.decision ? dayTime(one.decision.at, now) : '',
];

const matchRow = (one: MatchView): string[] => [
  clockTime(one.at),
  texts.what[one.what],
  one.number,
  one.who ?? '',
  one.forWhat,
  yuan(one.oursFen),
  yuan(one.theirsFen),
  yuan(one.feeFen),
];

/** The day as a workbook: sums, differences with what became of them, and every matched row. */
export const exportSheet = async (deps: Deps, actor: StaffActor, id: string): Promise<FileAnswer> => {
  const view = await readSheetView(deps, actor, id);
  const limit = 100;
  const differences = await wholeList((cursor) => listDifferenceViews(deps, actor, { id, cursor, limit }));
  const matches = await wholeList((cursor) => listMatchViews(deps, actor, { id, cursor, limit }));
  const now = deps.clock.now();
  const book = new ExcelJS.Workbook();
  const sheets: [string, readonly string[], string[][]][] = [
    [texts.sheets.summary, texts.columns.summary, summaryRows(view)],
    [texts.sheets.differences, texts.columns.differences, differences.map((one) => differenceRow(one, now))],
    [texts.sheets.matches, texts.columns.matches, matches.map(matchRow)],
  ];
  for (const [name, heading, rows] of sheets) {
    const sheet = book.addWorksheet(name);
    sheet.addRow([...heading]);
    for (const row of rows) sheet.addRow(row.map(cell));
  }
  return {
    bytes: Buffer.from(await book.xlsx.writeBuffer()),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: texts.fileName(view.channel, view.day),
  };
};
