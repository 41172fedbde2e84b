import type { MovementKind } from 'shared-types/account';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import { movementWords } from '../../locales/account.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { findMovement, insertMovement, lockBalance, saveBalance } from './balance.store.js';

export interface BalanceMove {
  communityId: string;
  houseId: string;
  /** Signed fen: what comes in is positive. Zero is refused. */
  amountFen: number;
  kind: MovementKind;
  /** What moves it; unique a house. The same cause again with the same amount changes nothing. */
  cause: { kind: string; id: string };
  /** What the owner reads: 付 11月物业费. By default the words of the kind. No personal data. */
  words?: string;
}

const mostWords = 100;

/**
 * Moves the prepaid balance of a house. The row of the house is locked first, so movements of one house come one after
 * the other. Throws `balance.not_enough` rather than go below zero; the same cause with another amount is a fault of
 * the caller. The ledger's entry (account 2203) is the caller's, in the same transaction.
 */
export const moveBalance = async (
  tx: Tx,
  clock: Clock,
  { communityId, houseId, amountFen, kind, cause, words }: BalanceMove,
): Promise<{ balanceFen: number; moved: boolean }> => {
  if (!Number.isSafeInteger(amountFen) || amountFen === 0) throw new Error(`no movement of ${amountFen}`);
  const at = clock.now();
  const balance = await lockBalance(tx, communityId, houseId, at);
  const before = await findMovement(tx, communityId, houseId, cause);
  if (before) {
    if (before.amountFen !== amountFen) throw new Error(`${cause.kind} ${cause.id} moved ${before.amountFen} before`);
    return { balanceFen: balance.balanceFen, moved: false };
  }
  const balanceFen = balance.balanceFen + amountFen;
  if (balanceFen < 0) throw new AppError('balance.not_enough');
  await saveBalance(tx, { ...balance, balanceFen, updatedAt: at });
  await insertMovement(tx, {
    communityId,
    id: newId(at),
    houseId,
    at,
    kind,
    causeKind: cause.kind,
    causeId: cause.id,
    amountFen,
    balanceFen,
    words: (words ?? movementWords[kind]).slice(0, mostWords),
  });
  return { balanceFen, moved: true };
};
