import { audienceOf, bodyOf, emptyForm, htmlOf, isWhole, withBuildings } from './form';
import { grouped } from './rich';

const buildings = [
  { id: 'b3', units: [{ id: 'u31' }, { id: 'u32' }] },
  { id: 'b5', units: [{ id: 'u51' }] },
];

test('a building of which units are picked is those units, without any the whole of it', () => {
  const form = { ...emptyForm, buildingIds: ['b3', 'b5'], unitIds: ['u32'] };
  expect(audienceOf(form, buildings)).toMatchObject({ buildingIds: ['b5'], unitIds: ['u32'] });
  // A unit of a building that is not picked any more is forgotten.
  expect(audienceOf({ ...form, buildingIds: ['b5'] }, buildings)).toMatchObject({ buildingIds: ['b5'], unitIds: [] });
});

test('a draft with units shows their building as picked', () => {
  const form = withBuildings({ ...emptyForm, unitIds: ['u51'] }, buildings);
  expect(form.buildingIds).toEqual(['b5']);
  expect(audienceOf(form, buildings)).toMatchObject({ buildingIds: [], unitIds: ['u51'] });
});

test('a text that was left alone is sent as it was, and nothing in it is mark-up', () => {
  expect(
    htmlOf([
      { kind: 'h', runs: [{ text: '<b>停水</b>' }] },
      {
        kind: 'li',
        runs: [
          { text: '关', bold: true },
          { text: '网', href: 'https://a.cn/?a="1"' },
        ],
      },
    ]),
  ).toBe('<h3>&lt;b&gt;停水&lt;/b&gt;</h3><ul><li><b>关</b><a href="https://a.cn/?a=&quot;1&quot;">网</a></li></ul>');
});

test('only an outage says when, in the community’s time', () => {
  const outage = { kind: 'water' as const, from: '2026-11-25T09:00', until: '2026-11-25T18:00' };
  expect(bodyOf({ ...emptyForm, outage }, buildings).outage).toBeNull();
  expect(bodyOf({ ...emptyForm, kind: 'outage', outage }, buildings).outage).toEqual({
    kind: 'water',
    from: '2026-11-25T09:00:00.000+08:00',
    until: '2026-11-25T18:00:00.000+08:00',
  });
});

test('is whole with a title, a text, somebody to read it, and the times of an outage', () => {
  const whole = { ...emptyForm, title: '停水', html: '<p>好</p>' };
  expect(isWhole(whole)).toBe(true);
  expect(isWhole({ ...whole, title: ' ' })).toBe(false);
  expect(isWhole({ ...whole, html: '' })).toBe(false);
  expect(isWhole({ ...whole, roles: [] })).toBe(false);
  expect(isWhole({ ...whole, roles: [], staff: true })).toBe(true);
  expect(isWhole({ ...whole, kind: 'outage' })).toBe(false);
});

test('lines of a list that follow one another are one list', () => {
  const block = (kind: 'p' | 'li' | 'num') => ({ kind, runs: [] });
  const groups = grouped([block('li'), block('li'), block('num'), block('p'), block('p'), block('li')]);
  expect(groups.map(({ kind, blocks }) => `${kind}${blocks.length}`)).toEqual(['li2', 'num1', 'p1', 'p1', 'li1']);
});
