import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';

const windowMs = 3_600_000;

/** Whole telephone numbers, by member of staff: a morning's calls, not the register. */
export const limitUnmasking = async (deps: Pick<Deps, 'keyValue'>, staffId: string): Promise<void> => {
  const tryOnce = createRateLimit(deps.keyValue, { name: 'person-unmask', points: 60, windowMs });
  const { allowed, retryAfterMs } = await tryOnce(staffId);
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: Math.ceil((retryAfterMs ?? windowMs) / 1000) });
};
