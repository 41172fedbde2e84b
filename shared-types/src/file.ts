import { contract } from './contract.js';
import { Id, z } from './schemas.js';

/**
 * A stored picture, recording, sheet or PDF. `url` and `thumbUrl` are short-lived signed addresses below /files/;
 * never keep them, ask for the view again.
 */
export const FileView = z.object({
  id: Id,
  /** document: a PDF, which is handed out for download and never drawn by us. */
  kind: z.enum(['image', 'audio', 'sheet', 'document']),
  url: z.string(),
  /** A picture's small version, at most 320 px. */
  thumbUrl: z.nullable(z.string()),
  mime: z.string(),
  bytes: z.int(),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  /** What a machine heard in a recording (C2): may be wrong, the recording is the original. */
  transcript: z.optional(z.string()),
});
export type FileView = z.infer<typeof FileView>;

/** Largest picture or recording, bytes. */
export const maxMediaBytes = 20 * 1024 * 1024;

/**
 * One file a call, field `file`; JPEG, PNG, WebP, HEIC, MP3, AAC/M4A, WAV, WebM/Ogg audio; from staff also PDF. The real
 * type is sniffed.
 */
export const uploadFile = contract({
  name: 'uploadFile',
  summary: '上传图片、录音或 PDF',
  method: 'POST',
  path: '/files',
  auth: { as: ['owner', 'staff'] },
  query: z.object({ durationMs: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(600_000))) }),
  bodyKind: 'upload',
  response: FileView,
  idempotent: true,
  errors: ['file.type_refused', 'file.too_large', 'file.broken'],
});
