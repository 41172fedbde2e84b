import { followUpTexts as t } from '../../locales/followUp.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { callLate } from './followup.rules.js';
import { findBySubject, findFollowUp, insertFollowUp, lockFollowUp, saveFollowUp } from './followup.store.js';
import { callPeople, draftFollowUp, nudge, peopleOf, setLook, tickTopic } from './open.js';

export const followUpHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: 'followup.rated',
    title: '差评跟进：有人打了分',
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const { reader } = deps.db;
      const policy = (await readPolicyInForce(reader, communityId)).policy.followUp;
      const reportId = typeof job.payload.reportId === 'string' ? job.payload.reportId : null;
      const source = { communityId, repairId: String(job.payload.repairId), reportId };
      const followUp = await draftFollowUp(reader, source, policy, deps.clock.now());
      if (!followUp || (await findBySubject(reader, communityId, followUp.subjectId))) return undefined;
      const staffIds = await peopleOf(reader, communityId, ['customer-service'], deps.clock.now());
      return async (tx) => {
        if (await findBySubject(tx, communityId, followUp.subjectId)) return;
        try {
          await insertFollowUp(tx, followUp);
        } catch (error) {
          if (isDuplicate(error)) return;
          throw error;
        }
        await callPeople(deps, tx, followUp, staffIds, {
          ...{ kind: 'follow-up', detail: t.rated(followUp.stars), rings: true },
        });
        await setLook(deps, tx, followUp, policy);
        nudge(deps, tx, followUp);
      };
    },
  },
  {
    queue: 'timer',
    topic: tickTopic,
    title: '差评跟进：到时限了',
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const { reader } = deps.db;
      const id = String(job.payload.id);
      const seen = await findFollowUp(reader, communityId, id);
      if (!seen) return undefined;
      const now = deps.clock.now();
      const policy = (await readPolicyInForce(reader, communityId)).policy.followUp;
      const roles = callLate(seen, now).call;
      const staffIds = roles ? await peopleOf(reader, communityId, roles, now) : [];
      return async (tx) => {
        const followUp = await lockFollowUp(tx, communityId, id);
        if (!followUp) return;
        const late = callLate(followUp, now);
        if (late.call) {
          await saveFollowUp(tx, late.followUp);
          const detail = t.late(late.followUp.stage, followUp.publishedAt === null && followUp.planDueAt <= now);
          await callPeople(deps, tx, late.followUp, staffIds, { kind: 'follow-up-late', detail, rings: true });
        }
        await setLook(deps, tx, late.followUp, policy);
      };
    },
  },
];
