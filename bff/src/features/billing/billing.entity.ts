import type { FeeKind, feeIcons, LateTerms } from 'shared-types/billing';
import type { RunState } from 'shared-types/billRun';
import type { FeeDiscount, FeeRule, FeeScope, NoBillReason } from 'shared-types/fee';
import type { MeterKind } from 'shared-types/reading';
import { EntitySchema } from 'typeorm';
import { bool, fen, id, int, json, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import { BillEntity, BillEventEntity, DisputeEntity, HoldEntity } from './bill.entity.js';

/** What a community charges, by version: once billed, a version is only ended and succeeded. */
export interface FeeEntity {
  communityId: string;
  id: string;
  /** The same in all versions of a fee. */
  code: string;
  version: number;
  name: string;
  kind: FeeKind;
  icon: (typeof feeIcons)[number];
  rule: FeeRule;
  scope: FeeScope;
  discounts: FeeDiscount[];
  late: LateTerms | null;
  /** First and last month, YYYY-MM. */
  validFrom: string;
  validTo: string | null;
  usedAt: Date | null;
  createdAt: Date;
  byName: string;
}
export const FeeEntity = new EntitySchema<FeeEntity>({
  name: 'fee_item',
  tableName: 'fee_item',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    code: string(32),
    version: int(),
    name: string(20),
    kind: string(16),
    icon: string(12),
    rule: json(),
    scope: json(),
    discounts: json(),
    late: { ...json(), nullable: true },
    validFrom: string(7, 'valid_from'),
    validTo: string(7, 'valid_to', nullable),
    usedAt: time('used_at', nullable),
    createdAt: time('created_at'),
    byName: string(30, 'by_name'),
  },
});

/** The closing reading of a meter for a month; values are thousandths of its unit. */
export interface ReadingEntity {
  communityId: string;
  id: string;
  houseId: string;
  meter: MeterKind;
  period: string;
  readOn: string;
  value: number;
  /** What the month is reckoned from, and the use; null for a meter's first reading. */
  openingValue: number | null;
  used: number | null;
  newMeterStart: number | null;
  estimated: boolean;
  source: 'staff' | 'list' | 'device';
  byId: string | null;
  byName: string | null;
  at: Date;
}
export const ReadingEntity = new EntitySchema<ReadingEntity>({
  name: 'meter_reading',
  tableName: 'meter_reading',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    meter: string(10),
    period: string(7),
    readOn: string(10, 'read_on'),
    value: fen(),
    openingValue: fen('opening_value', nullable),
    used: fen(undefined, nullable),
    newMeterStart: fen('new_meter_start', nullable),
    estimated: bool(),
    source: string(8),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name', nullable),
    at: time(),
  },
});

/** A month's sum that houses share. */
export interface PoolEntity {
  communityId: string;
  id: string;
  feeCode: string;
  period: string;
  /** Empty: the whole community. */
  buildingId: string;
  totalFen: number;
  voucher: string;
  byId: string | null;
  byName: string;
  at: Date;
  /** The run that shares it. */
  runId: string | null;
}
export const PoolEntity = new EntitySchema<PoolEntity>({
  name: 'fee_pool',
  tableName: 'fee_pool',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    feeCode: string(32, 'fee_code'),
    period: string(7),
    buildingId: string(26, 'building_id'),
    totalFen: fen('total_fen'),
    voucher: string(100),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name'),
    at: time(),
    runId: id('run_id', nullable),
  },
});

/** What a run found of one fee. */
export interface FeeSummary {
  bills: number;
  totalFen: number;
  discountFen: number;
  none: Partial<Record<NoBillReason, number>>;
}

export interface RunEntity {
  communityId: string;
  id: string;
  month: string;
  state: RunState;
  automatic: boolean;
  byId: string | null;
  byName: string | null;
  fees: { feeId: string; period: string }[];
  /** The last house that the present stage is through with; empty: none. */
  cursorId: string;
  chunk: number;
  done: number;
  total: number;
  bills: number;
  houses: number;
  totalFen: number;
  summary: Record<string, FeeSummary>;
  poolDigest: string | null;
  dueOn: string | null;
  kept: number;
  reason: string | null;
  createdAt: Date;
  publishedAt: Date | null;
  endedAt: Date | null;
}
export const RunEntity = new EntitySchema<RunEntity>({
  name: 'billing_run',
  tableName: 'billing_run',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    month: string(7),
    state: string(12),
    automatic: bool(),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name', nullable),
    fees: json(),
    cursorId: string(26, 'cursor_id'),
    chunk: int(),
    done: int(),
    total: int(),
    bills: int(),
    houses: int(),
    totalFen: fen('total_fen'),
    summary: json(),
    poolDigest: string(64, 'pool_digest', nullable),
    dueOn: string(10, 'due_on', nullable),
    kept: int(),
    reason: string(300, undefined, nullable),
    createdAt: time('created_at'),
    publishedAt: time('published_at', nullable),
    endedAt: time('ended_at', nullable),
  },
});

/** A house without a bill for a reason that staff can mend. */
export interface GapEntity {
  communityId: string;
  runId: string;
  houseId: string;
  feeId: string;
  reason: NoBillReason;
}
export const GapEntity = new EntitySchema<GapEntity>({
  name: 'billing_gap',
  tableName: 'billing_gap',
  columns: {
    communityId: key('community_id'),
    runId: key('run_id'),
    houseId: key('house_id'),
    feeId: key('fee_id'),
    reason: string(16),
  },
});

export const billingEntities = [
  FeeEntity,
  ReadingEntity,
  PoolEntity,
  RunEntity,
  GapEntity,
  BillEntity,
  HoldEntity,
  BillEventEntity,
  DisputeEntity,
];
