import type { DebitState, MandateKind } from 'shared-types/autodebit';
import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { BatchEntity, DebitEntity, DebitNoticeEntity, MandateEntity, ResultEntity } from './autodebit.entity.js';

type Key = { communityId: string; id: string };

export const insertMandate = (tx: Tx, mandate: MandateEntity): Promise<void> =>
  insertRows(tx, MandateEntity, [mandate]);

export const findMandate = (reader: Reader, communityId: string, id: string): Promise<MandateEntity | null> =>
  selectOne(reader, MandateEntity, { communityId, id });

/** Whatever the community: codes are unique in WeChat's plan. */
export const findByContractCode = (reader: Reader, contractCode: string): Promise<MandateEntity | null> =>
  selectOne(reader, MandateEntity, { contractCode });

export const findOpenOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<MandateEntity | null> =>
  selectOne(reader, MandateEntity, { communityId, openKey: houseId });

/** The mandate of a house that ended last, while it has no other. */
export const findLastEnded = async (
  reader: Reader,
  communityId: string,
  houseId: string,
): Promise<MandateEntity | null> =>
  (
    await selectAll(reader, MandateEntity, {
      where: { communityId, houseId, status: 'ended' },
      orderBy: 't.ended_at DESC, t.id DESC',
      limit: 1,
    })
  )[0] ?? null;

export const lockMandate = async (tx: Tx, communityId: string, id: string): Promise<MandateEntity | null> => {
  await tx.query(`SELECT id FROM debit_mandate WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findMandate(tx, communityId, id);
};

export const saveMandate = async (tx: Tx, { communityId, id }: Key, change: Partial<MandateEntity>): Promise<void> => {
  await tx.update(MandateEntity, { communityId, id }, change);
};

export const findActive = (reader: Reader, communityId: string, kind: MandateKind): Promise<MandateEntity[]> =>
  selectAll(reader, MandateEntity, { where: { communityId, kind, status: 'active' }, orderBy: 't.id' });

export const countActive = async (reader: Reader, communityId: string): Promise<Record<MandateKind, number>> => {
  const rows = await selectRows(
    reader,
    "SELECT kind, COUNT(*) AS count FROM debit_mandate WHERE community_id = ? AND status = 'active' GROUP BY kind",
    [communityId],
  );
  const of = (kind: MandateKind): number => toNumber(rows.find((row) => row.kind === kind)?.count ?? 0);
  return { papay: of('papay'), bank: of('bank') };
};

export const findMandates = (reader: Reader, communityId: string, ids: string[]): Promise<MandateEntity[]> =>
  selectAll(reader, MandateEntity, { where: { communityId, id: ids } });

interface Slice {
  after: string | null;
  limit: number;
}

/** The newest first. */
export const listMandates = (
  reader: Reader,
  communityId: string,
  { kind, ended, after, limit }: Slice & { kind?: MandateKind | undefined; ended: boolean },
): Promise<MandateEntity[]> => {
  const query = reader
    .createQueryBuilder(MandateEntity, 'm')
    .where('m.communityId = :communityId', { communityId })
    .andWhere(ended ? "m.status = 'ended'" : "m.status <> 'ended'")
    .orderBy('m.id', 'DESC')
    .limit(limit);
  if (kind) query.andWhere('m.kind = :kind', { kind });
  if (after) query.andWhere('m.id < :after', { after });
  return query.getMany();
};

export const insertDebits = (tx: Tx, debits: readonly DebitEntity[]): Promise<void> =>
  insertRows(tx, DebitEntity, debits);

export const findDebit = (reader: Reader, communityId: string, id: string): Promise<DebitEntity | null> =>
  selectOne(reader, DebitEntity, { communityId, id });

export const findOfSlot = (
  reader: Reader,
  communityId: string,
  mandateId: string,
  slot: string,
): Promise<DebitEntity | null> => selectOne(reader, DebitEntity, { communityId, mandateId, slot });

export const findByPayment = (reader: Reader, paymentId: string): Promise<DebitEntity | null> =>
  selectOne(reader, DebitEntity, { paymentId });

export const lockDebit = async (tx: Tx, communityId: string, id: string): Promise<DebitEntity | null> => {
  await tx.query(`SELECT id FROM debit WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findDebit(tx, communityId, id);
};

export const saveDebit = async (tx: Tx, { communityId, id }: Key, change: Partial<DebitEntity>): Promise<void> => {
  await tx.update(DebitEntity, { communityId, id }, change);
};

/** What is to be taken on a day or should have been before: announced, or waiting for another try. */
export const findDueDebits = async (reader: Reader, communityId: string, today: string): Promise<DebitEntity[]> =>
  reader
    .createQueryBuilder(DebitEntity, 'd')
    .where("d.communityId = :communityId AND d.status IN ('announced', 'waiting') AND d.day <= :today", {
      communityId,
      today,
    })
    .orderBy('d.id', 'ASC')
    .getMany();

/** Of one mandate, what has not been asked for. */
export const findPlanned = (reader: Reader, communityId: string, mandateId: string): Promise<DebitEntity[]> =>
  selectAll(reader, DebitEntity, {
    where: { communityId, mandateId, status: ['announced', 'waiting'] as DebitState[] },
  });

const mostOfHouse = 24;

/** The newest first. */
export const findDebitsOf = (
  reader: Reader,
  where: { communityId: string; houseId: string } | { communityId: string; mandateId: string },
): Promise<DebitEntity[]> => selectAll(reader, DebitEntity, { where, orderBy: 't.id DESC', limit: mostOfHouse });

export const listDebits = (
  reader: Reader,
  communityId: string,
  { kind, status, after, limit }: Slice & { kind?: MandateKind | undefined; status?: DebitState | undefined },
): Promise<DebitEntity[]> => {
  const query = reader
    .createQueryBuilder(DebitEntity, 'd')
    .where('d.communityId = :communityId', { communityId })
    .orderBy('d.id', 'DESC')
    .limit(limit);
  if (kind) query.andWhere('d.kind = :kind', { kind });
  if (status) query.andWhere('d.status = :status', { status });
  if (after) query.andWhere('d.id < :after', { after });
  return query.getMany();
};

export const insertBatch = (tx: Tx, batch: BatchEntity): Promise<void> => insertRows(tx, BatchEntity, [batch]);

export const findBatch = (reader: Reader, communityId: string, id: string): Promise<BatchEntity | null> =>
  selectOne(reader, BatchEntity, { communityId, id });

export const lockBatch = async (tx: Tx, communityId: string, id: string): Promise<BatchEntity | null> => {
  await tx.query(`SELECT id FROM debit_batch WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findBatch(tx, communityId, id);
};

export const saveBatch = async (tx: Tx, { communityId, id }: Key, change: Partial<BatchEntity>): Promise<void> => {
  await tx.update(BatchEntity, { communityId, id }, change);
};

export const listBatches = (reader: Reader, communityId: string, { after, limit }: Slice): Promise<BatchEntity[]> => {
  const query = reader
    .createQueryBuilder(BatchEntity, 'b')
    .where('b.communityId = :communityId', { communityId })
    .orderBy('b.id', 'DESC')
    .limit(limit);
  if (after) query.andWhere('b.id < :after', { after });
  return query.getMany();
};

/** In the order of the file. */
export const findRows = (reader: Reader, communityId: string, batchIds: string[]): Promise<DebitEntity[]> =>
  selectAll(reader, DebitEntity, { where: { communityId, batchId: batchIds }, orderBy: 't.batch_id, t.position' });

export const findResults = (reader: Reader, communityId: string, batchId: string): Promise<ResultEntity[]> =>
  selectAll(reader, ResultEntity, { where: { communityId, batchId }, orderBy: 't.at DESC, t.id DESC' });

export const findResult = (reader: Reader, communityId: string, id: string): Promise<ResultEntity | null> =>
  selectOne(reader, ResultEntity, { communityId, id });

export const insertResult = (tx: Tx, result: ResultEntity): Promise<void> => insertRows(tx, ResultEntity, [result]);

export const insertNotice = (tx: Tx, notice: DebitNoticeEntity): Promise<void> =>
  insertRows(tx, DebitNoticeEntity, [notice]);

export const findNotice = (reader: Reader, id: string): Promise<DebitNoticeEntity | null> =>
  selectOne(reader, DebitNoticeEntity, { id });

export const saveNotice = async (tx: Tx, id: string, change: Partial<DebitNoticeEntity>): Promise<void> => {
  await tx.update(DebitNoticeEntity, { id }, change);
};
