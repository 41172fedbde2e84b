import fc from 'fast-check';
import { burnOf, holdersOf } from './shape';

const now = new Date('2026-11-23T10:54:00+08:00');
const promise = {
  kind: 'arrive' as const,
  startedAt: '2026-11-23T10:42:00+08:00',
  dueAt: '2026-11-23T11:12:00+08:00',
  pausedAt: null,
};
const leak = {
  status: 'assigned' as const,
  urgency: 'emergency' as const,
  createdAt: promise.startedAt,
  pause: null,
  promise,
};
const due = (dueAt: string) => burnOf({ ...leak, promise: { ...promise, dueAt } }, now).burn;

test('a deadline decides the column', () => {
  expect(due('2026-11-23T10:53:00+08:00')).toBe('overdue');
  expect(due('2026-11-23T10:54:00+08:00')).toBe('hour');
  expect(due('2026-11-23T11:54:00+08:00')).toBe('hour');
  expect(due('2026-11-23T11:55:00+08:00')).toBe('later');
});

test('a clock that stands is never overdue: it waits for the owner', () => {
  const pause = {
    reason: '业主约周二',
    since: '2026-11-22T22:54:00+08:00',
    until: '2026-11-24T09:00:00+08:00',
    by: '李晓梅',
  };
  const stands = { ...leak, pause, promise: { ...promise, dueAt: '2026-11-22T23:00:00+08:00', pausedAt: pause.since } };
  expect(burnOf(stands, now)).toEqual({ burn: 'owner', at: 12 / 72 });
});

test('done waits for the nod, but a call-back is ours and burns', () => {
  const done = { ...leak, status: 'done' as const };
  expect(burnOf({ ...done, promise: { ...promise, kind: 'confirm' } }, now).burn).toBe('owner');
  expect(
    burnOf({ ...done, promise: { ...promise, kind: 'callback', dueAt: '2026-11-23T10:50:00+08:00' } }, now).burn,
  ).toBe('overdue');
});

test('an emergency without a promise is not hidden among the later ones', () => {
  expect(burnOf({ ...leak, promise: null }, now).burn).toBe('hour');
});

test('every dot lies on its fuse', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.boolean(), (minutes, paused) => {
      const dueAt = new Date(now.getTime() + minutes * 60_000).toISOString();
      const { at, burn } = burnOf({ ...leak, promise: { ...promise, dueAt, pausedAt: paused ? dueAt : null } }, now);
      expect(at).toBeGreaterThan(0);
      expect(at).toBeLessThan(1);
      expect(burn === 'owner').toBe(paused);
    }),
    { numRuns: 1_000 },
  );
});

const order = (workerName: string | null, status: 'accepted' | 'cancelled' | 'waiting' = 'accepted') => ({
  id: '01HZY000000000000000000001',
  status,
  workerName,
  department: '工程部',
});

test('the holder is who has the main order, not who joined last', () => {
  expect(holdersOf([order('孙伟', 'cancelled'), order('周建国'), order('夏芬')])).toEqual({ name: '周建国', more: 1 });
  expect(holdersOf([order('周建国'), order('周建国')])).toEqual({ name: '周建国', more: 0 });
});

test('a main order that nobody holds is said, whoever else is at it', () => {
  expect(holdersOf([order(null, 'waiting'), order('夏芬')])).toBeNull();
  expect(holdersOf([])).toBeNull();
});
