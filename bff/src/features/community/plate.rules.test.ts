import { isPlate, readPlate } from './plate.rules.js';

test.each([
  ['blue, of letters and digits', '粤B12345'],
  ['blue, of many letters', '京AB1C2D'],
  ['new energy, small and electric', '粤BD36150'],
  ['new energy, small and hybrid', '沪AF12345'],
  ['new energy, small, a letter second', '粤BDF6150'],
  ['new energy, large', '粤B12345D'],
  ['a trailer', '粤B1234挂'],
  ['a learner’s', '粤B1234学'],
  ['the police', '粤B1234警'],
  ['Hong Kong', '粤Z1234港'],
  ['Macao', '粤Z1234澳'],
  ['a test plate', '粤B1234试'],
  ['rescue', '粤X1234应急'],
  ['an embassy', '使123456'],
  ['an embassy, the new form', '123456使'],
  ['a consulate', '粤B1234领'],
  ['armed police', 'WJ粤12345'],
  ['the army', 'VA12345'],
  ['civil aviation', '民航A1234'],
])('is a plate: %s', (_kind, plate) => {
  expect(isPlate(plate)).toBe(true);
});

test.each([
  ['too short', '粤B1234'],
  ['too long', '粤B1234567'],
  ['no such province', '国B12345'],
  ['an I, which no plate has', '粤BI2345'],
  ['an O, which no plate has', '粤BO2345'],
  ['no letter of the town', '粤112345'],
  ['nothing', ''],
  ['words', '没有车'],
])('is none: %s', (_kind, text) => {
  expect(isPlate(text)).toBe(false);
});

test.each([
  ['small letters, points and blanks', ' 粤b·f36150 ', '粤BF36150'],
  ['full width', '粤Ｂ１２３４５', '粤B12345'],
  ['hyphens', '粤B-12345', '粤B12345'],
  ['none', '无', null],
  ['what is none', '粤B1', null],
])('is read as it is written: %s', (_how, text, plate) => {
  expect(readPlate(text).value).toBe(plate);
});
