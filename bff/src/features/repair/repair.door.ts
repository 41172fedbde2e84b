import type { OwnerRepairSummary } from 'shared-types/repair';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { countOpenByHouse, listForStaff, readLoads } from './repair.lists.store.js';
import { listOpenOf } from './repair.queries.js';
import { findOrders, findRepair } from './repair.store.js';

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
}

export const readRepairBrief = async (reader: Reader, communityId: string, id: string): Promise<RepairBrief | null> => {
  const repair = await findRepair(reader, communityId, id);
  if (!repair) return null;
  const [order] = await findOrders(reader, communityId, [id]);
  return { ...repair, workerName: order?.workerName ?? null };
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

/** Open orders in hand, by worker. */
export const openOrdersByWorker = (reader: Reader, communityId: string): Promise<Map<string, number>> =>
  readLoads(reader, communityId);

/** An owner's open requests, the most pressing first, and finished ones that wait for a nod; five of each at most. */
export const openRepairsOf = (
  deps: Deps,
  actor: OwnerActor,
): Promise<{ pressing: OwnerRepairSummary[]; toConfirm: OwnerRepairSummary[] }> => listOpenOf(deps, actor);
