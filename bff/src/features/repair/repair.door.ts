import type { Department } from 'shared-types/permissions';
import type { OwnerRepairSummary } from 'shared-types/repair';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { mainOrder, ordersOfRound } from './loop.rules.js';
import { previewEffects } from './preview.queries.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { countOpenByHouse, listForStaff, readLoads } from './repair.lists.store.js';
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

export const readOrderBrief = async (
  reader: Reader,
  communityId: string,
  orderId: string,
): Promise<OrderBrief | null> => (await readOrderBriefs(reader, communityId, [orderId])).get(orderId) ?? null;
