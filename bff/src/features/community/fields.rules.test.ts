import fc from 'fast-check';
import { escapeFormula, unescapeFormula } from '../../kernel/formula.js';
import { formatArea, readArea } from './area.rules.js';
import { readDay, readVacantSince } from './date.rules.js';
import { readOccupancy, readTenure } from './occupancy.rules.js';
import {
  giveOwners,
  type LedgerPerson,
  readIdLastFour,
  readNames,
  readTenants,
  takeTenants,
  writePhones,
  writeTenants,
} from './people.rules.js';
import { readPhones } from './phone.rules.js';
import { readPlate } from './plate.rules.js';
import { chineseNumber, halfWidth } from './text.rules.js';

const codes = (faults: { code: string; severity: string }[]): string[] =>
  faults.map((fault) => `${fault.severity}:${fault.code}`);

describe('area', () => {
  it.each([
    ['89.5', 8950, []],
    ['89.5㎡', 8950, []],
    ['118.36 平方米', 11836, []],
    ['76．04', 7604, []],
    ['７６．０４㎡', 7604, []],
    ['1,118.36', 111836, []],
    ['118.36000000000001', 11836, []],
    ['约90', 9000, ['warning:areaAbout']],
    ['118.365', 11837, ['warning:areaRounded']],
    ['', null, ['warning:areaMissing']],
    ['-89.5', null, ['error:areaNegative']],
    ['0', null, ['error:areaZero']],
    ['2000.01', null, ['error:areaHuge']],
    ['89-90', null, ['error:areaUnreadable']],
    ['#REF!', null, ['error:areaUnreadable']],
    ['=A1*2', null, ['error:areaUnreadable']],
  ])('%s', (cell, hundredths, faults) => {
    const read = readArea(cell);
    expect([read.value, codes(read.faults)]).toEqual([hundredths, faults]);
  });

  it('is the same after it was written and read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), (hundredths) => {
        expect(readArea(formatArea(hundredths))).toEqual({ value: hundredths, faults: [] });
        expect(readArea(String(hundredths / 100))).toEqual({ value: hundredths, faults: [] });
      }),
    );
  });
});

describe('days', () => {
  it.each([
    ['2016-09-23', '2016-09-23', []],
    ['2016.6.18', '2016-06-18', []],
    ['2016/11/20', '2016-11-20', []],
    ['2016年9月3日', '2016-09-03', []],
    ['２０１６年９月３日', '2016-09-03', []],
    ['20160903', '2016-09-03', []],
    ['2016-09-23 00:00:00', '2016-09-23', []],
    ['2016.2.30', null, ['warning:dateImpossible']],
    ['16.6.18', '2016-06-18', ['warning:dateShortYear']],
    ['2016年9月', null, ['warning:dateWithoutDay']],
    ['42532', '2016-06-11', []],
    ['1899.1.1', null, ['warning:dateUnlikely']],
    ['去年', null, ['warning:dateUnreadable']],
    ['', null, []],
  ])('%s', (cell, day, faults) => {
    const read = readDay(cell);
    expect([read.value, codes(read.faults)]).toEqual([day, faults]);
  });

  it.each([
    ['2024年3月起空置', '2024-03'],
    ['自2024.3.5空置', '2024-03-05'],
    ['空置', null],
    ['2024年3月装修', null],
    ['2024年13月起空置', null],
  ])('vacant: %s', (remark, since) => {
    expect(readVacantSince(remark)).toBe(since);
  });
});

describe('what a house and a space are used for', () => {
  it.each([
    ['自住', 'self', []],
    ['自用', 'self', []],
    ['已入住', 'self', []],
    ['出租', 'let', []],
    ['空置', 'vacant', []],
    ['', null, []],
    ['?', null, ['warning:occupancyUnknown']],
  ])('%s', (cell, occupancy, faults) => {
    const read = readOccupancy(cell);
    expect([read.value, codes(read.faults)]).toEqual([occupancy, faults]);
  });

  it('reads tenure', () => {
    expect(readTenure('产权').value).toBe('owned');
    expect(readTenure('月租').value).toBe('leased');
    expect(codes(readTenure('人防').faults)).toEqual(['warning:tenureUnknown']);
  });
});

describe('plates', () => {
  it.each([
    ['粤B84307', '粤B84307'],
    ['粤BF36150', '粤BF36150'],
    ['粤BD60332', '粤BD60332'],
    ['粤b·84307', '粤B84307'],
    ['粤B 8430 7', '粤B84307'],
    ['粤B12345D', '粤B12345D'],
    ['湘Ａ７４０６１', '湘A74061'],
    ['粤B1234学', '粤B1234学'],
    ['粤Z1234港', '粤Z1234港'],
    ['粤B1234警', '粤B1234警'],
    ['使123456', '使123456'],
    ['沪A0023领', '沪A0023领'],
    ['WJ粤12345', 'WJ粤12345'],
    ['VA12345', 'VA12345'],
    ['京A1234应急', '京A1234应急'],
  ])('%s', (cell, plate) => {
    expect(readPlate(cell)).toEqual({ value: plate, faults: [] });
  });

  it.each([
    ['粤B8430', ['warning:plateUnreadable']],
    ['粤BI4307', ['warning:plateUnreadable']],
    ['有车', ['warning:plateUnreadable']],
    ['粤B84307、粤B84308', ['warning:plateSeveral']],
  ])('is doubtful: %s', (cell, faults) => {
    expect(codes(readPlate(cell).faults)).toEqual(faults);
  });

  it('is empty without doubt', () => {
    expect(readPlate('')).toEqual({ value: null, faults: [] });
  });
});

describe('names', () => {
  it.each([
    ['林娜', ['林娜'], []],
    ['周明、徐涛', ['周明', '徐涛'], []],
    ['周明,徐涛', ['周明', '徐涛'], []],
    ['周明/徐涛', ['周明', '徐涛'], []],
    ['周明 徐涛', ['周明', '徐涛'], []],
    ['周明和徐涛', ['周明', '徐涛'], ['warning:nameSplit']],
    ['徐涛和王平', ['徐涛', '王平'], ['warning:nameSplit']],
    ['周明1', ['周明1'], ['warning:nameDigits']],
    ['周明\n徐涛', ['周明', '徐涛'], []],
    ['周　明', ['周明'], []],
    ['王和平', ['王和平'], []],
    ['欧阳和平', ['欧阳和平'], []],
    ['买买提·吐尔逊', ['买买提·吐尔逊'], []],
    ['John Smith', ['John Smith'], []],
    ['深圳市阳光餐饮有限公司', ['深圳市阳光餐饮有限公司'], []],
    ['', [], []],
    ['未知', [], []],
    ['周明（已故）', ['周明'], ['warning:nameNote']],
    ['欧阳 明', ['欧阳明'], ['warning:nameJoined']],
    ['周', ['周'], ['warning:nameUnusual']],
    ['=HYPERLINK("http://x","陆霞")', [], ['error:nameFormula']],
    ['@SUM(1)', [], ['error:nameFormula']],
    ['周明19901015838', [], ['error:nameDigits']],
    ['周'.repeat(31), [], ['error:nameTooLong']],
  ])('%s', (cell, names, faults) => {
    const read = readNames(cell);
    expect([read.value, codes(read.faults)]).toEqual([names, faults]);
  });

  it('gives numbers to owners, and says nothing more than the ledger does', () => {
    const give = (names: string[], phones: string) =>
      giveOwners(names, readPhones(phones), '3305').value.map((p) => [p.name, p.phones, p.idLastFour]);
    const [a, b, c] = ['19901007919', '19901015838', '19901023757'];
    expect(give(['周明', '徐涛'], `${a}`)).toEqual([
      ['周明', [a], '3305'],
      ['徐涛', [], null],
    ]);
    expect(give(['周明', '徐涛'], `${a} / ${b}`)).toEqual([
      ['周明', [a], '3305'],
      ['徐涛', [b], null],
    ]);
    expect(give(['周明'], `${a} / ${b}`)).toEqual([['周明', [a, b], '3305']]);
    expect(give(['周明', '徐涛'], `徐涛 ${a} / ${b} / ${c}`)).toEqual([
      ['周明', [b, c], '3305'],
      ['徐涛', [a], null],
    ]);
    expect(give([], `${a}`)).toEqual([['', [a], '3305']]);
  });
});

describe('tenants', () => {
  it.each([
    ['租客 梁子轩 19901039595', [['梁子轩', ['19901039595']]], ''],
    ['租客 郭敏 199 0134 8436', [['郭敏', ['19901348436']]], ''],
    ['租户：邓洋，电话19901989875', [['邓洋', ['19901989875']]], ''],
    ['承租人:邓洋(199-0198-9875)；2025年到期', [['邓洋', ['19901989875']]], '2025年到期'],
    ['租客邓洋', [['邓洋', []]], ''],
    ['2024年3月起空置', [], '2024年3月起空置'],
    ['', [], ''],
  ])('in a remark: %s', (remark, tenants, rest) => {
    const { value } = takeTenants(remark);
    expect(value.tenants.map((tenant) => [tenant.name, tenant.phones])).toEqual(tenants);
    expect(value.rest).toBe(rest);
  });

  it.each([
    ['梁子轩 19901039595', [['梁子轩', ['19901039595']]]],
    [
      '梁子轩19901039595；周敏 199 0105 5433',
      [
        ['梁子轩', ['19901039595']],
        ['周敏', ['19901055433']],
      ],
    ],
    ['梁子轩', [['梁子轩', []]]],
    ['租客：梁子轩 电话：19901039595', [['梁子轩', ['19901039595']]]],
    ['无', []],
  ])('in their own column: %s', (cell, tenants) => {
    expect(readTenants(cell).value.map((tenant) => [tenant.name, tenant.phones])).toEqual(tenants);
  });

  const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
  const name = fc
    .array(fc.constantFrom(...'周徐林袁沈萧明涛娜霞强兰'), { minLength: 2, maxLength: 3 })
    .map((signs) => signs.join(''));
  const people = (role: LedgerPerson['role']): fc.Arbitrary<LedgerPerson[]> =>
    fc
      .uniqueArray(name, { maxLength: 3 })
      .chain((names) =>
        fc.tuple(
          ...names.map((one) =>
            fc.uniqueArray(phone, { maxLength: 2 }).map((phones) => ({ name: one, role, phones, idLastFour: null })),
          ),
        ),
      );
  const distinct = (list: LedgerPerson[]): boolean => {
    const numbers = list.flatMap((one) => one.phones);
    return new Set(numbers).size === numbers.length;
  };

  it('and owners are the same after they were written and read again', () => {
    fc.assert(
      fc.property(people('tenant').filter(distinct), people('owner').filter(distinct), (tenants, owners) => {
        expect(readTenants(writeTenants(tenants)).value).toEqual(tenants);
        const names = readNames(owners.map((owner) => owner.name).join('、')).value;
        expect(giveOwners(names, readPhones(writePhones(owners)), null).value).toEqual(owners);
      }),
    );
  });
});

describe('the rest', () => {
  it.each([
    ['3305', '3305', []],
    ['619x', '619X', []],
    ['440301199001011234', '1234', []],
    ['305', '0305', ['warning:idLastFourPadded']],
    ['有', null, ['warning:idLastFourBad']],
    ['', null, []],
  ])('identity number %s', (cell, digits, faults) => {
    const read = readIdLastFour(cell);
    expect([read.value, codes(read.faults)]).toEqual([digits, faults]);
  });

  it.each([
    ['一七〇二', '1702'],
    ['十二', '12'],
    ['二十一', '21'],
    ['一百零二', '102'],
    ['一百二十', '120'],
    ['两', '2'],
    ['林', null],
  ])('numeral %s', (text, digits) => {
    expect(chineseNumber(text)).toBe(digits);
  });

  it('escapes what a table program would run, and takes it back for any text', () => {
    expect(escapeFormula('=1+1')).toBe("'=1+1");
    expect(escapeFormula('\t=1')).toBe("'\t=1");
    expect(escapeFormula('林娜')).toBe('林娜');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '1', '林') }), (text) => {
        expect(unescapeFormula(escapeFormula(text))).toBe(text);
        expect(escapeFormula(text)).not.toMatch(/^[=+\-@]/);
      }),
    );
  });

  it('makes one kind of letters and spaces', () => {
    expect(halfWidth('　Ａ座\u200b １２\u00a0')).toBe('A座 12');
  });
});
