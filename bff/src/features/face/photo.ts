import sharp from 'sharp';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';
import { processImage } from '../../platform/upload/media.js';
import { leastPhotoEdge, mostPhotoBytes } from './face.rules.js';

/** A face's photo: small enough for terminals, and in the store only as a cipher that no address leads to. */

const context = 'face-photo';
const edges = [960, 800, 640];

/** Of a re-encoded picture: terminals take JPEG with halved colours, and no more than so many bytes. */
const shrink = async (full: Buffer): Promise<Buffer> => {
  for (const edge of edges) {
    const jpeg = await sharp(full)
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85, chromaSubsampling: '4:2:0' })
      .toBuffer();
    if (jpeg.length <= mostPhotoBytes) return jpeg;
  }
  throw new AppError('file.too_large');
};

/** Errors: file.type_refused, file.broken, file.too_large, face.photo_small. */
export const prepareFacePhoto = async (bytes: Buffer): Promise<Buffer> => {
  const { full, width, height } = await processImage(bytes);
  if (Math.min(width, height) < leastPhotoEdge) throw new AppError('face.photo_small');
  return shrink(full);
};

const keyOf = (photoId: string): string => `face/${photoId}.bin`;

export const putFacePhoto = (deps: Pick<Deps, 'keys' | 'storage'>, photoId: string, jpeg: Buffer): Promise<void> => {
  const sealed = encryptField(deps.keys, jpeg.toString('base64'), `${context}:${photoId}`);
  return deps.storage.put(keyOf(photoId), Buffer.from(sealed, 'utf8'), 'application/octet-stream');
};

/** Null: it is not there any more. */
export const readFacePhoto = async (deps: Pick<Deps, 'keys' | 'storage'>, photoId: string): Promise<Buffer | null> => {
  const stored = await deps.storage.get(keyOf(photoId));
  if (!stored) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of stored.body) chunks.push(Buffer.from(chunk));
  const sealed = Buffer.concat(chunks).toString('utf8');
  return Buffer.from(decryptField(deps.keys, sealed, `${context}:${photoId}`), 'base64');
};

export const deleteFacePhoto = (deps: Pick<Deps, 'storage'>, photoId: string): Promise<void> =>
  deps.storage.delete(keyOf(photoId));
