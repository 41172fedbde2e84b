import { ringState } from './ringMath';

const span = { startedAt: '2026-11-23T10:42:00+08:00', dueAt: '2026-11-23T11:12:00+08:00' };
const at = (time: string) => ringState(span, new Date(`2026-11-23T${time}+08:00`));

test('a promise is calm while a quarter or more is left', () => {
  expect(at('10:54:00')).toMatchObject({ tone: 'brand', left: 0.6, short: '18', words: '还有18分钟', overdue: false });
});

test('below a quarter it is near', () => {
  expect(at('11:05:00')).toMatchObject({ tone: 'near', words: '还有7分钟' });
});

test('over the deadline it counts up', () => {
  expect(at('11:50:00')).toMatchObject({ tone: 'danger', short: '+38', words: '已超38分钟', overdue: true });
});

test('long times are said in hours and days', () => {
  const long = { startedAt: '2026-11-23T00:00:00+08:00', dueAt: '2026-11-26T00:00:00+08:00' };
  expect(ringState(long, new Date('2026-11-23T00:00:00+08:00')).short).toBe('3天');
  expect(ringState(long, new Date('2026-11-25T14:00:00+08:00')).short).toBe('10时');
});

test('a paused clock stands where it stood, whatever the time is now', () => {
  const paused = { ...span, pausedAt: '2026-11-23T10:57:00+08:00' };
  const state = ringState(paused, new Date('2026-11-25T10:00:00+08:00'));
  expect(state).toMatchObject({ left: 0.5, short: '停', overdue: false, tone: 'brand' });
});

test('waiting for the nod is never overdue', () => {
  const nod = { ...span, kind: 'confirm' as const };
  expect(ringState(nod, new Date('2026-11-25T10:00:00+08:00'))).toMatchObject({ short: '等', overdue: false });
});
