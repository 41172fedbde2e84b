import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId, newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { followUpTexts as t } from '../../../locales/followUp.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { publish as announce } from '../../../platform/queue/queue.js';
import type { MeasureEntity } from '../followup.entity.js';
import { publish } from '../followup.rules.js';
import { insertMeasures } from '../followup.store.js';
import { checkPublic, onFollowUp } from './onFollowUp.js';

interface Input {
  id: string;
  cause: string;
  measures: readonly { text: string; responsible: string; dueOn: string }[];
}

/** A plan reaches so many days ahead at most. */
const mostDays = 180;

/** What went wrong and what is done about it, for the whole community to read (C9). */
export const publishPlan = (deps: Deps, call: Call<StaffActor>, input: Input): Promise<{ id: string }> =>
  onFollowUp(deps, call, input.id, async (tx, followUp) => {
    const { communityId, id: followUpId } = followUp;
    const now = deps.clock.now();
    const last = toDay(new Date(now.getTime() + mostDays * 86_400_000));
    for (const [index, { dueOn }] of input.measures.entries())
      if (dueOn < toDay(now) || dueOn > last)
        throw new AppError('request.invalid', { fields: { [`measures.${index}.dueOn`]: t.badDay } });
    const measures = input.measures.map(
      (one, position): MeasureEntity => ({
        ...{ communityId, id: newId(now), followUpId, position, ...one },
        ...{ doneAt: null, doneById: null, doneByName: null, doneNote: null },
      }),
    );
    const next = unwrap(publish(followUp, { cause: input.cause, by: call.actor.name, measures }, now));
    const words = Object.fromEntries(
      input.measures.flatMap(({ text, responsible }, index) => [
        [`measures.${index}.text`, text],
        [`measures.${index}.responsible`, responsible],
      ]),
    );
    await checkPublic(tx, deps, followUp, { cause: input.cause, ...words });
    await insertMeasures(tx, measures);
    await announce(tx, deps.clock, {
      id: deterministicId('followup.told', followUpId, 'published'),
      ...{ communityId, topic: 'followup.told', payload: { id: followUpId, what: 'published' } },
    });
    return { followUp: next, action: 'follow_up.published' };
  });
