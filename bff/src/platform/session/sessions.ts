import { IsNull, LessThan } from 'typeorm';
import { newToken, sha256 } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import type { Database } from '../database/database.js';
import { selectOne } from '../database/select.js';
import { inTransaction } from '../database/transaction.js';
import { SessionEntity } from './session.entity.js';

export interface SessionTerms {
  actorKind: 'owner' | 'staff';
  actorId: string;
  idleMs: number;
  maxMs: number;
}

/** Opens a session and returns its token (256 random bits), which is stored only as a hash. */
export const openSession = async (tx: Tx, clock: Clock, terms: SessionTerms): Promise<string> => {
  const token = newToken();
  const at = clock.realNow();
  await tx.insert(SessionEntity, {
    id: sha256(token),
    actorKind: terms.actorKind,
    actorId: terms.actorId,
    createdAt: at,
    lastSeenAt: at,
    idleMs: terms.idleMs,
    expiresAt: new Date(at.getTime() + terms.maxMs),
    revokedAt: null,
    steppedUpAt: null,
  });
  return token;
};

/** A session is marked as seen at most this often, so that reading does not write. */
const seenEveryMs = 60_000;

/** The living session of a token, or null. A look that is not the person's doing (`touch: false`) keeps it no longer alive. */
export const readSession = async (
  db: Database,
  clock: Clock,
  token: string,
  options: { touch: boolean } = { touch: true },
): Promise<SessionEntity | null> => {
  const session = await selectOne(db.reader, SessionEntity, { id: sha256(token), revokedAt: null });
  if (!session) return null;
  const at = clock.realNow().getTime();
  const seen = session.lastSeenAt.getTime();
  if (at >= session.expiresAt.getTime() || at - seen >= session.idleMs) return null;
  if (options.touch && at - seen >= seenEveryMs)
    await inTransaction(db, (tx) => tx.update(SessionEntity, { id: session.id }, { lastSeenAt: new Date(at) }));
  return session;
};

/** For how long a session may move money after its password was given again. */
const steppedUpMs = 5 * 60_000;

export const isSteppedUp = (session: Pick<SessionEntity, 'steppedUpAt'>, clock: Clock): boolean =>
  session.steppedUpAt !== null && clock.realNow().getTime() - session.steppedUpAt.getTime() < steppedUpMs;

/** Returns until when. */
export const stepUp = async (tx: Tx, clock: Clock, id: string): Promise<Date> => {
  const at = clock.realNow();
  await tx.update(SessionEntity, { id, revokedAt: IsNull() }, { steppedUpAt: at });
  return new Date(at.getTime() + steppedUpMs);
};

export const revokeSession = async (tx: Tx, clock: Clock, id: string): Promise<void> => {
  await tx.update(SessionEntity, { id, revokedAt: IsNull() }, { revokedAt: clock.realNow() });
};

/** Ends every session of a person, but for the one named. */
export const revokeSessionsOf = async (
  tx: Tx,
  clock: Clock,
  actor: { kind: 'owner' | 'staff'; id: string },
  butFor: string | null = null,
): Promise<void> => {
  const open = await tx.findBy(SessionEntity, { actorKind: actor.kind, actorId: actor.id, revokedAt: IsNull() });
  for (const session of open) if (session.id !== butFor) await revokeSession(tx, clock, session.id);
};

/** Dead sessions are deleted a day after their end. */
export const deleteDeadSessions = async (tx: Tx, clock: Clock): Promise<void> => {
  await tx.delete(SessionEntity, { expiresAt: LessThan(new Date(clock.realNow().getTime() - 86_400_000)) });
};
