import { halfWidth, saysNothing } from './text.rules.js';

/** Why a piece of a telephone cell is no number. */
export type PhoneFaultCode = 'tooShort' | 'tooLong' | 'badNumber' | 'noDigits' | 'rounded' | 'extension' | 'words';

export interface PhoneFault {
  code: PhoneFaultCode;
  /** What the office wrote. */
  piece: string;
  digits: number;
}

export interface Phones {
  /** Digits only; the country code of China is taken off, another country's stays with its +. */
  numbers: string[];
  /** For each number the words that stood before it in its piece: a name, or nothing. */
  labels: string[];
  faults: PhoneFault[];
}

const mobile = /^1[3-9]\d{9}$/;
const withArea = /^0(10|2\d|[3-9]\d\d)[2-9]\d{6,7}$/;
const withoutArea = /^[2-9]\d{6,7}$/;
const service = /^[48]00\d{7}$/;
const abroad = /^\+(?!86)\d{8,15}$/;

/** Words beside a number that say nothing that must be kept. */
const labelWords =
  /联系电话|联系方式|电话号码|手机号码|手机号|手机|移动电话|固定电话|固话|座机|电话|宅电|住宅|家庭|家里|办公室?|单位|公司|联系|号码|本人|业主|备用|tel|phone|mobile|mob/giu;

const asNumber = (piece: string): string | null => {
  const digits = piece.replace(/[^\d+]/g, '');
  const plain = digits.replace(/^(\+|00)?86(?=1[3-9]\d{9}$|0?\d{9,11}$)/, '');
  if (mobile.test(plain) || withArea.test(plain) || withoutArea.test(plain) || service.test(plain)) return plain;
  // +86 755 2655 0000: the area code loses its 0 behind the country code
  if (plain !== digits && withArea.test(`0${plain}`)) return `0${plain}`;
  const foreign = digits.replace(/^00/, '+');
  return abroad.test(foreign) ? foreign : null;
};

/** Groups of digits put together to numbers, when there is a way that uses them all: 199 0110 2947 13800000000. */
const partition = (groups: string[]): string[] | null => {
  if (groups.length === 0) return [];
  for (let count = Math.min(groups.length, 5); count >= 1; count--) {
    const number = asNumber(groups.slice(0, count).join(''));
    if (number === null) continue;
    const rest = partition(groups.slice(count));
    if (rest) return [number, ...rest];
  }
  return null;
};

const faultOf = (piece: string): PhoneFault => {
  const count = piece.replace(/\D/g, '').length;
  if (/\de\+?\d/i.test(piece)) return { code: 'rounded', piece, digits: count };
  if (count === 0) return { code: 'noDigits', piece, digits: 0 };
  if (count === 11 || /^\+/.test(piece)) return { code: 'badNumber', piece, digits: count };
  return { code: count < 11 ? 'tooShort' : 'tooLong', piece, digits: count };
};

const readDigits = (piece: string): { numbers: string[]; fault: PhoneFault | null } => {
  const whole = asNumber(piece);
  if (whole) return { numbers: [whole], fault: null };
  const groups = piece.split(/[^\d+]+/).filter((group) => group !== '');
  const numbers = groups.length > 12 ? null : partition(groups);
  if (numbers) return { numbers, fault: null };
  // 0755-26550000-801: an extension cannot be dialled or matched, so it is named and left out
  const main = partition(groups.slice(0, -1));
  const extension = groups.at(-1) ?? '';
  if (main?.length === 1 && /^0|^[2-9]/.test(main[0] ?? '') && /^\d{1,5}$/.test(extension))
    return { numbers: main, fault: { code: 'extension', piece, digits: extension.length } };
  return { numbers: [], fault: faultOf(piece) };
};

const number = /\+?\(?\d[\d\s()+.·—–-]*/gu;

const readPiece = (piece: string, into: Phones): void => {
  const scientific = /\d(\.\d+)?e\+?\d+/i.exec(piece);
  if (scientific) {
    into.faults.push({ code: 'rounded', piece, digits: 0 });
    return;
  }
  const spoken = piece.replace(/(转|分机|ext\.?)\s*(\d)/giu, '-$2').replace(labelWords, ' ');
  let end = 0;
  const words: string[] = [];
  for (const match of spoken.matchAll(number)) {
    const label = wordsOf(spoken.slice(end, match.index));
    end = match.index + match[0].length;
    const { numbers, fault } = readDigits(match[0].trim());
    for (const found of numbers) {
      if (into.numbers.includes(found)) continue;
      into.numbers.push(found);
      into.labels.push(label);
    }
    if (fault) into.faults.push(fault);
    else if (label) words.push(label);
  }
  const after = wordsOf(spoken.slice(end));
  if (end === 0 && after) into.faults.push(faultOf(piece));
  else if (after) into.faults.push({ code: 'words', piece: after, digits: 0 });
};

const wordsOf = (text: string): string => text.replace(/[\s:().,·—–*-]+/gu, '');

/** Every telephone number of a cell, in its order, and what could not be read. */
export const readPhones = (text: string): Phones => {
  const phones: Phones = { numbers: [], labels: [], faults: [] };
  for (const piece of halfWidth(text).split(/[/、,;|\n\\]|[和或及&]/u)) {
    if (!saysNothing(piece)) readPiece(piece.trim(), phones);
  }
  return phones;
};

/** 199****7919, 0755****0000: the first three (or the area code) and the last four at most. */
export const maskPhone = (phone: string): string => {
  const tail = phone.slice(-4);
  const area = withArea.exec(phone)?.[1];
  if (area) return `0${area}****${tail}`;
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${tail}` : `****${tail}`;
};

/** A text in which every telephone number (and identity number) is masked; days stay as they are. */
export const maskNumbersIn = (text: string): string =>
  text.replace(/\+?\d[\d\s-]{4,}[\dX]/g, (run) => {
    const digits = run.replace(/[^\dX+]/g, '');
    const day = /^\d{4}-\d{1,2}-\d{1,2}$/.test(run.trim());
    return digits.length < 7 || day ? run : maskPhone(digits);
  });
