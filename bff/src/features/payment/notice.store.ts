import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { insertRows } from '../../platform/database/write.js';
import { ChannelNotificationEntity } from './payment.entity.js';

export const findNotice = (reader: Reader, id: string): Promise<ChannelNotificationEntity | null> =>
  selectOne(reader, ChannelNotificationEntity, { id });

/** Which of these are kept already; ids are made of the channel and its own id. */
export const findKept = async (reader: Reader, ids: readonly string[]): Promise<Set<string>> =>
  new Set((await selectAll(reader, ChannelNotificationEntity, { where: { id: ids } })).map(({ id }) => id));

/** Throws on one that is there already. */
export const insertNotices = (tx: Tx, notices: readonly ChannelNotificationEntity[]): Promise<void> =>
  insertRows(tx, ChannelNotificationEntity, notices);

export const saveNotice = async (
  tx: Tx,
  id: string,
  change: Pick<ChannelNotificationEntity, 'status' | 'outcome' | 'actedAt'>,
): Promise<void> => {
  await tx.update(ChannelNotificationEntity, { id }, change);
};
