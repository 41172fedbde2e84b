import type { VisitHalf } from 'shared-types/homeVisit';
import { Brackets } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { HomeVisitEntity, HomeVisitHalfEntity, HomeVisitMadeEntity } from './homevisit.entity.js';

export const findVisit = (reader: Reader, communityId: string, id: string): Promise<HomeVisitEntity | null> =>
  selectOne(reader, HomeVisitEntity, { communityId, id });

/** For owners, whose call names no community: ids are unique by themselves. */
export const findVisitIn = (
  reader: Reader,
  communityIds: readonly string[],
  id: string,
): Promise<HomeVisitEntity | null> => selectOne(reader, HomeVisitEntity, { communityId: communityIds as never, id });

export const lockVisit = async (tx: Tx, communityId: string, id: string): Promise<HomeVisitEntity | null> => {
  await tx.query(`SELECT id FROM home_visit WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findVisit(tx, communityId, id);
};

export const findByOpenKey = (reader: Reader, communityId: string, openKey: string): Promise<HomeVisitEntity | null> =>
  selectOne(reader, HomeVisitEntity, { communityId, openKey });

export const insertVisit = (tx: Tx, visit: HomeVisitEntity): Promise<void> => insertRows(tx, HomeVisitEntity, [visit]);

export const saveVisit = async (
  tx: Tx,
  { communityId, id }: Pick<HomeVisitEntity, 'communityId' | 'id'>,
  change: Partial<HomeVisitEntity>,
): Promise<void> => {
  await tx.update(HomeVisitEntity, { communityId, id }, change);
};

/** Holds a half-day until the transaction ends, so that bookings of it are counted one after the other. */
export const lockHalf = async (tx: Tx, row: HomeVisitHalfEntity): Promise<void> => {
  const { communityId, day, half } = row;
  const hold = (): Promise<unknown[]> =>
    tx.query(`SELECT day FROM home_visit_half WHERE community_id = ? AND day = ? AND half = ?${forUpdate(tx)}`, [
      communityId,
      day,
      half,
    ]);
  if ((await hold()).length > 0) return;
  try {
    await tx.insert(HomeVisitHalfEntity, row);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await hold();
  }
};

/** Places that are taken, by day and half: all but what was cancelled. */
export const countTaken = async (
  reader: Reader,
  communityId: string,
  { from, to }: { from: string; to: string },
): Promise<(day: string, half: VisitHalf) => number> => {
  const rows = await selectRows(
    reader,
    `SELECT day, half, COUNT(*) AS taken FROM home_visit
     WHERE community_id = ? AND day >= ? AND day <= ? AND status <> 'cancelled' GROUP BY day, half`,
    [communityId, from, to],
  );
  const taken = new Map(rows.map((row) => [`${row.day}|${row.half}`, toNumber(row.taken)]));
  return (day, half) => taken.get(`${day}|${half}`) ?? 0;
};

/** Half-days from a day on that a house holds already. */
export const findOpenKeys = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  from: string,
): Promise<Set<string>> => {
  const rows = await selectRows(
    reader,
    `SELECT open_key FROM home_visit
     WHERE community_id = ? AND house_id = ? AND day >= ? AND open_key IS NOT NULL`,
    [communityId, houseId, from],
  );
  return new Set(rows.map((row) => String(row.open_key)));
};

/** Visits of these houses, and of others those that somebody booked themselves; the newest first. */
export const listForOwner = async (
  reader: Reader,
  who: { accountId: string; whole: readonly string[]; own: readonly string[] },
  { before, limit }: { before: string | null; limit: number },
): Promise<HomeVisitEntity[]> => {
  if (who.whole.length + who.own.length === 0) return [];
  const query = reader
    .createQueryBuilder(HomeVisitEntity, 'v')
    .where(
      new Brackets((either) => {
        if (who.whole.length > 0) either.orWhere('v.houseId IN (:...whole)', { whole: who.whole });
        if (who.own.length > 0)
          either.orWhere('(v.houseId IN (:...own) AND v.accountId = :accountId)', {
            own: who.own,
            accountId: who.accountId,
          });
      }),
    )
    .orderBy('v.id', 'DESC')
    .limit(limit);
  if (before) query.andWhere('v.id < :before', { before });
  return query.getMany();
};

interface PageOf {
  after: { at: Date; id: string } | null;
  limit: number;
}

/** What is to come, the nearest first. `since`: with what this one ended since then. */
export const listOpen = (
  reader: Reader,
  communityId: string,
  mine: { staffId: string; since: Date } | null,
  { after, limit }: PageOf,
): Promise<HomeVisitEntity[]> => {
  const query = reader.createQueryBuilder(HomeVisitEntity, 'v').where('v.communityId = :communityId', { communityId });
  if (mine) {
    query.andWhere('v.staffId = :staffId', mine);
    query.andWhere(
      "(v.status IN ('given', 'coming') OR (v.status IN ('done', 'missed') AND v.endedAt >= :since))",
      mine,
    );
  } else query.andWhere("v.status IN ('booked', 'given', 'coming')");
  if (after) query.andWhere('(v.fromAt > :at OR (v.fromAt = :at AND v.id > :id))', after);
  return query.orderBy('v.fromAt').addOrderBy('v.id').limit(limit).getMany();
};

/** What is over, the latest first. */
export const listOver = (reader: Reader, communityId: string, { after, limit }: PageOf): Promise<HomeVisitEntity[]> => {
  const query = reader
    .createQueryBuilder(HomeVisitEntity, 'v')
    .where("v.communityId = :communityId AND v.status IN ('done', 'missed', 'cancelled')", { communityId })
    .orderBy('v.fromAt', 'DESC')
    .addOrderBy('v.id', 'DESC')
    .limit(limit);
  if (after) query.andWhere('(v.fromAt < :at OR (v.fromAt = :at AND v.id < :id))', after);
  return query.getMany();
};

export const countUnassigned = (reader: Reader, communityId: string): Promise<number> =>
  reader
    .createQueryBuilder(HomeVisitEntity, 'v')
    .where("v.communityId = :communityId AND v.status = 'booked'", { communityId })
    .getCount();

export const insertMade = (tx: Tx, made: HomeVisitMadeEntity): Promise<void> =>
  insertRows(tx, HomeVisitMadeEntity, [made]);

/** In the order in which they were made. */
export const findMade = (reader: Reader, communityId: string, visitId: string): Promise<HomeVisitMadeEntity[]> =>
  selectAll(reader, HomeVisitMadeEntity, { where: { communityId, visitId }, orderBy: 't.at, t.subject_id' });
