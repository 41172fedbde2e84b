import { repairWords } from '../../../locales/repair.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import type { PromiseEntity } from '../loop.entity.js';
import { type Change, changeLoop, type LoopContext } from '../loop.js';
import { isHeld, type Loop, mainOrder } from '../loop.rules.js';
import { supervisorsOf } from '../people.js';
import { stepOf } from '../promise.rules.js';
import { closeUnanswered, resume } from '../repair.rules.js';
import { climbFurther, climbNow } from './climb.js';

interface Key {
  communityId: string;
  repairId: string;
}

/**
 * A promise's timer: it warns, or it says that the promise was missed and lets the request climb. It re-reads and
 * re-checks everything, so that late, early or twice it does each step once.
 */
export const stepPromise = async (deps: Deps, tx: Tx, key: Key & { promiseId: string }): Promise<void> => {
  await changeLoop(deps, tx, { communityId: key.communityId, id: key.repairId }, null, async (loop, context) => {
    const promise = loop.promises.find((one) => one.id === key.promiseId);
    if (!promise || loop.repair.pausedAt) return null;
    const step = stepOf(promise, context.inForce.policy, loop.repair.urgency, context.now);
    if (step.kind === 'warn') return warn(deps, tx, loop, promise, context);
    if (step.kind === 'miss') return miss(deps, tx, loop, promise, context);
    // Moved meanwhile: saving nothing would lose the timer, which is done now.
    return step.kind === 'wait' ? { loop: withPromise(loop, { ...promise }), events: [], quiet: true } : null;
  });
};

const withPromise = (loop: Loop, promise: PromiseEntity): Loop => ({
  ...loop,
  promises: loop.promises.map((one) => (one.id === promise.id ? promise : one)),
});

const peopleOn = (loop: Loop): string[] => [
  ...loop.orders.flatMap((order) => (isHeld(order) && order.workerId ? [order.workerId] : [])),
  ...(loop.repair.stewardId ? [loop.repair.stewardId] : []),
];

const warn = async (deps: Deps, tx: Tx, loop: Loop, promise: PromiseEntity, { now }: LoopContext): Promise<Change> => {
  const holders = peopleOn(loop);
  const supervisors =
    holders.length > 0 ? [] : await supervisorsOf(tx, loop.repair.communityId, promise.department, now);
  await alertStaff(tx, deps.clock, {
    communityId: loop.repair.communityId,
    repairId: loop.repair.id,
    staffIds: [...holders, ...supervisors.map(({ id }) => id)],
    kind: 'warning',
    detail: repairWords.promises[promise.kind],
    rings: loop.repair.urgency === 'emergency',
  });
  return { loop: withPromise(loop, { ...promise, warnedAt: now }), events: [], quiet: true };
};

const miss = async (deps: Deps, tx: Tx, loop: Loop, promise: PromiseEntity, context: LoopContext): Promise<Change> => {
  const { now } = context;
  if (promise.kind === 'confirm') {
    const closed = closeUnanswered(loop, now);
    if (!closed) return { loop, events: [], quiet: true };
    await publish(tx, deps.clock, {
      communityId: loop.repair.communityId,
      topic: 'repair.closed_by_itself',
      payload: { repairId: loop.repair.id },
    });
    return { loop: closed, events: [{ kind: 'close', detail: String(context.made.confirmDays) }] };
  }
  const missed: PromiseEntity = { ...promise, missedAt: now, state: 'missed' };
  await alertStaff(tx, deps.clock, {
    communityId: loop.repair.communityId,
    repairId: loop.repair.id,
    staffIds: peopleOn(loop),
    kind: 'late',
    detail: repairWords.promises[promise.kind],
    rings: loop.repair.urgency === 'emergency',
  });
  const department = mainOrder(loop)?.department ?? promise.department;
  const climbed = await climbNow(deps, tx, withPromise(loop, missed), {
    cause: promise.kind,
    // A call-back is customer service's own promise.
    department: promise.kind === 'callback' ? 'customer-service' : department,
    context,
  });
  return {
    loop: climbed.loop,
    events: [{ kind: 'late', detail: promise.kind, toOwner: false }, ...climbed.events],
  };
};

/** The escalation's timer. */
export const stepEscalation = async (deps: Deps, tx: Tx, key: Key): Promise<void> => {
  await changeLoop(deps, tx, { communityId: key.communityId, id: key.repairId }, null, async (loop, context) => {
    const open = loop.escalation;
    if (!open) return null;
    // While the clocks stand nobody is called; it is looked at again when they run.
    if (loop.repair.pausedUntil)
      return {
        loop: { ...loop, escalation: { ...open, nextStepAt: loop.repair.pausedUntil } },
        events: [],
        quiet: true,
      };
    const climbed = await climbFurther(deps, tx, loop, context);
    return climbed ? { ...climbed, quiet: climbed.events.length === 0 } : null;
  });
};

/** The end of a pause. */
export const stepResume = async (deps: Deps, tx: Tx, key: Key): Promise<void> => {
  await changeLoop(deps, tx, { communityId: key.communityId, id: key.repairId }, null, async (loop, { made, now }) => {
    if (!loop.repair.pausedUntil || loop.repair.pausedUntil > now) return null;
    const running = resume(loop, made, now);
    if (!running.ok) return null;
    await publish(tx, deps.clock, {
      communityId: key.communityId,
      topic: 'repair.resumed',
      payload: { repairId: key.repairId },
    });
    return { loop: running.value, events: [{ kind: 'resume' }] };
  });
};
