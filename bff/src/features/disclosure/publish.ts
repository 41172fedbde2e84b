import { setTimeout as sleep } from 'node:timers/promises';
import { deterministicId } from '../../kernel/ids.js';
import { dueOf, periodOf, periodsBetween, spanOf } from '../../kernel/period.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { countUnsealedBefore, sealNow } from '../ledger/ledger.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import { findReport, insertReport, listReportRows } from './disclosure.store.js';
import { type Obstacle, obstaclesOf } from './obstacles.js';
import { draftOf, nextPeriod, writeReport } from './report.js';

export const publishedTopic = 'report.published';

type PublishDeps = Pick<Deps, 'db' | 'clock' | 'log'>;

const sealTries = 5;
const sealWaitMs = 200;

/** Seals what waits of a month; where somebody else seals, waits a moment for them. */
export const sealMonth = async (deps: PublishDeps, communityId: string, period: string): Promise<void> => {
  for (let tries = 0; tries < sealTries; tries++) {
    if (tries > 0) await sleep(sealWaitMs);
    // What cannot be sealed is counted as such.
    await sealNow(deps, communityId).catch((error: Error) =>
      deps.log.error({ communityId, error: error.message }, 'sealing failed'),
    );
    if ((await countUnsealedBefore(deps.db.reader, communityId, spanOf(period).to)) === 0) return;
  }
};

export type Outcome =
  | { report: FinanceReportEntity }
  /** What blocks it. */
  | { obstacles: Obstacle[] };

export interface Publication {
  communityId: string;
  period: string;
  /** Null: it publishes itself. */
  by: string | null;
  /** Owners are told of it. */
  announced: boolean;
}

/**
 * Writes the report of a month in the caller's transaction: once for its community and month. The months before it must
 * be published, and what can be sealed sealed. Throws a duplicate when another one was quicker.
 */
export const writeInto = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, period, by, announced }: Publication,
): Promise<Outcome> => {
  const now = deps.clock.now();
  const obstacles = await obstaclesOf(tx, communityId, period, now);
  const stops = obstacles.filter(({ blocking }) => blocking);
  if (stops.length > 0) return { obstacles: stops };
  const draft = await draftOf(tx, communityId, period, now);
  if (!draft.seal) return { obstacles: [] };
  const remarks = obstacles.map(({ words }) => words);
  const { text, hash, body } = writeReport(communityId, draft, remarks, now);
  const report: FinanceReportEntity = {
    communityId,
    period,
    id: deterministicId('report', communityId, period),
    publishedAt: now,
    publishedBy: by,
    incomeFen: body.incomeFen,
    expenseFen: body.expenseFen,
    entries: body.entries,
    chainSeq: body.chain.seq,
    chainHash: body.chain.hash,
    previousHash: body.previous?.bodyHash ?? null,
    bodyHash: hash,
    body: text,
  };
  await insertReport(tx, report);
  if (announced) {
    const id = deterministicId(publishedTopic, report.id);
    await publish(tx, deps.clock, { id, communityId, topic: publishedTopic, payload: { reportId: report.id } });
  }
  return { report };
};

/** Publishes a month whose earlier months are published; one that is published already is left as it is. */
const publishMonth = async (deps: PublishDeps, publication: Publication): Promise<Outcome> => {
  const { communityId, period } = publication;
  const before = await findReport(deps.db.reader, communityId, period);
  if (before) return { report: before };
  await sealMonth(deps, communityId, period);
  try {
    return await inTransaction(deps.db, (tx) => writeInto(tx, deps, publication));
  } catch (error) {
    const other = isDuplicate(error) ? await findReport(deps.db.reader, communityId, period) : null;
    if (!other) throw error;
    return { report: other };
  }
};

/** Months that are not published yet, up to one of them, the oldest first. */
export const missingUpTo = async (reader: Reader, communityId: string, last: string): Promise<string[]> => {
  const [newest] = await listReportRows(reader, communityId, { before: null, limit: 1 });
  const next = await nextPeriod(reader, communityId, newest);
  return next === null ? [] : periodsBetween(next, last);
};

/** Publishes every missing month before one of them, as it must be there first; the month itself is the caller's. */
export const publishEarlier = async (deps: PublishDeps, communityId: string, period: string): Promise<void> => {
  for (const missing of await missingUpTo(deps.db.reader, communityId, period)) {
    if (missing === period) return;
    const outcome = await publishMonth(deps, { communityId, period: missing, by: null, announced: false });
    if ('obstacles' in outcome) return;
  }
};

export interface Due {
  /** Months whose day has come and that are not published: what stops the first of them. */
  waiting: { period: string; lateAt: Date }[];
  obstacles: Obstacle[];
}

/**
 * Publishes every month whose day has come, in order, each once however often and by however many this is called. Only the
 * latest is announced: who comes late to several months reads the others from there.
 */
export const publishDue = async (deps: PublishDeps, communityId: string): Promise<Due> => {
  const { report } = await readMoneyPolicy(deps.db.reader, communityId);
  const now = deps.clock.now();
  const missing = await missingUpTo(deps.db.reader, communityId, periodOf(now));
  const due = missing.map((period) => ({ period, ...dueOf(period, report) })).filter(({ dueAt }) => dueAt <= now);
  for (const [index, { period }] of due.entries()) {
    const announced = index === due.length - 1;
    const outcome = await publishMonth(deps, { communityId, period, by: null, announced }).catch((error: Error) => {
      // A fault of ours waits like any other obstacle, and escalates like one.
      deps.log.error({ communityId, period, error: error.message }, 'report not published');
      return { obstacles: [] };
    });
    if ('obstacles' in outcome) return { waiting: due.slice(index), obstacles: outcome.obstacles };
  }
  return { waiting: [], obstacles: [] };
};
