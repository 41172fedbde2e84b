import type { DifferenceView, ReconciliationState, ReconciliationView } from 'shared-types/reconciliation';
import type { StatusName } from '../../ui/Chip';

/** The shape and the tone of a day in the strip. */
export const dayMarks: Record<ReconciliationState, { name: StatusName; tone: string }> = {
  waiting: { name: 'review', tone: 'tm' },
  differs: { name: 'diff', tone: 'td' },
  even: { name: 'done', tone: 'tb' },
  closed: { name: 'paid', tone: 'tb' },
};

export const stepMarks: Record<ReconciliationView['steps'][number]['state'], StatusName> = {
  done: 'done',
  now: 'review',
  problem: 'diff',
  todo: 'waiting',
};

/** A difference that only has to be waited for looks like waiting, not like a fault. */
export const differenceMark = (one: DifferenceView): StatusName => {
  if (one.decision) return 'done';
  return one.waitUntil || one.suggestion === 'wait' ? 'review' : 'diff';
};

const tills: readonly string[] = ['cash', 'pos', 'transfer'];

/** Counted by a person, without a statement of its own. */
export const isTill = (channel: ReconciliationView['channel']): boolean => tills.includes(channel);
