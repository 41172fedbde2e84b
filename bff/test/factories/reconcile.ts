import { newKey } from 'shared-types/client';
import * as api from 'shared-types/reconciliation';
import * as refunds from 'shared-types/refund';
import { atWall, toDay } from 'shared-types/time';
import { movements } from '../../simulators/wechat-pay/accounts.js';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { dayAfter } from '../../src/features/reconciliation/compareSheet.js';
import { planReconciliations } from '../../src/features/reconciliation/reconciliation.jobs.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { OutboxEntity } from '../../src/platform/queue/queue.entity.js';
import { makePayer, makeTeller, type Payer } from './money.js';
import { makeCommunity } from './people.js';
import { testServer } from './testServer.js';

/** Everything of one merchant: a server of its own, so that statements hold nothing of other tests. */
export const reconcileStage = async () => {
  const server = await testServer();
  const { deps } = server;
  const communityId = await makeCommunity(server);
  const finance = await makeTeller(server, communityId, 'finance', '何静');
  const manager = await makeTeller(server, communityId, 'manager', '高峰');
  const payer = await makePayer(server, communityId, '3栋2单元0903');
  const pay = server.simulators.control.wechatPay;
  const account = (code: string) => balanceOf(deps.db.reader, communityId, { account: code });
  const day = toDay(deps.clock.now());
  const to = async (at: Date): Promise<void> => {
    deps.clock.set(at);
    await server.drain();
  };
  /** The morning after a day, at the hour at which statements are fetched. */
  const morningAfter = (of: string) => to(atWall(dayAfter(of, 1), 10));
  const sheetOf = async (of = day, channel: api.ReconciliationChannel = 'wechat') => {
    const { days } = await finance.call(api.listReconciliations, { query: { channel, until: of, days: 1 } });
    return finance.call(api.readReconciliation, { params: { id: days[0]?.id ?? '' } });
  };
  const differencesOf = async (of = day) =>
    (await finance.call(api.listDifferences, { params: { id: (await sheetOf(of)).id } })).items;
  const decide = async (id: string, decision: 'book' | 'refund' | 'write-off', reason?: string) => {
    await finance.stepUp();
    return finance.call(api.decideDifference, {
      params: { id },
      body: { decision, ...(reason ? { reason } : {}) },
      idempotencyKey: newKey(),
    });
  };
  const close = async (of = day, channel: api.ReconciliationChannel = 'wechat') =>
    finance.call(api.closeReconciliation, {
      params: { id: (await sheetOf(of, channel)).id },
      idempotencyKey: newKey(),
    });
  const refund = async (paymentId: string, billId: string, amountFen: number) => {
    const asked = await manager.call(refunds.requestRefund, {
      params: { id: paymentId },
      body: { parts: [{ billId, amountFen }], way: 'original', reason: '多收了' },
      idempotencyKey: newKey(),
    });
    await finance.stepUp();
    await finance.call(refunds.approveRefund, { params: { id: asked.id }, idempotencyKey: newKey() });
    await server.drain();
    return asked;
  };
  /** What the channel itself says that it holds for us. */
  const held = async (): Promise<number> => {
    return movements(pay.book).reduce((sum, { signedFen }) => sum + signedFen, 0);
  };
  await planReconciliations(deps);
  return {
    server,
    deps,
    communityId,
    finance,
    manager,
    payer,
    pay,
    account,
    day,
    to,
    morningAfter,
    sheetOf,
    differencesOf,
    decide,
    close,
    refund,
    held,
  };
};
export type ReconcileStage = Awaited<ReturnType<typeof reconcileStage>>;

/** An order that is paid at WeChat, of which we never hear; our own looks at it have ended. */
export const lose = async ({ server, deps, communityId }: ReconcileStage, payer: Payer, amountFen: number) => {
  const billId = await payer.owe(amountFen);
  const order = await payer.order([billId]);
  payer.tap(order);
  for (const notice of server.simulators.control.wechatPay.notices())
    if (notice.state === 'waiting') notice.state = 'lost';
  await inTransaction(deps.db, (tx) => tx.delete(OutboxEntity, { topic: 'payment.look', communityId }));
  return { billId, paymentId: order.id };
};
