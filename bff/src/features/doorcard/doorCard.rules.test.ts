import { holderAt, nextStep, refusalOf, shownState } from './doorCard.rules.js';

test.each([
  ['is put where it is wanted and not there yet', { wanted: true, state: 'due' }, 'put', 'waiting'],
  ['is left where it is wanted and there', { wanted: true, state: 'on' }, null, 'on'],
  ['is left where the terminal has no cards', { wanted: true, state: 'failed' }, null, 'failed'],
  ['is removed where it may be on its way', { wanted: false, state: 'due' }, 'remove', 'leaving'],
  ['is removed where it is', { wanted: false, state: 'on' }, 'remove', 'leaving'],
  ['is removed where it failed, for its person may be there', { wanted: false, state: 'failed' }, 'remove', 'leaving'],
  ['is gone where it is gone', { wanted: false, state: 'gone' }, null, null],
  ['is put where it was gone and is wanted again', { wanted: true, state: 'due' }, 'put', 'waiting'],
] as const)('a card %s', (_title, copy, step, shown) => {
  expect([nextStep(copy), shownState(copy)]).toEqual([step, shown]);
});

const hour = (n: number) => new Date(Date.UTC(2026, 10, 23, n));
const first = { startedAt: hour(1), endedAt: hour(3) };
const second = { startedAt: hour(4), endedAt: null };

test.each([
  ['the second’s from the moment in which they got it', hour(4), second],
  ['the first’s until then', hour(3), first],
  ['the first’s where a clock is behind', hour(0), first],
])('a card that was given out twice is %s', (_title, at, expected) =>
  expect(holderAt([second, first], at)).toBe(expected),
);

test('a card that nobody had is nobody’s', () => expect(holderAt([], hour(1))).toBeNull());

test('a card that is over is refused as such from its very end', () => {
  expect(refusalOf(first, hour(2))).toBe('elsewhere');
  expect(refusalOf(first, hour(3))).toBe('revoked');
  expect(refusalOf(second, hour(9))).toBe('elsewhere');
});
