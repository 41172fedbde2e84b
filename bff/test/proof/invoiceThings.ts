import { InvoiceEntity, InvoiceTitleEntity } from '../../src/features/invoice/invoice.entity.js';
import { PaymentEntity } from '../../src/features/payment/payment.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

const invoiceOf = (at: Date, payment: PaymentEntity): InvoiceEntity => ({
  communityId: payment.communityId,
  id: newId(at),
  paymentId: payment.id,
  seq: 1,
  paymentNumber: payment.number,
  houseId: payment.houseId,
  accountId: payment.payerId,
  status: 'failed',
  amountFen: 100,
  titleKind: 'personal',
  titleName: '林娜',
  titleTaxNo: null,
  lines: JSON.stringify([
    { feeKind: 'property', name: '物业服务费', taxCode: '3040801010000000000', taxRateBp: 600, amountFen: 100 },
  ]),
  remark: '',
  requestNo: `I${payment.id}-1`,
  attempt: 3,
  sentAt: at,
  looks: 0,
  reason: '抬头与税号不符',
  attention: 'refused',
  nextLookAt: null,
  createdAt: at,
  invoiceNo: null,
  issuedAt: null,
  reverseCause: null,
  reverseReason: null,
  reversedBy: null,
  reversedByName: null,
  reverseNo: null,
  reverseAttempt: 0,
  redInvoiceNo: null,
  reversedAt: null,
});

/** An invoice of each payment, by its payer, and a title in each payer's book. */
export const makeInvoiceThings = async (
  deps: Deps,
  communityId: string,
  payments: Readonly<Record<string, string>>,
): Promise<{ invoice: Record<string, string>; title: Record<string, string> }> => {
  const at = deps.clock.now();
  const made: Record<'invoice' | 'title', Record<string, string>> = { invoice: {}, title: {} };
  await inTransaction(deps.db, async (tx) => {
    for (const [accountId, paymentId] of Object.entries(payments)) {
      const paper = invoiceOf(at, await tx.findOneByOrFail(PaymentEntity, { communityId, id: paymentId }));
      const entry = { id: newId(at), accountId, kind: 'personal' as const, name: '林娜', taxNo: null };
      await tx.insert(InvoiceEntity, paper);
      await tx.insert(InvoiceTitleEntity, { ...entry, isDefault: true, createdAt: at });
      made.invoice[accountId] = paper.id;
      made.title[accountId] = entry.id;
    }
  });
  return made;
};
