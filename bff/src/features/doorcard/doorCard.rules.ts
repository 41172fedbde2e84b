import type { CardDoorState } from 'shared-types/kiosk';

export interface CopyFacts {
  wanted: boolean;
  state: 'due' | 'on' | 'failed' | 'gone';
}

/** What a terminal is to be told of a card; null: nothing. */
export const nextStep = ({ wanted, state }: CopyFacts): 'put' | 'remove' | null => {
  if (!wanted) return state === 'gone' ? null : 'remove';
  return state === 'due' ? 'put' : null;
};

/** What is shown of it; null: it is gone. A card opens when the terminal has said so, not when we wish it. */
export const shownState = ({ wanted, state }: CopyFacts): CardDoorState | null => {
  if (!wanted) return state === 'gone' ? null : 'leaving';
  return state === 'on' || state === 'failed' ? state : 'waiting';
};

export interface Lent {
  startedAt: Date;
  endedAt: Date | null;
}

/** Whose a card was at a time, out of all who had it, newest first; before anybody had it, the oldest of them. */
export const holderAt = <T extends Lent>(lent: readonly T[], at: Date): T | null =>
  lent.find(({ startedAt }) => startedAt <= at) ?? lent.at(-1) ?? null;

/** Why a terminal did not open: a card that is over, or one that opens elsewhere. */
export const refusalOf = ({ endedAt }: Lent, at: Date): 'revoked' | 'elsewhere' =>
  endedAt !== null && at >= endedAt ? 'revoked' : 'elsewhere';
