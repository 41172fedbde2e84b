import { createHash } from 'node:crypto';
import type { ResultPreview } from 'shared-types/autodebit';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { autodebitTexts, resultFaults } from '../../../locales/autodebit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { BatchEntity, DebitEntity } from '../autodebit.entity.js';
import { findBatch, findResult, findRows, insertResult, lockBatch, saveBatch } from '../autodebit.store.js';
import { decodeResults, type Judged, judgeResults } from '../results.rules.js';
import { hearDebit } from './hearDebit.js';

interface File {
  bytes: Buffer;
  fileName: string;
}

const mostFaults = 200;
const mostFileName = 100;

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const resultId = ({ communityId, id }: BatchEntity, hash: string): string =>
  deterministicId('debit_result', communityId, id, hash);

const textOf = ({ bytes }: File): string => {
  const text = decodeResults(bytes);
  if (text === null || text.trim() === '')
    throw new AppError('import.unreadable', { detail: autodebitTexts.unreadable });
  return text;
};

const judge = (file: File, rows: readonly DebitEntity[]): Judged =>
  judgeResults(
    textOf(file),
    rows.map(({ orderNumber, amountFen, status }) => ({ orderNumber: orderNumber ?? '', amountFen, status })),
  );

const present = (batchId: string, judged: Judged, rows: readonly DebitEntity[], seenBefore: boolean): ResultPreview => {
  const amounts = new Map(rows.map(({ orderNumber, amountFen }) => [orderNumber, amountFen]));
  const paid = judged.apply.filter(({ outcome }) => outcome === 'paid');
  return {
    batchId,
    paid: paid.length,
    paidFen: paid.reduce((sum, { debitNo }) => sum + (amounts.get(debitNo) ?? 0), 0),
    failed: judged.apply.length - paid.length,
    known: judged.known,
    missing: judged.missing.length,
    faults: judged.faults
      .slice(0, mostFaults)
      .map(({ line, debitNo, fault }) => ({ line, debitNo: debitNo.slice(0, 64), words: resultFaults[fault] })),
    seenBefore,
  };
};

/** What a result file would change; nothing is kept of it. */
export const previewResults = async (
  deps: Deps,
  { communityId }: StaffActor,
  { id, file }: { id: string; file: File },
): Promise<ResultPreview> => {
  const { reader } = deps.db;
  const batch = await findBatch(reader, communityId, id);
  if (!batch) throw new AppError('debit_batch.not_found');
  const rows = await findRows(reader, communityId, [id]);
  const seen = await findResult(reader, communityId, resultId(batch, hashOf(file.bytes)));
  return present(id, judge(file, rows), rows, seen !== null);
};

/** Each believed row once: money is received as any payment's, a failure gives the bills back to their owner. */
const apply = async (tx: Tx, deps: Deps, rows: readonly DebitEntity[], { apply: results }: Judged): Promise<void> => {
  const byNumber = new Map(rows.map((row) => [row.orderNumber, row]));
  const paidAt = deps.clock.now();
  for (const { debitNo, outcome, reason } of results) {
    const row = byNumber.get(debitNo);
    if (!row?.paymentId) continue;
    const payment = { communityId: row.communityId, id: row.paymentId };
    const word =
      outcome === 'paid'
        ? ({ state: 'paid', transactionId: debitNo, amountFen: row.amountFen, paidAt } as const)
        : ({ state: 'failed', reason: reason || autodebitTexts.noReason } as const);
    await hearDebit(tx, deps, payment, word);
  }
};

const keep = async (tx: Tx, deps: Deps, call: Call<StaffActor>, batch: BatchEntity, file: File, judged: Judged) => {
  const { communityId, id: batchId, number } = batch;
  const fileHash = hashOf(file.bytes);
  const paid = judged.apply.filter(({ outcome }) => outcome === 'paid').length;
  const failed = judged.apply.length - paid;
  await insertResult(tx, {
    communityId,
    id: resultId(batch, fileHash),
    batchId,
    fileHash,
    fileName: [...file.fileName].slice(0, mostFileName).join('').slice(0, mostFileName),
    at: deps.clock.now(),
    byId: call.actor.id,
    byName: call.actor.name,
    paid,
    failed,
    faults: judged.faults.length,
  });
  await audit(tx, deps.clock, call, {
    communityId,
    action: 'autodebit.imported',
    subjectKind: 'debit_batch',
    subjectId: batchId,
    subject: autodebitTexts.subjectResult(number, paid, failed),
  });
};

/** Reads the bank's answer in. The same bytes again change nothing; rows that cannot be believed are told, not booked. */
export const importResults = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, file }: { id: string; file: File },
): Promise<ResultPreview> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const batch = await lockBatch(tx, communityId, id);
    if (!batch) throw new AppError('debit_batch.not_found');
    const rows = await findRows(tx, communityId, [id]);
    const judged = judge(file, rows);
    if (await findResult(tx, communityId, resultId(batch, hashOf(file.bytes)))) return present(id, judged, rows, true);
    await apply(tx, deps, rows, judged);
    const left = (await findRows(tx, communityId, [id])).filter(({ status }) => status === 'asking');
    if (left.length === 0 && batch.status === 'sent') await saveBatch(tx, batch, { status: 'answered' });
    await keep(tx, deps, call, batch, file, judged);
    return present(id, judged, rows, false);
  });
