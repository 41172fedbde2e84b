import type { FileView } from 'shared-types/file';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import type { Actor, Call } from '../../platform/call.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { processImage } from '../../platform/upload/media.js';
import { storeUpload } from './commands/storeUpload.js';
import { type SeenType, type StoredFileEntity, unread } from './file.entity.js';
import * as store from './file.store.js';
import { presentFile } from './file.view.js';

/** What other features may do with stored files. */

export interface FileSubject {
  communityId: string;
  /** repair, event, rating */
  subjectKind: string;
  subjectId: string;
}

export type FileKind = FileView['kind'];

/** A recording that comes another way than `POST /files`: the caller's own, free like any upload. Anything else: `file.type_refused`. */
export const storeRecording = (
  deps: Deps,
  call: Call<Actor>,
  recording: { bytes: Buffer; durationMs: number | null },
): Promise<{ id: string }> => storeUpload(deps, call, recording, ['audio']);

/**
 * Gives the caller's own free uploads to a subject, once; anybody else's, absent, taken, or of another kind than the
 * subject has: `file.not_yours`.
 */
export const takeFiles = async (
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  subject: FileSubject,
  kinds: readonly FileKind[] = ['image', 'audio'],
): Promise<void> => {
  for (const [position, id] of [...new Set(ids)].entries()) {
    const file = { id, uploaderKind: actor.kind, uploaderId: actor.id };
    const taken = await store.takeFile(tx, file, { ...subject, position }, kinds);
    if (!taken) throw new AppError('file.not_yours');
  }
};

/** What a subject has no use for any more; its bytes go with the next sweep of uploads that nobody took. */
export const giveBackFiles = (tx: Tx, subjectId: string): Promise<void> => store.freeFilesOf(tx, subjectId);

/** Files by subject id, with addresses that live for an hour. */
export const readFilesOf = async (
  deps: Deps,
  reader: Reader,
  subjectIds: string[],
): Promise<Map<string, FileView[]>> => {
  const files = new Map<string, FileView[]>();
  for (const file of await store.findFilesOf(reader, subjectIds)) {
    const subjectId = file.subjectId ?? '';
    files.set(subjectId, [...(files.get(subjectId) ?? []), presentFile(deps, file)]);
  }
  return files;
};

/** Kinds of the caller's free uploads, to check how many pictures and recordings a report brings. */
export const readUploadKinds = async (reader: Reader, ids: readonly string[]): Promise<FileKind[]> => {
  const found = await Promise.all([...new Set(ids)].map((id) => store.findFile(reader, id)));
  return found.flatMap((file) => (file ? [file.kind] : []));
};

/** A device's picture in the store, not yet in any table. */
/** Kind of each file that there is, by id. */
export const readFileKinds = async (reader: Reader, ids: readonly string[]): Promise<Map<string, FileKind>> => {
  const found = await Promise.all([...new Set(ids)].map((id) => store.findFile(reader, id)));
  return new Map(found.flatMap((file) => (file ? [[file.id, file.kind] as const] : [])));
};

export interface DevicePicture {
  id: string;
  storageKey: string;
  thumbKey: string;
  bytes: number;
  width: number;
  height: number;
}

/**
 * Puts a device's picture into the store, re-encoded without its metadata as people's pictures are. No transaction is
 * open here. Errors: file.broken, file.type_refused.
 */
export const storeDevicePicture = async (deps: Deps, bytes: Buffer): Promise<DevicePicture> => {
  const { full, thumb, width, height } = await processImage(bytes);
  const at = deps.clock.realNow();
  const id = newId(at);
  const name = `media/${at.toISOString().slice(0, 7)}/${id}`;
  const [storageKey, thumbKey] = [`${name}.jpg`, `${name}-small.jpg`];
  await deps.storage.put(storageKey, full, 'image/jpeg');
  await deps.storage.put(thumbKey, thumb, 'image/jpeg');
  return { id, storageKey, thumbKey, bytes: full.length, width, height };
};

/** Gives a device's picture to what the device told, in the transaction that keeps that. */
export const keepDevicePicture = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  picture: DevicePicture,
  { deviceId, ...subject }: FileSubject & { deviceId: string },
): Promise<void> => {
  await store.insertFile(tx, {
    ...picture,
    ...subject,
    uploaderKind: 'device',
    uploaderId: deviceId,
    kind: 'image',
    mime: 'image/jpeg',
    durationMs: null,
    createdAt: deps.clock.realNow(),
    position: 0,
    ...unread,
  });
};

/** What a provider finds in somebody's upload (C2); kept with the file, and gone with it. */
export interface FileReading {
  heardText: string | null;
  seen: SeenType[] | null;
}

export interface Upload {
  id: string;
  kind: StoredFileEntity['kind'];
  mime: string;
  durationMs: number | null;
  /** Null: nobody has read it yet. */
  reading: FileReading | null;
  bytes(): Promise<Buffer>;
}

/** The caller's own upload; anybody else's and an absent one: `file.not_yours`. */
export const readOwnUpload = async (deps: Pick<Deps, 'db' | 'storage'>, actor: Actor, id: string): Promise<Upload> => {
  const file = await store.findFile(deps.db.reader, id);
  if (file?.uploaderKind !== actor.kind || file.uploaderId !== actor.id) throw new AppError('file.not_yours');
  const { kind, mime, durationMs, heardText, seen, readAt, storageKey } = file;
  return {
    id,
    kind,
    mime,
    durationMs,
    reading: readAt ? { heardText, seen } : null,
    bytes: async () => {
      const stored = await deps.storage.get(storageKey);
      if (!stored) throw new AppError('file.not_found');
      const chunks: Buffer[] = [];
      for await (const chunk of stored.body) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  };
};

/** Keeps what was found; of two who asked at once the first one's answer stays. */
export const keepReading = (deps: Pick<Deps, 'db' | 'clock'>, id: string, reading: FileReading): Promise<void> =>
  inTransaction(deps.db, (tx) => store.keepReading(tx, id, { ...reading, readAt: deps.clock.realNow() }));

/** What was surest in any of these files; null: nothing, or nobody looked. */
export const seenIn = async (reader: Reader, ids: readonly string[]): Promise<SeenType | null> => {
  const files = await Promise.all([...new Set(ids)].map((id) => store.findFile(reader, id)));
  const seen = files.flatMap((file) => file?.seen ?? []);
  return seen.reduce<SeenType | null>(
    (best, one) => (best && best.confidenceBp >= one.confidenceBp ? best : one),
    null,
  );
};
