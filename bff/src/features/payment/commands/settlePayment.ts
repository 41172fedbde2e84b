import { formatFen } from 'shared-types/money';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { paymentTexts } from '../../../locales/payment.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { moveBalance, prepaidOf, releaseCoupons, useCoupon } from '../../account/account.door.js';
import { applyToBill, holdBills, lockBills, releaseBills } from '../../billing/billing.door.js';
import { postEntry } from '../../ledger/ledger.door.js';
import type { AllocationEntity, PaymentEntity } from '../payment.entity.js';
import { changePayment, type Happened, tellHouse } from '../payment.record.js';
import { findAllocations, insertAllocations, lockPayment, saveAllocation } from '../payment.store.js';
import type { BillFacts } from '../plan.rules.js';
import { isWhole, type Settlement, settledLegs, settleParts, unwantedLegs } from '../settle.rules.js';

type SettleDeps = Pick<Deps, 'clock' | 'live'>;
type Bills = ReadonlyMap<string, BillFacts>;

const kinds = { channel: 'payment', prepaid: 'prepayment', coupon: 'coupon' } as const;

const billIdsOf = (parts: readonly AllocationEntity[]): string[] => [
  ...new Set(parts.flatMap(({ billId }) => (billId ? [billId] : []))),
];

/** Holds the bills of a payment that had been given up; false: they are paid, or somebody else is paying them. */
const holdAgain = async (tx: Tx, { communityId, id }: PaymentEntity, billIds: string[]): Promise<boolean> => {
  if (billIds.length === 0) return true;
  try {
    return (await holdBills(tx, communityId, billIds, id)) === null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'payment.nothing_due') return false;
    throw error;
  }
};

/** Takes the coupons of a payment that had been given up; false: one of them serves somebody else, or no more. */
const takeCoupons = async (
  tx: Tx,
  deps: SettleDeps,
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
  bills: Bills,
): Promise<boolean> => {
  for (const { couponId, billId, amountFen } of parts) {
    const bill = bills.get(billId ?? '');
    if (!couponId || !bill) continue;
    const { communityId, id: paymentId } = payment;
    try {
      const { usedFen } = await useCoupon(tx, deps.clock, { communityId, couponId, bill, paymentId });
      if (usedFen !== amountFen) return false;
    } catch (error) {
      if (error instanceof AppError && error.code === 'coupon.not_usable') return false;
      throw error;
    }
  }
  return true;
};

const payBills = async (
  tx: Tx,
  deps: SettleDeps,
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
  { parts: settled, surplusFen }: Settlement,
): Promise<void> => {
  const { communityId, id: paymentId } = payment;
  for (const [index, part] of parts.entries()) {
    const { amountFen, lateFen, billId, source } = settled[index] ?? { ...part, amountFen: 0 };
    if (billId !== null && amountFen > 0)
      await applyToBill(tx, deps.clock, { communityId, billId, amountFen, kind: kinds[source], sourceId: paymentId });
    if (amountFen !== part.amountFen || lateFen > 0) await saveAllocation(tx, part, { amountFen, lateFen });
  }
  if (surplusFen === 0) return;
  const topUp = parts.find(({ billId }) => billId === null);
  if (topUp) await saveAllocation(tx, topUp, { amountFen: topUp.amountFen + surplusFen });
  else
    await insertAllocations(tx, [
      {
        communityId,
        paymentId,
        position: parts.length,
        billId: null,
        source: 'channel',
        couponId: null,
        feeKind: null,
        title: paymentTexts.topUp,
        amountFen: surplusFen,
        lateFen: 0,
        refundedFen: 0,
      },
    ]);
};

const moveBalances = async (
  tx: Tx,
  deps: SettleDeps,
  payment: PaymentEntity,
  { parts, surplusFen }: Settlement,
): Promise<void> => {
  const { communityId, houseId, id, title, number } = payment;
  const total = (fits: (part: Settlement['parts'][number]) => boolean): number =>
    parts.filter(fits).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const moves = [
    { amountFen: total(({ billId }) => billId === null), kind: 'topup', cause: 'payment-topup' },
    { amountFen: surplusFen, kind: 'surplus', cause: 'payment-surplus', words: paymentTexts.surplus(number) },
    {
      amountFen: -total(({ source }) => source === 'prepaid'),
      kind: 'spent',
      cause: 'payment-spent',
      words: paymentTexts.spent(title),
    },
  ] as const;
  for (const { amountFen, kind, cause, ...words } of moves)
    if (amountFen !== 0)
      await moveBalance(tx, deps.clock, {
        communityId,
        houseId,
        amountFen,
        kind,
        cause: { kind: cause, id },
        ...words,
      });
};

/** Told to whoever paid and to the owners of the house; their open screens ask again. */
const tell = async (tx: Tx, deps: SettleDeps, payment: PaymentEntity): Promise<void> => {
  const { communityId, houseId, id: paymentId } = payment;
  await publish(tx, deps.clock, {
    id: deterministicId('payment.told', paymentId),
    communityId,
    topic: 'payment.told',
    payload: { paymentId },
  });
  // Notification listens to the one, invoices to the other: a topic has one listener.
  await publish(tx, deps.clock, {
    id: deterministicId('payment.settled', paymentId),
    communityId,
    topic: 'payment.settled',
    payload: { paymentId },
  });
  await tellHouse(tx, deps, communityId, houseId);
};

const bookUnwanted = async (tx: Tx, deps: SettleDeps, payment: PaymentEntity): Promise<PaymentEntity> => {
  const { communityId, id, number, amountFen } = payment;
  await releaseBills(tx, communityId, id);
  await releaseCoupons(tx, communityId, id);
  await postEntry(tx, deps.clock, {
    communityId,
    cause: { kind: 'payment-unwanted', id },
    at: deps.clock.now(),
    memo: paymentTexts.unwantedMemo(number),
    postings: unwantedLegs(payment),
  });
  await publish(tx, deps.clock, {
    id: deterministicId('payment.unwanted', id),
    communityId,
    topic: 'payment.unwanted',
    payload: { paymentId: id },
  });
  return changePayment(
    tx,
    deps,
    payment,
    { status: 'unwanted', held: false },
    { kind: 'unwanted', detail: formatFen(amountFen) },
  );
};

const bookSettled = async (
  tx: Tx,
  deps: SettleDeps,
  payment: PaymentEntity,
  parts: readonly AllocationEntity[],
  settlement: Settlement,
): Promise<PaymentEntity> => {
  const { communityId, id, number, amountFen } = payment;
  const at = deps.clock.now();
  await payBills(tx, deps, payment, parts, settlement);
  await moveBalances(tx, deps, payment, settlement);
  const postings = settledLegs(payment, settlement);
  if (postings.length > 0)
    await postEntry(tx, deps.clock, {
      communityId,
      cause: { kind: 'payment', id },
      at,
      memo: paymentTexts.memo(number),
      postings,
      by: payment.collectorId,
    });
  await releaseBills(tx, communityId, id);
  await tell(tx, deps, payment);
  const { surplusFen, shortFen } = settlement;
  const more: Happened[] = [
    ...(shortFen > 0 ? [{ kind: 'short' as const, detail: formatFen(shortFen) }] : []),
    ...(surplusFen > 0 ? [{ kind: 'surplus' as const, detail: formatFen(surplusFen) }] : []),
  ];
  return changePayment(
    tx,
    deps,
    payment,
    { status: 'settled', settledAt: at, held: false, payArguments: null, prepaidFen: payment.prepaidFen - shortFen },
    { kind: 'settled', detail: formatFen(amountFen), byName: payment.collectorName },
    ...more,
  );
};

/**
 * Books money that the channel has: the bills, the coupons, the balance, the ledger, all in the caller's transaction. A
 * payment that had been given up is settled only if everything that it was for is still due and nobody else's; if not, it
 * becomes `unwanted` and goes back whole. Anything but a received payment is left as it is; null: there is none.
 */
export const settlePayment = async (
  deps: SettleDeps,
  tx: Tx,
  communityId: string,
  paymentId: string,
): Promise<PaymentEntity | null> => {
  const payment = await lockPayment(tx, communityId, paymentId);
  if (payment?.status !== 'received') return payment;
  const parts = await findAllocations(tx, communityId, paymentId);
  const billIds = billIdsOf(parts);
  if (!payment.held && !(await holdAgain(tx, payment, billIds))) return bookUnwanted(tx, deps, payment);
  const locked = await lockBills(tx, communityId, billIds);
  const bills: Bills = new Map(locked.map((bill) => [bill.id, bill]));
  const balanceFen = payment.prepaidFen > 0 ? await prepaidOf(tx, communityId, payment.houseId) : 0;
  const settlement = settleParts(parts, bills, balanceFen);
  if (!payment.held && !(isWhole(parts, settlement) && (await takeCoupons(tx, deps, payment, parts, bills))))
    return bookUnwanted(tx, deps, payment);
  return bookSettled(tx, deps, payment, parts, settlement);
};
