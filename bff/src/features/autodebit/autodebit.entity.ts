import type { BatchState, DebitState, MandateKind, MandateState } from 'shared-types/autodebit';
import { EntitySchema } from 'typeorm';
import { fen, id, int, json, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** `wechat`: the payer ended it in WeChat; `left`: whoever signed is not bound to the house any more. */
export type EndReason = 'owner' | 'wechat' | 'staff' | 'expired' | 'left';

/** Somebody's consent that what a house owes is taken from their account. */
export interface MandateEntity {
  communityId: string;
  id: string;
  houseId: string;
  kind: MandateKind;
  status: MandateState;
  /** Who signed with their WeChat; null for a bank's. */
  accountId: string | null;
  /** Ours at WeChat, unique in its plan; null for a bank's. */
  contractCode: string | null;
  /** WeChat's, once it was signed. */
  contractId: string | null;
  limitFen: number;
  createdAt: Date;
  /** When the owner was last sent to WeChat's page. */
  askedAt: Date;
  signedAt: Date | null;
  endedAt: Date | null;
  endReason: EndReason | null;
  /** What staff wrote. */
  endNote: string | null;
  /** The house, until it has ended: a house has one at a time. */
  openKey: string | null;
  holderEncrypted: string | null;
  cardEncrypted: string | null;
  cardTail: string | null;
  bankName: string | null;
  agreementNo: string | null;
  registeredBy: string | null;
  registeredByName: string | null;
}

export const MandateEntity = new EntitySchema<MandateEntity>({
  name: 'debit_mandate',
  tableName: 'debit_mandate',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    kind: string(8),
    status: string(8),
    accountId: id('account_id', nullable),
    contractCode: string(32, 'contract_code', nullable),
    contractId: string(64, 'contract_id', nullable),
    limitFen: fen('limit_fen'),
    createdAt: time('created_at'),
    askedAt: time('asked_at'),
    signedAt: time('signed_at', nullable),
    endedAt: time('ended_at', nullable),
    endReason: string(8, 'end_reason', nullable),
    endNote: string(100, 'end_note', nullable),
    openKey: id('open_key', nullable),
    holderEncrypted: string(255, 'holder_encrypted', nullable),
    cardEncrypted: string(255, 'card_encrypted', nullable),
    cardTail: string(4, 'card_tail', nullable),
    bankName: string(30, 'bank_name', nullable),
    agreementNo: string(32, 'agreement_no', nullable),
    registeredBy: id('registered_by', nullable),
    registeredByName: string(60, 'registered_by_name', nullable),
  },
});

/** What is taken by one mandate in one month, or in one batch; each try of it is a payment of its own. */
export interface DebitEntity {
  communityId: string;
  id: string;
  mandateId: string;
  houseId: string;
  kind: MandateKind;
  /** 2026-11, or the batch. */
  slot: string;
  status: DebitState;
  amountFen: number;
  /** Which bills the owner was told of. */
  billIds: string[];
  /** YYYY-MM-DD: not before this day. */
  day: string;
  attempts: number;
  /** Of the last try. */
  paymentId: string | null;
  orderNumber: string | null;
  /** Why it failed or was skipped: a code, or the bank's words. */
  reason: string | null;
  batchId: string | null;
  /** Line in the batch. */
  position: number;
  createdAt: Date;
  endedAt: Date | null;
}

export const DebitEntity = new EntitySchema<DebitEntity>({
  name: 'debit',
  tableName: 'debit',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    mandateId: id('mandate_id'),
    houseId: id('house_id'),
    kind: string(8),
    slot: string(26),
    status: string(10),
    amountFen: fen('amount_fen'),
    billIds: json('bill_ids'),
    day: string(10),
    attempts: int(),
    paymentId: id('payment_id', nullable),
    orderNumber: string(32, 'order_number', nullable),
    reason: string(200, undefined, nullable),
    batchId: id('batch_id', nullable),
    position: int(),
    createdAt: time('created_at'),
    endedAt: time('ended_at', nullable),
  },
});

/** One file for the bank. Its bytes hold names: they stand here encrypted. */
export interface BatchEntity {
  communityId: string;
  id: string;
  number: string;
  status: BatchState;
  count: number;
  totalFen: number;
  fileEncrypted: string;
  fileHash: string;
  exportedAt: Date;
  exportedBy: string;
  exportedByName: string;
  withdrawnWhy: string | null;
}

export const BatchEntity = new EntitySchema<BatchEntity>({
  name: 'debit_batch',
  tableName: 'debit_batch',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(20),
    status: string(10),
    count: int(),
    totalFen: fen('total_fen'),
    fileEncrypted: text('file_encrypted'),
    fileHash: string(64, 'file_hash'),
    exportedAt: time('exported_at'),
    exportedBy: id('exported_by'),
    exportedByName: string(60, 'exported_by_name'),
    withdrawnWhy: string(100, 'withdrawn_why', nullable),
  },
});

/** A result file that was read in; its id comes from its bytes, so that the same file is one. */
export interface ResultEntity {
  communityId: string;
  id: string;
  batchId: string;
  fileHash: string;
  fileName: string;
  at: Date;
  byId: string;
  byName: string;
  paid: number;
  failed: number;
  faults: number;
}

export const ResultEntity = new EntitySchema<ResultEntity>({
  name: 'debit_result',
  tableName: 'debit_result',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    batchId: id('batch_id'),
    fileHash: string(64, 'file_hash'),
    fileName: string(100, 'file_name'),
    at: time(),
    byId: id('by_id'),
    byName: string(60, 'by_name'),
    paid: int(),
    failed: int(),
    faults: int(),
  },
});

/** A verified notification of papay, reduced to what is acted on; it is not known yet of which community. */
export interface DebitNoticeEntity {
  id: string;
  kind: 'contract' | 'deduction';
  /** JSON; no openid. */
  body: string;
  receivedAt: Date;
  status: 'waiting' | 'acted' | 'refused';
  outcome: string | null;
  actedAt: Date | null;
}

export const DebitNoticeEntity = new EntitySchema<DebitNoticeEntity>({
  name: 'debit_notice',
  tableName: 'debit_notice',
  columns: {
    id: key('id'),
    kind: string(10),
    body: text(),
    receivedAt: time('received_at'),
    status: string(8),
    outcome: string(40, undefined, nullable),
    actedAt: time('acted_at', nullable),
  },
});

export const autodebitEntities = [MandateEntity, DebitEntity, BatchEntity, ResultEntity, DebitNoticeEntity];
