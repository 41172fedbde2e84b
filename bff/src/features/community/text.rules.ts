/** Plain ways with text that an office typed: full-width signs, invisible characters, Chinese numerals, formula starts. */

/** Control characters but tab and line ends, zero-width signs, marks of direction. */
const isInvisible = (sign: string): boolean => {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return code < 0x09 || code === 0x0b || code === 0x0c || code > 0x0d;
  return (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) || code === 0x2060 || code === 0xfeff;
};

const withoutInvisible = (text: string): string => [...text].filter((sign) => !isInvisible(sign)).join('');

/** Full-width letters, digits and signs as ASCII, every kind of space as one space, trimmed. */
export const halfWidth = (text: string): string =>
  withoutInvisible(text)
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim();

/** The same without any space. */
export const compact = (text: string): string => halfWidth(text).replaceAll(' ', '');

const emptyWords = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '.',
  '无',
  '暂无',
  '没有',
  '空',
  'N/A',
  'NA',
  'NULL',
  'null',
]);

/** Whether a cell says nothing: empty, a dash, 无. */
export const saysNothing = (text: string): boolean => emptyWords.has(compact(text));

const digitOf: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const placeOf: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** Characters of Chinese numerals, for use inside a character class. */
export const numerals = '〇零一二两三四五六七八九十百千';

/** 一七〇二 -> 1702, 十二 -> 12, 一百零二 -> 102; null when it is no number. */
export const chineseNumber = (text: string): string | null => {
  if (text === '' || [...text].some((sign) => digitOf[sign] === undefined && placeOf[sign] === undefined)) return null;
  if (![...text].some((sign) => placeOf[sign] !== undefined)) return [...text].map((sign) => digitOf[sign]).join('');
  let total = 0;
  let digit: number | null = null;
  let lastPlace = Number.POSITIVE_INFINITY;
  for (const sign of text) {
    const place = placeOf[sign];
    if (place === undefined) {
      const next = digitOf[sign] ?? 0;
      if (digit !== null && digit !== 0) return null;
      digit = next;
    } else {
      if (place >= lastPlace) return null;
      total += (digit === null || digit === 0 ? 1 : digit) * place;
      lastPlace = place;
      digit = null;
    }
  }
  return String(total + (digit ?? 0));
};

/** At most `max` characters, whole ones. */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text;
  let out = '';
  for (const sign of text) {
    if (out.length + sign.length > max) break;
    out += sign;
  }
  return out;
};
