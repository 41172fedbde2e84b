import type { VisitStatus } from 'shared-types/homeVisit';
import { defineMachine } from '../../kernel/machine.js';

type Field = 'staffId' | 'givenAt' | 'setOutAt' | 'endedAt' | 'result';

/** Once somebody is on the way nobody calls it off: it ends done, or in front of a closed door. */
export const visitMachine = defineMachine<VisitStatus, Field>({
  initial: 'booked',
  to: {
    booked: ['given', 'cancelled'],
    given: ['given', 'coming', 'cancelled'],
    coming: ['done', 'missed'],
    done: [],
    missed: [],
    cancelled: [],
  },
  required: {
    given: ['staffId', 'givenAt'],
    coming: ['staffId', 'setOutAt'],
    done: ['staffId', 'endedAt', 'result'],
    missed: ['staffId', 'endedAt', 'result'],
    cancelled: ['endedAt', 'result'],
  },
  frozen: { coming: ['staffId'] },
});
