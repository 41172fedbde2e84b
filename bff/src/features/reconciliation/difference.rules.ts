import type { DifferenceReason } from './reconciliation.entity.js';

/** What a person may do with a difference, by why it is there; the first is what we suggest. */
export type Act = 'book' | 'refund' | 'write-off' | 'wait';

interface Doubt {
  reason: DifferenceReason;
  decidedAt: Date | null;
  /** Until when a later statement may still carry it. */
  waitUntil: Date | null;
}

const acts: Record<DifferenceReason, readonly Act[]> = {
  // The money is ours to book: settling it as if its notice had come, or giving it back.
  'notice-lost': ['book', 'refund'],
  'unknown-order': ['write-off'],
  'unknown-refund': ['write-off'],
  'near-midnight': ['wait', 'write-off'],
  missing: ['wait', 'write-off'],
  amount: ['write-off'],
  'refund-failed-there': ['write-off', 'wait'],
  'refund-moved-there': ['write-off', 'wait'],
};

/**
 * Nothing once it is decided. While tomorrow's statement may still carry it nobody writes it off; afterwards nobody
 * waits for it.
 */
export const actsOf = ({ reason, decidedAt, waitUntil }: Doubt, now: Date): Act[] => {
  if (decidedAt) return [];
  const may = acts[reason];
  const waits = waitUntil !== null && now < waitUntil && may.includes('wait');
  return may.filter((act) => (act === 'wait' ? waits || waitUntil === null : act !== 'write-off' || !waits));
};

/**
 * The legs of a write-off: our account of the channel follows the channel's. Money that we hold without knowing why waits
 * among unidentified receipts, money that is missing is a loss. `gapFen` is ours less theirs.
 */
export const writeOffLegs = (gapFen: number, account: string): { account: string; amountFen: number }[] => {
  if (gapFen === 0) return [];
  return [
    { account, amountFen: -gapFen },
    { account: gapFen < 0 ? '2243' : '6302', amountFen: gapFen },
  ];
};
