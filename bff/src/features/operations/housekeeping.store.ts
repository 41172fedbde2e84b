import { LessThan } from 'typeorm';
import type { Tx } from '../../platform/database/access.js';
import { IdempotencyEntity } from '../../platform/idempotency/idempotency.entity.js';
import { OutboxEntity, TimerEntity } from '../../platform/queue/queue.entity.js';

/** Deletes kept keys and finished queue rows; dead ones stay until somebody looks. */
export const deleteEnded = async (tx: Tx, limits: { keysBefore: Date; queueBefore: Date }): Promise<void> => {
  await tx.delete(IdempotencyEntity, { createdAt: LessThan(limits.keysBefore) });
  for (const entity of [OutboxEntity, TimerEntity])
    await tx.delete(entity, { state: 'done', endedAt: LessThan(limits.queueBefore) });
};
