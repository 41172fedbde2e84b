import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { outstanding, waivable } from '../bill.rules.js';
import { findHolds, insertEvent, lockBillRows, updateBill } from '../bill.store.js';
import { waiveEntry } from '../posting.js';

/** Forgives a part of a late fee that is posted and not paid; what is forgiven does not come back. */
export const waiveLateFee = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, amountFen, reason }: { id: string; amountFen: number; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: by, name: byName } = call.actor;
    const [bill] = await lockBillRows(tx, communityId, [id]);
    if (!bill) throw new AppError('bill.not_found');
    if (bill.status !== 'due') throw new AppError('bill.illegal_transition');
    if ((await findHolds(tx, communityId, [id])).length > 0) throw new AppError('bill.being_paid');
    if (amountFen > waivable(bill)) throw new AppError('request.invalid', { fields: { amountFen: t.waiveTooMuch } });
    const at = deps.clock.now();
    const paid = amountFen === outstanding(bill);
    await updateBill(tx, bill, {
      lateFeeFen: bill.lateFeeFen - amountFen,
      lateWaivedFen: bill.lateWaivedFen + amountFen,
      ...(paid ? { status: 'paid' as const, endedAt: at } : {}),
    });
    const eventId = newId(at);
    const cause = { kind: 'late-waived', id: eventId };
    await postEntry(tx, deps.clock, waiveEntry({ communityId, cause, at, by }, bill, amountFen));
    await insertEvent(tx, {
      communityId,
      id: eventId,
      billId: id,
      kind: 'late-waived',
      at,
      amountFen: -amountFen,
      byKind: 'staff',
      byName,
      words: reason,
      sourceId: null,
    });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'bill.late_waived',
      subjectKind: 'bill',
      subjectId: id,
      subject: t.waivedSubject(t.madeMemo(bill.feeName, bill.period), amountFen),
      reason,
    });
    return { id };
  });
