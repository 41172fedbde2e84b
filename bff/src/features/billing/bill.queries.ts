import type { BillSummary, BillView, DueView } from 'shared-types/billing';
import { toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity, readHouseBrief } from '../community/community.door.js';
import type { BillEntity } from './bill.entity.js';
import { listOfHouse, yearsOfHouse } from './bill.lists.store.js';
import { findDisputes, findDueOfHouse, findEvents, findHolds } from './bill.store.js';
import { historyOf, presentSummary, presentWhole } from './bill.view.js';
import type { FeeEntity } from './billing.entity.js';
import type { BillingNeighbours } from './billing.model.js';
import { findOwnBill, isTenant, mayDispute } from './billing.policy.js';
import { findFees } from './fee.store.js';

/** What views of bills need besides the bills: their fees, and which of them a payment holds. */
export interface Around {
  fees: ReadonlyMap<string, FeeEntity>;
  held: ReadonlySet<string>;
}

export const readAround = async (
  reader: Reader,
  communityId: string,
  bills: readonly BillEntity[],
): Promise<Around> => {
  const ids = bills.map(({ id }) => id);
  const [fees, holds] = await Promise.all([findFees(reader, communityId), findHolds(reader, communityId, ids)]);
  return { fees: new Map(fees.map((fee) => [fee.id, fee])), held: new Set(holds.map(({ billId }) => billId)) };
};

export const summarise = (bill: BillEntity, around: Around, now: Date): BillSummary =>
  presentSummary(bill, { held: around.held.has(bill.id), fee: around.fees.get(bill.feeId ?? ''), now });

const sum = (bills: readonly BillSummary[]): number => bills.reduce((total, bill) => total + bill.outstandingFen, 0);

/** Everything that a house owes, with what may pay it. */
export const readDue = async (
  deps: Deps,
  neighbours: BillingNeighbours,
  actor: OwnerActor,
  houseId: string,
): Promise<DueView> => {
  const { reader } = deps.db;
  const own = actor.houses.find((house) => house.houseId === houseId);
  if (!own) throw new AppError('house.not_found');
  const { communityId } = own;
  const now = deps.clock.now();
  const [house, community, rows, prepaidFen, coupons, open] = await Promise.all([
    readHouseBrief(reader, communityId, houseId),
    readCommunity(reader, communityId),
    findDueOfHouse(reader, communityId, houseId),
    isTenant(actor, houseId) ? null : neighbours.prepaidOf(reader, communityId, houseId),
    neighbours.usableCoupons(reader, communityId, houseId, now),
    neighbours.openPaymentOf(reader, communityId, houseId, actor.id),
  ]);
  if (!house) throw new AppError('house.not_found');
  const around = await readAround(reader, communityId, rows);
  const bills = rows.map((bill) => summarise(bill, around, now));
  return {
    house: { id: houseId, communityId, label: house.label, communityName: community?.name ?? '' },
    bills,
    totalFen: sum(bills),
    overdueFen: sum(bills.filter(({ overdue }) => overdue)),
    disputedFen: sum(bills.filter(({ disputed }) => disputed)),
    prepaidFen,
    coupons: coupons.map(({ id, feeKind, amountFen, validUntil, reason }) => ({
      id,
      feeKind,
      amountFen,
      validUntil,
      reason,
    })),
    openPayment: open && { ...open, expiresAt: toInstant(open.expiresAt) },
  };
};

/** The past of a house, page by page. */
export const listHouseBills = async (
  deps: Deps,
  neighbours: BillingNeighbours,
  actor: OwnerActor,
  houseId: string,
  query: { year?: number | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: BillSummary[]; nextCursor: string | null; years: number[] }> => {
  const { reader } = deps.db;
  const own = actor.houses.find((house) => house.houseId === houseId);
  if (!own) throw new AppError('house.not_found');
  const { communityId } = own;
  const [period, id] = decodeCursor(query.cursor, 2);
  const onlyPaid = isTenant(actor, houseId)
    ? await neighbours.billsPaidBy(reader, communityId, houseId, actor.id)
    : null;
  const rows = await listOfHouse(reader, communityId, houseId, {
    year: query.year ?? null,
    onlyPaid,
    before: period !== undefined && id !== undefined ? { period, id } : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const around = await readAround(reader, communityId, shown);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((bill) => summarise(bill, around, deps.clock.now())),
    nextCursor: last ? encodeCursor(last.period, last.id) : null,
    years: await yearsOfHouse(reader, communityId, houseId),
  };
};

/** One bill with its arithmetic and its history, for whoever lives there. */
export const readOwnBill = async (deps: Deps, actor: OwnerActor, id: string): Promise<BillView> => {
  const { reader } = deps.db;
  const bill = await findOwnBill(reader, actor, id);
  if (!bill) throw new AppError('bill.not_found');
  const { communityId, houseId } = bill;
  const [around, events, disputes, house] = await Promise.all([
    readAround(reader, communityId, [bill]),
    findEvents(reader, communityId, id),
    findDisputes(reader, communityId, id),
    readHouseBrief(reader, communityId, houseId),
  ]);
  const held = around.held.has(id);
  const due = bill.status === 'due';
  const speaks = mayDispute(actor, houseId) && due;
  return {
    ...presentWhole(bill, {
      held,
      fee: around.fees.get(bill.feeId ?? ''),
      houseLabel: house?.label ?? '',
      disputes,
      now: deps.clock.now(),
    }),
    history: historyOf(bill, events).map(({ by: _by, ...event }) => event),
    actions: [
      ...(due ? (['pay'] as const) : []),
      ...(speaks && bill.disputedAt === null && !held ? (['dispute'] as const) : []),
      ...(speaks && bill.disputedAt !== null ? (['withdraw-dispute'] as const) : []),
    ],
  };
};
