import type { DebitState } from 'shared-types/autodebit';
import { type BankFault, type BankResult, readBankResults } from '../../adapters/autodebit/bankBatch.rules.js';

/** What a bank's answer changes of what was sent. Pure. */

export interface SentRow {
  orderNumber: string;
  amountFen: number;
  status: DebitState;
}

export interface Judged {
  /** What changes: money that came, and what failed. */
  apply: BankResult[];
  /** Results that were read in before. */
  known: number;
  /** Sent, and not in this file. */
  missing: string[];
  faults: { line: number; debitNo: string; fault: BankFault | 'already_paid' }[];
}

/** Money that came late is believed; a failure after money came is not, and nothing else is said twice. */
export const judgeResults = (text: string, sent: readonly SentRow[]): Judged => {
  const read = readBankResults(
    text,
    sent.map(({ orderNumber, amountFen }) => ({ debitNo: orderNumber, amountFen })),
  );
  const statusOf = new Map(sent.map(({ orderNumber, status }) => [orderNumber, status]));
  const judged: Judged = { apply: [], known: 0, missing: read.missing, faults: [...read.faults] };
  for (const result of read.results) {
    const status = statusOf.get(result.debitNo);
    if (status === 'paid' && result.outcome === 'failed')
      judged.faults.push({ line: 0, debitNo: result.debitNo, fault: 'already_paid' });
    else if (status === 'asking' || (status !== 'paid' && result.outcome === 'paid')) judged.apply.push(result);
    else judged.known += 1;
  }
  return judged;
};

/** UTF-8, else GB18030 as Chinese banks write; null: no text at all. */
export const decodeResults = (bytes: Uint8Array): string | null => {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }
};
