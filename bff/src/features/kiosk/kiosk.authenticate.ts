import { newToken, sha256 } from '../../kernel/ids.js';
import type { KioskActor } from '../../platform/call.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { findKioskByToken, saveKiosk } from './kiosk.store.js';

const prefix = 'kiosk-';

/** 256 random bits, told apart from a person's by how it begins. */
export const newKioskToken = (): string => `${prefix}${newToken()}`;

export const isKioskToken = (token: string): boolean => token.startsWith(prefix);

/** A machine asks every 20 s; it is written down this often. */
const seenEveryMs = 5 * 60_000;

/** The machine of a token; read at each call, so that one that is revoked is nobody from that commit on. */
export const authenticateKiosk = async (
  deps: Deps,
  token: string,
): Promise<{ actor: KioskActor; sessionId: string; steppedUp: boolean } | null> => {
  const tokenHash = sha256(token);
  const kiosk = await findKioskByToken(deps.db.reader, tokenHash);
  if (!kiosk || kiosk.revokedAt) return null;
  const now = deps.clock.realNow();
  if (!kiosk.seenAt || now.getTime() - kiosk.seenAt.getTime() >= seenEveryMs)
    await inTransaction(deps.db, (tx) => saveKiosk(tx, kiosk, { seenAt: now }));
  const { id, name, communityId } = kiosk;
  return { actor: { kind: 'kiosk', id, name, communityId }, sessionId: tokenHash, steppedUp: false };
};
