import type { PaymentChannel, PaymentStatus } from 'shared-types/payment';
import type { Reader } from '../../platform/database/access.js';
import { contains, sqlTime } from '../../platform/database/rows.js';
import { selectRows } from '../../platform/database/select.js';
import { PaymentEntity } from './payment.entity.js';

/** What a house paid, newest first; orders that came to nothing are left out. */
export const listOfHouse = (
  reader: Reader,
  communityId: string,
  houseId: string,
  { payerId, after, limit }: { payerId: string | null; after: string | null; limit: number },
): Promise<PaymentEntity[]> => {
  const query = reader
    .createQueryBuilder(PaymentEntity, 'p')
    .where('p.communityId = :communityId AND p.houseId = :houseId', { communityId, houseId })
    .andWhere("p.status NOT IN ('closed', 'failed')")
    .orderBy('p.id', 'DESC')
    .limit(limit);
  if (payerId) query.andWhere('p.payerId = :payerId', { payerId });
  if (after) query.andWhere('p.id < :after', { after });
  return query.getMany();
};

export interface PaymentFilter {
  status?: PaymentStatus | undefined;
  channel?: PaymentChannel | undefined;
  houseId?: string | undefined;
  collectorId?: string | undefined;
  /** Made at or after, made before. */
  from: Date | null;
  to: Date | null;
  q?: string | undefined;
  after: string | null;
  limit: number;
}

/** Payments of a community, newest first. */
export const listForStaff = (
  reader: Reader,
  communityId: string,
  { status, channel, houseId, collectorId, from, to, q, after, limit }: PaymentFilter,
): Promise<PaymentEntity[]> => {
  const query = reader
    .createQueryBuilder(PaymentEntity, 'p')
    .where('p.communityId = :communityId', { communityId })
    .orderBy('p.id', 'DESC')
    .limit(limit);
  if (status) query.andWhere('p.status = :status', { status });
  if (channel) query.andWhere('p.channel = :channel', { channel });
  if (houseId) query.andWhere('p.houseId = :houseId', { houseId });
  if (collectorId) query.andWhere('p.collectorId = :collectorId', { collectorId });
  if (from) query.andWhere('p.createdAt >= :from', { from: sqlTime(from) });
  if (to) query.andWhere('p.createdAt < :to', { to: sqlTime(to) });
  if (after) query.andWhere('p.id < :after', { after });
  if (q)
    query.andWhere(
      "(p.number LIKE :part ESCAPE '!' OR p.orderNumber = :q OR p.transactionId = :q OR p.reference = :q)",
      { part: contains(q), q },
    );
  return query.getMany();
};

const byHand: PaymentChannel[] = ['cash', 'pos', 'transfer'];

/** What the counter took in a span of time, and what of any day it took back in it. */
export const findCounter = async (
  reader: Reader,
  communityId: string,
  span: { from: Date; to: Date },
  collectorId: string | undefined,
): Promise<{ taken: PaymentEntity[]; reversed: PaymentEntity[] }> => {
  const within = (column: 'settledAt' | 'reversedAt'): Promise<PaymentEntity[]> => {
    const query = reader
      .createQueryBuilder(PaymentEntity, 'p')
      .where('p.communityId = :communityId AND p.channel IN (:...byHand)', { communityId, byHand })
      .andWhere(`p.${column} >= :from AND p.${column} < :to`, { from: sqlTime(span.from), to: sqlTime(span.to) })
      .orderBy(`p.${column}`, 'ASC')
      .addOrderBy('p.id', 'ASC');
    if (collectorId) query.andWhere('p.collectorId = :collectorId', { collectorId });
    return query.getMany();
  };
  return { taken: await within('settledAt'), reversed: await within('reversedAt') };
};

export const findBillsPaidBy = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  payerId: string,
): Promise<string[]> => {
  const rows = await selectRows(
    reader,
    `SELECT DISTINCT a.bill_id FROM payment p
       JOIN payment_allocation a ON a.community_id = p.community_id AND a.payment_id = p.id
     WHERE p.community_id = ? AND p.house_id = ? AND p.payer_id = ? AND p.status = 'settled' AND a.bill_id IS NOT NULL`,
    [communityId, houseId, payerId],
  );
  return rows.map(({ bill_id }) => String(bill_id));
};

export const findPaymentsOfBill = async (reader: Reader, communityId: string, billId: string): Promise<string[]> => {
  const rows = await selectRows(
    reader,
    'SELECT DISTINCT payment_id FROM payment_allocation WHERE community_id = ? AND bill_id = ?',
    [communityId, billId],
  );
  return rows.map(({ payment_id }) => String(payment_id));
};
