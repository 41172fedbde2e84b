import { z } from './schemas.js';

/** Whole fen (分), the only unit of money in the system; signed where it is a difference. Fields that carry it end in `Fen`. */
export const Fen = z.int().check(z.minimum(-9_000_000_000_000), z.maximum(9_000_000_000_000));
/** Not negative. */
export const FenAmount = z.int().check(z.minimum(0), z.maximum(9_000_000_000_000));
/** What is really moved: at least one fen. */
export const FenPositive = z.int().check(z.minimum(1), z.maximum(9_000_000_000_000));

/** One hundredth of a percent: 60 is 0.60 %. */
export const BasisPoints = z.int().check(z.minimum(0), z.maximum(10_000));

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** The parts of an amount as screens set them: ¥ 1,234 .56; the minus sign is U+2212. */
export const moneyParts = (fen: number): { sign: '' | '−'; whole: string; cents: string } => {
  const size = Math.abs(fen);
  return {
    sign: fen < 0 ? '−' : '',
    whole: grouped(String(Math.floor(size / 100))),
    cents: String(size % 100).padStart(2, '0'),
  };
};

/** ¥1,234.56; −¥15.00 */
export const formatFen = (fen: number): string => {
  const { sign, whole, cents } = moneyParts(fen);
  return `${sign}¥${whole}.${cents}`;
};

/** 1234.56, as files and platforms write it: no sign of currency, no grouping. */
export const plainYuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/**
 * Fen of a decimal text in yuan ("1,234.5", "¥12"), without floats; null when it is none, has more than two decimals or
 * is too large.
 */
export const parseYuan = (text: string): number | null => {
  const match = /^([-−]?)[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/\s+/g, ''));
  if (!match) return null;
  const fen = Number((match[2] ?? '').replace(/,/g, '')) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] && fen > 0 ? -fen : fen;
};
