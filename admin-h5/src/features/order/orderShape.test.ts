import { byUrgency, minutesToAccept } from './orderShape';

const promise = (dueAt: string, pausedAt: string | null = null) => ({
  kind: 'finish' as const,
  startedAt: '2026-11-23T08:00:00+08:00',
  dueAt,
  pausedAt,
});
const order = (name: string, part: Partial<Parameters<typeof byUrgency>[0]> = {}) => ({
  name,
  urgency: 'general' as const,
  acceptBy: null,
  promise: promise('2026-11-24T10:00:00+08:00'),
  pause: null,
  assignedAt: '2026-11-23T09:00:00+08:00',
  ...part,
});

test('emergencies first, then what is due first, standing clocks last', () => {
  const orders = [
    order('tomorrow'),
    order('stands', { promise: promise('2026-11-23T09:00:00+08:00', '2026-11-23T08:30:00+08:00') }),
    order('answer', { acceptBy: '2026-11-23T11:00:00+08:00' }),
    order('urgent', { urgency: 'emergency', promise: promise('2026-11-25T10:00:00+08:00') }),
    order('older', { assignedAt: '2026-11-23T08:00:00+08:00' }),
  ];
  expect(orders.sort(byUrgency).map((one) => one.name)).toEqual(['urgent', 'answer', 'older', 'tomorrow', 'stands']);
});

test('two orders without a deadline keep the order of their coming', () => {
  const orders = [
    order('b', { promise: null }),
    order('a', { promise: null, assignedAt: '2026-11-22T09:00:00+08:00' }),
  ];
  expect(orders.sort(byUrgency).map((one) => one.name)).toEqual(['a', 'b']);
});

test('minutes to accept are rounded up, and never negative', () => {
  const now = new Date('2026-11-23T10:57:10+08:00');
  expect(minutesToAccept('2026-11-23T11:00:00+08:00', now)).toBe(3);
  expect(minutesToAccept('2026-11-23T10:50:00+08:00', now)).toBe(0);
  expect(minutesToAccept(null, now)).toBeNull();
});
