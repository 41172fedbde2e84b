import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit, type RateLimitTerms } from '../../platform/keyvalue/rateLimit.js';

const minuteMs = 60_000;

const limit =
  (terms: RateLimitTerms) =>
  async (deps: Pick<Deps, 'keyValue'>, key: string): Promise<void> => {
    const { allowed, retryAfterMs } = await createRateLimit(deps.keyValue, terms)(key);
    if (!allowed)
      throw new AppError('rate.limited', { retryAfterSeconds: Math.ceil((retryAfterMs ?? minuteMs) / 1000) });
  };

/** By address; whole mobile networks come from one. */
export const limitOwnerSignIn = limit({ name: 'owner-sign-in', points: 300, windowMs: 5 * minuteMs });

/** By account: each code costs a call to WeChat. */
export const limitPhoneCodes = limit({ name: 'phone-code', points: 10, windowMs: 60 * minuteMs });

/** By account. */
export const limitApplications = limit({ name: 'binding-application', points: 20, windowMs: 60 * minuteMs });

/** By address, for an office of some forty people; without the store nobody guesses passwords. */
export const limitStaffSignIn = limit({
  name: 'staff-sign-in',
  points: 60,
  windowMs: 5 * minuteMs,
  failClosed: true,
});

/** By account: whoever took over an open session must not guess the old password. */
export const limitPasswordChange = limit({
  name: 'password-change',
  points: 10,
  windowMs: 15 * minuteMs,
  failClosed: true,
});

/** By account, as above. */
export const limitStepUp = limit({ name: 'step-up', points: 20, windowMs: 15 * minuteMs, failClosed: true });
