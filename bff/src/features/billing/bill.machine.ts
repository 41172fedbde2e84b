import type { BillStatus } from 'shared-types/billing';
import type { RunState } from 'shared-types/billRun';
import { defineMachine } from '../../kernel/machine.js';

/** A paid bill is due again after a refund; a void one stays void. */
export const billMachine = defineMachine<BillStatus>({
  initial: 'draft',
  to: { draft: ['due'], due: ['paid', 'void'], paid: ['due', 'void'], void: [] },
});

export const runMachine = defineMachine<RunState>({
  initial: 'preparing',
  to: {
    preparing: ['ready', 'publishing', 'cancelling', 'cancelled'],
    ready: ['publishing', 'cancelling'],
    publishing: ['published'],
    published: ['voiding'],
    cancelling: ['cancelled'],
    cancelled: [],
    voiding: ['void'],
    void: [],
  },
});
