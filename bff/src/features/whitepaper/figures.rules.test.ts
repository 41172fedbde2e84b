import fc from 'fast-check';
import { paperFact } from '../../../test/factories/whitePaper.js';
import { basisPoints, durationsOf, percentile, runningMs, spanMinutes, stepMinutes, stepsOf } from './figures.rules.js';

const at = (clock: string): Date => new Date(`2026-10-05T${clock}:00+08:00`);

describe('the percentile of nearest rank', () => {
  it.each([
    ['the median of one', [7], 0.5, 7],
    ['the median of two is the lower', [9, 3], 0.5, 3],
    ['the median of five', [5, 1, 4, 2, 3], 0.5, 3],
    ['nine in ten of ten', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 9],
    ['nine in ten of eleven', [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 10],
    ['nothing of nothing', [], 0.5, null],
  ] as const)('%s', (_title, values, share, expected) => expect(percentile(values, share)).toBe(expected));

  it('has at least its share of the values at or below it, and less below the next smaller', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }),
        fc.constantFrom(0.5, 0.9),
        (all, share) => {
          const found = percentile(all, share) ?? -1;
          expect(all.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * all.length);
          expect(all.filter((value) => value < found).length).toBeLessThan(share * all.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it.each([
  [0, 0, 0],
  [1, 3, 3333],
  [2, 3, 6667],
  [3, 3, 10_000],
])('%i of %i are %i basis points', (part, whole, expected) => expect(basisPoints(part, whole)).toBe(expected));

describe('time in which no pause stood', () => {
  const span = [at('10:00'), at('12:00')] as const;
  it.each([
    ['none', [], 120],
    ['one inside', [{ from: at('10:30'), to: at('11:00') }], 90],
    ['one that began before', [{ from: at('09:00'), to: at('10:15') }], 105],
    ['one that goes on', [{ from: at('11:30'), to: null }], 90],
    ['one beside it', [{ from: at('13:00'), to: at('14:00') }], 120],
    ['all of it', [{ from: at('09:00'), to: at('13:00') }], 0],
  ])('%s', (_title, pauses, minutes) => expect(runningMs(...span, pauses)).toBe(minutes * 60_000));
});

describe('how long a request took', () => {
  const plain = paperFact('2026-10-05T10:00:00+08:00');
  it('from its report to the answer, the arrival and the end', () => {
    expect([spanMinutes(plain, 'respond'), spanMinutes(plain, 'arrive'), spanMinutes(plain, 'finish')]).toEqual([
      10, 25, 65,
    ]);
  });

  it('leaves its pauses out', () => {
    const paused = { ...plain, pauses: [{ from: at('10:12'), to: at('10:22') }] };
    expect([spanMinutes(paused, 'respond'), spanMinutes(paused, 'finish')]).toEqual([10, 55]);
  });

  it('says nothing of what has not happened', () => {
    const open = paperFact('2026-10-05T10:00:00+08:00', { doneAt: null, answeredAt: null, orders: [] });
    expect([spanMinutes(open, 'respond'), spanMinutes(open, 'arrive'), spanMinutes(open, 'finish')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('counts the first acceptance where it was reopened, and no helper’s arrival', () => {
    const [main] = plain.orders;
    if (!main) throw new Error('one order');
    const helper = { ...main, main: false, arrivedAt: at('10:02') };
    const again = { ...main, createdAt: at('14:00'), acceptedAt: at('14:05'), arrivedAt: at('14:20') };
    const reopened = { ...plain, reopened: true, answeredAt: at('14:05'), orders: [again, helper, main] };
    expect([spanMinutes(reopened, 'respond'), spanMinutes(reopened, 'arrive')]).toEqual([10, 25]);
  });
});

describe('where the time of orders goes', () => {
  const plain = paperFact('2026-10-05T10:00:00+08:00');
  const steps = (fact: typeof plain) =>
    (['dispatch', 'accept', 'travel', 'work', 'pause'] as const).map((step) => stepMinutes(fact, step));

  it('from the report to the end, step by step', () => expect(steps(plain)).toEqual([4, 6, 15, 40, null]));

  it('a pause counts for itself, and takes nothing twice', () => {
    expect(steps({ ...plain, pauses: [{ from: at('10:12'), to: at('10:22') }] })).toEqual([4, 6, 5, 40, 10]);
  });

  it('work at a desk begins with its acceptance', () => {
    const [main] = plain.orders;
    const desk = { ...plain, orders: main ? [{ ...main, arrivedAt: null }] : [] };
    expect(steps(desk)).toEqual([4, 6, null, 55, null]);
  });

  it('adds up to the whole of every finished order, however it was paused', () => {
    const minutes = fc.integer({ min: 0, max: 90 });
    fc.assert(
      fc.property(minutes, minutes, minutes, minutes, minutes, minutes, (a, b, c, d, from, long) => {
        const ms = (n: number): Date => new Date(at('10:00').getTime() + n * 60_000);
        const order = {
          ...{ main: true, createdAt: ms(0), assignedAt: ms(a), acceptedAt: ms(a + b), arrivedAt: ms(a + b + c) },
          finishedAt: ms(a + b + c + d),
        };
        const fact = { ...plain, orders: [order], pauses: [{ from: ms(from), to: ms(from + long) }] };
        const sum = steps(fact).reduce<number>((total, one) => total + (one ?? 0), 0);
        expect(sum).toBe(a + b + c + d);
      }),
      { numRuns: 2000 },
    );
  });

  it('is said for all together, with shares of the whole', () => {
    const rows = stepsOf([plain, paperFact('2026-10-06T10:00:00+08:00')]);
    expect(
      rows.map(({ key, count, totalMinutes, shareBp, medianMinutes }) => [
        key,
        count,
        totalMinutes,
        shareBp,
        medianMinutes,
      ]),
    ).toEqual([
      ['step:dispatch', 2, 8, 615, 4],
      ['step:accept', 2, 12, 923, 6],
      ['step:travel', 2, 30, 2308, 15],
      ['step:work', 2, 80, 6154, 40],
      ['step:pause', 0, 0, 0, 0],
    ]);
  });
});

it('promises are counted by kind and urgency; only emergencies promise an arrival', () => {
  const facts = [
    paperFact('2026-10-05T10:00:00+08:00', {
      promises: [
        { kind: 'respond', kept: false },
        { kind: 'finish', kept: true },
      ],
    }),
    paperFact('2026-10-05T11:00:00+08:00'),
    paperFact('2026-10-05T12:00:00+08:00', { emergency: true, promises: [{ kind: 'arrive', kept: false }] }),
  ];
  const said = durationsOf(facts).map(({ urgency, span, count, promised, kept }) => [
    urgency,
    span,
    count,
    promised,
    kept,
  ]);
  expect(said).toEqual([
    ['emergency', 'respond', 1, 0, 0],
    ['emergency', 'arrive', 1, 1, 0],
    ['emergency', 'finish', 1, 0, 0],
    ['general', 'respond', 2, 2, 1],
    ['general', 'finish', 2, 2, 2],
  ]);
});
