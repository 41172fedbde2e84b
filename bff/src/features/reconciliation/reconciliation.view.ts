import type { DifferenceView, MatchView, ReconciliationState, ReconciliationView } from 'shared-types/reconciliation';
import { dayTime, toInstant } from 'shared-types/time';
import { scale } from '../../kernel/money.js';
import {
  decisionNames,
  reconciliationChannelNames,
  reconciliationTexts as texts,
} from '../../locales/reconciliation.js';
import type { StaffActor } from '../../platform/call.js';
import { readReceipt } from './ask.js';
import { gapFen } from './compare.rules.js';
import { actsOf } from './difference.rules.js';
import type { Figures } from './figures.js';
import type { DifferenceEntity, ReconciliationEntity, StatementRowEntity } from './reconciliation.entity.js';
import { isStatementChannel } from './sheet.js';
import type { TillMove } from './till.js';

const instant = (at: Date | null): string | null => at && toInstant(at);

export const stateOf = (sheet: Pick<ReconciliationEntity, 'state'>, open: number): ReconciliationState =>
  sheet.state === 'open' ? (open > 0 ? 'differs' : 'even') : sheet.state;

const stepsOf = (sheet: ReconciliationEntity, figures: Figures): ReconciliationView['steps'] => {
  const compared = sheet.comparedAt !== null;
  const open = figures.open.length;
  const closed = sheet.state === 'closed';
  const counts = !isStatementChannel(sheet.channel);
  const first = counts ? sheet.countedAt !== null || closed : sheet.fetchedAt !== null;
  const decided = figures.differences.length - open;
  return [
    {
      step: 'fetched',
      state: first ? 'done' : 'now',
      words: counts ? texts.steps.counted(first) : texts.steps.fetched(first),
      at: instant(counts ? sheet.countedAt : sheet.fetchedAt),
    },
    { step: 'compared', state: compared ? 'done' : 'todo', words: texts.steps.compared, at: instant(sheet.comparedAt) },
    {
      step: 'differences',
      state: open > 0 ? 'problem' : compared ? 'done' : 'todo',
      words: texts.steps.differences(open, decided),
      at: null,
    },
    {
      step: 'closed',
      state: closed ? 'done' : compared && open === 0 ? 'now' : 'todo',
      words: texts.steps.closed,
      at: instant(sheet.closedAt),
    },
  ];
};

const closeWordsOf = (sheet: ReconciliationEntity, { open }: Figures): string => {
  const words = texts.closeWords;
  if (sheet.state === 'closed') return words.closed;
  if (sheet.state === 'waiting') return isStatementChannel(sheet.channel) ? words.waiting : words.counting;
  if (open.length === 0) return words.ready;
  return open.every(({ reason }) => reason === 'notice-lost') ? words.book(open.length) : words.decide(open.length);
};

const differenceWordsOf = (sheet: ReconciliationEntity, figures: Figures): string => {
  const { open } = figures;
  if (figures.gapFen === null) return isStatementChannel(sheet.channel) ? texts.statementWaiting : texts.uncounted;
  if (!isStatementChannel(sheet.channel)) return figures.gapFen === 0 ? texts.even : texts.tillDiffers(figures.gapFen);
  const words = (['payment', 'refund'] as const).map((what) => {
    const gaps = open.filter((one) => one.what === what).map((one) => (one.oursFen ?? 0) - (one.theirsFen ?? 0));
    const total = (fits: (gap: number) => boolean): number =>
      Math.abs(gaps.filter(fits).reduce((sum, gap) => sum + gap, 0));
    return texts.gaps(
      what,
      total((gap) => gap > 0),
      total((gap) => gap < 0),
    );
  });
  return words.filter(Boolean).join('　') || texts.even;
};

const actionsOf = (
  actor: StaffActor,
  sheet: ReconciliationEntity,
  { open }: Figures,
): ReconciliationView['actions'] => {
  if (!actor.permissions.has('reconcile.decide') || sheet.state === 'closed') return [];
  const close = sheet.state === 'open' && open.length === 0 ? (['close'] as const) : [];
  return [...close, isStatementChannel(sheet.channel) ? 'fetch' : 'count'];
};

export interface MoneyFacts {
  channelBalanceFen: number | null;
  ledgerBalanceFen: number | null;
  arrived: { day: string; amountFen: number }[];
  bankDay: string;
}

const moneyOf = (
  sheet: ReconciliationEntity,
  { ours, theirs }: Figures,
  facts: MoneyFacts,
): ReconciliationView['money'] => {
  const side = theirs ?? ours;
  return {
    netFen: side.netFen,
    feeFen: sheet.feeFen,
    feeRateBp: side.receivedFen > 0 ? scale(sheet.feeFen, 10_000, side.receivedFen) : null,
    expectedFen: side.netFen - sheet.feeFen,
    words: texts.bankOn(facts.bankDay),
    channelBalanceFen: facts.channelBalanceFen,
    ledgerBalanceFen: facts.ledgerBalanceFen,
    arrived: facts.arrived,
  };
};

export const presentSheet = (
  sheet: ReconciliationEntity,
  figures: Figures,
  facts: MoneyFacts | null,
  actor: StaffActor,
): ReconciliationView => ({
  id: sheet.id,
  channel: sheet.channel,
  channelName: reconciliationChannelNames[sheet.channel],
  day: sheet.day,
  state: stateOf(sheet, figures.open.length),
  ours: figures.ours,
  theirs: figures.theirs,
  differenceFen: figures.gapFen,
  differenceTitle: texts.differenceTitle(figures.open.length),
  differenceWords: differenceWordsOf(sheet, figures),
  steps: stepsOf(sheet, figures),
  money: facts && moneyOf(sheet, figures, facts),
  count:
    sheet.countedFen === null || sheet.countedAt === null
      ? null
      : {
          countedFen: sheet.countedFen,
          bankedFen: sheet.bankedFen,
          feeFen: sheet.countFeeFen,
          note: sheet.countNote,
          by: sheet.countedByName ?? '',
          at: toInstant(sheet.countedAt),
        },
  openDifferences: figures.open.length,
  closeWords: closeWordsOf(sheet, figures),
  closedAt: instant(sheet.closedAt),
  closedBy: sheet.closedByName,
  actions: actionsOf(actor, sheet, figures),
});

export const presentDifference = (
  difference: DifferenceEntity,
  who: string | null,
  actor: StaffActor,
  now: Date,
): DifferenceView => {
  const acts = actsOf(difference, now);
  const suggestion = acts[0] ?? null;
  const receipt = readReceipt(difference);
  const may = actor.permissions.has('reconcile.decide');
  const { channel, reason, waitUntil } = difference;
  return {
    id: difference.id,
    reconciliationId: difference.reconciliationId,
    kind: difference.kind,
    kindName: texts.kindName(reason, channel),
    what: difference.what,
    number: difference.number,
    at: toInstant(difference.at),
    oursFen: difference.oursFen,
    theirsFen: difference.theirsFen,
    differenceFen: gapFen(difference),
    title: difference.title ?? texts.unknown,
    who,
    why: texts.why(reason, channel, receipt?.moved ?? false),
    suggestion,
    suggestionWords:
      suggestion === 'wait'
        ? texts.suggestions.wait(waitUntil ? dayTime(waitUntil, now) : '')
        : texts.suggestions[suggestion ?? 'none'],
    receipt:
      receipt && difference.askedAt
        ? {
            words: texts.receipt(channel, { ...receipt, at: receipt.at ? new Date(receipt.at) : null }, now),
            at: toInstant(difference.askedAt),
          }
        : null,
    waitUntil: instant(waitUntil),
    decision:
      difference.decision && difference.decidedAt
        ? {
            decision: difference.decision,
            name: decisionNames[difference.decision],
            reason: difference.decisionReason,
            by: difference.decidedByName,
            at: toInstant(difference.decidedAt),
          }
        : null,
    paymentId: difference.paymentId,
    refundId: difference.refundId,
    actions: may && difference.decidedAt === null ? [...acts, 'ask'] : [],
  };
};

export const presentMatch = (row: StatementRowEntity, who: string | null): MatchView => ({
  at: toInstant(row.at),
  what: row.what,
  number: row.number,
  who,
  oursFen: row.oursFen ?? 0,
  theirsFen: row.amountFen,
  feeFen: row.feeFen,
  forWhat: row.title ?? '',
  paymentId: row.what === 'payment' ? row.matchedId : null,
  refundId: row.what === 'refund' ? row.matchedId : null,
});

export const presentTillMove = (move: TillMove, who: string | null): MatchView => ({
  at: toInstant(move.at),
  what: move.what,
  number: move.number,
  who,
  oursFen: move.amountFen,
  theirsFen: null,
  feeFen: 0,
  forWhat: move.title,
  paymentId: move.paymentId,
  refundId: move.refundId,
});
