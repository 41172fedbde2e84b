import { addressOf, headersOf, NetworkError, readAnswer } from 'shared-types/client';
import { type FileView, uploadFile } from 'shared-types/file';
import { clientOptions, ensureSignedIn } from './api';
import type { LocalFile } from './platform';
import { wx } from './wx';

interface Sending {
  file: LocalFile;
  /** Sent again with the same key it makes no second copy. */
  key: string;
  onProgress?: (percent: number) => void;
}

/** One file to one address; what the server says to it. */
export const sendFile = async (
  path: string,
  { file, key, onProgress = () => undefined }: Sending,
): Promise<unknown> => {
  await ensureSignedIn();
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
  return readAnswer(clientOptions, answer);
};

/** Uploads one file for a request or the like. */
export const upload = async (
  file: LocalFile,
  key: string,
  onProgress: (percent: number) => void,
  durationMs?: number,
): Promise<FileView> => {
  const path = addressOf(uploadFile, durationMs === undefined ? {} : { query: { durationMs } });
  return (await sendFile(path, { file, key, onProgress })) as FileView;
};
