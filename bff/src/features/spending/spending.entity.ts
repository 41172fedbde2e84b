import type { fundings, SpendingCategory, SpendingKind, SpendingState, spendingAccounts } from 'shared-types/spending';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** Money that the community spent or earned, with its voucher; what was booked stands in the ledger. */
export interface SpendingEntity {
  communityId: string;
  id: string;
  /** 支-261123-7F3K */
  number: string;
  kind: SpendingKind;
  category: SpendingCategory;
  amountFen: number;
  /** Of the voucher, YYYY-MM-DD. */
  day: string;
  account: (typeof spendingAccounts)[number];
  fundedBy: (typeof fundings)[number] | null;
  supplier: string | null;
  memo: string;
  orderId: string | null;
  orderNumber: string | null;
  buildingId: string | null;
  unitId: string | null;
  /** 3栋2单元 */
  placeLabel: string | null;
  deviceLabel: string | null;
  vouchers: number;
  vouchersPublic: boolean;
  state: SpendingState;
  enteredBy: string;
  enteredByName: string;
  enteredAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  /** Of a rejection or a reversal. */
  reason: string | null;
  reversedBy: string | null;
  reversedByName: string | null;
  reversedAt: Date | null;
  entryId: string | null;
  reversalEntryId: string | null;
  correctsId: string | null;
}

export const SpendingEntity = new EntitySchema<SpendingEntity>({
  name: 'spending',
  tableName: 'spending',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(20),
    kind: string(16),
    category: string(16),
    amountFen: fen('amount_fen'),
    day: string(10),
    account: string(8),
    fundedBy: string(16, 'funded_by', nullable),
    supplier: string(60, undefined, nullable),
    memo: string(100),
    orderId: id('order_id', nullable),
    orderNumber: string(20, 'order_number', nullable),
    buildingId: id('building_id', nullable),
    unitId: id('unit_id', nullable),
    placeLabel: string(60, 'place_label', nullable),
    deviceLabel: string(60, 'device_label', nullable),
    vouchers: int(),
    vouchersPublic: bool('vouchers_public'),
    state: string(10),
    enteredBy: id('entered_by'),
    enteredByName: string(60, 'entered_by_name'),
    enteredAt: time('entered_at'),
    decidedBy: id('decided_by', nullable),
    decidedByName: string(60, 'decided_by_name', nullable),
    decidedAt: time('decided_at', nullable),
    reason: string(200, undefined, nullable),
    reversedBy: id('reversed_by', nullable),
    reversedByName: string(60, 'reversed_by_name', nullable),
    reversedAt: time('reversed_at', nullable),
    entryId: id('entry_id', nullable),
    reversalEntryId: id('reversal_entry_id', nullable),
    correctsId: id('corrects_id', nullable),
  },
});
