import type { CannedBody } from 'shared-types/cannedAnswer';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { inquiryTexts as t } from '../../../locales/inquiry.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { CannedEntity } from '../canned.entity.js';
import { deleteCanned, findAllCanned, insertCanned, lockCanned, saveCanned } from '../canned.store.js';

const most = 100;

const invalid = (words: string): AppError => new AppError('request.invalid', { fields: { title: words } });

/** Of two who take one title at once the second is told so: the table has it once. */
const once = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (isDuplicate(error)) throw invalid(t.cannedDuplicate);
    throw error;
  }
};

const note = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor>,
  { id, title }: Pick<CannedEntity, 'id' | 'title'>,
  action: 'canned.created' | 'canned.changed' | 'canned.removed',
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: call.actor.communityId,
    action,
    subjectKind: 'canned_answer',
    subjectId: id,
    subject: title,
  });

export const createCanned = (deps: Deps, call: Call<StaffActor>, body: CannedBody): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    if ((await findAllCanned(tx, communityId)).length >= most) throw invalid(t.cannedTooMany);
    const changedAt = deps.clock.now();
    const canned = { ...body, communityId, id: newId(changedAt), version: 1, changedAt, byId, byName };
    await once(insertCanned(tx, canned));
    await note(tx, deps, call, canned, 'canned.created');
    return { id: canned.id };
  });

const mustLock = async (tx: Tx, communityId: string, id: string): Promise<CannedEntity> => {
  const canned = await lockCanned(tx, communityId, id);
  if (!canned) throw new AppError('canned_answer.not_found');
  return canned;
};

export const changeCanned = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, version, ...body }: CannedBody & { id: string; version: number },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const canned = await mustLock(tx, communityId, id);
    if (canned.version !== version) throw new AppError('canned_answer.changed');
    const changedAt = deps.clock.now();
    await once(saveCanned(tx, canned, { ...body, version: version + 1, changedAt, byId, byName }));
    await note(tx, deps, call, { id, title: body.title }, 'canned.changed');
    return { id };
  });

/** What was said with it stays said. */
export const removeCanned = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const canned = await mustLock(tx, call.actor.communityId, id);
    await deleteCanned(tx, canned);
    await note(tx, deps, call, canned, 'canned.removed');
    return { done: true as const };
  });
