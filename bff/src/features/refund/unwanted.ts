import { isDebitChannel } from 'shared-types/payment';
import { deterministicId, newId } from '../../kernel/ids.js';
import { refundTexts } from '../../locales/refund.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { allocationsOf, lockPayment } from '../payment/payment.door.js';
import { takeOut } from './books.js';
import { blankRefund } from './commands/requestRefund.js';
import { change } from './record.js';
import type { RefundEntity, RefundPartEntity } from './refund.entity.js';
import { insertRefundOnce, lockRefund } from './refund.store.js';

/**
 * Money that came although nobody waited for it goes back the way it came, without anybody's approval: it was never
 * ours. Once a payment, however often it is asked for; `againOf` names a closed one that is tried anew.
 */
export const refundUnwanted = async (
  tx: Tx,
  deps: Deps,
  { communityId, paymentId, againOf = null }: { communityId: string; paymentId: string; againOf?: string | null },
): Promise<string | null> => {
  const payment = await lockPayment(tx, communityId, paymentId);
  if (payment?.status !== 'unwanted') return null;
  // No channel of debits gives back by itself: the house has the money, and staff pay it out where that is wished.
  const isDebit = isDebitChannel(payment.channel);
  const now = deps.clock.now();
  const id = againOf ? newId(now) : deterministicId('refund', communityId, paymentId);
  const channelShares = (await allocationsOf(tx, communityId, paymentId)).filter(({ source }) => source === 'channel');
  const parts: RefundPartEntity[] = channelShares.map(({ billId, feeKind, amountFen, refundedFen }, position) => ({
    communityId,
    refundId: id,
    position,
    paymentId,
    billId,
    source: 'channel',
    feeKind,
    label: refundTexts.unwantedPart,
    amountFen: amountFen - refundedFen,
    takenFrom: 'unidentified',
  }));
  const refund: RefundEntity = {
    ...blankRefund,
    communityId,
    id,
    number: `R${id}`,
    paymentId,
    paymentNumber: payment.number,
    paidAt: payment.paidAt ?? payment.settledAt,
    orderNumber: payment.orderNumber,
    channel: payment.channel,
    houseId: payment.houseId,
    unwanted: true,
    way: isDebit ? 'balance' : 'original',
    status: 'approved',
    amountFen: parts.reduce((sum, { amountFen }) => sum + amountFen, 0),
    totalFen: payment.amountFen,
    reason: refundTexts.unwantedReason,
    large: false,
    requestedAt: now,
    requestedBy: null,
    requestedByName: null,
    decidedAt: now,
    againOf,
  };
  if (!(await insertRefundOnce(tx, refund, parts))) return id;
  await lockRefund(tx, communityId, id);
  await takeOut(tx, deps, refund);
  if (isDebit) {
    await change(tx, deps, refund, { status: 'done', doneAt: now });
    return id;
  }
  await publish(tx, deps.clock, { communityId, topic: 'refund.work', payload: { refundId: id }, lane: 'calls' });
  return id;
};
