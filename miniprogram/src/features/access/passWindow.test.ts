import { type Choice, dayChoices, firstChoice, onDay, slotChoices, windowOf } from 'shared-types/passWindow';

const now = new Date('2026-11-23T10:54:00+08:00');
const choice = (more: Partial<Choice>): Choice => ({ day: '2026-11-23', slot: 'now', stay: 1, ...more });

test.each([
  ['now, for four hours', {}, '2026-11-23T10:54:00.000+08:00', '2026-11-23T14:54:00.000+08:00'],
  [
    'this morning, which has begun',
    { slot: 'morning' },
    '2026-11-23T10:54:00.000+08:00',
    '2026-11-23T12:00:00.000+08:00',
  ],
  ['this afternoon', { slot: 'afternoon' }, '2026-11-23T12:00:00.000+08:00', '2026-11-23T18:00:00.000+08:00'],
  [
    'all of tomorrow',
    { day: '2026-11-24', slot: 'day' },
    '2026-11-24T00:00:00.000+08:00',
    '2026-11-25T00:00:00.000+08:00',
  ],
  ['three days from now', { stay: 3 }, '2026-11-23T10:54:00.000+08:00', '2026-11-26T00:00:00.000+08:00'],
  [
    'two days from an evening',
    { day: '2026-11-24', slot: 'evening', stay: 2 },
    '2026-11-24T18:00:00.000+08:00',
    '2026-11-26T00:00:00.000+08:00',
  ],
] as [string, Partial<Choice>, string, string][])('%s', (_title, more, from, until) => {
  expect(windowOf(choice(more), now)).toEqual({ from, until });
});

test('thirty days from midnight are thirty days and no more', () => {
  const { from, until } = windowOf(choice({ day: '2026-11-24', slot: 'day', stay: 30 }), now);
  expect((Date.parse(until) - Date.parse(from)) / 86_400_000).toBe(30);
});

test('what is all but over is not offered; now is only today', () => {
  expect(slotChoices('2026-11-23', now)).toEqual(['now', 'day', 'morning', 'afternoon', 'evening']);
  expect(slotChoices('2026-11-23', new Date('2026-11-23T17:10:00+08:00'))).toEqual(['now', 'day', 'evening']);
  expect(slotChoices('2026-11-24', now)).toEqual(['day', 'morning', 'afternoon', 'evening']);
});

test('seven days by name, today first', () => {
  expect(
    dayChoices(now)
      .map(({ words }) => words)
      .slice(0, 3),
  ).toEqual(['今天', '明天', '11月25日']);
  expect(dayChoices(now)).toHaveLength(7);
});

test('another day keeps the part of the day where it has it', () => {
  expect(onDay(choice({ slot: 'evening' }), '2026-11-24', now).slot).toBe('evening');
  expect(onDay(firstChoice(now), '2026-11-24', now).slot).toBe('day');
});
