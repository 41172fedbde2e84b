import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { takeFiles } from '../../file/file.door.js';
import { allDone, checkOff } from '../followup.rules.js';
import { findMeasures, saveMeasure } from '../followup.store.js';
import { checkPublic, onFollowUp } from './onFollowUp.js';

interface Input {
  id: string;
  measureId: string;
  note: string;
  fileIds: readonly string[];
}

/** One thing is put right, with the picture that proves it; the last one is told to whoever rated (C9). */
export const checkOffMeasure = (deps: Deps, call: Call<StaffActor>, input: Input): Promise<{ id: string }> =>
  onFollowUp(deps, call, input.id, async (tx, followUp) => {
    const { communityId, id: followUpId } = followUp;
    const now = deps.clock.now();
    const measures = await findMeasures(tx, communityId, [followUpId]);
    const measure = measures.find(({ id }) => id === input.measureId);
    if (!measure) throw new AppError('follow_up.not_found');
    if (measure.doneAt || followUp.stage === 'finished') throw new AppError('follow_up.illegal_transition');
    await checkPublic(tx, deps, followUp, { note: input.note });
    const done = {
      ...measure,
      doneAt: now,
      doneById: call.actor.id,
      doneByName: call.actor.name,
      doneNote: input.note,
    };
    await saveMeasure(tx, done);
    await takeFiles(tx, call.actor, input.fileIds, { communityId, subjectKind: 'measure', subjectId: measure.id }, [
      'image',
    ]);
    const all = measures.map((one) => (one.id === done.id ? done : one));
    if (allDone(all))
      await publish(tx, deps.clock, {
        id: deterministicId('followup.told', followUpId, 'finished'),
        ...{ communityId, topic: 'followup.told', payload: { id: followUpId, what: 'finished' } },
      });
    return { followUp: checkOff(followUp, all, now), action: 'follow_up.checked_off' };
  });
