import { fileStorage } from './fileStorage.js';
import { s3Storage } from './s3Storage.js';
import type { Storage } from './storage.port.js';

/** `file:/folder` or `s3://…`. */
export const openStorage = async (url: string): Promise<Storage> =>
  url.startsWith('s3://') ? s3Storage(url) : fileStorage(url.replace(/^file:/, ''));
