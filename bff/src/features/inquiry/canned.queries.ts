import type { CannedView } from 'shared-types/cannedAnswer';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import type { CannedEntity } from './canned.entity.js';
import { findAllCanned, findCanned } from './canned.store.js';

const present = ({ id, title, text, byName, changedAt, version }: CannedEntity): CannedView => ({
  ...{ id, title, text, byName, version },
  changedAt: toInstant(changedAt),
});

export const listCannedViews = async (deps: Deps, { communityId }: StaffActor): Promise<{ items: CannedView[] }> => ({
  items: (await findAllCanned(deps.db.reader, communityId)).map(present),
});

export const readCannedView = async (deps: Deps, { communityId }: StaffActor, id: string): Promise<CannedView> => {
  const canned = await findCanned(deps.db.reader, communityId, id);
  if (!canned) throw new AppError('canned_answer.not_found');
  return present(canned);
};
