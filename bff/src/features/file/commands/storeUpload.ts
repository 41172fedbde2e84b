import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Actor, Call } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { checkPdf, inspectMedia, processImage } from '../../../platform/upload/media.js';
import { type StoredFileEntity, unread } from '../file.entity.js';
import { insertFile } from '../file.store.js';

interface UploadInput {
  bytes: Buffer;
  durationMs: number | null;
}

type Prepared = Pick<StoredFileEntity, 'kind' | 'mime' | 'width' | 'height' | 'durationMs'> & {
  full: Buffer;
  thumb: Buffer | null;
  extension: string;
};

/** The bytes that are kept: pictures re-encoded without their metadata, recordings and staff's PDFs as they came. */
const prepare = async (
  input: UploadInput,
  actor: Actor,
  kinds: readonly StoredFileEntity['kind'][],
): Promise<Prepared> => {
  const media = await inspectMedia(input.bytes);
  if (!kinds.includes(media.kind)) throw new AppError('file.type_refused');
  if (media.kind === 'image') {
    const image = await processImage(input.bytes);
    return {
      kind: 'image',
      mime: 'image/jpeg',
      extension: 'jpg',
      full: image.full,
      thumb: image.thumb,
      width: image.width,
      height: image.height,
      durationMs: null,
    };
  }
  const isVoucher = media.kind === 'document' && actor.kind === 'staff';
  if (media.kind !== 'audio' && !isVoucher) throw new AppError('file.type_refused');
  if (isVoucher) checkPdf(input.bytes);
  return {
    kind: media.kind,
    mime: media.mime,
    extension: media.ext,
    full: input.bytes,
    thumb: null,
    width: null,
    height: null,
    durationMs: isVoucher ? null : input.durationMs,
  };
};

/** Stores one picture, recording or PDF. The bytes are written before the row, so a cut leaves a stray file, never a lost one. */
export const storeUpload = async (
  deps: Deps,
  call: Call<Actor>,
  input: UploadInput,
  kinds: readonly StoredFileEntity['kind'][] = ['image', 'audio', 'document'],
): Promise<{ id: string }> => {
  const prepared = await prepare(input, call.actor, kinds);
  const id = newId(deps.clock.realNow());
  const folder = deps.clock.realNow().toISOString().slice(0, 7);
  const storageKey = `media/${folder}/${id}.${prepared.extension}`;
  const thumbKey = prepared.thumb ? `media/${folder}/${id}-small.jpg` : null;
  await deps.storage.put(storageKey, prepared.full, prepared.mime);
  if (thumbKey && prepared.thumb) await deps.storage.put(thumbKey, prepared.thumb, 'image/jpeg');
  return transaction(deps, call, async (tx) => {
    await insertFile(tx, {
      id,
      uploaderKind: call.actor.kind,
      uploaderId: call.actor.id,
      kind: prepared.kind,
      storageKey,
      thumbKey,
      mime: prepared.mime,
      bytes: prepared.full.length,
      width: prepared.width,
      height: prepared.height,
      durationMs: prepared.durationMs,
      createdAt: deps.clock.realNow(),
      communityId: null,
      subjectKind: null,
      subjectId: null,
      position: 0,
      ...unread,
    });
    return { id };
  });
};
