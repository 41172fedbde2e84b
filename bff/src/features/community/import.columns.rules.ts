import type { ImportField, ImportSheet } from 'shared-types/ledgerImport';
import { parseAddress, parseBuilding } from './address.rules.js';
import { readPhones } from './phone.rules.js';
import { compact, cut } from './text.rules.js';

/** Which row of a sheet holds the headings, and what each column means: by its heading and by its values. */

export interface Sheet {
  name: string;
  /** Texts as staff see them; the first row of the sheet is rows[0]. */
  rows: string[][];
}

const headingWords: [ImportField, RegExp][] = [
  ['sequence', /^(?:序号|序|编号|no\.?|行号|#)$/i],
  ['spaceNumber', /^(?:车位号|车位编号|车位号码|车位|泊位号?|停车位号?)$/],
  ['tenure', /产权.{0,2}租赁|租售|车位性质|车位类型|权属|使用性质.*车|车位状态|车位属性|取得方式|使用方式/],
  ['boundHouse', /绑定房|关联房|对应房|所属房|归属房|车主房/],
  ['plate', /车牌/],
  ['zone', /^(?:区域|分区|车库|停车区|所在区域?|位置|楼层区域)$/],
  ['tenant', /租户|租客|承租|租赁人|租房人/],
  ['idLastFour', /身份证|证件号|证件后/],
  ['phones', /电话|手机|联系方式|联系号码|号码$|座机|宅电|\btel\b|mobile/i],
  ['area', /面积|建面|平米|平方/],
  [
    'address',
    /房屋地址|房产地址|地址|房屋坐落|坐落|房屋位置|房产名称|房屋名称|房产$|房屋编号|房屋信息$|物业单元|资源名称/,
  ],
  ['layout', /户型|房型|格局/],
  ['handedOverOn', /交房|入伙|收楼|交付|收房|接房|交楼/],
  ['occupancy', /状态|入住情况|居住情况|使用情况|入住$|是否入住|居住/],
  ['usage', /用途|使用性质|房屋性质|物业类型|业态|房屋类型|类型$|性质$/],
  ['ownerNames', /业主|产权人|户主|姓名|客户名|客户$|房主|所有权人|权利人|住户|名字/],
  ['number', /房号|门牌|室号|房间号|房间|户号|单元号室|室$|铺号|商铺号|房屋号/],
  ['unit', /单元|梯号/],
  ['building', /楼栋|楼号|幢|座|楼宇|栋|大楼|楼座/],
  ['remark', /备注|说明|附注|其他/],
];

const tidyHeading = (text: string): string =>
  compact(text)
    .replace(/[（(【[].*?[）)】\]]/g, '')
    .replace(/[*：:]/g, '');

/** What a heading alone says. */
export const fieldOfHeading = (heading: string): ImportField | null => {
  const text = tidyHeading(heading);
  if (text === '' || text.length > 16) return null;
  return headingWords.find(([, words]) => words.test(text))?.[0] ?? null;
};

const shapes: [ImportField, (text: string) => boolean][] = [
  ['phones', (text) => readPhones(text).numbers.length > 0 && /\d{7}/.test(text.replace(/\D/g, ''))],
  [
    'plate',
    (text) => /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.]?[A-Z0-9]{5,6}$/.test(text),
  ],
  ['spaceNumber', (text) => /^(?:[A-Z]\d?|负[一二三\d])[-区]?[A-Z]?-?\d{2,4}$/.test(text)],
  ['handedOverOn', (text) => /^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}/.test(text)],
  [
    'address',
    (text) => {
      const address = parseAddress(text);
      return address !== null && address.building !== null && address.number !== null;
    },
  ],
  ['occupancy', (text) => /^(?:自住|自用|出租|空置|已入住|未入住|租住)$/.test(text)],
  ['layout', (text) => /[室房].*厅/.test(text)],
  ['unit', (text) => /^.{1,3}单元$/.test(text)],
  ['building', (text) => /(?:栋|幢|座|号楼|#)$/.test(text) && parseBuilding(text) !== null],
  ['area', (text) => /^约?\d{2,3}\.\d{1,2}(?:㎡|m2|平.*)?$/.test(text)],
  ['number', (text) => /^[A-Z]?\d{3,4}(?:室|房)?$/.test(text)],
  ['idLastFour', (text) => /^\d{3}X$/i.test(text)],
  ['ownerNames', (text) => /^[\p{Script=Han}]{2,3}(?:[、,][\p{Script=Han}]{2,3})*$/u.test(text)],
];

/** What a column's values say; null when less than most of them agree. */
export const fieldOfValues = (values: string[]): ImportField | null => {
  const texts = values.map(compact).filter((text) => text !== '');
  if (texts.length === 0) return null;
  return shapes.find(([, fits]) => texts.filter(fits).length >= Math.max(1, texts.length * 0.7))?.[0] ?? null;
};

const distinct = (row: string[]): string[] => [...new Set(row.map(compact).filter((text) => text !== ''))];

const mostHeadingRows = 40;

/** The headings of a row; one that stands above a second row of headings is put before it: 业主 + 姓名. */
export const headingsAt = (rows: string[][], headerRow: number): string[] => {
  const row = rows[headerRow - 1] ?? [];
  const above = rows[headerRow - 2] ?? [];
  const grouped = distinct(above).length >= 2 && scoreOf(above) >= 1;
  return Array.from({ length: Math.max(row.length, grouped ? above.length : 0) }, (_, index) => {
    const own = (row[index] ?? '').trim();
    const group = grouped ? (above[index] ?? '').trim() : '';
    return group && group !== own ? `${group}${own}` : own;
  });
};

const scoreOf = (headings: string[]): number =>
  new Set(headings.map(fieldOfHeading).filter((field) => field !== null)).size;

/** A row of headings holds no values. */
const looksLikeHeadings = (row: string[]): boolean =>
  distinct(row).length >= 2 && row.filter((cell) => /\d{3,}/.test(compact(cell))).length === 0;

/** 1-based row of the headings; 0 when the sheet begins with its values. */
export const findHeaderRow = (rows: string[][]): number => {
  let best = { row: 0, score: 1 };
  for (let n = 1; n <= Math.min(rows.length, mostHeadingRows); n++) {
    const row = rows[n - 1] ?? [];
    if (!looksLikeHeadings(row)) continue;
    const score = scoreOf(row);
    const joined = n > 1 && looksLikeHeadings(rows[n - 2] ?? []) ? scoreOf(headingsAt(rows, n)) : 0;
    const whole = Math.max(score, joined);
    if (whole > best.score) best = { row: n, score: whole };
  }
  return best.row;
};

/** Several columns may hold these together. */
const manyColumns = new Set<ImportField>(['phones', 'ownerNames', 'tenant', 'remark']);

interface Guess {
  field: ImportField | null;
  confidence: number;
}

/** Values alone are enough for these, whatever the heading says. */
const speakForThemselves = new Set<ImportField>(['phones', 'plate', 'address', 'spaceNumber', 'unit', 'building']);

/** Square metres that are not the ones on the deed; taken only where no other are given. */
const lesserArea = /套内|使用面积|公摊|赠送|花园/;

/** People of the office and others who are neither owners nor tenants. */
const othersHeading = /管家|经办|紧急|楼长|网格|收费员|登记人|填表/;

const guessColumn = (heading: string, values: string[]): Guess => {
  if (othersHeading.test(heading)) return { field: null, confidence: 0 };
  const named = fieldOfHeading(heading);
  const shaped = fieldOfValues(values);
  if (named && (named === 'number' || named === 'building' || named === 'unit') && shaped === 'address')
    return { field: 'address', confidence: 0.8 };
  if (named === 'address' && shaped === 'number') return { field: 'number', confidence: 0.7 };
  if (named === 'area' && lesserArea.test(heading)) return { field: 'area', confidence: 0.5 };
  if (named) return { field: named, confidence: shaped === null || shaped === named ? 0.95 : 0.9 };
  if (!shaped) return { field: null, confidence: 0 };
  if (tidyHeading(heading) === '') return { field: shaped, confidence: 0.6 };
  return speakForThemselves.has(shaped) ? { field: shaped, confidence: 0.4 } : { field: null, confidence: 0 };
};

/** The whole reading of one sheet as it is proposed to staff. */
export const guessSheet = (sheet: Sheet, index: number): ImportSheet => {
  const headerRow = findHeaderRow(sheet.rows);
  const headings = headingsAt(sheet.rows, headerRow);
  const body = sheet.rows.slice(headerRow).filter((row) => distinct(row).length > 1);
  const width = Math.max(headings.length, ...body.map((row) => row.length), 0);
  const columns = Array.from({ length: width }, (_, column) => {
    const values = body
      .slice(0, 200)
      .map((row) => row[column] ?? '')
      .filter((text) => text.trim() !== '');
    const heading = headings[column] ?? '';
    return {
      index: column,
      heading: cut(heading, 60),
      ...guessColumn(heading, values.slice(0, 60)),
      samples: [...new Set(values)].slice(0, 3).map((text) => cut(text, 40)),
    };
  });
  const taken = new Map<ImportField, number>();
  for (const column of [...columns].sort((a, b) => b.confidence - a.confidence || a.index - b.index)) {
    if (column.field === null) continue;
    // Several columns with such headings belong together; one that only looks so does not.
    if (manyColumns.has(column.field) && column.confidence > 0.6) {
      taken.set(column.field, column.index);
      continue;
    }
    if (taken.has(column.field)) Object.assign(column, { field: null, confidence: 0 });
    else taken.set(column.field, column.index);
  }
  const kind = kindOf(
    columns.flatMap(({ field }) => (field ? [field] : [])),
    sheet.name,
  );
  return {
    index,
    name: cut(sheet.name, 60),
    kind,
    headerRow,
    columns: columns.map((column) => fitKind(column, kind)),
    rows: body.length,
  };
};

const kindOf = (fields: ImportField[], name: string): ImportSheet['kind'] => {
  const has = (field: ImportField): boolean => fields.includes(field);
  if (has('spaceNumber') || (/车位|停车/.test(name) && (has('plate') || has('boundHouse')))) return 'parking';
  const more = fields.filter(
    (field) => !['address', 'number', 'building', 'unit', 'sequence', 'remark'].includes(field),
  );
  return (has('address') || has('number')) && more.length > 0 ? 'houses' : 'ignore';
};

const parkingOnly = new Set<ImportField>(['spaceNumber', 'zone', 'tenure', 'boundHouse']);

/** In a sheet of parking spaces an address or a room number is the house to which the space belongs. */
const fitKind = <T extends { field: ImportField | null }>(column: T, kind: ImportSheet['kind']): T => {
  if (kind === 'houses' && column.field && parkingOnly.has(column.field)) return { ...column, field: null };
  if (kind !== 'parking') return column;
  return column.field === 'address' || column.field === 'number' ? { ...column, field: 'boundHouse' } : column;
};
