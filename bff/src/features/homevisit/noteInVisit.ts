import { AppError } from '../../kernel/appError.js';
import type { NoteInVisit } from '../../platform/inVisit.js';
import { isTheirs } from './homevisit.policy.js';
import { insertMade, lockVisit } from './homevisit.store.js';
import { nudge } from './people.js';

/** Money, a repair or a complaint of the house at which the caller is now. */
export const noteInVisit: NoteInVisit = async (tx, deps, actor, { visitId, houseId, kind, subjectId }) => {
  const { communityId } = actor;
  const visit = await lockVisit(tx, communityId, visitId);
  const isThere = visit?.status === 'coming' && isTheirs(actor, visit) && visit.houseId === houseId;
  if (!visit || !isThere) throw new AppError('home_visit.not_there');
  await insertMade(tx, { communityId, subjectId, visitId, kind, at: deps.clock.now() });
  await nudge(tx, deps, visit);
};
