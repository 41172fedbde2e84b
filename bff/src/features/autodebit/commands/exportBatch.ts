import { toDay } from 'shared-types/time';
import { type BankDebit, writeBankBatch } from '../../../adapters/autodebit/bankBatch.rules.js';
import { AppError } from '../../../kernel/appError.js';
import { newId, sha256 } from '../../../kernel/ids.js';
import { autodebitTexts } from '../../../locales/autodebit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { decryptField, encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { readDueBills } from '../../billing/billing.door.js';
import { createDebitPayment, type PaymentBrief } from '../../payment/payment.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import type { DebitEntity, MandateEntity } from '../autodebit.entity.js';
import { chooseBills } from '../autodebit.rules.js';
import { findActive, findBatch, insertBatch, insertDebits } from '../autodebit.store.js';
import { takeable } from './announceDebit.js';

/** Rows of one file; what is over goes into the next. */
const mostRows = 1000;
const mostSummary = 60;

interface Row {
  mandate: MandateEntity;
  payment: PaymentBrief;
  billIds: string[];
}

/** One payment a house, its bills held for it; houses that owe nothing that may be taken have none. */
const makePayments = async (tx: Tx, deps: Deps, communityId: string, limitFen: number): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const mandate of await findActive(tx, communityId, 'bank')) {
    if (rows.length === mostRows) break;
    const { houseId } = mandate;
    const due = takeable(await readDueBills(tx, communityId, houseId));
    const billIds = chooseBills(due, Math.min(limitFen, mandate.limitFen)).bills.map(({ id }) => id);
    if (billIds.length === 0) continue;
    const payment = await createDebitPayment(deps, tx, { communityId, houseId, channel: 'bank', billIds });
    if (payment) rows.push({ mandate, payment, billIds });
  }
  return rows;
};

const lineOf = (deps: Deps, { mandate, payment }: Row): BankDebit => ({
  debitNo: payment.orderNumber ?? '',
  agreementNo: mandate.agreementNo ?? '',
  accountName: mandate.holderEncrypted ? decryptField(deps.keys, mandate.holderEncrypted, 'holder') : '',
  accountTail: mandate.cardTail ?? '',
  amountFen: payment.amountFen,
  summary: [...payment.title].slice(0, mostSummary).join(''),
});

const debitOf = (row: Row, position: number, batchId: string, now: Date): DebitEntity => ({
  communityId: row.mandate.communityId,
  id: newId(now),
  mandateId: row.mandate.id,
  houseId: row.mandate.houseId,
  kind: 'bank',
  slot: batchId,
  status: 'asking',
  amountFen: row.payment.amountFen,
  billIds: row.billIds,
  day: toDay(now),
  attempts: 1,
  paymentId: row.payment.id,
  orderNumber: row.payment.orderNumber,
  reason: null,
  batchId,
  position,
  createdAt: now,
  endedAt: null,
});

/** Everything that may be taken by the bank becomes a numbered file with an open payment a row; `payment.nothing_due`. */
export const exportBatch = (deps: Deps, call: Call<StaffActor>): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: exportedBy, name: exportedByName } = call.actor;
    const policy = (await readMoneyPolicy(tx, communityId)).autoDebit;
    if (!policy.on) throw new AppError('autodebit.off');
    const rows = await makePayments(tx, deps, communityId, policy.limitFen);
    if (rows.length === 0) throw new AppError('payment.nothing_due', { detail: autodebitTexts.nothingDue });
    const now = deps.clock.now();
    const id = newId(now);
    const file = writeBankBatch(rows.map((row) => lineOf(deps, row)));
    const totalFen = rows.reduce((sum, { payment }) => sum + payment.amountFen, 0);
    const number = autodebitTexts.batchNumber(toDay(now), id.slice(-4));
    await insertBatch(tx, {
      communityId,
      id,
      number,
      status: 'sent',
      count: rows.length,
      totalFen,
      fileEncrypted: encryptField(deps.keys, file, 'debit-batch'),
      fileHash: sha256(file),
      exportedAt: now,
      exportedBy,
      exportedByName,
      withdrawnWhy: null,
    });
    await insertDebits(
      tx,
      rows.map((row, position) => debitOf(row, position, id, now)),
    );
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'autodebit.exported',
      subjectKind: 'debit_batch',
      subjectId: id,
      subject: autodebitTexts.subjectBatch(number, rows.length, totalFen),
    });
    return { id };
  });

/** The file as it was made, byte for byte. Audited, for it names people and accounts. */
export const openBatchFile = async (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
): Promise<{ bytes: Buffer; contentType: string; fileName: string }> => {
  const { communityId } = call.actor;
  const batch = await findBatch(deps.db.reader, communityId, id);
  if (!batch) throw new AppError('debit_batch.not_found');
  const { number, count, totalFen } = batch;
  await inTransaction(deps.db, (tx) =>
    audit(tx, deps.clock, call, {
      communityId,
      action: 'autodebit.downloaded',
      subjectKind: 'debit_batch',
      subjectId: id,
      subject: autodebitTexts.subjectBatch(number, count, totalFen),
    }),
  );
  return {
    bytes: Buffer.from(decryptField(deps.keys, batch.fileEncrypted, 'debit-batch')),
    contentType: 'text/csv',
    fileName: autodebitTexts.fileName(number),
  };
};
