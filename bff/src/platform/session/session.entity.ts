import { EntitySchema } from 'typeorm';

export interface SessionEntity {
  /** SHA-256 of the token; the token itself is never stored. */
  id: string;
  actorKind: 'owner' | 'staff';
  actorId: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** After this long without a call it is dead. */
  idleMs: number;
  expiresAt: Date;
  revokedAt: Date | null;
  /** When its person last gave their password again; by the wall's clock. */
  steppedUpAt: Date | null;
}

export const SessionEntity = new EntitySchema<SessionEntity>({
  name: 'session',
  tableName: 'session',
  columns: {
    id: { type: 'varchar', length: 64, primary: true },
    actorKind: { name: 'actor_kind', type: 'varchar', length: 8 },
    actorId: { name: 'actor_id', type: 'varchar', length: 26 },
    createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
    lastSeenAt: { name: 'last_seen_at', type: 'datetime', precision: 3 },
    idleMs: { name: 'idle_ms', type: 'bigint', transformer: { to: (ms: number) => ms, from: Number } },
    expiresAt: { name: 'expires_at', type: 'datetime', precision: 3 },
    revokedAt: { name: 'revoked_at', type: 'datetime', precision: 3, nullable: true },
    steppedUpAt: { name: 'stepped_up_at', type: 'datetime', precision: 3, nullable: true },
  },
});
