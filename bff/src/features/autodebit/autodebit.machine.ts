import type { DebitState, MandateState } from 'shared-types/autodebit';
import { defineMachine } from '../../kernel/machine.js';

/** A bank's mandate begins active: it was signed on paper. */
export const mandateMachine = defineMachine<MandateState, 'signedAt' | 'endedAt' | 'endReason'>({
  initial: 'signing',
  to: { signing: ['active', 'ended'], active: ['ending', 'ended'], ending: ['ended'], ended: [] },
  required: { active: ['signedAt'], ending: ['signedAt', 'endReason'], ended: ['endedAt', 'endReason'] },
});

/** A row of a batch begins asking. Money that comes late finds its way from `failed` and `waiting` too. */
export const debitMachine = defineMachine<DebitState, 'paymentId' | 'reason'>({
  initial: 'announced',
  to: {
    announced: ['asking', 'skipped'],
    asking: ['paid', 'waiting', 'failed', 'skipped'],
    waiting: ['asking', 'skipped', 'paid'],
    failed: ['paid'],
    skipped: ['paid'],
    paid: [],
  },
  required: {
    asking: ['paymentId'],
    paid: ['paymentId'],
    waiting: ['reason'],
    failed: ['reason'],
    skipped: ['reason'],
  },
});
