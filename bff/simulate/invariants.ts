import { DispatchWorkerEntity } from '../src/features/dispatch/dispatch.entity.js';
import { readPolicyInForce } from '../src/features/policy/policy.door.js';
import { EscalationEntity, PromiseEntity } from '../src/features/repair/loop.entity.js';
import { isAnswer } from '../src/features/repair/loop.rules.js';
import { nextStepAt } from '../src/features/repair/promise.rules.js';
import { RepairEntity, RepairEventEntity, WorkOrderEntity } from '../src/features/repair/repair.entity.js';
import { deterministicId } from '../src/kernel/ids.js';
import type { Deps } from '../src/platform/deps.js';
import { OutboxEntity, TimerEntity } from '../src/platform/queue/queue.entity.js';

const held = new Set(['assigned', 'accepted', 'arrived']);
const underWay = new Set(['submitted', 'assigned', 'working']);

interface Rows {
  repairs: Map<string, RepairEntity>;
  orders: WorkOrderEntity[];
  promises: PromiseEntity[];
  escalations: EscalationEntity[];
  /** Ids of timers that will fire. */
  timers: Set<string>;
  /** Orders for which somebody is still to be chosen, now or by a timer. */
  looking: Set<string>;
}

const readRows = async ({ db }: Deps, communityId: string): Promise<Rows> => {
  const { reader } = db;
  const timers = await reader.findBy(TimerEntity, { state: 'waiting' });
  const dispatches = await reader.findBy(OutboxEntity, { state: 'waiting', topic: 'order.dispatch' });
  return {
    repairs: new Map((await reader.findBy(RepairEntity, { communityId })).map((one) => [one.id, one])),
    orders: await reader.findBy(WorkOrderEntity, { communityId }),
    promises: await reader.findBy(PromiseEntity, { communityId }),
    escalations: await reader.findBy(EscalationEntity, { communityId }),
    timers: new Set(timers.map(({ id }) => id)),
    looking: new Set(
      [...dispatches, ...timers.filter(({ topic }) => topic === 'order.retry')].map(({ payload }) =>
        String(JSON.parse(payload).orderId),
      ),
    ),
  };
};

/** Every promise that somebody waits for has its timer, and every open request has a promise. */
const promiseFaults = (rows: Rows, policy: Parameters<typeof nextStepAt>[1], now: Date): string[] => {
  const faults: string[] = [];
  const kept = new Set(rows.promises.map(({ repairId }) => repairId));
  for (const repair of rows.repairs.values())
    if (underWay.has(repair.status) && !kept.has(repair.id)) faults.push(`request ${repair.id} has no promise`);
  for (const promise of rows.promises) {
    const repair = rows.repairs.get(promise.repairId);
    if (!repair || repair.pausedAt || !nextStepAt(promise, policy, repair.urgency, now)) continue;
    if (!rows.timers.has(deterministicId('promise.step', promise.id)))
      faults.push(`promise ${promise.kind} of ${promise.repairId} has no timer`);
  }
  return faults;
};

/** No order is lost: it has a worker and a clock for the answer, or is still looked for. */
const orderFaults = (rows: Rows): string[] => {
  const faults: string[] = [];
  const withOrder = new Set(rows.orders.map(({ repairId }) => repairId));
  for (const repair of rows.repairs.values())
    if (!withOrder.has(repair.id)) faults.push(`request ${repair.id} has no order`);
  for (const order of rows.orders) {
    const repair = rows.repairs.get(order.repairId);
    if (
      held.has(order.status) !== (order.workerId !== null) &&
      order.status !== 'finished' &&
      order.status !== 'cancelled'
    )
      faults.push(`order ${order.id} is ${order.status} with worker ${order.workerId}`);
    if (order.status === 'assigned' && order.acceptDueAt && !rows.timers.has(deterministicId('order.accept', order.id)))
      faults.push(`order ${order.id} waits for an answer without a timer`);
    // An answer is the desk's own: nobody is chosen for it, and its promise calls them.
    const waits =
      order.status === 'waiting' && !isAnswer(order) && repair && underWay.has(repair.status) && !repair.undecided;
    if (waits && !repair.pausedAt && !rows.looking.has(order.id))
      faults.push(`order ${order.id} waits and nobody looks for a worker`);
  }
  return faults;
};

/** What a worker has in hand is what is written down, and not above the limit; an answer to write takes no place. */
const workerFaults = async ({ db }: Deps, communityId: string, rows: Rows): Promise<string[]> => {
  const faults: string[] = [];
  for (const worker of await db.reader.findBy(DispatchWorkerEntity, { communityId })) {
    const mine = rows.orders.filter((one) => one.workerId === worker.workerId && !isAnswer(one));
    const open = mine.filter(({ status }) => held.has(status)).length;
    if (open !== worker.inHand) faults.push(`${worker.name} has ${open} orders, and ${worker.inHand} written down`);
    if (worker.inHand > worker.orderLimit) faults.push(`${worker.name} has ${worker.inHand} of ${worker.orderLimit}`);
  }
  return faults;
};

/** How often somebody was called: `calls` counts those at the present level. */
const stepsOf = (one: EscalationEntity): number =>
  one.calls + (one.levelAt.getTime() === one.openedAt.getTime() ? 0 : 1);

/** Each step of an escalation is in the history once, and was announced once. */
const escalationFaults = async ({ db }: Deps, communityId: string, rows: Rows): Promise<string[]> => {
  const faults: string[] = [];
  const events = await db.reader.findBy(RepairEventEntity, { communityId, kind: 'escalate' });
  const announced = await db.reader.findBy(OutboxEntity, { communityId, topic: 'repair.escalated' });
  const repairIds = new Set([...rows.escalations, ...events].map(({ repairId }) => repairId));
  for (const repairId of repairIds) {
    const steps = rows.escalations
      .filter((one) => one.repairId === repairId)
      .reduce((sum, one) => sum + stepsOf(one), 0);
    const told = events.filter((one) => one.repairId === repairId).length;
    const said = announced.filter(({ payload }) => JSON.parse(payload).repairId === repairId).length;
    if (steps !== told || steps !== said)
      faults.push(`${repairId} called ${steps}, history ${told}, announced ${said}`);
    const open = rows.escalations.filter((one) => one.repairId === repairId && !one.closedAt);
    if (open.length > 1) faults.push(`${repairId} has ${open.length} open escalations`);
    for (const one of open)
      if (one.nextStepAt && !rows.timers.has(deterministicId('escalation.step', one.id)))
        faults.push(`escalation of ${repairId} has no timer`);
  }
  return faults;
};

/** What must hold of the service loop at every moment between two commits; empty: everything does. */
export const loopFaults = async (deps: Deps, communityId: string): Promise<string[]> => {
  const rows = await readRows(deps, communityId);
  const { policy } = await readPolicyInForce(deps.db.reader, communityId);
  return [
    ...promiseFaults(rows, policy, deps.clock.now()),
    ...orderFaults(rows),
    ...(await workerFaults(deps, communityId, rows)),
    ...(await escalationFaults(deps, communityId, rows)),
  ];
};
