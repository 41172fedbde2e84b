import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import type { Reader } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { DispatchPlaceEntity, DispatchSkillEntity, DispatchWorkerEntity } from './dispatch.entity.js';
import { areasOf, findContenders, findVisits } from './dispatch.store.js';

let t: TestDeps;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());

const buildings = Array.from({ length: 20 }, (_, i) => `BUILDING${i}`);
const buildingOf = (i: number): string => buildings[i % buildings.length] ?? '';

/** Plumbers with loads from none to full, most of them ready, a third for one building only, each known in some building. */
const fill = (communityId: string, count: number): Promise<void> =>
  inTransaction(t.deps.db, async (tx) => {
    const rows = Array.from({ length: count }, (_, i) => {
      const inHand = i % 6;
      const onShift = i % 5 > 0;
      const workerId = newId(t.deps.clock.now());
      const buildingId = buildingOf(i);
      const ready = onShift && inHand < 5;
      const found = { communityId, workerId, inHand, buildingId, ready, qualityBp: 7000 + ((i * 37) % 3000) };
      const areas = areasOf(i % 3 === 0 ? [buildingOf(i + 1)] : [], true);
      const skills = areas.map((areaId) => ({ ...found, skill: 'plumber', areaId }));
      const place = {
        communityId,
        placeKey: `building:${buildingOf(i * 7)}`,
        workerId,
        finished: i % 50,
        lastAt: t.deps.clock.now(),
      };
      const worker = {
        ...{
          communityId,
          workerId,
          name: '师傅',
          department: 'engineering' as const,
          active: true,
          onShift,
          inHand,
          buildingId,
        },
        ...{ shiftEndsAt: null, orderLimit: 5, qualityBp: found.qualityBp, finished: 0, starsCount: 0, starsSum: 0 },
        ...{ checksCount: 0, checksPassed: 0, reworks: 0, updatedAt: t.deps.clock.now() },
      };
      return { skills, place, worker };
    });
    for (let from = 0; from < rows.length; from += 200) {
      const some = rows.slice(from, from + 200);
      await tx.insert(
        DispatchWorkerEntity,
        some.map(({ worker }) => worker),
      );
      await tx.insert(
        DispatchSkillEntity,
        some.flatMap(({ skills }) => skills),
      );
      await tx.insert(
        DispatchPlaceEntity,
        some.map(({ place }) => place),
      );
    }
  });

const search = (communityId: string) => ({
  communityId,
  skill: 'plumber',
  buildingId: buildingOf(3),
  houseId: 'HOUSE',
  nearBuildingIds: [3, 4, 5, 6].map(buildingOf),
  most: 11,
});

/** What the engine reads: rows on MariaDB, the plan on SQLite. */
const effortOf = async (act: (reader: Reader) => Promise<unknown>): Promise<{ rows: number; scans: string[] }> => {
  const runner = t.deps.db.source.createQueryRunner();
  try {
    const reader = runner.manager as Reader;
    if (t.deps.db.engine === 'sqlite') {
      const scans: string[] = [];
      const explaining = Object.create(reader, {
        query: {
          value: async (sql: string, values: unknown[]) => {
            const plan: { detail: string }[] = await reader.query(`EXPLAIN QUERY PLAN ${sql}`, values);
            scans.push(
              ...plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?!p\d+$)|TEMP B-TREE/.test(detail)),
            );
            return reader.query(sql, values);
          },
        },
      }) as Reader;
      await act(explaining);
      return { rows: 0, scans };
    }
    await runner.query('FLUSH STATUS');
    await act(reader);
    const status: { Variable_name: string; Value: string }[] = await runner.query(
      "SHOW SESSION STATUS LIKE 'Handler_read%'",
    );
    return { rows: status.reduce((sum, { Value }) => sum + Number(Value), 0), scans: [] };
  } finally {
    await runner.release();
  }
};

test('a choice reads as much among six thousand as among six hundred, and scans and sorts nothing', async () => {
  const [small, large] = [newId(t.deps.clock.now()), newId(t.deps.clock.now())];
  await fill(small, 600);
  await fill(large, 6000);
  const look = (communityId: string) => async (reader: Reader) => {
    const ids = await findContenders(reader, search(communityId));
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.length).toBeLessThan(100);
    const visits = await findVisits(reader, communityId, { houseId: 'HOUSE', buildingId: buildingOf(3) }, ids);
    expect(visits.size).toBe(ids.length);
    expect([...visits.values()].some(({ building }) => building > 0)).toBe(true);
  };
  const [few, many] = [await effortOf(look(small)), await effortOf(look(large))];
  expect(many.scans).toEqual([]);
  expect(many.rows).toBeLessThan(1000);
  expect(many.rows).toBeLessThanOrEqual(few.rows * 1.25 + 10);
});

test('while few are ready, all of them are looked at', async () => {
  const communityId = newId(t.deps.clock.now());
  await fill(communityId, 24);
  const rows = await t.deps.db.reader.findBy(DispatchSkillEntity, { communityId, ready: true });
  const serving = rows.filter(({ areaId }) => areaId === 'everywhere' || areaId === buildingOf(3));
  const found = new Set(await findContenders(t.deps.db.reader, search(communityId)));
  expect(serving.length).toBeGreaterThan(8);
  expect(serving.filter(({ workerId }) => !found.has(workerId))).toEqual([]);
});
