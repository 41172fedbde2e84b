import type { AccountView, DepositView, MovementView } from 'shared-types/account';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { HouseAccountView, listCoupons, listDeposits, ReminderView } from 'shared-types/staffAccount';
import { toDay, toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { arrearsTexts } from '../../locales/arrears.js';
import { stageText } from '../../locales/moneyPolicy.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { houseDueTotals } from '../billing/billing.door.js';
import { readHouseBrief, readHouseBriefs } from '../community/community.door.js';
import type { BillReminderEntity, DepositEntity } from './account.entity.js';
import { depositActions, houseActions, ownerActions, seesArrears, seesBalance } from './account.policy.js';
import { presentCoupon, presentDeposit, presentMovement } from './account.view.js';
import { findBalance, listMovements } from './balance.store.js';
import * as coupons from './coupon.store.js';
import * as deposits from './deposit.store.js';
import { findReminder, findReminders } from './reminder.store.js';

/** Balances, coupons and deposits as owners and staff see them. */

const readHouse = async (deps: Deps, communityId: string, houseId: string) => {
  const house = await readHouseBrief(deps.db.reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  return house;
};

const communityOf = (actor: OwnerActor, houseId: string): string => {
  const bound = actor.houses.find((house) => house.houseId === houseId);
  if (!bound) throw new AppError('house.not_found');
  return bound.communityId;
};

/** One house for whoever is bound to it; what belongs to the owner is not told to tenants. */
export const readAccountView = async (deps: Deps, actor: OwnerActor, houseId: string): Promise<AccountView> => {
  const { reader } = deps.db;
  const communityId = communityOf(actor, houseId);
  const sees = seesBalance(actor, houseId);
  const [house, balance, ownCoupons, ownDeposits] = await Promise.all([
    readHouse(deps, communityId, houseId),
    findBalance(reader, communityId, houseId),
    coupons.findCouponsOfHouse(reader, communityId, houseId),
    sees ? deposits.findDepositsOfHouse(reader, communityId, houseId) : [],
  ]);
  const now = deps.clock.now();
  return {
    houseId,
    houseLabel: house.label,
    balanceFen: sees ? (balance?.balanceFen ?? 0) : null,
    autoOffset: balance?.autoOffset ?? false,
    coupons: ownCoupons.filter(({ status }) => status !== 'withdrawn').map((coupon) => presentCoupon(coupon, now)),
    deposits: ownDeposits.map((deposit) => presentDeposit(deposit, house.label, [])),
    actions: ownerActions(actor, houseId),
  };
};

interface Page {
  cursor?: string | undefined;
  limit: number;
}

type MovementPage = { items: MovementView[]; nextCursor: string | null };

/** What moved the balance of a house, newest first. */
export const listMovementViews = async (
  deps: Deps,
  communityId: string,
  houseId: string,
  { cursor, limit }: Page,
): Promise<MovementPage> => {
  const [at, id] = decodeCursor(cursor, 2);
  const before = at === undefined || id === undefined ? null : { at: cursorTime(at), id };
  const found = await listMovements(deps.db.reader, communityId, houseId, before, limit + 1);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(presentMovement),
    nextCursor: last ? encodeCursor(last.at.toISOString(), last.id) : null,
  };
};

export const listOwnMovements = async (
  deps: Deps,
  actor: OwnerActor,
  houseId: string,
  page: Page,
): Promise<MovementPage> => {
  const communityId = communityOf(actor, houseId);
  if (!seesBalance(actor, houseId)) throw new AppError('auth.forbidden');
  return listMovementViews(deps, communityId, houseId, page);
};

export const presentReminder = (reminder: BillReminderEntity): ReminderView => ({
  id: reminder.id,
  at: toInstant(reminder.at),
  words: reminder.stageDays === null ? arrearsTexts.remindedByHand : stageText(reminder.stageDays),
  dueFen: reminder.dueFen,
  by: reminder.byName,
});

export const readReminderView = async (deps: Deps, communityId: string, id: string): Promise<ReminderView> => {
  const reminder = await findReminder(deps.db.reader, communityId, id);
  if (!reminder) throw new AppError('house.not_found');
  return presentReminder(reminder);
};

const mostReminders = 20;

const readArrears = async (deps: Deps, communityId: string, houseId: string) => {
  const { reader } = deps.db;
  const [totals, reminders] = await Promise.all([
    houseDueTotals(reader, communityId, [houseId], deps.clock.now()),
    findReminders(reader, communityId, houseId, mostReminders),
  ]);
  const total = totals.get(houseId) ?? { dueFen: 0, overdueFen: 0, oldestDueOn: null, bills: 0 };
  return { ...total, reminders: reminders.map(presentReminder) };
};

/** One house for staff. */
export const readHouseAccountView = async (
  deps: Deps,
  actor: StaffActor,
  houseId: string,
): Promise<HouseAccountView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const [house, balance, arrears, itsCoupons, itsDeposits] = await Promise.all([
    readHouse(deps, communityId, houseId),
    findBalance(reader, communityId, houseId),
    seesArrears(actor) ? readArrears(deps, communityId, houseId) : null,
    coupons.findCouponsOfHouse(reader, communityId, houseId),
    deposits.findDepositsOfHouse(reader, communityId, houseId),
  ]);
  const now = deps.clock.now();
  return {
    houseId,
    houseLabel: house.label,
    balanceFen: balance?.balanceFen ?? 0,
    autoOffset: balance?.autoOffset ?? false,
    arrears,
    coupons: itsCoupons.map((coupon) => presentCoupon(coupon, now)),
    deposits: itsDeposits.map((deposit) => presentDeposit(deposit, house.label, depositActions(actor, deposit))),
    actions: houseActions(actor, arrears?.dueFen ?? 0),
  };
};

const labelsOf = async (deps: Deps, rows: readonly { houseId: string }[]): Promise<Map<string, string>> => {
  const ids = [...new Set(rows.map(({ houseId }) => houseId))];
  return new Map((await readHouseBriefs(deps.db.reader, ids)).map(({ id, label }) => [id, label]));
};

const pageOf = <T extends { id: string }>(found: readonly T[], limit: number) => {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last ? encodeCursor(last.id) : null };
};

export const listDepositViews = async (
  deps: Deps,
  actor: StaffActor,
  { cursor, limit, ...filter }: QueryOf<typeof listDeposits>,
): Promise<ResponseOf<typeof listDeposits>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const [beforeId = null] = decodeCursor(cursor, 1);
  const found = await deposits.listDeposits(reader, communityId, { ...filter, beforeId, limit: limit + 1 });
  const { shown, nextCursor } = pageOf(found, limit);
  const labels = await labelsOf(deps, shown);
  const view = (deposit: DepositEntity): DepositView =>
    presentDeposit(deposit, labels.get(deposit.houseId) ?? '', depositActions(actor, deposit));
  return { items: shown.map(view), nextCursor, heldFen: await deposits.sumHeld(reader, communityId) };
};

export const readDepositView = async (deps: Deps, actor: StaffActor, id: string): Promise<DepositView> => {
  const deposit = await deposits.findDeposit(deps.db.reader, actor.communityId, id);
  if (!deposit) throw new AppError('deposit.not_found');
  const house = await readHouse(deps, actor.communityId, deposit.houseId);
  return presentDeposit(deposit, house.label, depositActions(actor, deposit));
};

export const listCouponViews = async (
  deps: Deps,
  communityId: string,
  { cursor, limit, ...filter }: QueryOf<typeof listCoupons>,
): Promise<ResponseOf<typeof listCoupons>> => {
  const now = deps.clock.now();
  const [beforeId = null] = decodeCursor(cursor, 1);
  const found = await coupons.listCoupons(deps.db.reader, communityId, {
    ...filter,
    today: toDay(now),
    beforeId,
    limit: limit + 1,
  });
  const { shown, nextCursor } = pageOf(found, limit);
  const labels = await labelsOf(deps, shown);
  return {
    items: shown.map((coupon) => ({ ...presentCoupon(coupon, now), houseLabel: labels.get(coupon.houseId) ?? '' })),
    nextCursor,
  };
};

export const readCouponView = async (deps: Deps, communityId: string, id: string) => {
  const coupon = await coupons.findCoupon(deps.db.reader, communityId, id);
  if (!coupon) throw new AppError('coupon.not_found');
  return presentCoupon(coupon, deps.clock.now());
};
