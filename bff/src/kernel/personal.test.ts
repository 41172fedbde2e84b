import fc from 'fast-check';
import { findPersonal, withoutPersonal } from './personal.js';

const known = { names: ['林娜', '王建平'], houses: ['3栋2单元1102'] };
const kinds = (text: string): string[] => findPersonal(text, known).map(({ kind, found }) => `${kind} ${found}`);

it.each([
  ['a name of whom it concerns', '林娜反映的噪音', ['name 林娜']],
  ['a surname with a title', '林女士和王大爷都说了', ['name 林女士', 'name 王大爷']],
  ['a mobile number', '电话 13900001234', ['number 13900001234']],
  ['a number that is spaced', '139 0000 1234', ['number 139 0000 1234']],
  ['a number in full-width digits', '电话１３９００００１２３４', ['number １３９００００１２３４']],
  ['an identity card', '310101199001011234', ['number 310101199001011234']],
  ['an identity card that ends in X', '31010119900101123X', ['number 31010119900101123X']],
  ['a land line', '021-66551234', ['number 021-66551234']],
  ['a room', '1102室晚上装修', ['room 1102室']],
  ['a room of a building', '5栋1单元603 晚上装修', ['room 5栋1单元603']],
  ['a room in short', '住 5-1-603 的', ['room 5-1-603']],
  ['a room in Chinese digits', '三栋二单元一一〇二', ['room 三栋二单元一一〇二']],
  ['a room after its owner', '业主 1203 说', ['room 业主 1203']],
])('finds %s', (_, text, found) => {
  expect(kinds(text)).toEqual(expect.arrayContaining(found));
});

it.each([
  ['a day', '2026年11月23日和 2026-11-23 都去看过'],
  ['a request by its number', '投诉 20261123-0017 已经办好'],
  ['a building and a floor', '3栋2单元 7 层楼道已经清扫'],
  ['a distance', '3栋楼下 200 米内禁止鸣笛'],
  ['how many households', '全小区 311 户都通知到了'],
  ['an amount', '更换费用 1280 元从公共收益列支'],
  ['a surname alone', '王府井的保洁公司，林荫道'],
  ['times', '每天 07:30 和 18:00 各扫一次'],
  ['somebody whom it does not concern', '陈静回访了三户'],
])('leaves %s alone', (_, text) => {
  expect(kinds(text)).toEqual([]);
});

it('takes out what it finds and nothing else', () => {
  expect(withoutPersonal('我是林娜，住3栋2单元1102，电话 13900001234，楼上太吵', known, '＊＊')).toBe(
    '我是＊＊，住＊＊，电话 ＊＊，楼上太吵',
  );
});

it('finds nothing any more in what it has cleaned, whatever stood there', () => {
  const words = fc.array(
    fc.constantFrom('林娜', '林女士', '王建平', '3栋2单元1102', '13900001234', '楼上', '，', ' ', '1102室', '😀', '吵'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(words, (list) => {
      const clean = withoutPersonal(list.join(''), known, '＊＊');
      expect(findPersonal(clean, known)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
