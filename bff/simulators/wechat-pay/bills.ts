import { createHash } from 'node:crypto';
import { atWall, toDay, toInstant } from 'shared-types/time';
import { feeBackOf, feeFen, movements } from './accounts.js';
import type { Book, Order, Refund } from './book.js';

const bom = '\ufeff';
const producedAtHour = 9;

export const tradeBillTypes = ['ALL', 'SUCCESS', 'REFUND'] as const;
export type TradeBillType = (typeof tradeBillTypes)[number];

const yuan = (fen: number): string => (fen / 100).toFixed(2);
const timeText = (ms: number): string => toInstant(new Date(ms)).slice(0, 19).replace('T', ' ');
/** A user's comma would split the cell, a line break the row. */
const userText = (text: string): string => text.replaceAll(',', '\\ ').replace(/\r?\n/g, '\\n');
const line = (cells: (string | number)[]): string => `${cells.map((cell) => `\`${cell}`).join(',')}\r\n`;
const heading = (columns: string[]): string => `${columns.join(',')}\r\n`;

const producedAtMs = (day: string): number => atWall(day, 24 + producedAtHour).getTime();

/** Whether the bill of a day can be had: from 09:00 of the next day on, for three months. */
export const billState = (day: string, now: Date): 'ready' | 'creating' | 'invalid' => {
  const ageDays = (Date.parse(toDay(now)) - Date.parse(day)) / 86_400_000;
  if (Number.isNaN(ageDays) || ageDays < 1 || ageDays > 92) return 'invalid';
  return now.getTime() >= producedAtMs(day) ? 'ready' : 'creating';
};

const columns = {
  before: [
    ...['交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号', '用户标识'],
    ...['交易类型', '交易状态', '付款银行', '货币种类', '应结订单金额', '代金券金额'],
  ],
  refundTimes: ['退款申请时间', '退款成功时间'],
  refund: ['微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态'],
  after: ['商品名称', '商户数据包', '手续费', '费率', '订单金额'],
  applied: ['申请退款金额'],
  last: ['费率备注'],
};

interface Entry {
  atMs: number;
  order: Order;
  refund: Refund | null;
}

/** A row is written once and not changed later: a refund that ended after the bill was made is still on its way in it. */
const refundStateIn = (refund: Refund, day: string): string => {
  if (refund.endedAtMs === null || refund.endedAtMs > producedAtMs(day)) return 'PROCESSING';
  return refund.status === 'SUCCESS' ? 'SUCCESS' : refund.status === 'CLOSED' ? 'FAIL' : 'CHANGE';
};

interface Amounts {
  settled: number;
  refund: number;
  fee: number;
  order: number;
}

const amountsOf = (book: Book, { order, refund }: Entry): Amounts =>
  refund
    ? { settled: 0, refund: refund.refundFen, fee: -feeBackOf(book, refund), order: 0 }
    : { settled: order.totalFen, refund: 0, fee: feeFen(order.totalFen), order: order.totalFen };

const cellsOf = (book: Book, entry: Entry, type: TradeBillType, day: string): (string | number)[] => {
  const { order, refund } = entry;
  const amounts = amountsOf(book, entry);
  const withRefund = type !== 'SUCCESS';
  const times = [timeText(refund?.createdAtMs ?? 0), refund?.endedAtMs ? timeText(refund.endedAtMs) : ''];
  const ofRefund = refund
    ? [refund.refundId, refund.outRefundNo, yuan(refund.refundFen), '0.00', 'ORIGINAL', refundStateIn(refund, day)]
    : ['0', '0', '0.00', '0.00', '', ''];
  return [
    ...[timeText(entry.atMs), order.appId, order.mchId, '0', '', order.transactionId ?? '', order.outTradeNo],
    ...[order.payer ?? '', order.kind, refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY', yuan(amounts.settled), '0.00'],
    ...(type === 'REFUND' ? times : []),
    ...(withRefund ? ofRefund : []),
    ...[userText(order.description), userText(order.attach ?? ''), (amounts.fee / 100).toFixed(5), '0.60%'],
    yuan(amounts.order),
    ...(withRefund ? [yuan(amounts.refund)] : []),
    '',
  ];
};

const entriesOf = (book: Book, day: string, type: TradeBillType): Entry[] => {
  const isThatDay = (ms: number | null): ms is number => ms !== null && toDay(new Date(ms)) === day;
  const payments = [...book.orders.values()].flatMap((order) =>
    isThatDay(order.paidAtMs) ? [{ atMs: order.paidAtMs, order, refund: null }] : [],
  );
  const refunds = [...book.refunds.values()].flatMap((refund) => {
    const order = book.orders.get(refund.outTradeNo);
    return order && isThatDay(refund.createdAtMs) ? [{ atMs: refund.createdAtMs, order, refund }] : [];
  });
  const chosen = { ALL: [...payments, ...refunds], SUCCESS: payments, REFUND: refunds }[type];
  return chosen.sort((a, b) => a.atMs - b.atMs);
};

/** 交易账单; null when nothing was traded that day. */
export const tradeBill = (book: Book, day: string, type: TradeBillType): string | null => {
  const entries = entriesOf(book, day, type);
  if (entries.length === 0) return null;
  const total = { settled: 0, refund: 0, fee: 0, order: 0 };
  for (const entry of entries) {
    const amounts = amountsOf(book, entry);
    for (const key of ['settled', 'refund', 'fee', 'order'] as const) total[key] += amounts[key];
  }
  const names = [
    ...columns.before,
    ...(type === 'REFUND' ? columns.refundTimes : []),
    ...(type === 'SUCCESS' ? [] : columns.refund),
    ...columns.after,
    ...(type === 'SUCCESS' ? [] : columns.applied),
    ...columns.last,
  ];
  return [
    bom,
    heading(names),
    ...entries.map((entry) => line(cellsOf(book, entry, type, day))),
    heading([
      '总交易单数',
      '应结订单总金额',
      '退款总金额',
      '充值券退款总金额',
      '手续费总金额',
      '订单总金额',
      '申请退款总金额',
    ]),
    line([
      ...[entries.length, yuan(total.settled), yuan(total.refund), '0.00', (total.fee / 100).toFixed(5)],
      ...[yuan(total.order), yuan(total.refund)],
    ]),
  ].join('');
};

const flowNo = (businessNo: string, name: string): string =>
  `4200${BigInt(`0x${createHash('sha1').update(`${businessNo} ${name}`).digest('hex')}`)
    .toString()
    .slice(0, 24)}`;

/** 资金账单 of the basic account; null when no money moved that day. */
export const fundFlowBill = (book: Book, day: string): string | null => {
  let balance = 0;
  const rows: string[] = [];
  const total = { inCount: 0, inFen: 0, outCount: 0, outFen: 0 };
  for (const { atMs, businessNo, name, signedFen, note, voucherNo } of movements(book)) {
    balance += signedFen;
    if (toDay(new Date(atMs)) !== day) continue;
    const isIn = signedFen >= 0;
    total[isIn ? 'inCount' : 'outCount'] += 1;
    total[isIn ? 'inFen' : 'outFen'] += Math.abs(signedFen);
    rows.push(
      line([
        ...[timeText(atMs), businessNo, flowNo(businessNo, name), name, name, isIn ? '收入' : '支出'],
        ...[yuan(Math.abs(signedFen)), yuan(balance), 'system', note, voucherNo],
      ]),
    );
  }
  if (rows.length === 0) return null;
  return [
    bom,
    heading([
      ...[
        '记账时间',
        '微信支付业务单号',
        '资金流水单号',
        '业务名称',
        '业务类型',
        '收支类型',
        '收支金额(元)',
        '账户结余(元)',
      ],
      ...['资金变更提交申请人', '备注', '业务凭证号'],
    ]),
    ...rows,
    heading(['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额']),
    line([rows.length, total.inCount, yuan(total.inFen), total.outCount, yuan(total.outFen)]),
  ].join('');
};
