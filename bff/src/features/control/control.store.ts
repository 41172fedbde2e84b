import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { CommandEntity } from './control.entity.js';

type Key = { communityId: string; id: string };

export const insertCommand = (tx: Tx, command: CommandEntity): Promise<void> =>
  insertRows(tx, CommandEntity, [command]);

export const findCommand = (reader: Reader, { communityId, id }: Key): Promise<CommandEntity | null> =>
  selectOne(reader, CommandEntity, { communityId, id });

export const lockCommand = async (tx: Tx, { communityId, id }: Key): Promise<CommandEntity | null> => {
  await selectRows(tx, `SELECT id FROM device_command WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [
    communityId,
    id,
  ]);
  return findCommand(tx, { communityId, id });
};

export const saveCommand = async (tx: Tx, { communityId, id }: Key, change: Partial<CommandEntity>): Promise<void> => {
  await tx.update(CommandEntity, { communityId, id }, change);
};

/** Not acknowledged yet, in the order in which they were given. */
export const findWaiting = (reader: Reader, communityId: string, deviceIds: readonly string[]) =>
  selectAll(reader, CommandEntity, {
    where: { communityId, deviceId: [...deviceIds], status: 'waiting' },
    orderBy: 't.id',
    limit: 1000,
  });

export const deleteEndedCommands = async (tx: Tx, before: Date): Promise<void> => {
  await execute(tx, "DELETE FROM device_command WHERE state <> 'waiting' AND expires_at < ?", [before]);
};
