import type { Department } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import type { RepairStatus } from 'shared-types/repair';
import { AppError } from '../../kernel/appError.js';
import { deterministicId } from '../../kernel/ids.js';
import { latestText } from '../../locales/repair.js';
import type { Actor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { cancelTimer, publish, resetTimer, type TimerSetting } from '../../platform/queue/queue.js';
import { releaseWorker } from '../dispatch/dispatch.door.js';
import { type PolicyInForce, readPolicyInForce, readPolicyOf } from '../policy/policy.door.js';
import { breachesOf, isAnswer, isHeld, isUnderWay, type Loop, mainOrder, settle } from './loop.rules.js';
import { findWaitingOrders, lockLoop, saveEscalation, savePromise } from './loop.store.js';
import { procedureOf } from './procedures.js';
import { isOpen, nextStepAt } from './promise.rules.js';
import { type EventInput, nudgeScreens, tell } from './record.js';
import type { WorkOrderEntity } from './repair.entity.js';
import { insertOrder, saveOrder, saveRepair } from './repair.store.js';

/** What a decision is taken with: the policy in force, the one under which the promises were made, and the time. */
export interface LoopContext {
  inForce: PolicyInForce;
  made: ServicePolicy;
  now: Date;
}

export interface Change {
  loop: Loop;
  /** Lines of the history, oldest first. */
  events: EventInput[];
  /** When it happened, where that is not now: a phone was offline. */
  at?: Date;
  /** Nothing that the owner's lists show as the last thing. */
  quiet?: boolean;
}

export interface Changed {
  before: Loop;
  after: Loop;
  eventIds: string[];
  context: LoopContext;
}

/** Desk work has no place to sign in to. */
export const worksAtDesk = (order: Pick<WorkOrderEntity, 'procedureId'>): boolean =>
  !procedureOf(order.procedureId).steps.some((step) => step.kind === 'sign-in');

export const contextOf = async (deps: Deps, tx: Tx, loop: Pick<Loop, 'repair'>): Promise<LoopContext> => {
  const { communityId, policyVersion } = loop.repair;
  const inForce = await readPolicyInForce(tx, communityId);
  const made = inForce.version === policyVersion ? inForce.policy : await readPolicyOf(tx, communityId, policyVersion);
  return { inForce, made, now: deps.clock.now() };
};

/** May be given to a worker now. */
const isDispatchable = (loop: Loop, order: WorkOrderEntity): boolean =>
  order.status === 'waiting' &&
  !isAnswer(order) &&
  isUnderWay(loop.repair) &&
  !loop.repair.pausedAt &&
  !loop.repair.undecided;

/**
 * The one way in which a request changes: locked, decided, settled, checked against the machines, written with its
 * promises, timers, places of workers and lines of history. Null when there is no such request, or `decide` says that
 * there is nothing to do.
 */
export const changeLoop = async (
  deps: Deps,
  tx: Tx,
  key: { communityId: string; id: string },
  actor: Actor | null,
  decide: (loop: Loop, context: LoopContext) => Promise<Change | null> | Change | null,
): Promise<Changed | null> => {
  const before = await lockLoop(tx, key.communityId, key.id);
  if (!before) return null;
  const context = await contextOf(deps, tx, before);
  const change = await decide(before, context);
  if (!change) return null;
  const after = settleNow(change.loop, context, change.at ?? context.now);
  if (breachesOf(before, after).length > 0) throw new AppError('repair.illegal_transition');
  if (!change.quiet) after.repair.latest = latestOf(change.events, actor) || after.repair.latest;
  await saveChange(deps, tx, before, after, context);
  const eventIds: string[] = [];
  for (const event of change.events)
    eventIds.push(await tell(deps, tx, after.repair, actor, { ...(change.at ? { at: change.at } : {}), ...event }));
  await tellComplaint(deps, tx, before, after, change.events);
  nudgeLoop(deps, tx, before, after);
  return { before, after, eventIds, context };
};

export const settleNow = (loop: Loop, context: LoopContext, at: Date): Loop =>
  settle(loop, {
    policy: context.made,
    now: context.now,
    at,
    department: (mainOrder(loop)?.department ?? 'customer-service') as Department,
    worksAtDesk,
  });

const latestOf = (events: EventInput[], actor: Actor | null): string => {
  const last = events.filter((event) => event.toOwner !== false).at(-1);
  if (!last) return '';
  return latestText({
    kind: last.kind,
    actorKind: actor?.kind ?? 'system',
    actorName: actor?.name ?? '系统',
    detail: last.detail ?? null,
  }).slice(0, 80);
};

/** Writes what differs, and sets what follows from it: timers, places of workers, orders that look for a worker. */
export const saveChange = async (
  deps: Deps,
  tx: Tx,
  before: Loop | null,
  after: Loop,
  context: LoopContext,
): Promise<void> => {
  if (before) await saveRepair(tx, after.repair);
  for (const order of after.orders) {
    const was = before?.orders.find((one) => one.id === order.id);
    if (was === order) continue;
    if (was) await saveOrder(tx, order);
    else if (before) await insertOrder(tx, order);
    if (was?.workerId && !isAnswer(was) && isHeld(was) && (!isHeld(order) || order.workerId !== was.workerId))
      await freeWorker(deps, tx, order.communityId, was.workerId);
    await setAcceptTimer(deps, tx, was, order);
  }
  await savePromises(deps, tx, before, after, context);
  await saveClimb(deps, tx, before, after);
  await setPauseTimer(deps, tx, before, after);
  await tellDevice(deps, tx, before, after);
  const looking = after.orders.filter((order) => {
    const was = before?.orders.find((one) => one.id === order.id);
    return isDispatchable(after, order) && !(before && was && isDispatchable(before, was));
  });
  for (const order of looking) await askForWorker(deps, tx, order);
};

const endings: Partial<Record<RepairStatus, string>> = { done: 'done', closed: 'done', cancelled: 'cancelled' };

/** Whoever opened a request by a device's rule hears when a worker has it, and when it is over. */
const tellDevice = async (deps: Deps, tx: Tx, before: Loop | null, after: Loop): Promise<void> => {
  const { communityId, id: repairId, channel, status } = after.repair;
  if (channel !== 'device') return;
  const holder = (loop: Loop | null): string | null =>
    loop?.orders.find((order) => order.main && ['accepted', 'arrived'].includes(order.status))?.workerName ?? null;
  const by = holder(after);
  const taken = by !== null && holder(before) === null ? ['taken'] : [];
  const ended = before && endings[status] && !endings[before.repair.status] ? [endings[status]] : [];
  for (const what of [...taken, ...ended])
    await publish(tx, deps.clock, { communityId, topic: 'repair.of_device', payload: { repairId, what, by } });
};

/** Whoever keeps the reports of a complaint hears what happened to it, and tells each of its households. */
const tellComplaint = async (deps: Deps, tx: Tx, before: Loop, after: Loop, events: EventInput[]): Promise<void> => {
  const { communityId, id: repairId, kind, status } = after.repair;
  if (kind !== 'complaint') return;
  const done = status === 'done' && before.repair.status !== 'done' ? ['done'] : [];
  const what = [...events.filter((event) => event.toOwner !== false).map((event) => event.kind), ...done];
  await publish(tx, deps.clock, { communityId, topic: 'repair.of_complaint', payload: { repairId, what } });
};

/** A place in somebody's hand is free: what waits is chosen for again, rather than at its next try. */
const freeWorker = async (deps: Deps, tx: Tx, communityId: string, workerId: string): Promise<void> => {
  await releaseWorker(tx, communityId, workerId);
  const [waiting] = await findWaitingOrders(tx, communityId, { limit: 1 });
  if (waiting) await publish(tx, deps.clock, { communityId, topic: 'order.worker_ready', payload: { skills: [] } });
};

/** An order looks for a worker, once for each of its tries. */
export const askForWorker = (
  deps: Deps,
  tx: Tx,
  order: Pick<WorkOrderEntity, 'communityId' | 'id' | 'tries' | 'repairId'>,
): Promise<void> =>
  publish(tx, deps.clock, {
    communityId: order.communityId,
    topic: 'order.dispatch',
    payload: { orderId: order.id, repairId: order.repairId },
  });

const set = async (
  deps: Deps,
  tx: Tx,
  timer: Omit<TimerSetting, 'dueAt'>,
  was: Date | null,
  is: Date | null,
): Promise<void> => {
  if (was?.getTime() === is?.getTime()) return;
  if (is) await resetTimer(tx, deps.clock, { ...timer, dueAt: is });
  else await cancelTimer(tx, timer.topic, timer.slot);
};

const setAcceptTimer = (
  deps: Deps,
  tx: Tx,
  was: WorkOrderEntity | undefined,
  order: WorkOrderEntity,
): Promise<void> => {
  const at = (one: WorkOrderEntity | undefined): Date | null => (one?.status === 'assigned' ? one.acceptDueAt : null);
  return set(
    deps,
    tx,
    {
      communityId: order.communityId,
      topic: 'order.accept',
      payload: { orderId: order.id, repairId: order.repairId },
      slot: [order.id],
    },
    at(was),
    at(order),
  );
};

const savePromises = async (
  deps: Deps,
  tx: Tx,
  before: Loop | null,
  after: Loop,
  context: LoopContext,
): Promise<void> => {
  const { repair } = after;
  const running = (loop: Loop | null): boolean => loop !== null && !loop.repair.pausedAt;
  for (const promise of after.promises) {
    const was = before?.promises.find((one) => one.id === promise.id);
    if (was !== promise) await savePromise(tx, promise, was === undefined);
    if (was === promise && running(before) === running(after)) continue;
    const at =
      running(after) && isOpen(promise)
        ? nextStepAt(promise, context.inForce.policy, repair.urgency, context.now)
        : null;
    const timer = {
      communityId: repair.communityId,
      topic: 'promise.step',
      payload: { repairId: repair.id, promiseId: promise.id },
      slot: [promise.id],
    };
    if (at) await resetTimer(tx, deps.clock, { ...timer, dueAt: at });
    else if (was) await cancelTimer(tx, timer.topic, timer.slot);
  }
};

const saveClimb = async (deps: Deps, tx: Tx, before: Loop | null, after: Loop): Promise<void> => {
  const [was, is] = [before?.escalation ?? null, after.escalation];
  if (!is || was === is) return;
  await saveEscalation(tx, is, was?.id !== is.id);
  await set(
    deps,
    tx,
    {
      communityId: is.communityId,
      topic: 'escalation.step',
      payload: { repairId: is.repairId, escalationId: is.id },
      slot: [is.id],
    },
    was?.id === is.id ? was.nextStepAt : null,
    is.nextStepAt,
  );
};

const setPauseTimer = (deps: Deps, tx: Tx, before: Loop | null, after: Loop): Promise<void> => {
  const { communityId, id } = after.repair;
  return set(
    deps,
    tx,
    { communityId, topic: 'repair.resume', payload: { repairId: id }, slot: [id] },
    before?.repair.pausedUntil ?? null,
    after.repair.pausedUntil,
  );
};

/** The id of an escalation: one request climbs anew only after it was closed. */
export const escalationId = (repairId: string, at: Date): string =>
  deterministicId('escalation', repairId, at.toISOString());

const nudgeLoop = (deps: Deps, tx: Tx, before: Loop, after: Loop): void => {
  const workers = (loop: Loop): { id: string; workerId: string | null }[] => loop.orders;
  for (const order of after.orders) {
    const ids = [...workers(before), ...workers(after)].filter((one) => one.id === order.id).map((one) => one.workerId);
    nudgeScreens(deps, tx, after.repair, { id: order.id, workerIds: ids });
  }
};
