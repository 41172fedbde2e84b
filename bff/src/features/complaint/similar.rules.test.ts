import { type Likened, likenesses } from './similar.rules.js';

const at = new Date('2026-11-23T10:00:00+08:00');
const hours = (count: number): Date => new Date(at.getTime() + count * 3_600_000);
const one = (more: Partial<Likened> & { id: string }): Likened => ({
  categoryId: 'cleaning',
  areaId: 'lobby',
  placeLabel: '3栋大堂',
  at,
  words: '大堂好几天没拖，地上很脏',
  ...more,
});
const mine = one({ id: 'mine' });
const alike = (other: Partial<Likened>, within = 7) => likenesses(mine, [one({ id: 'other', ...other })], within)[0];

it('takes the same place, kind, day and words for the same event, and says why', () => {
  expect(alike({})).toEqual({ id: 'other', score: 100, reasons: ['place', 'category', 'time', 'words'] });
});

it.each([
  ['another kind in the same place, in the same words', { categoryId: 'service' }, true],
  ['the same kind and place, in quite other words', { words: '请管一管卫生' }, true],
  ['the same kind in the same building', { areaId: null, placeLabel: '3栋2单元' }, true],
  [
    'another kind, place and words',
    { categoryId: 'noise', areaId: 'gate', placeLabel: '南门', words: '喇叭吵' },
    false,
  ],
  ['the same kind somewhere else, in other words', { areaId: 'gate', placeLabel: '南门', words: '垃圾桶满了' }, false],
  ['nothing said, another kind', { categoryId: 'noise', areaId: null, placeLabel: '5栋', words: '' }, false],
])('judges %s', (_, other, similar) => {
  expect(alike(other) !== undefined).toBe(similar);
});

it('weighs time, and looks no further than the policy says', () => {
  const near = alike({ at: hours(1) })?.score ?? 0;
  const far = alike({ at: hours(24 * 6) })?.score ?? 0;
  expect(near).toBeGreaterThan(far);
  expect(alike({ at: hours(24 * 7 + 1) })).toBeUndefined();
  expect(alike({ at: hours(24 * 2) }, 1)).toBeUndefined();
});

it('names the likeliest first, five at most, and never the complaint itself', () => {
  const others = [0, 1, 2, 3, 4, 5, 6].map((day) => one({ id: `o${day}`, at: hours(day * 20) }));
  const found = likenesses(mine, [mine, ...others.reverse()], 7);
  expect(found.map(({ id }) => id)).toEqual(['o0', 'o1', 'o2', 'o3', 'o4']);
});

it('treats places without an area by their names', () => {
  const home = one({ id: 'a', areaId: null, placeLabel: '5栋1单元602' });
  const same = one({ id: 'b', areaId: null, placeLabel: '5栋1单元602' });
  expect(likenesses(home, [same], 7)[0]?.reasons).toContain('place');
});
