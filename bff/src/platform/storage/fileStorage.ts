import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentTypeOf } from './contentTypes.js';
import { isStorageKey, type Storage } from './storage.port.js';

let drafts = 0;

const writeSynced = async (path: string, bytes: Buffer): Promise<void> => {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** A folder on disk. A file is written beside its place, synced and renamed: half a file is never seen. */
export const fileStorage = async (root: string): Promise<Storage> => {
  await mkdir(root, { recursive: true });
  const pathOf = (key: string): string => {
    if (!isStorageKey(key)) throw new Error('not a storage key');
    return join(root, key);
  };
  const statOf = async (key: string): Promise<{ bytes: number; contentType: string } | null> => {
    if (!isStorageKey(key)) return null;
    const found = await stat(pathOf(key)).catch(() => null);
    return found?.isFile() ? { bytes: found.size, contentType: contentTypeOf(key) } : null;
  };
  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${process.pid}-${++drafts}.part`;
      try {
        await writeSynced(draft, bytes);
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    get: async (key, range) => {
      const found = await statOf(key);
      if (!found) return null;
      const body = createReadStream(pathOf(key), range ? { start: range.from, end: range.to } : {});
      return { ...found, body };
    },
    stat: statOf,
    delete: async (key) => rm(pathOf(key), { force: true }),
    ping: () => access(root, constants.W_OK),
  };
};
