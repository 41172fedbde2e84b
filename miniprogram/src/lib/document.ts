import { headersOf } from 'shared-types/client';
import { clientOptions, ensureSignedIn } from './api';
import type { RemoteFile } from './platform';
import { wx } from './wx';

/** A file of the API at an address below its origin, as the signed-in owner may fetch it. */
const fileAt = async (path: string, name: string): Promise<RemoteFile> => {
  await ensureSignedIn();
  return { url: `${wx.apiBase}${path}`, headers: headersOf(clientOptions), name };
};

/** Shows a PDF of the API. */
export const openDocument = async (path: string, name: string): Promise<void> =>
  wx.openDocument(await fileAt(path, name));

/** Fetches a file of the API to keep; answers as `Platform.fetchFile` does. */
export const fetchFile = async (path: string, name: string): Promise<string | null> =>
  wx.fetchFile(await fileAt(path, name));
