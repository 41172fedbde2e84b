import { AppError } from '../../../kernel/appError.js';
import { autodebitTexts } from '../../../locales/autodebit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { failDebit } from '../../payment/payment.door.js';
import { findRows, lockBatch, saveBatch } from '../autodebit.store.js';
import { changeDebit } from '../record.js';

/**
 * Takes a batch back that never went to the bank: its bills are free again. Should the bank take the money after all, its
 * result file still finds the rows, and the money is credited.
 */
export const withdrawBatch = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const batch = await lockBatch(tx, communityId, id);
    if (!batch) throw new AppError('debit_batch.not_found');
    const rows = await findRows(tx, communityId, [id]);
    if (batch.status !== 'sent' || rows.some(({ status }) => status !== 'asking'))
      throw new AppError('autodebit.illegal_transition');
    const why = { reason: 'cancelled', detail: autodebitTexts.reason('withdrawn') } as const;
    for (const row of rows) {
      await failDebit(tx, deps, { communityId, id: row.paymentId ?? '' }, why);
      await changeDebit(tx, row, { status: 'skipped', reason: 'withdrawn', endedAt: deps.clock.now() });
    }
    await saveBatch(tx, batch, { status: 'withdrawn', withdrawnWhy: reason });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'autodebit.withdrawn',
      subjectKind: 'debit_batch',
      subjectId: id,
      subject: autodebitTexts.subjectBatch(batch.number, batch.count, batch.totalFen),
      reason,
    });
    return { id };
  });
