import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readHouseBrief } from '../../community/community.door.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { newBill } from '../bill.make.js';
import { insertBills } from '../bill.store.js';
import { inForce } from '../fee.rules.js';
import { findFee, markFeesUsed } from '../fee.store.js';
import { monthOf } from '../period.rules.js';
import { chargeEntry } from '../posting.js';

/** A bill of a one-off fee for one house; there may be many in a month. */
export const createOneOffBill = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { houseId: string; feeId: string; amountFen: number; note: string; dueOn?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: by } = call.actor;
    const at = deps.clock.now();
    const today = toDay(at);
    const house = await readHouseBrief(tx, communityId, input.houseId);
    if (!house) throw new AppError('house.not_found');
    const fee = await findFee(tx, communityId, input.feeId);
    if (fee?.rule.kind !== 'one-off' || !inForce(fee, monthOf(today))) throw new AppError('fee.not_found');
    const dueOn = input.dueOn ?? today;
    if (dueOn < today) throw new AppError('request.invalid', { fields: { dueOn: t.dueBefore } });
    const id = newId(at);
    const bill = newBill(at, {
      id,
      communityId,
      houseId: house.id,
      feeId: fee.id,
      feeCode: fee.code,
      feeKind: fee.kind,
      feeName: fee.name,
      period: monthOf(today),
      slot: id,
      status: 'due',
      amountFen: input.amountFen,
      facts: { k: 'fixed', b: input.amountFen },
      dueOn,
      origin: 'one-off',
      reason: input.note,
      publishedAt: at,
    });
    await insertBills(tx, [bill]);
    await markFeesUsed(tx, communityId, [fee.id], at);
    const cause = { kind: 'bill-made', id };
    const memo = t.madeMemo(fee.name, bill.period);
    await postEntry(tx, deps.clock, chargeEntry({ communityId, cause, at, by, memo, subject: null }, [bill]));
    const payload = { houseId: house.id, runId: null, billId: id };
    await publish(tx, deps.clock, { communityId, topic: 'bill.published', payload });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'bill.made',
      subjectKind: 'bill',
      subjectId: id,
      subject: t.madeSubject(house.label, fee.name, input.amountFen),
      reason: input.note,
    });
    return { id };
  });
