import type { Department } from 'shared-types/permissions';
import type { OwnerRepairSummary } from 'shared-types/repair';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { openQuestion } from './commands/openQuestion.js';
import { checkCardReport as checkByCard, fileCardReport as fileByCard } from './commands/reportByCard.js';
import { reportBySystem } from './commands/reportBySystem.js';
import { type RequestFacts, type RequestTally, readFacts, readFirstRequestAt, readTallies } from './facts.store.js';
import { mainOrder, ordersOfRound } from './loop.rules.js';
import { previewEffects } from './preview.queries.js';
import { problemType, problemTypes, procedureOf } from './procedures.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { countOpenByHouse, listForStaff, readLoads, searchOrderIds } from './repair.lists.store.js';
import { listOpenOf } from './repair.queries.js';
import { findOrders, findOrdersByIds, findRepairs } from './repair.store.js';

/** What other features may ask of requests. */

export interface RepairBrief {
  id: string;
  communityId: string;
  number: string;
  title: string;
  placeLabel: string;
  status: string;
  reporterId: string | null;
  houseId: string | null;
  workerName: string | null;
  createdAt: Date;
  /** Who said "I follow it" of its open escalation. */
  follower: string | null;
  pauseReason: string | null;
  pausedUntil: Date | null;
  /** Of the orders that help, in the order in which they were opened. */
  departments: Department[];
}

export const readRepairBrief = async (reader: Reader, communityId: string, id: string): Promise<RepairBrief | null> =>
  (await readRepairBriefs(reader, communityId, [id])).get(id) ?? null;

/** What people wrote, by id, with what is known of them: to take it out. Words that are held are left out. */
export const readRepairWords = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, { text: string; known: string[] }>> => {
  const repairs = await findRepairs(reader, communityId, ids);
  return new Map(
    [...repairs.values()].flatMap(({ id, body, moderation, contactName, placeLabel }) =>
      body && moderation === 'passed' ? [[id, { text: body, known: [contactName ?? '', placeLabel] }] as const] : [],
    ),
  );
};

/** By id. */
export const readRepairBriefs = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, RepairBrief>> => {
  const [repairs, orders] = await Promise.all([
    findRepairs(reader, communityId, ids),
    findOrders(reader, communityId, ids),
  ]);
  return new Map(
    [...repairs.values()].map((repair) => [
      repair.id,
      briefOf({ repair, orders: orders.filter((order) => order.repairId === repair.id) }),
    ]),
  );
};

const briefOf = (loop: { repair: RepairEntity; orders: WorkOrderEntity[] }): RepairBrief => {
  const main = mainOrder(loop);
  const helping = ordersOfRound(loop).filter((order) => order !== main);
  return {
    ...loop.repair,
    workerName: main?.workerName ?? null,
    follower: loop.repair.escalationFollower,
    departments: [...new Set(helping.map((order) => order.department as Department))],
  };
};

/** Open requests by house id. */
export const openRepairsByHouse = (reader: Reader, communityId: string, houseIds: string[]) =>
  countOpenByHouse(reader, communityId, houseIds);

/** The latest requests of a house. */
export const repairsOfHouse = async (
  reader: Reader,
  communityId: string,
  houseId: string,
): Promise<{ id: string; number: string; title: string; status: string; createdAt: Date }[]> => {
  const rows = await listForStaff(reader, communityId, { houseId, sort: 'newest', after: null, limit: 10 });
  return rows.map(({ row }) => row);
};

/** The latest requests at a public area. */
export const repairsOfArea = async (
  reader: Reader,
  communityId: string,
  areaId: string,
): Promise<{ id: string; number: string; title: string; status: string; createdAt: Date }[]> => {
  const rows = await listForStaff(reader, communityId, { areaId, sort: 'newest', after: null, limit: 10 });
  return rows.map(({ row }) => row);
};

/** What another policy would have meant for the last thirty days; the draw belongs to the feature that checks. */
export const previewPolicyEffects = previewEffects;

/** Open orders in hand, by worker. */
export const openOrdersByWorker = (reader: Reader, communityId: string): Promise<Map<string, number>> =>
  readLoads(reader, communityId);

/** An owner's open requests, the most pressing first, and finished ones that wait for a nod; five of each at most. */
export const openRepairsOf = (
  deps: Deps,
  actor: OwnerActor,
): Promise<{ pressing: OwnerRepairSummary[]; toConfirm: OwnerRepairSummary[] }> => listOpenOf(deps, actor);

/** One department's order of a request, as whoever looks at the work afterwards needs it. */
export interface OrderBrief {
  id: string;
  repairId: string;
  number: string;
  title: string;
  placeLabel: string;
  urgency: 'general' | 'emergency';
  department: Department;
  workerId: string | null;
  workerName: string | null;
  finishedAt: Date | null;
  result: string | null;
  /** The owner's rating of the request. */
  stars: number | null;
}

/** Orders by id; ids that are no order of this community are left out. */
export const readOrderBriefs = async (
  reader: Reader,
  communityId: string,
  orderIds: string[],
): Promise<Map<string, OrderBrief>> => {
  const orders = await findOrdersByIds(reader, communityId, orderIds);
  const repairs = await findRepairs(reader, communityId, [...new Set(orders.map(({ repairId }) => repairId))]);
  return new Map(
    orders.flatMap((order) => {
      const repair = repairs.get(order.repairId);
      if (!repair) return [];
      const { id, repairId, workerId, workerName, finishedAt, result } = order;
      const { number, title, placeLabel, urgency, stars } = repair;
      const department = order.department as Department;
      const worker = { workerId, workerName, finishedAt, result };
      return [[id, { id, repairId, number, title, placeLabel, urgency, department, ...worker, stars }]];
    }),
  );
};

/** Orders of requests with these words in their number, title or place, the latest first; cancelled ones are left out. */
export const findOrderBriefs = async (
  reader: Reader,
  communityId: string,
  q: string,
  limit: number,
): Promise<OrderBrief[]> => {
  const ids = await searchOrderIds(reader, communityId, q, limit);
  const briefs = await readOrderBriefs(reader, communityId, ids);
  return ids.flatMap((id) => briefs.get(id) ?? []);
};

export const readOrderBrief = async (
  reader: Reader,
  communityId: string,
  orderId: string,
): Promise<OrderBrief | null> => (await readOrderBriefs(reader, communityId, [orderId])).get(orderId) ?? null;

/** A device's rule opens a request; what becomes of it is told by the topic `repair.of_device`. */
export const openRequestBySystem = reportBySystem;

/** A report at a kiosk by an owner's card: looked at first, then written in the transaction that holds their session. */
export type { VisitReport } from './commands/reportByCard.js';
export const checkCardReport = checkByCard;
export const fileCardReport = fileByCard;

/** A question that is answered in writing, on the clocks of a request. */
export const openWrittenQuestion = openQuestion;

/** The problem types in the order in which they are offered, with their emergencies. */
export const offeredProblemTypes: readonly { id: string; name: string; emergency: readonly string[] }[] = problemTypes;

/** A rating as whoever follows it up needs it; null: nobody rated. */
export interface RatingBrief {
  accountId: string | null;
  houseId: string | null;
  areaId: string | null;
  contactName: string | null;
  number: string;
  title: string;
  typeName: string;
  placeLabel: string;
  stars: number;
  words: string;
  ratedAt: Date;
}

export const readRating = async (reader: Reader, communityId: string, id: string): Promise<RatingBrief | null> => {
  const repair = (await findRepairs(reader, communityId, [id])).get(id);
  if (!repair || repair.stars === null || !repair.ratedAt) return null;
  const { reporterId: accountId, houseId, areaId, contactName, number, title, placeLabel, stars, ratedAt } = repair;
  const typeName = problemType(repair.problemTypeId)?.name ?? '';
  const words = repair.ratingText ?? '';
  return { accountId, houseId, areaId, contactName, number, title, typeName, placeLabel, stars, words, ratedAt };
};

/** What one of each usual part of a problem type is: 4 分角阀, 不锈钢软管 … */
export const usualPartsOf = (typeId: string): readonly string[] => procedureOf(typeId).usualParts;

/** Name and skill of a problem type. */
export const problemTypeOf = (id: string): { id: string; name: string; skill: string } | undefined => problemType(id);

/** Requests of a span of time for whoever looks back at it, whole or as tallies. */
export const readRequestFacts = readFacts;
export const readRequestTallies = readTallies;
export const readFirstRequest = readFirstRequestAt;
export type RequestFact = RequestFacts;
export type RequestCount = RequestTally;

export const hasProblemType = (id: string): boolean => problemType(id) !== undefined;
