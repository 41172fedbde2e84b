import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { BeijingTime, Fen } from './alipay.answers.js';
import type { AlipayBillRow } from './alipay.port.js';

/** A day of a very large merchant; more than that is no statement of a property company. */
const maxCsvBytes = 64 * 1024 * 1024;

/** Which rule of the statement's format was broken; holds nothing of its content. */
export class BillFormatError extends Error {
  override readonly name = 'BillFormatError';
}

const Row = z.object({
  支付宝交易号: z.string().min(1),
  商户订单号: z.string().min(1),
  业务类型: z.enum(['交易', '退款']),
  完成时间: BeijingTime,
  '订单金额（元）': Fen,
  '商家实收（元）': Fen,
  '退款批次号/请求号': z.string(),
  '服务费（元）': Fen,
});
type Row = z.output<typeof Row>;

/** File names inside the ZIP are GBK without saying so: the library then hands them over byte by byte. */
const readingsOf = (name: string): string => `${name} ${new TextDecoder('gbk').decode(Buffer.from(name, 'latin1'))}`;

/** The detail file of the ZIP; beside it lies a summary (汇总). */
const detailText = (zip: Buffer): string => {
  let files: [string, Uint8Array][];
  try {
    files = Object.entries(unzipSync(zip, { filter: (file) => file.originalSize <= maxCsvBytes }));
  } catch {
    throw new BillFormatError('no ZIP');
  }
  const details = files.filter(([name]) => /业务明细/.test(readingsOf(name)) && !/汇总/.test(readingsOf(name)));
  const bytes = details[0]?.[1];
  if (!bytes || details.length > 1) throw new BillFormatError('not one detail file');
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(bytes);
  } catch {
    throw new BillFormatError('not GBK');
  }
};

const between = (text: string): { table: string; after: string } => {
  const opening = /^#-+业务明细列表-+\r?\n/m.exec(text);
  const closing = /^#-+业务明细列表结束-+/m.exec(text);
  if (!opening || !closing || closing.index < opening.index) throw new BillFormatError('no list');
  const start = opening.index + opening[0].length;
  return { table: text.slice(start, closing.index), after: text.slice(closing.index) };
};

/** `#交易合计：2笔，商家实收共36.80元，…` and `#退款合计：1笔，商家实收退款共-35.80元，…` */
const totalsOf = (after: string, name: '交易' | '退款'): { count: number; fen: number } => {
  const found = new RegExp(`^#+${name}合计：(\\d+)笔，[^\\d-]*(-?[\\d.]+)元`, 'm').exec(after);
  const fen = Fen.safeParse(found?.[2]);
  if (!found || !fen.success) throw new BillFormatError('no totals');
  return { count: Number(found[1]), fen: fen.data };
};

const checkTotals = (rows: Row[], after: string): void => {
  for (const name of ['交易', '退款'] as const) {
    const own = rows.filter((row) => row.业务类型 === name);
    const fen = own.reduce((sum, row) => sum + row['商家实收（元）'], 0);
    const told = totalsOf(after, name);
    // A refund's total is written with or without its sign.
    if (told.count !== own.length || Math.abs(told.fen) !== Math.abs(fen)) throw new BillFormatError('totals differ');
  }
};

const present = (row: Row): AlipayBillRow => {
  const refund = row.业务类型 === '退款';
  const signed = row['订单金额（元）'];
  if (refund ? signed > 0 : signed < 0) throw new BillFormatError('amount of the wrong sign');
  if (refund && row['退款批次号/请求号'] === '') throw new BillFormatError('refund without number');
  return {
    kind: refund ? 'refund' : 'payment',
    tradeNo: row.支付宝交易号,
    outTradeNo: row.商户订单号,
    outRefundNo: refund ? row['退款批次号/请求号'] : null,
    amountFen: Math.abs(signed),
    // Written from our side: what Alipay keeps is negative.
    feeFen: row['服务费（元）'] === 0 ? 0 : -row['服务费（元）'],
    completedAt: row.完成时间,
  };
};

/**
 * The statement of a day as Alipay packs it: a ZIP of GBK files, `#` lines around a comma list, cells with a tab at their
 * end. Throws BillFormatError rather than leave a row out; its totals are checked.
 */
export const readBill = (zip: Buffer): AlipayBillRow[] => {
  const { table, after } = between(detailText(zip));
  let cells: unknown[];
  try {
    cells = parse(table, { columns: true, trim: true, skip_empty_lines: true });
  } catch {
    throw new BillFormatError('no table');
  }
  const rows = z.array(Row).safeParse(cells);
  if (!rows.success) throw new BillFormatError('a row of another shape');
  checkTotals(rows.data, after);
  return rows.data.map(present);
};
