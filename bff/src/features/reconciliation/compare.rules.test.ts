import fc from 'fast-check';
import { compareDay, gapFen, type Ours, rowKeyOf, type Theirs } from './compare.rules.js';

const dayEnd = new Date('2026-11-23T00:00:00+08:00');
const at = (clock: string): Date => new Date(`2026-11-22T${clock}+08:00`);

const theirs = (number: string, amountFen: number, more: Partial<Theirs> = {}): Theirs => {
  const what = more.what ?? 'payment';
  return { rowKey: rowKeyOf(what, number), what, amountFen, state: 'moved', ...more };
};
const ours = (number: string, amountFen: number, more: Partial<Ours> = {}): Ours => {
  const what = more.what ?? 'payment';
  return {
    rowKey: rowKeyOf(what, number),
    what,
    id: `id-${number}`,
    amountFen,
    at: at('12:00:00'),
    state: 'moved',
    ...more,
  };
};

const compare = (rows: Theirs[], books: Ours[], ofDay = books, seenElsewhere: string[] = []) =>
  compareDay({
    theirs: rows,
    known: new Map(books.map((one) => [one.rowKey, one])),
    ofDay,
    seen: new Set([...rows.map(({ rowKey }) => rowKey), ...seenElsewhere]),
    dayEnd,
  }).map((finding) => ('reason' in finding ? `${finding.kind} ${finding.reason}` : finding.kind));

const refund = { what: 'refund' as const };

describe('a payment', () => {
  it.each([
    ['in both, alike', [theirs('P1', 100)], [ours('P1', 100)], ['match']],
    ['in both, with another amount', [theirs('P1', 100)], [ours('P1', 101)], ['amount-differs amount']],
    [
      'that nobody told us of',
      [theirs('P1', 100)],
      [ours('P1', 100, { state: 'not-moved' })],
      ['only-channel notice-lost'],
    ],
    [
      'that nobody told us of, with another amount',
      [theirs('P1', 100)],
      [ours('P1', 90, { state: 'not-moved' })],
      ['amount-differs amount'],
    ],
    ['that we never ordered', [theirs('P1', 100)], [], ['only-channel unknown-order']],
    ['that the statement has not', [], [ours('P1', 100)], ['only-ours missing']],
    ['of half an hour before midnight', [], [ours('P1', 100, { at: at('23:30:00') })], ['only-ours near-midnight']],
    ['of a moment earlier', [], [ours('P1', 100, { at: at('23:29:59') })], ['only-ours missing']],
    ['that was never paid', [], [ours('P1', 100, { state: 'not-moved' })], []],
  ])('%s', (_title, rows, books, expected) => {
    expect(compare(rows, books)).toEqual(expected);
  });
});

describe('a refund', () => {
  it.each([
    ['in both, done', [theirs('R1', 50, refund)], [ours('R1', 50, refund)], ['match']],
    [
      'in both, still under way here',
      [theirs('R1', 50, refund)],
      [ours('R1', 50, { ...refund, state: 'under-way' })],
      ['match'],
    ],
    ['in both, with another amount', [theirs('R1', 50, refund)], [ours('R1', 40, refund)], ['amount-differs amount']],
    ['made at the channel’s console', [theirs('R1', 50, refund)], [], ['only-channel unknown-refund']],
    [
      'that we took back and the channel paid',
      [theirs('R1', 50, refund)],
      [ours('R1', 50, { ...refund, state: 'not-moved' })],
      ['state-differs refund-moved-there'],
    ],
    [
      'that we say is done and the channel gave up',
      [theirs('R1', 50, { ...refund, state: 'failed' })],
      [ours('R1', 50, refund)],
      ['state-differs refund-failed-there'],
    ],
    [
      'that came about nowhere',
      [theirs('R1', 50, { ...refund, state: 'failed' })],
      [ours('R1', 50, { ...refund, state: 'not-moved' })],
      [],
    ],
    [
      'that the channel will have tomorrow',
      [],
      [ours('R1', 50, { ...refund, state: 'under-way', at: at('23:51:07') })],
      ['only-ours near-midnight'],
    ],
  ])('%s', (_title, rows, books, expected) => {
    expect(compare(rows, books)).toEqual(expected);
  });
});

it('agrees across midnight: what stands in a statement of another day is missing nowhere', () => {
  const late = ours('P1', 100, { at: at('23:59:59') });
  // Their day is the 23rd, ours the 22nd: found on the 23rd by its number, and no more missing on the 22nd.
  expect(compare([theirs('P1', 100)], [late], [])).toEqual(['match']);
  expect(compare([], [late], [late], [late.rowKey])).toEqual([]);
});

it('a payment and a refund may bear the same number', () => {
  expect(compare([theirs('X', 100), theirs('X', 30, refund)], [ours('X', 100), ours('X', 30, refund)])).toEqual([
    'match',
    'match',
  ]);
});

it('the gap is ours less theirs, with refunds as money that went out', () => {
  expect(gapFen({ what: 'payment', oursFen: null, theirsFen: 22_195 })).toBe(-22_195);
  expect(gapFen({ what: 'refund', oursFen: 15_000, theirsFen: null })).toBe(-15_000);
  expect(gapFen({ what: 'refund', oursFen: null, theirsFen: 700 })).toBe(700);
  expect(gapFen({ what: 'payment', oursFen: 500, theirsFen: 300 })).toBe(200);
});

it('every row and everything of ours is spoken of once, and the gaps are the whole difference', () => {
  const line = fc.record({
    number: fc.integer({ min: 0, max: 9 }),
    what: fc.constantFrom('payment' as const, 'refund' as const),
    amountFen: fc.integer({ min: 1, max: 1_000_000 }),
    here: fc.constantFrom('moved' as const, 'not-moved' as const, 'absent' as const),
    there: fc.constantFrom('moved' as const, 'failed' as const, 'absent' as const),
    off: fc.constantFrom(0, 0, 0, 1),
  });
  fc.assert(
    fc.property(fc.uniqueArray(line, { selector: ({ number, what }) => `${what}${number}` }), (lines) => {
      const rows = lines.flatMap(({ number, what, amountFen, there }) =>
        there === 'absent' || (what === 'payment' && there === 'failed')
          ? []
          : [theirs(`N${number}`, amountFen, { what, state: there })],
      );
      const books = lines.flatMap(({ number, what, amountFen, here, off }) =>
        here === 'absent' ? [] : [ours(`N${number}`, amountFen + off, { what, state: here })],
      );
      const findings = compareDay({
        theirs: rows,
        known: new Map(books.map((one) => [one.rowKey, one])),
        ofDay: books,
        seen: new Set(rows.map(({ rowKey }) => rowKey)),
        dayEnd,
      });
      const keys = findings.map(({ rowKey }) => rowKey);
      expect(new Set(keys).size).toBe(keys.length);
      const signed = (what: 'payment' | 'refund', fen: number): number => (what === 'payment' ? fen : -fen);
      const sum = (list: { what: 'payment' | 'refund'; amountFen: number; state: string }[]): number =>
        list
          .filter(({ state }) => state === 'moved')
          .reduce((total, one) => total + signed(one.what, one.amountFen), 0);
      const byKey = new Map(rows.map((row) => [row.rowKey, row]));
      const gaps = findings.reduce((total, finding) => {
        if (finding.kind === 'match') return total;
        const row = byKey.get(finding.rowKey);
        const what = finding.rowKey.startsWith('P') ? 'payment' : 'refund';
        const theirsFen = row?.state === 'moved' ? row.amountFen : null;
        return total + gapFen({ what, oursFen: finding.oursFen, theirsFen });
      }, 0);
      expect(gaps).toBe(sum(books) - sum(rows));
    }),
    { numRuns: 1000 },
  );
});
