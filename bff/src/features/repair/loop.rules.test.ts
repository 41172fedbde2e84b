import fc from 'fast-check';
import { isEnd, mayGo } from '../../kernel/machine.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { climb, follow, raise } from './escalation.rules.js';
import { isDesk, later, makeLoop, makeOrder, promiseOf, settled, withOrder } from './loop.fixture.js';
import {
  breachesOf,
  isHeld,
  isOpenOrder,
  isUnderWay,
  type Loop,
  mainOrder,
  ordersOfRound,
  statusOf,
} from './loop.rules.js';
import { accept, assign, finish, signIn, takeBack } from './order.rules.js';
import { isOpen, meet, nextDeadline, stepOf } from './promise.rules.js';
import type { WorkOrderEntity } from './repair.entity.js';
import { orderMachine, repairMachine } from './repair.machine.js';
import { cancel, classify, closeUnanswered, confirm, join, pause, rate, reopen, resume, urge } from './repair.rules.js';

const policy = defaultPolicy;

interface Move {
  act: string;
  pick: number;
  wait: number;
}

type Tried = { ok: boolean; value?: unknown };

const onOrder = (loop: Loop, pick: number, act: (order: WorkOrderEntity) => Tried): Loop | null => {
  const orders = ordersOfRound(loop);
  const order = orders[pick % Math.max(1, orders.length)];
  const result = order ? act(order) : null;
  return result?.ok ? withOrder(loop, result.value as WorkOrderEntity) : null;
};
const whole = (result: Tried): Loop | null => (result.ok ? (result.value as Loop) : null);
const inside = (result: Tried): Loop | null => (result.ok ? (result.value as { loop: Loop }).loop : null);

/** Everything that anybody or any timer can do to a request; null: refused. */
const acts: Record<string, (loop: Loop, move: Move, at: Date) => Loop | null> = {
  assign: (loop, { pick }, at) =>
    onOrder(loop, pick, (order) =>
      assign(order, { id: `W${pick % 3}`, name: '周建国' }, { note: null, at, acceptDueAt: at, decisionId: null }),
    ),
  accept: (loop, { pick }, at) => onOrder(loop, pick, (order) => accept(order, at)),
  back: (loop, { pick }, at) => onOrder(loop, pick, (order) => takeBack(order, pick % 2 === 0, at)),
  arrive: (loop, { pick }, at) => onOrder(loop, pick, (order) => signIn(order, 'DOOR7', 'DOOR7', at)),
  finish: (loop, { pick }, at) => onOrder(loop, pick, (order) => finish(order, [signInStep], '好了', at)),
  answer: (loop, _move, at) =>
    isUnderWay(loop.repair) ? { ...loop, repair: { ...loop.repair, answeredAt: loop.repair.answeredAt ?? at } } : null,
  cancel: (loop, { pick }, at) => whole(cancel(loop, pick % 2 ? 'owner' : 'staff', at)),
  confirm: (loop, _move, at) => whole(confirm(loop, at)),
  rate: (loop, { pick }, at) => whole(rate(loop, (pick % 5) + 1, null, at)),
  silence: (loop, _move, at) => closeUnanswered(loop, at),
  pause: (loop, _move, at) =>
    inside(pause(loop, { policy, until: new Date(at.getTime() + 3_600_000), reason: '约了', by: '李晓梅', now: at })),
  resume: (loop, _move, at) => whole(resume(loop, policy, at)),
  urge: (loop, _move, at) => inside(urge(loop, policy, at)),
  reopen: (loop, { pick }, at) => inside(reopen(loop, { policy, now: at, orderId: `N${pick}-${at.getTime()}` })),
  emergency: (loop, _move, at) =>
    inside(
      classify(
        loop,
        { problemTypeId: 'lift', emergency: '困人', department: 'engineering', skill: 'lift-technician' },
        policy,
        at,
      ),
    ),
  calm: (loop, _move, at) =>
    inside(
      classify(
        loop,
        { problemTypeId: 'plumbing', emergency: null, department: 'engineering', skill: 'plumber' },
        policy,
        at,
      ),
    ),
  join: (loop, { pick }, at) =>
    whole(join(loop, [makeOrder({ id: `J${pick}-${at.getTime()}`, main: false, round: loop.repair.round })])),
  timer: (loop, _move, at) => {
    const late = loop.promises.find((one) => stepOf(one, policy, loop.repair.urgency, at).kind === 'miss');
    if (!late || late.kind === 'confirm' || loop.repair.pausedAt) return null;
    const missed = { ...late, missedAt: at, state: 'missed' as const };
    const open = loop.escalation?.closedAt ? null : loop.escalation;
    const { escalation } = raise(open, {
      repair: loop.repair,
      department: 'engineering',
      cause: late.kind,
      policy,
      now: at,
      id: `E${at.getTime()}`,
      hasSupervisor: true,
    });
    return { ...loop, escalation, promises: loop.promises.map((one) => (one === late ? missed : one)) };
  },
  climb: (loop, _move, at) => {
    if (!loop.escalation || loop.escalation.closedAt) return null;
    const input = { urgency: loop.repair.urgency, policy, now: at, stillLate: true };
    return { ...loop, escalation: climb(loop.escalation, input).escalation };
  },
  follow: (loop, _move, at) => {
    const followed = loop.escalation
      ? follow(loop.escalation, { id: 'S', name: '陈志远' }, { policy: policy, urgency: loop.repair.urgency }, at)
      : null;
    return followed?.ok ? { ...loop, escalation: followed.value } : null;
  },
};
const signInStep = { id: 'sign-in', kind: 'sign-in', required: true, minPhotos: 0, done: true, photos: 0 } as const;

const moves = fc.array(
  fc.record({
    act: fc.constantFrom(...Object.keys(acts)),
    pick: fc.nat(20),
    wait: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12_000 })),
  }),
  { maxLength: 40 },
);
const urgencies = fc.constantFrom('general' as const, 'emergency' as const);

/** What must hold of every state that can be reached. */
const mustHold = (loop: Loop): void => {
  const { repair, orders, promises, escalation } = loop;
  const open = promises.filter(isOpen);
  const isOver = repair.status === 'closed' || repair.status === 'cancelled';
  if (isOver) expect([repair.nextKind, repair.nextDueAt]).toEqual([null, null]);
  else {
    // Exactly one deadline comes next, and it is the earliest that is open.
    const next = nextDeadline(open);
    expect(next).not.toBeNull();
    expect([repair.nextKind, repair.nextDueAt?.getTime()]).toEqual([next?.kind, next?.dueAt.getTime()]);
  }
  expect(new Set(promises.map(({ id }) => id)).size).toBe(promises.length);
  if (isUnderWay(repair)) expect(open.some(({ kind }) => kind === 'finish')).toBe(true);
  else expect(repair.pausedAt).toBeNull();
  if (repair.status === 'cancelled') expect([open, orders.filter(isOpenOrder)]).toEqual([[], []]);
  for (const order of orders) {
    expect(isHeld(order)).toBe(isOpenOrder(order) && order.workerId !== null);
    if (order.round < repair.round) expect(isOpenOrder(order)).toBe(false);
  }
  if (escalation && !escalation.closedAt) {
    expect(escalation.nextStepAt).not.toBeNull();
    expect([repair.escalationId, repair.escalationLevel]).toEqual([escalation.id, escalation.level]);
  } else expect(repair.escalationId).toBeNull();
};

const play = (urgency: 'general' | 'emergency', list: Move[]): { loop: Loop; minutes: number } => {
  let loop = makeLoop(urgency);
  let minutes = 0;
  mustHold(loop);
  for (const move of list) {
    minutes += move.wait;
    const at = later(minutes);
    const decided = acts[move.act]?.(loop, move, at);
    if (!decided) continue;
    const after = settled(decided, at);
    expect([move.act, breachesOf(loop, after)]).toEqual([move.act, []]);
    mustHold(after);
    loop = after;
  }
  return { loop, minutes };
};

test('whatever is done in whatever order: no state contradicts another, and one deadline always comes next', () => {
  fc.assert(
    fc.property(urgencies, moves, (urgency, list) => {
      play(urgency, list);
    }),
    { numRuns: 2000 },
  );
});

test('from every state that can be reached the request can be brought to its end', () => {
  fc.assert(
    fc.property(urgencies, moves, (urgency, list) => {
      let { loop, minutes } = play(urgency, list);
      const go = (act: string, pick = 0): void => {
        minutes += 1;
        const decided = acts[act]?.(loop, { act, pick, wait: 0 }, later(minutes));
        if (decided) loop = settled(decided, later(minutes));
      };
      go('resume');
      for (let pick = 0; pick < ordersOfRound(loop).length; pick++)
        for (const act of ['assign', 'accept', 'arrive', 'finish']) go(act, pick);
      go('confirm');
      expect(['closed', 'cancelled']).toContain(loop.repair.status);
    }),
    { numRuns: 1000 },
  );
});

test('the machines say of every state where it may go, and only the right ones are ends', () => {
  const states = Object.keys(repairMachine.to) as (keyof typeof repairMachine.to)[];
  expect(states.filter((state) => isEnd(repairMachine, state))).toEqual(['cancelled']);
  expect(mayGo(repairMachine, 'done', 'closed')).toBe(true);
  expect(mayGo(repairMachine, 'cancelled', 'submitted')).toBe(false);
  const orderStates = Object.keys(orderMachine.to) as (keyof typeof orderMachine.to)[];
  expect(orderStates.filter((state) => isEnd(orderMachine, state))).toEqual(['finished', 'cancelled']);
});

const finished = (minutes: number, more: Partial<WorkOrderEntity> = {}): WorkOrderEntity =>
  makeOrder({ status: 'finished', workerId: 'W1', finishedAt: later(minutes), ...more });
const helper = (more: Partial<WorkOrderEntity>): WorkOrderEntity => makeOrder({ id: 'O2', main: false, ...more });
const missed = (minutes: number): Loop => {
  const loop = makeLoop();
  const { escalation } = raise(null, {
    repair: loop.repair,
    department: 'engineering',
    cause: 'respond',
    policy,
    now: later(minutes),
    id: 'E',
    hasSupervisor: true,
  });
  return settled({ ...loop, escalation }, later(minutes));
};

describe('how far a request is', () => {
  test.each<[string, WorkOrderEntity[], string]>([
    ['without any order it only was reported', [], 'submitted'],
    ['nobody has it', [makeOrder()], 'submitted'],
    ['one of two departments has it', [makeOrder({ status: 'assigned' }), helper({})], 'assigned'],
    ['accepted is not begun', [makeOrder({ status: 'accepted' })], 'assigned'],
    ['desk work begins when it is accepted', [makeOrder({ status: 'accepted', procedureId: 'fees' })], 'working'],
    ['desk work that nobody accepted has not', [makeOrder({ status: 'assigned', procedureId: 'fees' })], 'assigned'],
    ['one of two is there', [makeOrder(), helper({ status: 'arrived' })], 'working'],
    ['one of two is finished', [makeOrder(), finished(5, { id: 'O2' })], 'working'],
    ['all are finished', [finished(4), finished(5, { id: 'O2' })], 'done'],
  ])('%s', (_title, orders, status) => {
    expect(statusOf(orders, isDesk)).toBe(status);
  });

  test('orders of earlier rounds and those that were called off do not count', () => {
    const { repair } = makeLoop();
    const orders = [makeOrder({ round: 2 }), makeOrder({ status: 'cancelled' }), helper({})];
    expect(ordersOfRound({ repair, orders }).map(({ id }) => id)).toEqual(['O2']);
  });

  test('the main order is the main one wherever it stands, else the first, else none', () => {
    const { repair } = makeLoop();
    const [first, main] = [helper({}), makeOrder()];
    expect(mainOrder({ repair, orders: [first, main] })?.id).toBe('O1');
    expect(mainOrder({ repair, orders: [first, helper({ id: 'O3' })] })?.id).toBe('O2');
    expect(mainOrder({ repair, orders: [] })).toBeNull();
  });

  test('nothing that has ended is under way', () => {
    const all = ['submitted', 'assigned', 'working', 'done', 'closed', 'cancelled'] as const;
    expect(all.filter((status) => isUnderWay({ status }))).toEqual(['submitted', 'assigned', 'working']);
  });
});

describe('what a settled request says', () => {
  test('it was answered when the first of its orders was accepted, whichever stands first', () => {
    const orders = [
      makeOrder({ status: 'accepted', workerId: 'W1', acceptedAt: later(9) }),
      helper({ status: 'accepted', workerId: 'W2', acceptedAt: later(4) }),
    ];
    const loop = settled({ ...makeLoop(), orders }, later(10));
    expect(loop.repair.answeredAt).toEqual(later(4));
    expect(promiseOf(loop, 'respond')?.metAt).toEqual(later(4));
    // Who accepted may hand it back: the owner was answered all the same.
    expect(settled({ ...loop, orders: [makeOrder()] }, later(20)).repair.answeredAt).toEqual(later(4));
  });

  test('until somebody accepts, nothing is answered and no promise is met', () => {
    const loop = settled(makeLoop(), later(30));
    expect(loop.repair.answeredAt).toBeNull();
    expect(loop.promises.every((one) => isOpen(one) && one.state === 'open')).toBe(true);
  });

  test('done with the last order; settled again later, it was done then', () => {
    const loop = settled({ ...makeLoop(), orders: [finished(70), finished(40, { id: 'O2' })] }, later(75));
    expect(loop.repair.doneAt).toEqual(later(70));
    expect(promiseOf(loop, 'finish')).toMatchObject({ state: 'kept', metAt: later(70) });
    const again = settled({ ...loop, repair: { ...loop.repair, doneAt: later(71) } }, later(500));
    expect(again.repair.doneAt).toEqual(later(71));
  });

  test('the nod is asked for once a round, from the finish on; the call-back only after an emergency', () => {
    const kinds = (loop: Loop): string[] => loop.promises.map(({ kind }) => kind);
    const calm = settled({ ...makeLoop(), orders: [finished(70)] }, later(75));
    expect(kinds(calm)).toEqual(['respond', 'finish', 'confirm']);
    expect(kinds(settled(calm, later(80)))).toEqual(['respond', 'finish', 'confirm']);
    const urgent = settled({ ...makeLoop('emergency'), orders: [finished(70)] }, later(75));
    expect(kinds(urgent)).toEqual(['respond', 'arrive', 'finish', 'callback', 'confirm']);
    expect(promiseOf(urgent, 'callback')?.startedAt).toEqual(later(70));
    // Nobody signed in: the arrival is no longer awaited.
    expect(promiseOf(urgent, 'arrive')?.state).toBe('dropped');
  });

  test('the nod of an earlier round is not that of this one', () => {
    const first = settled({ ...makeLoop(), orders: [finished(70)] }, later(75));
    const again = reopen(first, { policy, now: later(100), orderId: 'O9' });
    if (!again.ok) throw new Error('refused');
    const { loop } = again.value;
    const second = settled({ ...loop, orders: [...first.orders, finished(160, { id: 'O9', round: 2 })] }, later(160));
    expect(second.promises.filter(({ kind, round }) => kind === 'confirm' && round === 2)).toHaveLength(1);
    expect(second.repair.finishDueAt).toEqual(later(100 + 1440));
    expect(second.repair.respondDueAt).toEqual(later(100 + 120));
  });

  test('closed, the nod is kept at that moment and nothing comes next, whatever is still open', () => {
    const loop = settled({ ...makeLoop('emergency'), orders: [finished(70)] }, later(75));
    const nodded = confirm(loop, later(90));
    if (!nodded.ok) throw new Error('refused');
    const closed = settled(nodded.value, later(95));
    expect(promiseOf(closed, 'confirm')).toMatchObject({ state: 'kept', metAt: later(90) });
    expect(promiseOf(closed, 'callback')?.state).toBe('open');
    expect(closed.repair).toMatchObject({ nextKind: null, nextStartedAt: null, nextDueAt: null });
  });

  test('clocks that stand go on standing while it is under way, and are forgotten at its end', () => {
    const stood = { pausedAt: later(5), pausedUntil: later(600), pauseReason: '约了', pausedBy: '李晓梅' };
    const loop = makeLoop();
    const standing = { ...loop, repair: { ...loop.repair, ...stood } };
    expect(settled(standing, later(6)).repair).toMatchObject(stood);
    expect(settled({ ...standing, orders: [finished(7)] }, later(7)).repair).toMatchObject({
      pausedAt: null,
      pausedUntil: null,
      pauseReason: null,
      pausedBy: null,
    });
  });
});

describe('who follows what was missed', () => {
  test('is named with the request while it is open', () => {
    const loop = missed(121);
    expect(loop.repair).toMatchObject({
      escalationId: 'E',
      escalationLevel: 'supervisor',
      escalatedAt: later(121),
      escalationFollower: null,
    });
    if (!loop.escalation) throw new Error('nothing escalated');
    const followed = follow(
      loop.escalation,
      { id: 'S', name: '陈志远' },
      { policy: policy, urgency: loop.repair.urgency },
      later(125),
    );
    if (!followed.ok) throw new Error('refused');
    expect(settled({ ...loop, escalation: followed.value }, later(126)).repair.escalationFollower).toBe('陈志远');
  });

  test('is not let go while the work goes on, even when nothing is late any more', () => {
    const loop = missed(121);
    const met = { ...loop, promises: loop.promises.map((one) => meet(one, later(125))) };
    expect(settled(met, later(126)).escalation?.closedAt).toBeNull();
  });

  test('is let go when all is done, and the owner’s nod is not waited for', () => {
    const ended = settled({ ...missed(121), orders: [finished(200)] }, later(200));
    expect(ended.escalation?.closedAt).toEqual(later(200));
    expect(ended.repair).toMatchObject({ escalationId: null, escalationLevel: null, escalatedAt: null });
    // Once let go, for good: a later look changes nothing.
    expect(settled(ended, later(300)).escalation?.closedAt).toEqual(later(200));
    const silent = settled({ ...missed(121), orders: [finished(200)] }, later(200 + 8 * 1440));
    expect(silent.escalation?.closedAt).not.toBeNull();
  });

  test('stays while the call-back after an emergency is late', () => {
    const loop = { ...missed(121), repair: { ...missed(121).repair, urgency: 'emergency' as const } };
    const ended = settled({ ...loop, orders: [finished(200)] }, later(261));
    expect(ended.escalation?.closedAt).toBeNull();
    expect(settled({ ...loop, orders: [finished(200)] }, later(259)).escalation?.closedAt).not.toBeNull();
  });
});

test('a step that a machine forbids is named, of the request and of each of its orders', () => {
  const before = { ...makeLoop(), orders: [finished(5), helper({})] };
  expect(breachesOf(before, before)).toEqual([]);
  const back = { ...before, orders: [makeOrder(), helper({})] };
  expect(breachesOf(before, back)).not.toEqual([]);
  // An order that is new has no step behind it.
  expect(breachesOf(before, { ...before, orders: [...before.orders, finished(6, { id: 'O3' })] })).toEqual([]);
  const cancelled = { ...before, repair: { ...before.repair, status: 'cancelled' as const } };
  expect(breachesOf(cancelled, before)).not.toEqual([]);
});
