import { inserted, linesOf } from './lines';

test('one wording a line, without the empty ones and repeats, at most twelve', () => {
  expect(linesOf(' 怎么租车位 \n\n月租多少\n怎么租车位\r\n')).toEqual(['怎么租车位', '月租多少']);
  expect(linesOf(Array.from({ length: 20 }, (_, at) => `第 ${at}`).join('\n'))).toHaveLength(12);
});

test('what is kept stands alone, or below what is written, as far as an answer goes', () => {
  expect(inserted('  ', '您好')).toBe('您好');
  expect(inserted('王女士，\n', '您好')).toBe('王女士，\n您好');
  expect([...inserted('字'.repeat(999), '😀😀')]).toHaveLength(1000);
  expect(inserted('字'.repeat(998), '😀😀').endsWith('😀')).toBe(true);
});
