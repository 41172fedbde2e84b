import { atWall } from 'shared-types/time';
import { firstReminder, mayRemind, tellAt } from './reminder.rules.js';

const terms = { remindAfterMinutes: 1440, mostReminders: 2, quietFrom: '21:00', quietTo: '09:00' };
const at = (hour: number, day = '2026-11-25'): Date => atWall(day, hour);

it.each([
  ['a notice by day at once', 'notice', at(10), at(10)],
  ['a notice at night in the morning', 'notice', at(22), at(9, '2026-11-26')],
  ['an outage at night in the morning', 'outage', at(5), at(9)],
  ['an emergency at night at once', 'emergency', at(3), at(3)],
])('tells of %s', (_title, kind, now, told) => expect(tellAt(kind, terms, now)).toEqual(told));

it('reminds after the time of the policy, not at night, and not at all where nobody wants it', () => {
  expect(firstReminder(terms, at(10))).toEqual(at(10, '2026-11-26'));
  expect(firstReminder({ ...terms, remindAfterMinutes: 720 }, at(12))).toEqual(at(9, '2026-11-26'));
  expect(firstReminder({ ...terms, mostReminders: 0 }, at(10))).toBeNull();
});

it.each([
  ['published', { status: 'published', reminders: 1, outageUntil: null }, true],
  ['as often as allowed', { status: 'published', reminders: 2, outageUntil: null }, false],
  ['withdrawn', { status: 'withdrawn', reminders: 0, outageUntil: null }, false],
  ['an outage that runs', { status: 'published', reminders: 0, outageUntil: at(11) }, true],
  ['an outage that is over', { status: 'published', reminders: 0, outageUntil: at(10) }, false],
])('may remind of what is %s: %#', (_title, one, expected) => expect(mayRemind(one, terms, at(10))).toBe(expected));
