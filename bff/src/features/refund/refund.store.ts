import type { RefundState } from 'shared-types/refund';
import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime } from '../../platform/database/rows.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { RefundEntity, RefundPartEntity } from './refund.entity.js';

/** A refund with its parts; false when it is there already. */
export const insertRefundOnce = async (
  tx: Tx,
  refund: RefundEntity,
  parts: readonly RefundPartEntity[],
): Promise<boolean> => {
  const { communityId, id } = refund;
  if (await tx.existsBy(RefundEntity, { communityId, id })) return false;
  try {
    await insertRows(tx, RefundEntity, [refund]);
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
  await insertRows(tx, RefundPartEntity, parts);
  return true;
};

export const findRefund = (reader: Reader, communityId: string, id: string): Promise<RefundEntity | null> =>
  selectOne(reader, RefundEntity, { communityId, id });

/** Held until the transaction ends. */
export const lockRefund = async (tx: Tx, communityId: string, id: string): Promise<RefundEntity | null> => {
  await tx.query(`SELECT id FROM refund WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findRefund(tx, communityId, id);
};

export const saveRefund = async (
  tx: Tx,
  { communityId, id }: RefundEntity,
  change: Partial<RefundEntity>,
): Promise<void> => {
  await tx.update(RefundEntity, { communityId, id }, change);
};

export const findParts = (reader: Reader, communityId: string, refundIds: string[]): Promise<RefundPartEntity[]> =>
  selectAll(reader, RefundPartEntity, {
    where: { communityId, refundId: refundIds },
    orderBy: 't.refund_id, t.position',
  });

export const savePart = async (
  tx: Tx,
  { communityId, refundId, position }: RefundPartEntity,
  change: Partial<RefundPartEntity>,
): Promise<void> => {
  await tx.update(RefundPartEntity, { communityId, refundId, position }, change);
};

/** The newest first. */
export const findOfPayment = (reader: Reader, communityId: string, paymentId: string): Promise<RefundEntity[]> =>
  selectAll(reader, RefundEntity, { where: { communityId, paymentId }, orderBy: 't.id DESC' });

/** The same, for residents, whose call names no community: ids of payments are unique by themselves. */
export const findAnywhere = (reader: Reader, paymentId: string): Promise<RefundEntity[]> =>
  selectAll(reader, RefundEntity, { where: { paymentId }, orderBy: 't.id DESC' });

/** By our numbers, whatever the community. */
export const findByNumbers = (reader: Reader, numbers: string[]): Promise<RefundEntity[]> =>
  selectAll(reader, RefundEntity, { where: { number: numbers } });

/** What went back through these channels, taken by them within a span. */
export const findAcceptedBetween = (
  reader: Reader,
  where: { communityId: string; channels: readonly string[]; from: Date; to: Date },
): Promise<RefundEntity[]> =>
  reader
    .createQueryBuilder(RefundEntity, 'r')
    .where('r.communityId = :communityId AND r.channel IN (:...channels)', where)
    .andWhere("r.way = 'original' AND r.acceptedAt >= :from AND r.acceptedAt < :to", {
      from: sqlTime(where.from),
      to: sqlTime(where.to),
    })
    .orderBy('r.id', 'ASC')
    .getMany();

/** What was handed over by hand within a span. */
export const findHandedBetween = (
  reader: Reader,
  where: { communityId: string; ways: readonly string[]; from: Date; to: Date },
): Promise<RefundEntity[]> =>
  reader
    .createQueryBuilder(RefundEntity, 'r')
    .where("r.communityId = :communityId AND r.status = 'done' AND r.settledWay IN (:...ways)", where)
    .andWhere('r.doneAt >= :from AND r.doneAt < :to', { from: sqlTime(where.from), to: sqlTime(where.to) })
    .orderBy('r.id', 'ASC')
    .getMany();

/** When a refund of this payment was last sent to the channel; by the wall's clock. */
export const lastSentOf = async (
  reader: Reader,
  communityId: string,
  paymentId: string,
  butFor: string,
): Promise<Date | null> => {
  const sent = (await findOfPayment(reader, communityId, paymentId)).flatMap(({ id, sentAt }) =>
    sentAt && id !== butFor ? [sentAt.getTime()] : [],
  );
  return sent.length > 0 ? new Date(Math.max(...sent)) : null;
};

export interface RefundFilter {
  statuses: readonly RefundState[];
  /** Only those that a person must see to, or only those that nobody must. */
  attention: boolean | null;
  oldestFirst: boolean;
  after: { at: Date; id: string } | null;
  limit: number;
}

/** One page, by the time when they were asked for. */
export const listRefundRows = (
  reader: Reader,
  communityId: string,
  { statuses, attention, oldestFirst, after, limit }: RefundFilter,
): Promise<RefundEntity[]> => {
  const query = reader
    .createQueryBuilder(RefundEntity, 'r')
    .where('r.communityId = :communityId AND r.status IN (:...statuses)', { communityId, statuses })
    .orderBy('r.requestedAt', oldestFirst ? 'ASC' : 'DESC')
    .addOrderBy('r.id', oldestFirst ? 'ASC' : 'DESC')
    .limit(limit);
  if (attention !== null) query.andWhere(`r.attention IS ${attention ? 'NOT ' : ''}NULL`);
  const than = oldestFirst ? '>' : '<';
  if (after)
    query.andWhere(`(r.requestedAt ${than} :at OR (r.requestedAt = :at AND r.id ${than} :id))`, {
      at: sqlTime(after.at),
      id: after.id,
    });
  return query.getMany();
};
