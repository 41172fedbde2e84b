import { readPasted } from './pasted';

test('houses and numbers, however they are parted', () => {
  const text = ['3栋2单元1102  128.5', '3-2-1103\t99', '', ' 1栋101，7.25 吨 ', '2栋 2单元 201 : 15'].join('\n');
  expect(readPasted(text)).toEqual({
    rows: [
      { house: '3栋2单元1102', value: '128.5' },
      { house: '3-2-1103', value: '99' },
      { house: '1栋101', value: '7.25' },
      { house: '2栋 2单元 201', value: '15' },
    ],
    odd: [],
  });
});

test('a line without a number stays, and so does one that is only a number', () => {
  expect(readPasted('房号  读数\n1102\n3栋101 抄不到')).toEqual({
    rows: [],
    odd: ['房号  读数', '1102', '3栋101 抄不到'],
  });
});
