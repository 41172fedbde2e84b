import type { OrderStatus, RepairStatus } from 'shared-types/repair';
import { defineMachine } from '../../kernel/machine.js';

type RepairField = 'doneAt' | 'closedAt' | 'nextDueAt';

/** The request: closed for the promise when all its orders are finished; the owner's nod closes it for good. */
export const repairMachine = defineMachine<RepairStatus, RepairField>({
  initial: 'submitted',
  to: {
    submitted: ['assigned', 'working', 'cancelled'],
    assigned: ['working', 'done', 'submitted', 'cancelled'],
    working: ['done', 'assigned', 'submitted', 'cancelled'],
    // Reopened, or a further department joins: it goes on.
    done: ['closed', 'submitted', 'assigned', 'working'],
    // A complaint that is objected to is with whoever answers for it at once.
    closed: ['submitted', 'assigned'],
    cancelled: [],
  },
  // An open request always has a deadline that comes next, so that none is forgotten.
  required: {
    submitted: ['nextDueAt'],
    assigned: ['nextDueAt'],
    working: ['nextDueAt'],
    done: ['doneAt', 'nextDueAt'],
    closed: ['doneAt', 'closedAt'],
    cancelled: ['closedAt'],
  },
});

type OrderField = 'workerId' | 'assignedAt' | 'acceptedAt' | 'arrivedAt' | 'finishedAt';

/** The work order: one worker at a time. `arrived` is proven by the scan; desk work finishes without it. */
export const orderMachine = defineMachine<OrderStatus, OrderField>({
  initial: 'waiting',
  to: {
    waiting: ['assigned', 'cancelled'],
    assigned: ['accepted', 'waiting', 'cancelled'],
    // Taken back: pre-empted by an emergency, the end of a shift, a pause.
    accepted: ['arrived', 'finished', 'assigned', 'waiting', 'cancelled'],
    arrived: ['finished', 'assigned', 'waiting', 'cancelled'],
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
