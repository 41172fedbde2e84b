import { EntitySchema } from 'typeorm';
import { id, int, json, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** A picture, recording, sheet or PDF in the file store. It belongs to its uploader until a command takes it for a subject. */
export interface StoredFileEntity {
  id: string;
  /** device: a camera's picture, which belongs to what it told from the beginning. */
  uploaderKind: 'owner' | 'staff' | 'device';
  uploaderId: string;
  kind: 'image' | 'audio' | 'sheet' | 'document';
  storageKey: string;
  thumbKey: string | null;
  mime: string;
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  createdAt: Date;
  communityId: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  /** In the order in which the person chose them; uploads finish in any order. */
  position: number;
  /** When a provider read it; null: none has. */
  readAt: Date | null;
  /** What a recording says. */
  heardText: string | null;
  /** What a picture shows, the likeliest first. */
  seen: SeenType[] | null;
}

export interface SeenType {
  typeId: string;
  /** 0..10000 */
  confidenceBp: number;
}

/** Nobody has read it yet. */
export const unread = { readAt: null, heardText: null, seen: null };

export const StoredFileEntity = new EntitySchema<StoredFileEntity>({
  name: 'stored_file',
  tableName: 'stored_file',
  columns: {
    id: key('id'),
    uploaderKind: string(8, 'uploader_kind'),
    uploaderId: id('uploader_id'),
    kind: string(8),
    storageKey: string(120, 'storage_key'),
    thumbKey: string(120, 'thumb_key', nullable),
    mime: string(80),
    bytes: int(),
    width: int(undefined, nullable),
    height: int(undefined, nullable),
    durationMs: int('duration_ms', nullable),
    createdAt: time('created_at'),
    communityId: id('community_id', nullable),
    subjectKind: string(20, 'subject_kind', nullable),
    subjectId: id('subject_id', nullable),
    position: int(),
    readAt: time('read_at', nullable),
    heardText: text('heard_text', nullable),
    seen: json('seen', nullable),
  },
});
