import { AppError } from '../../kernel/appError.js';
import { sha256 } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { claimTry } from './lockout.rules.js';
import { forgetOldTries, lockTries, saveTries } from './staff.store.js';

const dayMs = 86_400_000;

/** Under which the tries of a user name are counted: a name that nobody has locks alike. */
export const nameHashOf = (username: string): string => sha256(`staff-sign-in:${username}`);

/**
 * Throws while the name is locked; else counts this try, before anybody knows whether its password is right. Sign-in
 * and step-up share the count, so that a stolen session gives no further guesses.
 */
export const takeTry = async (deps: Deps, nameHash: string): Promise<void> => {
  const now = deps.clock.realNow();
  const waitMs = await inTransaction(deps.db, async (tx) => {
    const decision = claimTry(await lockTries(tx, nameHash, now), now);
    if (!decision.allowed) return decision.waitMs;
    await saveTries(tx, nameHash, decision.next, now);
    await forgetOldTries(tx, new Date(now.getTime() - dayMs));
    return 0;
  });
  if (waitMs > 0) throw new AppError('auth.locked', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
};
