import { error, type Reading, reading, warning } from './fault.rules.js';
import { compact, saysNothing } from './text.rules.js';

const largestHundredths = 200_000;

/** Hundredths of a square metre: 89.5, 89.5㎡, 76．04, 1,118.36 平方米; 约90 is doubtful; null when nothing is sure. */
export const readArea = (cell: string): Reading<number | null> => {
  if (saysNothing(cell)) return reading(null, warning('areaMissing'));
  const plain = compact(cell).toLowerCase();
  const about = /^(?:约|大约|近|≈|~)|(?:左右|上下)$/.test(plain);
  const bare = plain
    .replace(/^(?:约|大约|近|≈|~)|(?:左右|上下)$/g, '')
    .replace(/(?:平方米|平方|平米|平|㎡|m²|m2|m\^2)$/, '')
    .replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1');
  if (!/^[-−]?\d{1,9}(?:\.\d*)?$|^[-−]?\.\d+$/.test(bare)) return reading(null, error('areaUnreadable', cell.trim()));
  const metres = Number(bare.replace('−', '-'));
  if (metres < 0) return reading(null, error('areaNegative', cell.trim()));
  const hundredths = Math.round(metres * 100);
  if (hundredths === 0) return reading(null, error('areaZero', cell.trim()));
  if (hundredths > largestHundredths) return reading(null, error('areaHuge', cell.trim()));
  if (about) return reading(hundredths, warning('areaAbout', cell.trim(), formatArea(hundredths)));
  // 118.36000000000001 is what a formula left behind; 118.365 is a third digit that we do not keep.
  const lost = Math.abs(metres * 100 - hundredths) > 1e-6;
  return lost ? reading(hundredths, warning('areaRounded', cell.trim(), formatArea(hundredths))) : reading(hundredths);
};

/** 8950 -> 89.50 */
export const formatArea = (hundredths: number): string =>
  `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
