import type { AnnouncementStatus } from 'shared-types/staffAnnouncement';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { AnnouncementEntity, AnnouncementReadEntity } from './announcement.entity.js';

export const findAnnouncement = (reader: Reader, communityId: string, id: string): Promise<AnnouncementEntity | null> =>
  selectOne(reader, AnnouncementEntity, { communityId, id });

/** For owners, whose call names no community: ids are unique by themselves. */
export const findAnnouncementIn = async (
  reader: Reader,
  communityIds: string[],
  id: string,
): Promise<AnnouncementEntity | null> =>
  (await selectAll(reader, AnnouncementEntity, { where: { communityId: communityIds, id }, limit: 1 }))[0] ?? null;

/** Held until the transaction ends. */
export const lockAnnouncement = async (tx: Tx, communityId: string, id: string): Promise<AnnouncementEntity | null> => {
  await tx.query(`SELECT id FROM announcement WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findAnnouncement(tx, communityId, id);
};

export const insertAnnouncement = (tx: Tx, announcement: AnnouncementEntity): Promise<void> =>
  insertRows(tx, AnnouncementEntity, [announcement]);

export const saveAnnouncement = async (
  tx: Tx,
  { communityId, id }: Pick<AnnouncementEntity, 'communityId' | 'id'>,
  change: Partial<AnnouncementEntity>,
): Promise<void> => {
  await tx.update(AnnouncementEntity, { communityId, id }, change);
};

/** Of drafts only; nobody has read them. */
export const deleteAnnouncement = async (
  tx: Tx,
  { communityId, id }: Pick<AnnouncementEntity, 'communityId' | 'id'>,
): Promise<void> => {
  await tx.delete(AnnouncementEntity, { communityId, id });
};

export interface PublishedAfter {
  pinned: boolean;
  at: Date;
  id: string;
}

/** Published ones, pinned first, then newest first. */
export const findPublished = (
  reader: Reader,
  communityIds: string[],
  { after, limit }: { after: PublishedAfter | null; limit: number },
): Promise<AnnouncementEntity[]> => {
  if (communityIds.length === 0) return Promise.resolve([]);
  const query = reader
    .createQueryBuilder(AnnouncementEntity, 'a')
    .where("a.communityId IN (:...communityIds) AND a.status = 'published'", { communityIds })
    .orderBy('a.pinned', 'DESC')
    .addOrderBy('a.publishedAt', 'DESC')
    .addOrderBy('a.id', 'DESC')
    .limit(limit);
  if (after)
    query.andWhere(
      `(a.pinned < :pinned OR (a.pinned = :pinned AND (a.publishedAt < :at OR (a.publishedAt = :at AND a.id < :id))))`,
      { ...after, pinned: after.pinned ? 1 : 0 },
    );
  return query.getMany();
};

/** Published ones that are still news: not older than `since`, or pinned, or of an outage that is not over. */
export const findCurrent = (
  reader: Reader,
  communityIds: string[],
  { since, now, limit }: { since: Date; now: Date; limit: number },
): Promise<AnnouncementEntity[]> => {
  if (communityIds.length === 0) return Promise.resolve([]);
  return reader
    .createQueryBuilder(AnnouncementEntity, 'a')
    .where("a.communityId IN (:...communityIds) AND a.status = 'published'", { communityIds })
    .andWhere('(a.publishedAt >= :since OR a.pinned = :yes OR a.outageUntil > :now)', { since, now, yes: true })
    .orderBy('a.publishedAt', 'DESC')
    .addOrderBy('a.id', 'DESC')
    .limit(limit)
    .getMany();
};

/** Outages of a community that are not over, the one that begins first. */
export const findOutages = (reader: Reader, communityId: string, now: Date): Promise<AnnouncementEntity[]> =>
  reader
    .createQueryBuilder(AnnouncementEntity, 'a')
    .where("a.communityId = :communityId AND a.status = 'published' AND a.outageUntil > :now", { communityId, now })
    .orderBy('a.outageFrom')
    .addOrderBy('a.id')
    .limit(100)
    .getMany();

/** For staff: the newest change first. */
export const listForStaff = (
  reader: Reader,
  communityId: string,
  {
    status,
    before,
    limit,
  }: { status?: AnnouncementStatus | undefined; before: { at: Date; id: string } | null; limit: number },
): Promise<AnnouncementEntity[]> => {
  const query = reader
    .createQueryBuilder(AnnouncementEntity, 'a')
    .where('a.communityId = :communityId', { communityId })
    .orderBy('a.changedAt', 'DESC')
    .addOrderBy('a.id', 'DESC')
    .limit(limit);
  if (status) query.andWhere('a.status = :status', { status });
  if (before) query.andWhere('(a.changedAt < :at OR (a.changedAt = :at AND a.id < :id))', before);
  return query.getMany();
};

/** Which of these the account has read. */
export const findReadBy = async (reader: Reader, accountId: string, ids: string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await selectRows(
    reader,
    `SELECT announcement_id FROM announcement_read WHERE account_id = ? AND announcement_id IN (${marks(ids)})`,
    [accountId, ...ids],
  );
  return new Set(rows.map((row) => String(row.announcement_id)));
};

/** Account id -> when it was read first. */
export const findReaders = async (
  reader: Reader,
  communityId: string,
  announcementId: string,
): Promise<Map<string, Date>> => {
  const rows = await selectRows(
    reader,
    'SELECT account_id, at FROM announcement_read WHERE community_id = ? AND announcement_id = ?',
    [communityId, announcementId],
  );
  return new Map(rows.map((row) => [String(row.account_id), toDate(row.at)]));
};

/** How many have read each. */
export const countReaders = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT announcement_id, COUNT(*) AS n FROM announcement_read
     WHERE community_id = ? AND announcement_id IN (${marks(ids)}) GROUP BY announcement_id`,
    [communityId, ...ids],
  );
  return new Map(rows.map((row) => [String(row.announcement_id), toNumber(row.n)]));
};

/** Keeps the first time; true: it was the first. */
export const insertRead = async (tx: Tx, read: AnnouncementReadEntity): Promise<boolean> => {
  try {
    await insertRows(tx, AnnouncementReadEntity, [read]);
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
};
