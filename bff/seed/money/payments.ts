import type { PaymentChannel } from 'shared-types/payment';
import { toDay } from 'shared-types/time';
import { BillEntity, BillEventEntity } from '../../src/features/billing/bill.entity.js';
import type { EntryInput } from '../../src/features/ledger/ledger.door.js';
import { postEntries } from '../../src/features/ledger/ledger.door.js';
import { AllocationEntity, PaymentEntity, PaymentEventEntity } from '../../src/features/payment/payment.entity.js';
import type { SettledPart } from '../../src/features/payment/settle.rules.js';
import { settledLegs } from '../../src/features/payment/settle.rules.js';
import { newId } from '../../src/kernel/ids.js';
import type { Tx } from '../../src/platform/database/access.js';
import { selectAll } from '../../src/platform/database/select.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { execute, insertRows } from '../../src/platform/database/write.js';
import type { Deps } from '../../src/platform/deps.js';
import type { Random } from '../random.js';

/** A house that pays: when, by which way, and who does it. */
export interface Payer {
  houseId: string;
  at: Date;
  channel: PaymentChannel;
  /** Account of the owner; null at the counter. */
  payerId: string | null;
}

export interface Collector {
  id: string;
  name: string;
}

const channels: readonly [PaymentChannel, number][] = [
  ['wechat-jsapi', 0.74],
  ['alipay-qr', 0.82],
  ['cash', 0.9],
  ['pos', 0.96],
  ['transfer', 1],
];

/** Most pay in the mini-program; a house without an account pays at the counter. */
export const pickChannel = (random: Random, hasAccount: boolean): PaymentChannel => {
  const lot = hasAccount ? random.next() : 0.75 + random.next() * 0.25;
  return channels.find(([, upTo]) => lot < upTo)?.[0] ?? 'transfer';
};

const counter: readonly PaymentChannel[] = ['cash', 'pos', 'transfer', 'alipay-qr'];

interface Made {
  payment: PaymentEntity;
  parts: SettledPart[];
  bills: BillEntity[];
}

const owedBy = (bill: BillEntity): number => bill.amountFen + bill.lateFeeFen - bill.paidFen - bill.couponFen;

const makeOne = (communityId: string, payer: Payer, bills: BillEntity[], number: string, desk: Collector): Made => {
  const { houseId, at, channel } = payer;
  const atCounter = counter.includes(channel);
  const id = newId(at);
  const parts = bills.map(
    (bill): SettledPart => ({
      billId: bill.id,
      source: 'channel',
      couponId: null,
      feeKind: bill.feeKind,
      title: `${bill.period.replace('-', '年')}月${bill.feeName}`,
      amountFen: owedBy(bill),
      lateFen: bill.lateFeeFen,
    }),
  );
  const platform = channel === 'wechat-jsapi' || channel === 'alipay-qr';
  const amountFen = parts.reduce((sum, part) => sum + part.amountFen, 0);
  const first = parts[0]?.title ?? '';
  const payment: PaymentEntity = {
    communityId,
    id,
    number,
    houseId,
    channel,
    status: 'settled',
    title: parts.length > 1 ? `${first}等 ${parts.length} 笔` : first,
    orderNumber: platform ? `P${id}` : null,
    amountFen,
    couponFen: 0,
    prepaidFen: 0,
    topUpFen: 0,
    refundedFen: 0,
    payerId: atCounter ? null : payer.payerId,
    consentId: null,
    collectorId: atCounter ? desk.id : null,
    collectorName: atCounter ? desk.name : null,
    held: false,
    payArguments: null,
    transactionId: platform ? `42000${toDay(at).replaceAll('-', '')}${id.slice(-12)}` : null,
    paidFen: amountFen,
    paidAt: at,
    createdAt: new Date(at.getTime() - 20_000),
    expireAt: null,
    payUntil: null,
    settledAt: at,
    closedAt: null,
    closeReason: null,
    reference: channel === 'pos' || channel === 'transfer' ? id.slice(-8) : null,
    note: null,
    assistedById: null,
    assistedByName: null,
    signatureFileId: null,
    reversedAt: null,
    reversedById: null,
    reversedByName: null,
    reverseReason: null,
  };
  return { payment, parts, bills };
};

const allocationsOf = ({ payment, parts }: Made): AllocationEntity[] =>
  parts.map((part, position) => ({
    communityId: payment.communityId,
    paymentId: payment.id,
    position,
    billId: part.billId,
    source: part.source,
    couponId: part.couponId,
    feeKind: part.feeKind,
    title: part.title,
    amountFen: part.amountFen,
    lateFen: part.lateFen,
    refundedFen: 0,
  }));

const eventsOf = ({ payment }: Made): PaymentEventEntity[] => {
  const { communityId, id: paymentId, createdAt, collectorName: byName } = payment;
  const settledAt = payment.settledAt ?? createdAt;
  const event = (at: Date, kind: PaymentEventEntity['kind']): PaymentEventEntity => ({
    communityId,
    id: newId(at),
    paymentId,
    at,
    kind,
    detail: null,
    byName,
  });
  return [event(createdAt, 'created'), event(settledAt, 'settled')];
};

const entryOf = ({ payment, parts }: Made): EntryInput => ({
  communityId: payment.communityId,
  cause: { kind: 'payment', id: payment.id },
  at: payment.settledAt ?? payment.createdAt,
  memo: `收款 ${payment.number}`,
  postings: settledLegs(payment, { parts, surplusFen: 0, shortFen: 0 }),
});

const billEventsOf = ({ payment, bills }: Made): BillEventEntity[] =>
  bills.map((bill) => ({
    communityId: bill.communityId,
    id: newId(payment.settledAt ?? payment.createdAt),
    billId: bill.id,
    kind: 'payment',
    at: payment.settledAt ?? payment.createdAt,
    amountFen: -owedBy(bill),
    byKind: 'system',
    byName: null,
    words: null,
    sourceId: payment.id,
  }));

const write = async (tx: Tx, deps: Deps, communityId: string, made: readonly Made[]): Promise<void> => {
  const rowsOf = <T>(each: (one: Made) => T[]): T[] => made.flatMap(each);
  await insertRows(
    tx,
    PaymentEntity,
    made.map(({ payment }) => payment),
  );
  await insertRows(tx, AllocationEntity, rowsOf(allocationsOf));
  await insertRows(tx, PaymentEventEntity, rowsOf(eventsOf));
  await insertRows(tx, BillEventEntity, rowsOf(billEventsOf));
  await postEntries(tx, deps.clock, made.map(entryOf));
  for (const { payment, bills } of made)
    await execute(
      tx,
      `UPDATE bill SET paid_fen = amount_fen + late_fee_fen - coupon_fen, status = 'paid', ended_at = ?
        WHERE community_id = ? AND id IN (${bills.map(() => '?').join(', ')})`,
      [payment.settledAt, communityId, ...bills.map(({ id }) => id)],
    );
};

/** What every house owes, by house. */
const dueBills = async (deps: Deps, communityId: string): Promise<Map<string, BillEntity[]>> => {
  const byHouse = new Map<string, BillEntity[]>();
  for (const bill of await selectAll(deps.db.reader, BillEntity, { where: { communityId, status: ['due'] } })) {
    const known = byHouse.get(bill.houseId);
    if (known) known.push(bill);
    else byHouse.set(bill.houseId, [bill]);
  }
  return byHouse;
};

/** Each payer, who comes once, pays all that the house owes at that time, as `settlePayment` would have booked it, many at once. */
export const payAll = async (
  deps: Deps,
  communityId: string,
  payers: readonly Payer[],
  desk: Collector,
): Promise<PaymentEntity[]> => {
  const due = await dueBills(deps, communityId);
  const made: Made[] = [];
  const numbers = new Map<string, number>();
  for (const payer of [...payers].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const owed = (due.get(payer.houseId) ?? []).filter(
      (bill) => owedBy(bill) > 0 && (bill.publishedAt ?? payer.at) <= payer.at,
    );
    if (owed.length === 0) continue;
    const day = toDay(payer.at);
    const next = (numbers.get(day) ?? 0) + 1;
    numbers.set(day, next);
    const number = `${day.replaceAll('-', '')}-${String(next).padStart(4, '0')}`;
    made.push(makeOne(communityId, payer, owed, number, desk));
  }
  await inTransaction(deps.db, async (tx) => {
    for (let from = 0; from < made.length; from += 100)
      await write(tx, deps, communityId, made.slice(from, from + 100));
    for (const [day, last] of numbers)
      await execute(tx, 'INSERT INTO payment_number (community_id, day, last_number) VALUES (?, ?, ?)', [
        communityId,
        day.replaceAll('-', ''),
        last,
      ]);
  });
  return made.map(({ payment }) => payment);
};
