import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { FundFlowRow, FundFlowSummary, TradeBillRow, TradeBillSummary } from './wechatPay.port.js';

const maxBillBytes = 256 * 1024 * 1024;
/** A bill writes its fees with up to five decimals: this many units make a fen. */
const unitsPerFen = 1000;

/** A bill that cannot be believed; nothing of it is used. Text for operators, without personal data. */
export class BillUnreadable extends Error {
  override readonly name = 'BillUnreadable';
  constructor(
    readonly code: 'bill_hash' | 'bill_shape' | 'bill_summary',
    reason: string,
  ) {
    super(reason);
  }
}

const shape = (reason: string): never => {
  throw new BillUnreadable('bill_shape', reason);
};

/** `12.34` -> units of a hundred-thousandth yuan, without floats. */
const unitsOf = (text: string): number => {
  const parts = /^(-?)(\d{1,10})(?:\.(\d{1,5}))?$/.exec(text);
  if (!parts) return shape('an amount is not a decimal number');
  const [, sign, whole = '', rest = ''] = parts;
  const units = Number(whole) * 100_000 + Number(rest.padEnd(5, '0'));
  return sign ? -units : units;
};

const fenOf = (text: string): number => {
  const units = unitsOf(text);
  return units % unitsPerFen === 0 ? units / unitsPerFen + 0 : shape('an amount has a part of a fen');
};

const roundedFenOf = (text: string): number => {
  const units = unitsOf(text);
  return Math.sign(units) * Math.round(Math.abs(units) / unitsPerFen) + 0;
};

type Cells = Record<string, string>;
interface Sheet {
  rows: Cells[];
  summary: Cells;
}

const packed = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');

/** Unpacks a downloaded bill and compares its hash, which is of the unpacked bytes. */
export const unpackBill = (downloaded: Buffer, promisedSha1: string): { bytes: Buffer; sha1: string } => {
  const bytes = packed(downloaded) ? gunzipSync(downloaded, { maxOutputLength: maxBillBytes }) : downloaded;
  const hash = sha1(bytes);
  if (hash === promisedSha1.toLowerCase()) return { bytes, sha1: hash };
  // The documents do not say which bytes are hashed: seeing both tells at once what a surprise is made of.
  throw new BillUnreadable('bill_hash', `promised ${promisedSha1}, unpacked ${hash}, as sent ${sha1(downloaded)}`);
};

const columnName = (cell: string): string => cell.trim().replaceAll('（', '(').replaceAll('）', ')');
const value = (cell: string): string => cell.trim().replace(/^`/, '').trim();

/** Headings are bare, every value begins with a backtick: a table, then a summary of one row. */
const readSheet = (bytes: Buffer): Sheet => {
  const lines = parse(bytes, {
    bom: true,
    delimiter: ',',
    quote: null,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
  }) as string[][];
  const tables: { columns: string[]; rows: Cells[] }[] = [];
  for (const line of lines) {
    if (!line[0]?.trim().startsWith('`')) {
      tables.push({ columns: line.map(columnName), rows: [] });
      continue;
    }
    const table = tables.at(-1) ?? shape('a row comes before any heading');
    if (line.length !== table.columns.length) shape('a row has another number of cells than its heading');
    table.rows.push(Object.fromEntries(table.columns.map((column, at) => [column, value(line[at] ?? '')])));
  }
  const [table, total] = tables;
  const summary = total?.rows[0];
  if (!table || !summary || tables.length !== 2 || total.rows.length !== 1) return shape('no table with its summary');
  return { rows: table.rows, summary };
};

const cell = (cells: Cells, column: string): string => cells[column] ?? shape(`no column ${column}`);

/** 2026-11-23 10:54:00 in the platform's zone. */
const timeOf = (text: string): Date => {
  const at = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? new Date(`${text.replace(' ', 'T')}+08:00`) : null;
  return at && !Number.isNaN(at.getTime()) ? at : shape('a time is not a time');
};

const sum = (rows: Cells[], column: string): number =>
  rows.reduce((total, row) => total + unitsOf(cell(row, column)), 0);

const compare = (name: string, said: number, counted: number): void => {
  if (said !== counted)
    throw new BillUnreadable('bill_summary', `${name}: the summary says ${said}, the rows ${counted}`);
};

const oneOf = <T extends string>(text: string, known: readonly T[]): T =>
  known.find((one) => one === text) ?? shape('a state or direction is unknown');

const tradeRow = (row: Cells): TradeBillRow => {
  const state = oneOf(cell(row, '交易状态'), ['SUCCESS', 'REFUND', 'REVOKED'] as const);
  const ofRefund = (column: string): string | null => (state === 'SUCCESS' ? null : cell(row, column) || null);
  return {
    tradeAt: timeOf(cell(row, '交易时间')),
    transactionId: cell(row, '微信订单号'),
    outTradeNo: cell(row, '商户订单号'),
    openid: cell(row, '用户标识'),
    tradeType: cell(row, '交易类型'),
    state,
    orderFen: fenOf(cell(row, '订单金额')),
    settledFen: fenOf(cell(row, '应结订单金额')),
    refundId: ofRefund('微信退款单号'),
    outRefundNo: ofRefund('商户退款单号'),
    refundState: ofRefund('退款状态'),
    refundFen: fenOf(cell(row, '申请退款金额')),
    feeFen: roundedFenOf(cell(row, '手续费')),
    description: cell(row, '商品名称'),
    attach: cell(row, '商户数据包'),
  };
};

/** Heading of the summary -> the column that it sums. */
const tradeSums = {
  应结订单总金额: '应结订单金额',
  退款总金额: '退款金额',
  手续费总金额: '手续费',
  订单总金额: '订单金额',
  申请退款总金额: '申请退款金额',
} as const;

/** A trade bill of type ALL. Throws BillUnreadable. */
export const readTradeBill = (bytes: Buffer): { rows: TradeBillRow[]; summary: TradeBillSummary } => {
  const { rows, summary } = readSheet(bytes);
  compare('总交易单数', unitsOf(cell(summary, '总交易单数')), unitsOf(String(rows.length)));
  for (const [total, column] of Object.entries(tradeSums))
    compare(total, unitsOf(cell(summary, total)), sum(rows, column));
  return {
    rows: rows.map(tradeRow),
    summary: {
      count: rows.length,
      orderFen: fenOf(cell(summary, '订单总金额')),
      settledFen: fenOf(cell(summary, '应结订单总金额')),
      refundFen: fenOf(cell(summary, '申请退款总金额')),
      feeFen: roundedFenOf(cell(summary, '手续费总金额')),
    },
  };
};

const fundFlowRow = (row: Cells): FundFlowRow => ({
  at: timeOf(cell(row, '记账时间')),
  businessNo: cell(row, '微信支付业务单号'),
  flowNo: cell(row, '资金流水单号'),
  businessName: cell(row, '业务名称'),
  businessType: cell(row, '业务类型'),
  direction: oneOf(cell(row, '收支类型'), ['收入', '支出'] as const) === '收入' ? 'in' : 'out',
  amountFen: fenOf(cell(row, '收支金额(元)')),
  balanceFen: fenOf(cell(row, '账户结余(元)')),
  note: cell(row, '备注'),
  voucherNo: cell(row, '业务凭证号'),
});

const fenTotal = (rows: FundFlowRow[]): number => rows.reduce((total, { amountFen }) => total + amountFen, 0);

/** A fund-flow bill of any account. Throws BillUnreadable. */
export const readFundFlowBill = (bytes: Buffer): { rows: FundFlowRow[]; summary: FundFlowSummary } => {
  const sheet = readSheet(bytes);
  const rows = sheet.rows.map(fundFlowRow);
  const [received, spent] = (['in', 'out'] as const).map((way) => rows.filter(({ direction }) => direction === way));
  const counted = {
    count: rows.length,
    inCount: received?.length ?? 0,
    inFen: fenTotal(received ?? []),
    outCount: spent?.length ?? 0,
    outFen: fenTotal(spent ?? []),
  };
  const said = (column: string): number => unitsOf(cell(sheet.summary, column)) / unitsPerFen;
  compare('资金流水总笔数', said('资金流水总笔数'), counted.count * 100);
  compare('收入笔数', said('收入笔数'), counted.inCount * 100);
  compare('收入金额', said('收入金额'), counted.inFen);
  compare('支出笔数', said('支出笔数'), counted.outCount * 100);
  compare('支出金额', said('支出金额'), counted.outFen);
  return { rows, summary: counted };
};
