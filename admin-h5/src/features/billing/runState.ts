import type { RunState } from 'shared-types/billRun';
import type { StatusName } from '../../ui/Chip';

/** The shape of each state of a run. */
export const runMarks: Record<RunState, StatusName> = {
  preparing: 'working',
  ready: 'review',
  publishing: 'working',
  published: 'done',
  cancelling: 'working',
  cancelled: 'unbound',
  voiding: 'working',
  void: 'unbound',
};

/** While it works it is asked for again. */
export const isWorking = (state: RunState): boolean => runMarks[state] === 'working';
