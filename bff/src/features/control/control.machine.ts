import { defineMachine } from '../../kernel/machine.js';

/**
 * waiting: not acknowledged yet, sent or not; done, failed: the device's word; expired: nobody answered in time. A late
 * word of the device still counts: it acted while the command was valid, and only its answer was slow.
 */
export const commandStates = ['waiting', 'done', 'failed', 'expired'] as const;
export type CommandState = (typeof commandStates)[number];

export const commandMachine = defineMachine<CommandState, 'endedAt'>({
  initial: 'waiting',
  to: { waiting: ['done', 'failed', 'expired'], done: [], failed: [], expired: ['done', 'failed'] },
  required: { done: ['endedAt'], failed: ['endedAt'], expired: ['endedAt'] },
});
