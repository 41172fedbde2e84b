import type { Json } from '../../../kernel/hashChain.js';
import { newId } from '../../../kernel/ids.js';
import type { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/access.js';
import { publish } from '../../../platform/queue/queue.js';
import { insertCommand } from '../control.store.js';

export interface CommandToGive {
  communityId: string;
  deviceId: string;
  /** open */
  name: string;
  /** Signed with it; no fractions. */
  args: Record<string, Json>;
  /** By the wall's clock. */
  expiresAt: Date;
  /** What it comes of, for whoever hears of its end: access:remote-open:01J… */
  cause: string;
}

export const sendTopic = 'control.send';

/** Keeps a command and has it sent as soon as this transaction is through; the id of it. */
export const giveCommand = async (
  tx: Tx,
  clock: Clock,
  { communityId, deviceId, name, args, expiresAt, cause }: CommandToGive,
): Promise<string> => {
  const issuedAt = clock.realNow();
  const id = newId(issuedAt);
  await insertCommand(tx, {
    ...{ communityId, id, deviceId, name, args: JSON.stringify(args), cause: cause.slice(0, 80) },
    ...{ status: 'waiting', sends: 0, issuedAt, expiresAt, endedAt: null, reason: null, result: null },
  });
  await publish(tx, clock, { communityId, topic: sendTopic, payload: { commandId: id }, lane: 'calls' });
  return id;
};
