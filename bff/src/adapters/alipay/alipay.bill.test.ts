import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { toGbk } from '../../../simulators/alipay/gbk.js';
import { zipOf } from '../../../simulators/alipay/zip.js';
import { fenOf, yuanOf } from '../yuanText.rules.js';
import { BillFormatError, readBill } from './alipay.bill.js';
import { alipayPrivateKey, alipayPublicKey } from './alipay.keys.js';

const header =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';
const paid =
  '2026112322001400000000000001\t,P1\t,交易,"物业费,含水费",2026-11-23 10:54:00,2026-11-23 10:54:30,,,,,*娜(199****7919),250.60,250.60,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,,-1.50,0.00,';
const refunded =
  '2026112322001400000000000001\t,P1\t,退款,物业费,2026-11-23 10:54:00,2026-11-23 12:00:00,,,,,*娜(199****7919),-50.00,-50.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,R1\t,0.30,0.00,';
const text = (rows: string[], totals: string[]): string =>
  [
    '#支付宝业务明细查询',
    '#账号：[20880000000000010156]',
    '#起始日期：[2026年11月23日 00:00:00]   终止日期：[2026年11月24日 00:00:00]',
    '#-----------------------------------------业务明细列表----------------------------------------',
    header,
    ...rows,
    '#-----------------------------------------业务明细列表结束------------------------------------',
    ...totals,
    '#导出时间：[2026年11月24日 06:27:10]',
    '',
  ].join('\r\n');
const evenTotals = [
  '#交易合计：1笔，商家实收共250.60元，商家优惠共0.00元',
  '#退款合计：1笔，商家实收退款共-50.00元，商家优惠退款共0.00元',
];
const zipped = (content: string, name = '20880000000000010156_20261123_业务明细.csv'): Buffer =>
  zipOf([
    { name: toGbk(name), bytes: toGbk(content) },
    { name: toGbk('20880000000000010156_20261123_业务明细(汇总).csv'), bytes: toGbk('#支付宝业务汇总查询') },
  ]);

test('payments and refunds become whole fen, without signs, tabs and quotation marks', () => {
  expect(readBill(zipped(text([paid, refunded], evenTotals)))).toEqual([
    {
      kind: 'payment',
      tradeNo: '2026112322001400000000000001',
      outTradeNo: 'P1',
      outRefundNo: null,
      amountFen: 25_060,
      feeFen: 150,
      completedAt: new Date('2026-11-23T02:54:30.000Z'),
    },
    {
      kind: 'refund',
      tradeNo: '2026112322001400000000000001',
      outTradeNo: 'P1',
      outRefundNo: 'R1',
      amountFen: 5000,
      feeFen: -30,
      completedAt: new Date('2026-11-23T04:00:00.000Z'),
    },
  ]);
});

test('a ZIP whose names are UTF-8 is read as well', () => {
  const bytes = new Uint8Array(toGbk(text([paid, refunded], evenTotals)));
  expect(readBill(Buffer.from(zipSync({ '2088_业务明细.csv': bytes })))).toHaveLength(2);
});

test.each([
  ['a row less than its totals', zipped(text([paid], evenTotals)), 'totals differ'],
  ['an amount changed', zipped(text([paid.replaceAll('250.60', '250.61'), refunded], evenTotals)), 'totals differ'],
  ['no totals', zipped(text([paid, refunded], [])), 'no totals'],
  ['no end of the list', zipped(text([paid], evenTotals).replace('业务明细列表结束', '')), 'no list'],
  ['an amount of three decimals', zipped(text([paid.replace('250.60', '250.600'), refunded], evenTotals)), 'shape'],
  ['an unknown kind of row', zipped(text([paid.replace('交易', '转账'), refunded], evenTotals)), 'shape'],
  ['a column less', zipped(text([paid, refunded], evenTotals).replace('服务费（元）', '别的')), 'shape'],
  ['a refund without its number', zipped(text([paid, refunded.replace('R1', '')], evenTotals)), 'refund without'],
  ['a refund that adds money', zipped(text([paid, refunded.replace('-50.00', '50.00')], evenTotals)), 'wrong sign'],
  ['no detail file', zipped(text([paid, refunded], evenTotals), 'x.csv'), 'not one detail file'],
  ['text that is no GBK', Buffer.from(zipSync({ '业务明细.csv': new Uint8Array([0x81, 0x20]) })), 'not GBK'],
  ['UTF-8 content', Buffer.from(zipSync({ '业务明细.csv': strToU8(text([paid, refunded], evenTotals)) })), ''],
  ['no ZIP', Buffer.from('<html>expired</html>'), 'no ZIP'],
])('%s is no statement', (_title, zip, words) => {
  expect(() => readBill(zip)).toThrow(BillFormatError);
  expect(() => readBill(zip)).toThrow(words);
});

test('every amount goes to yuan and back to the same fen; anything longer or stranger is none', () => {
  fc.assert(fc.property(fc.integer({ min: -1e14, max: 1e14 }), (fen) => fenOf(yuanOf(fen)) === fen));
  expect([0, 5, -5, 100, -12_345].map(yuanOf)).toEqual(['0.00', '0.05', '-0.05', '1.00', '-123.45']);
  expect(['1', '1.5', '0.07', '-0.00'].map(fenOf)).toEqual([100, 150, 7, 0]);
  for (const text of ['', '1.', '.5', '1.005', '01', '+1', '1,000.00', '1e3', ' 1', '９', 'NaN', '99999999999999.00'])
    expect(fenOf(text)).toBeNull();
  expect(() => yuanOf(1.5)).toThrow(RangeError);
});

test('keys are read as PEM of both kinds and as the bare text of the key tool', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = (type: 'pkcs1' | 'pkcs8'): string => privateKey.export({ type, format: 'pem' }).toString();
  const bare = (text: string): string => text.replace(/-----.*-----/g, '').replace(/\n/g, '');
  const right = pem('pkcs1').trim();
  for (const form of [pem('pkcs1'), pem('pkcs8'), bare(pem('pkcs1')), bare(pem('pkcs8'))])
    expect(alipayPrivateKey(form)).toBe(right);
  const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  for (const form of [spki, bare(spki)]) expect(alipayPublicKey(form)).toBe(spki.trim());
  expect(createPrivateKey(right).asymmetricKeyType).toBe('rsa');
  expect(() => alipayPrivateKey('not a key')).toThrow();
});
