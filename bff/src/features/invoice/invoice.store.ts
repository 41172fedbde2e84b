import type { InvoiceState } from 'shared-types/invoice';
import { Brackets } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { contains } from '../../platform/database/rows.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { insertRows } from '../../platform/database/write.js';
import { InvoiceClaimEntity, InvoiceEntity, InvoiceTitleEntity } from './invoice.entity.js';

export const findInvoice = (reader: Reader, communityId: string, id: string): Promise<InvoiceEntity | null> =>
  selectOne(reader, InvoiceEntity, { communityId, id });

/** For residents, whose call names no community: ids are unique by themselves. */
export const findInvoiceById = (reader: Reader, id: string): Promise<InvoiceEntity | null> =>
  selectOne(reader, InvoiceEntity, { id });

/** The newest first. */
export const findOfPayment = (reader: Reader, communityId: string, paymentId: string): Promise<InvoiceEntity[]> =>
  selectAll(reader, InvoiceEntity, { where: { communityId, paymentId }, orderBy: 't.seq DESC' });

export const insertInvoice = (tx: Tx, invoice: InvoiceEntity): Promise<void> =>
  insertRows(tx, InvoiceEntity, [invoice]);

export const saveInvoice = async (
  tx: Tx,
  { communityId, id }: InvoiceEntity,
  change: Partial<InvoiceEntity>,
): Promise<void> => {
  await tx.update(InvoiceEntity, { communityId, id }, change);
};

export const findClaim = (reader: Reader, communityId: string, paymentId: string): Promise<InvoiceClaimEntity | null> =>
  selectOne(reader, InvoiceClaimEntity, { communityId, paymentId });

/** The caller holds the payment. */
export const putClaim = async (tx: Tx, claim: InvoiceClaimEntity): Promise<void> => {
  await tx.upsert(InvoiceClaimEntity, claim, ['communityId', 'paymentId']);
};

interface Cut {
  after: string | null;
  limit: number;
}

/** What somebody paid, and what nobody in particular paid for these houses; newest first. */
export const listOwn = (
  reader: Reader,
  { accountId, houseIds, after, limit }: Cut & { accountId: string; houseIds: readonly string[] },
): Promise<InvoiceEntity[]> => {
  const query = reader
    .createQueryBuilder(InvoiceEntity, 'i')
    .where(
      new Brackets((either) => {
        either.where('i.accountId = :accountId', { accountId });
        if (houseIds.length > 0) either.orWhere('(i.accountId IS NULL AND i.houseId IN (:...houseIds))', { houseIds });
      }),
    )
    .andWhere("i.status <> 'dropped'")
    .orderBy('i.id', 'DESC')
    .limit(limit);
  if (after) query.andWhere('i.id < :after', { after });
  return query.getMany();
};

export interface InvoiceFilter extends Cut {
  statuses: readonly InvoiceState[] | null;
  attention: boolean;
  q: string | undefined;
}

/** Invoices of a community, newest first. */
export const listForStaff = (
  reader: Reader,
  communityId: string,
  { statuses, attention, q, after, limit }: InvoiceFilter,
): Promise<InvoiceEntity[]> => {
  const query = reader
    .createQueryBuilder(InvoiceEntity, 'i')
    .where('i.communityId = :communityId', { communityId })
    .orderBy('i.id', 'DESC')
    .limit(limit);
  if (statuses) query.andWhere('i.status IN (:...statuses)', { statuses });
  if (attention) query.andWhere("i.attention IS NOT NULL AND i.status NOT IN ('dropped', 'reversed')");
  if (q)
    query.andWhere(
      "(i.paymentNumber LIKE :part ESCAPE '!' OR i.titleName LIKE :part ESCAPE '!' OR i.invoiceNo = :q OR i.redInvoiceNo = :q)",
      { part: contains(q), q },
    );
  if (after) query.andWhere('i.id < :after', { after });
  return query.getMany();
};

export const findTitle = (reader: Reader, id: string): Promise<InvoiceTitleEntity | null> =>
  selectOne(reader, InvoiceTitleEntity, { id });

/** The default one first, then as they were added. */
export const findTitles = (reader: Reader, accountId: string): Promise<InvoiceTitleEntity[]> =>
  selectAll(reader, InvoiceTitleEntity, { where: { accountId }, orderBy: 't.is_default DESC, t.id' });

/** The book of one person, held until the transaction ends. */
export const lockTitles = async (tx: Tx, accountId: string): Promise<InvoiceTitleEntity[]> => {
  await tx.query(`SELECT id FROM invoice_title WHERE account_id = ?${forUpdate(tx)}`, [accountId]);
  return findTitles(tx, accountId);
};

export const insertTitle = (tx: Tx, title: InvoiceTitleEntity): Promise<void> =>
  insertRows(tx, InvoiceTitleEntity, [title]);

export const saveTitle = async (tx: Tx, id: string, change: Partial<InvoiceTitleEntity>): Promise<void> => {
  await tx.update(InvoiceTitleEntity, { id }, change);
};

export const deleteTitle = async (tx: Tx, id: string): Promise<void> => {
  await tx.delete(InvoiceTitleEntity, { id });
};

/** Payments that gave money to a bill stand in `payment_allocation`; here only those that have an invoice. */
export const findClaimed = (
  reader: Reader,
  communityId: string,
  paymentIds: string[],
): Promise<InvoiceClaimEntity[]> =>
  paymentIds.length === 0
    ? Promise.resolve([])
    : selectAll(reader, InvoiceClaimEntity, { where: { communityId, paymentId: paymentIds } });
