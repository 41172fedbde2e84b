import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { CannedEntity } from './canned.entity.js';

export const findAllCanned = (reader: Reader, communityId: string): Promise<CannedEntity[]> =>
  selectAll(reader, CannedEntity, { where: { communityId }, orderBy: 't.title, t.id' });

export const findCanned = (reader: Reader, communityId: string, id: string): Promise<CannedEntity | null> =>
  selectOne(reader, CannedEntity, { communityId, id });

export const lockCanned = async (tx: Tx, communityId: string, id: string): Promise<CannedEntity | null> => {
  await tx.query(`SELECT id FROM canned_answer WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findCanned(tx, communityId, id);
};

export const insertCanned = (tx: Tx, canned: CannedEntity): Promise<void> => insertRows(tx, CannedEntity, [canned]);

export const saveCanned = async (
  tx: Tx,
  { communityId, id }: Pick<CannedEntity, 'communityId' | 'id'>,
  change: Partial<CannedEntity>,
): Promise<void> => {
  await tx.update(CannedEntity, { communityId, id }, change);
};

export const deleteCanned = async (
  tx: Tx,
  { communityId, id }: Pick<CannedEntity, 'communityId' | 'id'>,
): Promise<void> => {
  await tx.delete(CannedEntity, { communityId, id });
};
