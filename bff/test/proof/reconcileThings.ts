import { DifferenceEntity, ReconciliationEntity } from '../../src/features/reconciliation/reconciliation.entity.js';
import { blankSheet } from '../../src/features/reconciliation/sheet.js';
import { blankRefund } from '../../src/features/refund/commands/requestRefund.js';
import { RefundEntity, RefundPartEntity } from '../../src/features/refund/refund.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** A refund of a payment that somebody else asked for, and a day of WeChat Pay with a difference. */
export const makeReconcileThings = async (
  deps: Deps,
  communityId: string,
  { houseId, paymentId }: { houseId: string; paymentId: string },
) => {
  const at = deps.clock.now();
  const [refund, difference] = [newId(at), newId(at)];
  const sheet = { ...blankSheet({ communityId, channel: 'wechat', day: '2026-11-22' }), state: 'open' as const };
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(RefundEntity, {
      ...blankRefund,
      communityId,
      id: refund,
      number: `R${refund}`,
      paymentId,
      paymentNumber: '20261122-0001',
      paidAt: at,
      orderNumber: `P${refund}`,
      channel: 'wechat-jsapi',
      houseId,
      way: 'original',
      amountFen: 100,
      totalFen: 100,
      reason: '多收了',
      large: false,
      requestedAt: at,
      requestedBy: newId(at),
      requestedByName: '林晓',
    });
    await tx.insert(RefundPartEntity, {
      communityId,
      refundId: refund,
      position: 0,
      paymentId,
      billId: null,
      source: 'channel',
      feeKind: null,
      label: '预存',
      amountFen: 100,
      takenFrom: null,
    });
    await tx.insert(ReconciliationEntity, sheet);
    await tx.insert(DifferenceEntity, {
      communityId,
      id: difference,
      reconciliationId: sheet.id,
      channel: 'wechat',
      day: '2026-11-22',
      kind: 'only-channel',
      reason: 'unknown-order',
      what: 'payment',
      number: `X${difference}`,
      orderNumber: `X${difference}`,
      at,
      oursFen: null,
      theirsFen: 100,
      paymentId: null,
      refundId: null,
      houseId: null,
      title: null,
      receipt: null,
      askedAt: null,
      waitUntil: null,
      waitNote: null,
      waitedByName: null,
      decision: null,
      decisionReason: null,
      decidedByName: null,
      decidedAt: null,
    });
  });
  return { refund, reconciliation: sheet.id, difference };
};
