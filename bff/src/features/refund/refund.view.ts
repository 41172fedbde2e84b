import type { OwnRefundView, RefundView } from 'shared-types/refund';
import { toInstant } from 'shared-types/time';
import {
  attentionTexts,
  channelNames,
  refundStateNames,
  refundTexts,
  refundWayNames,
  settlementWayNames,
} from '../../locales/refund.js';
import type { StaffActor } from '../../platform/call.js';
import type { RefundEntity, RefundPartEntity } from './refund.entity.js';
import { actionsOf } from './refund.policy.js';

const instant = (at: Date | null): string | null => at && toInstant(at);

/** Two sources of one bill are one part to people. */
const presentParts = (parts: readonly RefundPartEntity[]): RefundView['parts'] => {
  const byBill = new Map<string | null, RefundView['parts'][number]>();
  for (const { billId, label, amountFen } of parts) {
    const known = byBill.get(billId);
    byBill.set(billId, { billId, label, amountFen: (known?.amountFen ?? 0) + amountFen });
  }
  return [...byBill.values()];
};

const presentSettlement = (refund: RefundEntity): RefundView['settlement'] =>
  refund.settledWay && refund.settledAt
    ? {
        way: settlementWayNames[refund.settledWay as keyof typeof settlementWayNames],
        note: refund.settledNote ?? '',
        by: refund.settledByName ?? '',
        at: toInstant(refund.settledAt),
      }
    : null;

export const presentRefund = (
  refund: RefundEntity,
  parts: readonly RefundPartEntity[],
  houseLabel: string | null,
  actor: StaffActor,
): RefundView => ({
  id: refund.id,
  number: refund.number,
  payment: {
    id: refund.paymentId,
    number: refund.paymentNumber,
    channel: refund.channel,
    channelName: channelNames[refund.channel],
    totalFen: refund.totalFen,
    paidAt: instant(refund.paidAt),
  },
  house: houseLabel === null ? null : { id: refund.houseId, label: houseLabel },
  amountFen: refund.amountFen,
  way: refund.way,
  wayName: refundWayNames[refund.way],
  reason: refund.reason,
  status: refund.status,
  statusName: refundStateNames[refund.status],
  parts: presentParts(parts),
  large: refund.large,
  attention: refund.attention && attentionTexts[refund.attention],
  requestedAt: toInstant(refund.requestedAt),
  requestedBy: refund.requestedByName,
  decidedAt: instant(refund.decidedAt),
  decidedBy: refund.decidedByName,
  decision: refund.decision,
  doneAt: instant(refund.doneAt),
  receivedAccount: refund.receivedAccount,
  settlement: presentSettlement(refund),
  againOf: refund.againOf,
  actions: actionsOf(actor, refund),
});

export const presentOwnRefund = (refund: RefundEntity, parts: readonly RefundPartEntity[]): OwnRefundView => ({
  id: refund.id,
  amountFen: refund.amountFen,
  status: refund.status,
  way: refund.way,
  words: refundTexts.own(refund.status, refund.way),
  reason: refund.reason,
  parts: presentParts(parts),
  requestedAt: toInstant(refund.requestedAt),
  doneAt: instant(refund.doneAt),
});
