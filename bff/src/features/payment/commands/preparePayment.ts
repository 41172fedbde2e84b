import { paymentTexts } from '../../../locales/payment.js';
import { staffLinks } from '../../../locales/staffAlerts.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { readCommunity } from '../../community/community.door.js';
import { readOwnerBrief } from '../../identity/identity.door.js';
import { alertFinance } from '../alerts.js';
import { type ChannelFailure, failureOf, gateOf } from '../channelGate.js';
import type { CloseReason, PaymentEntity } from '../payment.entity.js';
import { changePayment } from '../payment.record.js';
import { findPayment, lockPayment } from '../payment.store.js';
import { closePayment, releaseAll } from './closePayment.js';

type Where = Pick<PaymentEntity, 'communityId' | 'id'>;

/** The channel knows the number already in some other way: what became of it is asked before anything is given up. */
const inDoubt = new Set([
  'ORDER_PAID',
  'ORDER_CLOSED',
  'OUT_TRADE_NO_USED',
  'INVALID_REQUEST',
  'ACQ.TRADE_HAS_SUCCESS',
]);

const keep = (deps: Deps, where: Where, payArguments: string): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, where.communityId, where.id);
    // Whoever gave it up meanwhile gets nothing to pay with.
    if (payment?.status !== 'open') return;
    await changePayment(tx, deps, payment, { payArguments }, { kind: 'prepared' });
  });

const fail = (deps: Deps, where: Where, reason: CloseReason, { code }: ChannelFailure): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, where.communityId, where.id);
    if (payment?.status !== 'open') return;
    await releaseAll(tx, payment);
    const at = deps.clock.now();
    await changePayment(
      tx,
      deps,
      payment,
      { status: 'failed', closedAt: at, closeReason: reason, held: false },
      { kind: 'failed', detail: `${paymentTexts.reason(reason)} ${code}` },
    );
    if (reason !== 'misconfigured') return;
    await alertFinance(tx, deps, {
      communityId: payment.communityId,
      kind: 'payment-channel',
      detail: code,
      link: staffLinks.payment(payment.id),
      // Told once an hour, however many owners run into it.
      cause: `${payment.communityId} ${Math.floor(deps.clock.realNow().getTime() / 3_600_000)}`,
    });
  });

/**
 * Orders an open payment at its channel, with the number that was stored before: again and again the same one, so that
 * it is one order whatever got lost (wechat.md 2.16). Without an answer the payment stays open; a worker tries again.
 */
export const preparePayment = async (deps: Deps, where: Where): Promise<PaymentEntity | null> => {
  const { reader } = deps.db;
  const payment = await findPayment(reader, where.communityId, where.id);
  if (payment?.status !== 'open' || payment.payArguments) return payment;
  const gate = gateOf(deps, payment.channel);
  if (!gate) return payment;
  const [community, payer] = await Promise.all([
    readCommunity(reader, payment.communityId),
    payment.payerId ? readOwnerBrief(reader, deps, payment.payerId) : null,
  ]);
  const description = paymentTexts.description(community?.name ?? '', payment.title);
  try {
    await keep(deps, payment, await gate.prepare({ payment, description, openid: payer?.openid ?? null }));
  } catch (error) {
    const failure = failureOf(error);
    deps.log.warn({ paymentId: payment.id, ...failure }, 'payment not ordered at its channel');
    if (failure.kind === 'config') await fail(deps, payment, 'misconfigured', failure);
    else if (failure.kind === 'refused' && inDoubt.has(failure.code)) return closePayment(deps, payment, 'refused');
    else if (failure.kind === 'refused') await fail(deps, payment, 'refused', failure);
  }
  return findPayment(reader, payment.communityId, payment.id);
};
