import fc from 'fast-check';
import {
  buildingName,
  floorOf,
  type HouseCodes,
  houseKey,
  houseLabel,
  isShopAddress,
  parseAddress,
  parseBuilding,
  parseNumber,
  parseUnit,
} from './address.rules.js';
import { matchesQuery, numberSpellings, parseHouseQuery } from './houseQuery.rules.js';

const parts = (text: string) => {
  const address = parseAddress(text);
  return address && [address.building, address.unit, address.number];
};

describe('whole addresses', () => {
  it.each([
    ['A区3幢2单元501', ['A区3', '2', '501']],
    ['1栋1单元负101', ['1', '1', '负101']],
    ['1栋1单元负一层01室', ['1', '1', '负101']],
    ['8号商铺', ['商铺', null, '8']],
    ['3栋8号商铺', ['3', null, '商铺8']],
    ['3栋2单元501-502', ['3', '2', '501-502']],
    ['1栋101', ['1', null, '101']],
    ['1-1-101', ['1', '1', '101']],
    ['１－１－１０１', ['1', '1', '101']],
    ['1 - 1 - 101', ['1', '1', '101']],
    ['1-101', ['1', null, '101']],
    ['一号楼101', ['1', null, '101']],
    ['1栋1单元101', ['1', '1', '101']],
    ['1栋1单元101室', ['1', '1', '101']],
    ['1#1-101', ['1', '1', '101']],
    ['1#101', ['1', null, '101']],
    ['1#楼2单元101', ['1', '2', '101']],
    ['3号楼二单元1102室', ['3', '2', '1102']],
    ['3幢2单元1102', ['3', '2', '1102']],
    ['十二栋三单元一七〇二', ['12', '3', '1702']],
    ['第3栋第2单元1102', ['3', '2', '1102']],
    ['阳光花园3栋2单元1102', ['3', '2', '1102']],
    ['深圳市南山区科技路12号阳光花园3栋2单元1102室', ['3', '2', '1102']],
    ['房号：1-1-101', ['1', '1', '101']],
    ['3栋2单元11层02', ['3', '2', '1102']],
    ['3栋11楼1102', ['3', null, '1102']],
    ['1-1-11-02', ['1', '1', '1102']],
    ['A座1201', ['A', null, '1201']],
    ['a座12A', ['A', null, '12A']],
    ['B2栋1201', ['B2', null, '1201']],
    ['二期3栋1102', ['2期3', null, '1102']],
    ['88弄3号1102室', ['3', null, '1102']],
    ['01栋02单元0301', ['1', '2', '0301']],
    ['商铺S1', ['商铺', null, 'S1']],
    ['S1', ['商铺', null, 'S1']],
    ['底商3号', ['商铺', null, '3']],
    ['商铺12', ['商铺', null, '12']],
    ['1栋底商3号', ['1', null, '商铺3']],
    ['2单元1102', [null, '2', '1102']],
    ['3栋', ['3', null, null]],
    ['3栋2单元', ['3', '2', null]],
  ])('%s', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it.each(['', '无', '林娜', '2016-09-23', '19901007919', '阳光花园', '101', '约90'])('is no address: %s', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('keeps what stood before the building, and says how it read what it changed', () => {
    expect(parseAddress('阳光花园3栋2单元1102')?.prefix).toBe('阳光花园');
    expect(parseAddress('1栋一七〇二')?.notes).toEqual(['chineseDigits']);
    expect(parseAddress('一号楼101')?.notes).toEqual([]);
    expect(parseAddress('3栋11层02')?.notes).toEqual(['floorJoined']);
  });
});

describe('single cells', () => {
  it.each([
    ['1栋', '1'],
    ['1#', '1'],
    ['1号楼', '1'],
    ['一号楼', '1'],
    ['1', '1'],
    ['01', '1'],
    ['A座', 'A'],
    ['3幢', '3'],
    ['第3栋', '3'],
    ['3#楼', '3'],
    ['十二栋', '12'],
    ['商铺', '商铺'],
    ['底商', '商铺'],
    ['阳光花园3栋', '3'],
    ['东区3栋', '东区3'],
    ['别墅', '别墅'],
  ])('building %s', (text, building) => {
    expect(parseBuilding(text)?.building).toBe(building);
  });

  it('reads a unit that stands in the building cell', () => {
    expect(parseBuilding('3栋2单元')).toMatchObject({ building: '3', unit: '2' });
  });

  it.each([
    ['1单元', '1'],
    ['二单元', '2'],
    ['2', '2'],
    ['A', 'A'],
    ['甲单元', '甲'],
    ['', ''],
    ['/', ''],
    ['不知道', null],
  ])('unit %s', (text, unit) => {
    expect(parseUnit(text)).toBe(unit);
  });

  it.each([
    ['101', '101', []],
    ['101室', '101', []],
    ['一七〇二', '1702', ['chineseDigits']],
    [' 9 03 ', '903', ['spacesRemoved']],
    [' 903 ', '903', []],
    ['S1', 'S1', []],
    ['s-1', 'S1', []],
    ['1102A', '1102A', []],
    ['１１０２', '1102', []],
  ])('room %s', (text, number, notes) => {
    expect(parseNumber(text)).toEqual({ number, notes });
  });

  it('takes no whole address for a room', () => {
    expect(parseNumber('1-1-101')).toBeNull();
  });
});

const codes: fc.Arbitrary<HouseCodes> = fc.oneof(
  fc.record({
    building: fc.oneof(fc.integer({ min: 1, max: 199 }).map(String), fc.constantFrom('A', 'B2', '2期3', '东区12')),
    unit: fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 9 }).map(String), fc.constantFrom('A', '甲')),
    number: fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }))
        .map(([f, n]) => `${f}${String(n).padStart(2, '0')}`),
      fc.constantFrom('25A', '1102B', '商铺3', 'S12', '0301'),
    ),
  }),
  fc.record({
    building: fc.constant('商铺'),
    unit: fc.constant(''),
    number: fc.integer({ min: 1, max: 99 }).map((n) => `S${n}`),
  }),
);

describe('labels', () => {
  it.each([
    [{ building: '3', unit: '2', number: '1102' }, '3栋2单元1102', 11, false],
    [{ building: 'A', unit: '', number: '1201' }, 'A栋1201', 12, false],
    [{ building: '商铺', unit: '', number: 'S1' }, '商铺S1', null, true],
    [{ building: '1', unit: '', number: '商铺3' }, '1栋商铺3', null, true],
    [{ building: '5', unit: '', number: '25A' }, '5栋25A', 25, false],
  ])('%j', (house, label, floor, shop) => {
    expect(houseLabel(house)).toBe(label);
    expect(floorOf(house)).toBe(floor);
    expect(isShopAddress(house)).toBe(shop);
  });

  it('are read as the same house again, for every house', () => {
    fc.assert(
      fc.property(codes, (house) => {
        const read = parseAddress(houseLabel(house));
        expect({ building: read?.building, unit: read?.unit ?? '', number: read?.number }).toEqual(house);
        expect(parseBuilding(buildingName(house.building))?.building).toBe(house.building);
      }),
      { numRuns: 500 },
    );
  });

  it('of two houses differ when their keys do', () => {
    fc.assert(fc.property(codes, codes, (a, b) => (houseKey(a) === houseKey(b)) === (houseLabel(a) === houseLabel(b))));
  });
});

describe('search', () => {
  const houses = ['1|1|101', '1|2|101', '2|1|101', '3|2|1102', '商铺||S1'].map((key) => {
    const [building = '', unit = '', number = ''] = key.split('|');
    return { building, unit, number };
  });
  const found = (words: string): string[] => {
    const query = parseHouseQuery(words);
    return query ? houses.filter((house) => matchesQuery(query, house)).map(houseLabel) : [];
  };

  it.each([
    ['1栋101', ['1栋1单元101', '1栋2单元101']],
    ['1-101', ['1栋1单元101', '1栋2单元101']],
    ['1-1-101', ['1栋1单元101']],
    ['一号楼101', ['1栋1单元101', '1栋2单元101']],
    ['1号楼 101 室', ['1栋1单元101', '1栋2单元101']],
    ['101', ['1栋1单元101', '1栋2单元101', '2栋1单元101']],
    ['0101', ['1栋1单元101', '1栋2单元101', '2栋1单元101']],
    ['1102', ['3栋2单元1102']],
    ['一一〇二', ['3栋2单元1102']],
    ['3栋', ['3栋2单元1102']],
    ['三栋二单元', ['3栋2单元1102']],
    ['1-2', ['1栋2单元101']],
    ['s1', ['商铺S1']],
    ['商铺', ['商铺S1']],
    ['7栋101', []],
    ['林娜', []],
  ])('%s', (words, labels) => {
    expect(found(words)).toEqual(labels);
  });

  it('takes a name for no house', () => {
    expect(parseHouseQuery('林娜')).toBeNull();
    expect(parseHouseQuery('')).toBeNull();
  });
});

describe('a number in a search', () => {
  it('finds what is written with and without a zero in front', () => {
    expect(numberSpellings('501')).toEqual(['501', '0501']);
    expect(numberSpellings('0501')).toEqual(['501', '0501']);
    expect(numberSpellings('S1')).toEqual(['S1']);
    expect(parseHouseQuery('3栋501')).toEqual({ building: '3', number: '501' });
  });
});
