import { AppError } from '../../../kernel/appError.js';
import { spendingTexts } from '../../../locales/spending.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { reverseEntry } from '../../ledger/ledger.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { causeOf, moveTo, openReversalOf, reversalCauseOf } from '../book.js';
import { mayReverse } from '../spending.policy.js';
import { lockSpending } from '../spending.store.js';

/** Takes a booked one back today, with a reason: what was published before stays, the next report shows the correction. */
export const reverseSpending = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: reversedBy, name: reversedByName } = call.actor;
    const spending = await lockSpending(tx, communityId, input.id);
    if (!spending) throw new AppError('spending.not_found');
    if (spending.state !== 'booked') throw new AppError('spending.illegal_transition');
    const { approveAboveFen } = (await readMoneyPolicy(tx, communityId)).spending;
    if (!mayReverse(call.actor, spending, approveAboveFen)) throw new AppError('spending.self_approval');
    const at = deps.clock.now();
    const { entryId } = await reverseEntry(tx, deps.clock, {
      communityId,
      cause: reversalCauseOf(spending.id),
      of: causeOf(spending.id),
      at,
      memo: spendingTexts.reversalMemo(spending.number),
      open: openReversalOf(spending, input.reason),
      by: reversedBy,
    });
    const { reason } = input;
    const change = { state: 'reversed' as const, reversalEntryId: entryId, reason };
    await moveTo(tx, spending, { ...change, reversedBy, reversedByName, reversedAt: at });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'spending.reversed',
      subjectKind: 'spending',
      subjectId: spending.id,
      subject: spendingTexts.audited(spending.number, spendingTexts.categories[spending.category], spending.amountFen),
      reason,
    });
    return { id: spending.id };
  });
