import { newId } from '../../kernel/ids.js';
import type { BillEntity } from './bill.entity.js';

type Given = Pick<
  BillEntity,
  'communityId' | 'houseId' | 'feeCode' | 'feeKind' | 'feeName' | 'period' | 'amountFen' | 'facts' | 'origin'
>;

/** A new bill, nothing of it paid; a draft unless it says otherwise. */
export const newBill = (at: Date, given: Given & Partial<BillEntity>): BillEntity => ({
  id: newId(at),
  runId: null,
  feeId: null,
  months: 1,
  slot: '',
  status: 'draft',
  paidFen: 0,
  couponFen: 0,
  lateFeeFen: 0,
  lateWaivedFen: 0,
  lateBasis: 0,
  lateThrough: null,
  dueOn: null,
  reason: null,
  replacesId: null,
  replacedBy: null,
  disputedAt: null,
  createdAt: at,
  publishedAt: null,
  endedAt: null,
  ...given,
});
