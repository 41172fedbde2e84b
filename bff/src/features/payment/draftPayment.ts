import { isDebitChannel, type PaymentChannel } from 'shared-types/payment';
import { toDay } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import { channelNames, paymentTexts } from '../../locales/payment.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { useCoupon } from '../account/account.door.js';
import { holdBills } from '../billing/billing.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { lookAfter } from './look.rules.js';
import type { PaymentEntity } from './payment.entity.js';
import { recordEvent } from './payment.record.js';
import { insertPayment, nextNumber } from './payment.store.js';
import type { BillFacts, Plan } from './plan.rules.js';

/** Some of the bills are held by an open payment; whoever asked may close it, if it is theirs, and try again. */
export class HeldElsewhere extends AppError {
  constructor(readonly heldBy: string) {
    super('payment.open_elsewhere');
  }
}

const withoutChannel: readonly PaymentChannel[] = ['cash', 'pos', 'transfer', 'balance'];

export interface Draft {
  communityId: string;
  houseId: string;
  channel: PaymentChannel;
  plan: Plan;
  /** Chosen bills, locked. */
  bills: readonly BillFacts[];
  more?: Partial<
    Pick<
      PaymentEntity,
      | 'payerId'
      | 'consentId'
      | 'collectorId'
      | 'collectorName'
      | 'reference'
      | 'note'
      | 'assistedById'
      | 'assistedByName'
      | 'signatureFileId'
    >
  >;
}

const titleOf = ({ parts }: Plan): string => {
  const titles = [...new Set(parts.map(({ title }) => title))];
  return paymentTexts.title(titles[0] ?? paymentTexts.topUp, titles.length).slice(0, 80);
};

const times = async (
  tx: Tx,
  deps: Deps,
  communityId: string,
): Promise<Pick<PaymentEntity, 'expireAt' | 'payUntil'>> => {
  const { openMinutes } = (await readMoneyPolicy(tx, communityId)).payment;
  const openMs = openMinutes * 60_000;
  return {
    expireAt: new Date(deps.clock.realNow().getTime() + openMs),
    payUntil: new Date(deps.clock.now().getTime() + openMs * deps.clock.speed()),
  };
};

const blank = {
  refundedFen: 0,
  payerId: null,
  consentId: null,
  collectorId: null,
  collectorName: null,
  payArguments: null,
  transactionId: null,
  settledAt: null,
  closedAt: null,
  closeReason: null,
  reference: null,
  note: null,
  assistedById: null,
  assistedByName: null,
  signatureFileId: null,
  reversedAt: null,
  reversedById: null,
  reversedByName: null,
  reverseReason: null,
};

/** Coupons serve this payment from now on, so that no other counts them too. */
const takeCoupons = async (
  tx: Tx,
  deps: Deps,
  { communityId, plan, bills }: Draft,
  paymentId: string,
): Promise<void> => {
  for (const { couponId, billId, amountFen } of plan.parts) {
    const bill = bills.find(({ id }) => id === billId);
    if (!couponId || !bill) continue;
    const { usedFen } = await useCoupon(tx, deps.clock, { communityId, couponId, bill, paymentId });
    if (usedFen !== amountFen) throw new AppError('payment.changed');
  }
};

const watch = async (tx: Tx, deps: Deps, { communityId, id, expireAt }: PaymentEntity): Promise<void> => {
  const madeAt = deps.clock.realNow();
  const { step, at } = lookAfter(-1, madeAt, expireAt ?? madeAt);
  await publish(tx, deps.clock, {
    communityId,
    topic: 'payment.look',
    payload: { paymentId: id, step, madeAt: madeAt.toISOString() },
    lane: 'calls',
    dueAt: at,
  });
};

/**
 * Writes a new payment, with its bills and coupons held, its number at the channel, and the first look after it; what
 * needs no channel is `received` at once, to be settled in the same transaction. Throws HeldElsewhere.
 */
export const draftPayment = async (deps: Deps, tx: Tx, draft: Draft): Promise<PaymentEntity> => {
  const { communityId, houseId, channel, plan } = draft;
  const now = deps.clock.now();
  const real = deps.clock.realNow();
  const id = newId(now);
  const billIds = [...new Set(plan.parts.flatMap(({ billId }) => (billId ? [billId] : [])))];
  const conflict = billIds.length > 0 ? await holdBills(tx, communityId, billIds, id) : null;
  if (conflict) throw new HeldElsewhere(conflict.heldBy);
  await takeCoupons(tx, deps, draft, id);
  const online = !withoutChannel.includes(channel);
  // A debit is looked after by whoever makes it, for as long as its channel takes.
  const hasScreen = online && !isDebitChannel(channel);
  const payment: PaymentEntity = {
    ...blank,
    ...draft.more,
    ...(hasScreen ? await times(tx, deps, communityId) : { expireAt: null, payUntil: null }),
    communityId,
    id,
    houseId,
    channel,
    status: online ? 'open' : 'received',
    title: titleOf(plan),
    orderNumber: online ? `P${newId(real)}` : null,
    amountFen: plan.amountFen,
    couponFen: plan.couponFen,
    prepaidFen: plan.prepaidFen,
    topUpFen: plan.topUpFen,
    held: true,
    paidFen: online ? null : plan.amountFen,
    paidAt: online ? null : now,
    createdAt: now,
    number: await nextNumber(tx, communityId, toDay(now)),
  };
  const allocations = plan.parts.map((part, position) => ({
    ...part,
    communityId,
    paymentId: id,
    position,
    lateFen: 0,
    refundedFen: 0,
  }));
  await insertPayment(tx, payment, allocations);
  await recordEvent(tx, deps, payment, {
    kind: 'created',
    detail: channelNames[channel],
    byName: payment.collectorName,
  });
  if (hasScreen) await watch(tx, deps, payment);
  return payment;
};
