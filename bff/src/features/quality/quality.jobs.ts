import { deterministicId } from '../../kernel/ids.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { readOrderBrief } from '../repair/repair.door.js';
import type { SpotCheckEntity } from './quality.entity.js';
import { insertCheckOnce } from './quality.store.js';
import { drawOf, isDrawn } from './sample.rules.js';

const dayMs = 86_400_000;

/** The check of a finished order, when its lot is below the share of the policy in force; null: not drawn. */
const drawCheck = async (deps: Deps, job: Job): Promise<SpotCheckEntity | null> => {
  const { reader } = deps.db;
  const communityId = job.communityId ?? '';
  const order = await readOrderBrief(reader, communityId, String(job.payload.orderId));
  // An order that was opened again meanwhile is announced again when it is finished.
  if (!order?.finishedAt || !order.workerId) return null;
  const { shareBp, withinDays } = (await readPolicyInForce(reader, communityId)).policy.spotCheck;
  const draw = drawOf(communityId, order.id);
  if (!isDrawn(draw, shareBp)) return null;
  return {
    communityId,
    id: deterministicId('spot_check', communityId, order.id),
    orderId: order.id,
    repairId: order.repairId,
    department: order.department,
    workerId: order.workerId,
    workerName: order.workerName ?? '',
    finishedAt: order.finishedAt,
    draw,
    shareBp,
    dueAt: new Date(order.finishedAt.getTime() + withinDays * dayMs),
    verdict: null,
    note: null,
    judgedBy: null,
    judgedByName: null,
    judgedAt: null,
  };
};

/** Who is told: the department's supervisors; without one, all supervisors; without any, the managers. Never the worker. */
const supervisorsFor = async (reader: Reader, check: SpotCheckEntity, now: Date): Promise<string[]> => {
  const others = async (role: 'supervisor' | 'manager') =>
    (await listByRole(reader, check.communityId, role, now)).filter(({ id }) => id !== check.workerId);
  const supervisors = await others('supervisor');
  const own = supervisors.filter(({ department }) => department === check.department);
  const told = [own, supervisors].find((list) => list.length > 0) ?? (await others('manager'));
  return told.map(({ id }) => id);
};

export const qualityHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: 'quality.draw',
    title: '抽查抽签',
    handle: async (deps, job) => {
      const check = await drawCheck(deps, job);
      if (!check) return undefined;
      const staffIds = await supervisorsFor(deps.db.reader, check, deps.clock.now());
      return async (tx) => {
        if (!(await insertCheckOnce(tx, check))) return;
        const { communityId, repairId } = check;
        await alertStaff(tx, deps.clock, { communityId, repairId, staffIds, kind: 'spot-check' });
      };
    },
  },
];
