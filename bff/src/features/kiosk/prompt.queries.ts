import type { ResponseOf } from 'shared-types/contract';
import type { FileView } from 'shared-types/file';
import type { listKioskPrompts, PromptKey, readKioskPrompts } from 'shared-types/kioskPrompt';
import { toInstant } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readFilesOf } from '../file/file.door.js';
import type { KioskPromptEntity } from './kiosk.entity.js';
import { findPrompts, isRecordedPreferred } from './prompt.store.js';

/** What the file of a prompt belongs to. */
export const promptIdOf = (communityId: string, key: PromptKey): string =>
  deterministicId('kiosk.prompt', communityId, key);

interface Recorded {
  prompt: KioskPromptEntity;
  recording: FileView;
}

const read = async (
  deps: Deps,
  reader: Reader,
  communityId: string,
): Promise<{ preferRecorded: boolean; recorded: Recorded[] }> => {
  const [prompts, preferRecorded] = await Promise.all([
    findPrompts(reader, communityId),
    isRecordedPreferred(reader, communityId),
  ]);
  const subjects = prompts.map(({ promptKey }) => promptIdOf(communityId, promptKey));
  const files = [...(await readFilesOf(deps, reader, subjects)).values()].flat();
  const recorded = prompts.flatMap((prompt) => {
    const recording = files.find(({ id }) => id === prompt.fileId);
    return recording ? [{ prompt, recording }] : [];
  });
  return { preferRecorded, recorded };
};

export const listPrompts = async (deps: Deps, communityId: string): Promise<ResponseOf<typeof listKioskPrompts>> => {
  const { preferRecorded, recorded } = await read(deps, deps.db.reader, communityId);
  return {
    preferRecorded,
    items: recorded.map(({ prompt: { promptKey: key, recordedAt, byName }, recording }) => ({
      ...{ key, recording, recordedAt: toInstant(recordedAt), byName },
    })),
  };
};

export const promptsForMachine = async (
  deps: Deps,
  communityId: string,
): Promise<ResponseOf<typeof readKioskPrompts>> => {
  const { preferRecorded, recorded } = await read(deps, deps.db.reader, communityId);
  return {
    preferRecorded,
    items: recorded.map(({ prompt: { promptKey: key, fileId }, recording: { url } }) => ({ key, fileId, url })),
  };
};
