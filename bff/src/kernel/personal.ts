/** What would give somebody away: names, telephone and identity numbers, rooms (C1: published without personal data). */
export type PersonalKind = 'name' | 'number' | 'room';

export interface Personal {
  kind: PersonalKind;
  /** As it stands in the text. */
  found: string;
}

export interface Known {
  /** Of the people whom it concerns. */
  names: readonly string[];
  /** 3栋2单元1102 */
  houses: readonly string[];
}

const digits: Record<string, string> = { 〇: '0', 零: '0', 幺: '1' };
[...'一二三四五六七八九'].forEach((sign, index) => {
  digits[sign] = String(index + 1);
});

/**
 * The text as it is searched: full-width signs and Chinese digits as plain ones, one character for one, so that a place in
 * it is the same place in the text itself.
 */
const plain = (text: string): string =>
  [...text]
    .map((sign) => {
      const folded = sign.normalize('NFKC');
      const one = folded.length === sign.length ? folded : sign;
      return digits[one] ?? one;
    })
    .join('');

const gap = '[\\s\\-—–.·]*';
const spread = (count: string): string => `(?:\\d${gap})${count}\\d`;

/** Mobile and land-line numbers, identity cards: seven digits and more, however they are spaced. */
const numbers = new RegExp(`${spread('{6,17}')}[xX]?`, 'gu');
/** A day (20261123, 2026-11-23) and a request's number are nobody's telephone. */
const dayLike = /^20\d{2}[-./]?(0[1-9]|1[0-2])[-./]?([0-2]\d|3[01])([-\s]*\d{4})?$/u;

/** 200 米, 311 户, 2026年: a figure, not a room. */
const figure = '(?!\\d|\\s*(?:米|元|次|户|人|天|年|分|小时|公斤|度|%|个))';

const rooms: readonly RegExp[] = [
  new RegExp(
    `\\d{1,3}\\s*(?:栋|幢|号楼|座)[^，。；,;\\n\\d]{0,4}(?:\\d{1,2}\\s*单元)?[^，。；,;\\n\\d]{0,3}\\d{3,4}${figure}`,
    'gu',
  ),
  new RegExp(`\\d{1,2}\\s*单元\\s*\\d{3,4}${figure}`, 'gu'),
  /(?<!\d)\d{3,4}\s*(?:室|号房|房间)/gu,
  /(?<!\d)\d{1,3}\s*[-—–]\s*\d{1,2}\s*[-—–]\s*\d{3,4}(?!\d)/gu,
  new RegExp(`(?:业主|住户|邻居|租客|家住|我是|住)\\s*\\d{3,4}${figure}`, 'gu'),
];

interface Span {
  from: number;
  to: number;
  kind: PersonalKind;
}

const all = (text: string, pattern: RegExp, kind: PersonalKind): Span[] =>
  [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, kind }));

const literal = (text: string, wanted: string, kind: PersonalKind): Span[] => {
  const spans: Span[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    spans.push({ from: at, to: at + wanted.length, kind });
  return spans;
};

/** 林女士, 王大爷: a surname with a title, of somebody whom it concerns. */
const titled = (text: string, surname: string): Span[] =>
  all(text, new RegExp(`${surname}(?:先生|女士|小姐|太太|大爷|大妈|阿姨|老师|某+|家(?=的|里|在|有))`, 'gu'), 'name');

const spansOf = (text: string, known: Known): Span[] => {
  const searched = plain(text);
  const names = [...new Set(known.names.map((name) => name.trim()).filter((name) => [...name].length >= 2))];
  const surnames = [...new Set(names.map((name) => [...name][0] ?? ''))].filter((sign) => /\p{Script=Han}/u.test(sign));
  const houses = known.houses.map((house) => plain(house.trim())).filter(Boolean);
  return [
    ...names.flatMap((name) => literal(text, name, 'name')),
    ...surnames.flatMap((surname) => titled(text, surname)),
    ...houses.flatMap((house) => literal(searched, house, 'room')),
    ...rooms.flatMap((pattern) => all(searched, pattern, 'room')),
    ...all(searched, numbers, 'number').filter(({ from, to }) => !dayLike.test(searched.slice(from, to).trim())),
  ].sort((a, b) => a.from - b.from || b.to - a.to);
};

/** Everything in a text that would give somebody away, in its order. */
export const findPersonal = (text: string, known: Known): Personal[] =>
  spansOf(text, known).map(({ from, to, kind }) => ({ kind, found: text.slice(from, to).trim() }));

/** The text with something else in place of each of them. */
export const withoutPersonal = (text: string, known: Known, instead: string): string => {
  let result = '';
  let at = 0;
  for (const { from, to } of spansOf(text, known)) {
    if (to <= at) continue;
    if (from > at) result += text.slice(at, from);
    if (from >= at) result += instead;
    at = to;
  }
  return result + text.slice(at);
};
