import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import {
  DispatchDecisionEntity,
  DispatchPlaceEntity,
  DispatchSkillEntity,
  DispatchWorkerEntity,
} from './dispatch.entity.js';
import type { Knowledge } from './dispatch.rules.js';

/** Areas of dispatch_skill that are no buildings. */
const everywhere = 'everywhere';
const outside = 'outside';
const unpapered = 'unpapered';

/**
 * The rows by which somebody is found for a skill: everywhere, or the buildings that they serve and all open ground. Who
 * lacks the paper stands apart, so that they are never in the way of those who may do the work.
 */
export const areasOf = (areaIds: readonly string[], mayWork: boolean): string[] => {
  if (!mayWork) return [unpapered];
  return areaIds.length === 0 ? [everywhere] : [outside, ...areaIds];
};

export interface Search {
  communityId: string;
  skill: string;
  buildingId: string | null;
  houseId: string | null;
  /** The order's building and its neighbours. */
  nearBuildingIds: readonly string[];
  /** The least loaded that are looked at. */
  most: number;
}

const perBuilding = 2;
const perLevel = 2;
const knowers = 4;
/** For the explanation; also the fullest, whose lesser work may be put off. */
const leftOut = 3;
/** Loads at which the best hands are looked for by name: an index cannot go up in one column and down in the next. */
const levels = [0, 1];

type Part = { sql: string; values: unknown[] };

const part = (search: Search, area: string, where: string, values: unknown[], order: string, limit: number): Part => ({
  sql: `SELECT worker_id FROM dispatch_skill WHERE community_id = ? AND skill = ? AND area_id = ? AND ${where}
    ORDER BY ${order} LIMIT ${limit}`,
  values: [search.communityId, search.skill, area, ...values],
});

const placeKeys = (at: { houseId: string | null; buildingId: string | null }): string[] => [
  ...(at.houseId === null ? [] : [`house:${at.houseId}`]),
  ...(at.buildingId === null ? [] : [`building:${at.buildingId}`]),
];

/**
 * Who could come into question for an order, and some who would but for one thing: a bounded union of short walks along
 * indexes, however many workers there are. While few are ready it holds all of them.
 */
export const findContenders = async (reader: Reader, search: Search): Promise<string[]> => {
  const areas = [everywhere, search.buildingId ?? outside];
  const parts: Part[] = areas.flatMap((area) => [
    part(search, area, 'ready = 1', [], 'in_hand', search.most),
    ...levels.map((level) => part(search, area, 'ready = 1 AND in_hand = ?', [level], 'quality_bp DESC', perLevel)),
    ...search.nearBuildingIds.map((id) =>
      part(search, area, 'ready = 1 AND building_id = ?', [id], 'in_hand', perBuilding),
    ),
    part(search, area, 'ready = 0', [], 'in_hand DESC', leftOut),
    part(search, area, 'ready = 0', [], 'in_hand', leftOut),
  ]);
  // Who has no paper, or serves other buildings only, is told so.
  parts.push(part(search, unpapered, 'ready = 1', [], 'in_hand', leftOut));
  if (search.buildingId !== null) parts.push(part(search, outside, 'ready = 1', [], 'in_hand', leftOut));
  for (const key of placeKeys(search))
    parts.push({
      sql: `SELECT worker_id FROM dispatch_place WHERE community_id = ? AND place_key = ?
        ORDER BY finished DESC LIMIT ${knowers}`,
      values: [search.communityId, key],
    });
  const rows = await selectRows(
    reader,
    parts.map(({ sql }, index) => `SELECT worker_id FROM (${sql}) p${index}`).join(' UNION ALL '),
    parts.flatMap(({ values }) => values),
  );
  return [...new Set(rows.map((row) => String(row.worker_id)))];
};

export const findWorkers = (reader: Reader, communityId: string, ids: string[]): Promise<DispatchWorkerEntity[]> =>
  selectAll(reader, DispatchWorkerEntity, { where: { communityId, workerId: ids } });

export const findWorker = (
  reader: Reader,
  communityId: string,
  workerId: string,
): Promise<DispatchWorkerEntity | null> => selectOne(reader, DispatchWorkerEntity, { communityId, workerId });

/** Everybody of a community; for lists of people, never for a choice. */
export const findAllWorkers = (reader: Reader, communityId: string): Promise<DispatchWorkerEntity[]> =>
  selectAll(reader, DispatchWorkerEntity, { where: { communityId } });

export type Visits = Pick<Knowledge, 'house' | 'building'>;

const noPlace = '-';

/**
 * How often each of these people has finished an order at a house and in its building. Led by the people, so that each is
 * looked up by the whole key: by place and person in two lists, MariaDB reads everybody who was ever there.
 */
export const findVisits = async (
  reader: Reader,
  communityId: string,
  place: { houseId: string | null; buildingId: string | null },
  workerIds: string[],
): Promise<ReadonlyMap<string, Visits>> => {
  if (workerIds.length === 0 || placeKeys(place).length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT w.worker_id, h.finished AS at_house, b.finished AS at_building FROM dispatch_worker w
     LEFT JOIN dispatch_place h ON h.community_id = ? AND h.place_key = ? AND h.worker_id = w.worker_id
     LEFT JOIN dispatch_place b ON b.community_id = ? AND b.place_key = ? AND b.worker_id = w.worker_id
     WHERE w.community_id = ? AND w.worker_id IN (${marks(workerIds)})`,
    [
      ...[communityId, place.houseId === null ? noPlace : `house:${place.houseId}`],
      ...[communityId, place.buildingId === null ? noPlace : `building:${place.buildingId}`],
      ...[communityId, ...workerIds],
    ],
  );
  return new Map(
    rows.map((row) => [
      String(row.worker_id),
      { house: toNumber(row.at_house ?? 0), building: toNumber(row.at_building ?? 0) },
    ]),
  );
};

/** The row of somebody, locked by being touched; an insert that ignores a double would share its lock and deadlock. */
export const ensureWorker = async (tx: Tx, fresh: DispatchWorkerEntity): Promise<void> => {
  await tx
    .createQueryBuilder()
    .insert()
    .into(DispatchWorkerEntity)
    .values(fresh)
    .orUpdate(['name'], ['community_id', 'worker_id'])
    .execute();
};

export const updateWorker = async (
  tx: Tx,
  communityId: string,
  workerId: string,
  change: Partial<DispatchWorkerEntity>,
): Promise<void> => {
  await tx.update(DispatchWorkerEntity, { communityId, workerId }, change);
};

/** One more in hand, unless the limit is reached: one statement decides, whoever else claims. */
export const takePlace = async (tx: Tx, communityId: string, workerId: string): Promise<boolean> => {
  const { affected } = await tx
    .createQueryBuilder()
    .update(DispatchWorkerEntity)
    .set({ inHand: () => 'in_hand + 1' })
    .where('community_id = :communityId AND worker_id = :workerId', { communityId, workerId })
    .andWhere('active = 1 AND in_hand < order_limit')
    .execute();
  return affected === 1;
};

/** One less in hand; false when there was none. */
export const givePlace = async (tx: Tx, communityId: string, workerId: string): Promise<boolean> => {
  const { affected } = await tx
    .createQueryBuilder()
    .update(DispatchWorkerEntity)
    .set({ inHand: () => 'in_hand - 1' })
    .where('community_id = :communityId AND worker_id = :workerId AND in_hand > 0', { communityId, workerId })
    .execute();
  return affected === 1;
};

export type Counter = 'finished' | 'starsCount' | 'starsSum' | 'checksCount' | 'checksPassed' | 'reworks';
const counterColumns: Record<Counter, string> = {
  finished: 'finished',
  starsCount: 'stars_count',
  starsSum: 'stars_sum',
  checksCount: 'checks_count',
  checksPassed: 'checks_passed',
  reworks: 'reworks',
};

export const raiseCounters = async (
  tx: Tx,
  communityId: string,
  workerId: string,
  by: Partial<Record<Counter, number>>,
): Promise<void> => {
  const counters = Object.keys(by) as Counter[];
  await tx.query(
    `UPDATE dispatch_worker SET ${counters.map((name) => `${counterColumns[name]} = ${counterColumns[name]} + ?`).join(', ')}
     WHERE community_id = ? AND worker_id = ?`,
    [...counters.map((name) => by[name] ?? 0), communityId, workerId],
  );
};

/** One more order finished at these places. The worker's row is held, so nobody else counts for them meanwhile. */
export const countVisit = async (
  tx: Tx,
  visit: { communityId: string; workerId: string; houseId: string | null; buildingId: string | null; at: Date },
): Promise<void> => {
  const { communityId, workerId, at } = visit;
  for (const placeKey of placeKeys(visit)) {
    const raised = await tx
      .createQueryBuilder()
      .update(DispatchPlaceEntity)
      .set({ finished: () => 'finished + 1', lastAt: at })
      .where({ communityId, placeKey, workerId })
      .execute();
    if (raised.affected === 0)
      await tx.insert(DispatchPlaceEntity, { communityId, placeKey, workerId, finished: 1, lastAt: at });
  }
};

const isReady = (worker: DispatchWorkerEntity): boolean =>
  worker.active && worker.onShift && worker.inHand < worker.orderLimit;

/** Brings the index in step with the row of truth, which the caller has just changed and so holds. */
export const stepSkills = async (tx: Tx, worker: DispatchWorkerEntity): Promise<void> => {
  const { communityId, workerId, inHand, buildingId, qualityBp } = worker;
  await tx.update(
    DispatchSkillEntity,
    { communityId, workerId },
    { ready: isReady(worker), inHand, buildingId, qualityBp },
  );
};

export const findSkillRows = (reader: Reader, communityId: string, workerId: string): Promise<DispatchSkillEntity[]> =>
  selectAll(reader, DispatchSkillEntity, { where: { communityId, workerId } });

/** The index rows of a worker as they should be; true when they are found by other skills or areas than before. */
export const replaceSkills = async (
  tx: Tx,
  worker: DispatchWorkerEntity,
  wanted: readonly { skill: string; areaId: string }[],
): Promise<boolean> => {
  const { communityId, workerId, inHand, buildingId, qualityBp } = worker;
  const keyOf = (row: { skill: string; areaId: string }): string => `${row.skill}|${row.areaId}`;
  const before = new Set((await findSkillRows(tx, communityId, workerId)).map(keyOf));
  if (before.size === wanted.length && wanted.every((row) => before.has(keyOf(row)))) {
    await stepSkills(tx, worker);
    return false;
  }
  await tx.delete(DispatchSkillEntity, { communityId, workerId });
  const rest = { communityId, workerId, ready: isReady(worker), inHand, buildingId, qualityBp };
  for (let from = 0; from < wanted.length; from += 200)
    await tx.insert(
      DispatchSkillEntity,
      wanted.slice(from, from + 200).map((row) => ({ ...row, ...rest })),
    );
  return true;
};

export const insertDecision = async (tx: Tx, decision: DispatchDecisionEntity): Promise<void> => {
  await tx.insert(DispatchDecisionEntity, decision);
};

const mostDecisions = 100;

export const findDecisions = (
  reader: Reader,
  communityId: string,
  repairId: string,
): Promise<DispatchDecisionEntity[]> =>
  selectAll(reader, DispatchDecisionEntity, {
    where: { communityId, repairId },
    orderBy: 't.at DESC, t.id DESC',
    limit: mostDecisions,
  });

export const findDecisionWords = async (reader: Reader, communityId: string, id: string): Promise<string | null> => {
  const [row] = await selectRows(reader, `SELECT words FROM dispatch_decision WHERE community_id = ? AND id = ?`, [
    communityId,
    id,
  ]);
  return row ? String(row.words) : null;
};
