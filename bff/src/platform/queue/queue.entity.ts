import { EntitySchema } from 'typeorm';

export type QueueName = 'outbox' | 'timer';
/** Rows whose handlers call another system wait in a lane of their own: they hold up nothing else. */
export type QueueLane = 'main' | 'calls';
export type QueueState = 'waiting' | 'done' | 'dead';

/** One row of the outbox (due by the wall's clock) or of the timers (due by the community's). */
export interface QueueRow {
  id: string;
  communityId: string | null;
  topic: string;
  /** JSON; ids and policy figures only, no personal data. */
  payload: string;
  state: QueueState;
  lane: QueueLane;
  dueAt: Date;
  attempts: number;
  /** Wall time until which nobody takes it: a worker's lease, or the back-off after a failure. */
  holdUntil: Date | null;
  /** Token of the lease; a worker that lost it may not mark the row. */
  lease: string | null;
  lastError: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

const table = (name: QueueName): EntitySchema<QueueRow> =>
  new EntitySchema<QueueRow>({
    name,
    tableName: name,
    columns: {
      id: { type: 'varchar', length: 26, primary: true },
      communityId: { name: 'community_id', type: 'varchar', length: 26, nullable: true },
      topic: { type: 'varchar', length: 60 },
      payload: { type: 'text' },
      state: { type: 'varchar', length: 8 },
      lane: { type: 'varchar', length: 8, default: 'main' },
      dueAt: { name: 'due_at', type: 'datetime', precision: 3 },
      attempts: { type: 'int' },
      holdUntil: { name: 'hold_until', type: 'datetime', precision: 3, nullable: true },
      lease: { type: 'varchar', length: 26, nullable: true },
      lastError: { name: 'last_error', type: 'varchar', length: 500, nullable: true },
      createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
      endedAt: { name: 'ended_at', type: 'datetime', precision: 3, nullable: true },
    },
  });

export const OutboxEntity = table('outbox');
export const TimerEntity = table('timer');

export const queueEntity = (queue: QueueName): EntitySchema<QueueRow> =>
  queue === 'outbox' ? OutboxEntity : TimerEntity;
