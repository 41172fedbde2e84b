import { addWorkingMs } from '../../kernel/workingTime.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { readOwnerBrief } from '../identity/identity.door.js';
import { climbNow } from './commands/climb.js';
import { stepEscalation, stepPromise, stepResume } from './commands/clockSteps.js';
import { dispatchWaiting } from './commands/dispatchOrders.js';
import { takeOrderBack } from './commands/giveOrder.js';
import { changeLoop } from './loop.js';
import { findOrdersInHand, findWaitingOrders } from './loop.store.js';
import { supervisorsOf } from './people.js';
import { problemType } from './procedures.js';
import { hoursOf } from './promise.rules.js';
import type { Moderation, WorkOrderEntity } from './repair.entity.js';
import { titleOf } from './repair.rules.js';
import { findEvents, findOrder, findRepair, lockRepairRow, releaseEvents, saveRepair } from './repair.store.js';

const keyOf = (job: Job) => ({
  communityId: job.communityId ?? '',
  repairId: String(job.payload.repairId ?? ''),
  orderId: String(job.payload.orderId ?? ''),
});

/** Words that a later check passes are released; the rest waits for a person. */
const verdictOf = async (deps: Deps, openid: string, words: string[]): Promise<Moderation> => {
  for (const content of words) {
    const verdict = await deps.wechat.checkText({ openid, content, scene: 'comment' });
    if (verdict.suggest !== 'pass') return 'review';
  }
  return 'passed';
};

/** WeChat does not check for these: somebody who is not active any more (61010), or whom it does not know (40003). */
const goesToPerson = new Set(['inactive_user', 'user_unknown']);

/** Content whose check had failed is checked again; what WeChat will not check goes to a person. */
const recheck: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  const { communityId, repairId } = keyOf(job);
  const repair = await findRepair(deps.db.reader, communityId, repairId);
  if (repair?.moderation !== 'pending') return undefined;
  const owner = repair.reporterId ? await readOwnerBrief(deps.db.reader, deps, repair.reporterId) : null;
  const held = (await findEvents(deps.db.reader, communityId, repairId)).filter((event) => event.held);
  let verdict: Moderation = 'review';
  try {
    const words = held.flatMap((event) => (event.body ? [event.body] : []));
    if (owner) verdict = await verdictOf(deps, owner.openid, words);
  } catch (error) {
    if (!goesToPerson.has((error as { kind?: string }).kind ?? '')) throw error;
  }
  return async (tx) => {
    const locked = await lockRepairRow(tx, communityId, repairId);
    if (locked?.moderation !== 'pending') return;
    if (verdict === 'passed') await releaseEvents(tx, communityId, repairId);
    const typeName = problemType(locked.problemTypeId)?.name ?? '';
    await saveRepair(tx, {
      ...locked,
      moderation: verdict,
      title: verdict === 'passed' ? titleOf(typeName, locked.spot, locked.body) : locked.title,
    });
  };
};

/** The worker went off shift or was disabled: what they have not begun looks for another; what they are at is told of. */
const workerOff: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  const communityId = job.communityId ?? '';
  const staffId = String(job.payload.staffId);
  const why = job.payload.why === 'disabled' ? 'disabled' : 'shift';
  const theirs = (order: WorkOrderEntity): boolean =>
    order.workerId === staffId && (order.status === 'assigned' || order.status === 'accepted' || why === 'disabled');
  for (const one of await findOrdersInHand(deps.db.reader, communityId, staffId)) {
    if (one.status === 'arrived' && why === 'shift') continue;
    await inTransaction(deps.db, (tx) =>
      takeOrderBack(deps, tx, { communityId, ...one }, null, { kind: why, passes: false, only: theirs }),
    );
  }
  const staying = (await findOrdersInHand(deps.db.reader, communityId, staffId)).filter(
    (one) => one.status === 'arrived',
  );
  if (staying.length === 0) return undefined;
  return async (tx) => {
    for (const one of staying) {
      const order = await findOrder(tx, communityId, one.orderId);
      if (order?.workerId !== staffId) continue;
      const supervisors = await supervisorsOf(tx, communityId, order.department, deps.clock.now());
      await alertStaff(tx, deps.clock, {
        communityId,
        repairId: one.repairId,
        staffIds: [...supervisors.map(({ id }) => id), staffId],
        kind: 'worker-left',
        detail: order.workerName ?? '',
      });
    }
  };
};

const mostRetried = 12;

/** Somebody came on shift: what waits for their skills is chosen for again. */
const workerReady: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  const communityId = job.communityId ?? '';
  const skills = Array.isArray(job.payload.skills) ? job.payload.skills.map(String) : [];
  const [first] = await findWaitingOrders(deps.db.reader, communityId, { skills, limit: mostRetried });
  // One round chooses for all that wait; whoever is left over has a timer of their own.
  if (first) await dispatchWaiting(deps, communityId, first.orderId, { all: true });
  return undefined;
};

/** Nobody took it: tried again, and when it has waited too long it climbs, also where the owner has had an answer. */
const retry: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  const { communityId, repairId, orderId } = keyOf(job);
  await dispatchWaiting(deps, communityId, orderId);
  return async (tx) => {
    await changeLoop(deps, tx, { communityId, id: repairId }, null, async (loop, context) => {
      const order = loop.orders.find((one) => one.id === orderId);
      const since = order?.status === 'waiting' ? order.waitingSince : null;
      if (!order || !since || loop.escalation || loop.repair.pausedAt || loop.repair.undecided) return null;
      const { dispatch } = context.inForce.policy;
      const minutes =
        loop.repair.urgency === 'emergency' ? dispatch.emergencyAcceptMinutes : dispatch.generalAcceptMinutes;
      // What is not an emergency waits in working hours: at night nobody is called for a lamp.
      const hours = hoursOf(context.inForce.policy, loop.repair.urgency);
      if (context.now < addWorkingMs(since, minutes * 60_000, hours)) return null;
      return climbNow(deps, tx, loop, { cause: 'unheld', department: order.department, context });
    });
  };
};

/** The worker said neither yes nor no in time: the order goes to another. */
const unanswered: HandlerEntry<Deps>['handle'] = async (deps, job) => async (tx) => {
  await takeOrderBack(deps, tx, keyOf(job), null, {
    kind: 'unanswered',
    passes: true,
    only: (order, now) => order.status === 'assigned' && order.acceptDueAt !== null && order.acceptDueAt <= now,
  });
};

const entry = (
  queue: HandlerEntry<Deps>['queue'],
  topic: string,
  title: string,
  handle: HandlerEntry<Deps>['handle'],
): HandlerEntry<Deps> => ({ queue, topic, title, handle });

/** Background work of requests. Every handler re-reads, re-checks, then acts: late, twice or side by side it does once. */
export const repairHandlers: HandlerEntry<Deps>[] = [
  entry('outbox', 'repair.recheck', '内容核对', recheck),
  entry('outbox', 'order.dispatch', '自动派单', async (deps, job) => {
    const { communityId, orderId } = keyOf(job);
    await dispatchWaiting(deps, communityId, orderId);
    return undefined;
  }),
  entry('outbox', 'order.worker_off', '下班改派', workerOff),
  entry('outbox', 'order.worker_ready', '上班补派', workerReady),
  entry('timer', 'order.accept', '接单时限', unanswered),
  entry('timer', 'order.retry', '再派一次', retry),
  entry('timer', 'promise.step', '承诺时限', async (deps, job) => async (tx) => {
    await stepPromise(deps, tx, { ...keyOf(job), promiseId: String(job.payload.promiseId) });
  }),
  entry('timer', 'escalation.step', '督办升级', async (deps, job) => async (tx) => {
    await stepEscalation(deps, tx, keyOf(job));
  }),
  entry('timer', 'repair.resume', '停表到点', async (deps, job) => async (tx) => {
    await stepResume(deps, tx, keyOf(job));
  }),
];
