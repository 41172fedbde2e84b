import fc from 'fast-check';
import type { ServicePolicy } from 'shared-types/policy';
import { defaultPolicy } from '../policy/policy.door.js';
import { later, makeLoop, promiseOf, reportedAt, value } from './loop.fixture.js';
import {
  drop,
  dueAt,
  dueTimes,
  hoursOf,
  isOpen,
  isOver,
  meet,
  nextDeadline,
  nextStepAt,
  ownerPromise,
  shiftDue,
  staffPromise,
  stepOf,
} from './promise.rules.js';
import { pause, resume } from './repair.rules.js';

const office: ServicePolicy = {
  ...defaultPolicy,
  workingHours: { from: '08:00', to: '20:00', weekdays: [1, 2, 3, 4, 5, 6, 7] },
};

describe('the promises of the mission (C5, C6)', () => {
  test('an emergency: 15 minutes, 30 minutes, an hour after it is dealt with; day and night', () => {
    const night = new Date('2026-11-23T23:55:00+08:00');
    expect(dueTimes(office, 'emergency', night)).toMatchObject({
      respondDueAt: new Date('2026-11-24T00:10:00+08:00'),
      arriveDueAt: new Date('2026-11-24T00:25:00+08:00'),
    });
    expect(dueAt(office, 'emergency', 'callback', night)).toEqual(new Date('2026-11-24T00:55:00+08:00'));
  });

  test('a general request: two hours, twenty-four hours, seven days for the nod', () => {
    expect(dueTimes(defaultPolicy, 'general', reportedAt)).toEqual({
      respondDueAt: later(120),
      arriveDueAt: null,
      finishDueAt: later(1440),
    });
    expect(dueAt(defaultPolicy, 'general', 'confirm', reportedAt)).toEqual(later(7 * 1440));
    expect(dueAt(defaultPolicy, 'general', 'callback', reportedAt)).toBeNull();
  });

  test('in working hours the night does not count, but for the owner’s nod', () => {
    const evening = new Date('2026-11-23T19:00:00+08:00');
    expect(dueAt(office, 'general', 'respond', evening)).toEqual(new Date('2026-11-24T09:00:00+08:00'));
    expect(dueAt(office, 'general', 'finish', evening)).toEqual(new Date('2026-11-25T19:00:00+08:00'));
    expect(dueAt(office, 'general', 'confirm', evening)).toEqual(new Date('2026-11-30T19:00:00+08:00'));
  });
});

describe('the timer of a promise', () => {
  const respond = (urgency: 'general' | 'emergency' = 'general') => {
    const promise = promiseOf(makeLoop(urgency), 'respond');
    if (!promise) throw new Error('no promise');
    return promise;
  };

  test('warns half an hour before, misses at the minute, and then never again', () => {
    const promise = respond();
    const step = (at: Date, of = promise) => stepOf(of, defaultPolicy, 'general', at);
    expect(step(later(1))).toEqual({ kind: 'wait', until: later(90) });
    expect(step(later(90))).toEqual({ kind: 'warn', until: later(120) });
    expect(step(later(119), { ...promise, warnedAt: later(90) })).toEqual({ kind: 'wait', until: later(120) });
    expect(step(later(120))).toEqual({ kind: 'miss' });
    expect(step(later(500), { ...promise, missedAt: later(120) })).toEqual({ kind: 'none' });
    expect(step(later(500), meet(promise, later(20)))).toEqual({ kind: 'none' });
  });

  test('a warning never comes before half of the time has gone', () => {
    const long = { ...defaultPolicy, warnings: { generalMinutes: 600, emergencyMinutes: 600 } };
    expect(stepOf(respond(), long, 'general', later(1))).toEqual({ kind: 'wait', until: later(60) });
  });

  test('met at the last minute is kept, a minute later is missed', () => {
    expect(meet(respond(), later(120)).state).toBe('kept');
    expect(meet(respond(), later(121)).state).toBe('missed');
    expect(meet(meet(respond(), later(20)), later(500)).metAt).toEqual(later(20));
  });

  test('the earliest open one comes next', () => {
    const loop = makeLoop('emergency');
    expect(nextDeadline(loop.promises)?.kind).toBe('respond');
    expect(nextDeadline(loop.promises.map((one) => (one.kind === 'respond' ? meet(one, later(3)) : one)))?.kind).toBe(
      'arrive',
    );
    expect(nextDeadline(loop.promises.map((one) => meet(one, later(3))))).toBeNull();
  });
});

describe('what a timer waits for', () => {
  const promise = makeLoop().promises.find(({ kind }) => kind === 'respond');
  if (!promise) throw new Error('no promise');
  const next = (of: typeof promise, at: Date) => nextStepAt(of, defaultPolicy, 'general', at);

  test('the warning, then the deadline; what is due fires at once; what is over never', () => {
    expect(next(promise, later(1))).toEqual(later(90));
    expect(next(promise, later(95))).toEqual(later(95));
    expect(next({ ...promise, warnedAt: later(90) }, later(95))).toEqual(later(120));
    expect(next(promise, later(130))).toEqual(later(130));
    expect(next(meet(promise, later(5)), later(6))).toBeNull();
  });

  test('the owner’s nod is waited for without a warning', () => {
    const confirm = { ...promise, kind: 'confirm' as const };
    expect(stepOf(confirm, defaultPolicy, 'general', later(119))).toEqual({ kind: 'wait', until: later(120) });
  });

  test('an emergency is warned about by its own lead, a general request by the other', () => {
    const policy = { ...defaultPolicy, warnings: { generalMinutes: 30, emergencyMinutes: 10 } };
    expect(nextStepAt(promise, policy, 'emergency', later(1))).toEqual(later(110));
    expect(nextStepAt(promise, policy, 'general', later(1))).toEqual(later(90));
  });

  test('late is what is still open at its minute, not a moment before, and never what was met or dropped', () => {
    expect([later(119), later(120), later(121)].map((at) => isOver(promise, at))).toEqual([false, true, true]);
    expect(isOver(meet(promise, later(5)), later(500))).toBe(false);
    expect(isOver(drop(promise), later(500))).toBe(false);
  });

  test('of two deadlines at one minute the same one comes next however they stand in the list', () => {
    const [arrive, finish] = [
      { ...promise, kind: 'arrive' as const },
      { ...promise, kind: 'finish' as const },
    ];
    expect(nextDeadline([arrive, finish])?.kind).toBe('arrive');
    expect(nextDeadline([finish, arrive])?.kind).toBe('arrive');
  });

  test('the earliest comes next, wherever it stands in the list', () => {
    const [soon, late] = [promise, { ...promise, kind: 'finish' as const, dueAt: later(1440) }];
    expect(nextDeadline([late, soon])?.kind).toBe('respond');
    expect(nextDeadline([soon, late])?.kind).toBe('respond');
  });
});

describe('the deadline that is shown', () => {
  const { repair } = makeLoop('emergency');
  const clocked = {
    ...repair,
    nextKind: 'finish' as const,
    nextStartedAt: reportedAt,
    nextDueAt: later(240),
    arriveDueAt: null,
  };
  const shown = { kind: 'finish', startedAt: '2026-11-23T10:42:00.000+08:00', dueAt: '2026-11-23T14:42:00.000+08:00' };

  test('is the one that comes next, and says since when its clock stands', () => {
    for (const view of [staffPromise, ownerPromise]) {
      expect(view(clocked)).toEqual({ ...shown, pausedAt: null });
      expect(view({ ...clocked, pausedAt: later(18) })).toEqual({
        ...shown,
        pausedAt: '2026-11-23T11:00:00.000+08:00',
      });
    }
  });

  test('is none where nothing is awaited', () => {
    for (const view of [staffPromise, ownerPromise])
      for (const gone of [{ nextKind: null }, { nextStartedAt: null }, { nextDueAt: null }])
        expect(view({ ...clocked, ...gone })).toBeNull();
  });

  test('to an owner the arrival matters more than the answer, until somebody is there', () => {
    const waiting = { ...clocked, nextKind: 'respond' as const, nextDueAt: later(15), arriveDueAt: later(30) };
    expect(ownerPromise(waiting)).toMatchObject({ kind: 'arrive', dueAt: '2026-11-23T11:12:00.000+08:00' });
    expect(staffPromise(waiting)).toMatchObject({ kind: 'respond', dueAt: '2026-11-23T10:57:00.000+08:00' });
    expect(ownerPromise({ ...waiting, arriveDueAt: null })?.kind).toBe('respond');
    expect(ownerPromise({ ...waiting, nextKind: 'finish' })?.kind).toBe('finish');
  });

  test.each(['callback', 'confirm'] as const)('the %s is the staff’s to watch, not the owner’s', (nextKind) => {
    expect(ownerPromise({ ...clocked, nextKind })).toBeNull();
    expect(staffPromise({ ...clocked, nextKind })?.kind).toBe(nextKind);
  });
});

describe('clocks that stand', () => {
  test('from 11:00 to Wednesday 9:00: what was left then is left now', () => {
    const until = new Date('2026-11-25T09:00:00+08:00');
    const stopped = value(
      pause(makeLoop(), { policy: defaultPolicy, until, reason: '业主约了周三', by: '李晓梅', now: later(18) }),
    ).loop;
    const running = value(resume(stopped, defaultPolicy, until));
    // 102 of 120 minutes were left.
    expect(promiseOf(running, 'respond')?.dueAt).toEqual(new Date(until.getTime() + 102 * 60_000));
    expect(running.repair).toMatchObject({
      pausedAt: null,
      pausedUntil: null,
      pauses: 1,
      // 46 hours.
      pausedMinutes: 46 * 60,
    });
  });

  const minutes = fc.integer({ min: 0, max: 5000 });
  const policies = fc.constantFrom(defaultPolicy, office);

  test('a pause never shortens what was left and never lengthens it', () => {
    fc.assert(
      fc.property(minutes, minutes, policies, (stopsAfter, stands, policy) => {
        const hours = hoursOf(policy, 'general');
        const [from, to] = [later(stopsAfter), later(stopsAfter + stands)];
        for (const promise of makeLoop('general', policy).promises) {
          const moved = shiftDue(promise, from, to, hours);
          if (promise.dueAt <= from) expect(moved.dueAt).toEqual(promise.dueAt);
          else if (hours === null) expect(moved.dueAt.getTime() - promise.dueAt.getTime()).toBe(stands * 60_000);
          else expect(moved.dueAt >= promise.dueAt || moved.dueAt >= to).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('two pauses in a row are one pause of both', () => {
    fc.assert(
      fc.property(minutes, minutes, minutes, policies, (stopsAfter, first, second, policy) => {
        const hours = hoursOf(policy, 'general');
        const [a, b, c] = [later(stopsAfter), later(stopsAfter + first), later(stopsAfter + first + second)];
        for (const promise of makeLoop('general', policy).promises) {
          const twice = shiftDue(shiftDue(promise, a, b, hours), b, c, hours);
          expect(twice.dueAt.getTime()).toBe(shiftDue(promise, a, c, hours).dueAt.getTime());
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a policy that changes under way moves no promise that was made', () => {
    const before = makeLoop();
    const stricter = { ...defaultPolicy, general: { respondMinutes: 10, finishMinutes: 60 } };
    // The timers ask the policy in force for warnings only: the deadline is the promise's own.
    for (const promise of before.promises.filter(isOpen)) {
      const step = stepOf(promise, stricter, 'general', later(11));
      expect(step.kind).toBe('wait');
    }
  });
});
