import type { BodyOf } from 'shared-types/contract';
import type { bookVisit as ownContract, VisitHalf } from 'shared-types/homeVisit';
import type { bookVisitForOwner as staffContract } from 'shared-types/staffHomeVisit';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { homeVisitTexts as t } from '../../../locales/homeVisit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { createRateLimit } from '../../../platform/keyvalue/rateLimit.js';
import { setTimer } from '../../../platform/queue/queue.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { normalisePhone, readHouseBrief } from '../../community/community.door.js';
import { readOwnerPhone } from '../../identity/identity.door.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import type { HomeVisitEntity } from '../homevisit.entity.js';
import { book, looksOf, openKeyOf, type VisitPolicy } from '../homevisit.rules.js';
import { countTaken, findByOpenKey, insertVisit, lockHalf, lockVisit, saveVisit } from '../homevisit.store.js';
import { nudge, placeAndTime } from '../people.js';

/** Bookings of one account in an hour. */
const bookings = { name: 'home-visit', points: 20, windowMs: 3_600_000 };

/** What a timer of a visit is for; each looks once. */
export const lookTopics = { give: 'homevisit.give', day: 'homevisit.day', end: 'homevisit.end' } as const;

type Draft = Pick<
  HomeVisitEntity,
  | 'communityId'
  | 'houseId'
  | 'accountId'
  | 'bookedById'
  | 'bookedByName'
  | 'purpose'
  | 'note'
  | 'day'
  | 'half'
  | 'contactName'
  | 'phoneEncrypted'
>;

/** Its timers; each finds out by itself whether there is something to do. */
export const setLooks = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  visit: HomeVisitEntity,
  policy: VisitPolicy,
): Promise<void> => {
  const { communityId, id } = visit;
  for (const { name, at: dueAt } of looksOf(visit, policy))
    await setTimer(tx, deps.clock, {
      communityId,
      topic: lookTopics[name],
      payload: { visitId: id },
      slot: [id],
      dueAt,
    });
};

/** One place of a half-day, one visit a house and half-day; with the half-day held, so that nobody slips in between. */
const insertBooked = async (tx: Tx, deps: Deps, draft: Draft): Promise<HomeVisitEntity> => {
  const { communityId, houseId, day, half } = draft;
  const now = deps.clock.now();
  const policy = (await readPolicyInForce(tx, communityId)).policy.homeVisit;
  await lockHalf(tx, { communityId, day, half });
  const openKey = openKeyOf(houseId, day, half);
  if (await findByOpenKey(tx, communityId, openKey)) throw new AppError('home_visit.twice');
  const taken = (await countTaken(tx, communityId, { from: day, to: day }))(day, half);
  const hours = unwrap(book(policy, { day, half, taken }, now));
  const visit: HomeVisitEntity = {
    ...draft,
    ...{ id: newId(now), fromAt: hours.from, toAt: hours.to, status: 'booked', bookedAt: now, openKey },
    ...{ staffId: null, staffName: null, givenAt: null, setOutAt: null, endedAt: null },
    ...{ result: null, rebookedAs: null },
  };
  await insertVisit(tx, visit);
  await setLooks(tx, deps, visit, policy);
  await nudge(tx, deps, visit);
  return visit;
};

/** Help of any kind says which. */
const noteOf = ({
  purpose,
  note,
}: {
  purpose: HomeVisitEntity['purpose'];
  note?: string | undefined;
}): string | null => {
  if (purpose === 'help' && !note) throw new AppError('request.invalid', { fields: { note: t.noteMissing } });
  return note || null;
};

const sealed = (deps: Deps, typed: string): string => {
  const phone = normalisePhone(typed);
  if (!phone) throw new AppError('request.invalid', { fields: { phone: t.phoneBad } });
  return encryptField(deps.keys, phone, 'phone');
};

export const bookVisit = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: BodyOf<typeof ownContract>,
): Promise<{ id: string }> => {
  const bound = call.actor.houses.find(({ houseId }) => houseId === input.houseId);
  if (!bound) throw new AppError('house.not_found');
  const note = noteOf(input);
  const phone = input.phone || (await readOwnerPhone(deps, deps.db.reader, call.actor.id));
  if (!phone) throw new AppError('request.invalid', { fields: { phone: t.phoneMissing } });
  const phoneEncrypted = sealed(deps, phone);
  if (!(await createRateLimit(deps.keyValue, bookings)(call.actor.id)).allowed) throw new AppError('rate.limited');
  return transaction(deps, call, async (tx) => {
    const { id } = await insertBooked(tx, deps, {
      ...{ communityId: bound.communityId, houseId: bound.houseId, accountId: call.actor.id },
      ...{ bookedById: null, bookedByName: null, purpose: input.purpose, note, day: input.day, half: input.half },
      ...{ contactName: call.actor.name.slice(0, 30), phoneEncrypted },
    });
    return { id };
  });
};

/** For somebody who called or came: the same visit, and on record who took it down. */
export const bookVisitForOwner = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: BodyOf<typeof staffContract> & { houseId: string },
): Promise<{ id: string }> => {
  const { communityId, id: bookedById, name: bookedByName } = call.actor;
  const house = await readHouseBrief(deps.db.reader, communityId, input.houseId);
  if (!house) throw new AppError('house.not_found');
  const { purpose, day, half, contactName } = input;
  const note = noteOf(input);
  const phoneEncrypted = sealed(deps, input.phone);
  return transaction(deps, call, async (tx) => {
    const visit = await insertBooked(tx, deps, {
      ...{ communityId, houseId: house.id, accountId: null, bookedById, bookedByName, purpose, note, day, half },
      ...{ contactName, phoneEncrypted },
    });
    const { when } = await placeAndTime(tx, deps, visit);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'home_visit.booked', subjectKind: 'home_visit', subjectId: visit.id },
      subject: t.subject(house.label, when),
    });
    return { id: visit.id };
  });
};

/** Nobody opened the door: another day, as a visit of its own. The missed one stays as it was. */
export const rebookVisit = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, day, half }: { id: string; day: string; half: VisitHalf },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: bookedById, name: bookedByName } = call.actor;
    const missed = await lockVisit(tx, communityId, id);
    if (!missed) throw new AppError('home_visit.not_found');
    if (missed.status !== 'missed' || missed.rebookedAs) throw new AppError('home_visit.illegal_transition');
    const { houseId, accountId, purpose, note, contactName, phoneEncrypted } = missed;
    const visit = await insertBooked(tx, deps, {
      ...{ communityId, houseId, accountId, bookedById, bookedByName, purpose, note, day, half },
      ...{ contactName, phoneEncrypted },
    });
    await saveVisit(tx, missed, { rebookedAs: visit.id, phoneEncrypted: null });
    const { house, when } = await placeAndTime(tx, deps, visit);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'home_visit.rebooked', subjectKind: 'home_visit', subjectId: id },
      subject: t.subject(house, when),
    });
    return { id: visit.id };
  });
