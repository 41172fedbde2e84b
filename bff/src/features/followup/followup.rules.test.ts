import fc from 'fast-check';
import type { StaffRole } from 'shared-types/permissions';
import type { FollowUpEntity } from './followup.entity.js';
import {
  allDone,
  begin,
  callLate,
  checkOff,
  isBad,
  mayHandle,
  mayRateAgain,
  nextLook,
  note,
  publish,
} from './followup.rules.js';

const policy = {
  ...{ stars: 2, serviceMinutes: 120, supervisorMinutes: 360, managerMinutes: 720 },
  ...{ planMinutes: 1440, againMinutes: 60 },
};
const ratedAt = new Date('2026-10-05T09:00:00+08:00');
const after = (hours: number): Date => new Date(ratedAt.getTime() + hours * 3_600_000);

const fresh = (more: Partial<FollowUpEntity> = {}): FollowUpEntity => ({
  ...{ communityId: 'C', id: 'F', repairId: 'R', subjectId: 'R', accountId: 'A', houseId: 'H', number: '1' },
  ...{ title: '水管漏水', typeName: '给水管道', placeLabel: '1栋1单元101', place: '1栋', stars: 1, words: '', ratedAt },
  ...begin(ratedAt, ratedAt, policy),
  ...{ cause: null, publishedAt: null, publishedBy: null, finishedAt: null },
  ...{ starsAfter: null, wordsAfter: '', ratedAgainAt: null },
  ...more,
});
const value = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error('refused');
  return result.value;
};
const pass = { outcome: 'reached', pass: true } as const;
const through = (
  from: FollowUpEntity,
  levels: number,
  now: Date,
  measures: Parameters<typeof note>[2] = [],
): FollowUpEntity =>
  Array.from({ length: levels }).reduce<FollowUpEntity>(
    (one) => value(note(one, [], measures, pass, policy, now)),
    from,
  );
const todo = (dueOn: string) => ({ dueOn, doneAt: null });
const done = (dueOn: string) => ({ dueOn, doneAt: after(30) });

it.each([
  [1, true],
  [2, true],
  [3, false],
])('%i stars of at most two are bad: %s', (stars, bad) => expect(isBad(stars, policy)).toBe(bad));

describe('the three levels', () => {
  it('begin with customer service; both clocks run from the rating, however late it is heard', () => {
    expect(begin(ratedAt, after(1), policy)).toEqual({
      ...{ stage: 'customer-service', stageAt: after(1), dueAt: after(2), planDueAt: after(24), lateCalls: 0 },
    });
  });

  it('follow each other in order, each with its own time, none beyond the plan’s', () => {
    const second = through(fresh(), 1, after(1));
    expect([second.stage, second.dueAt]).toEqual(['supervisor', after(7)]);
    const third = through(second, 1, after(14));
    expect([third.stage, third.dueAt]).toEqual(['manager', after(24)]);
    const end = through(third, 1, after(20));
    expect([end.stage, end.dueAt]).toEqual(['rectifying', after(24)]);
  });

  it('hand over only when the owner was spoken to, or twice nobody answered', () => {
    const unheard = { outcome: 'no-answer', pass: true } as const;
    expect(note(fresh(), [], [], unheard, policy, after(1)).ok).toBe(false);
    const once = [{ level: 'customer-service', outcome: 'no-answer' }] as const;
    expect(value(note(fresh(), once, [], unheard, policy, after(1))).stage).toBe('supervisor');
    // What another level tried is not this one's.
    const second = through(fresh(), 1, after(1));
    expect(note(second, once, [], unheard, policy, after(2)).ok).toBe(false);
    expect(value(note(fresh(), [], [], { outcome: 'declined', pass: true }, policy, after(1))).stage).toBe(
      'supervisor',
    );
  });

  it('may write down more than once before they hand over', () => {
    expect(value(note(fresh(), [], [], { outcome: 'no-answer', pass: false }, policy, after(1)))).toEqual(fresh());
  });

  it('are over when the last has handed over', () => {
    const end = through(fresh(), 3, after(3));
    expect(note(end, [], [], pass, policy, after(4)).ok).toBe(false);
  });

  it.each([
    ['its own', ['supervisor'], ['customer-service', 'supervisor', 'manager'], true],
    ['another’s', ['customer-service'], ['customer-service', 'supervisor', 'manager'], false],
    [
      'the manager’s, where somebody is there for it',
      ['manager'],
      ['customer-service', 'supervisor', 'manager'],
      false,
    ],
    ['the manager’s, where nobody is', ['manager'], ['customer-service', 'manager'], true],
    ['not anybody else’s, where nobody is', ['customer-service'], ['customer-service', 'manager'], false],
  ] as [string, StaffRole[], StaffRole[], boolean][])('the supervisor’s level is %s', (_title, roles, staffed, may) =>
    expect(mayHandle('supervisor', roles, new Set(staffed))).toBe(may),
  );
});

describe('the plan', () => {
  const plan = { cause: '配件不好', by: '王经理', measures: [todo('2026-10-08'), todo('2026-10-06')] };

  it('is published once, at whatever level it stands, and changes no level', () => {
    const published = value(publish(fresh(), plan, after(3)));
    expect([published.stage, published.publishedAt, published.dueAt]).toEqual(['customer-service', after(3), after(2)]);
    expect(publish(published, plan, after(4)).ok).toBe(false);
  });

  it('after the levels, its earliest day is what is due', () => {
    const end = through(fresh(), 3, after(3));
    const published = value(publish(end, plan, after(4)));
    expect([published.stage, published.dueAt]).toEqual(['rectifying', new Date('2026-10-07T00:00:00+08:00')]);
  });

  it('ends the follow-up when all of it is done and the levels are through, not before', () => {
    const early = value(publish(fresh(), plan, after(3)));
    const all = [done('2026-10-08'), done('2026-10-06')];
    expect(checkOff(early, all, after(30))).toEqual(early);
    const late = through(early, 3, after(31), all);
    expect([late.stage, late.dueAt, late.finishedAt]).toEqual(['finished', null, after(31)]);
    const waiting = value(publish(through(fresh(), 3, after(3)), plan, after(4)));
    const half = checkOff(waiting, [todo('2026-10-08'), done('2026-10-06')], after(30));
    expect([half.stage, half.dueAt]).toEqual(['rectifying', new Date('2026-10-09T00:00:00+08:00')]);
    expect(checkOff(waiting, all, after(30)).stage).toBe('finished');
  });

  it('nothing promised is nothing done', () =>
    expect([allDone([]), allDone([done('2026-10-06')])]).toEqual([false, true]));

  it('may be rated again once it is there, and once only', () => {
    const published = value(publish(fresh(), plan, after(3)));
    expect([
      mayRateAgain(fresh()),
      mayRateAgain(published),
      mayRateAgain({ ...published, ratedAgainAt: after(4) }),
    ]).toEqual([false, true, false]);
  });
});

describe('what is late', () => {
  it.each([
    ['nothing yet', fresh(), 1, null],
    ['customer service: it and the supervisor', fresh(), 2, ['customer-service', 'supervisor']],
    ['the supervisor: and the manager', through(fresh(), 1, after(1)), 7, ['supervisor', 'manager']],
    ['the plan, whoever is at it', fresh(), 24, ['customer-service', 'supervisor', 'manager']],
    ['the plan, after the levels', through(fresh(), 3, after(3)), 24, ['supervisor', 'manager']],
  ] as const)('%s', (_title, followUp, hours, roles) => {
    const late = callLate(followUp, after(hours));
    expect(late.call).toEqual(roles);
    expect(late.followUp.lateCalls).toBe(roles ? 1 : 0);
  });

  it('is looked at when it falls due, then again and again', () => {
    expect(nextLook(fresh(), policy, after(1))).toEqual(after(2));
    expect(nextLook(fresh(), policy, after(2))).toEqual(after(3));
    expect(nextLook(through(fresh(), 1, after(20)), policy, after(23))).toEqual(after(24));
  });

  it('no open follow-up is ever without a look to come, and a finished one has none', () => {
    const steps = fc.array(fc.constantFrom('pass', 'publish', 'finish', 'wait'), { maxLength: 8 });
    fc.assert(
      fc.property(steps, (all) => {
        let one = fresh();
        let measures: { dueOn: string; doneAt: Date | null }[] = [];
        let hours = 0;
        for (const step of all) {
          hours += 5;
          const now = after(hours);
          if (step === 'pass') {
            const passed = note(one, [], measures, pass, policy, now);
            if (passed.ok) one = passed.value;
          } else if (step === 'publish') {
            const published = publish(one, { cause: '', by: '', measures: [todo('2026-10-07')] }, now);
            if (published.ok) {
              one = published.value;
              measures = [todo('2026-10-07')];
            }
          } else if (step === 'finish' && measures.length > 0) {
            measures = [done('2026-10-07')];
            one = checkOff(one, measures, now);
          }
          const next = nextLook(one, policy, now);
          if (one.stage === 'finished') expect(next).toBeNull();
          else expect(next?.getTime()).toBeGreaterThan(now.getTime());
        }
      }),
      { numRuns: 2000 },
    );
  });
});
