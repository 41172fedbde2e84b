import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { mayGo } from '../../../kernel/machine.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { afterCommit } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { postEntries } from '../../ledger/ledger.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import type { BillEntity } from '../bill.entity.js';
import { billMachine } from '../bill.machine.js';
import { newBill } from '../bill.make.js';
import { findHolds, insertBills, insertEvent, lockBillRows, updateBill } from '../bill.store.js';
import type { BillingNeighbours } from '../billing.model.js';
import type { Charge } from '../charge.rules.js';
import { closeDisputes } from '../dispute.js';
import { findFee } from '../fee.store.js';
import { reckonHouse } from '../outcome.js';
import { dueDayOf, monthOf } from '../period.rules.js';
import { chargeEntry, reversalEntry } from '../posting.js';
import { voidBills } from '../run.store.js';

interface Correction {
  id: string;
  reason: string;
  to: { how: 'amount'; amountFen: number } | { how: 'reckoned' };
}

const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

/** The bill as it is reckoned from what is on record now; null: there would be none. */
const reckonAgain = async (tx: Tx, bill: BillEntity): Promise<Charge | null> => {
  const fee = bill.feeId ? await findFee(tx, bill.communityId, bill.feeId) : null;
  if (!fee || fee.rule.kind === 'one-off' || fee.rule.kind === 'pool') throw invalid('to', t.notReckoned);
  const found = await reckonHouse(tx, bill.communityId, bill.houseId, [{ fee, period: bill.period }]);
  const result = found?.[0]?.found;
  return result?.ok ? result.charge : null;
};

const chargeTo = (tx: Tx, bill: BillEntity, to: Correction['to']): Promise<Charge | null> => {
  if (to.how === 'reckoned') return reckonAgain(tx, bill);
  const { amountFen } = to;
  const facts = { k: 'fixed' as const, b: amountFen };
  return Promise.resolve(amountFen === 0 ? null : { amountFen, months: bill.months, facts });
};

/** The due day stays where it is still to come; else the new bill gets the next one of the policy. */
const dueOnOf = async (tx: Tx, bill: BillEntity, today: string): Promise<string> => {
  if (bill.dueOn !== null && bill.dueOn >= today) return bill.dueOn;
  const { dueDay } = (await readMoneyPolicy(tx, bill.communityId)).billing;
  return dueDayOf(monthOf(today), dueDay, today);
};

const lockFree = async (tx: Tx, communityId: string, id: string): Promise<BillEntity> => {
  const [bill] = await lockBillRows(tx, communityId, [id]);
  if (!bill) throw new AppError('bill.not_found');
  if (!mayGo(billMachine, bill.status, 'void')) throw new AppError('bill.illegal_transition');
  if ((await findHolds(tx, communityId, [id])).length > 0) throw new AppError('bill.being_paid');
  return bill;
};

/**
 * Reverses a bill and makes the right one in its place, with the reason. What was paid on the wrong one becomes the
 * house's prepayment, its coupons can be used again, and its dispute is answered.
 */
export const correctBill = (
  deps: Deps,
  neighbours: Pick<BillingNeighbours, 'creditPrepayment' | 'returnCoupons'>,
  call: Call<StaffActor>,
  { id, reason, to }: Correction,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: by, name: byName } = call.actor;
    const bill = await lockFree(tx, communityId, id);
    const charge = await chargeTo(tx, bill, to);
    if (charge?.amountFen === bill.amountFen) throw invalid('to', t.sameAmount);
    const at = deps.clock.now();
    const made = charge && {
      ...newBill(at, {
        ...bill,
        id: newId(at),
        status: 'due',
        amountFen: charge.amountFen,
        months: charge.months,
        facts: charge.facts,
        paidFen: 0,
        couponFen: 0,
        lateFeeFen: 0,
        lateWaivedFen: 0,
        lateBasis: 0,
        lateThrough: null,
        dueOn: await dueOnOf(tx, bill, toDay(at)),
        origin: 'correction',
        reason,
        replacesId: bill.id,
        replacedBy: null,
        disputedAt: null,
        createdAt: at,
        publishedAt: at,
        endedAt: null,
      }),
    };
    // A one-off bill's place is its own id, so that a house may have many.
    if (made && bill.slot !== '') made.slot = made.id;
    await closeDisputes(tx, bill, { at, by: byName, words: reason });
    await voidBills(tx, communityId, [id], { reason, endedAt: at });
    if (made) {
      await insertBills(tx, [made]);
      await updateBill(tx, bill, { replacedBy: made.id });
    }
    const cause = (kind: string, billId: string) => ({ communityId, cause: { kind, id: billId }, at, by });
    const memo = t.madeMemo(bill.feeName, bill.period);
    await postEntries(tx, deps.clock, [
      reversalEntry({ ...cause('bill-void', id), memo: t.voidMemo(bill.feeName, bill.period) }, [bill]),
      ...(made ? [chargeEntry({ ...cause('bill-made', made.id), memo, subject: null }, [made])] : []),
    ]);
    const { houseId, paidFen, couponFen } = bill;
    if (paidFen > 0)
      await neighbours.creditPrepayment(tx, deps.clock, { communityId, houseId, amountFen: paidFen, billId: id });
    if (couponFen > 0) await neighbours.returnCoupons(tx, deps.clock, { communityId, billId: id });
    const kind = made ? ('corrected' as const) : ('voided' as const);
    const event = { communityId, id: newId(at), billId: id, kind, at, byKind: 'staff' as const, byName, words: reason };
    await insertEvent(tx, { ...event, amountFen: -bill.amountFen - bill.lateFeeFen, sourceId: made?.id ?? null });
    const payload = { billId: id, newBillId: made?.id ?? null, houseId };
    await publish(tx, deps.clock, { communityId, topic: 'bill.corrected', payload });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'bill.corrected',
      subjectKind: 'bill',
      subjectId: id,
      subject: t.correctedSubject(memo, bill.amountFen, made?.amountFen ?? 0),
      reason,
    });
    afterCommit(tx, () => deps.live.send(`finance:${communityId}`, { type: 'bill.changed' }));
    return { id: made?.id ?? id };
  });
