/** How a door judges a pass: the same words at the server and in a controller that is cut off. */

export const doorRefusals = [
  /** No code of ours. */
  'unreadable',
  /** The signature is not ours, or of another community. */
  'forged',
  /** Digits or a car that nobody knows. */
  'unknown',
  'early',
  'late',
  /** The pass is for other gates. */
  'elsewhere',
  'revoked',
  /** All its entries are used. */
  'used',
  /** The keypad rests after wrong tries; the code reader does not. */
  'paused',
  /** Told to open, and it gave no sign. */
  'unanswered',
] as const;
export type DoorRefusal = (typeof doorRefusals)[number];

export type Direction = 'in' | 'out';

export interface Presented {
  from: Date;
  until: Date;
  uses: number;
  /** Entries so far, as far as whoever judges knows. */
  used: number;
  revoked: boolean;
  /** The pass names a group in which the door stands. */
  isHere: boolean;
}

/** Null: let them pass. Going out uses nothing up: a pass counts entries. */
export const judgePass = (pass: Presented, direction: Direction, now: Date): DoorRefusal | null => {
  if (pass.revoked) return 'revoked';
  if (!pass.isHere) return 'elsewhere';
  if (now < pass.from) return 'early';
  if (now >= pass.until) return 'late';
  return direction === 'in' && pass.used >= pass.uses ? 'used' : null;
};
