import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { insertRows } from '../../platform/database/write.js';
import { TerminalPostEntity } from './access.entity.js';

export const findPosts = (reader: Reader, communityId: string): Promise<TerminalPostEntity[]> =>
  selectAll(reader, TerminalPostEntity, { where: { communityId } });

export const findPost = (reader: Reader, communityId: string, deviceId: string): Promise<TerminalPostEntity | null> =>
  selectOne(reader, TerminalPostEntity, { communityId, deviceId });

export const findPostOfKiosk = (
  reader: Reader,
  communityId: string,
  kioskId: string,
): Promise<TerminalPostEntity | null> => selectOne(reader, TerminalPostEntity, { communityId, kioskId });

export const insertPost = (tx: Tx, post: TerminalPostEntity): Promise<void> =>
  insertRows(tx, TerminalPostEntity, [post]);

export const deletePostOfKiosk = async (tx: Tx, communityId: string, kioskId: string): Promise<void> => {
  await tx.delete(TerminalPostEntity, { communityId, kioskId });
};
