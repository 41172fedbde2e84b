import { AppError } from '../../../kernel/appError.js';
import { inquiryTexts as t } from '../../../locales/inquiry.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { callPerson, freshInquiry, knowledgeLine, limitQuestions } from '../asking.js';
import type { InquiryEntity } from '../inquiry.entity.js';
import { findByOpenKey, findInquiryById, insertInquiry, lockInquiry } from '../inquiry.store.js';
import { goInWriting, type Line, record, stopWaiting } from '../record.js';

const openKeyOf = (accountId: string, houseId: string): string => `${accountId}|${houseId}`;

const current = async (
  tx: Tx,
  deps: Deps,
  { communityId, houseId, accountId }: { communityId: string; houseId: string; accountId: string },
): Promise<InquiryEntity> => {
  const openKey = openKeyOf(accountId, houseId);
  const found = await findByOpenKey(tx, openKey);
  const locked = found && (await lockInquiry(tx, found.communityId, found.id));
  if (locked?.openKey === openKey) return locked;
  const who = { communityId, houseId, accountId, openKey, helperId: null, helperName: null };
  const fresh = freshInquiry(deps.clock.now(), who);
  await insertInquiry(tx, fresh);
  return fresh;
};

/**
 * An owner asks (C7). While nobody of the staff is in the conversation, what the community knows answers at once with its
 * source, or says that it is not sure; read, and put into words, before the transaction.
 */
export const ask = async (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId, text }: { houseId: string; text: string },
): Promise<{ id: string }> => {
  const bound = call.actor.houses.find((house) => house.houseId === houseId);
  const house = bound && (await readHouseBrief(deps.db.reader, bound.communityId, houseId));
  if (!house) throw new AppError('house.not_found');
  await limitQuestions(deps, call.actor.id);
  const openKey = openKeyOf(call.actor.id, houseId);
  const going = await findByOpenKey(deps.db.reader, openKey);
  const isAnswered = (going?.status ?? 'bot') === 'bot';
  const line = await knowledgeLine(deps, { actor: call.actor, house }, text, isAnswered);
  return transaction(deps, call, async (tx) => {
    const { communityId } = house;
    const inquiry = await current(tx, deps, { communityId, houseId, accountId: call.actor.id });
    const asked: Line = { kind: 'asked', body: text };
    await record(tx, deps, inquiry, inquiry.status === 'bot' ? [asked, line] : [asked]);
    return { id: inquiry.id };
  });
};

const onOwn = (
  deps: Deps,
  call: Call<OwnerActor>,
  id: string,
  act: (tx: Tx, inquiry: InquiryEntity) => Promise<unknown>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const found = await findInquiryById(tx, id);
    const inquiry = found?.accountId === call.actor.id ? await lockInquiry(tx, found.communityId, id) : null;
    if (!inquiry) throw new AppError('inquiry.not_found');
    await act(tx, inquiry);
    return { id };
  });

/** Always there: to whoever is at the desk, or to paper where nobody is. Asked twice, it is one call. */
export const askForPerson = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onOwn(deps, call, id, (tx, inquiry) => callPerson(tx, deps, inquiry));

export const askInWriting = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onOwn(deps, call, id, async (tx, inquiry) => {
    if (inquiry.status === 'written') return;
    await goInWriting(tx, deps, inquiry, null);
    await stopWaiting(tx, inquiry);
  });

export const closeInquiry = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onOwn(deps, call, id, async (tx, inquiry) => {
    if (inquiry.status === 'closed') return;
    const over = { status: 'closed' as const, closedAt: deps.clock.now(), waitingSince: null, openKey: null };
    await record(tx, deps, inquiry, [{ kind: 'told', body: t.closed }], over);
    await stopWaiting(tx, inquiry);
  });

/** Nobody of the desk came in time. */
export const waitedLong = async (tx: Tx, deps: Deps, communityId: string, id: string): Promise<void> => {
  const inquiry = await lockInquiry(tx, communityId, id);
  if (inquiry?.status === 'waiting') await goInWriting(tx, deps, inquiry, t.waitedLong);
};
