import { keys, read, write } from '../../lib/storage';
import { wx } from '../../lib/wx';
import { type Draft, isStarted, restored } from './draft';

/** One draft a device: a second report starts after the first is sent or thrown away. */
export const loadDraft = async (): Promise<Draft | null> => {
  const kept = read<Draft>(keys.draft);
  if (!kept) return null;
  const draft = restored(kept);
  const media = await Promise.all(
    draft.media.map(async (one) => ({ ...one, path: (one.kept ? await wx.reopen(one.kept) : null)?.path ?? '' })),
  );
  return { ...draft, media: media.filter(({ path, fileId }) => path !== '' || fileId !== null) };
};

export const saveDraft = (draft: Draft): void => write(keys.draft, isStarted(draft) ? draft : null);

export const dropDraft = (draft: Draft): void => {
  write(keys.draft, null);
  for (const { kept } of draft.media) if (kept) void wx.forget(kept);
};
