import type { FollowUpOutcome } from 'shared-types/followUp';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { followUpTexts as t } from '../../../locales/followUp.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { staffedRoles } from '../followup.queries.js';
import { isLevel, mayHandle, note } from '../followup.rules.js';
import { findMeasures, findNotes, insertNote } from '../followup.store.js';
import { callPeople, peopleOf } from '../open.js';
import { onFollowUp } from './onFollowUp.js';

interface Input {
  id: string;
  outcome: FollowUpOutcome;
  note: string;
  ownerWords?: string | undefined;
  pass: boolean;
}

/** A level writes down what it did and what the owner said, and hands over to the next (C9). */
export const noteFollowUp = (deps: Deps, call: Call<StaffActor>, input: Input): Promise<{ id: string }> =>
  onFollowUp(deps, call, input.id, async (tx, followUp, policy) => {
    const { communityId, id: followUpId, stage } = followUp;
    const now = deps.clock.now();
    if (!isLevel(stage)) throw new AppError('follow_up.illegal_transition');
    if (!mayHandle(stage, call.actor.roles, await staffedRoles(tx, communityId, now)))
      throw new AppError('follow_up.not_your_level');
    if (input.outcome === 'reached' && !input.ownerWords)
      throw new AppError('request.invalid', { fields: { ownerWords: t.wordsMissing } });
    const notes = await findNotes(tx, communityId, followUpId);
    const measures = await findMeasures(tx, communityId, [followUpId]);
    const next = unwrap(note(followUp, notes, measures, input, policy, now));
    await insertNote(tx, {
      ...{ communityId, id: newId(now), followUpId, level: stage, at: now },
      ...{ byId: call.actor.id, byName: call.actor.name, outcome: input.outcome },
      ...{ note: input.note, ownerWords: input.ownerWords ?? '' },
    });
    if (next.stage !== stage && isLevel(next.stage)) {
      const staffIds = await peopleOf(tx, communityId, [next.stage], now);
      await callPeople(deps, tx, next, staffIds, {
        kind: 'follow-up',
        detail: t.passed(followUp.stars, call.actor.name),
      });
    }
    return { followUp: next, action: 'follow_up.noted' };
  });
