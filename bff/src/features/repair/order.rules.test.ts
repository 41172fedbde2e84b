import fc from 'fast-check';
import { codeOf, later, makeOrder, reportedAt, value } from './loop.fixture.js';
import { accept, assign, finish, type StepState, scannedCode, signIn, takeBack, trustedTime } from './order.rules.js';

const zhou = { id: 'W1', name: '周建国' };
const steps: StepState[] = [
  { id: 'sign-in', kind: 'sign-in', required: true, minPhotos: 0, done: true, photos: 0 },
  { id: 'before-photo', kind: 'photo', required: true, minPhotos: 1, done: true, photos: 1 },
  { id: 'parts', kind: 'parts', required: false, minPhotos: 0, done: false, photos: 0 },
  { id: 'last-check', kind: 'check', required: true, minPhotos: 0, done: true, photos: 0 },
];
const giving = { note: '先关总阀', at: reportedAt, acceptDueAt: later(30), decisionId: 'D' };
const given = () => value(assign(makeOrder(), zhou, giving));
const accepted = () => value(accept(given(), later(1)));
const arrived = () => value(signIn(accepted(), 'DOOR7', 'DOOR7', later(10)));

describe('an order on its way', () => {
  test('given, accepted, signed in, finished', () => {
    expect(given()).toMatchObject({ status: 'assigned', workerId: 'W1', tries: 1, waitingSince: null });
    expect(accepted()).toMatchObject({ status: 'accepted', acceptDueAt: null });
    expect(value(finish(arrived(), steps, '换了角阀', later(40)))).toMatchObject({
      status: 'finished',
      workerId: 'W1',
      result: '换了角阀',
      finishedAt: later(40),
    });
  });

  test.each([
    {
      name: 'nobody’s is not accepted',
      act: () => accept(makeOrder(), reportedAt),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'it is not accepted twice',
      act: () => accept(accepted(), reportedAt),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'nobody signs in before accepting',
      act: () => signIn(given(), 'DOOR7', 'DOOR7', reportedAt),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'the code of another door is no arrival',
      act: () => signIn(accepted(), 'DOOR7', 'DOOR8', reportedAt),
      refusal: 'order.wrong_place',
    },
    {
      name: 'it is not finished before the arrival where the procedure asks for one',
      act: () => finish(accepted(), steps, '好了', reportedAt),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'not without the required photo',
      act: () =>
        finish(
          arrived(),
          steps.map((step) => ({ ...step, photos: 0 })),
          '好了',
          reportedAt,
        ),
      refusal: 'order.photos_missing',
    },
    {
      name: 'not without the required check',
      act: () =>
        finish(
          arrived(),
          steps.map((step) => (step.kind === 'check' ? { ...step, done: false } : step)),
          '好了',
          reportedAt,
        ),
      refusal: 'order.steps_missing',
    },
    {
      name: 'a finished one is given to nobody',
      act: () => assign(value(finish(arrived(), steps, '好了', reportedAt)), zhou, giving),
      refusal: 'repair.illegal_transition',
    },
    {
      name: 'what nobody holds cannot be taken back',
      act: () => takeBack(makeOrder(), false, reportedAt),
      refusal: 'order.illegal_transition',
    },
  ])('$name', ({ act, refusal }) => {
    expect(codeOf(act())).toBe(refusal);
  });

  test('taken back it waits again, remembers who passed it by, and since when it waits', () => {
    const back = value(takeBack(given(), true, later(31)));
    expect(back).toMatchObject({
      status: 'waiting',
      workerId: null,
      workerName: null,
      acceptDueAt: null,
      dispatchNote: null,
      passedBy: ['W1'],
      waitingSince: later(31),
    });
    expect(value(takeBack(accepted(), false, later(5))).passedBy).toEqual([]);
    const again = value(takeBack(value(assign(back, zhou, giving)), true, later(60)));
    expect(again.passedBy).toEqual(['W1']);
  });
});

describe('which orders move', () => {
  test.each(['waiting', 'assigned', 'accepted', 'arrived'] as const)(
    'one that is %s may be given to another',
    (status) => {
      expect(value(assign(makeOrder({ status }), zhou, giving))).toMatchObject({ status: 'assigned', workerId: 'W1' });
    },
  );

  test.each(['assigned', 'accepted', 'arrived'] as const)(
    'one that is %s may be taken back from its worker',
    (status) => {
      expect(value(takeBack(makeOrder({ status, workerId: 'W1' }), false, later(5))).workerId).toBeNull();
    },
  );

  test.each(['finished', 'cancelled'] as const)('one that is %s stays with its worker', (status) => {
    const order = makeOrder({ status, workerId: 'W1' });
    expect(codeOf(takeBack(order, false, later(5)))).toBe('order.illegal_transition');
    expect(codeOf(assign(order, zhou, giving))).toBe('repair.illegal_transition');
  });
});

describe('what a finish needs', () => {
  const step = (more: Partial<StepState>): StepState => ({
    id: 'x',
    kind: 'check',
    required: true,
    minPhotos: 0,
    done: false,
    photos: 0,
    ...more,
  });

  test('without a sign-in that is required, an accepted order is finished where it is', () => {
    for (const some of [[], [step({ kind: 'sign-in', required: false })], [step({ done: true })]])
      expect(value(finish(accepted(), some, '好了', later(9))).status).toBe('finished');
  });

  test('photos that are not required may be few; the sign-in and the photos are not ticked off by hand', () => {
    const some = [
      step({ kind: 'sign-in' }),
      step({ kind: 'photo', minPhotos: 2, photos: 2 }),
      step({ kind: 'photo', required: false, minPhotos: 2 }),
      // A check asks for no pictures, whatever its procedure says of them.
      step({ kind: 'check', done: true, minPhotos: 1 }),
    ];
    expect(value(finish(arrived(), some, '好了', later(40))).status).toBe('finished');
  });

  test('one picture fewer than required is too few, the required number is enough', () => {
    const photos = (count: number) =>
      finish(
        arrived(),
        [step({ kind: 'sign-in' }), step({ kind: 'photo', minPhotos: 2, photos: count })],
        '好了',
        later(40),
      );
    expect(codeOf(photos(1))).toBe('order.photos_missing');
    expect(value(photos(2)).status).toBe('finished');
  });
});

describe('what a phone and a label say', () => {
  test.each([
    ['AbCd234567', 'AbCd234567'],
    ['https://example.com/p?scene=AbCd234567', 'AbCd234567'],
    ['https://example.com/p?code=AbCd%32', 'AbCd2'],
    ['https://example.com/place/AbCd234567', 'AbCd234567'],
    ['https://example.com/place/AbCd234567/', 'AbCd234567'],
    ['  AbCd234567\n', 'AbCd234567'],
    ['https://example.com/p?scene=AbCd234567%20', 'AbCd234567'],
    ['', ''],
  ])('%s is %s', (text, code) => {
    expect(scannedCode(text)).toBe(code);
  });

  test('a phone that says nothing of a time was there now', () => {
    expect(trustedTime(undefined, later(-5), later(0))).toEqual(later(0));
  });

  test('a time in the future or before the last known step is not believed', () => {
    const span = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(span, span, (claimedMin, knownMin) => {
        const [now, known, claimed] = [later(0), later(Math.min(0, knownMin)), later(claimedMin)];
        const believed = trustedTime(claimed.toISOString(), known, now);
        expect(believed.getTime()).toBeGreaterThanOrEqual(known.getTime());
        expect(believed.getTime()).toBeLessThanOrEqual(now.getTime());
        if (claimed >= known && claimed <= now) expect(believed).toEqual(claimed);
      }),
      { numRuns: 1000 },
    );
  });
});
