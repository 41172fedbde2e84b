import { isEnd } from '../../../kernel/machine.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { commandMachine } from '../control.machine.js';
import { parseAck } from '../control.rules.js';
import { findWaiting, lockCommand } from '../control.store.js';
import { changeCommand } from '../record.js';
import { sendTopic } from './giveCommand.js';

interface AckMessage {
  communityId: string;
  deviceId: string;
  payload: Buffer;
}

/** Answers of devices, in the transaction in which they are kept. The first word about a command counts. */
export const noteAcks = async (tx: Tx, deps: Deps, acks: readonly AckMessage[]): Promise<void> => {
  for (const { communityId, deviceId, payload } of acks) {
    const ack = parseAck(payload);
    if (!ack) continue;
    const command = await lockCommand(tx, { communityId, id: ack.id });
    // Another device's command is not its to answer.
    if (!command || command.deviceId !== deviceId || isEnd(commandMachine, command.status)) continue;
    await changeCommand(tx, deps.clock, command, {
      status: ack.isDone ? 'done' : 'failed',
      endedAt: deps.clock.realNow(),
      reason: ack.reason,
      result: ack.result && JSON.stringify(ack.result).slice(0, 4000),
    });
  }
};

/** Devices that are back get at once what is still valid. */
export const noteBack = async (
  tx: Tx,
  deps: Deps,
  devices: readonly { communityId: string; deviceId: string }[],
): Promise<void> => {
  for (const communityId of new Set(devices.map((device) => device.communityId))) {
    const ids = devices.flatMap((device) => (device.communityId === communityId ? [device.deviceId] : []));
    const waiting = await findWaiting(tx, communityId, ids);
    await publish(
      tx,
      deps.clock,
      ...waiting.map(({ id }) => ({
        ...{ communityId, topic: sendTopic, payload: { commandId: id, once: true }, lane: 'calls' as const },
      })),
    );
  }
};
