import { allocate, allocateEvenly } from '../../kernel/money.js';

export interface PoolHouse {
  id: string;
  label: string;
  /** Hundredths of a m², or 1 for each house; houses without a weight bear nothing. */
  weight: number;
}

export interface PoolShare {
  fen: number;
  weight: number;
  /** What this house bears of the rest of the division. */
  rest: number;
}

export interface SharedPool {
  totalFen: number;
  /** Sum of the weights, and how many share. */
  weight: number;
  houses: number;
  shares: Map<string, PoolShare>;
  /** All of the rest goes to this house; null: by largest remainders, at most one fen a house. */
  restTo: { label: string; fen: number } | null;
}

/**
 * Shares a sum among houses by weight. The parts always add up to the sum: the rest goes to the named house where that
 * shares at all, else by largest remainders. Null when nobody has a weight.
 */
export const sharePool = (
  totalFen: number,
  houses: readonly PoolHouse[],
  restToId: string | null,
): SharedPool | null => {
  const sharing = houses.filter(({ weight }) => weight > 0);
  const weight = sharing.reduce((sum, house) => sum + house.weight, 0);
  if (sharing.length === 0) return null;
  const weights = sharing.map((house) => house.weight);
  const receiver = sharing.findIndex(({ id }) => id === restToId);
  const parts = receiver < 0 ? allocateEvenly(totalFen, weights) : allocate(totalFen, weights, receiver);
  const shares = new Map<string, PoolShare>();
  let restFen = 0;
  for (const [index, house] of sharing.entries()) {
    const fen = parts[index] ?? 0;
    const rest = fen - Number((BigInt(totalFen) * BigInt(house.weight)) / BigInt(weight));
    if (index === receiver) restFen = rest;
    shares.set(house.id, { fen, weight: house.weight, rest });
  }
  const named = sharing[receiver];
  return {
    totalFen,
    weight,
    houses: sharing.length,
    shares,
    restTo: named ? { label: named.label, fen: restFen } : null,
  };
};
