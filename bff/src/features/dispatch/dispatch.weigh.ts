import type { ExcludedView, HardRule } from 'shared-types/dispatch';
import type { ServicePolicy } from 'shared-types/policy';
import type { Reader } from '../../platform/database/access.js';
import { readWorkersByIds, type WorkerAt } from '../identity/identity.door.js';
import { assign, inOrder, mostAtOnce, type Task } from './assignment.rules.js';
import { readSpots } from './buildings.js';
import { certificateNeeds } from './certificates.js';
import type { DispatchWorkerEntity } from './dispatch.entity.js';
import type { Choice, OpenOrder, Weighed } from './dispatch.model.js';
import { byRest, faultsOf, totalTenths } from './dispatch.rules.js';
import { findContenders, findVisits, findWorkers } from './dispatch.store.js';
import {
  presentCandidate,
  presentChoice,
  presentExcluded,
  presentNobody,
  presentStranger,
  type Weighing,
  type WorkerDetail,
} from './dispatch.view.js';
import { nearestTo, reachOf, type Spot } from './distance.rules.js';
import { newcomerBp } from './quality.rules.js';

type Policy = ServicePolicy['dispatch'];

const leastLooked = 10;
const mostLooked = 64;
const neighbours = 3;
const mostCandidates = 20;
const mostExcluded = 12;
const mostFull = 10;

/** Who they are and when they work is identity's; what they have in hand is dispatch's. */
export const detailOf = (
  truth: WorkerAt,
  row: DispatchWorkerEntity | undefined,
  defaultLimit: number,
): WorkerDetail => ({
  id: truth.id,
  name: truth.name,
  active: truth.active && truth.takesOrders,
  onShift: truth.onShift,
  skills: truth.skills,
  certificates: truth.certificates,
  areaIds: truth.areaIds,
  inHand: row?.inHand ?? 0,
  // A claim goes by the row, which a change of policy reaches a little later.
  limit: Math.min(row?.orderLimit ?? Number.POSITIVE_INFINITY, truth.orderLimit ?? defaultLimit),
  buildingId: row?.buildingId ?? null,
  qualityBp: row?.qualityBp ?? newcomerBp,
  finished: row?.finished ?? 0,
  starsCount: row?.starsCount ?? 0,
  starsSum: row?.starsSum ?? 0,
  reworks: row?.reworks ?? 0,
  lastEndedAt: truth.lastEndedAt,
  nextStartsAt: truth.nextStartsAt,
});

interface Looked {
  order: OpenOrder;
  spots: readonly Spot[];
  fit: Weighing[];
  out: { weighing: Weighing; faults: readonly HardRule[] }[];
}

const look = async (reader: Reader, orders: readonly OpenOrder[], policy: Policy, now: Date): Promise<Looked[]> => {
  const communityId = orders[0]?.communityId ?? '';
  if (orders.some((order) => order.communityId !== communityId)) throw new Error('orders of one community at once');
  const spots = await readSpots(
    reader,
    communityId,
    orders.flatMap(({ buildingId }) => buildingId ?? []),
  );
  const most = Math.min(leastLooked + orders.length, mostLooked);
  const found = await Promise.all(
    orders.map(async (order) => {
      const nearBuildingIds = order.buildingId === null ? [] : nearestTo(spots, order.buildingId, neighbours);
      const ids = await findContenders(reader, { ...order, nearBuildingIds, most });
      return { order, ids: [...new Set([...ids, ...order.passedBy])] };
    }),
  );
  const ids = [...new Set(found.flatMap((one) => one.ids))];
  const [truths, rows, visits] = await Promise.all([
    readWorkersByIds(reader, communityId, ids, now),
    findWorkers(reader, communityId, ids),
    Promise.all(found.map((one) => findVisits(reader, communityId, one.order, one.ids))),
  ]);
  const rowOf = new Map(rows.map((row) => [row.workerId, row]));
  const details = new Map(
    [...truths].map(([id, truth]) => [id, detailOf(truth, rowOf.get(id), policy.defaultLimit)] as const),
  );
  return found.map(({ order, ids: own }, index) => {
    const looked: Looked = { order, spots, fit: [], out: [] };
    for (const worker of own.flatMap((id) => details.get(id) ?? [])) {
      const faults = faultsOf(worker, order, certificateNeeds, now);
      const visited = visits[index]?.get(worker.id) ?? { house: 0, building: 0 };
      const named = order.buildingId !== null && worker.areaIds.includes(order.buildingId);
      const reach = reachOf(spots, worker.buildingId, order.buildingId);
      const weighing = { worker, known: { ...visited, named }, reach };
      if (faults.length === 0) looked.fit.push(weighing);
      else if (worker.skills.includes(order.skill)) looked.out.push({ weighing, faults });
    }
    return looked;
  });
};

const fittestFirst =
  (policy: Policy, extraOf: (workerId: string) => number) =>
  (a: Weighing, b: Weighing): number =>
    totalTenths(b, policy.weights, extraOf(b.worker.id)) - totalTenths(a, policy.weights, extraOf(a.worker.id)) ||
    byRest(a.worker, b.worker);

/** Who is nearest to being asked is told first. */
const tellingOrder: readonly HardRule[] = ['refused', 'certificate', 'limit', 'area', 'shift', 'skill', 'inactive'];

const presentOut = ({ order, spots, out }: Looked, now: Date): ExcludedView[] =>
  out
    .map(({ weighing, faults }) =>
      presentExcluded(weighing.worker, faults, { skill: order.skill, needs: certificateNeeds, spots, now }),
    )
    .sort(
      (a, b) => tellingOrder.indexOf(a.rule) - tellingOrder.indexOf(b.rule) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    )
    .slice(0, mostExcluded);

const noExtra = (): number => 0;

/** Everybody who could be asked for one order, and who could not and why. */
export const weighOrder = async (reader: Reader, order: OpenOrder, policy: Policy, now: Date): Promise<Weighed> => {
  const [looked] = await look(reader, [order], policy, now);
  if (!looked) return { candidates: [], excluded: [] };
  const seen = { spots: looked.spots, buildingId: order.buildingId, extra: 0 };
  return {
    candidates: looked.fit
      .sort(fittestFirst(policy, noExtra))
      .slice(0, mostCandidates)
      .map((weighing) => presentCandidate(weighing, policy.weights, seen)),
    excluded: presentOut(looked, now),
  };
};

const highestTenths = 1000;

const taskOf = ({ order, fit }: Looked, policy: Policy, extraOf: (workerId: string) => number): Task => ({
  id: order.orderId,
  urgent: order.urgency === 'emergency',
  createdAt: order.createdAt,
  options: [...fit].sort(fittestFirst(policy, extraOf)).map((weighing) => {
    const { worker } = weighing;
    const extra = extraOf(worker.id);
    const places = Math.max(0, Math.min(mostAtOnce, worker.limit - worker.inHand - extra));
    return {
      workerId: worker.id,
      costs: Array.from(
        { length: places },
        (_, more) => highestTenths - totalTenths(weighing, policy.weights, extra + more),
      ),
    };
  }),
});

const choiceOf = (
  looked: Looked,
  workerId: string | undefined,
  extraOf: (workerId: string) => number,
  context: { policy: Policy; now: Date },
): Choice => {
  const { order, spots, out } = looked;
  const { policy, now } = context;
  const best = fittestFirst(policy, extraOf);
  // Whoever was filled up in the same breath is no candidate any more.
  const fit = looked.fit.filter(({ worker }) => worker.inHand + extraOf(worker.id) < worker.limit).sort(best);
  const excluded = presentOut(looked, now);
  const chosen = fit.find(({ worker }) => worker.id === workerId);
  const shown = fit.slice(0, mostCandidates);
  if (chosen && !shown.includes(chosen)) shown[shown.length - 1] = chosen;
  return {
    orderId: order.orderId,
    worker: chosen ? { id: chosen.worker.id, name: chosen.worker.name } : null,
    candidates: shown.map((weighing) =>
      presentCandidate(weighing, policy.weights, {
        spots,
        buildingId: order.buildingId,
        extra: extraOf(weighing.worker.id),
      }),
    ),
    excluded,
    full: out
      .filter(({ faults }) => faults.length === 1 && faults[0] === 'limit')
      .map(({ weighing }) => weighing)
      .sort(best)
      .slice(0, mostFull)
      .map(({ worker }) => ({ id: worker.id, name: worker.name })),
    words: chosen ? presentChoice(chosen, fit, order.skill, extraOf) : presentNobody(order.skill, excluded),
  };
};

/**
 * Chooses for several orders at once. Emergencies first; sixteen at a time are weighed together, and the next sixteen
 * know what the first were given.
 */
export const chooseWorkers = async (
  reader: Reader,
  orders: readonly OpenOrder[],
  policy: Policy,
  now: Date,
): Promise<Choice[]> => {
  if (orders.length === 0) return [];
  const given = new Map<string, number>();
  const extraOf = (workerId: string): number => given.get(workerId) ?? 0;
  const queue = inOrder(
    (await look(reader, orders, policy, now)).map((looked) => ({
      looked,
      id: looked.order.orderId,
      urgent: looked.order.urgency === 'emergency',
      createdAt: looked.order.createdAt,
    })),
  ).map(({ looked }) => looked);
  const choices = new Map<string, Choice>();
  for (let from = 0; from < queue.length; from += mostAtOnce) {
    const batch = queue.slice(from, from + mostAtOnce);
    const chosen = assign(batch.map((looked) => taskOf(looked, policy, extraOf)));
    for (const looked of batch) {
      const { orderId } = looked.order;
      const choice = choiceOf(looked, chosen.get(orderId), extraOf, { policy, now });
      choices.set(orderId, choice);
      if (choice.worker) given.set(choice.worker.id, extraOf(choice.worker.id) + 1);
    }
  }
  return orders.flatMap(({ orderId }) => choices.get(orderId) ?? []);
};

/** The hard rule that one worker breaks for one order; null: none. */
export const faultOfWorker = async (
  reader: Reader,
  order: OpenOrder,
  workerId: string,
  seen: { policy: Policy; now: Date },
): Promise<ExcludedView | null> => {
  const { communityId, buildingId, skill } = order;
  const truth = (await readWorkersByIds(reader, communityId, [workerId], seen.now)).get(workerId);
  if (!truth) return presentStranger(workerId);
  const [row] = await findWorkers(reader, communityId, [workerId]);
  const worker = detailOf(truth, row, seen.policy.defaultLimit);
  const faults = faultsOf(worker, order, certificateNeeds, seen.now);
  if (faults.length === 0) return null;
  const spots = await readSpots(reader, communityId, [...worker.areaIds, ...(buildingId ? [buildingId] : [])]);
  return presentExcluded(worker, faults, { skill, needs: certificateNeeds, spots, now: seen.now });
};
