import { outageKinds } from 'shared-types/announcement';
import { atWall } from 'shared-types/time';
import { known } from '../policy/catalogue.js';
import { concernsNow, outageFault, outageState, problemTypesOf } from './outage.rules.js';

const day = '2026-11-25';
const outage = { from: atWall(day, 9), until: atWall(day, 18) };

it.each([
  ['before it begins', atWall(day, 8, 59), 'coming'],
  ['from its first minute', atWall(day, 9), 'running'],
  ['to its last', atWall(day, 17, 59), 'running'],
  ['and not at its end', atWall(day, 18), 'over'],
])('an outage %s', (_title, now, state) => expect(outageState(outage, now)).toBe(state));

it.each([
  ['more than two hours before', atWall(day, 6, 59), false],
  ['two hours before', atWall(day, 7), true],
  ['while it runs', atWall(day, 12), true],
  ['when it is over', atWall(day, 18), false],
])('may explain a trouble: %s', (_title, now, expected) => expect(concernsNow(outage, now)).toBe(expected));

it.each([
  ['ends before it begins', { from: outage.until, until: outage.from }, 'reversed'],
  ['ends when it begins', { from: outage.from, until: outage.from }, 'reversed'],
  ['is over', { from: atWall('2026-11-20', 9), until: atWall('2026-11-20', 18) }, 'over'],
  ['runs longer than a month', { from: outage.from, until: atWall('2026-12-27', 9) }, 'too-long'],
  ['runs now', { from: atWall(day, 1), until: atWall(day, 9) }, null],
  ['is to come', outage, null],
])('one that %s is announced: %#', (_title, times, fault) => expect(outageFault(times, atWall(day, 8))).toBe(fault));

it('explains troubles that there are', () => {
  for (const kind of outageKinds)
    for (const id of problemTypesOf(kind)) expect([kind, id, known.problemTypeIds.has(id)]).toEqual([kind, id, true]);
});
