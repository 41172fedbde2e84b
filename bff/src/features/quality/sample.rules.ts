import { sha256 } from '../../kernel/ids.js';

const lots = 10_000;

/**
 * The lot of a finished order, 0..9999 (C11). Anybody can draw it again: the first 13 hexadecimal digits of the SHA-256
 * of `<community id>/<order id>`, modulo 10,000. Nobody chooses it, and nobody knows it before the order has its id.
 */
export const drawOf = (communityId: string, orderId: string): number =>
  Number.parseInt(sha256(`${communityId}/${orderId}`).slice(0, 13), 16) % lots;

/** Drawn when the lot is below the share, in basis points: a larger share adds orders and takes none out. */
export const isDrawn = (draw: number, shareBp: number): boolean => draw < shareBp;
