import fc from 'fast-check';
import { bankResultOf } from '../../../simulators/papay/bank.js';
import { type BankDebit, writeBankBatch } from '../../adapters/autodebit/bankBatch.rules.js';
import { decodeResults, judgeResults } from './results.rules.js';

const heading = '单号,金额(元),结果,原因';
const file = (...rows: string[]): string => [heading, ...rows].join('\r\n');
const sent = [
  { orderNumber: 'P1', amountFen: 25_060, status: 'asking' as const },
  { orderNumber: 'P2', amountFen: 100, status: 'paid' as const },
  { orderNumber: 'P3', amountFen: 200, status: 'failed' as const },
  { orderNumber: 'P4', amountFen: 300, status: 'skipped' as const },
];

describe('an answer changes', () => {
  test.each([
    ['what waits', 'P1,250.60,成功,', ['P1 paid'], 0, []],
    ['what waits, by a failure', 'P1,250.60,失败,余额不足', ['P1 failed'], 0, []],
    ['nothing a second time', 'P2,1.00,成功,', [], 1, []],
    ['nothing that has failed already', 'P3,2.00,失败,余额不足', [], 1, []],
    ['what had failed, when the money came after all', 'P3,2.00,成功,', ['P3 paid'], 0, []],
    ['what was withdrawn, when the bank took it all the same', 'P4,3.00,成功,', ['P4 paid'], 0, []],
    ['nothing that is paid, by a failure: a person must look', 'P2,1.00,失败,余额不足', [], 0, ['already_paid']],
    ['nothing by another amount', 'P1,250.61,成功,', [], 0, ['amount_differs']],
    ['nothing of an unknown number', 'P9,1.00,成功,', [], 0, ['unknown_number']],
  ])('%s', (_title, row, applied, known, faults) => {
    const judged = judgeResults(file(row), sent);
    expect(judged.apply.map(({ debitNo, outcome }) => `${debitNo} ${outcome}`)).toEqual(applied);
    expect(judged.known).toBe(known);
    expect(judged.faults.map(({ fault }) => fault)).toEqual(faults);
  });
});

test('a file that went out and came back says of every row what the bank decided, whatever names stand in it', () => {
  const debit = fc.record({
    agreementNo: fc.string({ minLength: 1, maxLength: 20 }),
    accountName: fc.string({ unit: 'grapheme', maxLength: 12 }),
    amountFen: fc.integer({ min: 1, max: 10_000_000 }),
    summary: fc.string({ unit: 'grapheme', maxLength: 20 }),
  });
  const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]/g, ' ');
  fc.assert(
    fc.property(fc.array(debit, { maxLength: 20 }), fc.nat(4), (debits, failEvery) => {
      const batch: BankDebit[] = debits.map((one, index) => ({
        ...one,
        agreementNo: oneLine(one.agreementNo),
        accountName: oneLine(one.accountName),
        summary: oneLine(one.summary),
        accountTail: '4321',
        debitNo: `P${index}`,
      }));
      const rows = batch.map(({ debitNo, amountFen }) => ({
        orderNumber: debitNo,
        amountFen,
        status: 'asking' as const,
      }));
      const judged = judgeResults(bankResultOf(writeBankBatch(batch), failEvery), rows);
      expect(judged.faults).toEqual([]);
      expect(judged.missing).toEqual([]);
      expect(judged.apply.map(({ outcome }) => outcome)).toEqual(
        rows.map((_row, index) => (failEvery > 0 && (index + 1) % failEvery === 0 ? 'failed' : 'paid')),
      );
    }),
  );
});

describe('bytes of a bank', () => {
  it('are read as UTF-8 and as GB18030', () => {
    // 成功, as Chinese banks write it.
    expect(decodeResults(Buffer.from('b3c9b9a6', 'hex'))).toBe('成功');
    expect(decodeResults(Buffer.from('成功'))).toBe('成功');
  });

  it('are no text where they are a spreadsheet or a picture', () => {
    expect(decodeResults(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00]))).toBeNull();
  });
});
