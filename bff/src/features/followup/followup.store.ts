import type { FollowUpStage } from 'shared-types/followUp';
import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { FollowUpEntity, FollowUpNoteEntity, MeasureEntity } from './followup.entity.js';

export const insertFollowUp = async (tx: Tx, followUp: FollowUpEntity): Promise<void> => {
  await tx.insert(FollowUpEntity, followUp);
};

export const saveFollowUp = async (tx: Tx, { communityId, id, ...rest }: FollowUpEntity): Promise<void> => {
  await tx.update(FollowUpEntity, { communityId, id }, rest);
};

export const findFollowUp = (reader: Reader, communityId: string, id: string): Promise<FollowUpEntity | null> =>
  selectOne(reader, FollowUpEntity, { communityId, id });

export const findFollowUpById = (reader: Reader, id: string): Promise<FollowUpEntity | null> =>
  selectOne(reader, FollowUpEntity, { id });

export const findBySubject = (reader: Reader, communityId: string, subjectId: string): Promise<FollowUpEntity | null> =>
  selectOne(reader, FollowUpEntity, { communityId, subjectId });

/** What somebody rated badly in these communities, the latest first. */
export const listOwn = (
  reader: Reader,
  accountId: string,
  communityIds: string[],
  { after, limit }: Pick<FollowUpFilter, 'after' | 'limit'>,
): Promise<FollowUpEntity[]> => {
  const query = reader
    .createQueryBuilder(FollowUpEntity, 'f')
    .where('f.accountId = :accountId AND f.communityId IN (:...communityIds)', { accountId, communityIds })
    .orderBy('f.ratedAt', 'DESC')
    .addOrderBy('f.id', 'DESC')
    .limit(limit);
  if (after)
    query.andWhere('(f.ratedAt < :at OR (f.ratedAt = :at AND f.id < :id))', { at: sqlTime(after.at), id: after.id });
  return query.getMany();
};

export const lockFollowUp = async (tx: Tx, communityId: string, id: string): Promise<FollowUpEntity | null> => {
  await selectRows(tx, `SELECT id FROM follow_up WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findFollowUp(tx, communityId, id);
};

export const insertNote = async (tx: Tx, note: FollowUpNoteEntity): Promise<void> => {
  await tx.insert(FollowUpNoteEntity, note);
};

export const findNotes = (reader: Reader, communityId: string, followUpId: string): Promise<FollowUpNoteEntity[]> =>
  selectAll(reader, FollowUpNoteEntity, { where: { communityId, followUpId }, orderBy: 't.at ASC, t.id ASC' });

export const insertMeasures = async (tx: Tx, measures: MeasureEntity[]): Promise<void> => {
  await tx.insert(MeasureEntity, measures);
};

export const saveMeasure = async (tx: Tx, { communityId, id, ...rest }: MeasureEntity): Promise<void> => {
  await tx.update(MeasureEntity, { communityId, id }, rest);
};

/** In the order in which they were written, of several follow-ups. */
export const findMeasures = (reader: Reader, communityId: string, followUpIds: string[]): Promise<MeasureEntity[]> =>
  selectAll(reader, MeasureEntity, {
    where: { communityId, followUpId: followUpIds },
    orderBy: 't.follow_up_id ASC, t.position ASC',
  });

export interface FollowUpFilter {
  scope: 'open' | 'ended';
  stage?: FollowUpStage | undefined;
  after: { at: Date; id: string } | null;
  limit: number;
}

/** Open ones by what is due first; ended ones, the latest first. */
export const listFollowUps = (
  reader: Reader,
  communityId: string,
  { scope, stage, after, limit }: FollowUpFilter,
): Promise<FollowUpEntity[]> => {
  const open = scope === 'open';
  const column = open ? 'dueAt' : 'stageAt';
  const query = reader
    .createQueryBuilder(FollowUpEntity, 'f')
    .where(`f.communityId = :communityId AND f.dueAt IS ${open ? 'NOT NULL' : 'NULL'}`, { communityId })
    .orderBy(`f.${column}`, open ? 'ASC' : 'DESC')
    .addOrderBy('f.id', open ? 'ASC' : 'DESC')
    .limit(limit);
  if (stage) query.andWhere('f.stage = :stage', { stage });
  const next = open ? '>' : '<';
  if (after)
    query.andWhere(`(f.${column} ${next} :at OR (f.${column} = :at AND f.id ${next} :id))`, {
      at: sqlTime(after.at),
      id: after.id,
    });
  return query.getMany();
};

/** Published ones, the latest first. */
export const listPublished = (
  reader: Reader,
  communityId: string,
  { after, limit }: Pick<FollowUpFilter, 'after' | 'limit'>,
): Promise<FollowUpEntity[]> => {
  const query = reader
    .createQueryBuilder(FollowUpEntity, 'f')
    .where('f.communityId = :communityId AND f.publishedAt IS NOT NULL', { communityId })
    .orderBy('f.publishedAt', 'DESC')
    .addOrderBy('f.id', 'DESC')
    .limit(limit);
  if (after)
    query.andWhere('(f.publishedAt < :at OR (f.publishedAt = :at AND f.id < :id))', {
      at: sqlTime(after.at),
      id: after.id,
    });
  return query.getMany();
};

/** What was rated in a span, the first rated first. */
export const listRated = (
  reader: Reader,
  communityId: string,
  { from, to }: { from: Date; to: Date },
): Promise<FollowUpEntity[]> =>
  reader
    .createQueryBuilder(FollowUpEntity, 'f')
    .where('f.communityId = :communityId AND f.ratedAt >= :from AND f.ratedAt < :to', {
      ...{ communityId, from: sqlTime(from), to: sqlTime(to) },
    })
    .orderBy('f.ratedAt', 'ASC')
    .addOrderBy('f.id', 'ASC')
    .getMany();
