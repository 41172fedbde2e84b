import type { NoBillReason } from 'shared-types/fee';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { readHousesAfter } from '../community/house.door.js';
import type { BillEntity } from './bill.entity.js';
import { newBill } from './bill.make.js';
import { insertBills } from './bill.store.js';
import type { FeeSummary, GapEntity, RunEntity } from './billing.entity.js';
import { type Charge, reckon } from './charge.rules.js';
import { type RunContext, type RunFee, readHouseFacts } from './run.context.js';
import { deleteDrafts, deleteGaps, findTaken, insertGaps } from './run.store.js';

/** Houses of one step: one transaction, one entry of the ledger a fee. */
export const chunkHouses = 500;

/** Reasons that lie in a record which staff can complete: such houses are listed one by one. */
const mendable: ReadonlySet<NoBillReason> = new Set(['no-area', 'no-reading', 'no-pool', 'tenure-unknown']);
export const isMendable = (reason: NoBillReason): boolean => mendable.has(reason);

export const emptySummary = (): FeeSummary => ({ bills: 0, totalFen: 0, discountFen: 0, none: {} });

const draftOf = (run: RunEntity, { fee, period }: RunFee, houseId: string, charge: Charge, at: Date): BillEntity =>
  newBill(at, {
    communityId: run.communityId,
    houseId,
    runId: run.id,
    feeId: fee.id,
    feeCode: fee.code,
    feeKind: fee.kind,
    feeName: fee.name,
    period,
    months: charge.months,
    amountFen: charge.amountFen,
    facts: charge.facts,
    origin: 'run',
  });

/** The drafts of a run begin anew: what sums are shared among has changed since. */
export const resetDrafts = async (tx: Tx, run: RunEntity, context: RunContext): Promise<RunEntity> => {
  const { communityId, cursorId: upTo } = run;
  for (const { fee, period } of context.fees)
    await deleteDrafts(tx, run.id, { communityId, feeCode: fee.code, period, after: '', upTo });
  await deleteGaps(tx, communityId, run.id);
  const summary = Object.fromEntries(run.fees.map(({ feeId }) => [feeId, emptySummary()]));
  return { ...run, cursorId: '', done: 0, bills: 0, houses: 0, totalFen: 0, summary, poolDigest: context.digest };
};

/** Drafts the bills of the next houses; null: every house is through. What exists already is left alone. */
export const prepareChunk = async (
  tx: Tx,
  clock: Clock,
  run: RunEntity,
  context: RunContext,
): Promise<RunEntity | null> => {
  const { communityId, cursorId: after } = run;
  const houses = await readHousesAfter(tx, communityId, after, chunkHouses);
  const upTo = houses.at(-1)?.id;
  if (upTo === undefined) return null;
  const at = clock.now();
  const ids = houses.map(({ id }) => id);
  const factsOf = await readHouseFacts(tx, communityId, context, ids);
  const bills: BillEntity[] = [];
  const gaps: GapEntity[] = [];
  const billed = new Set<string>();
  const summary: RunEntity['summary'] = {};
  for (const one of context.fees) {
    const { fee, period } = one;
    const taken = await findTaken(tx, { communityId, feeCode: fee.code, period, after, upTo });
    const before = run.summary[fee.id] ?? emptySummary();
    const sum: FeeSummary = { ...before, none: { ...before.none } };
    summary[fee.id] = sum;
    for (const house of houses) {
      const found = taken.has(house.id)
        ? ({ ok: false, reason: 'already-billed' } as const)
        : reckon(fee, house, period, factsOf(one, house));
      if (found.ok) {
        const { charge } = found;
        bills.push(draftOf(run, one, house.id, charge, at));
        billed.add(house.id);
        sum.bills += 1;
        sum.totalFen += charge.amountFen;
        sum.discountFen += charge.facts.d?.f ?? 0;
      } else {
        sum.none[found.reason] = (sum.none[found.reason] ?? 0) + 1;
        if (isMendable(found.reason))
          gaps.push({ communityId, runId: run.id, houseId: house.id, feeId: fee.id, reason: found.reason });
      }
    }
  }
  await insertBills(tx, bills);
  await insertGaps(tx, gaps);
  return {
    ...run,
    cursorId: upTo,
    done: run.done + houses.length,
    bills: run.bills + bills.length,
    houses: run.houses + billed.size,
    totalFen: run.totalFen + bills.reduce((total, { amountFen }) => total + amountFen, 0),
    summary,
  };
};
