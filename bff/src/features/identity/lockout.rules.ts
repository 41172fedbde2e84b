/** Tries of one user name since the last success. */
export interface Tries {
  failedTries: number;
  lockedUntil: Date | null;
}

const freeTries = 5;
const firstLockMs = 15 * 60_000;
const longestLockMs = 4 * 3_600_000;

/** How long a name is locked after its nth failure in a row: 15 minutes after the fifth, then doubling to 4 hours. */
export const lockMsAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(firstLockMs * 2 ** Math.min(failures - freeTries, 20), longestLockMs);

export type TryDecision = { allowed: true; next: Tries } | { allowed: false; waitMs: number };

/**
 * Counts a try as failed before the password is looked at, so that many tries at once get no more guesses than one
 * after the other; a success forgets them all.
 */
export const claimTry = (tries: Tries, now: Date): TryDecision => {
  const waitMs = tries.lockedUntil ? tries.lockedUntil.getTime() - now.getTime() : 0;
  if (waitMs > 0) return { allowed: false, waitMs };
  const failedTries = tries.failedTries + 1;
  const lockMs = lockMsAfter(failedTries);
  return {
    allowed: true,
    next: { failedTries, lockedUntil: lockMs > 0 ? new Date(now.getTime() + lockMs) : null },
  };
};
