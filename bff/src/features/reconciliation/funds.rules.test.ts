import { readFundLine } from './funds.rules.js';

const line = (businessName: string, direction: 'in' | 'out', amountFen: number, note = '') => ({
  businessName,
  direction,
  amountFen,
  note,
});

it.each([
  ['a payment', line('交易', 'in', 22_195), { kind: 'trade', amountFen: 22_195, feeFen: 0 }],
  [
    'its fee',
    line('扣除交易手续费', 'out', 133, '结算总金额 221.95 元，费率 0.60%'),
    { kind: 'fee', amountFen: -133, feeFen: 133 },
  ],
  [
    'a refund, with what of the fee comes back',
    line('退款', 'out', 14_910, '退款总金额150.00元;含手续费0.90元'),
    { kind: 'refund', amountFen: -14_910, feeFen: -90 },
  ],
  [
    'a refund of one fen',
    line('退款', 'out', 1, '退款总金额0.01元;含手续费0.00元'),
    { kind: 'refund', amountFen: -1, feeFen: 0 },
  ],
  [
    'what is sent to the bank',
    line('提现', 'out', 7_102_757),
    { kind: 'settlement', amountFen: -7_102_757, feeFen: 0 },
  ],
  ['the same under its other name', line('自动结算', 'out', 5), { kind: 'settlement', amountFen: -5, feeFen: 0 }],
  ['what the bank sends', line('充值', 'in', 100_000), { kind: 'recharge', amountFen: 100_000, feeFen: 0 }],
  ['anything else', line('分账', 'out', 7), { kind: 'other', amountFen: -7, feeFen: 0 }],
])('reads %s', (_title, given, expected) => {
  expect(readFundLine(given)).toEqual(expected);
});
