import { EntitySchema } from 'typeorm';
import { bool, id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** One upload of a ledger; the file itself lies in the file store. */
export interface ImportRunEntity {
  communityId: string;
  id: string;
  fileName: string;
  status: 'draft' | 'applied' | 'cancelled';
  /** Encrypted JSON: the sheets with what their columns mean, and samples of them. */
  sheets: string;
  fileKey: string;
  createdByName: string;
  createdAt: Date;
  appliedAt: Date | null;
}
export const ImportRunEntity = new EntitySchema<ImportRunEntity>({
  name: 'import_run',
  tableName: 'import_run',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    fileName: string(120, 'file_name'),
    status: string(10),
    sheets: text(),
    fileKey: string(120, 'file_key'),
    createdByName: string(30, 'created_by_name'),
    createdAt: time('created_at'),
    appliedAt: time('applied_at', nullable),
  },
});

export interface ImportRowEntity {
  communityId: string;
  id: string;
  importId: string;
  sheetIndex: number;
  rowNumber: number;
  state: 'ready' | 'doubtful' | 'excluded' | 'skipped';
  changeKind: 'create' | 'update' | 'same' | 'none';
  /** Encrypted JSON: the office's cells, and what staff mended. */
  contentEncrypted: string;
  /** Encrypted JSON: how the row is understood. */
  readingEncrypted: string;
  accepted: boolean;
  excluded: boolean;
}
export const ImportRowEntity = new EntitySchema<ImportRowEntity>({
  name: 'import_row',
  tableName: 'import_row',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    importId: id('import_id'),
    sheetIndex: int('sheet_index'),
    rowNumber: int('row_number'),
    state: string(10),
    changeKind: string(8, 'change_kind'),
    contentEncrypted: text('content_encrypted'),
    readingEncrypted: text('reading_encrypted'),
    accepted: bool(),
    excluded: bool(),
  },
});

export const importEntities = [ImportRunEntity, ImportRowEntity];
