import fc from 'fast-check';
import {
  addDays,
  afterFailure,
  chooseBills,
  isOpenHour,
  monthToAnnounce,
  nextDebitDay,
  nextLook,
  nextSigningLook,
  nextTick,
} from './autodebit.rules.js';

const terms = { day: 20, hour: 9, noticeDays: 1, retries: 2, retryAfterDays: 2 };
const at = (text: string): Date => new Date(`${text}+08:00`);

describe('when a month is announced', () => {
  test.each([
    ['two days before: not yet', '2026-11-18', null],
    ['the day before', '2026-11-19', '2026-11-20'],
    ['on the day itself, nobody looked before: a day later', '2026-11-20', '2026-11-21'],
    ['five days late', '2026-11-25', '2026-11-26'],
    ['six days late: the month is over', '2026-11-26', null],
  ])('%s', (_title, today, day) => {
    expect(monthToAnnounce(terms, today)?.day ?? null).toBe(day);
  });

  it('lies in the month before where the day is the first', () => {
    expect(monthToAnnounce({ ...terms, day: 1, noticeDays: 3 }, '2026-12-29')).toEqual({
      slot: '2027-01',
      plannedDay: '2027-01-01',
      day: '2027-01-01',
    });
  });

  it('is never less than the notice before the debit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 800 }),
        (day, noticeDays, later) => {
          const today = addDays('2026-01-01', later);
          const found = monthToAnnounce({ ...terms, day, noticeDays }, today);
          if (found) expect(found.day >= addDays(today, noticeDays) && found.day >= found.plannedDay).toBe(true);
        },
      ),
    );
  });
});

test.each([
  ['before the notice', '2026-11-10', '2026-11-20'],
  ['after it', '2026-11-20', '2026-12-20'],
  ['in December', '2026-12-25', '2027-01-20'],
])('the next day, asked %s', (_title, today, day) => {
  expect(nextDebitDay(terms, today)).toBe(day);
});

test.each([
  ['today, if the hour is still to come', '2026-11-20T08:59:00', '2026-11-20T09:00:00'],
  ['tomorrow, at the hour itself', '2026-11-20T09:00:00', '2026-11-21T09:00:00'],
])('the next look is %s', (_title, now, next) => {
  expect(nextTick(terms, at(now))).toEqual(at(next));
});

test.each([
  ['06:59', false],
  ['07:00', true],
  ['21:59', true],
  ['22:00', false],
])('WeChat takes money at %s: %s', (clock, open) => {
  expect(isOpenHour(at(`2026-11-20T${clock}:00`))).toBe(open);
});

describe('after a failure', () => {
  test.each([
    ['an empty account is tried again', 'NOTENOUGH', 1, { status: 'waiting', day: '2026-11-22' }],
    ['and once more', 'NOTENOUGH', 2, { status: 'waiting', day: '2026-11-22' }],
    ['and then given back', 'NOTENOUGH', 3, { status: 'failed', mandateGone: false }],
    ['a limit is not', 'USER_LIMIT', 1, { status: 'failed', mandateGone: false }],
    ['a contract that is no more ends the mandate', 'CONTRACT_NOT_EXIST', 1, { status: 'failed', mandateGone: true }],
  ])('%s', (_title, reason, attempts, expected) => {
    expect(afterFailure(terms, reason, attempts, '2026-11-20')).toEqual(expected);
  });
});

describe('which bills', () => {
  const bill = (id: string, dueOn: string | null, outstandingFen: number) => ({ id, dueOn, outstandingFen });

  it('the oldest first, whole ones, up to the limit; one that does not fit makes room for the next', () => {
    const bills = [bill('c', '2026-11-25', 300), bill('b', '2026-10-25', 900), bill('a', '2026-10-25', 500)];
    const { bills: chosen, sumFen } = chooseBills(bills, 1000);
    expect(chosen.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(sumFen).toBe(800);
  });

  it('never more than the limit, never a bill in part, never one without a debt', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.uuid(), dueOn: fc.constantFrom('2026-10-25', null), outstandingFen: fc.nat(900) })),
        fc.integer({ min: 1, max: 2000 }),
        (bills, limitFen) => {
          const { bills: chosen, sumFen } = chooseBills(bills, limitFen);
          expect(sumFen).toBe(chosen.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0));
          expect(sumFen).toBeLessThanOrEqual(limitFen);
          expect(chosen.every((one) => bills.includes(one) && one.outstandingFen > 0)).toBe(true);
        },
      ),
    );
  });
});

test('a debit is looked after ever more slowly, hourly in the end, for 168 looks', () => {
  expect([0, 1, 2, 3, 4, 5, 167, 168].map(nextLook)).toEqual([30, 60, 300, 600, 1800, 3600, 3600, null]);
});

test('whether somebody signed is asked six times', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map(nextSigningLook)).toEqual([10, 30, 60, 180, 600, 1800, null]);
});

test('of bills that are due on one day the earlier made comes first, and one that just fits is taken', () => {
  const bills = [
    { id: 'c', dueOn: '2026-11-25', outstandingFen: 100 },
    { id: 'b', dueOn: '2026-11-25', outstandingFen: 200 },
    { id: 'a', dueOn: null, outstandingFen: 300 },
    { id: 'd', dueOn: '2026-10-25', outstandingFen: 400 },
  ];
  expect(chooseBills(bills, 900)).toMatchObject({ bills: [{ id: 'a' }, { id: 'd' }, { id: 'b' }], sumFen: 900 });
  expect(chooseBills(bills, 899)).toMatchObject({ bills: [{ id: 'a' }, { id: 'd' }, { id: 'c' }], sumFen: 800 });
});
