import type { PromptKey } from 'shared-types/kioskPrompt';
import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { KioskPromptEntity, KioskVoiceEntity } from './kiosk.entity.js';

export const findPrompts = (reader: Reader, communityId: string): Promise<KioskPromptEntity[]> =>
  selectAll(reader, KioskPromptEntity, { where: { communityId }, orderBy: 't.prompt_key', limit: 100 });

/** Of two who record one at once the later stays. */
export const putPrompt = async (tx: Tx, prompt: KioskPromptEntity): Promise<void> => {
  await tx.upsert(KioskPromptEntity, prompt, ['communityId', 'promptKey']);
};

/** Whether there was one. */
export const deletePrompt = async (tx: Tx, communityId: string, promptKey: PromptKey): Promise<boolean> =>
  (await tx.delete(KioskPromptEntity, { communityId, promptKey })).affected === 1;

export const isRecordedPreferred = async (reader: Reader, communityId: string): Promise<boolean> =>
  (await selectOne(reader, KioskVoiceEntity, { communityId }))?.preferRecorded ?? false;

export const putVoice = async (tx: Tx, voice: KioskVoiceEntity): Promise<void> => {
  await tx.upsert(KioskVoiceEntity, voice, ['communityId']);
};
