import { newId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { EventKind, RepairEntity } from './repair.entity.js';
import { insertEvent } from './repair.store.js';

export interface EventInput {
  kind: EventKind;
  orderId?: string | null;
  /** When it happened; now, unless a phone was offline. */
  at?: Date;
  body?: string | null;
  detail?: string | null;
  toOwner?: boolean;
  held?: boolean;
}

/** Writes a line of the history and returns its id, to which files may be given. */
export const tell = async (
  deps: Deps,
  tx: Tx,
  repair: RepairEntity,
  actor: Actor | null,
  event: EventInput,
): Promise<string> => {
  const recordedAt = deps.clock.now();
  const id = newId(recordedAt);
  await insertEvent(tx, {
    communityId: repair.communityId,
    id,
    repairId: repair.id,
    orderId: event.orderId ?? null,
    at: event.at ?? recordedAt,
    recordedAt,
    kind: event.kind,
    actorKind: actor?.kind ?? 'system',
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? '系统',
    body: event.body || null,
    detail: event.detail ?? null,
    toOwner: event.toOwner ?? true,
    held: event.held ?? false,
  });
  return id;
};

/** Tells open screens that something changed; may be lost, since they also poll. */
export const nudgeScreens = (
  deps: Deps,
  tx: Tx,
  repair: Pick<RepairEntity, 'communityId' | 'id' | 'reporterId'>,
  order: { id: string; workerIds: (string | null)[] } | null = null,
): void =>
  afterCommit(tx, () => {
    const changed = { type: 'repair.changed', repairId: repair.id } as const;
    deps.live.send(`staff:${repair.communityId}`, changed);
    if (repair.reporterId) deps.live.send(`owner:${repair.reporterId}`, changed);
    for (const workerId of new Set(order?.workerIds ?? []))
      if (order && workerId) deps.live.send(`worker:${workerId}`, { type: 'order.changed', orderId: order.id });
  });
