import { AppError } from '../../../kernel/appError.js';
import { spendingTexts } from '../../../locales/spending.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { book, moveTo } from '../book.js';
import { isSecondPerson } from '../spending.policy.js';
import { lockSpending } from '../spending.store.js';

/** A second person's word on what waits: approved, it is booked; rejected, it ends with a reason. Of two at once the first counts. */
export const decideSpending = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; verdict: 'approve' } | { id: string; verdict: 'reject'; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: decidedBy, name: decidedByName } = call.actor;
    const spending = await lockSpending(tx, communityId, input.id);
    if (!spending) throw new AppError('spending.not_found');
    if (spending.state !== 'waiting') throw new AppError('spending.illegal_transition');
    if (!isSecondPerson(call.actor, spending)) throw new AppError('spending.self_approval');
    const decided = { decidedBy, decidedByName, decidedAt: deps.clock.now() };
    const approved = input.verdict === 'approve';
    await moveTo(
      tx,
      spending,
      approved
        ? { ...decided, state: 'booked', entryId: await book(tx, deps.clock, spending, decidedBy) }
        : { ...decided, state: 'rejected', reason: input.reason },
    );
    await audit(tx, deps.clock, call, {
      communityId,
      action: approved ? 'spending.approved' : 'spending.rejected',
      subjectKind: 'spending',
      subjectId: spending.id,
      subject: spendingTexts.audited(spending.number, spendingTexts.categories[spending.category], spending.amountFen),
      reason: approved ? null : input.reason,
    });
    return { id: spending.id };
  });
