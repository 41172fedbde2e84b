import type { BillDispute, BillEvent, BillSummary } from 'shared-types/billing';
import { atWall, toDay, toInstant, wall } from 'shared-types/time';
import { billingTexts as t } from '../../locales/billing.js';
import type { BillEntity, BillEventEntity, DisputeEntity } from './bill.entity.js';
import { outstanding } from './bill.rules.js';
import { linesOf, wordsOf } from './bill.words.js';
import type { FeeEntity } from './billing.entity.js';
import type { DueBill } from './billing.model.js';
import { addDays } from './period.rules.js';

export const titleOf = (bill: Pick<BillEntity, 'feeName' | 'period' | 'months'>, now: Date): string =>
  t.title(bill.feeName, bill.period, bill.months, wall(now).year);

export const isOverdue = (bill: Pick<BillEntity, 'status' | 'dueOn'>, now: Date): boolean =>
  bill.status === 'due' && bill.dueOn !== null && bill.dueOn < toDay(now);

/** A bill as other features see it. */
export const toDueBill = (bill: BillEntity, heldBy: string | null): DueBill => ({
  id: bill.id,
  houseId: bill.houseId,
  feeKind: bill.feeKind,
  feeName: bill.feeName,
  period: bill.period,
  title: t.title(bill.feeName, bill.period, bill.months, null),
  amountFen: bill.amountFen,
  lateFeeFen: bill.lateFeeFen,
  paidFen: bill.paidFen,
  couponFen: bill.couponFen,
  outstandingFen: outstanding(bill),
  dueOn: bill.dueOn,
  words: wordsOf(bill.facts, bill.feeName),
  disputed: bill.disputedAt !== null,
  heldBy,
  status: bill.status,
});

const icons: Record<BillEntity['feeKind'], BillSummary['icon']> = {
  property: 'home',
  water: 'water',
  power: 'power',
  gas: 'gas',
  parking: 'parking',
  'shared-water': 'shared',
  'shared-power': 'shared',
  'one-off': 'other',
};

/** What lists show of a bill. The icon is the fee's own; without one, that of its kind. */
export const presentSummary = (
  bill: BillEntity,
  from: { held: boolean; fee: Pick<FeeEntity, 'icon'> | undefined; now: Date },
): BillSummary => ({
  id: bill.id,
  houseId: bill.houseId,
  feeKind: bill.feeKind,
  feeName: bill.feeName,
  icon: from.fee?.icon ?? icons[bill.feeKind],
  period: bill.period,
  title: titleOf(bill, from.now),
  status: bill.status,
  amountFen: bill.amountFen,
  lateFeeFen: bill.lateFeeFen,
  paidFen: bill.paidFen,
  couponFen: bill.couponFen,
  outstandingFen: outstanding(bill),
  dueOn: bill.dueOn,
  overdue: isOverdue(bill, from.now),
  words: wordsOf(bill.facts, bill.feeName),
  disputed: bill.disputedAt !== null,
  beingPaid: from.held,
});

const lateTermsOf = (bill: BillEntity, fee: Pick<FeeEntity, 'late'> | undefined): string | null => {
  if (!fee?.late || bill.dueOn === null) return null;
  const lastDay = addDays(bill.dueOn, fee.late.graceDays);
  return t.lateTerms(fee.late.bpPerDay, fee.late.capBp, t.dayWords(lastDay));
};

/** Late fees grow day by day: their history is one line. */
const lateEvent = (bill: BillEntity): BillEvent[] =>
  bill.lateFeeFen + bill.lateWaivedFen > 0 && bill.lateThrough !== null
    ? [
        {
          id: `${bill.id}-late`,
          at: toInstant(atWall(bill.lateThrough, 0)),
          kind: 'late',
          title: t.lateTitle(t.dayWords(bill.lateThrough)),
          text: null,
          amountFen: bill.lateFeeFen + bill.lateWaivedFen,
        },
      ]
    : [];

/** Everything that happened to a bill, the oldest first. */
export const historyOf = (
  bill: BillEntity,
  events: readonly BillEventEntity[],
): (BillEvent & { by: string | null })[] => {
  const made = {
    id: `${bill.id}-made`,
    at: toInstant(bill.publishedAt ?? bill.createdAt),
    kind: 'made',
    title: t.madeTitle(bill.origin),
    text: bill.reason !== null && bill.status !== 'void' ? bill.reason : null,
    amountFen: bill.amountFen,
    by: null,
  };
  const later = events.map((event) => ({
    id: event.id,
    at: toInstant(event.at),
    kind: event.kind,
    title: t.eventTitle(event.kind, event.amountFen),
    text: event.words,
    amountFen: event.amountFen,
    by: event.byName,
  }));
  const all = [made, ...lateEvent(bill).map((event) => ({ ...event, by: null })), ...later];
  return all.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
};

const presentDispute = (dispute: DisputeEntity | undefined): BillDispute | null =>
  dispute
    ? {
        at: toInstant(dispute.at),
        reason: dispute.reason,
        state: dispute.state,
        answer:
          dispute.answer !== null && dispute.answeredAt
            ? {
                at: toInstant(dispute.answeredAt),
                by: dispute.answeredBy ?? '',
                words: dispute.answer,
                corrected: dispute.corrected,
              }
            : null,
      }
    : null;

/** What an owner's and a staff member's page of one bill have in common. */
export const presentWhole = (
  bill: BillEntity,
  from: {
    held: boolean;
    fee: FeeEntity | undefined;
    houseLabel: string;
    disputes: readonly DisputeEntity[];
    now: Date;
  },
) => ({
  ...presentSummary(bill, from),
  houseLabel: from.houseLabel,
  lines: linesOf(bill.facts, bill.feeName),
  baseFen: bill.facts.b,
  discountFen: bill.facts.d?.f ?? 0,
  lateTerms: lateTermsOf(bill, from.fee),
  dispute: presentDispute(from.disputes.at(-1)),
  replacedBy: bill.replacedBy,
  replaces: bill.replacesId,
  reason: bill.reason,
});
