import { AppError } from '../../../kernel/appError.js';
import { periodOf } from '../../../kernel/period.js';
import { disclosureTexts as t } from '../../../locales/disclosure.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { findReport } from '../disclosure.store.js';
import { missingUpTo, publishEarlier, sealMonth, writeInto } from '../publish.js';

/**
 * Publishes a month that is over, before its day. Months before it that are missing are published with it, for each report
 * names the one before. Errors: report.published, report.not_ready (not over, not sealed, or before the books began).
 */
export const publishReport = async (
  deps: Deps,
  call: Call<StaffActor>,
  { period }: { period: string },
): Promise<{ period: string }> => {
  const { communityId, id: by } = call.actor;
  if (period < periodOf(deps.clock.now())) {
    await publishEarlier(deps, communityId, period);
    await sealMonth(deps, communityId, period);
  }
  try {
    return await transaction(deps, call, async (tx) => {
      if (await findReport(tx, communityId, period)) throw new AppError('report.published');
      const [next] = await missingUpTo(tx, communityId, period);
      if (next !== period) throw new AppError('report.not_ready');
      const outcome = await writeInto(tx, deps, { communityId, period, by, announced: true });
      if ('obstacles' in outcome) throw new AppError('report.not_ready');
      await audit(tx, deps.clock, call, {
        communityId,
        action: 'report.published',
        subjectKind: 'report',
        subjectId: outcome.report.id,
        subject: t.audited(period),
      });
      return { period };
    });
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('report.published');
    throw error;
  }
};
