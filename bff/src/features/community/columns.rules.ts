import type { ImportField, ImportSheet } from 'shared-types/ledgerImport';
import { parseAddress, parseBuilding, parseNumber, parseUnit } from './address.rules.js';
import { readArea } from './area.rules.js';
import { readDay } from './date.rules.js';
import { cellAt, columnCount, distinctTexts, type GridRow, type GridSheet } from './grid.rules.js';
import { guessHeading, type HeadingGuess, plainHeading } from './heading.rules.js';
import { guessByValues } from './headless.rules.js';
import { readOccupancy, readTenure } from './occupancy.rules.js';
import { readIdLastFour, readNames, readTenants } from './people.rules.js';
import { maskNumbersIn, readPhones } from './phone.rules.js';
import { readPlate } from './plate.rules.js';
import { compact, cut } from './text.rules.js';

type Kind = 'houses' | 'parking';

/** Where headings are looked for; nobody writes a longer preface. */
const prefaceRows = 80;
const sampledValues = 300;
const longestHeading = 24;

interface Heading {
  parent: string;
  child: string;
}

export const headingText = ({ parent, child }: Heading): string => {
  if (child === '') return parent;
  return parent === '' || plainHeading(parent) === plainHeading(child) ? child : `${parent} ${child}`;
};

/** 业主 over 电话 is 业主电话; 房屋信息 over 楼栋 is 楼栋; 紧急联系人 over 电话 is nothing that we keep. */
const guessCombined = (heading: Heading, kind: Kind): HeadingGuess | null => {
  if (heading.parent === '' || heading.child === '' || heading.parent === heading.child)
    return guessHeading(heading.child || heading.parent, kind);
  const both = guessHeading(`${heading.parent}${heading.child}`, kind);
  if (both && both.confidence > 0.8) return both;
  if (/租|紧急|亲属|家属|配偶|代理|物业/.test(heading.parent)) return both;
  return guessHeading(heading.child, kind) ?? both;
};

const looksLikeGroups = (row: GridRow): boolean => {
  const texts = distinctTexts(row);
  return texts.length >= 2 && texts.every((text) => text.length <= 12 && !/\d{3}/.test(text));
};

/** A text that stands over the columns to its right until the next one. */
const spread = (row: GridRow, width: number): string[] => {
  const out: string[] = [];
  for (let column = 0; column < width; column++) out.push(cellAt(row, column).trim() || (out[column - 1] ?? ''));
  return out;
};

const headingsAt = (sheet: GridSheet, position: number): Heading[] => {
  const row = sheet.rows[position];
  const above = sheet.rows[position - 1];
  const width = columnCount(sheet);
  const groups = row && above && above.rowNumber === row.rowNumber - 1 && looksLikeGroups(above) ? above : undefined;
  const spreadGroups = groups ? spread(groups, width) : [];
  return Array.from({ length: width }, (_, column) => {
    const child = row ? cellAt(row, column).trim() : '';
    const own = groups ? cellAt(groups, column).trim() : '';
    // An empty place in the row of groups belongs to the group on its left, if a heading stands below it.
    return { parent: own || (child === '' ? '' : (spreadGroups[column] ?? '')), child };
  });
};

interface Header {
  position: number;
  score: number;
  fields: Set<ImportField>;
}

const scoreRow = (sheet: GridSheet, position: number, kind: Kind): Header => {
  const fields = new Map<ImportField, number>();
  for (const heading of headingsAt(sheet, position)) {
    if (heading.child.length > longestHeading) continue;
    const found = heading.child === '' ? null : guessCombined(heading, kind);
    if (found) fields.set(found.field, Math.max(fields.get(found.field) ?? 0, found.confidence));
  }
  const score = [...fields.values()].reduce((sum, confidence) => sum + confidence, 0);
  return { position, score, fields: new Set(fields.keys()) };
};

const keyFields: Record<Kind, ImportField[]> = { houses: ['number', 'address'], parking: ['spaceNumber'] };

/** Whether the row below the best one goes on with the headings: two rows without merged cells. */
const goesOn = (sheet: GridSheet, position: number, kind: Kind): boolean => {
  const [row, next] = [sheet.rows[position], sheet.rows[position + 1]];
  if (!row || !next || next.rowNumber !== row.rowNumber + 1 || !looksLikeGroups(row)) return false;
  const texts = next.cells.map((cell, column) => ({ text: cell.trim(), over: cellAt(row, column).trim() }));
  const filled = texts.filter(({ text, over }) => text !== '' && text !== over);
  const groups = spread(row, columnCount(sheet));
  return (
    filled.length > 0 &&
    filled.every(({ text }) => text.length <= 12 && !/\d{2}/.test(text)) &&
    next.cells.every((cell, column) => {
      const child = cell.trim();
      if (child === '' || child === groups[column] || guessHeading(child, kind)) return true;
      return guessCombined({ parent: groups[column] ?? '', child }, kind) !== null;
    })
  );
};

const findHeader = (sheet: GridSheet, kind: Kind): Header | null => {
  let best: Header | null = null;
  for (let position = 0; position < Math.min(sheet.rows.length, prefaceRows); position++) {
    const found = scoreRow(sheet, position, kind);
    const enough = keyFields[kind].some((field) => found.fields.has(field))
      ? found.fields.size >= 2
      : found.fields.size >= 3;
    if (enough && (!best || found.score > best.score || (found.score === best.score && position === best.position + 1)))
      best = found;
  }
  return best && goesOn(sheet, best.position, kind) ? { ...best, position: best.position + 1 } : best;
};

const shapes: Partial<Record<ImportField, (cell: string) => boolean>> = {
  address: (cell) => {
    const address = parseAddress(cell);
    return address?.building != null && address.number !== null;
  },
  building: (cell) => parseBuilding(cell) !== null,
  unit: (cell) => (parseUnit(cell) ?? '') !== '',
  number: (cell) => parseNumber(cell) !== null,
  area: (cell) => readArea(cell).value !== null,
  phones: (cell) => readPhones(cell).numbers.length > 0,
  ownerNames: (cell) => readNames(cell).value.length > 0,
  tenant: (cell) => readTenants(cell).value.length > 0,
  idLastFour: (cell) => readIdLastFour(cell).value !== null,
  handedOverOn: (cell) => readDay(cell).value !== null,
  occupancy: (cell) => readOccupancy(cell).value !== null,
  spaceNumber: (cell) => /\d/.test(cell) && cell.length <= 20,
  tenure: (cell) => readTenure(cell).value !== null,
  boundHouse: (cell) => parseAddress(cell) !== null,
  plate: (cell) => readPlate(cell).value !== null,
};

const shareOf = (values: string[], fits: (cell: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(fits).length / values.length;

/** Values that tell a column whose heading says nothing we know. */
const telling: Record<Kind, ImportField[]> = { houses: ['address', 'phones'], parking: ['plate'] };

const guessColumn = (heading: Heading, values: string[], kind: Kind, headless: boolean): HeadingGuess | null => {
  const said = guessCombined(heading, kind);
  if (!said) {
    if (/紧急|亲属|家属|配偶|代理|物业|管家|开发/.test(headingText(heading))) return null;
    const guess = guessByValues(values);
    // Without any headings the values are all there is.
    return guess && (headless || telling[kind].includes(guess.field)) ? guess : null;
  }
  const fits = shapes[said.field];
  if (!fits || values.length === 0)
    return { field: said.field, confidence: said.confidence * (values.length === 0 ? 0.8 : 1) };
  const share = shareOf(values, fits);
  const place = said.field === 'number' || said.field === 'building' || said.field === 'unit';
  if (place && share < 0.5 && shareOf(values, shapes.address ?? (() => false)) > 0.5)
    return { field: 'address', confidence: 0.9 };
  // 状态 above 已缴费 is not how a house is used.
  if (share < 0.2 && said.confidence < 0.9) return null;
  return { field: said.field, confidence: said.confidence * (0.5 + share / 2) };
};

/** Fields that several columns may tell together: 电话1 and 电话2. */
export const joinedFields: ReadonlySet<ImportField> = new Set(['phones', 'ownerNames', 'tenant', 'remark']);

/** Of two columns with one meaning the surer stays. */
const withoutRivals = (guesses: (HeadingGuess | null)[]): (HeadingGuess | null)[] => {
  const best = new Map<ImportField, number>();
  guesses.forEach((guess, column) => {
    if (!guess || joinedFields.has(guess.field)) return;
    const rival = best.get(guess.field);
    if (rival === undefined || (guesses[rival]?.confidence ?? 0) < guess.confidence) best.set(guess.field, column);
  });
  return guesses.map((guess, column) =>
    guess && !joinedFields.has(guess.field) && best.get(guess.field) !== column ? null : guess,
  );
};

/** With a building and a room of their own, an address that does not say them is where letters go. */
const withoutIdleAddress = (guesses: (HeadingGuess | null)[]): (HeadingGuess | null)[] => {
  const has = (field: ImportField) => guesses.some((guess) => guess?.field === field);
  if (!has('building') || !has('number')) return guesses;
  return guesses.map((guess) => (guess?.field === 'address' && guess.confidence < 0.75 ? null : guess));
};

const valuesBelow = (sheet: GridSheet, headerRow: number, column: number): string[] => {
  const values: string[] = [];
  for (const row of sheet.rows) {
    if (row.rowNumber <= headerRow || values.length >= sampledValues) continue;
    const value = cellAt(row, column).trim();
    if (value !== '' && distinctTexts(row).length > 1) values.push(value);
  }
  return values;
};

const describeColumns = (sheet: GridSheet, position: number, kind: Kind | 'ignore'): ImportSheet['columns'] => {
  const headerRow = sheet.rows[position]?.rowNumber ?? 0;
  const columns = headingsAt(sheet, position).map((heading, index) => ({
    index,
    heading,
    values: valuesBelow(sheet, headerRow, index),
  }));
  const raw = columns.map(({ heading, values }) =>
    kind === 'ignore' ? null : guessColumn(heading, values, kind, position < 0),
  );
  const guesses = withoutIdleAddress(withoutRivals(raw));
  return columns
    .filter(({ heading, values }) => values.length > 0 || headingText(heading) !== '')
    .map(({ index, heading, values }) => ({
      index,
      heading: cut(headingText(heading).replace(/\s+/g, ' '), 60),
      field: guesses[index]?.field ?? null,
      confidence: Math.round((guesses[index]?.confidence ?? 0) * 100) / 100,
      samples: [...new Set(values)].slice(0, 3).map((value) => cut(maskNumbersIn(value), 40)),
    }));
};

const dataRows = (sheet: GridSheet, headerRow: number): number =>
  sheet.rows.filter((row) => row.rowNumber > headerRow).length;

const kindOf = (sheet: GridSheet, houses: Header | null, parking: Header | null): Kind | 'ignore' => {
  if (!houses && !parking) return 'ignore';
  if (!parking?.fields.has('spaceNumber')) return houses ? 'houses' : 'ignore';
  if (!houses) return 'parking';
  const named = /车位|车库|停车|泊位/.test(compact(sheet.name)) ? 1 : 0;
  return parking.score + named >= houses.score ? 'parking' : 'houses';
};

/** A list that begins with its first house: its columns are told by their values. */
const guessHeadless = (sheet: GridSheet): ImportSheet['columns'] | null => {
  const columns = describeColumns(sheet, -1, 'houses');
  const has = (...fields: ImportField[]) => columns.some(({ field }) => field !== null && fields.includes(field));
  return has('address', 'number') && has('phones', 'ownerNames') ? columns : null;
};

/** Finds the headings of a sheet, what kind of sheet it is, and what each column means. */
export const guessSheet = (sheet: GridSheet): ImportSheet => {
  const houses = findHeader(sheet, 'houses');
  const parking = findHeader(sheet, 'parking');
  const bare = houses || parking ? null : guessHeadless(sheet);
  const kind = bare ? 'houses' : kindOf(sheet, houses, parking);
  const position = bare ? -1 : ((kind === 'parking' ? parking : (houses ?? parking))?.position ?? 0);
  const headerRow = bare ? 0 : (sheet.rows[position]?.rowNumber ?? 1);
  return {
    index: sheet.index,
    name: cut(sheet.name, 60),
    // What an office hid is left alone unless staff say otherwise.
    kind: sheet.hidden ? 'ignore' : kind,
    headerRow,
    columns: bare ?? describeColumns(sheet, position, kind),
    rows: dataRows(sheet, headerRow),
  };
};

/** The sheet as staff corrected it: another kind, another row of headings, other meanings. */
export const remapSheet = (
  sheet: GridSheet,
  to: { kind: ImportSheet['kind']; headerRow: number; columns: { index: number; field: ImportField | null }[] },
): ImportSheet => {
  const found = sheet.rows.findIndex((row) => row.rowNumber >= to.headerRow);
  const position = to.headerRow === 0 ? -1 : found < 0 ? sheet.rows.length : found;
  const fields = new Map(to.columns.map((column) => [column.index, column.field]));
  const columns = describeColumns(sheet, position, to.kind).map((column) => {
    const field = fields.has(column.index) ? (fields.get(column.index) ?? null) : column.field;
    return { ...column, field, confidence: fields.has(column.index) ? 1 : column.confidence };
  });
  return {
    index: sheet.index,
    name: sheet.name,
    kind: to.kind,
    headerRow: to.headerRow,
    columns,
    rows: dataRows(sheet, to.headerRow),
  };
};
