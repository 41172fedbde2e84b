import { formatFen } from 'shared-types/money';
import { AppError } from '../../../kernel/appError.js';
import { reconciliationTexts } from '../../../locales/reconciliation.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockSheet, saveSheet } from '../reconciliation.store.js';
import { isStatementChannel } from '../sheet.js';
import { tillOfDay } from '../till.js';

/**
 * What somebody counted in the till, read off the terminal or saw in the bank account; may be counted again until the day
 * is closed. A count that differs from our books needs a word of why.
 */
export const countTill = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; countedFen: number; bankedFen: number; feeFen: number; note?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, name: countedByName } = call.actor;
    const sheet = await lockSheet(tx, communityId, input.id);
    if (!sheet) throw new AppError('reconciliation.not_found');
    if (isStatementChannel(sheet.channel))
      throw new AppError('request.invalid', { fields: { countedFen: reconciliationTexts.notCounted } });
    if (sheet.state === 'closed') throw new AppError('reconciliation.closed');
    const { countedFen, bankedFen, feeFen: countFeeFen } = input;
    const countNote = input.note || null;
    const { netFen } = await tillOfDay(tx, communityId, sheet.channel, sheet.day);
    if (countedFen !== netFen && !countNote)
      throw new AppError('request.invalid', { fields: { note: reconciliationTexts.countNoteMissing } });
    if (sheet.channel === 'transfer' && bankedFen + countFeeFen > 0)
      throw new AppError('request.invalid', { fields: { bankedFen: reconciliationTexts.bankedAlready } });
    const at = deps.clock.now();
    await saveSheet(tx, sheet, {
      state: 'open',
      countedFen,
      bankedFen,
      countFeeFen,
      countNote,
      countedByName,
      countedAt: at,
      comparedAt: at,
    });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'reconciliation.counted',
      subjectKind: 'reconciliation',
      subjectId: sheet.id,
      subject: `${reconciliationTexts.sheetName(sheet.channel, sheet.day)} ${formatFen(countedFen)}`,
      reason: countNote,
    });
    return { id: sheet.id };
  });
