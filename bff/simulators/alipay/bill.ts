import { toDay } from 'shared-types/time';
import { toGbk } from './gbk.js';
import { toYuan } from './money.js';
import type { Trade } from './world.js';
import { zipOf } from './zip.js';

const header =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

interface Line {
  refundNo: string;
  at: string;
  fen: number;
  feeFen: number;
}

const beijing = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** 0.6 %, rounded half up. */
const feeOf = (fen: number): number => Math.floor((fen * 6 + 500) / 1000);

const linesOf = (trade: Trade, day: string): Line[] => {
  const lines: Line[] = [];
  if (trade.paidAt && toDay(trade.paidAt) === day)
    lines.push({ refundNo: '', at: trade.paidAt, fen: trade.amountFen, feeFen: -feeOf(trade.amountFen) });
  for (const refund of trade.refunds)
    if (refund.doneAt && toDay(refund.doneAt) === day)
      lines.push({ refundNo: refund.outRefundNo, at: refund.doneAt, fen: -refund.fen, feeFen: 0 });
  return lines;
};

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const row = (trade: Trade, line: Line): string =>
  [
    `${trade.tradeNo}\t`,
    `${trade.outTradeNo}\t`,
    line.refundNo === '' ? '交易' : '退款',
    cell(trade.subject),
    beijing(trade.createdAt ?? line.at),
    beijing(line.at),
    '',
    '',
    '',
    '',
    '*娜(199****7919)',
    toYuan(line.fen),
    toYuan(line.fen),
    ...Array.from({ length: 5 }, () => '0.00'),
    '',
    '0.00',
    '0.00',
    line.refundNo === '' ? '' : `${line.refundNo}\t`,
    toYuan(line.feeFen),
    '0.00',
    '',
  ].join(',');

const sum = (lines: Line[]): number => lines.reduce((total, { fen }) => total + fen, 0);

/** The ZIP of one day as Alipay packs it, detail and summary in GBK; null when nothing was paid or given back. */
export const billOf = (trades: Trade[], sellerId: string, day: string): Buffer | null => {
  const found = trades.flatMap((trade) => linesOf(trade, day).map((line) => ({ trade, line })));
  if (found.length === 0) return null;
  const lines = found.map(({ line }) => line);
  const [paid, refunded] = [lines.filter(({ fen }) => fen >= 0), lines.filter(({ fen }) => fen < 0)];
  const chinese = day.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
  const head = [
    '#支付宝业务明细查询',
    `#账号：[${sellerId}0156]`,
    `#起始日期：[${chinese} 00:00:00]   终止日期：[${chinese} 24:00:00]`,
  ];
  const detail = [
    ...head,
    '#-----------------------------------------业务明细列表----------------------------------------',
    header,
    ...found.map(({ trade, line }) => row(trade, line)),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${paid.length}笔，商家实收共${toYuan(sum(paid))}元，商家优惠共0.00元`,
    `#退款合计：${refunded.length}笔，商家实收退款共${toYuan(sum(refunded))}元，商家优惠退款共0.00元`,
    `#导出时间：[${chinese} 06:27:10]`,
    '',
  ].join('\r\n');
  const summary = [
    ...head,
    '#-------业务汇总列表-------',
    '门店编号,门店名称,交易订单总笔数',
    `合计,,${paid.length}`,
    '',
  ].join('\r\n');
  const name = (kind: string): Buffer => toGbk(`${sellerId}0156_${day.replaceAll('-', '')}_业务明细${kind}.csv`);
  return zipOf([
    { name: name(''), bytes: toGbk(detail) },
    { name: name('(汇总)'), bytes: toGbk(summary) },
  ]);
};
