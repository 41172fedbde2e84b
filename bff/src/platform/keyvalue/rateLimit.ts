import type { KeyValue } from './keyValue.js';

export interface RateLimitTerms {
  name: string;
  /** So many in the window. */
  points: number;
  windowMs: number;
  /** Refuse when the store is away: for sign-in. Others let pass. */
  failClosed?: boolean;
}

/** Counts one try of a key; `retryAfterMs` is null while it is within the limit. */
export type RateLimit = (key: string) => Promise<{ allowed: boolean; retryAfterMs: number | null }>;

/** A fixed window in the shared store, so that all processes count together. */
export const createRateLimit =
  (keyValue: KeyValue, terms: RateLimitTerms): RateLimit =>
  async (key) => {
    try {
      const used = await keyValue.increment(`limit:${terms.name}:${key}`, terms.windowMs);
      return used <= terms.points
        ? { allowed: true, retryAfterMs: null }
        : { allowed: false, retryAfterMs: terms.windowMs };
    } catch {
      return terms.failClosed ? { allowed: false, retryAfterMs: 5000 } : { allowed: true, retryAfterMs: null };
    }
  };
