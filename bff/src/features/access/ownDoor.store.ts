import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute } from '../../platform/database/write.js';
import { OwnDoorUseEntity, PassageEntity } from './access.entity.js';

/** Held until the transaction ends; made when it is the first time. */
export const lockOwnUse = async (
  tx: Tx,
  { communityId, deviceId, accountId }: Pick<OwnDoorUseEntity, 'communityId' | 'deviceId' | 'accountId'>,
): Promise<OwnDoorUseEntity> => {
  const fresh = { communityId, deviceId, accountId, lastStep: 0, usedAt: 0 };
  await tx
    .createQueryBuilder()
    .insert()
    .into(OwnDoorUseEntity)
    .values(fresh)
    .orUpdate(['device_id'], ['community_id', 'device_id', 'account_id'])
    .execute();
  const where = 'community_id = ? AND device_id = ? AND account_id = ?';
  await tx.query(`SELECT last_step FROM own_door_use WHERE ${where}${forUpdate(tx)}`, [
    communityId,
    deviceId,
    accountId,
  ]);
  return (await selectOne(tx, OwnDoorUseEntity, { communityId, deviceId, accountId })) ?? fresh;
};

export const saveOwnUse = async (
  tx: Tx,
  { communityId, deviceId, accountId }: OwnDoorUseEntity,
  change: { lastStep: number; usedAt: number },
): Promise<void> => {
  await tx.update(OwnDoorUseEntity, { communityId, deviceId, accountId }, change);
};

/** Codes of so long ago let nobody in: what was remembered of them can go. */
export const deleteOldUses = async (tx: Tx, communityId: string, beforeMs: number): Promise<void> => {
  await execute(tx, 'DELETE FROM own_door_use WHERE community_id = ? AND used_at < ?', [communityId, beforeMs]);
};

/** Somebody's own at the doors of a community, newest first. */
export const findOwnPassages = (
  reader: Reader,
  { communityId, accountId, limit }: { communityId: string; accountId: string; limit: number },
): Promise<PassageEntity[]> =>
  selectAll(reader, PassageEntity, { where: { communityId, accountId }, orderBy: 't.at DESC, t.id DESC', limit });

/** How often somebody had a door opened from afar since then. */
export const countOpenings = (
  reader: Reader,
  { communityId, deviceId, accountId }: Pick<OwnDoorUseEntity, 'communityId' | 'deviceId' | 'accountId'>,
  since: Date,
): Promise<number> =>
  reader
    .createQueryBuilder(PassageEntity, 'p')
    .where('p.communityId = :communityId AND p.accountId = :accountId AND p.deviceId = :deviceId', {
      ...{ communityId, accountId, deviceId },
    })
    .andWhere("p.way = 'remote' AND p.receivedAt > :since", { since })
    .getCount();
