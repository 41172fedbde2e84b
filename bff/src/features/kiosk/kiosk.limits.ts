import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';

const windowMs = 5 * 60_000;

const limit =
  (name: string, points: number) =>
  async (deps: Pick<Deps, 'keyValue'>, key: string): Promise<void> => {
    const { allowed, retryAfterMs } = await createRateLimit(deps.keyValue, {
      name,
      points,
      windowMs,
      failClosed: true,
    })(key);
    if (!allowed)
      throw new AppError('rate.limited', { retryAfterSeconds: Math.ceil((retryAfterMs ?? windowMs) / 1000) });
  };

/** By address: nobody guesses codes. */
export const limitEnrolment = limit('kiosk-enrolment', 20);

/** By visit: somebody says it again now and then, not all day. */
export const limitRecordings = limit('kiosk-recording', 20);

/** By machine or member of staff: numbers of cards often follow one another, and nobody shall run through them. */
export const limitCards = limit('owner-card', 40);
