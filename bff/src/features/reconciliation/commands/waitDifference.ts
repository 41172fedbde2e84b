import { AppError } from '../../../kernel/appError.js';
import { reconciliationTexts } from '../../../locales/reconciliation.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockDifference, saveDifference } from '../reconciliation.store.js';

/** Somebody has looked at it and waits for tomorrow's statement. It stays open, and keeps its day open. */
export const waitDifference = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; note?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, name: waitedByName } = call.actor;
    const difference = await lockDifference(tx, communityId, input.id);
    if (!difference) throw new AppError('difference.not_found');
    if (difference.decidedAt) throw new AppError('difference.decided');
    const waitNote = input.note || null;
    await saveDifference(tx, difference, { waitNote, waitedByName });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'reconciliation.waited',
      subjectKind: 'difference',
      subjectId: difference.id,
      subject: reconciliationTexts.decided('wait', difference.number),
      reason: waitNote,
    });
    return { id: difference.id };
  });
