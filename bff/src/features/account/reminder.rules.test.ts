import { atWall } from 'shared-types/time';
import { daysBetween, nextLook, stageReached } from './reminder.rules.js';

const stages = [-3, 5, 20, 45];

it.each([
  ['2026-11-21', null],
  ['2026-11-22', -3],
  ['2026-11-25', -3],
  ['2026-11-29', -3],
  ['2026-11-30', 5],
  ['2026-12-14', 5],
  ['2026-12-15', 20],
  ['2027-01-08', 20],
  ['2027-01-09', 45],
  ['2028-01-01', 45],
])('a bill due on November 25th is on %s at stage %s', (today, stage) =>
  expect(stageReached(stages, '2026-11-25', today)).toBe(stage),
);

it('knows no stage where the policy has none', () => expect(stageReached([], '2026-11-25', '2027-11-25')).toBeNull());

it('counts days over the end of a year', () => {
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
});

const night = { quietFrom: '21:00', quietTo: '09:00' };
const noon = { quietFrom: '12:00', quietTo: '14:30' };

it('looks again when the next day is not quiet', () => {
  expect(nextLook(night, atWall('2026-11-25', 10))).toEqual({ day: '2026-11-26', at: atWall('2026-11-26', 9) });
  expect(nextLook(noon, atWall('2026-11-25', 10))).toEqual({ day: '2026-11-26', at: atWall('2026-11-26', 0) });
});
