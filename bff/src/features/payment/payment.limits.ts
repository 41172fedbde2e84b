import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';

/** More payments than that a minute nobody makes with their thumb. */
export const limitPaying = async (deps: Deps, accountId: string): Promise<void> => {
  const { allowed } = await createRateLimit(deps.keyValue, { name: 'pay', points: 20, windowMs: 60_000 })(accountId);
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: 60 });
};

/** Codes of consents cannot be guessed; that nobody even tries costs the others nothing. */
export const limitCodes = async (deps: Deps, accountId: string): Promise<void> => {
  const terms = { name: 'pay-consent', points: 30, windowMs: 60_000 };
  const { allowed } = await createRateLimit(deps.keyValue, terms)(accountId);
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: 60 });
};

/** Whether the channel may be asked about a payment again: once in two seconds, whoever asks. */
export const mayAsk = async (deps: Deps, paymentId: string): Promise<boolean> =>
  (await createRateLimit(deps.keyValue, { name: 'pay-check', points: 1, windowMs: 2000 })(paymentId)).allowed;
