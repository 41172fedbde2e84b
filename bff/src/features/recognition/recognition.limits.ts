import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';

const windowMs = 60_000;

/** Recognition, by account: enough for somebody who writes and pauses, too few for somebody who runs a list through it. */
export const limitRecognition = async (deps: Pick<Deps, 'keyValue'>, accountId: string): Promise<void> => {
  const tryOnce = createRateLimit(deps.keyValue, { name: 'recognition', points: 60, windowMs });
  const { allowed, retryAfterMs } = await tryOnce(accountId);
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: Math.ceil((retryAfterMs ?? windowMs) / 1000) });
};
