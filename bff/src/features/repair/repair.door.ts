import type { OwnerRepairSummary } from 'shared-types/repair';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { mainOrder } from './loop.rules.js';
import { previewEffects } from './preview.queries.js';
import { countOpenByHouse, listForStaff, readLoads } from './repair.lists.store.js';
import { listOpenOf } from './repair.queries.js';
import { findOrder, findOrders, findRepair } from './repair.store.js';

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
  /** Who follows it after a promise was missed. */
  follower: string | null;
  createdAt: Date;
}

export const readRepairBrief = async (reader: Reader, communityId: string, id: string): Promise<RepairBrief | null> => {
  const repair = await findRepair(reader, communityId, id);
  if (!repair) return null;
  const order = mainOrder({ repair, orders: await findOrders(reader, communityId, [id]) });
  return { ...repair, workerName: order?.workerName ?? null, follower: repair.escalationFollower };
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

export interface OrderBrief {
  id: string;
  repairId: string;
  number: string;
  title: string;
  placeLabel: string;
  urgency: 'general' | 'emergency';
  department: string;
  workerId: string | null;
  workerName: string | null;
  finishedAt: Date | null;
  result: string | null;
  stars: number | null;
}

/** One order with what its request is about. */
export const readOrderBrief = async (
  reader: Reader,
  communityId: string,
  orderId: string,
): Promise<OrderBrief | null> => {
  const order = await findOrder(reader, communityId, orderId);
  const repair = order ? await findRepair(reader, communityId, order.repairId) : null;
  if (!order || !repair) return null;
  const { number, title, placeLabel, urgency, stars } = repair;
  return { ...order, number, title, placeLabel, urgency, stars };
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
