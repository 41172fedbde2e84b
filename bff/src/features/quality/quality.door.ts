import type { Reader } from '../../platform/database/access.js';
import { countOpen } from './quality.store.js';

/** Spot checks that wait for somebody's look. */
export const countOpenChecks = (reader: Reader, communityId: string): Promise<number> => countOpen(reader, communityId);
