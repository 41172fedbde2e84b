import { isDuplicate } from '../../platform/database/transaction.js';

/** The same event of a door at the same time in two transactions: the loser runs again, and finds what the winner kept. */
export const onceMore = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return act();
  }
};
