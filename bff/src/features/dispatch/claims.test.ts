import { makeWorld, monday, type World } from '../../../test/factories/dispatch.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { claimWorker, placeWorker, releaseWorker, setInHand, syncWorker } from './dispatch.door.js';

let t: TestDeps;
let w: World;
beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.deps.clock.set(monday);
  w = await makeWorld(t);
});

const within = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(t.deps.db, act);
const claim = (id: string): Promise<boolean> => within((tx) => claimWorker(tx, w.communityId, id));
const release = (id: string): Promise<void> => within((tx) => releaseWorker(tx, w.communityId, id));
const won = (claims: boolean[]): number => claims.filter(Boolean).length;
const atOnce = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

test('of a hundred claims at once exactly as many win as the limit allows', async () => {
  const id = await w.worker('周建国', { orderLimit: 5 });
  expect(won(await atOnce(100, () => claim(id)))).toBe(5);
  expect(await w.rowOf(id)).toMatchObject({ inHand: 5, orderLimit: 5 });
  expect(await w.indexOf(id)).toEqual({ 'plumber@everywhere': { ready: false, inHand: 5, buildingId: null } });
});

test('of a hundred claims at once for somebody of whom dispatch has not heard exactly five win', async () => {
  const id = await w.worker('新来的', { synced: false });
  expect(won(await atOnce(100, () => claim(id)))).toBe(5);
  expect(await w.rowOf(id)).toMatchObject({ inHand: 5, name: '新来的', department: 'engineering', onShift: false });
  await syncWorker(t.deps, w.communityId, id);
  expect(await w.rowOf(id)).toMatchObject({ inHand: 5, onShift: true });
  expect(await w.indexOf(id)).toMatchObject({ 'plumber@everywhere': { ready: false, inHand: 5 } });
});

test('claims, releases and syncs in any order leave the index as the row says, and the row as it was claimed', async () => {
  const ids = [
    await w.worker('甲', { orderLimit: 3 }),
    await w.worker('乙', { orderLimit: 3, areaIds: [w.home.buildingId] }),
  ];
  const counts = new Map(ids.map((id) => [id, 0]));
  const act = async (index: number): Promise<void> => {
    const id = ids[index % 2] ?? '';
    if (index % 9 === 0) return syncWorker(t.deps, w.communityId, id);
    if (!(await claim(id))) return;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (index % 3 === 0) return;
    await release(id);
    counts.set(id, (counts.get(id) ?? 0) - 1);
  };
  await Promise.all(Array.from({ length: 90 }, (_, index) => act(index)));
  for (const id of ids) {
    const row = await w.rowOf(id);
    expect(row?.inHand).toBe(counts.get(id));
    expect(row?.inHand).toBeLessThanOrEqual(3);
    const found = Object.values(await w.indexOf(id));
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each).toMatchObject({ inHand: row?.inHand, ready: (row?.inHand ?? 0) < 3 });
  }
});

test('a claim that is rolled back took nothing', async () => {
  const id = await w.worker('周建国');
  const failing = within(async (tx) => {
    await claimWorker(tx, w.communityId, id);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await w.rowOf(id)).toMatchObject({ inHand: 0 });
});

test('a place that is given back can be taken again, and never more than were taken', async () => {
  const id = await w.worker('周建国', { orderLimit: 1 });
  expect([await claim(id), await claim(id)]).toEqual([true, false]);
  await release(id);
  await release(id);
  expect(await w.rowOf(id)).toMatchObject({ inHand: 0 });
  expect(await w.indexOf(id)).toEqual({ 'plumber@everywhere': { ready: true, inHand: 0, buildingId: null } });
  expect(await claim(id)).toBe(true);
});

test('nobody and strangers cannot be claimed, released or placed', async () => {
  const elsewhere = await makeWorld(t);
  const id = await elsewhere.worker('别的小区');
  expect(await claim(id)).toBe(false);
  expect(await claim('NOBODY')).toBe(false);
  await release('NOBODY');
  await within((tx) => placeWorker(tx, w.communityId, id, w.home.buildingId));
  expect(await w.rowOf(id)).toBeNull();
  expect(await elsewhere.rowOf(id)).toMatchObject({ inHand: 0, buildingId: null });
});

test('where somebody is and what they have in hand stands in the row and in the index alike', async () => {
  const id = await w.worker('周建国', { skills: ['plumber', 'mason'], areaIds: [w.home.buildingId] });
  await within((tx) => placeWorker(tx, w.communityId, id, w.other.buildingId));
  for (let time = 0; time < 2; time++)
    await within((tx) =>
      setInHand(
        tx,
        w.communityId,
        new Map([
          [id, 7],
          ['NOBODY', 1],
        ]),
      ),
    );
  expect(await w.rowOf(id)).toMatchObject({ inHand: 7, buildingId: w.other.buildingId });
  const found = { ready: false, inHand: 7, buildingId: w.other.buildingId };
  expect(await w.indexOf(id)).toEqual({
    [`plumber@${w.home.buildingId}`]: found,
    'plumber@outside': found,
    [`mason@${w.home.buildingId}`]: found,
    'mason@outside': found,
  });
});
