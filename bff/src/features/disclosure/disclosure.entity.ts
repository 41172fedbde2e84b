import { EntitySchema } from 'typeorm';
import { fen, id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** A published finance report. Written once: triggers and the grants of the application's account say so too. */
export interface FinanceReportEntity {
  communityId: string;
  /** 2026-10 */
  period: string;
  id: string;
  publishedAt: Date;
  /** Who published it before its day; null: it published itself. */
  publishedBy: string | null;
  incomeFen: number;
  expenseFen: number;
  entries: number;
  /** The seal of the books up to which it counts. */
  chainSeq: number;
  chainHash: string;
  /** Hash of the report before; null: it is the first. */
  previousHash: string | null;
  bodyHash: string;
  /** The canonical text that was hashed. */
  body: string;
}

export const FinanceReportEntity = new EntitySchema<FinanceReportEntity>({
  name: 'finance_report',
  tableName: 'finance_report',
  columns: {
    communityId: key('community_id'),
    period: string(7, undefined, { primary: true }),
    id: id(),
    publishedAt: time('published_at'),
    publishedBy: id('published_by', nullable),
    incomeFen: fen('income_fen'),
    expenseFen: fen('expense_fen'),
    entries: int(),
    chainSeq: int('chain_seq'),
    chainHash: string(64, 'chain_hash'),
    previousHash: string(64, 'previous_hash', nullable),
    bodyHash: string(64, 'body_hash'),
    body: text(),
  },
});
