import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { lookTopics } from './commands/bookVisit.js';
import type { HomeVisitEntity } from './homevisit.entity.js';
import { isOpen } from './homevisit.rules.js';
import { lockVisit } from './homevisit.store.js';
import { callStaff, peopleOf, tellHouse } from './people.js';

type Look = (tx: Tx, deps: Deps, visit: HomeVisitEntity) => Promise<void>;

/** Nobody was named: the desk and the supervisor hear of it. */
const callForSomebody: Look = async (tx, deps, visit) => {
  const roles = ['customer-service', 'supervisor'] as const;
  const staffIds = await peopleOf(tx, visit.communityId, roles, deps.clock.now());
  await callStaff(tx, deps, visit, { staffIds, kind: 'home-visit-late', words: 'unassigned', rings: true });
};

const looks: Record<keyof typeof lookTopics, { title: string; look: Look }> = {
  give: {
    title: '上门服务：还没安排人',
    look: async (tx, deps, visit) => {
      if (visit.status === 'booked') await callForSomebody(tx, deps, visit);
    },
  },
  day: {
    title: '上门服务：当天提醒',
    look: async (tx, deps, visit) => {
      if (visit.status === 'booked') await callForSomebody(tx, deps, visit);
      if (visit.status !== 'given' || !visit.staffId) return;
      await callStaff(tx, deps, visit, { staffIds: [visit.staffId], kind: 'home-visit', words: 'today' });
      await tellHouse(tx, deps, visit, 'today');
    },
  },
  end: {
    title: '上门服务：过了约的时间',
    look: async (tx, deps, visit) => {
      if (!isOpen(visit)) return;
      const roles = visit.staffId ? (['supervisor'] as const) : (['customer-service', 'supervisor'] as const);
      const others = await peopleOf(tx, visit.communityId, roles, deps.clock.now());
      const staffIds = visit.staffId ? [visit.staffId, ...others] : others;
      await callStaff(tx, deps, visit, { staffIds, kind: 'home-visit-late', words: 'late', rings: true });
    },
  },
};

const handlerOf = (name: keyof typeof lookTopics): HandlerEntry<Deps> => ({
  queue: 'timer',
  topic: lookTopics[name],
  title: looks[name].title,
  handle: async (deps, job: Job) => async (tx) => {
    const visit = await lockVisit(tx, job.communityId ?? '', String(job.payload.visitId));
    if (visit) await looks[name].look(tx, deps, visit);
  },
});

/** Re-read and re-checked when they are due: late or twice they do once. */
export const homeVisitHandlers: HandlerEntry<Deps>[] = (['give', 'day', 'end'] as const).map(handlerOf);
