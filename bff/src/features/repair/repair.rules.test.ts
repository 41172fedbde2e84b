import { defaultPolicy } from '../policy/policy.door.js';
import {
  codeOf,
  later,
  makeLoop,
  makeOrder,
  promiseOf,
  reportedAt,
  settled,
  value,
  withOrder,
} from './loop.fixture.js';
import type { Loop } from './loop.rules.js';
import { accept, assign } from './order.rules.js';
import { isOpen } from './promise.rules.js';
import type { WorkOrderEntity } from './repair.entity.js';
import {
  cancel,
  classify,
  closeUnanswered,
  confirm,
  join,
  mayReopen,
  pause,
  rate,
  reopen,
  resume,
  titleOf,
  urge,
  urgeState,
} from './repair.rules.js';

const zhou = { id: 'W1', name: '周建国' };
const policy = defaultPolicy;

const give = (loop: Loop, at = later(1), order: WorkOrderEntity | undefined = loop.orders[0]): Loop => {
  if (!order) throw new Error('no order');
  const giving = { note: null, at, acceptDueAt: new Date(at.getTime() + 30 * 60_000), decisionId: null };
  return settled(withOrder(loop, value(assign(order, zhou, giving))), at);
};
const take = (loop: Loop, at = later(4)): Loop => {
  const [order] = loop.orders;
  if (!order) throw new Error('no order');
  return settled(withOrder(loop, value(accept(order, at))), at);
};
const arrive = (loop: Loop, at = later(20)): Loop =>
  settled({ ...loop, orders: loop.orders.map((one) => ({ ...one, status: 'arrived' as const, arrivedAt: at })) }, at);
const finish = (loop: Loop, at = later(50)): Loop =>
  settled(
    {
      ...loop,
      orders: loop.orders.map((one) => ({ ...one, status: 'finished' as const, finishedAt: at, result: '好了' })),
    },
    at,
  );
const done = (urgency: 'general' | 'emergency' = 'general'): Loop => finish(arrive(take(give(makeLoop(urgency)))));

describe('the way of a request', () => {
  test('its status follows its orders, its promises what was done', () => {
    const [fresh, assigned, taken, there, ended] = [
      makeLoop('emergency'),
      give(makeLoop('emergency')),
      take(give(makeLoop('emergency'))),
      arrive(take(give(makeLoop('emergency')))),
      done('emergency'),
    ];
    expect([fresh, assigned, taken, there, ended].map(({ repair }) => repair.status)).toEqual([
      'submitted',
      'assigned',
      'assigned',
      'working',
      'done',
    ]);
    expect([fresh, assigned, taken, there, ended].map(({ repair }) => repair.nextKind)).toEqual([
      'respond',
      'respond',
      'arrive',
      'finish',
      'callback',
    ]);
    expect(ended.promises.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'arrive kept',
      'callback open',
      'confirm open',
      'finish kept',
      'respond kept',
    ]);
    expect(promiseOf(ended, 'callback')?.dueAt).toEqual(later(110));
  });

  test('an answer keeps the promise to respond, never the one to arrive', () => {
    const loop = makeLoop('emergency');
    const answered = settled({ ...loop, repair: { ...loop.repair, answeredAt: later(3) } }, later(3));
    expect(promiseOf(answered, 'respond')).toMatchObject({ state: 'kept', metAt: later(3) });
    expect(promiseOf(answered, 'arrive')).toMatchObject({ state: 'open', metAt: null });
    expect(answered.repair).toMatchObject({ status: 'submitted', nextKind: 'arrive' });
  });

  test('a helper at the gate does not arrive for the one who mends', () => {
    const guard = makeOrder({ id: 'O2', department: 'security', main: false, skill: 'guard', procedureId: 'assist' });
    const loop = makeLoop('emergency', policy, [makeOrder(), guard]);
    const there = settled(
      withOrder(loop, { ...guard, status: 'arrived', workerId: 'W2', acceptedAt: later(2), arrivedAt: later(5) }),
      later(5),
    );
    expect(promiseOf(there, 'respond')?.state).toBe('kept');
    expect(promiseOf(there, 'arrive')).toMatchObject({ state: 'open', metAt: null });
  });

  test('it is done when all departments are, and not before', () => {
    const guard = makeOrder({ id: 'O2', department: 'security', main: false, skill: 'guard', procedureId: 'assist' });
    const loop = makeLoop('general', policy, [makeOrder(), guard]);
    const [main] = loop.orders;
    if (!main) throw new Error('no order');
    const half = settled(
      withOrder(loop, { ...main, status: 'finished', workerId: 'W1', finishedAt: later(40) }),
      later(40),
    );
    expect(half.repair).toMatchObject({ status: 'working', doneAt: null, nextKind: 'respond' });
    const whole = settled(
      withOrder(half, { ...guard, status: 'finished', workerId: 'W2', finishedAt: later(70) }),
      later(70),
    );
    expect(whole.repair).toMatchObject({ status: 'done', doneAt: later(70) });
  });
});

describe('the owner', () => {
  test('calls it off until somebody has arrived; staff until it is done', () => {
    expect(value(cancel(take(give(makeLoop())), 'owner', later(9))).repair.status).toBe('cancelled');
    const there = arrive(take(give(makeLoop())));
    expect(codeOf(cancel(there, 'owner', later(30)))).toBe('repair.illegal_transition');
    const off = settled(value(cancel(there, 'staff', later(30))), later(30));
    expect(off.repair).toMatchObject({ status: 'cancelled', nextDueAt: null });
    expect(off.orders.map((one) => one.status)).toEqual(['cancelled']);
    expect(off.promises.filter(isOpen)).toEqual([]);
    expect(codeOf(cancel(done(), 'staff', later(60)))).toBe('repair.illegal_transition');
  });

  test('nods, or rates once; both end it', () => {
    expect(settled(value(confirm(done(), later(60))), later(60)).repair).toMatchObject({
      status: 'closed',
      nextKind: null,
    });
    const rated = value(rate(done(), 5, '快', later(70)));
    expect(rated.repair).toMatchObject({ status: 'closed', stars: 5 });
    expect(codeOf(rate(rated, 4, null, later(71)))).toBe('repair.rating_exists');
    expect(codeOf(confirm(makeLoop(), later(1)))).toBe('repair.illegal_transition');
  });

  test('says nothing for seven days: it closes by itself, with the nod neither kept nor missed', () => {
    const loop = done();
    expect(closeUnanswered(loop, later(50 + 7 * 1440 - 1))).toBeNull();
    const closed = closeUnanswered(loop, later(50 + 7 * 1440));
    expect(closed?.repair.status).toBe('closed');
    expect(closed && promiseOf(closed, 'confirm')?.state).toBe('dropped');
    expect(closeUnanswered(settled(value(confirm(loop, later(60))), later(60)), later(99_999))).toBeNull();
  });

  test('says that it is not mended: a new round with new clocks, and not the same worker first', () => {
    const now = later(300);
    const { loop, order } = value(reopen(done('emergency'), { policy, now, orderId: 'O9' }));
    const again = settled(loop, now);
    expect(again.repair).toMatchObject({
      status: 'submitted',
      round: 2,
      doneAt: null,
      answeredAt: null,
      nextKind: 'respond',
    });
    expect(again.repair.nextDueAt).toEqual(later(315));
    expect(order).toMatchObject({ id: 'O9', round: 2, status: 'waiting', passedBy: ['W1'], main: true });
    expect(again.promises.filter((one) => one.round === 1 && isOpen(one))).toEqual([]);
    expect(codeOf(reopen(makeLoop(), { policy, now, orderId: 'O9' }))).toBe('repair.illegal_transition');
  });

  test('may say so for seven days after the end', () => {
    const closed = value(confirm(done(), later(60))).repair;
    expect(mayReopen(closed, policy, later(60 + 7 * 1440))).toBe(true);
    expect(mayReopen(closed, policy, later(61 + 7 * 1440))).toBe(false);
    expect(mayReopen(value(cancel(makeLoop(), 'owner', later(1))).repair, policy, later(2))).toBe(false);
  });
});

describe('urging', () => {
  test.each([
    { name: 'looks for a worker at once', loop: makeLoop(), move: 'dispatch' },
    { name: 'gives the worker five minutes to answer', loop: give(makeLoop(), later(100)), move: 'hurry' },
    { name: 'tells whoever is at it', loop: arrive(take(give(makeLoop()))), move: 'tell' },
  ])('$name', ({ loop, move }) => {
    const urged = value(urge(loop, policy, later(110)));
    expect(urged.pushes.map((one) => one.move)).toEqual([move]);
    expect(urged.loop.repair).toMatchObject({ urges: 1, urgedAt: later(110) });
    if (move === 'hurry') expect(urged.loop.orders[0]?.acceptDueAt).toEqual(later(115));
  });

  test('a deadline that was nearer stays', () => {
    expect(value(urge(give(makeLoop(), later(1)), policy, later(29))).loop.orders[0]?.acceptDueAt).toEqual(later(31));
  });

  test('three times, half an hour apart, and the second one calls the supervisor', () => {
    const first = value(urge(makeLoop(), policy, later(10)));
    expect(first.escalates).toBe(false);
    expect(urgeState(first.loop.repair, policy, later(11))).toEqual({ left: 2, nextAt: later(40) });
    expect(codeOf(urge(first.loop, policy, later(39)))).toBe('repair.urged_enough');
    const second = value(urge(first.loop, policy, later(40)));
    expect(second.escalates).toBe(true);
    const third = value(urge(second.loop, policy, later(70)));
    expect(codeOf(urge(third.loop, policy, later(700)))).toBe('repair.urged_enough');
    expect(codeOf(urge(done(), policy, later(700)))).toBe('repair.illegal_transition');
  });
});

describe('clocks that stand', () => {
  const stop = (loop: Loop, untilMinutes: number, now = later(30)) =>
    pause(loop, { policy, until: later(untilMinutes), reason: '业主约了周六', by: '李晓梅', now });

  test('whoever has not arrived is free; whoever is there stays', () => {
    const stopped = value(stop(take(give(makeLoop())), 600));
    expect(stopped.freed.map((one) => one.workerId)).toEqual(['W1']);
    expect(stopped.loop.orders[0]).toMatchObject({ status: 'waiting', passedBy: [] });
    expect(value(stop(arrive(take(give(makeLoop()))), 600)).loop.orders[0]?.status).toBe('arrived');
  });

  test.each([
    {
      name: 'an emergency before the arrival',
      result: () => stop(makeLoop('emergency'), 600),
      code: 'repair.pause_refused',
    },
    { name: 'longer than seven days', result: () => stop(makeLoop(), 30 + 7 * 1440 + 1), code: 'repair.pause_refused' },
    { name: 'into the past', result: () => stop(makeLoop(), 29), code: 'repair.pause_refused' },
    { name: 'what is done', result: () => stop(done(), 600, later(60)), code: 'repair.illegal_transition' },
    {
      name: 'twice at once',
      result: () => stop(value(stop(makeLoop(), 600)).loop, 700, later(40)),
      code: 'repair.pause_refused',
    },
  ])('not for $name', ({ result, code }) => {
    expect(codeOf(result())).toBe(code);
  });

  test('three times and no more', () => {
    let loop = makeLoop();
    for (let time = 0; time < 3; time++) {
      loop = value(stop(loop, 100 + time * 100, later(90 + time * 100))).loop;
      loop = value(resume(loop, policy, later(100 + time * 100)));
    }
    expect(codeOf(stop(loop, 900, later(500)))).toBe('repair.pause_refused');
  });

  test('an emergency may wait for a part once somebody is there', () => {
    expect(value(stop(arrive(take(give(makeLoop('emergency')))), 600)).loop.repair.pausedAt).toEqual(later(30));
  });
});

describe('a person says what it is', () => {
  const lift = { problemTypeId: 'lift', emergency: '困人', department: 'engineering', skill: 'lift-technician' };

  test('an emergency that was found late has its clocks from the report', () => {
    const { loop } = value(classify(makeLoop(), lift, policy, later(40)));
    const now = settled(loop, later(40));
    expect(now.repair).toMatchObject({ urgency: 'emergency', typeSource: 'staff', undecided: false });
    expect(promiseOf(now, 'respond')?.dueAt).toEqual(later(15));
    expect(promiseOf(now, 'arrive')).toMatchObject({ dueAt: later(30), metAt: null });
    expect(now.repair.arriveDueAt).toEqual(later(30));
  });

  test('an order that nobody has begun follows; one that was accepted stays with its worker', () => {
    const waiting = value(classify(give(makeLoop()), lift, policy, later(3)));
    expect(waiting.freed).toHaveLength(1);
    expect(waiting.loop.orders[0]).toMatchObject({ status: 'waiting', skill: 'lift-technician', procedureId: 'lift' });
    const taken = value(classify(take(give(makeLoop())), lift, policy, later(9)));
    expect(taken.freed).toEqual([]);
    expect(taken.loop.orders[0]).toMatchObject({ status: 'accepted', workerId: 'W1', procedureId: 'lift' });
  });

  test('no emergency after all: the arrival falls away', () => {
    const calm = { ...lift, problemTypeId: 'plumbing', emergency: null, skill: 'plumber' };
    const now = settled(value(classify(makeLoop('emergency'), calm, policy, later(5))).loop, later(5));
    expect(now.repair).toMatchObject({ urgency: 'general', arriveDueAt: null, nextKind: 'respond' });
    expect(now.repair.nextDueAt).toEqual(later(120));
    expect(promiseOf(now, 'arrive')?.state).toBe('dropped');
  });

  test('what has ended is not classified, and no department joins it', () => {
    expect(codeOf(classify(done(), lift, policy, later(60)))).toBe('repair.illegal_transition');
    expect(codeOf(join(done(), [makeOrder({ id: 'O2' })]))).toBe('repair.illegal_transition');
  });
});

test.each([
  ['给水管道', '厨房', '厨房水槽下面的水管一直喷水，柜子都泡了', '厨房水槽下面的水管一直喷水'],
  ['给水管道', '厨房', '漏水', '厨房给水管道'],
  ['给水管道', null, null, '给水管道'],
  ['给水管道', null, '😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀', '😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀'],
])('the title of %s at %s with “%s”', (type, spot, body, title) => {
  expect(titleOf(type, spot, body)).toBe(title);
});

test('a report begins at its own minute', () => {
  expect(makeLoop().repair).toMatchObject({ nextKind: 'respond', nextStartedAt: reportedAt, nextDueAt: later(120) });
});
