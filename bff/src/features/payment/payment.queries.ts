import {
  isDebitChannel,
  type PaymentSummary,
  type PaymentView,
  type QuoteView,
  type ReceiptView,
} from 'shared-types/payment';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { paymentTexts } from '../../locales/payment.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readBills } from '../billing/billing.door.js';
import { readCommunity, readHouseBriefs } from '../community/community.door.js';
import { readOwnerBriefs } from '../identity/identity.door.js';
import type { PaymentEntity } from './payment.entity.js';
import { listOfHouse } from './payment.lists.store.js';
import { isPayer, knowsHouse } from './payment.policy.js';
import { findAllocations, findPaymentById } from './payment.store.js';
import { linesOf, presentForOwner, presentReceipt, presentSummary, type WordsOf } from './payment.view.js';
import type { Plan } from './plan.rules.js';

/** Who paid, by the id of the payment: a name, the counter, a debit. */
export const payersOf = async (
  deps: Deps,
  reader: Reader,
  payments: readonly PaymentEntity[],
): Promise<Map<string, string>> => {
  const owners = await readOwnerBriefs(
    reader,
    deps,
    payments.flatMap(({ payerId }) => (payerId ? [payerId] : [])),
  );
  return new Map(
    payments.map(({ id, payerId, channel }) => {
      const name = payerId ? owners.get(payerId)?.displayName : undefined;
      return [id, name ?? (isDebitChannel(channel) ? paymentTexts.byDebit : paymentTexts.atCounter)];
    }),
  );
};

export const houseLabelOf = async (reader: Reader, houseId: string): Promise<string> =>
  (await readHouseBriefs(reader, [houseId]))[0]?.label ?? '';

export const wordsOf = async (
  reader: Reader,
  communityId: string,
  parts: readonly { billId: string | null }[],
): Promise<WordsOf> => {
  const ids = [...new Set(parts.flatMap(({ billId }) => (billId ? [billId] : [])))];
  return new Map((await readBills(reader, communityId, ids)).map(({ id, words }) => [id, words]));
};

const namesFor = async (deps: Deps, payment: PaymentEntity, knows: boolean) => {
  const { reader } = deps.db;
  const payers = await payersOf(deps, reader, [payment]);
  return {
    payer: payers.get(payment.id) ?? '',
    houseLabel: knows ? await houseLabelOf(reader, payment.houseId) : null,
  };
};

const partsFor = async (deps: Deps, payment: PaymentEntity, knows: boolean) => {
  const { reader } = deps.db;
  const parts = await findAllocations(reader, payment.communityId, payment.id);
  const words: WordsOf = knows ? await wordsOf(reader, payment.communityId, parts) : new Map();
  return { parts, words };
};

export const presentPayment = async (deps: Deps, actor: OwnerActor, payment: PaymentEntity): Promise<PaymentView> => {
  const knows = knowsHouse(actor, payment);
  const [named, { parts, words }] = await Promise.all([namesFor(deps, payment, knows), partsFor(deps, payment, knows)]);
  return presentForOwner(payment, parts, named, { own: isPayer(actor, payment), words });
};

/** Where the gate has let the caller through already. */
export const mustFind = async (reader: Reader, id: string): Promise<PaymentEntity> => {
  const payment = await findPaymentById(reader, id);
  if (!payment) throw new AppError('payment.not_found');
  return payment;
};

/** `knows`: the reader may see which house it was for. Only what has been booked has a receipt. */
export const readReceiptOf = async (deps: Deps, payment: PaymentEntity, knows: boolean): Promise<ReceiptView> => {
  if (payment.status !== 'settled' && payment.status !== 'reversed') throw new AppError('payment.not_open');
  const [named, { parts, words }, community] = await Promise.all([
    namesFor(deps, payment, knows),
    partsFor(deps, payment, knows),
    readCommunity(deps.db.reader, payment.communityId),
  ]);
  return presentReceipt(payment, parts, named, {
    communityName: community?.name ?? '',
    words,
    invoices: deps.invoice !== null,
  });
};

export const presentQuote = async (deps: Deps, plan: Plan, communityId: string | null): Promise<QuoteView> => {
  const words = communityId ? await wordsOf(deps.db.reader, communityId, plan.parts) : new Map<string, string[]>();
  return { amountFen: plan.amountFen, lines: linesOf(plan.parts, words) };
};

export const listHouseHistory = async (
  deps: Deps,
  actor: OwnerActor,
  houseId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: PaymentSummary[]; nextCursor: string | null }> => {
  const house = actor.houses.find((one) => one.houseId === houseId);
  if (!house) throw new AppError('house.not_found');
  const [after] = decodeCursor(cursor, 1);
  const { reader } = deps.db;
  const found = await listOfHouse(reader, house.communityId, houseId, {
    payerId: house.role === 'tenant' ? actor.id : null,
    after: after ?? null,
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const payers = await payersOf(deps, reader, shown);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((payment) => presentSummary(payment, payers.get(payment.id) ?? '')),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};
