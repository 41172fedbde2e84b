import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';

/** More signings than that a minute nobody makes with their thumb. */
export const limitSigning = async (deps: Deps, accountId: string): Promise<void> => {
  const { allowed } = await createRateLimit(deps.keyValue, { name: 'debit-sign', points: 10, windowMs: 60_000 })(
    accountId,
  );
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: 60 });
};

/** Whether WeChat may be asked about a contract again: once in two seconds, whoever asks. */
export const mayAsk = async (deps: Deps, mandateId: string): Promise<boolean> =>
  (await createRateLimit(deps.keyValue, { name: 'debit-check', points: 1, windowMs: 2000 })(mandateId)).allowed;
