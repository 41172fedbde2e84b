import { AppError } from '../../kernel/appError.js';
import type { Call, Caller, Cause, IdempotencyClaim } from '../call.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { inTransaction, isDuplicate } from '../database/transaction.js';
import { IdempotencyEntity } from './idempotency.entity.js';

interface CommandDeps {
  db: Database;
  clock: Clock;
}

/** Thrown to roll the second try of a key back; carries what the first one returned. */
class Replay extends Error {
  constructor(readonly result: string) {
    super('replayed');
  }
}

const claim = async (tx: Tx, deps: CommandDeps, key: IdempotencyClaim): Promise<void> => {
  const before = await tx.findOneBy(IdempotencyEntity, { actor: key.actor, route: key.route, key: key.key });
  if (before) {
    if (before.inputHash !== key.inputHash) throw new AppError('idempotency.key_reused');
    throw new Replay(before.result);
  }
  // Written first: a second try waits here for the first one's commit or rollback.
  await tx.insert(IdempotencyEntity, { ...key, result: '', createdAt: deps.clock.realNow() });
};

/**
 * The one shape of every command: one transaction; where the client may repeat it, its key is claimed and its result
 * kept in the same transaction, so that the second try returns what the first one did. `fn` returns plain JSON without
 * personal data: ids, from which the route presents. Same key, other input: `idempotency.key_reused`.
 */
export const transaction = async <T>(
  deps: CommandDeps,
  call: Call<Caller | null> | Cause,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> => {
  const key = 'idempotency' in call ? call.idempotency : null;
  if (!key) return inTransaction(deps.db, fn);
  for (let run = 1; ; run++)
    try {
      return await inTransaction(deps.db, async (tx) => {
        await claim(tx, deps, key);
        const result = await fn(tx);
        await tx.update(
          IdempotencyEntity,
          { actor: key.actor, route: key.route, key: key.key },
          { result: JSON.stringify(result ?? null) },
        );
        return result;
      });
    } catch (error) {
      if (error instanceof Replay) return JSON.parse(error.result) as T;
      // Two at once: the other committed first; the next run finds its row and replays it.
      if (!isDuplicate(error) || run > 1) throw error;
    }
};
