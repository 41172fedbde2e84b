import type { BodyOf, ResponseOf } from 'shared-types/contract';
import type { KioskVisit, recordAtKiosk, reportAtKiosk as reporting } from 'shared-types/kiosk';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Call, KioskActor, OwnerActor } from '../../../platform/call.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { revealPerson } from '../../community/house.door.js';
import { faceStands } from '../../face/face.door.js';
import { storeRecording } from '../../file/file.door.js';
import { maskName, readOwnerBrief, readOwnerPhone } from '../../identity/identity.door.js';
import { readMedia } from '../../recognition/recognition.door.js';
import { checkCardReport, fileCardReport, type VisitReport } from '../../repair/repair.door.js';
import type { KioskVisitEntity } from '../kiosk.entity.js';
import { limitCards, limitRecordings } from '../kiosk.limits.js';
import { mustHold } from '../kiosk.queries.js';
import { visitMs, visitStands } from '../kiosk.rules.js';
import * as store from '../kiosk.store.js';

/** The card alone opens what its holder may do by themselves; what the last one did there is over. */
export const openVisit = async (deps: Deps, { actor }: Call<KioskActor>, number: string): Promise<KioskVisit> => {
  await limitCards(deps, actor.id);
  const { communityId, id: kioskId } = actor;
  const { card, name, house } = await mustHold(deps, communityId, number);
  const openedAt = deps.clock.realNow();
  const id = newId(openedAt);
  await inTransaction(deps.db, async (tx) => {
    const held = await store.lockCard(tx, communityId, card.id);
    if (held?.status !== 'valid') throw new AppError('card.not_valid');
    await store.endVisitsAt(tx, communityId, kioskId, openedAt);
    await store.insertVisit(tx, {
      ...{ communityId, id, kioskId, cardId: card.id, personId: card.personId },
      ...{ houseId: house.id, accountId: null, consentId: null },
      ...{ openedAt, until: new Date(openedAt.getTime() + visitMs), endedAt: null },
    });
  });
  return { id, name: maskName(name), houseLabel: house.label, way: 'card' };
};

/** One that is over, or another machine's, answers alike: there is nothing left to end. */
export const endVisit = async (deps: Deps, { actor }: Call<KioskActor>, id: string): Promise<void> => {
  const { communityId, id: kioskId } = actor;
  await inTransaction(deps.db, async (tx) => {
    if (await store.findVisit(tx, communityId, kioskId, id))
      await store.endVisit(tx, communityId, id, deps.clock.realNow());
  });
};

/** C2 at the kiosk: what the visitor says is theirs, until their report takes it. Nothing is open while it is heard. */
export const recordInVisit = async (
  deps: Deps,
  call: Call<KioskActor>,
  { id, bytes, durationMs }: { id: string; bytes: Buffer; durationMs: number | null },
): Promise<ResponseOf<typeof recordAtKiosk>> => {
  const { communityId, id: kioskId } = call.actor;
  const visit = await store.findVisit(deps.db.reader, communityId, kioskId, id);
  if (!visit || !visitStands(visit, deps.clock.realNow())) throw new AppError('kiosk.visit_over');
  await limitRecordings(deps, id);
  const holder: Call<OwnerActor> = {
    ...call,
    actor: { ...{ kind: 'owner', id: visit.accountId ?? visit.personId, name: '' }, houses: [] },
  };
  const { id: fileId } = await storeRecording(deps, holder, { bytes, durationMs });
  return { fileId, reading: await readMedia(deps, holder, fileId) };
};

/** Whom the ledger names, by card; an account, by face, who then sees it in the mini-program. Null: gone meanwhile. */
const reporterOf = async (
  deps: Deps,
  { communityId, personId, accountId }: KioskVisitEntity,
): Promise<Pick<VisitReport, 'person' | 'account'> | null> => {
  const { reader } = deps.db;
  if (accountId) {
    const owner = await readOwnerBrief(reader, deps, accountId);
    const phone = await readOwnerPhone(deps, reader, accountId);
    const account = owner && { id: owner.id, openid: owner.openid };
    return owner && { person: { id: owner.id, name: owner.displayName, phone }, account };
  }
  const person = await revealPerson(deps, reader, communityId, personId);
  return person && { person: { id: person.id, name: person.name, phone: person.phones[0] ?? null }, account: null };
};

/** C4, 自助报修: of their own house, in their own name; nobody helped, and the record says so. */
export const reportInVisit = async (
  deps: Deps,
  call: Call<KioskActor>,
  { id, recordingId, ...body }: BodyOf<typeof reporting> & { id: string },
): Promise<{ number: string }> => {
  const { communityId, id: kioskId, name: kioskName } = call.actor;
  const { reader } = deps.db;
  const visit = await store.findVisit(reader, communityId, kioskId, id);
  if (!visit) throw new AppError('kiosk.visit_over');
  const by = await reporterOf(deps, visit);
  if (!by) throw new AppError('kiosk.visit_over');
  const fileIds = recordingId ? [recordingId] : [];
  const report = { communityId, houseId: visit.houseId, kioskName, ...by, body: { ...body, fileIds } };
  const checked = await checkCardReport(deps, report);
  return transaction(deps, call, async (tx) => {
    const held = await store.lockVisit(tx, communityId, kioskId, id);
    if (!held || !visitStands(held, deps.clock.realNow())) throw new AppError('kiosk.visit_over');
    if (held.consentId && !(await faceStands(tx, communityId, held.consentId))) throw new AppError('kiosk.visit_over');
    const { number } = await fileCardReport(deps, tx, report, checked);
    return { number };
  });
};
