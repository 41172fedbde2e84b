import type { OrderStatus, RepairStatus } from 'shared-types/repair';
import { defineMachine } from '../../kernel/machine.js';

type RepairField = 'doneAt' | 'closedAt';

/** The request: closed for the promise when all its orders are finished; the owner's nod closes it for good. */
export const repairMachine = defineMachine<RepairStatus, RepairField>({
  initial: 'submitted',
  to: {
    submitted: ['assigned', 'cancelled'],
    assigned: ['working', 'submitted', 'cancelled'],
    working: ['done', 'assigned', 'cancelled'],
    done: ['closed'],
    closed: [],
    cancelled: [],
  },
  required: { done: ['doneAt'], closed: ['doneAt', 'closedAt'], cancelled: ['closedAt'] },
});

type OrderField = 'workerId' | 'assignedAt' | 'acceptedAt' | 'arrivedAt' | 'finishedAt';

/** The work order: one worker at a time. `arrived` is proven by the scan; desk work finishes without it. */
export const orderMachine = defineMachine<OrderStatus, OrderField>({
  initial: 'waiting',
  to: {
    waiting: ['assigned', 'cancelled'],
    assigned: ['accepted', 'waiting', 'cancelled'],
    accepted: ['arrived', 'finished', 'assigned', 'cancelled'],
    arrived: ['finished', 'assigned', 'cancelled'],
    finished: [],
    cancelled: [],
  },
  required: {
    assigned: ['workerId', 'assignedAt'],
    accepted: ['workerId', 'acceptedAt'],
    arrived: ['workerId', 'arrivedAt'],
    finished: ['workerId', 'finishedAt'],
  },
  frozen: { accepted: ['workerId'], arrived: ['workerId'], finished: ['workerId', 'finishedAt'] },
});
