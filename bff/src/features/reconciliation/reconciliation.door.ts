import type { Reader } from '../../platform/database/access.js';
import { countOpenSheets } from './reconciliation.store.js';

/** What other features may ask of the daily reconciliation. */

/** How many days of channels, from and up to a day (both included), are not closed. */
export const countOpenDays = (reader: Reader, communityId: string, from: string, to: string): Promise<number> =>
  countOpenSheets(reader, communityId, from, to);
