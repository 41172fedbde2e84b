import { EventEmitter } from 'node:events';
import { deterministicId, newId } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import { afterCommit, isDuplicate } from '../database/transaction.js';
import { OutboxEntity, TimerEntity } from './queue.entity.js';

/** Wakes this process's workers after a commit; the others find the row at their next poll. */
export const nudges = new EventEmitter();

export interface OutboxMessage {
  /** Given where the same cause must make one row, however often it is announced. */
  id?: string;
  communityId: string | null;
  topic: string;
  /** Ids and figures only: no personal data stands in the outbox. */
  payload: Record<string, unknown>;
}

/** Announces something in the command's own transaction; a worker acts on it at least once. */
export const publish = async (tx: Tx, clock: Clock, ...messages: OutboxMessage[]): Promise<void> => {
  const at = clock.realNow();
  for (const message of messages) {
    if (message.id && (await tx.existsBy(OutboxEntity, { id: message.id }))) continue;
    await tx.insert(OutboxEntity, {
      id: message.id ?? newId(at),
      communityId: message.communityId,
      topic: message.topic,
      payload: JSON.stringify(message.payload),
      state: 'waiting',
      dueAt: at,
      attempts: 0,
      holdUntil: null,
      lease: null,
      lastError: null,
      createdAt: at,
      endedAt: null,
    });
  }
  if (messages.length > 0) afterCommit(tx, () => nudges.emit('outbox'));
};

export interface TimerSetting extends Omit<OutboxMessage, 'id'> {
  dueAt: Date;
  /** Subject and slot: setting the same timer twice makes one row. */
  slot: string[];
}

/** Sets a timer in the command's own transaction, once per slot. */
export const setTimer = async (tx: Tx, clock: Clock, timer: TimerSetting): Promise<void> => {
  const id = deterministicId(timer.topic, ...timer.slot);
  if (await tx.existsBy(TimerEntity, { id })) return;
  const row = {
    id,
    communityId: timer.communityId,
    topic: timer.topic,
    payload: JSON.stringify(timer.payload),
    state: 'waiting' as const,
    dueAt: timer.dueAt,
    attempts: 0,
    holdUntil: null,
    lease: null,
    lastError: null,
    createdAt: clock.realNow(),
    endedAt: null,
  };
  try {
    await tx.insert(TimerEntity, row);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  afterCommit(tx, () => nudges.emit('timer'));
};
