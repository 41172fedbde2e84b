import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { ArticleEntity, InquiryEntity, InquiryMessageEntity } from './inquiry.entity.js';

/** All that were ever written, by title; retired ones too. */
export const findArticles = (reader: Reader, communityId: string): Promise<ArticleEntity[]> =>
  selectAll(reader, ArticleEntity, { where: { communityId }, orderBy: 't.title, t.id' });

export const findArticle = (reader: Reader, communityId: string, id: string): Promise<ArticleEntity | null> =>
  selectOne(reader, ArticleEntity, { communityId, id });

export const lockArticle = async (tx: Tx, communityId: string, id: string): Promise<ArticleEntity | null> => {
  await tx.query(`SELECT id FROM article WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findArticle(tx, communityId, id);
};

export const insertArticle = (tx: Tx, article: ArticleEntity): Promise<void> =>
  insertRows(tx, ArticleEntity, [article]);

export const saveArticle = async (
  tx: Tx,
  { communityId, id }: Pick<ArticleEntity, 'communityId' | 'id'>,
  change: Partial<ArticleEntity>,
): Promise<void> => {
  await tx.update(ArticleEntity, { communityId, id }, change);
};

export const findInquiry = (reader: Reader, communityId: string, id: string): Promise<InquiryEntity | null> =>
  selectOne(reader, InquiryEntity, { communityId, id });

/** For owners, whose call names no community: ids are unique by themselves. */
export const findInquiryById = (reader: Reader, id: string): Promise<InquiryEntity | null> =>
  selectOne(reader, InquiryEntity, { id });

export const findByOpenKey = (reader: Reader, openKey: string): Promise<InquiryEntity | null> =>
  selectOne(reader, InquiryEntity, { openKey });

/** The newest of a person and house, over or not. */
export const findLatestOf = async (
  reader: Reader,
  { communityId, accountId, houseId }: { communityId: string; accountId: string; houseId: string },
): Promise<InquiryEntity | null> =>
  (
    await selectAll(reader, InquiryEntity, {
      where: { communityId, accountId, houseId },
      orderBy: 't.id DESC',
      limit: 1,
    })
  )[0] ?? null;

/** What was asked at a kiosk for a house, the newest first; what somebody asked by themselves is theirs alone. */
export const findOfHouse = (
  reader: Reader,
  communityId: string,
  houseId: string,
  limit: number,
): Promise<InquiryEntity[]> =>
  reader
    .createQueryBuilder(InquiryEntity, 'i')
    .where('i.communityId = :communityId AND i.houseId = :houseId', { communityId, houseId })
    .andWhere('i.accountId IS NULL')
    .orderBy('i.id', 'DESC')
    .limit(limit)
    .getMany();

export const lockInquiry = async (tx: Tx, communityId: string, id: string): Promise<InquiryEntity | null> => {
  await tx.query(`SELECT id FROM inquiry WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findInquiry(tx, communityId, id);
};

export const insertInquiry = (tx: Tx, inquiry: InquiryEntity): Promise<void> =>
  insertRows(tx, InquiryEntity, [inquiry]);

export const saveInquiry = async (
  tx: Tx,
  { communityId, id }: Pick<InquiryEntity, 'communityId' | 'id'>,
  change: Partial<InquiryEntity>,
): Promise<void> => {
  await tx.update(InquiryEntity, { communityId, id }, change);
};

const mostMessages = 200;

/** The last ones, oldest first. */
export const findMessages = async (
  reader: Reader,
  communityId: string,
  inquiryId: string,
): Promise<InquiryMessageEntity[]> =>
  (
    await selectAll(reader, InquiryMessageEntity, {
      where: { communityId, inquiryId },
      orderBy: 't.position DESC',
      limit: mostMessages,
    })
  ).reverse();

/** Of a conversation that is locked. */
export const nextPosition = async (tx: Tx, communityId: string, inquiryId: string): Promise<number> => {
  const [row] = await selectRows(
    tx,
    'SELECT MAX(position) AS last FROM inquiry_message WHERE community_id = ? AND inquiry_id = ?',
    [communityId, inquiryId],
  );
  return row?.last === null || row?.last === undefined ? 1 : toNumber(row.last) + 1;
};

export const insertMessages = (tx: Tx, messages: InquiryMessageEntity[]): Promise<void> =>
  insertRows(tx, InquiryMessageEntity, messages);

/** Who waits, and who came before. */
export const countWaitingBefore = async (reader: Reader, communityId: string, before: Date | null): Promise<number> => {
  const query = reader
    .createQueryBuilder(InquiryEntity, 'i')
    .where("i.communityId = :communityId AND i.status = 'waiting'", { communityId });
  if (before) query.andWhere('i.waitingSince < :before', { before });
  return query.getCount();
};

const mostOpen = 200;

/** Somebody waits or is being answered; who waits longest first. */
export const listOpen = (reader: Reader, communityId: string): Promise<InquiryEntity[]> =>
  reader
    .createQueryBuilder(InquiryEntity, 'i')
    .where("i.communityId = :communityId AND i.status IN ('waiting', 'staff')", { communityId })
    .orderBy("CASE WHEN i.status = 'waiting' THEN 0 ELSE 1 END")
    .addOrderBy('i.waitingSince')
    .addOrderBy('i.id')
    .limit(mostOpen)
    .getMany();

/** Those that knowledge, a person or a request answered; newest first. */
export const listOver = (
  reader: Reader,
  communityId: string,
  { before, limit }: { before: { at: Date; id: string } | null; limit: number },
): Promise<InquiryEntity[]> => {
  const query = reader
    .createQueryBuilder(InquiryEntity, 'i')
    .where("i.communityId = :communityId AND i.status NOT IN ('waiting', 'staff')", { communityId })
    .orderBy('i.changedAt', 'DESC')
    .addOrderBy('i.id', 'DESC')
    .limit(limit);
  if (before) query.andWhere('(i.changedAt < :at OR (i.changedAt = :at AND i.id < :id))', before);
  return query.getMany();
};
