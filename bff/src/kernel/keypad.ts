/**
 * Six digits can be guessed, so a keypad rests after five wrong tries: 60 s, and after every further wrong one twice as
 * long, up to 15 min (platform.md, MQTT). An entry by digits begins anew; going out does not, for it costs a guesser
 * nothing. By the wall's clock.
 */
export interface Keypad {
  wrong: number;
  /** Milliseconds; 0: not resting. */
  pausedUntil: number;
}

export const freshKeypad: Keypad = { wrong: 0, pausedUntil: 0 };

const freeTries = 5;
const firstPauseMs = 60_000;
export const longestPauseMs = 15 * 60_000;

/** A community's keypads together stand so many wrong tries in an hour, then all of them rest until it is over. */
export const mostWrongOfCommunity = { points: 60, windowMs: 3_600_000 };

export const isResting = (keypad: Keypad, nowMs: number): boolean => nowMs < keypad.pausedUntil;

export const afterWrong = ({ wrong }: Keypad, nowMs: number): Keypad => {
  const tries = wrong + 1;
  if (tries < freeTries) return { wrong: tries, pausedUntil: 0 };
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries - freeTries, 10));
  return { wrong: tries, pausedUntil: nowMs + pauseMs };
};

/** How many tries one door takes in a time from somebody who does nothing else. */
export const triesWithin = (durationMs: number): number => {
  let keypad = freshKeypad;
  let tries = 0;
  for (let at = 0; at <= durationMs; at = Math.max(at, keypad.pausedUntil)) {
    keypad = afterWrong(keypad, at);
    tries += 1;
  }
  return tries;
};

/** The chance that so many guesses find one of `live` codes of six digits. */
export const chanceOfGuess = (tries: number, live: number): number => 1 - (1 - live / 1_000_000) ** tries;
