import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readOwnerBrief } from '../identity/identity.door.js';
import { problemType } from './procedures.js';
import type { Moderation } from './repair.entity.js';
import { titleOf } from './repair.rules.js';
import { findEvents, findRepair, lockRepair, releaseEvents, saveRepair } from './repair.store.js';

/** Words that a later check passes are released; the rest waits for a person. */
const verdictOf = async (deps: Deps, openid: string, words: string[]): Promise<Moderation> => {
  for (const content of words) {
    const verdict = await deps.wechat.checkText({ openid, content, scene: 'comment' });
    if (verdict.suggest !== 'pass') return 'review';
  }
  return 'passed';
};

/** Content whose check had failed is checked again; an owner who is not active any more goes to a person (61010). */
export const repairHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: 'repair.recheck',
    title: '内容核对',
    handle: async (deps, job) => {
      const repairId = String(job.payload.repairId);
      const communityId = job.communityId ?? '';
      const repair = await findRepair(deps.db.reader, communityId, repairId);
      if (repair?.moderation !== 'pending') return undefined;
      const owner = repair.reporterId ? await readOwnerBrief(deps.db.reader, deps, repair.reporterId) : null;
      const held = (await findEvents(deps.db.reader, communityId, repairId)).filter((event) => event.held);
      let verdict: Moderation = 'review';
      try {
        const words = held.flatMap((event) => (event.body ? [event.body] : []));
        if (owner) verdict = await verdictOf(deps, owner.openid, words);
      } catch (error) {
        if ((error as { kind?: string }).kind !== 'inactive_user') throw error;
      }
      return async (tx) => {
        const locked = await lockRepair(tx, communityId, repairId);
        if (locked?.repair.moderation !== 'pending') return;
        if (verdict === 'passed') await releaseEvents(tx, communityId, repairId);
        const typeName = problemType(locked.repair.problemTypeId)?.name ?? '';
        await saveRepair(tx, {
          ...locked.repair,
          moderation: verdict,
          title: verdict === 'passed' ? titleOf(typeName, locked.repair.spot, locked.repair.body) : locked.repair.title,
        });
      };
    },
  },
];
