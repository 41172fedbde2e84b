import type { Clock } from '../../platform/clock/clock.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { publish } from '../../platform/queue/queue.js';
import type { InvoiceEntity } from './invoice.entity.js';
import { findInvoice } from './invoice.store.js';

/** What other features may ask of invoices. */

export type InvoiceBrief = InvoiceEntity;

export const readInvoice = (reader: Reader, communityId: string, id: string): Promise<InvoiceBrief | null> =>
  findInvoice(reader, communityId, id);

/** A bill that had been paid stands no more: what was invoiced of it is taken back. */
export const announceBillVoided = (
  tx: Tx,
  clock: Clock,
  { communityId, billId }: { communityId: string; billId: string },
): Promise<void> => publish(tx, clock, { communityId, topic: 'bill.voided', payload: { billId } });
