import { allocateEvenly } from '../../kernel/money.js';
import type { UsedTier } from './facts.js';

export interface Tier {
  /** Upper end of the month's use in thousandths; the last has none. */
  upTo: number | null;
  /** 1/10000 yuan a unit. */
  price: number;
}

/** Thousandths of a unit × ten-thousandths of a yuan: 100,000 of them are one fen. */
const perFen = 100_000n;

const half = (numerator: bigint): number => Number((numerator * 2n + perFen) / (perFen * 2n));

/**
 * The use of a month by tiers. The whole is rounded once, half up; the tiers' parts add up to it exactly, by largest
 * remainders.
 */
export const reckonTiers = (used: number, tiers: readonly Tier[]): { totalFen: number; tiers: UsedTier[] } => {
  const parts: { from: number; upTo: number | null; price: number; used: number; exact: bigint }[] = [];
  let from = 0;
  for (const { upTo, price } of tiers) {
    const inTier = Math.min(used, upTo ?? used) - from;
    if (inTier > 0) parts.push({ from, upTo, price, used: inTier, exact: BigInt(inTier) * BigInt(price) });
    if (upTo === null || used <= upTo) break;
    from = upTo;
  }
  const totalFen = half(parts.reduce((sum, { exact }) => sum + exact, 0n));
  const shares = totalFen > 0 ? allocateByExact(totalFen, parts) : parts.map(() => 0);
  return {
    totalFen,
    tiers: parts.map((part, index): UsedTier => [part.from, part.upTo, part.price, part.used, shares[index] ?? 0]),
  };
};

/** Weights may be beyond safe integers (12 digits of use × 8 of price): they are made smaller alike before they are split. */
const allocateByExact = (totalFen: number, parts: readonly { exact: bigint }[]): number[] => {
  const largest = parts.reduce((most, { exact }) => (exact > most ? exact : most), 1n);
  const by = largest / BigInt(Number.MAX_SAFE_INTEGER) + 1n;
  return allocateEvenly(
    totalFen,
    parts.map(({ exact }) => Number(exact / by)),
  );
};
