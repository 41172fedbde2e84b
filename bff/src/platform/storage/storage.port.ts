import type { Readable } from 'node:stream';

export interface StoredBytes {
  body: Readable;
  bytes: number;
  contentType: string;
}

/** Files by key (`media/2026-11/01J….jpg`); a folder on disk or any S3-compatible store. */
export interface Storage {
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** The whole, or the bytes from..to (both included); null when there is no such file. */
  get(key: string, range?: { from: number; to: number }): Promise<StoredBytes | null>;
  /** Size and type; null when there is no such file. */
  stat(key: string): Promise<{ bytes: number; contentType: string } | null>;
  delete(key: string): Promise<void>;
  ping(): Promise<void>;
}

/** Keys are made by us: folders and names of letters, digits, dot, dash and underscore. */
export const isStorageKey = (key: string): boolean =>
  /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(key) && key.length <= 200;
