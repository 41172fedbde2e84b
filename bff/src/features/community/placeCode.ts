import { randomCode } from '../../kernel/ids.js';

/** A code for a door or an area, about 70 bits: nobody guesses the next door's. At most 24 in the table, 32 as a scene. */
export const newPlaceCode = (): string => randomCode(12);
