import type { PromptKey } from 'shared-types/kioskPrompt';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { giveBackFiles, takeFiles } from '../../file/file.door.js';
import { promptIdOf } from '../prompt.queries.js';
import { deletePrompt, putPrompt, putVoice } from '../prompt.store.js';

interface Recording {
  key: PromptKey;
  fileId: string;
}

/** A voice is somebody's own: what was recorded before is not kept. */
export const keepPrompt = (
  deps: Deps,
  call: Call<StaffActor>,
  { key: promptKey, fileId }: Recording,
): Promise<{ key: PromptKey }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const subjectId = promptIdOf(communityId, promptKey);
    await giveBackFiles(tx, subjectId);
    await takeFiles(tx, call.actor, [fileId], { communityId, subjectKind: 'kiosk_prompt', subjectId }, ['audio']);
    await putPrompt(tx, { communityId, promptKey, fileId, recordedAt: deps.clock.now(), byId, byName });
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'kiosk.prompt_recorded', subjectKind: 'kiosk_prompt', subjectId, subject: promptKey },
    });
    return { key: promptKey };
  });

const done = { done: true } as const;

export const removePrompt = (
  deps: Deps,
  call: Call<StaffActor>,
  { key: promptKey }: { key: PromptKey },
): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const subjectId = promptIdOf(communityId, promptKey);
    if (!(await deletePrompt(tx, communityId, promptKey))) return done;
    await giveBackFiles(tx, subjectId);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'kiosk.prompt_removed', subjectKind: 'kiosk_prompt', subjectId, subject: promptKey },
    });
    return done;
  });

export const preferPrompts = (
  deps: Deps,
  call: Call<StaffActor>,
  { preferRecorded }: { preferRecorded: boolean },
): Promise<Record<string, never>> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    await putVoice(tx, { communityId, preferRecorded, changedAt: deps.clock.now() });
    return {};
  });
