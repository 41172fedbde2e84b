import { EventEmitter } from 'node:events';
import { deterministicId, newId } from '../../kernel/ids.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import { afterCommit, isDuplicate } from '../database/transaction.js';
import { insertRows } from '../database/write.js';
import { OutboxEntity, type QueueLane, type QueueName, type QueueRow, TimerEntity } from './queue.entity.js';

/** Wakes this process's workers after a commit, by lane; the others find the row at their next poll. */
export const nudges = new EventEmitter<{ [lane in `${QueueName} ${QueueLane}`]: [] }>();

export interface OutboxMessage {
  /** Given where the same cause must make one row, however often it is announced. */
  id?: string;
  communityId: string | null;
  topic: string;
  /** Ids and figures only: no personal data stands in the outbox. */
  payload: Record<string, unknown>;
  /** `calls` where the handler calls another system, which may be slow. */
  lane?: QueueLane;
  /** Not before this, by the wall's clock. */
  dueAt?: Date;
}

/** Rows of one INSERT; SQLite takes 32,766 values. */
const mostAtOnce = 500;

/** Announces something in the command's own transaction; a worker acts on it at least once. */
export const publish = async (tx: Tx, clock: Clock, ...messages: OutboxMessage[]): Promise<void> => {
  const at = clock.realNow();
  const rows: QueueRow[] = [];
  for (const message of messages) {
    const again = message.id !== undefined && rows.some((row) => row.id === message.id);
    if (message.id && (again || (await tx.existsBy(OutboxEntity, { id: message.id })))) continue;
    rows.push({
      id: message.id ?? newId(at),
      communityId: message.communityId,
      topic: message.topic,
      payload: JSON.stringify(message.payload),
      state: 'waiting',
      lane: message.lane ?? 'main',
      dueAt: message.dueAt ?? at,
      attempts: 0,
      holdUntil: null,
      lease: null,
      lastError: null,
      createdAt: at,
      endedAt: null,
    });
  }
  for (let from = 0; from < rows.length; from += mostAtOnce)
    await insertRows(tx, OutboxEntity, rows.slice(from, from + mostAtOnce));
  for (const lane of new Set(messages.map((message) => message.lane ?? 'main')))
    afterCommit(tx, () => nudges.emit(`outbox ${lane}`));
};

export interface TimerSetting extends Omit<OutboxMessage, 'id' | 'lane' | 'dueAt'> {
  dueAt: Date;
  /** Subject and slot: setting the same timer twice makes one row. */
  slot: string[];
}

const timerId = (topic: string, slot: readonly string[]): string => deterministicId(topic, ...slot);

const timerRow = (clock: Clock, timer: TimerSetting): QueueRow => ({
  id: timerId(timer.topic, timer.slot),
  communityId: timer.communityId,
  topic: timer.topic,
  payload: JSON.stringify(timer.payload),
  state: 'waiting',
  lane: 'main',
  dueAt: timer.dueAt,
  attempts: 0,
  holdUntil: null,
  lease: null,
  lastError: null,
  createdAt: clock.realNow(),
  endedAt: null,
});

/** Sets a timer in the command's own transaction, once per slot. */
export const setTimer = async (tx: Tx, clock: Clock, timer: TimerSetting): Promise<void> => {
  const row = timerRow(clock, timer);
  if (await tx.existsBy(TimerEntity, { id: row.id })) return;
  try {
    await tx.insert(TimerEntity, row);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  afterCommit(tx, () => nudges.emit('timer main'));
};

/**
 * Sets the timer of a slot to a new time, whatever became of it before: one that is done or dead waits again, and a
 * worker that is at it loses its lease and leaves no effect. A timer's own handler may do this to its own slot in the
 * function that it returns; the row then waits for the new time.
 */
export const resetTimer = async (tx: Tx, clock: Clock, timer: TimerSetting): Promise<void> => {
  await tx.upsert(TimerEntity, timerRow(clock, timer), ['id']);
  afterCommit(tx, () => nudges.emit('timer main'));
};

/** Takes the timer of a slot away, if there is one; a worker that is at it loses its lease and leaves no effect. */
export const cancelTimer = async (tx: Tx, topic: string, slot: readonly string[]): Promise<void> => {
  await tx.delete(TimerEntity, { id: timerId(topic, slot) });
};
