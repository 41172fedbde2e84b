import { billingTexts as t } from '../../locales/billing.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { publish } from '../../platform/queue/queue.js';
import { readHousesAfter } from '../community/house.door.js';
import { type EntryInput, postEntries } from '../ledger/ledger.door.js';
import { findHolds } from './bill.store.js';
import type { RunEntity } from './billing.entity.js';
import { closeDisputes } from './dispute.js';
import { chargeEntry, reversalEntry } from './posting.js';
import type { RunFee } from './run.context.js';
import { chunkHouses } from './run.prepare.js';
import { deleteDrafts, type FeeSpan, findDrafts, lockStanding, publishDrafts, voidBills } from './run.store.js';

interface Span {
  after: string;
  upTo: string;
  houses: number;
}

const nextSpan = async (tx: Tx, run: RunEntity): Promise<Span | null> => {
  const houses = await readHousesAfter(tx, run.communityId, run.cursorId, chunkHouses);
  const upTo = houses.at(-1)?.id;
  return upTo === undefined ? null : { after: run.cursorId, upTo, houses: houses.length };
};

const spanOf = (run: RunEntity, { fee, period }: RunFee, { after, upTo }: Span): FeeSpan => ({
  communityId: run.communityId,
  feeCode: fee.code,
  period,
  after,
  upTo,
});

const passed = (run: RunEntity, span: Span): RunEntity => ({
  ...run,
  cursorId: span.upTo,
  chunk: run.chunk + 1,
  done: run.done + span.houses,
});

/** Drafts of the next houses become due, with their entry in the books and one message a house; null: all are. */
export const publishChunk = async (tx: Tx, clock: Clock, run: RunEntity, fees: RunFee[]): Promise<RunEntity | null> => {
  const span = await nextSpan(tx, run);
  if (!span) return null;
  const { communityId, id: runId } = run;
  const at = clock.now();
  const set = { dueOn: run.dueOn ?? '', publishedAt: at };
  const entries: EntryInput[] = [];
  const told = new Set<string>();
  for (const one of fees) {
    const where = spanOf(run, one, span);
    const drafts = await findDrafts(tx, runId, where);
    if (drafts.length === 0) continue;
    await publishDrafts(tx, runId, where, set);
    for (const { houseId } of drafts) told.add(houseId);
    const cause = { kind: 'bill-run', id: `${runId}:${run.chunk}:${one.fee.code}` };
    const subject = { kind: 'run' as const, id: runId, label: t.madeMemo(one.fee.name, one.period) };
    entries.push(chargeEntry({ communityId, cause, at, by: run.byId, memo: subject.label, subject }, drafts));
  }
  await postEntries(tx, clock, entries);
  await publish(
    tx,
    clock,
    ...[...told].map((houseId) => ({ communityId, topic: 'bill.published', payload: { houseId, runId } })),
  );
  return passed(run, span);
};

/** The drafts of the next houses go away; null: all are gone. */
export const cancelChunk = async (tx: Tx, run: RunEntity, fees: RunFee[]): Promise<RunEntity | null> => {
  const span = await nextSpan(tx, run);
  if (!span) return null;
  for (const one of fees) await deleteDrafts(tx, run.id, spanOf(run, one, span));
  return passed(run, span);
};

/** Bills of the next houses are reversed, but for those that were paid meanwhile or are being paid; null: all are. */
export const voidChunk = async (tx: Tx, clock: Clock, run: RunEntity, fees: RunFee[]): Promise<RunEntity | null> => {
  const span = await nextSpan(tx, run);
  if (!span) return null;
  const { communityId, reason } = run;
  const at = clock.now();
  let kept = 0;
  const entries: EntryInput[] = [];
  for (const one of fees) {
    const bills = await lockStanding(tx, run.id, spanOf(run, one, span));
    const held = new Set(
      (
        await findHolds(
          tx,
          communityId,
          bills.map(({ id }) => id),
        )
      ).map(({ billId }) => billId),
    );
    const gone = bills.filter(
      (bill) => bill.status === 'due' && bill.paidFen === 0 && bill.couponFen === 0 && !held.has(bill.id),
    );
    kept += bills.length - gone.length;
    if (gone.length === 0) continue;
    const disputed = gone.filter(({ disputedAt }) => disputedAt !== null);
    for (const bill of disputed) await closeDisputes(tx, bill, { at, by: run.byName ?? '', words: reason ?? '' });
    await voidBills(
      tx,
      communityId,
      gone.map(({ id }) => id),
      { reason, endedAt: at },
    );
    const cause = { kind: 'bill-void', id: `${run.id}:${run.chunk}:${one.fee.code}` };
    entries.push(reversalEntry({ communityId, cause, at, memo: t.voidMemo(one.fee.name, one.period) }, gone));
  }
  await postEntries(tx, clock, entries);
  return { ...passed(run, span), kept: run.kept + kept };
};
