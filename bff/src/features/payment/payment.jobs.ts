import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { actOnNotice } from './commands/actOnNotice.js';
import { askChannel } from './commands/askChannel.js';
import { closePayment, finishClosing } from './commands/closePayment.js';
import { settlePayment } from './commands/settlePayment.js';
import { lookAfter } from './look.rules.js';
import { findPayment } from './payment.store.js';

const whereOf = (job: Job): { communityId: string; id: string } => ({
  communityId: job.communityId ?? '',
  id: String(job.payload.paymentId),
});

/**
 * One look of the ladder after an order: is it paid? While it is open, the next look is set with the marking of this
 * one; the last one closes it.
 */
const look = async (deps: Deps, job: Job): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const where = whereOf(job);
  const madeAt = new Date(String(job.payload.madeAt));
  const before = await findPayment(deps.db.reader, where.communityId, where.id);
  if (before?.status !== 'open' || !before.expireAt) return undefined;
  const { expireAt } = before;
  if (deps.clock.realNow() >= expireAt) {
    await closePayment(deps, where, 'expired');
    return undefined;
  }
  const after = await askChannel(deps, where);
  if (after?.status !== 'open') return undefined;
  const next = lookAfter(Number(job.payload.step), madeAt, expireAt);
  return (tx) =>
    publish(tx, deps.clock, {
      communityId: where.communityId,
      topic: 'payment.look',
      payload: { paymentId: where.id, step: next.step, madeAt: madeAt.toISOString() },
      lane: 'calls',
      dueAt: next.at,
    });
};

/** Background work of payments. */
export const paymentHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: 'payment.notified',
    title: '处理支付平台的通知',
    handle: (deps, job) => actOnNotice(deps, String(job.payload.notificationId)),
  },
  {
    queue: 'outbox',
    topic: 'payment.settle',
    title: '付款入账',
    handle: async (deps, job) => async (tx) => {
      const { communityId, id } = whereOf(job);
      await settlePayment(deps, tx, communityId, id);
    },
  },
  { queue: 'outbox', topic: 'payment.look', title: '查付款到了没有', handle: look },
  {
    queue: 'outbox',
    topic: 'payment.close',
    title: '在支付平台关闭付款',
    // Until the channel answers: the bills are held meanwhile.
    maxAttempts: 40,
    handle: async (deps, job) => {
      await finishClosing(deps, whereOf(job));
      return undefined;
    },
  },
];
