import { EntitySchema } from 'typeorm';
import { id, int, key, string, text, time } from '../../platform/database/entityColumns.js';

/** What the desk says again and again. */
export interface CannedEntity {
  communityId: string;
  id: string;
  title: string;
  text: string;
  version: number;
  changedAt: Date;
  byId: string;
  byName: string;
}

export const CannedEntity = new EntitySchema<CannedEntity>({
  name: 'canned_answer',
  tableName: 'canned_answer',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    title: string(20),
    text: text(),
    version: int(),
    changedAt: time('changed_at'),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
  },
});
