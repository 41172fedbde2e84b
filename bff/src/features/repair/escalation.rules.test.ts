import fc from 'fast-check';
import { defaultPolicy } from '../policy/policy.door.js';
import { climb, close, follow, type RaiseInput, raise } from './escalation.rules.js';
import { codeOf, later, value } from './loop.fixture.js';

const input = (minutes: number, more: Partial<RaiseInput> = {}): RaiseInput => ({
  repair: { communityId: 'C', id: 'R', urgency: 'emergency' },
  department: 'engineering',
  cause: 'respond',
  policy: defaultPolicy,
  now: later(minutes),
  id: 'E',
  hasSupervisor: true,
  ...more,
});
const step = (minutes: number, stillLate = true) => ({
  urgency: 'emergency' as const,
  policy: defaultPolicy,
  now: later(minutes),
  stillLate,
});
const chen = { id: 'S1', name: '陈志远' };

describe('what was missed climbs', () => {
  test('to the supervisor, then to the manager, then again and again while nobody answers', () => {
    const first = raise(null, input(15));
    expect(first).toMatchObject({ call: 'supervisor', escalation: { level: 'supervisor', nextStepAt: later(25) } });
    expect(climb(first.escalation, step(24))).toEqual({ escalation: first.escalation, call: null });
    const second = climb(first.escalation, step(25));
    expect(second).toMatchObject({
      call: 'manager',
      escalation: { level: 'manager', calls: 1, nextStepAt: later(35) },
    });
    const third = climb(second.escalation, step(35));
    expect(third).toMatchObject({ call: 'manager', escalation: { calls: 2, nextStepAt: later(45) } });
  });

  test('a second miss while nobody has answered calls nobody twice', () => {
    const { escalation } = raise(null, input(15));
    expect(raise(escalation, input(30, { cause: 'arrive' }))).toMatchObject({
      call: null,
      escalation: { cause: 'arrive', level: 'supervisor', nextStepAt: later(25) },
    });
  });

  test('who follows stops the climbing, until the next miss calls the manager', () => {
    const { escalation } = raise(null, input(15));
    const followed = value(follow(escalation, chen, { policy: defaultPolicy, urgency: 'emergency' }, later(18)));
    expect(followed).toMatchObject({ followerName: '陈志远', nextStepAt: later(138) });
    expect(climb(followed, step(25)).call).toBeNull();
    expect(raise(followed, input(30, { cause: 'arrive' }))).toMatchObject({
      call: 'manager',
      escalation: { level: 'manager', followerId: null, followedAt: null },
    });
  });

  test('following that does not help climbs; following that helped is looked at again later', () => {
    const followed = value(
      follow(raise(null, input(15)).escalation, chen, { policy: defaultPolicy, urgency: 'emergency' }, later(18)),
    );
    expect(climb(followed, step(138))).toMatchObject({ call: 'manager', escalation: { followerId: null } });
    expect(climb(followed, step(138, false))).toMatchObject({ call: null, escalation: { nextStepAt: later(258) } });
  });

  test('since when the manager is called is the first call, however often it is repeated', () => {
    const second = climb(raise(null, input(15)).escalation, step(25)).escalation;
    expect(second.levelAt).toEqual(later(25));
    expect(climb(second, step(35)).escalation.levelAt).toEqual(later(25));
  });

  test('a general request is called about again by its own measure', () => {
    const policy = {
      ...defaultPolicy,
      escalation: { generalAgainMinutes: 60, emergencyAgainMinutes: 10, followMinutes: 120 },
    };
    const general = { communityId: 'C', id: 'R', urgency: 'general' as const };
    expect(raise(null, input(15, { policy, repair: general })).escalation.nextStepAt).toEqual(later(75));
    expect(raise(null, input(15, { policy })).escalation.nextStepAt).toEqual(later(25));
  });

  test('a further miss is about the same request, and says what was missed last', () => {
    const followed = value(
      follow(raise(null, input(15)).escalation, chen, { policy: defaultPolicy, urgency: 'emergency' }, later(18)),
    );
    expect(raise(followed, input(30, { cause: 'arrive', id: 'E2' })).escalation).toMatchObject({
      id: 'E',
      repairId: 'R',
      cause: 'arrive',
      levelAt: later(30),
      calls: 1,
    });
  });

  test('a general one is called for again in working hours only; an emergency by night too', () => {
    const office = {
      ...defaultPolicy,
      workingHours: { from: '08:00', to: '20:00', weekdays: [1, 2, 3, 4, 5, 6, 7] },
    };
    const now = new Date('2026-11-23T19:40:00+08:00');
    const general = input(0, { repair: { communityId: 'C', id: 'R', urgency: 'general' }, policy: office, now });
    expect(raise(null, general).escalation.nextStepAt).toEqual(new Date('2026-11-24T08:40:00+08:00'));
    expect(raise(null, input(0, { policy: office, now })).escalation.nextStepAt).toEqual(
      new Date('2026-11-23T19:50:00+08:00'),
    );
  });

  test('a department without a supervisor calls the manager at once', () => {
    expect(raise(null, input(15, { hasSupervisor: false })).call).toBe('manager');
  });

  test('what is closed is followed by nobody and climbs no more', () => {
    const over = close(raise(null, input(15)).escalation, later(20));
    expect(codeOf(follow(over, chen, { policy: defaultPolicy, urgency: 'emergency' }, later(21)))).toBe(
      'escalation.closed',
    );
    expect(climb(over, step(60))).toEqual({ escalation: over, call: null });
  });

  test('however late, early or often its timer fires, each step is taken once and one always follows', () => {
    const moves = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 90 }), act: fc.constantFrom('timer', 'follow', 'miss') }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(moves, (list) => {
        let open = raise(null, input(15)).escalation;
        let at = 15;
        for (const { wait, act } of list) {
          at += wait;
          const before = open;
          if (act === 'follow')
            open = value(follow(open, chen, { policy: defaultPolicy, urgency: 'emergency' }, later(at)));
          else if (act === 'miss') open = raise(open, input(at)).escalation;
          else {
            const climbed = climb(open, step(at));
            open = climbed.escalation;
            // The same moment again: nothing more happens.
            expect(climb(open, step(at)).call).toBeNull();
            if (climbed.call) expect(open.nextStepAt?.getTime()).toBeGreaterThan(later(at).getTime());
          }
          expect(open.nextStepAt).not.toBeNull();
          if (before.level === 'manager') expect(open.level).toBe('manager');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
