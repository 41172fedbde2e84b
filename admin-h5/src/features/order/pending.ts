import { createStore } from '../../lib/store';

/** Steps that are kept in this phone and not yet sent. */
export const pendingSteps = createStore(0);
