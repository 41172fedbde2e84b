import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { paymentsOfBill } from '../payment/payment.door.js';
import { readRefund } from '../refund/refund.door.js';
import { findClaimed } from './invoice.store.js';
import { workNow } from './record.js';
import { syncInvoice } from './sync.js';
import { work } from './work.js';

/** A payment changed: its invoices follow. */
const follow =
  (more: { settled?: boolean } = {}) =>
  async (deps: Deps, job: Job): Promise<(tx: Tx) => Promise<void>> =>
  (tx) =>
    syncInvoice(tx, deps, { communityId: job.communityId ?? '', paymentId: String(job.payload.paymentId), ...more });

const refunded = async (deps: Deps, job: Job): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const communityId = job.communityId ?? '';
  const refund = await readRefund(deps.db.reader, communityId, String(job.payload.refundId));
  return refund ? (tx) => syncInvoice(tx, deps, { communityId, paymentId: refund.paymentId }) : undefined;
};

const billVoided = async (deps: Deps, job: Job): Promise<(tx: Tx) => Promise<void>> => {
  const communityId = job.communityId ?? '';
  const { reader } = deps.db;
  const paid = await paymentsOfBill(reader, communityId, String(job.payload.billId));
  const claimed = (await findClaimed(reader, communityId, paid)).map(({ paymentId }) => paymentId).sort();
  return async (tx) => {
    for (const paymentId of claimed) await syncInvoice(tx, deps, { communityId, paymentId });
  };
};

/** Background work of invoices. */
export const invoiceHandlers: HandlerEntry<Deps>[] = [
  { queue: 'outbox', topic: 'payment.settled', title: '付款后开电子发票', handle: follow({ settled: true }) },
  { queue: 'outbox', topic: 'payment.reversed', title: '撤销收款后红冲电子发票', handle: follow() },
  { queue: 'outbox', topic: 'refund.settled', title: '退款后红冲电子发票', handle: refunded },
  { queue: 'outbox', topic: 'bill.voided', title: '账单作废后红冲电子发票', handle: billVoided },
  {
    queue: 'outbox',
    topic: 'invoice.work',
    title: '向开票平台开电子发票',
    handle: (deps, job) => work(deps, { communityId: job.communityId ?? '', invoiceId: String(job.payload.invoiceId) }),
  },
  {
    queue: 'timer',
    topic: 'invoice.look',
    title: '查电子发票开好没有',
    handle:
      async (deps, { communityId, payload }) =>
      (tx) =>
        workNow(tx, deps, { communityId: communityId ?? '', id: String(payload.invoiceId) }),
  },
];
