import type { Deps } from '../../platform/deps.js';
import { togetherFor } from '../../platform/together.js';
import { type OwnerBrief, readOwnerBriefs } from '../identity/identity.door.js';
import { type RepairBrief, readRepairBriefs } from '../repair/repair.door.js';
import { haveQuota } from './notification.store.js';

/** What jobs that run side by side read: asked at the same time, it is read by one statement. */

const mostTogether = 64;

/** `read` is called once for each group; the answers are by id. */
export const byId = <A extends { id: string }, V>(
  groupOf: (asked: A) => string,
  read: (deps: Deps, first: A, ids: string[]) => Promise<Map<string, V>>,
): ((deps: Deps, asked: A) => Promise<V | null>) =>
  togetherFor(async (deps: Deps, asked: A[]) => {
    const found = new Map<string, Map<string, V>>();
    for (const first of asked) {
      const group = groupOf(first);
      if (found.has(group)) continue;
      const ids = asked.filter((one) => groupOf(one) === group).map(({ id }) => id);
      found.set(group, await read(deps, first, [...new Set(ids)]));
    }
    return asked.map((one) => found.get(groupOf(one))?.get(one.id) ?? null);
  }, mostTogether);

export const readRepair = byId<{ communityId: string; id: string }, RepairBrief>(
  ({ communityId }) => communityId,
  (deps, { communityId }, ids) => readRepairBriefs(deps.db.reader, communityId, ids),
);

export const readOwner = byId<{ id: string }, OwnerBrief>(
  () => '',
  (deps, _first, ids) => readOwnerBriefs(deps.db.reader, deps, ids),
);

const quotas = byId<{ id: string; templateId: string }, true>(
  ({ templateId }) => templateId,
  async (deps, { templateId }, ids) => {
    const have = await haveQuota(deps.db.reader, ids, templateId);
    return new Map([...have].map((id) => [id, true]));
  },
);

/** Whether the account has an acceptance left. */
export const readQuota = async (deps: Deps, asked: { id: string; templateId: string }): Promise<boolean> =>
  (await quotas(deps, asked)) === true;
