/** Keeps callers from waiting for a provider that does not answer: after some failures in a row it is left alone a while. */
export interface Breaker {
  /** Whether a call may go out now. After the rest one may, and its outcome decides. */
  mayCall(): boolean;
  succeeded(): void;
  failed(): void;
}

export const createBreaker = (options: { realNow: () => Date; failures?: number; restMs?: number }): Breaker => {
  const { realNow, failures = 4, restMs = 60_000 } = options;
  let inARow = 0;
  let closedUntilMs = 0;
  return {
    mayCall: () => {
      const nowMs = realNow().getTime();
      if (nowMs < closedUntilMs) return false;
      // The one that tries holds the others back until it is answered.
      if (inARow >= failures) closedUntilMs = nowMs + restMs;
      return true;
    },
    succeeded: () => {
      inARow = 0;
      closedUntilMs = 0;
    },
    failed: () => {
      inARow += 1;
      if (inARow >= failures) closedUntilMs = realNow().getTime() + restMs;
    },
  };
};
