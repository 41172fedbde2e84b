/** Pictures and recordings of an unsent draft, kept in the browser's database. */
interface Kept {
  blob: Blob;
  name: string;
}

const storeName = 'files';

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('anju-drafts', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const act = async <T>(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = what(database.transaction(storeName, mode).objectStore(storeName));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
};

/** Null when the browser refuses (private windows). */
export const keepBlob = async (blob: Blob, name: string): Promise<string | null> => {
  const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  try {
    await act('readwrite', (store) => store.put({ blob, name } satisfies Kept, key));
    return key;
  } catch {
    return null;
  }
};

export const keptBlob = async (key: string): Promise<Kept | null> => {
  try {
    return ((await act('readonly', (store) => store.get(key))) as Kept | undefined) ?? null;
  } catch {
    return null;
  }
};

export const forgetBlob = async (key: string): Promise<void> => {
  try {
    await act('readwrite', (store) => store.delete(key));
  } catch {
    // Nothing to forget where nothing could be kept.
  }
};
