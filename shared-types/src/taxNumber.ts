const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const length = 18;
const modulus = alphabet.length;

/** As it is compared and sent: capitals, without spaces. */
export const plainTaxNumber = (typed: string): string => typed.replace(/\s/g, '').toUpperCase();

/**
 * Whether this is a 统一社会信用代码 (GB 32100-2015): 18 digits and capitals without I, O, S, V, Z, of which the last one
 * checks the others: weights are powers of 3 modulo 31.
 */
export const isTaxNumber = (value: string): boolean => {
  if (value.length !== length) return false;
  const values = [...value].map((character) => alphabet.indexOf(character));
  if (values.includes(-1)) return false;
  let weight = 1;
  let sum = 0;
  for (const one of values.slice(0, -1)) {
    sum += one * weight;
    weight = (weight * 3) % modulus;
  }
  return (modulus - (sum % modulus)) % modulus === values.at(-1);
};
