import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** A picture, recording or sheet in the file store. It belongs to its uploader until a command takes it for a subject. */
export interface StoredFileEntity {
  id: string;
  uploaderKind: 'owner' | 'staff';
  uploaderId: string;
  kind: 'image' | 'audio' | 'sheet';
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
}

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
  },
});
