import fc from 'fast-check';
import type { DisclosureSection } from 'shared-types/disclosure';
import type { EarlierReport } from './report.model.js';
import {
  collectionOf,
  correctionsOf,
  figuresOf,
  type LateMoved,
  type MonthFacts,
  type Moved,
  type Names,
  placeOf,
  sharesOf,
  splitKey,
} from './report.rules.js';

const names: Names = {
  section: (section) => section,
  line: (section: DisclosureSection, key: string) => `${section} ${key}`,
  words: (vouchers) => vouchers.map(({ number, title }) => `${number} ${title}`).join(),
};

const moved = (account: string, amountFen: number, more: Partial<Moved> = {}): Moved => ({
  account,
  purpose: null,
  kind: 'spending',
  isReversal: false,
  amountFen,
  entries: 1,
  ...more,
});

const facts = (more: Partial<MonthFacts> = {}): MonthFacts => ({
  period: '2026-10',
  moved: [],
  entries: 0,
  before: [],
  late: [],
  earlier: [],
  ...more,
});

describe('where a movement stands', () => {
  it.each<[string, Moved, ReturnType<typeof placeOf>]>([
    ['a fee', moved('6001.water', -100), { section: 'income', key: '6001.water', amountFen: 100, flow: 'in' }],
    ['a late fee', moved('6301', -5), { section: 'income', key: '6301', amountFen: 5, flow: 'in' }],
    ['an expense', moved('6602.lift', 70), { section: 'expense', key: '6602.lift', amountFen: 70, flow: 'out' }],
    [
      'a channel’s fee',
      moved('6603.channel-fee', 7),
      { section: 'expense', key: '6603.channel-fee', amountFen: 7, flow: 'out' },
    ],
    [
      'an advert',
      moved('6051.advert', -90),
      { section: 'public-revenue', key: '6051.advert', amountFen: 90, flow: 'in' },
    ],
    [
      'a use of public revenue',
      moved('6602.greening', 40, { purpose: 'public-revenue' }),
      { section: 'public-revenue', key: '6602.greening:public-revenue', amountFen: -40, flow: 'out' },
    ],
    [
      'a use of the fund taken back',
      moved('3101', -40, { purpose: 'fund-out.lift', isReversal: true }),
      { section: 'maintenance-fund', key: '3101:fund-out.lift', amountFen: 40, flow: 'out' },
    ],
    [
      'the fund without a word',
      moved('3101', -40),
      { section: 'maintenance-fund', key: '3101', amountFen: 40, flow: 'in' },
    ],
    [
      'the same taken back',
      moved('3101', 40, { isReversal: true }),
      { section: 'maintenance-fund', key: '3101', amountFen: -40, flow: 'in' },
    ],
    ['what the fund held before', moved('3101', -40, { kind: 'opening' }), null],
    ['cash', moved('1002', -70), null],
    ['a receivable', moved('1122.water', 100), null],
    ['a deposit', moved('2241', -100), null],
  ])('%s', (_what, one, place) => {
    expect(placeOf(one)).toEqual(place);
    if (place) expect(splitKey(place.key)).toEqual({ account: one.account, purpose: one.purpose });
  });
});

describe('shares', () => {
  it('sum to 10,000 and are no further than one from the exact share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { minLength: 1, maxLength: 40 }),
        (amounts) => {
          const all = amounts.reduce((sum, fen) => sum + Math.abs(fen), 0);
          const shares = sharesOf(amounts);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(all === 0 ? 0 : 10_000);
          for (const [index, share] of shares.entries())
            expect(Math.abs(share - (all === 0 ? 0 : (Math.abs(amounts[index] ?? 0) / all) * 10_000))).toBeLessThan(
              1.001,
            );
        },
      ),
    );
  });
});

const account = fc.constantFrom(
  ...[
    '1002',
    '1122.property',
    '6001.property',
    '6001.water',
    '6301',
    '6051.advert',
    '6602.lift',
    '6602.repair',
    '6701',
    '3101',
  ],
);
const anyMoved: fc.Arbitrary<Moved> = fc.record({
  account,
  purpose: fc.constantFrom(null, 'public-revenue', 'fund-out.lift', 'fund-in.interest'),
  kind: fc.constantFrom('spending', 'spending-reversal', 'bill-run', 'payment', 'opening', 'late-fee'),
  isReversal: fc.boolean(),
  amountFen: fc.integer({ min: -10_000_000, max: 10_000_000 }),
  entries: fc.integer({ min: 1, max: 9 }),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('the figures', () => {
  it('add up, whatever moved', () => {
    fc.assert(
      fc.property(fc.array(anyMoved, { maxLength: 60 }), fc.array(anyMoved, { maxLength: 20 }), (now, before) => {
        const report = figuresOf(facts({ moved: now, before }), names);
        for (const { lines, totalFen } of report.sections) {
          expect(sum(lines.map(({ amountFen }) => amountFen))).toBe(totalFen);
          expect(new Set(lines.map(({ account: key }) => key)).size).toBe(lines.length);
          expect([0, 10_000]).toContain(sum(lines.map(({ shareBp }) => shareBp)));
        }
        expect(report.incomeFen - report.expenseFen).toBe(report.surplusFen);
        const { fund, publicRevenue: revenue } = report;
        expect(fund.openingFen + fund.inFen - fund.outFen).toBe(fund.closingFen);
        expect(revenue.openingFen + revenue.inFen - revenue.usedFen).toBe(revenue.closingFen);
        // The fund holds what its account says.
        const held = -sum(
          [...now, ...before].filter((one) => one.account === '3101').map(({ amountFen }) => amountFen),
        );
        expect(fund.closingFen).toBe(held === 0 ? 0 : held);
        // Nothing of income and expense is lost: all of class 6 stands somewhere.
        const results = -sum(now.filter((one) => one.account.startsWith('6')).map(({ amountFen }) => amountFen));
        const shown = report.surplusFen + (report.sections[2]?.totalFen ?? 0);
        expect(shown).toBe(results === 0 ? 0 : results);
      }),
    );
  });

  it('do not depend on the order of the postings', () => {
    fc.assert(
      fc.property(fc.array(anyMoved, { maxLength: 40 }), (now) => {
        expect(figuresOf(facts({ moved: [...now].reverse() }), names)).toEqual(figuresOf(facts({ moved: now }), names));
      }),
    );
  });

  it('of a second month begin where the first ended, with what came late', () => {
    fc.assert(
      fc.property(
        fc.array(anyMoved, { maxLength: 30 }),
        fc.array(anyMoved, { maxLength: 30 }),
        fc.array(anyMoved, { maxLength: 10 }),
        (first, second, lateMoved) => {
          const earlier = figuresOf(facts({ period: '2026-09', moved: first }), names);
          const late: LateMoved[] = lateMoved.map((one, index) => ({
            ...one,
            period: '2026-09',
            number: index + 1,
            title: '补记',
          }));
          const report = figuresOf(facts({ moved: second, before: lateMoved, late, earlier: [earlier] }), names);
          const whole = figuresOf(facts({ moved: second, before: [...first, ...lateMoved] }), names);
          expect(report.fund).toEqual(whole.fund);
          expect(report.publicRevenue).toEqual(whole.publicRevenue);
          // The corrections say exactly what the books of the month before say now.
          const anew = figuresOf(facts({ period: '2026-09', moved: [...first, ...lateMoved] }), names);
          const lineOf = (figures: EarlierReport, key: string) =>
            figures.sections.flatMap(({ lines }) => lines).find((line) => line.account === key)?.amountFen ?? 0;
          for (const { account: key, publishedFen, nowFen } of report.corrections) {
            expect(publishedFen).toBe(lineOf(earlier, key));
            expect(nowFen).toBe(lineOf(anew, key));
          }
        },
      ),
    );
  });

  it('keep twelve months, this one the last', () => {
    const earlier: EarlierReport[] = [];
    for (let month = 1; month <= 14; month++) {
      const period = month <= 12 ? `2025-${String(month).padStart(2, '0')}` : `2026-0${month - 12}`;
      const report = figuresOf(facts({ period, earlier: [...earlier], moved: [moved('6301', -month)] }), names);
      expect(report.months.at(-1)).toEqual({ period, incomeFen: month, expenseFen: 0, surplusFen: month });
      expect(report.months).toHaveLength(Math.min(month, 12));
      earlier.push(report);
    }
    expect(figuresOf(facts({ period: '2026-03', earlier }), names).months[0]?.period).toBe('2025-04');
  });

  it('stand beside those of the month before; null where there was no report', () => {
    const first = figuresOf(facts({ period: '2026-09', moved: [moved('6602.lift', 70)] }), names);
    expect(first.sections[1]?.lines[0]?.beforeFen).toBeNull();
    const second = figuresOf(
      facts({ moved: [moved('6602.lift', 20), moved('6602.fire', 5)], earlier: [first] }),
      names,
    );
    expect(second.sections[1]?.lines.map(({ account: key, beforeFen }) => [key, beforeFen])).toEqual([
      ['6602.lift', 70],
      ['6602.fire', 0],
    ]);
  });

  it('put the largest first, and of equal ones the account that comes first', () => {
    const { sections } = figuresOf(
      facts({ moved: [moved('6602.tax', 5), moved('6602.fire', 5), moved('6602.lift', 9)] }),
      names,
    );
    expect(sections[1]?.lines.map(({ account: key }) => key)).toEqual(['6602.lift', '6602.fire', '6602.tax']);
    expect(sections[1]?.lines.map(({ shareBp }) => shareBp)).toEqual([4737, 2632, 2631]);
  });
});

describe('collection', () => {
  it('is what became due, and what came in of all that was due', () => {
    expect(
      collectionOf([
        moved('1122.property', 10_000, { kind: 'bill-run' }),
        moved('1122.property', -1_000, { kind: 'bill-void' }),
        moved('1122.late', 200, { kind: 'late-fee' }),
        moved('1122.late', -50, { kind: 'late-waived' }),
        moved('1122.one-off', 850, { kind: 'bill-made' }),
        moved('1122.property', 99_999, { kind: 'opening-bill' }),
        moved('1122.property', -5_000, { kind: 'payment' }),
        moved('6701', 300, { kind: 'payment' }),
        moved('1122.property', 400, { kind: 'refund' }),
        moved('1012.wechat', 4_700, { kind: 'payment' }),
      ]),
    ).toEqual({ billedFen: 10_000, collectedFen: 4_300, rateBp: 4_300 });
    expect(collectionOf([moved('1122.property', -5, { kind: 'payment' })])).toEqual({
      billedFen: 0,
      collectedFen: 5,
      rateBp: 0,
    });
  });
});

describe('corrections', () => {
  const late = (number: number, amountFen: number, more: Partial<LateMoved> = {}): LateMoved => ({
    ...moved('6602.lift', amountFen),
    period: '2026-08',
    number,
    title: '补记',
    ...more,
  });
  const august = figuresOf(facts({ period: '2026-08', moved: [moved('6602.lift', 700)] }), names);

  it('are one for a month and a figure, with the vouchers behind it', () => {
    const found = correctionsOf([late(7, 30), late(8, -10), late(9, 5, { account: '1002' })], [august], names);
    expect(found).toEqual([
      {
        period: '2026-08',
        account: '6602.lift',
        name: 'expense 6602.lift',
        publishedFen: 700,
        nowFen: 720,
        words: '7 补记,8 补记',
      },
    ]);
  });

  it('go on from an earlier correction of the same figure', () => {
    const september = figuresOf(facts({ period: '2026-09', earlier: [august], late: [late(7, 30)] }), names);
    expect(correctionsOf([late(12, 1)], [august, september], names)).toMatchObject([
      { publishedFen: 700, nowFen: 731 },
    ]);
  });

  it('of a month that never had a report say that it said nothing', () => {
    expect(correctionsOf([late(7, 30, { period: '2025-01' })], [august], names)).toMatchObject([
      { publishedFen: 0, nowFen: 30 },
    ]);
  });
});
