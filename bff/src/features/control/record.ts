import { breaches } from '../../kernel/machine.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { publish } from '../../platform/queue/queue.js';
import type { CommandEntity } from './control.entity.js';
import { commandMachine } from './control.machine.js';
import { saveCommand } from './control.store.js';

export const endedTopic = 'control.ended';

/** The one way in which a command ends; it must be locked. Whoever gave it hears of it. */
export const changeCommand = async (
  tx: Tx,
  clock: Clock,
  before: CommandEntity,
  change: Partial<CommandEntity>,
): Promise<void> => {
  const found = breaches(commandMachine, before, { ...before, ...change });
  if (found.length > 0) throw new Error(`command ${before.id}: ${found.join('; ')}`);
  await saveCommand(tx, before, change);
  const { communityId, id: commandId } = before;
  await publish(tx, clock, { communityId, topic: endedTopic, payload: { commandId } });
};
