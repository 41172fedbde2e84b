import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { BrokerAway } from '../../../adapters/mqtt/mqtt.port.js';
import type { Json } from '../../../kernel/hashChain.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { Postpone } from '../../../platform/queue/worker.js';
import type { CommandEntity } from '../control.entity.js';
import { messageOf, nextSend, type Order, signedText } from '../control.rules.js';
import { findCommand, lockCommand, saveCommand } from '../control.store.js';
import { changeCommand } from '../record.js';
import { sendTopic } from './giveCommand.js';

const parsed = new WeakMap<Deps['keys'], KeyObject>();

const privateKeyOf = ({ keys }: Deps): KeyObject => {
  const known = parsed.get(keys);
  if (known) return known;
  const key = createPrivateKey(keys.pass.privateKey);
  parsed.set(keys, key);
  return key;
};

const orderOf = (command: CommandEntity): Order => ({
  ...{ communityId: command.communityId, deviceId: command.deviceId, id: command.id, name: command.name },
  ...{ issuedAt: command.issuedAt, expiresAt: command.expiresAt },
  args: JSON.parse(command.args) as Record<string, Json>,
});

/** A broker that is away is asked again after this. */
const brokerAgainMs = 2000;

const handToBroker = async (deps: Deps, command: CommandEntity): Promise<void> => {
  if (!deps.mqtt) throw new Postpone(brokerAgainMs, 'this process has no broker');
  const order = orderOf(command);
  const signature = sign(null, Buffer.from(signedText(order), 'utf8'), privateKeyOf(deps)).toString('base64url');
  const { communityId, deviceId } = command;
  try {
    await deps.mqtt.send({ communityId, deviceId, payload: messageOf(order, signature) });
  } catch (error) {
    if (error instanceof BrokerAway) throw new Postpone(brokerAgainMs, error.message);
    throw error;
  }
};

/**
 * Sends a command that nobody acknowledged yet, and plans the next look at it: it goes out again until the device
 * answers or it expires. That it comes twice does no harm: the device keeps the ids that it has used.
 */
export const sendOut = async (
  deps: Deps,
  where: { communityId: string; id: string },
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const command = await findCommand(deps.db.reader, where);
  if (command?.status !== 'waiting') return undefined;
  const isOver = (): boolean => command.expiresAt.getTime() <= deps.clock.realNow().getTime();
  if (!isOver()) await handToBroker(deps, command);
  return async (tx) => {
    const now = deps.clock.realNow();
    const locked = await lockCommand(tx, where);
    if (locked?.status !== 'waiting') return;
    if (isOver()) {
      await changeCommand(tx, deps.clock, locked, { status: 'expired', endedAt: now });
      return;
    }
    const sends = locked.sends + 1;
    await saveCommand(tx, where, { sends });
    await publish(tx, deps.clock, {
      ...{ communityId: where.communityId, topic: sendTopic, payload: { commandId: where.id }, lane: 'calls' },
      dueAt: nextSend(sends, now, locked.expiresAt),
    });
  };
};

/** Once more, for a device that is back; the planned looks go on as they were. */
export const resend = async (deps: Deps, where: { communityId: string; id: string }): Promise<undefined> => {
  const command = await findCommand(deps.db.reader, where);
  const isValid = command?.status === 'waiting' && command.expiresAt.getTime() > deps.clock.realNow().getTime();
  if (isValid && deps.mqtt) await handToBroker(deps, command);
  return undefined;
};
