import { AppError } from '../../kernel/appError.js';
import { unwrap } from '../../kernel/result.js';
import { paymentTexts } from '../../locales/payment.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type CouponBrief, prepaidOf, usableCoupons } from '../account/account.door.js';
import { type DueBill, lockBills, readBills } from '../billing/billing.door.js';
import { unended } from './payment.machine.js';
import { findUnended } from './payment.store.js';
import { type Plan, planPayment } from './plan.rules.js';

/** What somebody wants to pay, of one house. */
export interface Choice {
  communityId: string;
  houseId: string;
  billIds: readonly string[];
  couponIds: readonly string[];
  fromPrepaidFen: number;
  topUpFen: number;
}

/** Chosen bills in the order of their ids; one that is not of this house is as absent: `bill.not_found`. */
const ofHouse = (bills: DueBill[], { houseId, billIds }: Choice): DueBill[] => {
  const own = bills.filter((bill) => bill.houseId === houseId && bill.status !== 'draft');
  if (own.length !== new Set(billIds).size) throw new AppError('bill.not_found');
  return own;
};

/** Of the house's balance, what no payment under way is to take. */
export const freeBalance = async (reader: Reader, communityId: string, houseId: string): Promise<number> => {
  const [balanceFen, payments] = await Promise.all([
    prepaidOf(reader, communityId, houseId),
    findUnended(reader, communityId, houseId),
  ]);
  const taken = payments
    .filter(({ status }) => unended.includes(status))
    .reduce((sum, { prepaidFen }) => sum + prepaidFen, 0);
  return Math.max(0, balanceFen - taken);
};

const chosenCoupons = async (deps: Deps, reader: Reader, choice: Choice): Promise<CouponBrief[]> => {
  if (choice.couponIds.length === 0) return [];
  const usable = await usableCoupons(reader, choice.communityId, choice.houseId, deps.clock.now());
  return [...new Set(choice.couponIds)].map((id) => {
    const coupon = usable.find((one) => one.id === id);
    if (!coupon) throw new AppError('coupon.not_usable');
    return coupon;
  });
};

const planOf = async (
  deps: Deps,
  reader: Reader,
  choice: Choice,
  bills: DueBill[],
): Promise<{ bills: DueBill[]; plan: Plan }> => {
  const coupons = await chosenCoupons(deps, reader, choice);
  const balanceFen = choice.fromPrepaidFen > 0 ? await freeBalance(reader, choice.communityId, choice.houseId) : 0;
  const plan = unwrap(
    planPayment({
      bills,
      coupons,
      fromPrepaidFen: choice.fromPrepaidFen,
      balanceFen,
      topUpFen: choice.topUpFen,
      topUpTitle: paymentTexts.topUp,
    }),
  );
  return { bills, plan };
};

/** What it would come to now; nothing is held. */
export const quoteChoice = async (deps: Deps, choice: Choice): Promise<{ bills: DueBill[]; plan: Plan }> => {
  const { reader } = deps.db;
  const bills = await readBills(reader, choice.communityId, choice.billIds);
  return planOf(deps, reader, choice, ofHouse(bills, choice));
};

/** The same with the bills locked, for the transaction that makes the payment. */
export const lockChoice = async (deps: Deps, tx: Tx, choice: Choice): Promise<{ bills: DueBill[]; plan: Plan }> => {
  const bills = await lockBills(tx, choice.communityId, choice.billIds);
  return planOf(deps, tx, choice, ofHouse(bills, choice));
};
