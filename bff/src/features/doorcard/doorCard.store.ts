import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { DoorCardCopyEntity, DoorCardEntity } from './doorCard.entity.js';

type CardId = Pick<DoorCardEntity, 'communityId' | 'id'>;
type CopyId = Pick<DoorCardCopyEntity, 'communityId' | 'doorCardId' | 'deviceId'>;

export const findDoorCard = (reader: Reader, communityId: string, id: string): Promise<DoorCardEntity | null> =>
  selectOne(reader, DoorCardEntity, { communityId, id });

export const findOpen = (reader: Reader, communityId: string, cardId: string): Promise<DoorCardEntity | null> =>
  selectOne(reader, DoorCardEntity, { communityId, openKey: cardId });

/** Held until the transaction ends. */
export const lockDoorCard = async (tx: Tx, communityId: string, id: string): Promise<DoorCardEntity | null> => {
  await tx.query(`SELECT id FROM door_card WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findDoorCard(tx, communityId, id);
};

export const insertDoorCard = (tx: Tx, card: DoorCardEntity): Promise<void> => insertRows(tx, DoorCardEntity, [card]);

export const saveDoorCard = async (
  tx: Tx,
  { communityId, id }: CardId,
  change: Partial<DoorCardEntity>,
): Promise<void> => {
  await tx.update(DoorCardEntity, { communityId, id }, change);
};

/** Open or not, as long as a terminal may hold it. */
export const findUngone = (reader: Reader, communityId: string): Promise<DoorCardEntity[]> =>
  selectAll(reader, DoorCardEntity, { where: { communityId, goneAt: null }, orderBy: 't.id' });

export const findUngoneOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<DoorCardEntity[]> =>
  selectAll(reader, DoorCardEntity, { where: { communityId, houseId, goneAt: null }, orderBy: 't.id DESC' });

const mostLent = 50;

/** Everybody's who ever had a card of this number, newest first. */
export const findByNumber = (reader: Reader, communityId: string, numberIndex: string): Promise<DoorCardEntity[]> =>
  selectAll(reader, DoorCardEntity, { where: { communityId, numberIndex }, orderBy: 't.id DESC', limit: mostLent });

export const findCopies = (reader: Reader, communityId: string, doorCardIds: string[]): Promise<DoorCardCopyEntity[]> =>
  selectAll(reader, DoorCardCopyEntity, { where: { communityId, doorCardId: doorCardIds }, orderBy: 't.device_id' });

export const findCopy = (
  reader: Reader,
  { communityId, doorCardId, deviceId }: CopyId,
): Promise<DoorCardCopyEntity | null> => selectOne(reader, DoorCardCopyEntity, { communityId, doorCardId, deviceId });

export const insertCopies = (tx: Tx, copies: DoorCardCopyEntity[]): Promise<void> =>
  insertRows(tx, DoorCardCopyEntity, copies);

export const saveCopy = async (
  tx: Tx,
  { communityId, doorCardId, deviceId }: CopyId,
  change: Partial<DoorCardCopyEntity>,
): Promise<void> => {
  await tx.update(DoorCardCopyEntity, { communityId, doorCardId, deviceId }, change);
};

/** The next at a terminal that is due by now; deletions come first. */
export const findDueCopy = (
  reader: Reader,
  communityId: string,
  deviceId: string,
  now: Date,
): Promise<DoorCardCopyEntity | null> =>
  reader
    .createQueryBuilder(DoorCardCopyEntity, 'c')
    .where('c.communityId = :communityId AND c.deviceId = :deviceId', { communityId, deviceId })
    .andWhere("c.state = 'due' AND c.nextAt <= :now", { now })
    .orderBy('c.wanted')
    .addOrderBy('c.nextAt')
    .addOrderBy('c.doorCardId')
    .limit(1)
    .getOne();

/** Terminals with something that is due by now. */
export const findDueDevices = async (reader: Reader, communityId: string, now: Date): Promise<string[]> =>
  (
    await selectRows(
      reader,
      "SELECT DISTINCT device_id AS id FROM door_card_copy WHERE community_id = ? AND state = 'due' AND next_at <= ?",
      [communityId, sqlTime(now)],
    )
  ).map(({ id }) => String(id));
