import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { listOwnRepairs, OwnerRepairSummary } from 'shared-types/repair';
import type { listRepairs, StaffRepairSummary } from 'shared-types/staffRepair';
import { atWall, toDay, toInstant } from 'shared-types/time';
import type { listOwnOrders } from 'shared-types/workorder';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import { sqlTime } from '../../platform/database/rows.js';
import type { Deps } from '../../platform/deps.js';
import { problemType } from './procedures.js';
import { staffPromise } from './promise.rules.js';
import * as lists from './repair.lists.store.js';
import { preferredText, presentOwnerSummary, presentPause, presentStaffSummary } from './repair.view.js';

export const startOfDay = (now: Date): Date => atWall(toDay(now), 0);

export const reachOf = (actor: OwnerActor): lists.OwnerReach => ({
  accountId: actor.id,
  ownedHouseIds: actor.houses.filter((house) => house.role === 'owner').map((house) => house.houseId),
  houseIds: actor.houses.map((house) => house.houseId),
  communityIds: [...new Set(actor.houses.map((house) => house.communityId))],
});

const byRepair = (orders: lists.OrderListRow[]): Map<string, lists.OrderListRow[]> => {
  const grouped = new Map<string, lists.OrderListRow[]>();
  for (const order of orders) grouped.set(order.repairId, [...(grouped.get(order.repairId) ?? []), order]);
  return grouped;
};

/** Cuts the extra row that tells whether there is more. */
const cut = <T>(rows: T[], limit: number): { shown: T[]; last: T | null } => ({
  shown: rows.slice(0, limit),
  last: rows.length > limit ? (rows[limit - 1] ?? null) : null,
});

export const listOwn = async (
  deps: Deps,
  actor: OwnerActor,
  query: QueryOf<typeof listOwnRepairs>,
): Promise<{ items: OwnerRepairSummary[]; nextCursor: string | null }> => {
  const reach = reachOf(actor);
  const [before = null] = decodeCursor(query.cursor, 1);
  const rows = await lists.listForOwner(deps.db.reader, reach, {
    scope: query.scope,
    before,
    limit: query.limit + 1,
  });
  const { shown, last } = cut(rows, query.limit);
  const orders = byRepair(
    await lists.listOrdersOf(
      deps.db.reader,
      reach.communityIds,
      shown.map((row) => row.id),
    ),
  );
  return {
    items: shown.map((row) => presentOwnerSummary(row, orders.get(row.id) ?? [])),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};

/** Read for the first screen; whoever has more open requests sees them in the list. */
const mostRead = 60;
const mostShown = 5;

/** Emergencies first, then by the deadline that comes next. */
const pressing = (a: OwnerRepairSummary, b: OwnerRepairSummary): number => {
  const rank = (one: OwnerRepairSummary): number => (one.urgency === 'emergency' ? 0 : 1);
  const due = (one: OwnerRepairSummary): number =>
    one.promise ? Date.parse(one.promise.dueAt) : Number.MAX_SAFE_INTEGER;
  return rank(a) - rank(b) || due(a) - due(b);
};

/** An owner's open requests, the most pressing first, and finished ones that wait for a nod; five of each at most. */
export const listOpenOf = async (
  deps: Deps,
  actor: OwnerActor,
): Promise<{ pressing: OwnerRepairSummary[]; toConfirm: OwnerRepairSummary[] }> => {
  const reach = reachOf(actor);
  const rows = await lists.listForOwner(deps.db.reader, reach, { scope: 'open', before: null, limit: mostRead });
  const orders = byRepair(
    await lists.listOrdersOf(
      deps.db.reader,
      reach.communityIds,
      rows.map((row) => row.id),
    ),
  );
  const items = rows.map((row) => presentOwnerSummary(row, orders.get(row.id) ?? []));
  return {
    pressing: items
      .filter((item) => item.status !== 'done')
      .sort(pressing)
      .slice(0, mostShown),
    toConfirm: items.filter((item) => item.status === 'done').slice(0, mostShown),
  };
};

export const listForCommunity = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof listRepairs>,
): Promise<{ items: StaffRepairSummary[]; nextCursor: string | null }> => {
  const [value, id] = decodeCursor(query.cursor, 2);
  const rows = await lists.listForStaff(deps.db.reader, actor.communityId, {
    ...query,
    after: value && id ? { value, id } : null,
    limit: query.limit + 1,
  });
  const { shown, last } = cut(rows, query.limit);
  const orders = byRepair(
    await lists.listOrdersOf(
      deps.db.reader,
      [actor.communityId],
      shown.map(({ row }) => row.id),
    ),
  );
  return {
    items: shown.map(({ row }) => presentStaffSummary(row, orders.get(row.id) ?? [])),
    nextCursor: last ? encodeCursor(sqlTime(last.sortAt), last.row.id) : null,
  };
};

export const listOrders = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof listOwnOrders>,
): Promise<ResponseOf<typeof listOwnOrders>> => {
  const now = deps.clock.now();
  const [before = null] = decodeCursor(query.cursor, 1);
  const [rows, day] = await Promise.all([
    lists.listForWorker(deps.db.reader, actor, { ended: query.scope === 'ended', before, limit: query.limit + 1 }),
    lists.readWorkerDay(deps.db.reader, actor, startOfDay(now)),
  ]);
  const { shown, last } = cut(rows, query.limit);
  return {
    items: shown.map((row) => ({
      id: row.orderId,
      repairId: row.repair.id,
      number: row.repair.number,
      title: row.repair.title,
      problemTypeName: problemType(row.repair.problemTypeId)?.name ?? '',
      urgency: row.repair.urgency,
      status: row.status as ResponseOf<typeof listOwnOrders>['items'][number]['status'],
      placeLabel: row.repair.spot ? `${row.repair.placeLabel} · ${row.repair.spot}` : row.repair.placeLabel,
      preferredTime: preferredText(row.preferredFrom, row.preferredTo, now),
      promise: staffPromise(row.repair),
      task: row.task,
      acceptBy: row.status === 'assigned' && row.acceptDueAt ? toInstant(row.acceptDueAt) : null,
      pause: presentPause(row.repair),
      urged: row.repair.urges,
      assignedAt: row.assignedAt ? toInstant(row.assignedAt) : null,
    })),
    nextCursor: last ? encodeCursor(last.orderId) : null,
    finishedToday: day.finishedToday,
    todayTotal: day.finishedToday + day.open,
  };
};
