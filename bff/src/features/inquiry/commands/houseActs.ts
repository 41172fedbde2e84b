import { AppError } from '../../../kernel/appError.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { callPerson, freshInquiry, knowledgeLine, limitQuestions } from '../asking.js';
import type { InquiryEntity } from '../inquiry.entity.js';
import { findInquiry, insertInquiry, lockInquiry } from '../inquiry.store.js';
import { type Line, record } from '../record.js';

/** Nobody's account: bill, requests and notices of the house are known to it, and nothing of a person's own. */
const houseAsActor = (communityId: string, houseId: string): OwnerActor => ({
  ...{ kind: 'owner', id: houseId, name: '' },
  houses: [{ houseId, communityId, role: 'owner' }],
});

/** What somebody asks on their telephone is theirs: the staff answer it at the desk, and do not ask in their name. */
const mustBeHouses = ({ accountId }: InquiryEntity): void => {
  if (accountId !== null) throw new AppError('inquiry.illegal_transition');
};

interface Question {
  houseId: string;
  /** The conversation that goes on; absent: a new one begins, so that nobody reads on where another has stood. */
  inquiryId?: string | undefined;
  text: string;
}

const begun = async (
  deps: Deps,
  tx: Tx,
  call: Call<StaffActor>,
  { id: houseId, label }: { id: string; label: string },
): Promise<InquiryEntity> => {
  const { id: helperId, name: helperName, communityId } = call.actor;
  const fresh = freshInquiry(deps.clock.now(), {
    ...{ communityId, houseId, accountId: null, openKey: null, helperId, helperName },
  });
  await insertInquiry(tx, fresh);
  await audit(tx, deps.clock, call, {
    ...{ communityId, action: 'inquiry.asked', subjectKind: 'inquiry', subjectId: fresh.id, subject: label },
  });
  return fresh;
};

const goingOn = async (tx: Tx, communityId: string, { houseId, inquiryId }: Question): Promise<InquiryEntity> => {
  const inquiry = inquiryId ? await lockInquiry(tx, communityId, inquiryId) : null;
  if (inquiry?.houseId !== houseId) throw new AppError('inquiry.not_found');
  mustBeHouses(inquiry);
  if (inquiry.status === 'written' || inquiry.status === 'closed') throw new AppError('inquiry.illegal_transition');
  return inquiry;
};

/** C4, C7: an owner without a telephone asks at the kiosk, with staff beside; the same knowledge answers. */
export const askForHouse = async (deps: Deps, call: Call<StaffActor>, asked: Question): Promise<{ id: string }> => {
  const { communityId } = call.actor;
  const { reader } = deps.db;
  const { houseId, inquiryId, text } = asked;
  const house = await readHouseBrief(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  await limitQuestions(deps, call.actor.id);
  const going = inquiryId ? await findInquiry(reader, communityId, inquiryId) : null;
  const isAnswered = (going?.status ?? 'bot') === 'bot';
  const actor = houseAsActor(communityId, houseId);
  const line = await knowledgeLine(deps, { actor, house }, text, isAnswered);
  return transaction(deps, call, async (tx) => {
    const inquiry = inquiryId ? await goingOn(tx, communityId, asked) : await begun(deps, tx, call, house);
    const words: Line = { kind: 'asked', body: text };
    await record(tx, deps, inquiry, inquiry.status === 'bot' ? [words, line] : [words]);
    return { id: inquiry.id };
  });
};

/** To another member of staff, with what was said; the helper at the kiosk knows no answer either. */
export const askPersonForHouse = (
  deps: Deps,
  call: Call<StaffActor>,
  { id }: { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const inquiry = await lockInquiry(tx, call.actor.communityId, id);
    if (!inquiry) throw new AppError('inquiry.not_found');
    mustBeHouses(inquiry);
    await callPerson(tx, deps, inquiry);
    return { id };
  });
