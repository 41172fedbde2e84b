import { setTimeout as sleep } from 'node:timers/promises';
import { inProcessKeyValue } from './inProcess.js';
import type { KeyValue } from './keyValue.js';

export interface PaceTerms {
  name: string;
  perMinute: number;
  /** How long to wait for a place before giving up. */
  patienceMs: number;
}

/** Places are given out for a quarter of a second at a time: short enough that a minute is used evenly. */
const windowMs = 250;

/** Counts while the shared store is away: each process by itself then, and the other side's own refusal is the limit. */
const alone = inProcessKeyValue();

/**
 * Waits for a place among the calls of all processes; false when there was none within the patience. Unlike a rate
 * limit, which refuses, it makes work that may wait come near the limit without passing it.
 */
export const waitForPlace = async (keyValue: KeyValue, terms: PaceTerms): Promise<boolean> => {
  const places = Math.max(1, Math.floor((terms.perMinute * windowMs) / 60_000));
  // The wall's clock itself: what is paced is outside of any community's time.
  const giveUpAtMs = Date.now() + terms.patienceMs;
  for (;;) {
    const nowMs = Date.now();
    const window = Math.floor(nowMs / windowMs);
    const key = `pace:${terms.name}:${window}`;
    const taken = await keyValue.increment(key, 4 * windowMs).catch(() => alone.increment(key, 4 * windowMs));
    if (taken <= places) return true;
    const nextAtMs = (window + 1) * windowMs;
    if (nextAtMs > giveUpAtMs) return false;
    await sleep(nextAtMs - Date.now() + 1);
  }
};
