import type { QueryOf, ResponseOf } from 'shared-types/contract';
import {
  type HomeVisitSummary,
  type HomeVisitView,
  type listOwnVisits,
  type readVisitDays,
  type VisitDay,
  visitHalves,
} from 'shared-types/homeVisit';
import { atWall, toDay, toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { homeVisitTexts as t, visitPurposeNames, visitStatusNames } from '../../locales/homeVisit.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { readOwnerBrief, readStaffPhones } from '../identity/identity.door.js';
import { type PaymentBrief, readPayment } from '../payment/payment.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { readRepairBriefs } from '../repair/repair.door.js';
import type { HomeVisitEntity } from './homevisit.entity.js';
import { maySee, seesMoney } from './homevisit.policy.js';
import { hoursOf, offeredDays, openKeyOf, whyNot } from './homevisit.rules.js';
import { countTaken, findMade, findOpenKeys, findVisitIn, listForOwner } from './homevisit.store.js';

/** What can be booked for a house: days, halves, and how many places each still has. */
export const readDays = async (deps: Deps, communityId: string, houseId: string): Promise<VisitDay[]> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const policy = (await readPolicyInForce(reader, communityId)).policy.homeVisit;
  const days = offeredDays(policy, now);
  const [from, to] = [days[0], days.at(-1)];
  if (!from || !to) return [];
  const [taken, own] = await Promise.all([
    countTaken(reader, communityId, { from, to }),
    findOpenKeys(reader, communityId, houseId, from),
  ]);
  return days.map((day) => ({
    day,
    dayWords: t.day(atWall(day, 12), now),
    halves: visitHalves.map((half) => {
      const hours = hoursOf(policy, day, half);
      const why = whyNot(policy, { day, half, taken: taken(day, half) }, now);
      const left = why ? 0 : policy.perHalf - taken(day, half);
      const words = t.half({ half, fromAt: hours.from, toAt: hours.to });
      const isOwn = own.has(openKeyOf(houseId, day, half));
      return { half, words, left, why: isOwn ? t.taken : why && t[why] };
    }),
  }));
};

export const readOwnDays = async (
  deps: Deps,
  actor: OwnerActor,
  houseId: string,
): Promise<ResponseOf<typeof readVisitDays>> => {
  const house = actor.houses.find((one) => one.houseId === houseId);
  if (!house) throw new AppError('house.not_found');
  const [items, owner] = await Promise.all([
    readDays(deps, house.communityId, houseId),
    readOwnerBrief(deps.db.reader, deps, actor.id),
  ]);
  return { items, phoneMasked: owner?.phoneMasked ?? null };
};

export const labelsOf = async (reader: Reader, visits: readonly HomeVisitEntity[]): Promise<Map<string, string>> => {
  const houses = await readHouseBriefs(reader, [...new Set(visits.map(({ houseId }) => houseId))]);
  return new Map(houses.map(({ id, label }) => [id, label]));
};

export const presentSummary = (visit: HomeVisitEntity, houseLabel: string, now: Date): HomeVisitSummary => {
  const { id, houseId, purpose, status, day, half, staffName } = visit;
  return {
    ...{ id, houseId, houseLabel, purpose, purposeName: visitPurposeNames[purpose], status },
    ...{ statusName: visitStatusNames[status], day, half, whenWords: t.when(visit, now), staffName },
  };
};

export interface Made {
  payments: PaymentBrief[];
  requests: { id: string; number: string; title: string; complaint: boolean }[];
}

/** What was made in a visit, as it stands now. */
export const readMade = async (reader: Reader, { communityId, id }: HomeVisitEntity): Promise<Made> => {
  const made = await findMade(reader, communityId, id);
  const idsOf = (isPayment: boolean): string[] =>
    made.filter(({ kind }) => (kind === 'payment') === isPayment).map(({ subjectId }) => subjectId);
  const [payments, briefs] = await Promise.all([
    Promise.all(idsOf(true).map((one) => readPayment(reader, communityId, one))),
    readRepairBriefs(reader, communityId, idsOf(false)),
  ]);
  return {
    payments: payments.filter((one) => one !== null),
    requests: made.flatMap(({ subjectId, kind }) => {
      const brief = briefs.get(subjectId);
      if (!brief) return [];
      return [{ id: subjectId, number: brief.number, title: brief.title, complaint: kind === 'complaint' }];
    }),
  };
};

export const presentPayment = ({ id, number, amountFen, title, reversedAt }: PaymentBrief) => ({
  ...{ id, number, amountFen, title, reversed: reversedAt !== null },
});

const presentOwn = async (deps: Deps, actor: OwnerActor, visit: HomeVisitEntity): Promise<HomeVisitView> => {
  const { reader } = deps.db;
  const { status, staffId, staffName } = visit;
  const isComing = status === 'given' || status === 'coming';
  const [labels, made, phones] = await Promise.all([
    labelsOf(reader, [visit]),
    readMade(reader, visit),
    readStaffPhones(deps, reader, staffId && isComing ? [staffId] : []),
  ]);
  return {
    ...presentSummary(visit, labels.get(visit.houseId) ?? '', deps.clock.now()),
    note: visit.note,
    staffPhone: phones.get(staffId ?? '') ?? null,
    nextWords: t.next(status, staffName),
    result: visit.result,
    payments: seesMoney(actor, visit) ? made.payments.map(presentPayment) : [],
    requests: made.requests.map(({ id, number, title }) => ({ id, number, title })),
    bookedAt: toInstant(visit.bookedAt),
    actions: status === 'booked' || status === 'given' ? ['cancel'] : [],
  };
};

const communitiesOf = (actor: OwnerActor): string[] => [...new Set(actor.houses.map(({ communityId }) => communityId))];

export const readOwn = async (deps: Deps, actor: OwnerActor, id: string): Promise<HomeVisitView> => {
  const visit = await findVisitIn(deps.db.reader, communitiesOf(actor), id);
  if (!visit || !maySee(actor, visit)) throw new AppError('home_visit.not_found');
  return presentOwn(deps, actor, visit);
};

export const listOwn = async (
  deps: Deps,
  actor: OwnerActor,
  { cursor, limit }: QueryOf<typeof listOwnVisits>,
): Promise<ResponseOf<typeof listOwnVisits>> => {
  const { reader } = deps.db;
  const [before] = decodeCursor(cursor, 1);
  const idsOf = (isTenant: boolean): string[] =>
    actor.houses.filter(({ role }) => (role === 'tenant') === isTenant).map(({ houseId }) => houseId);
  const who = { accountId: actor.id, whole: idsOf(false), own: idsOf(true) };
  const found = await listForOwner(reader, who, { before: before ?? null, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const labels = await labelsOf(reader, shown);
  const now = deps.clock.now();
  const last = shown.length < found.length ? shown.at(-1) : undefined;
  return {
    items: shown.map((visit) => presentSummary(visit, labels.get(visit.houseId) ?? '', now)),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};

/** The day of an instant, for those who look at today. */
export const startOfToday = (now: Date): Date => atWall(toDay(now), 0);
