import type { DisputeRow, StaffBillRow, StaffBillView } from 'shared-types/staffBilling';
import { toDay, toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { sqlTime } from '../../platform/database/rows.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBrief, readHouseBriefs } from '../community/community.door.js';
import { listHouseRows } from '../community/house.door.js';
import type { BillEntity, DisputeEntity } from './bill.entity.js';
import { type BillFilter, listBillRows, listDisputeRows } from './bill.lists.store.js';
import { type Around, readAround, summarise } from './bill.queries.js';
import { waivable } from './bill.rules.js';
import { findBill, findBills, findDisputes, findEvents } from './bill.store.js';
import { historyOf, presentWhole } from './bill.view.js';

const rowOf = (bill: BillEntity, houseLabel: string, around: Around, now: Date): StaffBillRow => ({
  ...summarise(bill, around, now),
  houseLabel,
  origin: bill.origin,
  runId: bill.runId,
});

/** Houses that a search may mean; more are not looked at. */
const mostHouses = 200;

interface BillQuery extends Omit<BillFilter, 'today' | 'houseIds' | 'before'> {
  q?: string | undefined;
  houseId?: string | undefined;
  cursor?: string | undefined;
}

const housesOf = async (deps: Deps, communityId: string, { q, houseId }: BillQuery): Promise<string[] | undefined> => {
  if (houseId) return [houseId];
  if (!q) return undefined;
  const { rows } = await listHouseRows(deps, deps.db.reader, communityId, { q, limit: mostHouses });
  return rows.map(({ id }) => id);
};

export const listStaffBills = async (
  deps: Deps,
  communityId: string,
  query: BillQuery,
): Promise<{ items: StaffBillRow[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const { limit, cursor, buildingId, status, feeKind, period, runId } = query;
  const [before] = decodeCursor(cursor, 1);
  const houseIds = await housesOf(deps, communityId, query);
  const filter = { houseIds, buildingId, status, feeKind, period, runId, before, today: toDay(now) };
  const rows = await listBillRows(reader, communityId, { ...filter, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const around = await readAround(
    reader,
    communityId,
    shown.map(({ bill }) => bill),
  );
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ bill, houseLabel }) => rowOf(bill, houseLabel, around, now)),
    nextCursor: last ? encodeCursor(last.bill.id) : null,
  };
};

const actionsOf = (bill: BillEntity, held: boolean): StaffBillView['actions'] => [
  ...((bill.status === 'due' || bill.status === 'paid') && !held ? (['correct'] as const) : []),
  ...(bill.status === 'due' && !held && waivable(bill) > 0 ? (['waive-late'] as const) : []),
  ...(bill.status === 'due' && bill.disputedAt !== null ? (['answer'] as const) : []),
];

export const readStaffBillView = async (deps: Deps, communityId: string, id: string): Promise<StaffBillView> => {
  const { reader } = deps.db;
  const bill = await findBill(reader, communityId, id);
  if (!bill) throw new AppError('bill.not_found');
  const [around, events, disputes, house] = await Promise.all([
    readAround(reader, communityId, [bill]),
    findEvents(reader, communityId, id),
    findDisputes(reader, communityId, id),
    readHouseBrief(reader, communityId, bill.houseId),
  ]);
  const held = around.held.has(id);
  const fee = around.fees.get(bill.feeId ?? '');
  const houseLabel = house?.label ?? '';
  return {
    ...presentWhole(bill, { held, fee, houseLabel, disputes, now: deps.clock.now() }),
    history: historyOf(bill, events),
    actions: actionsOf(bill, held),
    origin: bill.origin,
    runId: bill.runId,
  };
};

export const listDisputeViews = async (
  deps: Deps,
  communityId: string,
  query: { state: DisputeEntity['state']; cursor?: string | undefined; limit: number },
): Promise<{ items: DisputeRow[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const { state, limit } = query;
  const [at, id] = decodeCursor(query.cursor, 2);
  const after = at !== undefined && id !== undefined ? { at: sqlTime(cursorTime(at)), id } : null;
  const rows = await listDisputeRows(reader, communityId, { state, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const bills = await findBills(
    reader,
    communityId,
    shown.map(({ billId }) => billId),
  );
  const [around, houses] = await Promise.all([
    readAround(reader, communityId, bills),
    readHouseBriefs(
      reader,
      bills.map(({ houseId }) => houseId),
    ),
  ]);
  const labels = new Map(houses.map((house) => [house.id, house.label]));
  const byId = new Map(bills.map((bill) => [bill.id, bill]));
  const now = deps.clock.now();
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap((dispute) => {
      const bill = byId.get(dispute.billId);
      if (!bill) return [];
      const row = rowOf(bill, labels.get(bill.houseId) ?? '', around, now);
      return [{ bill: row, at: toInstant(dispute.at), reason: dispute.reason, state: dispute.state }];
    }),
    nextCursor: last ? encodeCursor(last.at.toISOString(), last.id) : null,
  };
};
