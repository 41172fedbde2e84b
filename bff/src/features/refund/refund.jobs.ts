import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { endNotice, readRefundNotice } from '../payment/payment.door.js';
import { findByNumbers } from './refund.store.js';
import { refundUnwanted } from './unwanted.js';
import { work } from './work.js';

export const refundHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: 'refund.work',
    title: '向渠道退款',
    handle: (deps, job) => work(deps, { communityId: job.communityId ?? '', refundId: String(job.payload.refundId) }),
  },
  {
    queue: 'timer',
    topic: 'refund.poll',
    title: '查退款结果',
    handle: async (deps, job) => {
      const { communityId, payload } = job;
      return (tx) => publish(tx, deps.clock, { communityId, topic: 'refund.work', payload, lane: 'calls' });
    },
  },
  {
    queue: 'outbox',
    topic: 'payment.unwanted',
    title: '退回多付的钱',
    handle: async (deps, job) => async (tx) => {
      await refundUnwanted(tx, deps, {
        communityId: job.communityId ?? '',
        paymentId: String(job.payload.paymentId),
      });
    },
  },
  {
    // Its word was verified; the channel itself is asked all the same, so that late, doubled and overtaken ones agree.
    queue: 'outbox',
    topic: 'wechat-pay.refund-notified',
    title: '收到退款通知',
    handle: async (deps, job) => {
      const id = String(job.payload.notificationId);
      const notice = await readRefundNotice(deps.db.reader, id);
      const [refund] = notice?.refundNumber ? await findByNumbers(deps.db.reader, [notice.refundNumber]) : [];
      return async (tx) => {
        const at = deps.clock.now();
        if (!refund) {
          if (notice) await endNotice(tx, id, { status: 'refused', outcome: 'no such refund', at });
          return;
        }
        const { communityId } = refund;
        await publish(tx, deps.clock, {
          communityId,
          topic: 'refund.work',
          payload: { refundId: refund.id },
          lane: 'calls',
        });
        await endNotice(tx, id, { status: 'acted', outcome: 'asked', at });
      };
    },
  },
];
