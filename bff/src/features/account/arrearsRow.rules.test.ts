import fc from 'fast-check';
import { plainYuan } from 'shared-types/money';
import { moneyColumnOf, readAmount, readFee, readPeriod } from './arrearsRow.rules.js';

it.each([
  ['物业费', 'property'],
  ['物业管理费', 'property'],
  ['水费', 'water'],
  ['公摊水费', 'shared-water'],
  ['电费', 'power'],
  ['电梯公摊电费', 'shared-power'],
  ['地下车位费', 'parking'],
  ['天然气费', 'gas'],
  ['垃圾清运费', 'one-off'],
])('reads the fee %s', (cell, kind) => expect(readFee(cell).value).toEqual({ kind, name: cell }));

it('wants a fee, and a short name of it', () => {
  expect(readFee(' ').fault).toBe('feeMissing');
  expect(readFee('费'.repeat(21)).fault).toBe('feeTooLong');
});

it.each([
  ['2025-03', '2025-03'],
  ['2025年3月', '2025-03'],
  ['2025年03月份', '2025-03'],
  ['202503', '2025-03'],
  ['2025/3/1', '2025-03'],
  ['2025-12-01', '2025-12'],
  ['2025.10', '2025-10'],
  ['2025.3', '2025-03'],
  ['2026-11', '2026-11'],
])('reads the month %s', (cell, period) =>
  expect(readPeriod(cell, '2026-11-23')).toEqual({ value: period, fault: null }),
);

it.each([
  ['', 'periodMissing'],
  ['2025.1', 'periodAmbiguous'],
  ['2025-13', 'periodUnreadable'],
  ['2025-00', 'periodUnreadable'],
  ['去年', 'periodUnreadable'],
  ['2025', 'periodUnreadable'],
  ['2026-12', 'periodAhead'],
])('refuses the month %s', (cell, fault) => expect(readPeriod(cell, '2026-11-23').fault).toBe(fault));

it.each([
  ['250.6', 25_060],
  ['1,250.60', 125_060],
  ['¥12', 1200],
  ['300元', 30_000],
  ['0.10', 10],
  ['250.600', 25_060],
  ['', 0],
  ['0', 0],
])('reads the amount %s', (cell, fen) => expect(readAmount(cell)).toEqual({ value: fen, fault: null }));

it.each([
  ['250.605', 'amountTooFine'],
  ['-3', 'amountNegative'],
  ['三百', 'amountUnreadable'],
  ['1e3', 'amountUnreadable'],
  ['99999999', 'amountHuge'],
  ['=A1+B1', 'amountUnreadable'],
])('refuses the amount %s', (cell, fault) => expect(readAmount(cell).fault).toBe(fault));

it('reads every amount as it was written, to the fen', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (fen) => {
      expect(readAmount(plainYuan(fen)).value).toBe(fen);
      // As a table program shows the number: 250.6, 12
      expect(readAmount(String(fen / 100)).value).toBe(fen);
    }),
    { numRuns: 2000 },
  ));

it.each([
  ['费用', 'fee'],
  ['收费项目', 'fee'],
  ['费用名称', 'fee'],
  ['所属期', 'period'],
  ['费用所属期', 'period'],
  ['账期', 'period'],
  ['欠费月份', 'period'],
  ['欠费金额', 'arrears'],
  ['欠费', 'arrears'],
  ['未缴金额', 'arrears'],
  ['预存金额', 'prepaid'],
  ['预存余额', 'prepaid'],
  ['备注', 'remark'],
  ['房号', null],
  ['面积', null],
])('takes the heading %s for %s', (heading, column) => expect(moneyColumnOf(heading)).toBe(column));
