import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isEnd, mayGo } from '../../kernel/machine.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { climb, follow, raise } from './escalation.rules.js';
import { later, makeLoop, makeOrder, settled, withOrder } from './loop.fixture.js';
import { breachesOf, isHeld, isOpenOrder, isUnderWay, type Loop, ordersOfRound } from './loop.rules.js';
import { accept, assign, finish, signIn, takeBack } from './order.rules.js';
import { isOpen, nextDeadline, stepOf } from './promise.rules.js';
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
    const followed = loop.escalation ? follow(loop.escalation, { id: 'S', name: '陈志远' }, policy, at) : null;
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
