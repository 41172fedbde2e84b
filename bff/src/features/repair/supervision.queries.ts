import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { listCandidates, listDispatches } from 'shared-types/dispatch';
import type { EscalationView, listCallbacks, listEscalations } from 'shared-types/supervision';
import { toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { repairWords } from '../../locales/repair.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readDecisions, weigh } from '../dispatch/dispatch.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { toOpenOrder } from './commands/openOrder.js';
import type { EscalationEntity } from './loop.entity.js';
import { isOpenOrder, mainOrder, ordersOfRound } from './loop.rules.js';
import * as store from './loop.store.js';
import { staffPromise } from './promise.rules.js';
import type { RepairEntity } from './repair.entity.js';
import { findOrders, findRepair, findRepairs } from './repair.store.js';

const briefOf = (repair: RepairEntity) => ({
  repairId: repair.id,
  number: repair.number,
  title: repair.title,
  placeLabel: repair.placeLabel,
  urgency: repair.urgency,
});

const presentEscalation = (one: EscalationEntity, repair: RepairEntity, actor: StaffActor): EscalationView => ({
  id: one.id,
  level: one.level,
  since: toInstant(one.openedAt),
  follower: one.followerName,
  ...briefOf(repair),
  department: one.department,
  cause: one.cause,
  words: repairWords.causes[one.cause],
  promise: one.closedAt ? null : staffPromise(repair),
  nextStepAt: one.nextStepAt ? toInstant(one.nextStepAt) : null,
  closedAt: one.closedAt ? toInstant(one.closedAt) : null,
  mayFollow: one.closedAt === null && one.followerId !== actor.id && actor.permissions.has('escalation.follow'),
});

export const listEscalated = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof listEscalations>,
): Promise<ResponseOf<typeof listEscalations>> => {
  const [at, id] = decodeCursor(query.cursor, 2);
  const rows = await store.listEscalationRows(deps.db.reader, actor.communityId, {
    open: query.scope === 'open',
    department: query.department,
    level: query.level,
    before: at && id ? { at: new Date(at), id } : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const repairs = await findRepairs(
    deps.db.reader,
    actor.communityId,
    shown.map((one) => one.repairId),
  );
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap((one) => {
      const repair = repairs.get(one.repairId);
      return repair ? [presentEscalation(one, repair, actor)] : [];
    }),
    nextCursor: last ? encodeCursor(last.openedAt.toISOString(), last.id) : null,
  };
};

export const readEscalation = async (deps: Deps, actor: StaffActor, id: string): Promise<EscalationView> => {
  const one = await store.findEscalation(deps.db.reader, actor.communityId, id);
  const repair = one ? await findRepair(deps.db.reader, actor.communityId, one.repairId) : null;
  if (!one || !repair) throw new AppError('escalation.not_found');
  return presentEscalation(one, repair, actor);
};

/** Finished emergencies whose owners are to be called (C5), the nearest deadline first. */
export const listCallbacksDue = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof listCallbacks>,
): Promise<ResponseOf<typeof listCallbacks>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const [due, id] = decodeCursor(query.cursor, 2);
  const rows = await store.listCallbackPromises(reader, communityId, {
    after: due && id ? { due: new Date(due), id } : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const ids = shown.map((one) => one.repairId);
  const [repairs, orders, tries] = await Promise.all([
    findRepairs(reader, communityId, ids),
    findOrders(reader, communityId, ids),
    store.findCallbackTries(reader, communityId, ids),
  ]);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap((promise) => {
      const repair = repairs.get(promise.repairId);
      if (!repair) return [];
      const main = mainOrder({ repair, orders: orders.filter((order) => order.repairId === repair.id) });
      const missed = tries.filter((one) => one.repairId === repair.id && one.round === promise.round);
      return [
        {
          ...briefOf(repair),
          contactName: repair.contactName,
          finishedAt: toInstant(promise.startedAt),
          workerName: main?.workerName ?? null,
          result: main?.result ?? null,
          promise: {
            kind: 'callback' as const,
            startedAt: toInstant(promise.startedAt),
            dueAt: toInstant(promise.dueAt),
            pausedAt: null,
          },
          tries: missed.length,
          lastTryAt: missed.at(-1) ? toInstant(missed.at(-1)?.at ?? promise.startedAt) : null,
        },
      ];
    }),
    nextCursor: last ? encodeCursor(last.dueAt.toISOString(), last.id) : null,
  };
};

export const listDispatchesOf = async (
  deps: Deps,
  actor: StaffActor,
  repairId: string,
): Promise<ResponseOf<typeof listDispatches>> => ({
  items: await readDecisions(deps.db.reader, actor.communityId, repairId),
});

/** Who could take an order now, and who could not and why (C3). */
export const readCandidates = async (
  deps: Deps,
  actor: StaffActor,
  repairId: string,
  orderId: string | undefined,
): Promise<ResponseOf<typeof listCandidates>> => {
  const { reader } = deps.db;
  const repair = await findRepair(reader, actor.communityId, repairId);
  if (!repair) throw new AppError('repair.not_found');
  const orders = ordersOfRound({ repair, orders: await findOrders(reader, actor.communityId, [repairId]) });
  const order = orders.find((one) => (orderId ? one.id === orderId : isOpenOrder(one)));
  if (!order) return { orderId: null, candidates: [], excluded: [] };
  const { policy } = await readPolicyInForce(reader, actor.communityId);
  const weighed = await weigh(reader, await toOpenOrder(reader, repair, order), policy.dispatch, deps.clock.now());
  return { orderId: order.id, ...weighed };
};

/** What a dispatch by the button came to: the last decision of the order. */
export const readLastChoice = async (
  deps: Deps,
  actor: StaffActor,
  repairId: string,
): Promise<{ worker: { id: string; name: string } | null; words: string }> => {
  const [last] = await readDecisions(deps.db.reader, actor.communityId, repairId);
  return { worker: last?.worker ?? null, words: last?.words ?? '' };
};
