import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isEnd, mayGo } from '../../kernel/machine.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { orderMachine, repairMachine } from './repair.machine.js';
import {
  accept,
  assign,
  cancel,
  confirm,
  type Decision,
  finish,
  rate,
  refuseOrder,
  type StepState,
  scannedCode,
  signIn,
  titleOf,
  trustedTime,
} from './repair.rules.js';

const at = new Date('2026-11-23T02:42:00Z');
const later = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

const fresh = (): Decision => ({
  repair: {
    communityId: 'C',
    id: 'R',
    status: 'submitted',
    placeCode: 'DOOR7',
    createdAt: at,
    stars: null,
    doneAt: null,
    closedAt: null,
  } as RepairEntity,
  order: {
    communityId: 'C',
    id: 'O',
    repairId: 'R',
    status: 'waiting',
    workerId: null,
    workerName: null,
    assignedAt: null,
    acceptedAt: null,
    arrivedAt: null,
    finishedAt: null,
  } as WorkOrderEntity,
});

const zhou = { id: 'W1', name: '周建国' };
const steps: StepState[] = [
  { id: 'sign-in', kind: 'sign-in', required: true, minPhotos: 0, done: true, photos: 0 },
  { id: 'before-photo', kind: 'photo', required: true, minPhotos: 1, done: true, photos: 1 },
  { id: 'parts', kind: 'parts', required: false, minPhotos: 0, done: false, photos: 0 },
  { id: 'last-check', kind: 'check', required: true, minPhotos: 0, done: true, photos: 0 },
];

const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const code = (result: { ok: boolean; refusal?: { code: string } }): string | undefined => result.refusal?.code;

const toAccepted = (): Decision => value(accept(value(assign(fresh(), zhou, null, at)), true, later(1)));
const toArrived = (): Decision => value(signIn(toAccepted(), 'DOOR7', later(10)));

describe('the way of a request', () => {
  test('assigned, accepted, signed in, finished, confirmed', () => {
    const done = value(finish(toArrived(), steps, '换了角阀', later(40)));
    expect(done.order).toMatchObject({ status: 'finished', workerId: 'W1', result: '换了角阀' });
    expect(done.repair).toMatchObject({ status: 'done', doneAt: later(40) });
    expect(value(confirm(done.repair, later(50)))).toMatchObject({ status: 'closed', closedAt: later(50) });
  });

  test.each([
    {
      name: 'an order that nobody was given is not accepted',
      act: () => accept(fresh(), true, at),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'a code of another place proves no arrival',
      act: () => signIn(toAccepted(), 'DOOR8', at),
      refusal: 'order.wrong_place',
    },
    {
      name: 'nobody finishes before arriving',
      act: () => finish(toAccepted(), steps, 'x', at),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'a required photo is missing',
      act: () =>
        finish(
          toArrived(),
          steps.map((s) => (s.kind === 'photo' ? { ...s, photos: 0 } : s)),
          'x',
          at,
        ),
      refusal: 'order.photos_missing',
    },
    {
      name: 'a required check is missing',
      act: () =>
        finish(
          toArrived(),
          steps.map((s) => (s.kind === 'check' ? { ...s, done: false } : s)),
          'x',
          at,
        ),
      refusal: 'order.steps_missing',
    },
    {
      name: 'an accepted order is not refused any more',
      act: () => refuseOrder(toAccepted(), at),
      refusal: 'order.illegal_transition',
    },
    {
      name: 'what is not done is not confirmed',
      act: () => confirm(fresh().repair, at),
      refusal: 'repair.illegal_transition',
    },
    {
      name: 'what is not done is not rated',
      act: () => rate(fresh().repair, 5, null, at),
      refusal: 'repair.illegal_transition',
    },
  ])('$name', ({ act, refusal }) => {
    expect(code(act())).toBe(refusal);
  });

  test('a refusal puts the request back to be assigned, with nobody on the order', () => {
    const back = value(refuseOrder(value(assign(fresh(), zhou, '带软管', at)), later(3)));
    expect(back.repair.status).toBe('submitted');
    expect(back.order).toMatchObject({
      status: 'waiting',
      workerId: null,
      workerName: null,
      assignedAt: null,
      dispatchNote: null,
    });
  });

  test('moving an order to another worker takes acceptance and arrival back', () => {
    const moved = value(assign(toArrived(), { id: 'W2', name: '孙伟' }, null, later(20)));
    expect(moved.order).toMatchObject({ status: 'assigned', workerId: 'W2', acceptedAt: null, arrivedAt: null });
    expect(moved.repair.status).toBe('assigned');
  });

  test('the owner calls it off until somebody has arrived; staff until it is done', () => {
    const { repair, order } = toAccepted();
    expect(value(cancel(repair, [order], 'owner', at)).orders).toMatchObject([{ status: 'cancelled' }]);
    const arrived = toArrived();
    expect(code(cancel(arrived.repair, [arrived.order], 'owner', at))).toBe('repair.illegal_transition');
    expect(value(cancel(arrived.repair, [arrived.order], 'staff', at)).repair.status).toBe('cancelled');
  });

  test('one rating a request, and it is a nod too', () => {
    const done = value(finish(toArrived(), steps, 'x', later(40))).repair;
    const rated = value(rate(done, 4, '很快', later(60)));
    expect(rated).toMatchObject({ status: 'closed', stars: 4, ratingText: '很快', closedAt: later(60) });
    expect(code(rate(rated, 5, null, later(61)))).toBe('repair.rating_exists');
  });
});

test('every state that a request can reach leads on to an end', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10), { maxLength: 12 }), (choices) => {
      let state = repairMachine.initial;
      for (const choice of choices) {
        const next = repairMachine.to[state];
        if (next.length === 0) break;
        state = next[choice % next.length] ?? state;
      }
      // From anywhere: cancelled or closed can still be reached.
      const seen = new Set([state]);
      const open = [state];
      for (let one = open.pop(); one; one = open.pop())
        for (const next of repairMachine.to[one]) if (!seen.has(next)) seen.add(next) && open.push(next);
      expect([...seen].some((one) => isEnd(repairMachine, one))).toBe(true);
    }),
    { numRuns: 1000 },
  );
  expect(mayGo(orderMachine, 'finished', 'assigned')).toBe(false);
});

describe('words and times from outside', () => {
  test.each([
    ['DOOR7', 'DOOR7'],
    [' DOOR7 ', 'DOOR7'],
    ['https://anju.example/p/DOOR7', 'DOOR7'],
    ['pages/home/index?scene=DOOR7', 'DOOR7'],
    ['https://anju.example/?scene=DOOR%37&x=1', 'DOOR7'],
  ])('the code in "%s"', (text, expected) => {
    expect(scannedCode(text)).toBe(expected);
  });

  test('a phone that was offline is believed, but not about the future or before the order', () => {
    expect(trustedTime(later(5).toISOString(), at, later(30))).toEqual(later(5));
    expect(trustedTime(later(31).toISOString(), at, later(30))).toEqual(later(30));
    expect(trustedTime(later(-1).toISOString(), at, later(30))).toEqual(later(30));
    expect(trustedTime(undefined, at, later(30))).toEqual(later(30));
  });

  test.each([
    ['厨房水槽下面的水管一直喷水，柜子都泡了', '厨房水槽下面的水管一直喷水'],
    ['漏水', '厨房给水管道'],
    ['', '厨房给水管道'],
    ['😀'.repeat(40), '😀'.repeat(16)],
  ])('the title of "%s"', (body, expected) => {
    expect(titleOf('给水管道', '厨房', body)).toBe(expected);
  });
});
