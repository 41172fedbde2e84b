import { AppError } from '../../../kernel/appError.js';
import { reconciliationTexts } from '../../../locales/reconciliation.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { askChannel, readPayment, settlePayment } from '../../payment/payment.door.js';
import { requestWholeRefund } from '../../refund/refund.door.js';
import { askAbout } from '../ask.js';
import { gapFen, rowKeyOf } from '../compare.rules.js';
import { actsOf, writeOffLegs } from '../difference.rules.js';
import { clearingAccount } from '../keepStatement.js';
import type { DifferenceEntity } from '../reconciliation.entity.js';
import { findDifference, lockDifference, saveDifference, saveRow } from '../reconciliation.store.js';

type Decision = 'book' | 'refund' | 'write-off';
interface Choice {
  id: string;
  decision: Decision;
  reason?: string | undefined;
}

const openOne = (difference: DifferenceEntity | null, decision: Decision, now: Date): DifferenceEntity => {
  if (!difference) throw new AppError('difference.not_found');
  if (difference.decidedAt) throw new AppError('difference.decided');
  if (!actsOf(difference, now).includes(decision)) throw new AppError('difference.not_so');
  return difference;
};

/** Our books follow the channel's; what that means for the books is on record with the reason. */
const writeOff = async (tx: Tx, deps: Deps, call: Call<StaffActor>, difference: DifferenceEntity): Promise<void> => {
  const postings = writeOffLegs(gapFen(difference), clearingAccount(difference.channel));
  if (postings.length === 0) return;
  await postEntry(tx, deps.clock, {
    communityId: difference.communityId,
    cause: { kind: 'reconcile', id: difference.id },
    at: deps.clock.now(),
    memo: reconciliationTexts.writeOffMemo(difference.number),
    postings: postings.map((leg) => ({ ...leg, houseId: leg.account === '2243' ? difference.houseId : null })),
    by: call.actor.id,
  });
};

/** The lost payment is settled as if its notice had come; `refund` asks for it back at once, for another to approve. */
const book = async (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  difference: DifferenceEntity,
  { decision, reason }: Choice,
): Promise<void> => {
  const { communityId, channel, number } = difference;
  const payment = await settlePayment(deps, tx, communityId, difference.paymentId ?? '');
  // The channel took something else than was ordered: nothing to settle.
  if (!payment?.paidAt) throw new AppError('difference.not_so');
  // Money that has nothing to pay any more goes back by itself.
  if (decision === 'refund' && payment.status === 'settled')
    await requestWholeRefund(tx, deps, call, {
      paymentId: payment.id,
      reason: (reason || reconciliationTexts.refundReason).slice(0, 80),
    });
  await saveRow(
    tx,
    { communityId, channel, rowKey: rowKeyOf('payment', number) },
    { matchedId: payment.id, oursFen: payment.paidFen, houseId: payment.houseId, title: payment.title },
  );
};

/**
 * A person's decision on a difference, once. `book` and `refund` ask the channel first, with nothing open, and believe
 * its word alone; `write-off` needs a reason.
 */
export const decideDifference = async (deps: Deps, call: Call<StaffActor>, choice: Choice): Promise<{ id: string }> => {
  const { communityId, name: decidedByName } = call.actor;
  const reason = choice.reason || null;
  if (choice.decision === 'write-off' && !reason)
    throw new AppError('request.invalid', { fields: { reason: reconciliationTexts.reasonMissing } });
  const known = await findDifference(deps.db.reader, communityId, choice.id);
  if (known && !known.decidedAt && choice.decision !== 'write-off') {
    openOne(known, choice.decision, deps.clock.now());
    if (!(await askAbout(deps, known)).moved) throw new AppError('difference.not_so');
    const payment = await readPayment(deps.db.reader, communityId, known.paymentId ?? '');
    if (payment) await askChannel(deps, payment);
  }
  return transaction(deps, call, async (tx) => {
    const now = deps.clock.now();
    const difference = openOne(await lockDifference(tx, communityId, choice.id), choice.decision, now);
    if (choice.decision === 'write-off') await writeOff(tx, deps, call, difference);
    else await book(tx, deps, call, difference, choice);
    await saveDifference(tx, difference, {
      decision: choice.decision,
      decisionReason: reason,
      decidedByName,
      decidedAt: now,
    });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'reconciliation.decided',
      subjectKind: 'difference',
      subjectId: difference.id,
      subject: reconciliationTexts.decided(choice.decision, difference.number),
      reason,
    });
    return { id: difference.id };
  });
};
