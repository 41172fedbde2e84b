import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';

const windowMs = 60_000;

/** House search, by account: enough for somebody who types, too few for somebody who copies the register. */
export const limitHouseSearch = async (deps: Pick<Deps, 'keyValue'>, accountId: string): Promise<void> => {
  const tryOnce = createRateLimit(deps.keyValue, { name: 'house-search', points: 60, windowMs });
  const { allowed, retryAfterMs } = await tryOnce(accountId);
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: Math.ceil((retryAfterMs ?? windowMs) / 1000) });
};
