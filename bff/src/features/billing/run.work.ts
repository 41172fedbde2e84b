import { toDay } from 'shared-types/time';
import { billingTexts as t } from '../../locales/billing.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit, inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { LiveHub } from '../../platform/live/liveHub.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { RunEntity } from './billing.entity.js';
import { findPools, freePools, markFeesUsed, takePools } from './fee.store.js';
import { dueDayOf } from './period.rules.js';
import { tellFinance } from './run.alert.js';
import { buildContext, type RunContext, readRunFees } from './run.context.js';
import { prepareChunk, resetDrafts } from './run.prepare.js';
import { cancelChunk, publishChunk, voidChunk } from './run.publish.js';
import { deleteGaps, findRun, lockRun, saveRun } from './run.store.js';

export const runTopic = 'billing.run';

export type RunDeps = Pick<Deps, 'db' | 'clock'> & { live: Pick<LiveHub, 'send'> };

/** A run's next piece of work, in the transaction that makes it necessary. */
export const announceWork = (tx: Tx, deps: Pick<Deps, 'clock'>, run: RunEntity): Promise<void> =>
  publish(tx, deps.clock, { communityId: run.communityId, topic: runTopic, payload: { runId: run.id } });

/** The next stage begins with the first house again. */
export const enter = (run: RunEntity, state: RunEntity['state']): RunEntity => ({
  ...run,
  state,
  cursorId: '',
  chunk: 0,
  done: 0,
});

/** What is published is due on the policy's day. */
export const startPublishing = async (tx: Tx, deps: Pick<Deps, 'clock'>, run: RunEntity): Promise<RunEntity> => {
  const at = deps.clock.now();
  const { dueDay } = (await readMoneyPolicy(tx, run.communityId)).billing;
  await markFeesUsed(
    tx,
    run.communityId,
    run.fees.map(({ feeId }) => feeId),
    at,
  );
  return { ...enter(run, 'publishing'), publishedAt: at, dueOn: dueDayOf(run.month, dueDay, toDay(at)) };
};

/** Every house has its drafts: a person looks at them, or they are published at once. */
const endPreparing = async (tx: Tx, deps: RunDeps, run: RunEntity): Promise<RunEntity> => {
  if (!run.automatic) return { ...run, state: 'ready' };
  if (run.bills === 0) {
    // Somebody made this month's bills by hand: there is nothing to tell. Else it says why there is none.
    const onlyBilled = Object.values(run.summary).every(({ none }) =>
      Object.keys(none).every((reason) => reason === 'already-billed' || reason === 'out-of-scope'),
    );
    if (!onlyBilled) await tellFinance(tx, deps, run, t.runEmpty(run.month));
    await freePools(tx, run.communityId, run.id);
    return { ...run, state: 'cancelled', endedAt: deps.clock.now(), reason: t.runNothing };
  }
  if ((await readMoneyPolicy(tx, run.communityId)).billing.publishAutomatically) return startPublishing(tx, deps, run);
  await tellFinance(tx, deps, run, t.runReady(run.month, run.bills, run.totalFen));
  return { ...run, state: 'ready' };
};

const prepare = async (tx: Tx, deps: RunDeps, run: RunEntity, context: RunContext): Promise<RunEntity> => {
  let current = run;
  if (run.poolDigest !== context.digest)
    current = run.cursorId === '' ? { ...run, poolDigest: context.digest } : await resetDrafts(tx, run, context);
  return (await prepareChunk(tx, deps.clock, current, context)) ?? endPreparing(tx, deps, current);
};

/** One step of a run's stage: what it is afterwards; null: nothing is to be done. */
const advance = async (tx: Tx, deps: RunDeps, run: RunEntity, context: RunContext): Promise<RunEntity | null> => {
  const at = deps.clock.now();
  const { communityId, id } = run;
  switch (run.state) {
    case 'preparing':
      return prepare(tx, deps, run, context);
    case 'publishing': {
      const next = await publishChunk(tx, deps.clock, run, context.fees);
      if (next) return next;
      if (run.automatic) await tellFinance(tx, deps, run, t.runPublished(run.month, run.bills, run.totalFen));
      return { ...run, state: 'published' };
    }
    case 'cancelling': {
      const next = await cancelChunk(tx, run, context.fees);
      if (next) return next;
      await deleteGaps(tx, communityId, id);
      await freePools(tx, communityId, id);
      return { ...run, state: 'cancelled', endedAt: at };
    }
    case 'voiding': {
      const next = await voidChunk(tx, deps.clock, run, context.fees);
      if (next) return next;
      // Sums whose bills stand in part are shared: they are not shared again.
      if (run.kept === 0) await freePools(tx, communityId, id);
      return { ...run, state: 'void', endedAt: at };
    }
    default:
      return null;
  }
};

/** Another run drafted bills of the same houses at the same time: the step begins anew and sees them. */
const mostTries = 5;

const step = async (deps: RunDeps, communityId: string, runId: string, context: RunContext): Promise<boolean> => {
  for (let tried = 1; ; tried++)
    try {
      return await inTransaction(deps.db, async (tx) => {
        const run = await lockRun(tx, communityId, runId);
        const next = run && (await advance(tx, deps, run, context));
        if (!next) return false;
        await saveRun(tx, next);
        afterCommit(tx, () => deps.live.send(`finance:${communityId}`, { type: 'bill.changed' }));
        return true;
      });
    } catch (error) {
      if (!isDuplicate(error) || tried >= mostTries) throw error;
    }
};

/** A run takes the shared sums of its months that nobody has taken, before it shares them. */
const takeSums = (deps: RunDeps, run: RunEntity): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const fees = (await readRunFees(tx, run)).filter(({ fee }) => fee.rule.kind === 'pool');
    for (const { fee, period } of fees) {
      const sums = await findPools(tx, run.communityId, period);
      const free = sums.filter(({ feeCode, runId }) => feeCode === fee.code && runId === null);
      await takePools(
        tx,
        run.communityId,
        free.map(({ id }) => id),
        run.id,
      );
    }
  });

const contextOf = async (deps: RunDeps, run: RunEntity): Promise<RunContext> => {
  if (run.state !== 'preparing')
    return { fees: await readRunFees(deps.db.reader, run), pools: new Map(), digest: null };
  await takeSums(deps, run);
  const fees = await readRunFees(deps.db.reader, run);
  return buildContext(deps.db.reader, run.communityId, fees, ({ runId }) => runId === run.id);
};

/** A piece of work ends well before its lease does; what is left is announced again. */
const pieceMs = 20_000;

/**
 * Does what a run has to do, house by house in short transactions: each begins where the last one that was committed
 * ended, so that a process which dies half-way, or two at once, leave no gap and no double.
 */
export const workOnRun = async (
  deps: RunDeps,
  communityId: string,
  runId: string,
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const until = deps.clock.realNow().getTime() + pieceMs;
  let stage = null as RunEntity['state'] | null;
  let context: RunContext = { fees: [], pools: new Map(), digest: null };
  for (;;) {
    const run = await findRun(deps.db.reader, communityId, runId);
    if (!run) return undefined;
    // Another worker found that the houses have changed: look again, so that both share alike.
    const stale = run.poolDigest !== null && run.poolDigest !== context.digest && run.state === 'preparing';
    if (stage !== run.state || stale) context = await contextOf(deps, run);
    stage = run.state;
    if (!(await step(deps, communityId, runId, context))) return undefined;
    if (deps.clock.realNow().getTime() > until) return (tx) => announceWork(tx, deps, run);
  }
};

export const runHandler: HandlerEntry<Deps> = {
  queue: 'outbox',
  topic: runTopic,
  title: '出账单',
  handle: (deps, job) => workOnRun(deps, job.communityId ?? '', String(job.payload.runId)),
};
