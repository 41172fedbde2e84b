import fc from 'fast-check';
import { bankResultOf } from '../../../simulators/papay/bank.js';
import { type BankDebit, readBankResults, writeBankBatch } from './bankBatch.rules.js';

const debit = (more: Partial<BankDebit> = {}): BankDebit => ({
  debitNo: 'B202611-0001',
  agreementNo: 'XY0001',
  accountName: '林娜',
  accountTail: '7919',
  amountFen: 25_060,
  summary: '物业费 2026年11月',
  ...more,
});

const header = '序号,协议号,户名,账号尾号,金额(元),摘要,单号';
const rowOf = (result: string, reason = '', more: Partial<BankDebit> = {}): string => {
  const { debitNo } = debit(more);
  return `1,XY0001,林娜,7919,250.60,物业费,${debitNo},${result},${reason}`;
};
const fileOf = (...rows: string[]): string => [`${header},结果,原因`, ...rows].join('\r\n');

describe('the batch that goes to the bank', () => {
  it('has the fixed columns, yuan to the fen, and opens in Excel', () => {
    expect(writeBankBatch([debit(), debit({ debitNo: 'B2', amountFen: 5, accountName: '王,"强"' })])).toBe(
      '\ufeff序号,协议号,户名,账号尾号,金额(元),摘要,单号\r\n' +
        '1,XY0001,林娜,7919,250.60,物业费 2026年11月,B202611-0001\r\n' +
        '2,XY0001,"王,""强""",7919,0.05,物业费 2026年11月,B2\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('never lets %p run as a formula', (accountName) => {
    expect(writeBankBatch([debit({ accountName })])).toContain(`,'${accountName},`);
  });

  it.each([0, -1, 0.5])('refuses %p fen', (amountFen) => {
    expect(() => writeBankBatch([debit({ amountFen })])).toThrow(RangeError);
  });

  it('refuses a number twice', () => {
    expect(() => writeBankBatch([debit(), debit()])).toThrow(RangeError);
  });
});

describe("the bank's answer", () => {
  it('is known by its numbers, whatever the order of columns', () => {
    const text = '结果,单号,金额(元)\n成功,A,1.00\n失败,B,2.50\n';
    const batch = [
      { debitNo: 'A', amountFen: 100 },
      { debitNo: 'B', amountFen: 250 },
      { debitNo: 'C', amountFen: 1 },
    ];
    expect(readBankResults(text, batch)).toEqual({
      results: [
        { debitNo: 'A', outcome: 'paid', reason: '' },
        { debitNo: 'B', outcome: 'failed', reason: '' },
      ],
      faults: [],
      missing: ['C'],
    });
  });

  it.each([
    ['a number of nobody', rowOf('成功', '', { debitNo: 'B-other' }), 'unknown_number'],
    ['another amount', rowOf('成功').replace('250.60', '250.61'), 'amount_differs'],
    ['an amount in words', rowOf('成功').replace('250.60', '两百五'), 'amount_differs'],
    ['no result', rowOf(''), 'result'],
    ['a result nobody agreed on', rowOf('处理中'), 'result'],
    ['too few cells', '1,XY0001', 'row'],
    ['an open quotation mark', '"1,XY0001,林娜', 'row'],
  ])('reports %s with its line, and takes the rest', (_title, row, fault) => {
    const batch = [debit(), debit({ debitNo: 'B2' })];
    const read = readBankResults(fileOf(rowOf('成功', '', { debitNo: 'B2' }), row), batch);
    expect(read.results).toEqual([{ debitNo: 'B2', outcome: 'paid', reason: '' }]);
    expect(read.faults).toEqual([{ line: 3, debitNo: expect.any(String), fault }]);
  });

  it('the same row twice counts once, two that contradict each other count not at all', () => {
    expect(readBankResults(fileOf(rowOf('成功'), rowOf('成功')), [debit()])).toMatchObject({
      results: [{ debitNo: 'B202611-0001', outcome: 'paid' }],
      faults: [],
    });
    expect(readBankResults(fileOf(rowOf('成功'), rowOf('失败', '余额不足')), [debit()])).toEqual({
      results: [],
      faults: [
        { line: 2, debitNo: 'B202611-0001', fault: 'contradiction' },
        { line: 3, debitNo: 'B202611-0001', fault: 'contradiction' },
      ],
      missing: [],
    });
  });

  it('without its columns is one fault', () => {
    expect(readBankResults(`${header}\n`, [debit()])).toEqual({
      results: [],
      faults: [{ line: 1, debitNo: '', fault: 'columns' }],
      missing: ['B202611-0001'],
    });
    expect(readBankResults('', [debit()]).faults).toHaveLength(1);
  });
});

const anyDebits = fc.uniqueArray(
  fc.record({
    debitNo: fc.stringMatching(/^[A-Z0-9-]{1,20}$/).filter((no) => !no.startsWith('-')),
    agreementNo: fc.stringMatching(/^[A-Z0-9]{1,20}$/),
    accountName: fc.string({ maxLength: 20 }).map((name) => name.replace(/[\r\n]/g, '')),
    accountTail: fc.stringMatching(/^\d{4}$/),
    amountFen: fc.integer({ min: 1, max: 99_999_999_999 }),
    summary: fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '')),
  }),
  { selector: ({ debitNo }) => debitNo, minLength: 1, maxLength: 40 },
);

test('whatever was sent comes back from the bank row by row, and twice is the same', () => {
  fc.assert(
    fc.property(anyDebits, fc.integer({ min: 0, max: 5 }), (debits, failEvery) => {
      const answer = bankResultOf(writeBankBatch(debits), failEvery);
      const read = readBankResults(answer, debits);
      expect(read.faults).toEqual([]);
      expect(read.missing).toEqual([]);
      expect(read.results.map(({ debitNo }) => debitNo)).toEqual(debits.map(({ debitNo }) => debitNo));
      const failed = debits.filter((_one, index) => failEvery > 0 && (index + 1) % failEvery === 0);
      expect(read.results.filter(({ outcome }) => outcome === 'failed').map(({ debitNo }) => debitNo)).toEqual(
        failed.map(({ debitNo }) => debitNo),
      );
      expect(readBankResults(answer, debits)).toEqual(read);
    }),
  );
});

test('no text makes the reader fail, and nothing is taken that was not sent with that amount', () => {
  const pieces = fc.constantFrom(
    '单号',
    '金额(元)',
    '结果',
    '成功',
    '失败',
    'A',
    '1.00',
    '1.01',
    ',',
    '\n',
    '"',
    '\r\n',
    '\ufeff',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const { results, missing } = readBankResults(parts.join(''), [{ debitNo: 'A', amountFen: 100 }]);
      expect(results.length + missing.length).toBeLessThanOrEqual(1);
      if (results.length > 0) expect(parts).toEqual(expect.arrayContaining(['A', '1.00']));
    }),
    { numRuns: 500 },
  );
});
