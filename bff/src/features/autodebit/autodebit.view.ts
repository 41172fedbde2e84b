import type { AutoDebitView, BatchSummary, BatchView, DebitView, MandateSummary } from 'shared-types/autodebit';
import type { MoneyPolicy } from 'shared-types/moneyPolicy';
import { toDay, toInstant } from 'shared-types/time';
import { dayWords, autodebitTexts as texts } from '../../locales/autodebit.js';
import type { BatchEntity, DebitEntity, MandateEntity, ResultEntity } from './autodebit.entity.js';
import { nextDebitDay } from './autodebit.rules.js';

type Terms = MoneyPolicy['autoDebit'];

const sayingOf = ({ status, reason, day, kind }: DebitEntity, today: string): string => {
  if (status === 'announced')
    return reason === 'held'
      ? texts.waiting(texts.reason(reason), dayWords(day, today))
      : texts.announced(dayWords(day, today));
  if (status === 'asking') return kind === 'bank' ? texts.askingBank : texts.asking;
  if (status === 'waiting') return texts.waiting(texts.reason(reason), dayWords(day, today));
  if (status === 'paid') return texts.paid;
  return status === 'failed' ? texts.failed(texts.reason(reason)) : texts.reason(reason);
};

export const presentDebit = (debit: DebitEntity, houseLabel: string, now: Date): DebitView => ({
  id: debit.id,
  kind: debit.kind,
  state: debit.status,
  houseLabel,
  amountFen: debit.amountFen,
  day: debit.day,
  attempts: debit.attempts,
  saying: sayingOf(debit, toDay(now)),
  paymentId: debit.paymentId,
});

/** The day on which something is taken next: one that is planned, or the policy's. */
const nextOn = (mandate: MandateEntity, debits: readonly DebitEntity[], terms: Terms, today: string): string | null => {
  if (mandate.kind !== 'papay' || mandate.status !== 'active' || !terms.on) return null;
  const planned = debits.find(({ status }) => status === 'announced' || status === 'waiting');
  return planned?.day ?? nextDebitDay(terms, today);
};

const sayings = (
  mandate: MandateEntity | null,
  ended: MandateEntity | null,
  terms: Terms,
  offered: boolean,
): string[] => {
  if (!mandate)
    return [
      ...(ended?.endReason ? [texts.ended(texts.end(ended.endReason, null))] : []),
      ...(offered ? [texts.notSigned(terms.day, terms.noticeDays), texts.disputedOut] : []),
    ];
  if (mandate.status === 'signing') return [texts.signing];
  if (mandate.status === 'ending') return [texts.ending];
  const runs = mandate.kind === 'bank' ? terms.on : offered;
  if (!runs) return [texts.paused];
  const limitFen = Math.min(mandate.limitFen, terms.limitFen);
  return [texts.active(mandate.kind, terms.day), texts.limit(limitFen), texts.disputedOut];
};

const actionsOf = (mandate: MandateEntity | null, offered: boolean): AutoDebitView['actions'] => {
  if (!mandate) return offered ? ['sign'] : [];
  if (mandate.status === 'signing') return [...(offered ? (['sign', 'check'] as const) : []), 'end'];
  // What was signed on paper is ended at the desk.
  if (mandate.kind === 'bank') return [];
  return mandate.status === 'active' ? ['end'] : ['check'];
};

export const presentForOwner = (
  house: { id: string; label: string },
  { mandate, ended }: { mandate: MandateEntity | null; ended: MandateEntity | null },
  debits: readonly DebitEntity[],
  { terms, offered, now }: { terms: Terms; offered: boolean; now: Date },
): AutoDebitView => ({
  houseId: house.id,
  houseLabel: house.label,
  offered,
  mandate: mandate && {
    id: mandate.id,
    kind: mandate.kind,
    state: mandate.status,
    limitFen: Math.min(mandate.limitFen, terms.limitFen),
    signedAt: mandate.signedAt && toInstant(mandate.signedAt),
    nextOn: nextOn(mandate, debits, terms, toDay(now)),
  },
  sayings: sayings(mandate, ended, terms, offered),
  debits: debits.map((debit) => presentDebit(debit, house.label, now)),
  actions: actionsOf(mandate, offered),
});

export const presentMandate = (mandate: MandateEntity, houseLabel: string, payer: string): MandateSummary => ({
  id: mandate.id,
  kind: mandate.kind,
  state: mandate.status,
  houseId: mandate.houseId,
  houseLabel,
  payer,
  limitFen: mandate.limitFen,
  signedAt: mandate.signedAt && toInstant(mandate.signedAt),
  endedAt: mandate.endedAt && toInstant(mandate.endedAt),
  endWords: mandate.endReason && texts.end(mandate.endReason, mandate.endNote),
});

export const presentBatch = (batch: BatchEntity, rows: readonly DebitEntity[]): BatchSummary => {
  const paid = rows.filter(({ status }) => status === 'paid');
  return {
    id: batch.id,
    number: batch.number,
    state: batch.status,
    count: batch.count,
    totalFen: batch.totalFen,
    paid: paid.length,
    failed: rows.filter(({ status }) => status === 'failed').length,
    waiting: rows.filter(({ status }) => status === 'asking').length,
    paidFen: paid.reduce((sum, { amountFen }) => sum + amountFen, 0),
    exportedAt: toInstant(batch.exportedAt),
    exportedBy: batch.exportedByName,
  };
};

export const presentWholeBatch = (
  batch: BatchEntity,
  rows: readonly DebitEntity[],
  imports: readonly ResultEntity[],
  names: { house(id: string): string; payer(mandateId: string): string },
): BatchView => ({
  ...presentBatch(batch, rows),
  fileHash: batch.fileHash,
  rows: rows.map((row) => ({
    debitNo: row.orderNumber ?? '',
    houseLabel: names.house(row.houseId),
    payer: names.payer(row.mandateId),
    amountFen: row.amountFen,
    state: row.status,
    reason: texts.reason(row.reason),
    paymentId: row.paymentId,
  })),
  imports: imports.map(({ at, byName, fileName, paid, failed, faults }) => ({
    at: toInstant(at),
    by: byName,
    fileName,
    paid,
    failed,
    faults,
  })),
  withdrawnWhy: batch.withdrawnWhy,
  actions: [
    'import',
    ...(batch.status === 'sent' && rows.every(({ status }) => status === 'asking') ? (['withdraw'] as const) : []),
  ],
});
