import type { PaymentStatus } from 'shared-types/payment';
import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import { AllocationEntity, PaymentEntity, PaymentEventEntity } from './payment.entity.js';

/** 20261123-0012: the next number of a community's day. Asked for last in a transaction: it waits for others who asked. */
export const nextNumber = async (tx: Tx, communityId: string, day: string): Promise<string> => {
  const compact = day.replaceAll('-', '');
  const upsert =
    tx.connection.options.type === 'better-sqlite3'
      ? 'ON CONFLICT (community_id, day) DO UPDATE SET last_number = last_number + 1'
      : 'ON DUPLICATE KEY UPDATE last_number = last_number + 1';
  await execute(tx, `INSERT INTO payment_number (community_id, day, last_number) VALUES (?, ?, 1) ${upsert}`, [
    communityId,
    compact,
  ]);
  const [row] = await selectRows(tx, 'SELECT last_number FROM payment_number WHERE community_id = ? AND day = ?', [
    communityId,
    compact,
  ]);
  return `${compact}-${String(toNumber(row?.last_number)).padStart(4, '0')}`;
};

export const insertPayment = async (
  tx: Tx,
  payment: PaymentEntity,
  allocations: readonly AllocationEntity[],
): Promise<void> => {
  await insertRows(tx, PaymentEntity, [payment]);
  await insertRows(tx, AllocationEntity, allocations);
};

export const findPayment = (reader: Reader, communityId: string, id: string): Promise<PaymentEntity | null> =>
  selectOne(reader, PaymentEntity, { communityId, id });

/** Whatever the community: ids are unique by themselves. */
export const findPaymentById = (reader: Reader, id: string): Promise<PaymentEntity | null> =>
  selectOne(reader, PaymentEntity, { id });

export const findByOrderNumber = (reader: Reader, orderNumber: string): Promise<PaymentEntity | null> =>
  selectOne(reader, PaymentEntity, { orderNumber });

/** Held until the transaction ends. */
export const lockPayment = async (tx: Tx, communityId: string, id: string): Promise<PaymentEntity | null> => {
  await tx.query(`SELECT id FROM payment WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findPayment(tx, communityId, id);
};

export const savePayment = async (
  tx: Tx,
  { communityId, id }: Pick<PaymentEntity, 'communityId' | 'id'>,
  change: Partial<PaymentEntity>,
): Promise<void> => {
  await tx.update(PaymentEntity, { communityId, id }, change);
};

/** In the order in which they were made. */
export const findAllocations = (reader: Reader, communityId: string, paymentId: string): Promise<AllocationEntity[]> =>
  selectAll(reader, AllocationEntity, { where: { communityId, paymentId }, orderBy: 't.position' });

export const saveAllocation = async (
  tx: Tx,
  { communityId, paymentId, position }: AllocationEntity,
  change: Partial<Pick<AllocationEntity, 'amountFen' | 'lateFen' | 'refundedFen'>>,
): Promise<void> => {
  await tx.update(AllocationEntity, { communityId, paymentId, position }, change);
};

export const insertAllocations = (tx: Tx, allocations: readonly AllocationEntity[]): Promise<void> =>
  insertRows(tx, AllocationEntity, allocations);

export const insertEvent = (tx: Tx, event: PaymentEventEntity): Promise<void> =>
  insertRows(tx, PaymentEventEntity, [event]);

export const findEvents = (reader: Reader, communityId: string, paymentId: string): Promise<PaymentEventEntity[]> =>
  selectAll(reader, PaymentEventEntity, { where: { communityId, paymentId }, orderBy: 't.id' });

/** Payments of a house that may still take from its balance or hold its bills. */
export const findUnended = (reader: Reader, communityId: string, houseId: string): Promise<PaymentEntity[]> =>
  selectAll(reader, PaymentEntity, {
    where: { communityId, houseId, status: ['open', 'closing', 'received'] as PaymentStatus[] },
    orderBy: 't.id DESC',
    limit: 200,
  });

/** Money that a channel took within a span of its own time, of one community or of all. */
export const findPaidBetween = async (
  reader: Reader,
  where: { communityId: string | null; channels: readonly string[]; from: Date; to: Date },
): Promise<PaymentEntity[]> => {
  const query = reader
    .createQueryBuilder(PaymentEntity, 'p')
    .where('p.channel IN (:...channels) AND p.paidAt >= :from AND p.paidAt < :to', {
      channels: where.channels,
      from: sqlTime(where.from),
      to: sqlTime(where.to),
    })
    .orderBy('p.id', 'ASC');
  if (where.communityId) query.andWhere('p.communityId = :communityId', { communityId: where.communityId });
  return query.getMany();
};

/** The payment that a charge of a channel has paid. */
export const findByTransaction = (reader: Reader, transactionId: string): Promise<PaymentEntity | null> =>
  selectOne(reader, PaymentEntity, { transactionId });

/** Payments at the counter that were booked or taken back within a span. */
export const findCollected = (
  reader: Reader,
  where: { communityId: string; channel: string; from: Date; to: Date },
): Promise<PaymentEntity[]> =>
  reader
    .createQueryBuilder(PaymentEntity, 'p')
    .where('p.communityId = :communityId AND p.channel = :channel', where)
    .andWhere('((p.settledAt >= :from AND p.settledAt < :to) OR (p.reversedAt >= :from AND p.reversedAt < :to))', {
      from: sqlTime(where.from),
      to: sqlTime(where.to),
    })
    .orderBy('p.id', 'ASC')
    .getMany();

export const findByOrderNumbers = (reader: Reader, orderNumbers: string[]): Promise<PaymentEntity[]> =>
  selectAll(reader, PaymentEntity, { where: { orderNumber: orderNumbers } });
