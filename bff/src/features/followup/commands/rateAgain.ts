import { AppError } from '../../../kernel/appError.js';
import { followUpTexts as t } from '../../../locales/followUp.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { mayRateAgain } from '../followup.rules.js';
import { findFollowUpById, lockFollowUp, saveFollowUp } from '../followup.store.js';
import { callPeople, nudge, peopleOf } from '../open.js';

/** The same owner rates once more; the first rating stays where it counts. The gate has seen that it is theirs. */
export const rateAgain = (
  deps: Deps,
  call: Call<OwnerActor>,
  input: { id: string; stars: number; text?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const found = await findFollowUpById(tx, input.id);
    const followUp = found && (await lockFollowUp(tx, found.communityId, found.id));
    if (!followUp) throw new AppError('follow_up.not_found');
    if (!mayRateAgain(followUp)) throw new AppError('follow_up.illegal_transition');
    const now = deps.clock.now();
    const rated = { ...followUp, starsAfter: input.stars, wordsAfter: input.text ?? '', ratedAgainAt: now };
    await saveFollowUp(tx, rated);
    const staffIds = await peopleOf(tx, followUp.communityId, ['manager'], now);
    await callPeople(deps, tx, rated, staffIds, {
      kind: 'follow-up',
      detail: t.ratedAgain(followUp.stars, input.stars),
    });
    nudge(deps, tx, rated);
    return { id: followUp.id };
  });
