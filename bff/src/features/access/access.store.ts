import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, sqlTime } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import {
  AccessDigitsEntity,
  AccessKeypadEntity,
  GateGroupDeviceEntity,
  GateGroupEntity,
  PassageEntity,
  VisitorPassEntity,
} from './access.entity.js';
import { touchLists } from './doorList.store.js';

/** On the way in; removed ones are left out. */
export const findGroups = (reader: Reader, communityId: string): Promise<GateGroupEntity[]> =>
  selectAll(reader, GateGroupEntity, { where: { communityId, removedAt: null }, orderBy: 't.position, t.number' });

/** Removed ones too: passes may still name them. */
export const findGroupsByIds = (reader: Reader, communityId: string, ids: string[]): Promise<GateGroupEntity[]> =>
  selectAll(reader, GateGroupEntity, { where: { communityId, id: ids }, orderBy: 't.position, t.number' });

export const findGroup = (reader: Reader, communityId: string, id: string): Promise<GateGroupEntity | null> =>
  selectOne(reader, GateGroupEntity, { communityId, id });

/** Held until the transaction ends. */
export const lockGroup = async (tx: Tx, communityId: string, id: string): Promise<GateGroupEntity | null> => {
  await tx.query(`SELECT id FROM gate_group WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findGroup(tx, communityId, id);
};

export const findGroupDevices = (reader: Reader, communityId: string): Promise<GateGroupDeviceEntity[]> =>
  selectAll(reader, GateGroupDeviceEntity, { where: { communityId }, orderBy: 't.position' });

/** The groups in which a door stands; without those that were removed. */
export const findGroupsOfDevice = async (
  reader: Reader,
  communityId: string,
  deviceId: string,
): Promise<GateGroupEntity[]> => {
  const rows = await selectAll(reader, GateGroupDeviceEntity, { where: { communityId, deviceId } });
  const groups = await findGroupsByIds(
    reader,
    communityId,
    rows.map(({ groupId }) => groupId),
  );
  return groups.filter(({ removedAt }) => removedAt === null);
};

export const insertGroup = async (tx: Tx, group: GateGroupEntity): Promise<void> => {
  await insertRows(tx, GateGroupEntity, [group]);
  await touchLists(tx, group.communityId);
};

export const saveGroup = async (
  tx: Tx,
  { communityId, id }: Pick<GateGroupEntity, 'communityId' | 'id'>,
  change: Partial<GateGroupEntity>,
): Promise<void> => {
  await tx.update(GateGroupEntity, { communityId, id }, change);
  await touchLists(tx, communityId);
};

export const replaceGroupDevices = async (
  tx: Tx,
  communityId: string,
  groupId: string,
  deviceIds: readonly string[],
): Promise<void> => {
  await tx.delete(GateGroupDeviceEntity, { communityId, groupId });
  await insertRows(
    tx,
    GateGroupDeviceEntity,
    deviceIds.map((deviceId, position) => ({ communityId, groupId, deviceId, position })),
  );
  await touchLists(tx, communityId);
};

/** Every number that was ever given. */
export const findGroupNumbers = async (reader: Reader, communityId: string): Promise<number[]> =>
  (await selectAll(reader, GateGroupEntity, { where: { communityId } })).map(({ number }) => number);

export const findPass = (reader: Reader, communityId: string, id: string): Promise<VisitorPassEntity | null> =>
  selectOne(reader, VisitorPassEntity, { communityId, id });

/** For owners and visitors, whose call names no community: ids are unique by themselves. */
export const findPassById = (reader: Reader, id: string): Promise<VisitorPassEntity | null> =>
  selectOne(reader, VisitorPassEntity, { id });

export const lockPass = async (tx: Tx, communityId: string, id: string): Promise<VisitorPassEntity | null> => {
  await tx.query(`SELECT id FROM visitor_pass WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findPass(tx, communityId, id);
};

export const insertPass = async (tx: Tx, pass: VisitorPassEntity): Promise<void> => {
  await insertRows(tx, VisitorPassEntity, [pass]);
  await touchLists(tx, pass.communityId);
};

export const savePass = async (
  tx: Tx,
  { communityId, id }: Pick<VisitorPassEntity, 'communityId' | 'id'>,
  change: Partial<VisitorPassEntity>,
): Promise<void> => {
  await tx.update(VisitorPassEntity, { communityId, id }, change);
  await touchLists(tx, communityId);
};

const isLive = 'p.revokedAt IS NULL AND p.validUntil > :now AND p.used < p.uses';

interface Cut {
  now: Date;
  after: string | null;
  limit: number;
}

/** Somebody's own, newest first. */
export const listOwn = (
  reader: Reader,
  accountId: string,
  { which, now, after, limit }: Cut & { which: 'live' | 'past' },
): Promise<VisitorPassEntity[]> => {
  const query = reader
    .createQueryBuilder(VisitorPassEntity, 'p')
    .where('p.accountId = :accountId', { accountId })
    .andWhere(which === 'live' ? isLive : `NOT (${isLive})`, { now })
    .orderBy('p.id', 'DESC')
    .limit(limit);
  if (after) query.andWhere('p.id < :after', { after });
  return query.getMany();
};

/** Somebody's own that are of use, the next to begin first. */
export const findNextOf = (reader: Reader, accountId: string, now: Date, limit: number): Promise<VisitorPassEntity[]> =>
  reader
    .createQueryBuilder(VisitorPassEntity, 'p')
    .where('p.accountId = :accountId', { accountId })
    .andWhere(isLive, { now })
    .orderBy('p.validFrom')
    .addOrderBy('p.id')
    .limit(limit)
    .getMany();

export const countLive = (reader: Reader, accountId: string, now: Date): Promise<number> =>
  reader
    .createQueryBuilder(VisitorPassEntity, 'p')
    .where('p.accountId = :accountId', { accountId })
    .andWhere(isLive, { now })
    .getCount();

/** Of a house, in the name of people without an account, and of use now or later; the newest first. */
export const findLiveOfPeople = (
  reader: Reader,
  { communityId, houseId, now, limit }: { communityId: string; houseId: string; now: Date; limit: number },
): Promise<VisitorPassEntity[]> =>
  reader
    .createQueryBuilder(VisitorPassEntity, 'p')
    .where('p.communityId = :communityId AND p.houseId = :houseId', { communityId, houseId })
    .andWhere(`p.hostPersonId IS NOT NULL AND ${isLive}`, { now })
    .orderBy('p.id', 'DESC')
    .limit(limit)
    .getMany();

/** Not over yet, whatever became of them: what doors and guards look at. */
export const findUnended = (reader: Reader, communityId: string, now: Date): Promise<VisitorPassEntity[]> =>
  reader
    .createQueryBuilder(VisitorPassEntity, 'p')
    .where('p.communityId = :communityId AND p.validUntil > :now', { communityId, now })
    .orderBy('p.id')
    .getMany();

/** Guests' cars of this plate whose time is not over, the one that began first. */
export const findPassesByPlate = (
  reader: Reader,
  communityId: string,
  plate: string,
  now: Date,
): Promise<VisitorPassEntity[]> =>
  reader
    .createQueryBuilder(VisitorPassEntity, 'p')
    .where('p.communityId = :communityId AND p.plate = :plate AND p.validUntil > :now', { communityId, plate, now })
    .orderBy('p.validFrom')
    .addOrderBy('p.id')
    .limit(20)
    .getMany();

/** Takes the digits in every group of a pass, or none: a duplicate key is thrown. */
export const insertDigits = (tx: Tx, rows: AccessDigitsEntity[]): Promise<void> =>
  insertRows(tx, AccessDigitsEntity, rows);

export const findByDigits = async (
  reader: Reader,
  communityId: string,
  groupIds: string[],
  digitsIndex: string,
): Promise<AccessDigitsEntity | null> =>
  (
    await selectAll(reader, AccessDigitsEntity, { where: { communityId, groupId: groupIds, digitsIndex }, limit: 1 })
  )[0] ?? null;

export const freeDigits = async (tx: Tx, communityId: string, passId: string): Promise<void> => {
  await tx.delete(AccessDigitsEntity, { communityId, passId });
};

/** Digits of passes that are over are free again. */
export const freeEndedDigits = async (tx: Tx, communityId: string, now: Date): Promise<void> => {
  await execute(tx, 'DELETE FROM access_digits WHERE community_id = ? AND valid_until <= ?', [communityId, now]);
};

/** Held until the transaction ends; made when it is the first try (see identity's `lockTries` for why by an upsert). */
export const lockKeypad = async (tx: Tx, communityId: string, deviceId: string): Promise<AccessKeypadEntity> => {
  const fresh = { communityId, deviceId, wrong: 0, pausedUntil: 0 };
  await tx
    .createQueryBuilder()
    .insert()
    .into(AccessKeypadEntity)
    .values(fresh)
    .orUpdate(['device_id'], ['community_id', 'device_id'])
    .execute();
  await tx.query(`SELECT wrong FROM access_keypad WHERE community_id = ? AND device_id = ?${forUpdate(tx)}`, [
    communityId,
    deviceId,
  ]);
  return (await selectOne(tx, AccessKeypadEntity, { communityId, deviceId })) ?? fresh;
};

export const saveKeypad = async (
  tx: Tx,
  { communityId, deviceId }: AccessKeypadEntity,
  change: { wrong: number; pausedUntil: number },
): Promise<void> => {
  await tx.update(AccessKeypadEntity, { communityId, deviceId }, change);
};

export const findPassage = (reader: Reader, communityId: string, id: string): Promise<PassageEntity | null> =>
  selectOne(reader, PassageEntity, { communityId, id });

export const insertPassage = (tx: Tx, passage: PassageEntity): Promise<void> =>
  insertRows(tx, PassageEntity, [passage]);

export const savePassage = async (
  tx: Tx,
  { communityId, id }: Pick<PassageEntity, 'communityId' | 'id'>,
  change: Partial<PassageEntity>,
): Promise<void> => {
  await tx.update(PassageEntity, { communityId, id }, change);
};

const mostVisits = 100;

/** Newest first. */
export const findVisits = (reader: Reader, communityId: string, passId: string): Promise<PassageEntity[]> =>
  selectAll(reader, PassageEntity, {
    where: { communityId, passId },
    orderBy: 't.at DESC, t.id DESC',
    limit: mostVisits,
  });

export interface PassageFilter {
  only?: 'refused' | 'flagged' | 'guard' | undefined;
  doorId?: string | undefined;
  before: { at: Date; id: string } | null;
  limit: number;
}

/** Newest first. */
export const listForGuards = (
  reader: Reader,
  communityId: string,
  { only, doorId, before, limit }: PassageFilter,
): Promise<PassageEntity[]> => {
  const query = reader
    .createQueryBuilder(PassageEntity, 'p')
    .where('p.communityId = :communityId', { communityId })
    .orderBy('p.at', 'DESC')
    .addOrderBy('p.id', 'DESC')
    .limit(limit);
  if (only === 'refused') query.andWhere('p.admitted = :no', { no: false });
  if (only === 'flagged') query.andWhere('p.flag IS NOT NULL');
  if (only === 'guard') query.andWhere("p.way = 'guard'");
  if (doorId) query.andWhere('p.deviceId = :doorId', { doorId });
  if (before) query.andWhere('(p.at < :at OR (p.at = :at AND p.id < :id))', before);
  return query.getMany();
};

const atOnce = 500;

/** Deletes what is older, a part at a time; true: there may be more. */
const deleteOld = async (
  tx: Tx,
  table: 'passage' | 'visitor_pass',
  column: 'at' | 'valid_until',
  communityId: string,
  before: Date,
): Promise<boolean> => {
  const rows = await selectRows(
    tx,
    `SELECT id FROM ${table} WHERE community_id = ? AND ${column} < ? LIMIT ${atOnce}`,
    [communityId, sqlTime(before)],
  );
  if (rows.length === 0) return false;
  await execute(tx, `DELETE FROM ${table} WHERE community_id = ? AND id IN (${marks(rows)})`, [
    communityId,
    ...rows.map(({ id }) => id),
  ]);
  return rows.length === atOnce;
};

/** Passages and passes from before a day; true: there may be more. */
export const deleteRecordsBefore = async (tx: Tx, communityId: string, before: Date): Promise<boolean> => {
  const more = await deleteOld(tx, 'passage', 'at', communityId, before);
  return (await deleteOld(tx, 'visitor_pass', 'valid_until', communityId, before)) || more;
};
