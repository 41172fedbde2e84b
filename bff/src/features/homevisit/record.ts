import { AppError } from '../../kernel/appError.js';
import { breaches } from '../../kernel/machine.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { HomeVisitEntity } from './homevisit.entity.js';
import { visitMachine } from './homevisit.machine.js';
import { saveVisit } from './homevisit.store.js';
import { nudge } from './people.js';

/** Changes a visit that is locked, as far as its machine lets it go, and tells the open pages. */
export const change = async (
  tx: Tx,
  deps: Pick<Deps, 'live'>,
  visit: HomeVisitEntity,
  part: Partial<HomeVisitEntity>,
): Promise<HomeVisitEntity> => {
  const after = { ...visit, ...part };
  if (breaches(visitMachine, visit, after).length > 0) throw new AppError('home_visit.illegal_transition');
  await saveVisit(tx, visit, part);
  await nudge(tx, deps, after);
  return after;
};
