import { controlTexts } from '../../locales/control.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { sendTopic } from './commands/giveCommand.js';
import { resend, sendOut } from './commands/sendOut.js';
import type { CommandState } from './control.machine.js';
import { deleteEndedCommands, findCommand } from './control.store.js';
import { endedTopic } from './record.js';

/** How a command ended; told at least once, and again when a late answer of the device corrects it. */
export interface CommandEnd {
  communityId: string;
  deviceId: string;
  commandId: string;
  name: string;
  args: Record<string, unknown>;
  cause: string;
  state: Exclude<CommandState, 'waiting'>;
  /** Why the device did not do it, in its own word. */
  reason: string | null;
  result: Record<string, unknown> | null;
  /** The wall's time. */
  endedAt: Date;
}

/** Idempotent. Composed in `app.ts`. */
export type CommandListener = (deps: Deps, end: CommandEnd) => Promise<void>;

/** Ended commands are looked at for this long. */
const keptMs = 90 * 86_400_000;

export const controlSweep = async (deps: Deps): Promise<void> => {
  const before = new Date(deps.clock.realNow().getTime() - keptMs);
  await inTransaction(deps.db, (tx) => deleteEndedCommands(tx, before));
};

export const controlHandlers = (listeners: readonly CommandListener[]): HandlerEntry<Deps>[] => [
  {
    queue: 'outbox',
    topic: sendTopic,
    title: controlTexts.jobs.send,
    handle: (deps, { communityId, payload }) => {
      const where = { communityId: communityId ?? '', id: String(payload.commandId) };
      return payload.once === true ? resend(deps, where) : sendOut(deps, where);
    },
  },
  {
    queue: 'outbox',
    topic: endedTopic,
    title: controlTexts.jobs.ended,
    handle: async (deps, { communityId, payload }) => {
      const where = { communityId: communityId ?? '', id: String(payload.commandId) };
      const command = await findCommand(deps.db.reader, where);
      if (!command || command.status === 'waiting' || !command.endedAt) return undefined;
      const { deviceId, id: commandId, name, cause, status: state, reason, endedAt } = command;
      const args = JSON.parse(command.args) as Record<string, unknown>;
      const result = command.result === null ? null : (JSON.parse(command.result) as Record<string, unknown>);
      const end = { ...{ communityId: where.communityId, deviceId, commandId, name, args, cause }, state, reason };
      for (const listener of listeners) await listener(deps, { ...end, result, endedAt });
      return undefined;
    },
  },
];
