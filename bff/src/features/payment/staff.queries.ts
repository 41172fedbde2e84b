import type { QueryOf, ResponseOf } from 'shared-types/contract';
import { isDebitChannel } from 'shared-types/payment';
import type {
  CounterMethod,
  listPayments,
  PayableView,
  readCashSheet,
  StaffPaymentSummary,
  StaffPaymentView,
} from 'shared-types/staffPayment';
import { counterMethods } from 'shared-types/staffPayment';
import { atWall, toDay, toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { usableCoupons } from '../account/account.door.js';
import { readDueBills } from '../billing/billing.door.js';
import { readHouseBrief, readHouseBriefs } from '../community/community.door.js';
import { readFilesOf } from '../file/file.door.js';
import { gateOf } from './channelGate.js';
import { freeBalance } from './choice.js';
import type { PaymentEntity } from './payment.entity.js';
import { findCounter, listForStaff } from './payment.lists.store.js';
import { mayReverse } from './payment.policy.js';
import { payersOf, wordsOf } from './payment.queries.js';
import { findAllocations, findEvents, findPayment } from './payment.store.js';
import { presentForStaff, presentStaffSummary } from './payment.view.js';

const dayMs = 86_400_000;

const labelsOf = async (deps: Deps, payments: readonly PaymentEntity[]): Promise<Map<string, string>> => {
  const ids = [...new Set(payments.map(({ houseId }) => houseId))];
  return new Map((await readHouseBriefs(deps.db.reader, ids)).map(({ id, label }) => [id, label]));
};

export const listStaffPayments = async (
  deps: Deps,
  { communityId }: StaffActor,
  query: QueryOf<typeof listPayments>,
): Promise<{ items: StaffPaymentSummary[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const { from, to, limit, cursor, ...filter } = query;
  const [after] = decodeCursor(cursor, 1);
  const found = await listForStaff(reader, communityId, {
    ...filter,
    q: filter.q?.trim() || undefined,
    from: from ? atWall(from, 0) : null,
    to: to ? new Date(atWall(to, 0).getTime() + dayMs) : null,
    after: after ?? null,
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const [payers, labels] = await Promise.all([payersOf(deps, reader, shown), labelsOf(deps, shown)]);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((payment) =>
      presentStaffSummary(payment, {
        payer: payers.get(payment.id) ?? '',
        houseLabel: labels.get(payment.houseId) ?? '',
      }),
    ),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};

const byHand: readonly string[] = counterMethods;

const actionsOf = (actor: StaffActor, payment: PaymentEntity, now: Date): StaffPaymentView['actions'] => {
  // A debit cannot be given up half-way, and is asked about by itself.
  const isOpen = (payment.status === 'open' || payment.status === 'closing') && !isDebitChannel(payment.channel);
  const isBooked = payment.status === 'settled';
  const { permissions } = actor;
  return [
    ...(isOpen && permissions.has('payment.collect') ? (['check', 'cancel'] as const) : []),
    ...(isBooked || payment.status === 'reversed' ? (['receipt'] as const) : []),
    ...(isBooked && byHand.includes(payment.channel) && payment.refundedFen === 0 && mayReverse(actor, payment, now)
      ? (['reverse'] as const)
      : []),
    ...(isBooked && permissions.has('refund.request') && payment.refundedFen < payment.amountFen + payment.prepaidFen
      ? (['refund'] as const)
      : []),
  ];
};

export const presentStaffPayment = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffPaymentView> => {
  const { reader } = deps.db;
  const payment = await findPayment(reader, actor.communityId, id);
  if (!payment) throw new AppError('payment.not_found');
  const [parts, events, payers, labels, files] = await Promise.all([
    findAllocations(reader, payment.communityId, id),
    findEvents(reader, payment.communityId, id),
    payersOf(deps, reader, [payment]),
    labelsOf(deps, [payment]),
    readFilesOf(deps, reader, payment.signatureFileId ? [id] : []),
  ]);
  const named = { payer: payers.get(id) ?? '', houseLabel: labels.get(payment.houseId) ?? '' };
  return presentForStaff(payment, parts, events, named, {
    words: await wordsOf(reader, payment.communityId, parts),
    actions: actionsOf(actor, payment, deps.clock.now()),
    signature: files.get(id)?.find((file) => file.id === payment.signatureFileId) ?? null,
  });
};

/** What a house owes, as the counter sees it. */
export const readCounterPayable = async (deps: Deps, actor: StaffActor, houseId: string): Promise<PayableView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const house = await readHouseBrief(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const now = deps.clock.now();
  const [bills, coupons, prepaidFen] = await Promise.all([
    readDueBills(reader, communityId, houseId),
    usableCoupons(reader, communityId, houseId, now),
    freeBalance(reader, communityId, houseId),
  ]);
  const today = toDay(now);
  return {
    houseId,
    houseLabel: house.label,
    bills: bills.map((bill) => ({
      id: bill.id,
      feeKind: bill.feeKind,
      feeName: bill.feeName,
      title: bill.title,
      period: bill.period,
      words: bill.words,
      amountFen: bill.amountFen,
      lateFeeFen: bill.lateFeeFen,
      outstandingFen: bill.outstandingFen,
      dueOn: bill.dueOn,
      overdue: bill.dueOn !== null && bill.dueOn < today,
      disputed: bill.disputed,
      heldBy: bill.heldBy,
    })),
    dueFen: bills.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0),
    coupons: coupons.map(({ id, feeKind, amountFen, validUntil, reason }) => ({
      id,
      feeKind,
      amountFen,
      validUntil,
      reason,
    })),
    prepaidFen,
    channels: [
      ...counterMethods,
      ...(['wechat-native', 'alipay-qr'] as const).filter((channel) => gateOf(deps, channel) !== null),
    ],
  };
};

type Sheet = ResponseOf<typeof readCashSheet>;
type SheetRow = Sheet['collectors'][number]['rows'][number];

const methodsOf = (rows: readonly SheetRow[]): Sheet['collectors'][number]['methods'] =>
  counterMethods.flatMap((method) => {
    const own = rows.filter((row) => row.method === method);
    const receivedFen = own.reduce((sum, { amountFen }) => sum + Math.max(0, amountFen), 0);
    const reversedFen = own.reduce((sum, { amountFen }) => sum + Math.max(0, -amountFen), 0);
    return own.length > 0
      ? [{ method, count: own.length, receivedFen, reversedFen, sumFen: receivedFen - reversedFen }]
      : [];
  });

/** What each collector took on a day, to hand over with the money. */
export const readSheet = async (
  deps: Deps,
  { communityId }: StaffActor,
  { day, collectorId }: QueryOf<typeof readCashSheet>,
): Promise<Sheet> => {
  const from = atWall(day, 0);
  const span = { from, to: new Date(from.getTime() + dayMs) };
  const { taken, reversed } = await findCounter(deps.db.reader, communityId, span, collectorId);
  const labels = await labelsOf(deps, [...taken, ...reversed]);
  const rowOf = (payment: PaymentEntity, at: Date | null, sign: 1 | -1): SheetRow => ({
    paymentId: payment.id,
    number: payment.number,
    houseLabel: labels.get(payment.houseId) ?? '',
    method: payment.channel as CounterMethod,
    reference: payment.reference,
    at: toInstant(at ?? payment.createdAt),
    amountFen: sign * payment.amountFen,
  });
  const collectors = new Map([...taken, ...reversed].map((one) => [one.collectorId ?? '', one.collectorName ?? '']));
  return {
    day,
    collectors: [...collectors].map(([id, name]) => {
      const rows = [
        ...taken.filter((one) => one.collectorId === id).map((one) => rowOf(one, one.settledAt, 1)),
        ...reversed.filter((one) => one.collectorId === id).map((one) => rowOf(one, one.reversedAt, -1)),
      ];
      return {
        collectorId: id,
        name,
        methods: methodsOf(rows),
        sumFen: rows.reduce((sum, { amountFen }) => sum + amountFen, 0),
        rows,
      };
    }),
  };
};
