import type { DepositKind, DeskMethod, MovementKind } from 'shared-types/account';
import type { FeeKind } from 'shared-types/billing';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import {
  type ImportRow,
  type ImportRun,
  importRowColumns,
  importRunColumns,
} from '../../platform/sheetImport/importStore.js';

/** What a house has paid ahead; the row is what movements of one house wait for. */
export interface HouseBalanceEntity {
  communityId: string;
  houseId: string;
  balanceFen: number;
  /** The owner wants new bills paid from it. */
  autoOffset: boolean;
  updatedAt: Date;
}

export const HouseBalanceEntity = new EntitySchema<HouseBalanceEntity>({
  name: 'house_balance',
  tableName: 'house_balance',
  columns: {
    communityId: key('community_id'),
    houseId: key('house_id'),
    balanceFen: fen('balance_fen'),
    autoOffset: bool('auto_offset'),
    updatedAt: time('updated_at'),
  },
});

/** One change of a balance; never changed itself. */
export interface BalanceMovementEntity {
  communityId: string;
  id: string;
  houseId: string;
  at: Date;
  kind: MovementKind;
  causeKind: string;
  causeId: string;
  amountFen: number;
  /** After it. */
  balanceFen: number;
  words: string;
}

export const BalanceMovementEntity = new EntitySchema<BalanceMovementEntity>({
  name: 'balance_movement',
  tableName: 'balance_movement',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    at: time(),
    kind: string(12),
    causeKind: string(20, 'cause_kind'),
    causeId: string(60, 'cause_id'),
    amountFen: fen('amount_fen'),
    balanceFen: fen('balance_fen'),
    words: string(100),
  },
});

export interface DepositEntity {
  communityId: string;
  id: string;
  number: string;
  houseId: string;
  kind: DepositKind;
  amountFen: number;
  method: DeskMethod;
  note: string | null;
  status: 'held' | 'returned';
  takenAt: Date;
  takenBy: string;
  takenByName: string;
  returnedAt: Date | null;
  returnedBy: string | null;
  returnedByName: string | null;
  returnMethod: DeskMethod | null;
  returnFen: number | null;
  deductedFen: number | null;
  deductReason: string | null;
}

export const DepositEntity = new EntitySchema<DepositEntity>({
  name: 'deposit',
  tableName: 'deposit',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(20),
    houseId: id('house_id'),
    kind: string(12),
    amountFen: fen('amount_fen'),
    method: string(8),
    note: string(200, undefined, nullable),
    status: string(10),
    takenAt: time('taken_at'),
    takenBy: id('taken_by'),
    takenByName: string(30, 'taken_by_name'),
    returnedAt: time('returned_at', nullable),
    returnedBy: id('returned_by', nullable),
    returnedByName: string(30, 'returned_by_name', nullable),
    returnMethod: string(8, 'return_method', nullable),
    returnFen: fen('return_fen', nullable),
    deductedFen: fen('deducted_fen', nullable),
    deductReason: string(200, 'deduct_reason', nullable),
  },
});

/** The last number of a day's receipts. */
export interface DepositNumberEntity {
  communityId: string;
  /** 20261127 */
  day: string;
  lastNumber: number;
}

export const DepositNumberEntity = new EntitySchema<DepositNumberEntity>({
  name: 'deposit_number',
  tableName: 'deposit_number',
  columns: {
    communityId: key('community_id'),
    day: string(8, undefined, { primary: true }),
    lastNumber: int('last_number'),
  },
});

/** One coupon; it pays once. `expired` is no state of the row: it follows from the day. */
export interface CouponEntity {
  communityId: string;
  id: string;
  houseId: string;
  feeKind: FeeKind;
  amountFen: number;
  validUntil: string;
  status: 'usable' | 'used' | 'withdrawn';
  reason: string;
  causeKind: string;
  causeId: string;
  issuedAt: Date;
  /** The payment that uses it. */
  usedBy: string | null;
  billId: string | null;
  usedFen: number;
  endedAt: Date | null;
}

export const CouponEntity = new EntitySchema<CouponEntity>({
  name: 'coupon',
  tableName: 'coupon',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    feeKind: string(20, 'fee_kind'),
    amountFen: fen('amount_fen'),
    validUntil: string(10, 'valid_until'),
    status: string(10),
    reason: string(100),
    causeKind: string(20, 'cause_kind'),
    causeId: string(60, 'cause_id'),
    issuedAt: time('issued_at'),
    usedBy: id('used_by', nullable),
    billId: id('bill_id', nullable),
    usedFen: fen('used_fen'),
    endedAt: time('ended_at', nullable),
  },
});

/** One message about what a house owes: of a stage once for a due day, by hand once a day. */
export interface BillReminderEntity {
  communityId: string;
  id: string;
  houseId: string;
  /** The due day whose stages run. */
  anchor: string;
  /** d20; by hand h2025-11-27 */
  stage: string;
  stageDays: number | null;
  at: Date;
  dueFen: number;
  byId: string | null;
  byName: string | null;
}

export const BillReminderEntity = new EntitySchema<BillReminderEntity>({
  name: 'bill_reminder',
  tableName: 'bill_reminder',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    anchor: string(10),
    stage: string(12),
    stageDays: int('stage_days', nullable),
    at: time(),
    dueFen: fen('due_fen'),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name', nullable),
  },
});

export const ArrearsImportEntity = new EntitySchema<ImportRun>({
  name: 'arrears_import',
  tableName: 'arrears_import',
  columns: importRunColumns,
});

export interface ArrearsImportRowEntity extends ImportRow {
  state: 'create' | 'same' | 'bad' | 'skipped';
  houseId: string | null;
  arrearsFen: number;
  prepaidFen: number;
}

export const ArrearsImportRowEntity = new EntitySchema<ArrearsImportRowEntity>({
  name: 'arrears_import_row',
  tableName: 'arrears_import_row',
  columns: {
    ...importRowColumns,
    houseId: id('house_id', nullable),
    arrearsFen: fen('arrears_fen'),
    prepaidFen: fen('prepaid_fen'),
  },
});

export const accountEntities = [
  HouseBalanceEntity,
  BalanceMovementEntity,
  DepositEntity,
  DepositNumberEntity,
  CouponEntity,
  BillReminderEntity,
  ArrearsImportEntity,
  ArrearsImportRowEntity,
];
