import type { Reader, Tx } from '../../platform/database/access.js';
import { selectOne } from '../../platform/database/select.js';
import { execute } from '../../platform/database/write.js';
import { DoorListRevisionEntity } from './access.entity.js';

/** 0: no pass and no group was ever changed. */
export const findListRevision = async (reader: Reader, communityId: string): Promise<number> =>
  (await selectOne(reader, DoorListRevisionEntity, { communityId }))?.revision ?? 0;

const countUp = (tx: Tx, communityId: string): Promise<number> =>
  execute(tx, 'UPDATE door_list_revision SET revision = revision + 1 WHERE community_id = ?', [communityId]);

/**
 * What lists of doors are made of changes with this transaction. The row is held until its end, so that the numbers stand
 * in the order in which changes can be seen: whoever has read a number has read everything before it.
 */
export const touchLists = async (tx: Tx, communityId: string): Promise<void> => {
  if ((await countUp(tx, communityId)) > 0) return;
  await tx
    .createQueryBuilder()
    .insert()
    .into(DoorListRevisionEntity)
    .values({ communityId, revision: 0 })
    .orUpdate(['community_id'], ['community_id'])
    .execute();
  await countUp(tx, communityId);
};
