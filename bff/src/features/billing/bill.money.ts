import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import { mayGo } from '../../kernel/machine.js';
import { type Result, unwrap } from '../../kernel/result.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import type { BillEntity } from './bill.entity.js';
import { billMachine } from './bill.machine.js';
import { type Settled, type Split, settle, unsettle } from './bill.rules.js';
import { findHolds, insertEvent, insertHolds, lockBillRows, updateBill } from './bill.store.js';
import type { BillMoney } from './billing.model.js';

/**
 * One open payment a bill: takes all of them for a payment, or none, and says who has one already. Bills that are not
 * due are `payment.nothing_due`. Locks them.
 */
export const holdBills = async (
  tx: Tx,
  communityId: string,
  ids: readonly string[],
  paymentId: string,
): Promise<{ heldBy: string } | null> => {
  const bills = await lockBillRows(tx, communityId, ids);
  if (bills.length !== new Set(ids).size || bills.some(({ status }) => status !== 'due'))
    throw new AppError('payment.nothing_due');
  const holds = await findHolds(tx, communityId, ids);
  const other = holds.find((hold) => hold.paymentId !== paymentId);
  if (other) return { heldBy: other.paymentId };
  const free = bills.filter(({ id }) => !holds.some(({ billId }) => billId === id));
  await insertHolds(
    tx,
    free.map(({ id: billId }) => ({ communityId, billId, paymentId })),
  );
  return null;
};

const move = async (
  tx: Tx,
  clock: Clock,
  money: BillMoney,
  decide: (bill: BillEntity) => Result<Settled>,
  back: boolean,
): Promise<Split> => {
  const [bill] = await lockBillRows(tx, money.communityId, [money.billId]);
  if (!bill) throw new AppError('bill.not_found');
  const { status, paidFen, couponFen, principalFen, lateFen } = unwrap(decide(bill));
  if (status !== bill.status && !mayGo(billMachine, bill.status, status))
    throw new Error(`bill ${bill.id}: ${bill.status} -> ${status}`);
  const at = clock.now();
  await updateBill(tx, bill, { status, paidFen, couponFen, endedAt: status === 'paid' ? at : null });
  await insertEvent(tx, {
    communityId: money.communityId,
    id: newId(at),
    billId: bill.id,
    kind: back ? 'refunded' : money.kind,
    at,
    amountFen: back ? money.amountFen : -money.amountFen,
    byKind: 'system',
    byName: null,
    words: null,
    sourceId: money.sourceId,
  });
  return { principalFen, lateFen };
};

/**
 * Money comes to a bill; it is paid when nothing is left. More than is owed, or a bill that is not due, is
 * `bill.illegal_transition`. Returns what went to the amount (1122 of its kind) and to its late fee (1122.late): the
 * caller posts it.
 */
export const applyToBill = (tx: Tx, clock: Clock, money: BillMoney): Promise<Split> =>
  move(tx, clock, money, (bill) => settle(bill, money.amountFen, money.kind), false);

/** Money goes back from a bill, which is due again by that much; a reversed bill has none: `bill.illegal_transition`. */
export const unapplyFromBill = (tx: Tx, clock: Clock, money: BillMoney): Promise<Split> =>
  move(tx, clock, money, (bill) => unsettle(bill, money.amountFen, money.kind), true);
