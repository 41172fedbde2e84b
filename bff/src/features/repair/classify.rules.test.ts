import { defaultPolicy } from '../policy/policy.door.js';
import { codeOf, later, makeLoop, makeOrder, promiseOf, value } from './loop.fixture.js';
import { drop, meet } from './promise.rules.js';
import {
  cancel,
  classify,
  closeUnanswered,
  mayUrge,
  pause,
  pauseFault,
  rate,
  reopen,
  titleOf,
} from './repair.rules.js';

const policy = defaultPolicy;
const plumbing = { problemTypeId: 'plumbing', emergency: null, department: 'engineering', skill: 'plumber' };
const lift = { problemTypeId: 'lift', emergency: '困人', department: 'engineering', skill: 'lift-technician' };

describe('whose order follows when a person says what it is', () => {
  test('an order of the same trade stays with its worker', () => {
    const held = makeOrder({ status: 'assigned', workerId: 'W1', passedBy: ['W3'] });
    const { loop, freed, follows } = value(classify(makeLoop('general', policy, [held]), plumbing, policy, later(5)));
    expect([freed, follows]).toEqual([[], []]);
    expect(loop.orders[0]).toMatchObject({ status: 'assigned', workerId: 'W1', passedBy: ['W3'] });
  });

  test('one that is let go is looked for again, and whoever had it may be asked for another trade', () => {
    const held = makeOrder({ status: 'assigned', workerId: 'W1' });
    const { loop, freed, follows } = value(classify(makeLoop('general', policy, [held]), lift, policy, later(5)));
    expect(freed.map(({ id }) => id)).toEqual(['O1']);
    expect(follows.map(({ id }) => id)).toEqual(['O1']);
    expect(loop.orders[0]).toMatchObject({ status: 'waiting', workerId: null, passedBy: null });
  });

  test('one that nobody has moves without anybody being let go', () => {
    const { loop, freed } = value(classify(makeLoop(), lift, policy, later(5)));
    expect(freed).toEqual([]);
    expect(loop.orders[0]).toMatchObject({ status: 'waiting', skill: 'lift-technician' });
  });

  test('orders of other departments are left alone', () => {
    const guard = makeOrder({ id: 'O2', main: false, department: 'security', skill: 'guard', procedureId: 'assist' });
    const { loop } = value(classify(makeLoop('general', policy, [makeOrder(), guard]), lift, policy, later(5)));
    expect(loop.orders[1]).toEqual(guard);
  });
});

describe('the clocks of what was classified', () => {
  test('run from the beginning of the round, not from the report nor from now', () => {
    const loop = makeLoop();
    const round = loop.promises.map((one) => ({ ...one, startedAt: later(100), dueAt: later(2000) }));
    const changed = value(classify({ ...loop, promises: round }, lift, policy, later(130))).loop;
    expect(promiseOf(changed, 'respond')?.dueAt).toEqual(later(115));
    expect(promiseOf(changed, 'arrive')?.dueAt).toEqual(later(130));
  });

  test('of earlier rounds stay as they were, open or not, and what was met stays met', () => {
    const loop = makeLoop();
    const old = loop.promises.map((one) => ({ ...one, id: `old-${one.kind}`, round: 0, startedAt: later(-9000) }));
    const promises = [...old, ...loop.promises.map((one) => (one.kind === 'respond' ? meet(one, later(3)) : one))];
    const changed = value(classify({ ...loop, promises }, lift, policy, later(5))).loop;
    expect(changed.promises.slice(0, old.length)).toEqual(old);
    expect(promiseOf(changed, 'respond')).toMatchObject({ state: 'kept', dueAt: later(120) });
    expect(promiseOf(changed, 'arrive')?.dueAt).toEqual(later(30));
  });

  test('an arrival that fell away is awaited again, once; one that was proven stays proven', () => {
    const loop = makeLoop('emergency');
    const change = (by: typeof drop) => ({
      ...loop,
      promises: loop.promises.map((one) => (one.kind === 'arrive' ? by(one) : one)),
    });
    const again = value(classify(change(drop), lift, policy, later(5))).loop;
    expect(again.promises.filter(({ kind }) => kind === 'arrive')).toMatchObject([{ state: 'open', dueAt: later(30) }]);
    expect(again.promises).toHaveLength(loop.promises.length);
    const proven = value(
      classify(
        change((one) => meet(one, later(9))),
        lift,
        policy,
        later(12),
      ),
    ).loop;
    expect(promiseOf(proven, 'arrive')).toMatchObject({ state: 'kept', metAt: later(9) });
  });
});

describe('at the edges', () => {
  test('a helper who is there already stands against the owner’s calling it off, and so does work at the desk', () => {
    const there = makeOrder({ id: 'O2', main: false, status: 'arrived' });
    const loop = makeLoop();
    expect(codeOf(cancel({ ...loop, orders: [makeOrder(), there] }, 'owner', later(9)))).toBe(
      'repair.illegal_transition',
    );
    const working = { ...loop, repair: { ...loop.repair, status: 'working' as const } };
    expect(codeOf(cancel(working, 'owner', later(9)))).toBe('repair.illegal_transition');
  });

  test('it closes unanswered only where the nod is what is awaited, and leaves other promises alone', () => {
    const loop = makeLoop();
    const [first] = loop.promises;
    if (!first) throw new Error('no promise');
    const nod = { ...first, id: 'nod', kind: 'confirm' as const, dueAt: later(200) };
    const withNod = { ...loop, promises: [...loop.promises, nod] };
    expect(closeUnanswered(withNod, later(300))).toBeNull();
    const done = { ...withNod, repair: { ...loop.repair, status: 'done' as const } };
    const closed = closeUnanswered(done, later(300));
    expect(closed?.promises.map(({ state }) => state)).toEqual([...loop.promises.map(({ state }) => state), 'dropped']);
    expect(closeUnanswered({ ...done, promises: loop.promises }, later(99_999))).toBeNull();
  });

  test('a pause may last as long as the policy says to the minute, and not end at the moment it begins', () => {
    const { repair } = makeLoop();
    const until = (minutes: number) => pauseFault(repair, policy, later(minutes), later(0));
    expect(until(policy.pause.mostDays * 1440)).toBeNull();
    expect(until(policy.pause.mostDays * 1440 + 1)).toBe('too-long');
    expect(until(0)).toBe('past');
    expect(pauseFault(repair, policy, null, later(0))).toBeNull();
    // Only an emergency waits for nobody before the arrival.
    expect(pauseFault({ ...repair, arriveDueAt: later(30) }, policy, later(60), later(0))).toBeNull();
  });

  test('a pause lets whoever was only asked go, too', () => {
    const asked = makeOrder({ status: 'assigned', workerId: 'W1' });
    const paused = value(
      pause(makeLoop('general', policy, [asked]), {
        policy,
        until: later(600),
        reason: '约了',
        by: '李晓梅',
        now: later(5),
      }),
    );
    expect(paused.freed.map(({ id }) => id)).toEqual(['O1']);
    expect(paused.loop.orders[0]?.status).toBe('waiting');
  });

  test('a new round begins as reported, with its order beside those of the rounds before', () => {
    const loop = makeLoop();
    const done = { ...loop, repair: { ...loop.repair, status: 'done' as const } };
    const again = value(reopen(done, { policy, now: later(300), orderId: 'O9' }));
    expect(again.loop.repair.status).toBe('submitted');
    expect(again.loop.orders.map(({ id }) => id)).toEqual(['O1', 'O9']);
    expect(again.order.passedBy).toEqual([]);
  });

  test('a rating ends what is done, and does not move the end of what was closed', () => {
    const { repair } = makeLoop();
    const closedAt = (more: object) =>
      value(rate({ ...makeLoop(), repair: { ...repair, ...more } }, 5, null, later(90))).repair.closedAt;
    expect(closedAt({ status: 'done' })).toEqual(later(90));
    expect(closedAt({ status: 'closed', closedAt: later(60) })).toEqual(later(60));
  });

  test('what stands still, or has ended, is not urged', () => {
    const { repair } = makeLoop();
    expect(mayUrge(repair, policy, later(5))).toBe(true);
    expect(mayUrge({ ...repair, pausedAt: later(1) }, policy, later(5))).toBe(false);
    expect(mayUrge({ ...repair, status: 'done' }, policy, later(5))).toBe(false);
  });

  test('four characters are a title, three are not; lines and wide gaps become one space', () => {
    expect(titleOf('给水管道', '厨房', '水管漏水')).toBe('水管漏水');
    expect(titleOf('给水管道', '厨房', '漏水了')).toBe('厨房给水管道');
    expect(titleOf('给水管道', null, '水管  \n 漏水了')).toBe('水管 漏水了');
  });
});
