import type { PolicyPreview, ServicePolicy } from 'shared-types/policy';
import type { Deps } from '../../platform/deps.js';
import { listOverLimit } from '../dispatch/dispatch.door.js';
import { chainedOrders } from './chain.rules.js';
import { countUnderWay, type PastRepair, readPast } from './preview.store.js';
import { problemType } from './procedures.js';
import { dueAt } from './promise.rules.js';

const monthMs = 30 * 86_400_000;

/** How many promises of a request would have been missed under these durations. */
const missedOf = (past: PastRepair, policy: ServicePolicy, now: Date): { made: number; missed: number } => {
  const met: Record<'respond' | 'arrive' | 'finish', Date | null> = {
    respond: past.answeredAt,
    arrive: past.arrivedAt,
    finish: past.doneAt,
  };
  let made = 0;
  let missed = 0;
  for (const kind of ['respond', 'arrive', 'finish'] as const) {
    const due = dueAt(policy, past.urgency, kind, past.createdAt);
    if (!due) continue;
    made += 1;
    if ((met[kind] ?? now) > due) missed += 1;
  }
  return { made, missed };
};

/** What another policy would have meant for the last thirty days (PDCA with figures, not opinions). */
export const previewEffects = async (
  deps: Deps,
  communityId: string,
  before: ServicePolicy,
  after: ServicePolicy,
  drawOf: (communityId: string, orderId: string) => number,
): Promise<Pick<PolicyPreview, 'openKept' | 'lastMonth' | 'overLimit'>> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const since = new Date(now.getTime() - monthMs);
  const { repairs, finishedOrderIds } = await readPast(reader, communityId, since);
  const sum = (policy: ServicePolicy) =>
    repairs.reduce(
      (total, one) => {
        const { made, missed } = missedOf(one, policy, now);
        return { made: total.made + made, missed: total.missed + missed };
      },
      { made: 0, missed: 0 },
    );
  const chained = (policy: ServicePolicy): number =>
    repairs.filter(
      (one) => chainedOrders(policy.chain, one, problemType(one.problemTypeId)?.department ?? '').length > 0,
    ).length;
  const sampled = (policy: ServicePolicy): number =>
    finishedOrderIds.filter((id) => drawOf(communityId, id) < policy.spotCheck.shareBp).length;
  const [was, is] = [sum(before), sum(after)];
  return {
    openKept: await countUnderWay(reader, communityId),
    lastMonth: {
      requests: repairs.length,
      promises: is.made,
      missedBefore: was.missed,
      missedAfter: is.missed,
      sampledBefore: sampled(before),
      sampledAfter: sampled(after),
      chainedBefore: chained(before),
      chainedAfter: chained(after),
    },
    overLimit:
      after.dispatch.defaultLimit < before.dispatch.defaultLimit
        ? await listOverLimit(reader, communityId, after.dispatch.defaultLimit)
        : [],
  };
};
