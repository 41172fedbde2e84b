import type { Reader } from '../../platform/database/access.js';
import { countOpen } from './quality.store.js';
import { drawOf as draw } from './sample.rules.js';

/** Spot checks that wait for somebody's look. */
export const countOpenChecks = (reader: Reader, communityId: string): Promise<number> => countOpen(reader, communityId);

/** The lot of an order, 0..9999: anybody can draw it again from the two ids (C11). */
export const drawOf = draw;
