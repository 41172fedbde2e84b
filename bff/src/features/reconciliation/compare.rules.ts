import type { DifferenceKind } from 'shared-types/reconciliation';
import type { DifferenceReason, Traded } from './reconciliation.entity.js';

/** One line of the channel's statement. */
export interface Theirs {
  rowKey: string;
  what: Traded;
  amountFen: number;
  state: 'moved' | 'failed';
}

/**
 * One payment or refund of ours that is in the statement or should be. `moved`: in our books the money came or went;
 * `under-way`: the channel took the refund, and it is not over; `not-moved`: neither.
 */
export interface Ours {
  rowKey: string;
  what: Traded;
  id: string;
  amountFen: number;
  at: Date;
  state: 'moved' | 'under-way' | 'not-moved';
}

export type Finding = { rowKey: string } & (
  | { kind: 'match'; oursId: string; oursFen: number }
  | { kind: DifferenceKind; reason: DifferenceReason; oursId: string | null; oursFen: number | null }
);

/** Our number in a statement, payments and refunds apart. */
export const rowKeyOf = (what: Traded, number: string): string => `${what === 'payment' ? 'P' : 'R'}:${number}`;

const paymentFinding = ({ rowKey, amountFen }: Theirs, ours: Ours | undefined): Finding => {
  const known = { rowKey, oursId: ours?.id ?? null, oursFen: null };
  if (!ours) return { ...known, kind: 'only-channel', reason: 'unknown-order' };
  const moved = ours.state === 'moved';
  // A notice with another amount was refused: our order is still unpaid, and settling it would be wrong.
  if (ours.amountFen !== amountFen)
    return { ...known, kind: 'amount-differs', reason: 'amount', oursFen: moved ? ours.amountFen : null };
  if (!moved) return { ...known, kind: 'only-channel', reason: 'notice-lost' };
  return { rowKey, kind: 'match', oursId: ours.id, oursFen: ours.amountFen };
};

/** A row is written on the morning after and never changed: one that was still on its way then may have ended since. */
const refundFinding = ({ rowKey, amountFen, state }: Theirs, ours: Ours | undefined): Finding | null => {
  const known = { rowKey, oursId: ours?.id ?? null, oursFen: null };
  const failed = state === 'failed';
  // Nothing moved there, and nothing here.
  if (failed && ours?.state !== 'moved') return null;
  if (!ours) return { ...known, kind: 'only-channel', reason: 'unknown-refund' };
  const differs = { ...known, oursFen: ours.amountFen };
  if (failed) return { ...differs, kind: 'state-differs', reason: 'refund-failed-there' };
  if (ours.state === 'not-moved') return { ...known, kind: 'state-differs', reason: 'refund-moved-there' };
  if (ours.amountFen !== amountFen) return { ...differs, kind: 'amount-differs', reason: 'amount' };
  return { rowKey, kind: 'match', oursId: ours.id, oursFen: ours.amountFen };
};

/** As the two ends of a day are told apart by two clocks. */
const midnightMs = 30 * 60_000;

/**
 * Compares a day of a channel with our books, row by row and by our own numbers, whatever day ours says. `ofDay` is what
 * ours says of that day; `seen` are the numbers that stand in a statement of any day. Every row of theirs and everything
 * of ours that is in no statement gets one finding; a refund that came about nowhere gets none.
 */
export const compareDay = (input: {
  theirs: readonly Theirs[];
  known: ReadonlyMap<string, Ours>;
  ofDay: readonly Ours[];
  seen: ReadonlySet<string>;
  dayEnd: Date;
}): Finding[] => {
  const found = input.theirs.flatMap((row) => {
    const ours = input.known.get(row.rowKey);
    const finding = row.what === 'payment' ? paymentFinding(row, ours) : refundFinding(row, ours);
    return finding ? [finding] : [];
  });
  const unseen = input.ofDay.filter(({ rowKey, state }) => state !== 'not-moved' && !input.seen.has(rowKey));
  return [
    ...found,
    ...unseen.map(({ rowKey, id, amountFen, at }): Finding => {
      const late = input.dayEnd.getTime() - at.getTime() <= midnightMs;
      return {
        rowKey,
        kind: 'only-ours',
        reason: late ? 'near-midnight' : 'missing',
        oursId: id,
        oursFen: amountFen,
      };
    }),
  ];
};

/** Ours less theirs, with refunds as money that went out. */
export const gapFen = (difference: { what: Traded; oursFen: number | null; theirsFen: number | null }): number => {
  const gap = (difference.oursFen ?? 0) - (difference.theirsFen ?? 0);
  return difference.what === 'payment' ? gap : -gap || 0;
};
