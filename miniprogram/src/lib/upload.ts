import { addressOf, headersOf, NetworkError, readAnswer } from 'shared-types/client';
import { type FileView, uploadFile } from 'shared-types/file';
import { clientOptions, ensureSignedIn } from './api';
import type { LocalFile } from './platform';
import { wx } from './wx';

/** Uploads one file under the given key; sending it again with the same key makes no second copy. */
export const upload = async (
  file: LocalFile,
  key: string,
  onProgress: (percent: number) => void,
  durationMs?: number,
): Promise<FileView> => {
  await ensureSignedIn();
  const path = addressOf(uploadFile, durationMs === undefined ? {} : { query: { durationMs } });
  const task = wx.upload({
    url: `${wx.apiBase}${path}`,
    file,
    headers: { ...headersOf(clientOptions), 'Idempotency-Key': key },
    onProgress,
  });
  let answer: Awaited<typeof task.done>;
  try {
    answer = await task.done;
  } catch (error) {
    throw new NetworkError(error instanceof Error ? error.message : 'no answer');
  }
  return readAnswer(clientOptions, answer) as FileView;
};
