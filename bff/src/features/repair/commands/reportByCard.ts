import { AppError } from '../../../kernel/appError.js';
import { repairWords } from '../../../locales/repair.js';
import type { OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { type Place, readHouseBrief } from '../../community/community.door.js';
import { checkContent } from '../contentCheck.js';
import type { Moderation } from '../repair.entity.js';
import { checkReport, fileReport, type Report } from './report.js';

export interface VisitReport {
  communityId: string;
  houseId: string;
  /** Whom the ledger names and the card identified, or the account that a face did; `phone` is the whole number. */
  person: { id: string; name: string; phone: string | null };
  /** By face: whose request it is then. Null: by card, and nobody's WeChat is known. */
  account: { id: string; openid: string } | null;
  /** The machine at which they stood. */
  kioskName: string;
  body: Report['body'];
}

export interface CheckedReport {
  place: Place;
  moderation: Moderation;
}

/** Called before the transaction. Where nobody's WeChat is known, people read the words before others do. */
export const checkCardReport = async (
  deps: Deps,
  { communityId, houseId, body, account }: VisitReport,
): Promise<CheckedReport> => {
  const house = await readHouseBrief(deps.db.reader, communityId, houseId);
  if (!house) throw new AppError('repair.place_refused');
  await checkReport(deps, body);
  const words = { openid: account?.openid ?? null, text: body.text ?? '', emergency: Boolean(body.emergency) };
  return { place: { ...house, kind: 'house' }, moderation: await checkContent(deps, words) };
};

/** An owner reports at a kiosk by their card or face alone (C4): in their own name, with the machine's beside it. */
export const fileCardReport = (
  deps: Deps,
  tx: Tx,
  { communityId, person, account, kioskName, body }: VisitReport,
  { place, moderation }: CheckedReport,
): Promise<{ id: string; number: string }> => {
  const actor: OwnerActor = {
    kind: 'owner',
    id: person.id,
    name: account ? repairWords.byFace(person.name, kioskName) : repairWords.byCard(person.name, kioskName),
    houses: [{ houseId: place.id, communityId, role: 'owner' }],
  };
  return fileReport(deps, tx, actor, {
    ...{ body, place, moderation, channel: 'kiosk', reporterId: account?.id ?? null },
    contactName: person.name,
    contactPhone: person.phone,
  });
};
