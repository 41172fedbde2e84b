import type { Clock } from '../../platform/clock/clock.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { type CommandToGive, giveCommand } from './commands/giveCommand.js';
import type { CommandEntity } from './control.entity.js';
import type { CommandState } from './control.machine.js';
import { findCommand } from './control.store.js';

/** What other features may have devices do. */

export type { CommandEnd, CommandListener } from './control.jobs.js';

/**
 * Tells a device to do something: signed, sent until it answers, and dead after `expiresAt` (the wall's time). It takes
 * effect at most once. How it ended is told to the `CommandListener`s of `app.ts`. Answers the command's id.
 */
export const sendCommand = (tx: Tx, clock: Clock, command: CommandToGive): Promise<string> =>
  giveCommand(tx, clock, command);

export interface CommandBrief {
  id: string;
  state: CommandState;
  reason: string | null;
  endedAt: Date | null;
}

const briefOf = ({ id, status, reason, endedAt }: CommandEntity): CommandBrief => ({
  ...{ id, state: status, reason, endedAt },
});

export const readCommand = async (reader: Reader, communityId: string, id: string): Promise<CommandBrief | null> => {
  const command = await findCommand(reader, { communityId, id });
  return command && briefOf(command);
};
