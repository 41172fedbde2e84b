import { EntitySchema } from 'typeorm';
import { id, string, time } from '../database/entityColumns.js';

/** A numbered name that one process at a time bears, for as long as it says that it still lives. */
export interface SlotEntity {
  /** anju-ingest-1 */
  name: string;
  family: string;
  holder: string;
  /** Wall time. */
  holdUntil: Date;
}

export const SlotEntity = new EntitySchema<SlotEntity>({
  name: 'process_slot',
  tableName: 'process_slot',
  columns: {
    name: string(40, undefined, { primary: true }),
    family: string(30),
    holder: id(),
    holdUntil: time('hold_until'),
  },
});
