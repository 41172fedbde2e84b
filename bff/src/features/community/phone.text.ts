import { readPhones } from './phone.rules.js';

/** The one number in a text, as digits that match the ledger's; null when there is none, or more than one. */
export const normalisePhone = (text: string): string | null => {
  const { numbers } = readPhones(text);
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
};

/** 199****7919: the first three and the last four at most. */
export const maskPhone = (number: string): string => {
  const tail = number.slice(-4);
  return number.length >= 11 ? `${number.slice(0, 3)}****${tail}` : `****${tail}`;
};
