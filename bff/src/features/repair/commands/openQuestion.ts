import { AppError } from '../../../kernel/appError.js';
import { repairWords } from '../../../locales/repair.js';
import type { OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { readHouseBrief } from '../../community/community.door.js';
import { readOwnerBrief, readOwnerPhone } from '../../identity/identity.door.js';
import { findRepair } from '../repair.store.js';
import { fileReport } from './report.js';

/** What an owner's question becomes that wants a written answer: of no trade, for the desk. */
const questionType = 'other';

export interface Question {
  communityId: string;
  houseId: string;
  /** Null: a house asked at a kiosk, helped by a member of staff. */
  accountId: string | null;
  helperName: string | null;
  /** What was asked and said so far; at most 1000 characters. */
  text: string;
}

/** A question that is answered in writing (C7): a request like any other, on the same clocks. `house.not_found`. */
export const openQuestion = async (
  deps: Deps,
  tx: Tx,
  { communityId, houseId, accountId, helperName, text }: Question,
): Promise<{ id: string; number: string }> => {
  const house = await readHouseBrief(tx, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const owner = accountId ? await readOwnerBrief(tx, deps, accountId) : null;
  const contactName = owner?.displayName ?? null;
  // Whoever took it to paper, it is the owner who asks.
  const name = accountId ? (contactName ?? '') : repairWords.helpedBy(helperName ?? '');
  const actor: OwnerActor = { kind: 'owner', id: accountId ?? houseId, name, houses: [] };
  const { id } = await fileReport(deps, tx, actor, {
    // Said to be no emergency: whoever asks has been asked that where they report.
    body: { problemTypeId: questionType, emergency: '', text, fileIds: [] },
    place: { ...house, kind: 'house' },
    channel: accountId ? 'miniprogram' : 'kiosk',
    reporterId: accountId,
    contactName,
    contactPhone: accountId ? await readOwnerPhone(deps, tx, accountId) : null,
    moderation: 'passed',
  });
  const repair = await findRepair(tx, communityId, id);
  if (!repair) throw new Error('the question is gone');
  return { id, number: repair.number };
};
