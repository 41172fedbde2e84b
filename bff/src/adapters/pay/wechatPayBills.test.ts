import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { BillUnreadable, readFundFlowBill, readTradeBill, unpackBill } from './wechatPayBills.js';

const head =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const paid =
  '`2026-11-23 23:59:59,`wx1,`1900000109,`0,`,`4200000001,`B0000001,`oLinna,`JSAPI,`SUCCESS,`OTHERS,`CNY,`250.60,`0.00,`0,`0,`0.00,`0.00,`,`,`物业费\\ 11月,`附,`1.50400,`0.60%,`250.60,`0.00,`';
const refunded =
  '`2026-11-23 12:00:00,`wx1,`1900000109,`0,`,`4200000001,`B0000001,`oLinna,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030000001,`R1,`0.5,`0.00,`ORIGINAL,`SUCCESS,`物业费\\ 11月,`附,`-0.00300,`0.60%,`0.00,`0.50,`';
const totals = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const sums = '`2,`250.60,`0.50,`0.00,`1.50100,`250.60,`0.50';
const bill = (...lines: string[]): Buffer => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);

const codeOf = (read: () => unknown): string => {
  try {
    read();
    return 'read';
  } catch (error) {
    return error instanceof BillUnreadable ? error.code : String(error);
  }
};

test('a trade bill is read by the names of its columns, in fen', () => {
  const { rows, summary } = readTradeBill(bill(head, paid, refunded, totals, sums));
  expect(rows[0]).toEqual({
    tradeAt: new Date('2026-11-23T15:59:59Z'),
    transactionId: '4200000001',
    outTradeNo: 'B0000001',
    openid: 'oLinna',
    tradeType: 'JSAPI',
    state: 'SUCCESS',
    orderFen: 25_060,
    settledFen: 25_060,
    refundId: null,
    outRefundNo: null,
    refundState: null,
    refundFen: 0,
    feeFen: 150,
    description: '物业费\\ 11月',
    attach: '附',
  });
  expect(rows[1]).toMatchObject({
    state: 'REFUND',
    refundId: '5030000001',
    outRefundNo: 'R1',
    refundState: 'SUCCESS',
    refundFen: 50,
    orderFen: 0,
    feeFen: 0,
  });
  expect(summary).toEqual({ count: 2, orderFen: 25_060, settledFen: 25_060, refundFen: 50, feeFen: 150 });
});

test.each<[string, string[], string]>([
  ['a total that its rows do not give', [head, paid, totals, sums], 'bill_summary'],
  ['a row with a cell too many', [head, `${paid},\`x`, refunded, totals, sums], 'bill_shape'],
  ['no summary', [head, paid, refunded], 'bill_shape'],
  ['a lost column', [head.replace('手续费,', '别的,'), paid, refunded, totals, sums], 'bill_shape'],
  [
    'an amount with a part of a fen',
    [head, paid.replaceAll('250.60', '250.605'), refunded, totals, sums.replaceAll('250.60', '250.605')],
    'bill_shape',
  ],
  ['an amount in another notation', [head, paid.replaceAll('250.60', '2.506e2'), refunded, totals, sums], 'bill_shape'],
  ['a state nobody knows', [head, paid.replace('SUCCESS', 'MAYBE'), refunded, totals, sums], 'bill_shape'],
  ['a day that does not exist', [head, paid.replace('2026-11-23', '2026-13-23'), refunded, totals, sums], 'bill_shape'],
  ['an error page', ['<html>busy</html>'], 'bill_shape'],
])('a trade bill is not believed: %s', (_title, lines, code) => {
  expect(codeOf(() => readTradeBill(bill(...lines)))).toBe(code);
});

const flowHead =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余(元),资金变更提交申请人,备注,业务凭证号';
// The platform's own sample row.
const sample =
  '`2021-02-01 13:54:01,`50300806962021020105978994968,`4200000920202102013246532164,`退款,`退款,`支出,`0.01,`0.22,`1601959334API,`退款总金额0.01元;含手续费0.00元,`S20210201135358';
const flowTotals = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';

test('the published row of a fund-flow bill is read, with full-width brackets too', () => {
  expect(readFundFlowBill(bill(flowHead, sample, flowTotals, '`1,`0,`0.00,`1,`0.01'))).toEqual({
    rows: [
      {
        at: new Date('2021-02-01T05:54:01Z'),
        businessNo: '50300806962021020105978994968',
        flowNo: '4200000920202102013246532164',
        businessName: '退款',
        businessType: '退款',
        direction: 'out',
        amountFen: 1,
        balanceFen: 22,
        note: '退款总金额0.01元;含手续费0.00元',
        voucherNo: 'S20210201135358',
      },
    ],
    summary: { count: 1, inCount: 0, inFen: 0, outCount: 1, outFen: 1 },
  });
});

test.each([
  ['an income that is an expense', '`1,`1,`0.01,`0,`0.00'],
  ['another sum', '`1,`0,`0.00,`1,`0.02'],
  ['another count', '`2,`0,`0.00,`1,`0.01'],
])('a fund-flow bill is not believed: %s', (_title, line) => {
  expect(codeOf(() => readFundFlowBill(bill(flowHead, sample, flowTotals, line)))).toBe('bill_summary');
});

test('the hash is of the unpacked bytes, packed or not', () => {
  const bytes = bill(head);
  const hash = createHash('sha1').update(bytes).digest('hex');
  expect(unpackBill(gzipSync(bytes), hash.toUpperCase())).toEqual({ bytes, sha1: hash });
  expect(unpackBill(bytes, hash)).toEqual({ bytes, sha1: hash });
  const packed = gzipSync(bytes);
  expect(codeOf(() => unpackBill(packed, createHash('sha1').update(packed).digest('hex')))).toBe('bill_hash');
});
