import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { AppError } from '../../kernel/appError.js';
import { createMutex } from '../database/mutex.js';
import { decodeHeic } from './heic.js';

export interface MediaType {
  kind: 'image' | 'audio' | 'sheet' | 'document';
  mime: string;
  ext: string;
}

const accepted: Record<string, MediaType['kind']> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'image/heic': 'image',
  'image/heif': 'image',
  'image/heic-sequence': 'image',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/aac': 'audio',
  'audio/wav': 'audio',
  'audio/vnd.wave': 'audio',
  'audio/ogg': 'audio',
  'audio/opus': 'audio',
  'audio/webm': 'audio',
  // Browsers' recorders write sound alone into containers that are also used for film; see isFilm.
  'video/webm': 'audio',
  'video/mp4': 'audio',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'sheet',
  'application/pdf': 'document',
};

const extensions: Record<string, string> = { 'video/mp4': 'm4a', 'audio/x-m4a': 'm4a', 'audio/mp4': 'm4a' };

const isFilm = (mime: string, bytes: Buffer): boolean => {
  const text = bytes.toString('latin1');
  if (mime === 'video/webm') return /V_(?:VP[89]|AV1|MPEG)/.test(text);
  return mime === 'video/mp4' && /hdlr[\s\S]{8}vide/.test(text);
};

/** Names of actions by which a PDF runs something when it is opened; no invoice or contract has them. */
const active = ['/JavaScript', '/Launch', '/RichMedia'];

/**
 * A PDF that begins and ends as one and says nothing of scripts in plain text. It is kept as it came and never drawn
 * here; readers get it as a download. Errors: file.broken, file.type_refused.
 */
export const checkPdf = (bytes: Buffer): void => {
  const isBegun = /^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8));
  const isEnded = bytes.subarray(-1024).includes('%%EOF');
  if (!isBegun || !isEnded) throw new AppError('file.broken');
  if (active.some((name) => bytes.includes(name))) throw new AppError('file.type_refused');
};

/** What the bytes are, whatever they are called. Errors: file.type_refused. */
export const inspectMedia = async (bytes: Buffer): Promise<MediaType> => {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found?.mime.split(';')[0] ?? '';
  const kind = accepted[mime];
  if (!found || !kind || isFilm(mime, bytes)) throw new AppError('file.type_refused');
  return { kind, mime: kind === 'audio' ? mime.replace('video/', 'audio/') : mime, ext: extensions[mime] ?? found.ext };
};

export interface ProcessedImage {
  full: Buffer;
  thumb: Buffer;
  width: number;
  height: number;
}

/** Decoded pixels are memory: a 100-megapixel bomb is refused before it is decoded. */
const mostPixels = 60_000_000;
const fullEdge = 2048;
const thumbEdge = 320;

// Two at once; libvips is threaded by itself.
const lanes = [createMutex(), createMutex()];
let turn = 0;

const open = async (bytes: Buffer): Promise<sharp.Sharp> => {
  const { kind, mime } = await inspectMedia(bytes);
  if (kind !== 'image') throw new AppError('file.type_refused');
  if (!mime.startsWith('image/hei'))
    return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated', pages: 1 });
  const { data, width, height } = await decodeHeic(bytes, mostPixels);
  return sharp(data, { raw: { width, height, channels: 4 } });
};

/**
 * Re-encodes a picture: turned as its EXIF says, then without any metadata (no place, no device), at most 2048 px, and
 * a small version of at most 320 px. Errors: file.broken, file.type_refused.
 */
export const processImage = (bytes: Buffer): Promise<ProcessedImage> => {
  const lane = lanes[turn++ % lanes.length];
  return (lane ?? createMutex()).run(async () => {
    try {
      const image = (await open(bytes)).timeout({ seconds: 30 }).rotate().flatten({ background: '#ffffff' });
      const { data: full, info } = await image
        .resize({ width: fullEdge, height: fullEdge, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 82, mozjpeg: true })
        .toBuffer({ resolveWithObject: true });
      const thumb = await sharp(full)
        .resize({ width: thumbEdge, height: thumbEdge, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 74, mozjpeg: true })
        .toBuffer();
      return { full, thumb, width: info.width, height: info.height };
    } catch (error) {
      throw error instanceof AppError ? error : new AppError('file.broken');
    }
  });
};
