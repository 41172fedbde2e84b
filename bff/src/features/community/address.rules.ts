import { chineseNumber, compact, numerals, saysNothing } from './text.rules.js';

/** Codes of a house: building `3`, `A`, `商铺`; unit `2`, or empty where the building has none; number `1102`, `S1`. */
export interface HouseCodes {
  building: string;
  unit: string;
  number: string;
}

export type AddressNote =
  /** Chinese numerals were read as digits. */
  | 'chineseDigits'
  /** Spaces inside a room number were taken out. */
  | 'spacesRemoved'
  /** Storey and room were put together: 11层02 -> 1102. */
  | 'floorJoined'
  /** Letters or signs that a room number seldom has. */
  | 'unusual';

export interface Address {
  building: string | null;
  unit: string | null;
  number: string | null;
  /** What stood before the building: the community's name, a street. */
  prefix: string;
  notes: AddressNote[];
}

/** The "building" of shops that belong to none. */
export const shopBuilding = '商铺';

const shopWords = '(?:临街|沿街|底层|一楼)?(?:商铺|底商|门面房?|门市房?|铺位|铺面|店铺|店面|商业|裙楼|商网|网点)';
const buildingMarks = '(?:号楼|号院|#楼|#|栋|幢|座|楼)';
const unitMarks = '(?:单元|梯|门栋|门|#)';
const code = '(?:[A-Z]?\\d{1,4}[A-Z]?|[A-Z]|[甲乙丙丁戊己庚辛]|[东西南北中])';
const room = '(?:负?[A-Z]{0,2}\\d{1,5}[A-Z]?(?:-\\d{1,4})?)';
const group = '((?:(?:\\d{1,2}|[A-Z]|[东西南北中])(?:期|区|组团|地块))*)';

const marked = new RegExp(
  `^(.*?)${group}第?(${code})${buildingMarks}[-,，]?(?:第?(${code})${unitMarks}[-,，]?|(\\d{1,2}|[A-Z])-(?=\\w))?(?:(负?\\d{1,2})(?:层|楼|F)[-,，]?)?(${room})?(?:号房|室|房|户|号|铺)?$`,
);
const byHouseNumber = new RegExp(
  `^(.*?)${group}(\\d{1,3})号[-,，]?(?:(${code})${unitMarks}[-,，]?)?(${room})(?:室|房)$`,
);
const dashedCode = '(?:[A-Z]?\\d{1,3}[A-Z]?|[A-Z])';
const dashed = new RegExp(
  `^([^\\w]*)${group}(${dashedCode})[-/_—–－~](?:(\\d{1,2}|[A-Z甲乙丙丁])[-/_—–~])?(负?\\d{2,5}[A-Z]?|[A-Z]\\d{1,3})(?:室|房|号)?$`,
);
const dashedFloor = /^([^\w]*)([A-Z]?\d{1,3}[A-Z]?)-(\d{1,2})-(\d{1,2})-(\d{1,2})(?:室|房|号)?$/;
const unitAndRoom = new RegExp(
  `^第?(${code})${unitMarks}[-,，]?(?:(负?\\d{1,2})(?:层|楼|F)[-,，]?)?(${room})(?:室|房|户|号)?$`,
);
const shop = new RegExp(
  `^(.*?)${shopWords}(?:部|楼)?[-,，]?第?([A-Z]{0,2}-?\\d{1,4}(?:-\\d{1,3})?[A-Z]?)(?:号铺?|铺|室)?$`,
);
const shopAfterNumber = new RegExp(`^(.*?)[-,，]?第?([A-Z]?\\d{1,4}[A-Z]?)号?${shopWords}$`);
const shopCode = /^S-?(\d{1,4}[A-Z]?)(?:号铺?|铺)?$/;

const numeral = new RegExp(
  `[${numerals}]+(?=号|#|栋|幢|座|单元|梯|门|室|房|户|层|楼|期|-)|(?<=[号楼#栋幢座元梯门层铺商面店\\-]|^)[${numerals}]+$`,
  'g',
);

/** Without spaces, upper case, digits for Chinese numerals beside the marks of an address. */
const tidy = (text: string): { text: string; notes: AddressNote[] } => {
  const plain = compact(text)
    .toUpperCase()
    .replace(/[()【】[\]《》"'“”:]/g, '')
    .replace(/[－—–−]/g, '-')
    .replace(/号#/g, '#');
  let changed = false;
  const digits = plain.replace(numeral, (found) => {
    const number = chineseNumber(found);
    if (number !== null && found.length > 1) changed = true;
    return number ?? found;
  });
  const room = /[〇零一二三四五六七八九十百千两]{2,}(?:室|房|户|号)?$/.test(plain);
  return { text: digits, notes: changed && room ? ['chineseDigits'] : [] };
};

const trimPrefix = (prefix: string): string =>
  prefix.replace(/^(?:房号|地址|房屋地址|坐落)/, '').replace(/[-,，.、]+$/, '');

const joinFloor = (
  floor: string | undefined,
  number: string | undefined,
): { number: string | null; joined: boolean } => {
  if (number === undefined) return { number: null, joined: false };
  if (floor?.startsWith('负') && /^\d{3,}$/.test(number)) return { number: `负${number}`, joined: false };
  if (!floor || number.length > 2 || !/^\d+$/.test(number)) return { number, joined: false };
  return { number: `${floor}${number.padStart(2, '0')}`, joined: true };
};

/** 02期 and the like are part of the building's code: 二期3栋 is not 一期3栋. */
const withGroup = (groupText: string | undefined, building: string): string =>
  `${groupText ?? ''}${plainCode(building)}`;

/** 03 -> 3 */
export const plainCode = (text: string): string => text.replace(/^0+(?=\d)/, '');

const readMarked = (text: string): (Omit<Address, 'notes'> & { joined: boolean }) | null => {
  const match = marked.exec(text) ?? null;
  if (match) {
    const [, prefix = '', groupText, building = '', unit, dashUnit, floor, room] = match;
    const { number, joined } = joinFloor(floor, room);
    const named = unit ?? dashUnit;
    return {
      building: withGroup(groupText, building),
      unit: named === undefined ? null : plainCode(named),
      number,
      prefix: trimPrefix(prefix),
      joined,
    };
  }
  const house = byHouseNumber.exec(text);
  if (!house) return null;
  const [, prefix = '', groupText, building = '', unit, number = ''] = house;
  return {
    building: withGroup(groupText, building),
    unit: unit === undefined ? null : plainCode(unit),
    number,
    prefix: trimPrefix(prefix),
    joined: false,
  };
};

const readDashed = (text: string): (Omit<Address, 'notes'> & { joined: boolean }) | null => {
  const four = dashedFloor.exec(text);
  if (four) {
    const [, prefix = '', building = '', unit = '', floor = '', room = ''] = four;
    const number = `${Number(floor)}${room.padStart(2, '0')}`;
    return { building: plainCode(building), unit: plainCode(unit), number, prefix: trimPrefix(prefix), joined: true };
  }
  const match = dashed.exec(text);
  if (!match) return null;
  const [, prefix = '', groupText, building = '', unit, number = ''] = match;
  // 501-502 is one dwelling of two rooms, -1-101 lies below the ground: neither names a building.
  if ((unit === undefined && /^\d{3}$/.test(building) && /^\d{3}$/.test(number)) || prefix.endsWith('-')) return null;
  return {
    building: withGroup(groupText, building),
    unit: unit === undefined ? null : plainCode(unit),
    number,
    prefix: trimPrefix(prefix),
    joined: false,
  };
};

const buildingOnly = new RegExp(`^(.*?)${group}第?(${code})(?:${buildingMarks}|号)(?:第?(${code})单元)?$`);

const readShop = (text: string): (Omit<Address, 'notes'> & { joined: boolean }) | null => {
  const plain = shopCode.exec(text);
  if (plain) return { building: shopBuilding, unit: null, number: `S${plain[1]}`, prefix: '', joined: false };
  const match = shop.exec(text) ?? shopAfterNumber.exec(text);
  if (!match) return null;
  const number = (match[2] ?? '').replace(/^([A-Z]+)-/, '$1');
  const before = trimPrefix(match[1] ?? '');
  const building = buildingOnly.exec(before);
  if (!building) return { building: shopBuilding, unit: null, number, prefix: before, joined: false };
  const [, prefix = '', groupText, named = '', unit] = building;
  // A shop in the foot of a tower must not be taken for the flat with the same number.
  return {
    building: withGroup(groupText, named),
    unit: unit === undefined ? null : plainCode(unit),
    number: `${shopBuilding}${number}`,
    prefix,
    joined: false,
  };
};

/** An address in all the usual ways; parts that it does not name are null. Null when nothing is understood. */
export const parseAddress = (input: string): Address | null => {
  if (saysNothing(input)) return null;
  const { text, notes } = tidy(input);
  const found = readShop(text) ?? readMarked(text) ?? readDashed(text);
  if (found) {
    const { joined, ...address } = found;
    return { ...address, notes: joined ? [...notes, 'floorJoined'] : notes };
  }
  const inUnit = unitAndRoom.exec(text);
  if (inUnit) {
    const { number, joined } = joinFloor(inUnit[2], inUnit[3]);
    return {
      building: null,
      unit: plainCode(inUnit[1] ?? ''),
      number,
      prefix: '',
      notes: joined ? [...notes, 'floorJoined'] : notes,
    };
  }
  return null;
};

/** A cell of a building column: 1栋, 1#, 一号楼, A座, 第3栋, 商铺, 12; it may name the unit too. */
export const parseBuilding = (input: string): { building: string; unit: string | null; prefix: string } | null => {
  if (saysNothing(input)) return null;
  const { text } = tidy(input);
  if (new RegExp(`^${shopWords}(?:部|楼|区)?$`).test(text)) return { building: shopBuilding, unit: null, prefix: '' };
  const named = /^(.*?)(别墅|会所|幼儿园|公寓|写字楼|联排|叠拼|洋房)区?$/.exec(text);
  if (named && named[1] === '') return { building: named[2] ?? '', unit: null, prefix: '' };
  if (new RegExp(`^${code}$`).test(text)) return { building: plainCode(text), unit: null, prefix: '' };
  const only = buildingOnly.exec(text);
  if (only) {
    const [, prefix = '', groupText, building = '', unit] = only;
    const unitCode = unit === undefined ? null : plainCode(unit);
    return { building: withGroup(groupText, building), unit: unitCode, prefix: trimPrefix(prefix) };
  }
  const unitToo = new RegExp(`^(.*?)${group}第?(${code})${buildingMarks}[-,，]?(${code})${unitMarks}?$`).exec(text);
  if (unitToo) {
    const [, prefix = '', groupText, building = '', unit = ''] = unitToo;
    return { building: withGroup(groupText, building), unit: plainCode(unit), prefix: trimPrefix(prefix) };
  }
  return null;
};

/** A cell of a unit column: 1单元, 二单元, 1, A, 甲; empty where there is none. Null when it is not understood. */
export const parseUnit = (input: string): string | null => {
  if (saysNothing(input)) return '';
  const { text } = tidy(input);
  const match = new RegExp(`^第?(${code})${unitMarks}?$`).exec(chineseNumber(text) ?? text);
  return match ? plainCode(match[1] ?? '') : null;
};

/** A cell of a room column: 101, 101室, 一七〇二, ' 9 03 ', S1. Null when it is more or less than a number. */
export const parseNumber = (input: string): { number: string; notes: AddressNote[] } | null => {
  if (saysNothing(input)) return null;
  const notes: AddressNote[] = [];
  const plain = compact(input).toUpperCase();
  if (/\S\s+\S/.test(input.trim())) notes.push('spacesRemoved');
  const bare = plain.replace(/(?:号房|号铺|室|房|户|号|铺)$/, '');
  const below = /^(?:-|负)([一二三\d]|\d{2,4})(?:[层楼F]-?(\d{1,4}))?([A-Z]?)$/.exec(bare);
  if (below && (below[2] !== undefined || /\d{2}/.test(below[1] ?? ''))) {
    const { number } = joinFloor(`负${chineseNumber(below[1] ?? '') ?? below[1]}`, below[2]);
    return { number: `${number ?? `负${below[1]}`}${below[3]}`, notes: [...notes, 'unusual'] };
  }
  if (/^负[一二三\d][层楼]$/.test(bare)) return { number: bare, notes: [...notes, 'unusual'] };
  const duplex =
    /^(\d{3,4})[-/、](\d{3,4})$/.exec(bare) ?? /^(\d{3,4}[A-Z]?)\(?(?:复式|跃层|跃式|跃|顶跃|底跃)\)?$/.exec(bare);
  if (duplex) return { number: duplex.slice(1).join('-'), notes: [...notes, 'unusual'] };
  const digits = chineseNumber(bare);
  if (digits !== null) return { number: digits, notes: [...notes, 'chineseDigits'] };
  if (/^\d{1,5}(?:\.0+)?$/.test(bare)) return { number: bare.replace(/\.0+$/, ''), notes };
  const shopNumber = shopCode.exec(bare);
  if (shopNumber) return { number: `S${shopNumber[1]}`, notes };
  if (/^(?:[A-Z]{1,2}-?\d{1,5}[A-Z]?|\d{1,5}[A-Z])$/.test(bare)) return { number: bare.replace('-', ''), notes };
  const wordy = new RegExp(`^${shopWords}-?([A-Z]?\\d{1,4}[A-Z]?)$`).exec(bare);
  if (wordy) return { number: wordy[1] ?? '', notes };
  return null;
};

/** Whether a cell of a room column speaks of a shop. */
export const namesShop = (text: string): boolean => new RegExp(shopWords).test(compact(text));

/** 2-101 where the building is known from elsewhere: the unit and the room. */
export const parseUnitAndRoom = (input: string): { unit: string; number: string; notes: AddressNote[] } | null => {
  const match = /^(\d{1,2}|[A-Z甲乙丙丁])[-_/](.+)$/.exec(tidy(input).text);
  const room = match?.[2] && /\d{2}|层/.test(match[2]) ? parseNumber(match[2]) : null;
  return match && room ? { unit: plainCode(match[1] ?? ''), ...room } : null;
};

/** Storey that a room number tells: 1102 -> 11, 101 -> 1, 25A -> 25; null for shops and whatever else. */
export const floorOf = (codes: HouseCodes): number | null => {
  if (isShopAddress(codes)) return null;
  const room = /^(\d{1,2})\d\d[A-Z]?$/.exec(codes.number) ?? /^(\d{1,2})[A-Z]$/.exec(codes.number);
  const floor = room ? Number(room[1]) : 0;
  return floor > 0 ? floor : null;
};

export const isShopAddress = (codes: HouseCodes): boolean =>
  codes.building === shopBuilding || codes.number.startsWith(shopBuilding) || /^S\d/.test(codes.number);

/** 3栋, A栋, 商铺, 别墅. */
export const buildingName = (building: string): string =>
  /[\dA-Z甲乙丙丁戊己庚辛东西南北中]$/.test(building) ? `${building}栋` : building;

/** 2单元. */
export const unitName = (unit: string): string => `${unit}单元`;

/** 3栋2单元1102, 商铺S1. */
export const houseLabel = (codes: HouseCodes): string =>
  `${buildingName(codes.building)}${codes.unit === '' ? '' : unitName(codes.unit)}${codes.number}`;

/** What makes a row of the next ledger the same house: building|unit|number. */
export const houseKey = (codes: HouseCodes): string => `${codes.building}|${codes.unit}|${codes.number}`;
