import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { readBoardDay, readRepairBoard } from 'shared-types/staffRepair';
import { toDay, toInstant, wall } from 'shared-types/time';
import { eventTitle } from '../../locales/repair.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { countWorkers } from '../dispatch/dispatch.door.js';
import { countPendingBindings } from '../identity/identity.door.js';
import * as store from './board.store.js';
import { countKept, countOpenCallbacks } from './loop.store.js';
import { startOfDay } from './repair.queries.js';

const dayMs = 86_400_000;
const week = 7;

/** Kept and missed by day, and the share that was kept; null: none fell due. */
const onTimeOf = (
  rows: readonly { dueAt: Date; kept: boolean }[],
  today: Date,
): ResponseOf<typeof readRepairBoard>['onTime'] => {
  const days = Array.from({ length: week }, (_, index) => {
    const day = toDay(new Date(today.getTime() - (week - 1 - index) * dayMs));
    const ofDay = rows.filter((row) => toDay(row.dueAt) === day);
    const kept = ofDay.filter((row) => row.kept).length;
    return { day, kept, missed: ofDay.length - kept };
  });
  const kept = rows.filter((row) => row.kept).length;
  return { percent: rows.length === 0 ? null : Math.round((kept / rows.length) * 1000) / 10, days };
};

/** Figures above the board; `countChecks` belongs to the feature that draws them. */
export const readBoard = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof readRepairBoard>,
  countChecks: (deps: Deps, communityId: string) => Promise<number>,
): Promise<ResponseOf<typeof readRepairBoard>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const now = deps.clock.now();
  const dayStart = startOfDay(now);
  const department = query.department ?? null;
  const [figures, pendingBindings, callbacks, spotChecks, kept, workers] = await Promise.all([
    store.readBoardFigures(reader, communityId, { now, dayStart, department }),
    countPendingBindings(reader, communityId),
    countOpenCallbacks(reader, communityId),
    countChecks(deps, communityId),
    countKept(reader, communityId, { from: new Date(dayStart.getTime() - (week - 1) * dayMs), to: now, department }),
    countWorkers(reader, communityId, department, now),
  ]);
  const { oldestOverAt, ...rest } = figures;
  return {
    ...rest,
    longestOverMinutes: oldestOverAt ? Math.floor((now.getTime() - oldestOverAt.getTime()) / 60_000) : null,
    pendingBindings,
    callbacks,
    spotChecks,
    onTime: onTimeOf(kept, now),
    workers,
  };
};

const mostLatest = 12;

/** 今天的节奏 and what has just happened. */
export const readDay = async (
  deps: Deps,
  actor: StaffActor,
  query: QueryOf<typeof readBoardDay>,
): Promise<ResponseOf<typeof readBoardDay>> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const from = startOfDay(now);
  const department = query.department ?? null;
  const [times, latest] = await Promise.all([
    store.readDayTimes(reader, actor.communityId, { from, to: new Date(from.getTime() + dayMs), department }),
    store.readLatestEvents(reader, actor.communityId, {
      since: new Date(now.getTime() - dayMs),
      department,
      limit: mostLatest,
    }),
  ]);
  const hours = Array.from({ length: 24 }, () => ({ reported: 0, finished: 0 }));
  for (const [kind, list] of [
    ['reported', times.reported],
    ['finished', times.finished],
  ] as const)
    for (const at of list) {
      const hour = hours[wall(at).hour];
      if (hour) hour[kind] += 1;
    }
  return {
    hours,
    latest: latest.map((event) => ({
      repairId: event.repairId,
      at: toInstant(event.at),
      text: `${eventTitle(event, 'staff')} · ${event.placeLabel}`,
    })),
  };
};
