import type { Connection } from 'mysql2/promise';
import { atWall, toDay } from 'shared-types/time';
import type { OpenOrder } from '../src/features/dispatch/dispatch.door.js';
import { areasOf } from '../src/features/dispatch/dispatch.store.js';
import { newId } from '../src/kernel/ids.js';
import { sqlTime } from '../src/platform/database/rows.js';

/** Numbers that look random and are the same in every run. */
export const dice = (seed: number): ((sides: number) => number) => {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

const trades = ['plumber', 'electrician', 'hvac', 'carpenter', 'cleaner', 'guard'];
const buildings = 40;
const limit = 5;
const perStatement = 2000;

const insert = async (db: Connection, table: string, columns: string, rows: unknown[][]): Promise<void> => {
  for (let from = 0; from < rows.length; from += perStatement)
    await db.query(`INSERT INTO ${table} (${columns}) VALUES ?`, [rows.slice(from, from + perStatement)]);
};

export interface DispatchWorld {
  communityId: string;
  workers: number;
  /** The same few orders in every round, each at another building. */
  orders: OpenOrder[];
}

/**
 * A community whose workers stand as on a busy day: two in three on shift, a third serve three buildings only, loads from
 * nothing to full, most of them were in some building lately.
 */
export const fillCommunity = async (db: Connection, workers: number, now: Date): Promise<DispatchWorld> => {
  const roll = dice(workers);
  const communityId = newId(now);
  const at = sqlTime(now);
  const day = toDay(now);
  const buildingIds = Array.from({ length: buildings }, () => newId(now));
  await db.query('INSERT INTO community (id, name, created_at) VALUES (?, ?, ?)', [communityId, '阳光花园', at]);
  await insert(
    db,
    'building',
    'community_id, id, code, name, position, map_x, map_y',
    buildingIds.map((id, i) => [communityId, id, `${i}`, `${i}栋`, i, (i % 8) * 70, Math.floor(i / 8) * 90]),
  );
  const rows = { account: [], post: [], shift: [], worker: [], skill: [], place: [] } as Record<string, unknown[][]>;
  for (let i = 0; i < workers; i++) {
    const id = newId(now);
    const skills = [trades[i % trades.length], ...(roll(3) === 0 ? ['mason'] : [])];
    const areaIds = roll(3) === 0 ? [0, 1, 2].map(() => buildingIds[roll(buildings)] ?? '') : [];
    const areas = [...new Set(areaIds)];
    const onShift = roll(3) > 0;
    const inHand = Math.min(roll(limit + 1), roll(limit + 1));
    const quality = 7000 + roll(3000);
    const building = roll(5) === 0 ? null : buildingIds[roll(buildings)];
    const papers = [{ kind: 'electrician', number: 'T', validUntil: '2099-12-31' }];
    rows.account?.push([id, `bench-${id}`, `师傅${i}`, '-', 'own', at]);
    rows.post?.push([
      communityId,
      id,
      'engineering',
      1,
      '["engineer"]',
      JSON.stringify(skills),
      JSON.stringify(areas),
      null,
      JSON.stringify(papers),
    ]);
    const [from, to] = onShift ? [0, 24] : [24, 32];
    rows.shift?.push([communityId, newId(now), id, sqlTime(atWall(day, from)), sqlTime(atWall(day, to))]);
    rows.worker?.push([
      communityId,
      id,
      `师傅${i}`,
      'engineering',
      1,
      onShift,
      null,
      inHand,
      limit,
      building,
      quality,
      i % 90,
      9,
      40,
      3,
      3,
      0,
      at,
    ]);
    for (const skill of skills)
      for (const area of areasOf(areas, true))
        rows.skill?.push([communityId, skill, area, id, onShift && inHand < limit, inHand, building, quality]);
    rows.place?.push([communityId, `building:${buildingIds[roll(buildings)]}`, id, 1 + roll(20), at]);
  }
  await insert(db, 'staff_account', 'id, username, name, password_hash, password_kind, created_at', rows.account ?? []);
  await insert(
    db,
    'staff_post',
    'community_id, staff_id, department, active, roles, skills, area_ids, order_limit, certificates',
    rows.post ?? [],
  );
  await insert(db, 'shift', 'community_id, id, staff_id, starts_at, ends_at', rows.shift ?? []);
  await insert(
    db,
    'dispatch_worker',
    'community_id, worker_id, name, department, active, on_shift, shift_ends_at, in_hand, order_limit, building_id, quality_bp, finished, stars_count, stars_sum, checks_count, checks_passed, reworks, updated_at',
    rows.worker ?? [],
  );
  await insert(
    db,
    'dispatch_skill',
    'community_id, skill, area_id, worker_id, ready, in_hand, building_id, quality_bp',
    rows.skill ?? [],
  );
  await insert(db, 'dispatch_place', 'community_id, place_key, worker_id, finished, last_at', rows.place ?? []);
  return {
    communityId,
    workers,
    orders: trades.flatMap((skill) =>
      [0, 1].map(() => ({
        communityId,
        repairId: newId(now),
        orderId: newId(now),
        skill,
        buildingId: buildingIds[roll(buildings)] ?? null,
        houseId: newId(now),
        urgency: 'general' as const,
        createdAt: now,
        passedBy: [],
      })),
    ),
  };
};
