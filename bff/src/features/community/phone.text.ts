import { readPhones } from './phone.rules.js';

/** The one number in a text, as digits that match the ledger's; null when there is none, or not exactly one. */
export const onlyPhoneOf = (text: string): string | null => {
  const { numbers, faults } = readPhones(text);
  const doubtful = faults.some((fault) => fault.code !== 'words');
  return numbers.length === 1 && !doubtful ? (numbers[0] ?? null) : null;
};
