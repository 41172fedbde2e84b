import type { RunGap, RunView } from 'shared-types/billRun';
import type { NoBillReason } from 'shared-types/fee';
import { toDay, toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { billingTexts as t } from '../../locales/billing.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { FeeEntity, FeeSummary, RunEntity } from './billing.entity.js';
import { findFees } from './fee.store.js';
import { addDays } from './period.rules.js';
import { emptySummary, isMendable } from './run.prepare.js';
import { findRun, listGaps, listRunRows } from './run.store.js';

const noneOf = ({ none }: FeeSummary): RunView['fees'][number]['none'] =>
  (Object.entries(none) as [NoBillReason, number][])
    .sort(([, a], [, b]) => b - a)
    .map(([reason, houses]) => ({ reason, words: t.reason(reason), houses, mendable: isMendable(reason) }));

const feesOf = (run: RunEntity, fees: ReadonlyMap<string, FeeEntity>): RunView['fees'] =>
  run.fees.flatMap(({ feeId, period }) => {
    const fee = fees.get(feeId);
    const summary = run.summary[feeId] ?? emptySummary();
    const { bills, totalFen, discountFen } = summary;
    return fee
      ? [{ feeId, name: fee.name, icon: fee.icon, period, bills, totalFen, discountFen, none: noneOf(summary) }]
      : [];
  });

/** "0 houses can be billed" always says why. */
const nothingWords = (run: RunEntity, fees: RunView['fees']): string | null => {
  if (run.bills > 0 || run.state === 'preparing') return null;
  if (run.total === 0) return t.noHouses;
  return t.nothing(
    fees.map(({ name, none }) =>
      t.nothingOf(
        name,
        none.map(({ words, houses }) => t.nothingReason(words, houses)),
      ),
    ),
  );
};

const voidUntil = (run: RunEntity, voidWithinDays: number): string | null =>
  run.state === 'published' && run.publishedAt ? addDays(toDay(run.publishedAt), voidWithinDays) : null;

const actionsOf = (run: RunEntity, until: string | null, today: string): RunView['actions'] => [
  ...(run.state === 'ready' && run.bills > 0 ? (['publish'] as const) : []),
  ...(run.state === 'ready' || run.state === 'preparing' ? (['cancel'] as const) : []),
  ...(until !== null && today <= until ? (['void'] as const) : []),
];

const working: ReadonlySet<RunEntity['state']> = new Set(['preparing', 'publishing', 'cancelling', 'voiding']);

const presentRuns = async (reader: Reader, communityId: string, runs: RunEntity[], now: Date): Promise<RunView[]> => {
  const { voidWithinDays } = (await readMoneyPolicy(reader, communityId)).billing;
  const fees = new Map((await findFees(reader, communityId)).map((fee) => [fee.id, fee]));
  return runs.map((run) => {
    const shown = feesOf(run, fees);
    const until = voidUntil(run, voidWithinDays);
    return {
      id: run.id,
      month: run.month,
      state: run.state,
      automatic: run.automatic,
      by: run.byName,
      createdAt: toInstant(run.createdAt),
      publishedAt: run.publishedAt && toInstant(run.publishedAt),
      endedAt: run.endedAt && toInstant(run.endedAt),
      progress: { done: working.has(run.state) ? run.done : run.total, total: run.total },
      bills: run.bills,
      houses: run.houses,
      totalFen: run.totalFen,
      dueOn: run.dueOn,
      fees: shown,
      nothingWords: nothingWords(run, shown),
      kept: run.kept,
      reason: run.reason,
      voidUntil: until,
      actions: actionsOf(run, until, toDay(now)),
    };
  });
};

export const readRunView = async (deps: Deps, communityId: string, id: string): Promise<RunView> => {
  const run = await findRun(deps.db.reader, communityId, id);
  const [view] = run ? await presentRuns(deps.db.reader, communityId, [run], deps.clock.now()) : [];
  if (!view) throw new AppError('run.not_found');
  return view;
};

export const listRunViews = async (
  deps: Deps,
  communityId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: RunView[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const [at, month, id] = decodeCursor(query.cursor, 3);
  const before = at !== undefined && month !== undefined && id !== undefined ? { at: cursorTime(at), month, id } : null;
  const rows = await listRunRows(reader, communityId, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: await presentRuns(reader, communityId, shown, deps.clock.now()),
    nextCursor: last ? encodeCursor(last.createdAt.toISOString(), last.month, last.id) : null,
  };
};

export const listGapViews = async (
  deps: Deps,
  communityId: string,
  query: {
    id: string;
    feeId?: string | undefined;
    reason?: NoBillReason | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: RunGap[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const { id, feeId, reason, limit } = query;
  const [houseId, lastFee] = decodeCursor(query.cursor, 2);
  const after = houseId !== undefined && lastFee !== undefined ? { houseId, feeId: lastFee } : null;
  const rows = await listGaps(reader, communityId, id, { feeId, reason, after, limit: limit + 1 });
  const names = new Map((await findFees(reader, communityId)).map((fee) => [fee.id, fee.name]));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((gap) => ({
      houseId: gap.houseId,
      houseLabel: gap.houseLabel,
      feeId: gap.feeId,
      feeName: names.get(gap.feeId) ?? '',
      reason: gap.reason,
      words: t.reason(gap.reason),
    })),
    nextCursor: last ? encodeCursor(last.houseId, last.feeId) : null,
  };
};
