/** Arithmetic on whole fen. Everything throws on what is no safe integer: money is never rounded by accident. */

const whole = (value: number, name: string): bigint => {
  if (!Number.isSafeInteger(value)) throw new Error(`${name} is no safe integer: ${value}`);
  return BigInt(value);
};

const back = (value: bigint): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`beyond safe integers: ${value}`);
  return number;
};

/** value × numerator ÷ denominator, rounded half away from zero, exactly. */
export const scale = (value: number, numerator: number, denominator: number): number => {
  const below = whole(denominator, 'denominator');
  if (below <= 0n) throw new Error('denominator must be positive');
  const product = whole(value, 'value') * whole(numerator, 'numerator');
  const size = product < 0n ? -product : product;
  const rounded = (size * 2n + below) / (below * 2n);
  return back(product < 0n ? -rounded : rounded);
};

/** A share in basis points, rounded half away from zero. */
export const share = (fen: number, basisPoints: number): number => scale(fen, basisPoints, 10_000);

/**
 * Splits `total` by weights: each gets its whole part, what is left goes to `receiver` (an index), who is named on the
 * bill. The sum of the parts is always `total`. Throws without any weight.
 */
export const allocate = (total: number, weights: readonly number[], receiver: number): number[] => {
  const all = weights.reduce((sum, weight) => sum + whole(weight, 'weight'), 0n);
  if (weights.some((weight) => weight < 0) || all <= 0n) throw new Error('weights must be positive');
  if (!(receiver in weights)) throw new Error('the receiver of the rest has no weight');
  const amount = whole(total, 'total');
  const parts = weights.map((weight) => (amount * BigInt(weight)) / all);
  const given = parts.reduce((sum, part) => sum + part, 0n);
  parts[receiver] = (parts[receiver] ?? 0n) + amount - given;
  return parts.map(back);
};

/**
 * Splits `total` by the method of largest remainders: nobody is further than one fen from the exact share; equal
 * remainders go to the earlier index, so the same input always splits alike. Throws without any weight.
 */
export const allocateEvenly = (total: number, weights: readonly number[]): number[] => {
  const all = weights.reduce((sum, weight) => sum + whole(weight, 'weight'), 0n);
  if (weights.some((weight) => weight < 0) || all <= 0n) throw new Error('weights must be positive');
  if (total < 0) return allocateEvenly(-total, weights).map((part) => (part === 0 ? 0 : -part));
  const amount = whole(total, 'total');
  const exact = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, part: product / all, rest: product % all };
  });
  let left = amount - exact.reduce((sum, { part }) => sum + part, 0n);
  for (const entry of [...exact].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))) {
    if (left === 0n) break;
    entry.part += 1n;
    left -= 1n;
  }
  return exact.map(({ part }) => back(part));
};
