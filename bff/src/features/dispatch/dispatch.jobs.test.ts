import { hours, makeWorld, monday, type World } from '../../../test/factories/dispatch.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { TimerEntity } from '../../platform/queue/queue.entity.js';
import { publish } from '../../platform/queue/queue.js';
import { startWorker } from '../../platform/queue/worker.js';
import { ShiftEntity, StaffAccountEntity, StaffPostEntity } from '../identity/identity.entity.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { ServicePolicyEntity } from '../policy/policy.entity.js';
import { claimWorker, readQuality, syncWorker } from './dispatch.door.js';
import { DispatchPlaceEntity } from './dispatch.entity.js';
import { dispatchHandlers } from './dispatch.jobs.js';

let t: TestDeps;
let w: World;
let told: Record<string, unknown>[] = [];
const listen = (topic: string) => ({
  queue: 'outbox' as const,
  topic,
  title: topic,
  handle: async (_deps: unknown, job: { payload: Record<string, unknown> }) => {
    told.push({ topic, ...job.payload });
    return undefined;
  },
});
const drain = (): Promise<number> =>
  startWorker({
    deps: t.deps,
    handlers: [...dispatchHandlers, listen('order.worker_off'), listen('order.worker_ready')],
    polling: false,
  }).drain();
const announce = async (topic: string, payload: Record<string, unknown>, id?: string): Promise<void> => {
  await inTransaction(t.deps.db, (tx) =>
    publish(tx, t.deps.clock, { communityId: w.communityId, topic, payload, ...(id ? { id } : {}) }),
  );
  await drain();
};
const heard = (): Record<string, unknown>[] => {
  const all = told;
  told = [];
  return all;
};

beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.deps.clock.set(monday);
  await drain();
  w = await makeWorld(t);
  heard();
});

describe('coming and going', () => {
  test('somebody is found from the first minute of their shift to the last, and both are told', async () => {
    const id = await w.worker('周建国', { shifts: [hours('12:00', '17:00')], synced: false });
    await announce('dispatch.sync', { staffId: id });
    expect(await w.rowOf(id)).toMatchObject({ active: true, onShift: false, shiftEndsAt: null, orderLimit: 5 });
    expect(heard()).toEqual([]);
    t.deps.clock.set('2026-11-23T11:59:59.999+08:00');
    expect(await drain()).toBe(0);
    t.deps.clock.set('2026-11-23T12:00:00+08:00');
    await drain();
    expect(await w.rowOf(id)).toMatchObject({ onShift: true, shiftEndsAt: hours('12:00', '17:00').endsAt });
    expect(await w.indexOf(id)).toMatchObject({ 'plumber@everywhere': { ready: true } });
    expect(heard()).toEqual([{ topic: 'order.worker_ready', staffId: id, skills: ['plumber'] }]);
    t.deps.clock.set('2026-11-23T17:00:00+08:00');
    await drain();
    expect(await w.rowOf(id)).toMatchObject({ onShift: false, shiftEndsAt: null });
    expect(await w.indexOf(id)).toMatchObject({ 'plumber@everywhere': { ready: false } });
    expect(heard()).toEqual([{ topic: 'order.worker_off', staffId: id, why: 'shift' }]);
    expect(await drain()).toBe(0);
  });

  test('a shift that follows at once is no going, and its end is found by the timer that the first one set', async () => {
    const id = await w.worker('周建国', { shifts: [hours('08:00', '12:00'), hours('12:00', '20:00')] });
    await drain();
    heard();
    t.deps.clock.set('2026-11-23T12:00:00+08:00');
    await drain();
    expect(heard()).toEqual([]);
    expect(await w.rowOf(id)).toMatchObject({ onShift: true, shiftEndsAt: hours('12:00', '20:00').endsAt });
    t.deps.clock.set('2026-11-23T20:00:00+08:00');
    await drain();
    expect(heard()).toEqual([{ topic: 'order.worker_off', staffId: id, why: 'shift' }]);
  });

  test('timers that were slept through leave what is true now', async () => {
    const id = await w.worker('周建国', { shifts: [hours('08:00', '12:00'), hours('13:00', '20:00')] });
    await drain();
    heard();
    t.deps.clock.set('2026-11-24T09:00:00+08:00');
    await drain();
    expect(await w.rowOf(id)).toMatchObject({ onShift: false });
    expect(heard()).toEqual([{ topic: 'order.worker_off', staffId: id, why: 'shift' }]);
  });

  test('a shift that is taken off the roster ends at once, and its timer does no harm', async () => {
    const id = await w.worker('周建国');
    await drain();
    heard();
    await inTransaction(t.deps.db, (tx) => tx.delete(ShiftEntity, { communityId: w.communityId, staffId: id }));
    await announce('dispatch.sync', { staffId: id });
    expect(heard()).toEqual([{ topic: 'order.worker_off', staffId: id, why: 'shift' }]);
    t.deps.clock.set('2026-11-23T17:00:00+08:00');
    expect(await drain()).toBe(1);
    expect(heard()).toEqual([]);
  });

  test('the same news twice sets one timer and tells nobody anything', async () => {
    const id = await w.worker('周建国');
    await drain();
    heard();
    await announce('dispatch.sync', { staffId: id });
    await announce('dispatch.sync', { staffId: id });
    expect(heard()).toEqual([]);
    const timers = await t.deps.db.reader.findBy(TimerEntity, { communityId: w.communityId });
    expect(timers.map(({ topic, dueAt }) => [topic, dueAt])).toEqual([
      ['dispatch.shift', hours('08:00', '17:00').endsAt],
    ]);
  });

  test('somebody who is disabled is found no more; what they have in hand stays counted', async () => {
    const id = await w.worker('周建国', { inHand: 2 });
    await drain();
    heard();
    const post = { communityId: w.communityId, staffId: id };
    await inTransaction(t.deps.db, (tx) => tx.update(StaffPostEntity, post, { active: false }));
    await announce('dispatch.sync', { staffId: id });
    expect(heard()).toEqual([{ topic: 'order.worker_off', staffId: id, why: 'disabled' }]);
    expect(await w.rowOf(id)).toMatchObject({ active: false, inHand: 2 });
    expect(await w.indexOf(id)).toEqual({});
    expect(await inTransaction(t.deps.db, (tx) => claimWorker(tx, w.communityId, id))).toBe(false);
    await inTransaction(t.deps.db, (tx) => tx.update(StaffPostEntity, post, { active: true }));
    await announce('dispatch.sync', { staffId: id });
    expect(heard()).toEqual([{ topic: 'order.worker_ready', staffId: id, skills: ['plumber'] }]);
    expect(await w.indexOf(id)).toMatchObject({ 'plumber@everywhere': { ready: true, inHand: 2 } });
  });

  test('a new name, limit, skill and area reach the index; in hand and quality are kept', async () => {
    const id = await w.worker('周建国', { inHand: 2, buildingId: w.other.buildingId });
    await announce('dispatch.rated', { workerIds: [id], stars: 5 });
    heard();
    const { qualityBp } = (await w.rowOf(id)) ?? {};
    await inTransaction(t.deps.db, async (tx) => {
      await tx.update(StaffAccountEntity, { id }, { name: '周建军' });
      const change = { skills: ['plumber', 'mason'], areaIds: [w.home.buildingId], orderLimit: 2 };
      await tx.update(StaffPostEntity, { communityId: w.communityId, staffId: id }, change);
    });
    await announce('dispatch.sync', { staffId: id });
    expect(await w.rowOf(id)).toMatchObject({ name: '周建军', orderLimit: 2, inHand: 2, qualityBp });
    const found = { ready: false, inHand: 2, buildingId: w.other.buildingId };
    const b = w.home.buildingId;
    expect(await w.indexOf(id)).toEqual({
      [`plumber@${b}`]: found,
      'plumber@outside': found,
      [`mason@${b}`]: found,
      'mason@outside': found,
    });
    expect(heard()).toEqual([]);
  });

  test('nobody of that id is no error', async () => {
    await announce('dispatch.sync', { staffId: 'NOBODY' });
    await announce('dispatch.sync', {});
    expect(await w.rowOf('NOBODY')).toBeNull();
  });

  test('another default limit reaches everybody without one of their own, batch after batch', async () => {
    const own = await w.worker('自己的', { orderLimit: 3, synced: false });
    const ids: string[] = [];
    for (let i = 0; i < 103; i++) ids.push(await w.worker(`师傅${i}`, { synced: i % 2 === 0 }));
    const body = JSON.stringify({ ...defaultPolicy, dispatch: { ...defaultPolicy.dispatch, defaultLimit: 8 } });
    await inTransaction(t.deps.db, (tx) =>
      tx.insert(ServicePolicyEntity, {
        communityId: w.communityId,
        version: 1,
        body,
        at: t.deps.clock.now(),
        byId: null,
        byName: '经理',
        reason: '忙',
      }),
    );
    await announce('dispatch.policy_changed', {});
    expect(await w.rowOf(own)).toMatchObject({ orderLimit: 3 });
    for (const id of ids) expect(await w.rowOf(id)).toMatchObject({ orderLimit: 8, onShift: true });
  });
});

describe('what became of the work', () => {
  test('ratings, rework and spot checks move quality in the row and the index, each once', async () => {
    const id = await w.worker('周建国');
    const other = await w.worker('孙伟');
    expect(await readQuality(t.deps.db.reader, w.communityId)).toEqual(new Map());
    const cause = newId(t.deps.clock.realNow());
    await announce('dispatch.rated', { workerIds: [id, other, id], stars: 1 }, cause);
    await announce('dispatch.rated', { workerIds: [id, other], stars: 1 }, cause);
    // (22.5 + 1) / 6 / 5 = 78.33 %
    expect(await w.rowOf(id)).toMatchObject({ starsCount: 1, starsSum: 1, qualityBp: 7833 });
    expect(await readQuality(t.deps.db.reader, w.communityId)).toEqual(
      new Map([
        [id, 78],
        [other, 78],
      ]),
    );
    await announce('dispatch.reworked', { workerIds: [id] });
    // less 4000 / 20
    expect(await w.rowOf(id)).toMatchObject({ reworks: 1, qualityBp: 7633 });
    await announce('dispatch.checked', { workerId: id, passed: false });
    // less 3000 / 11
    expect(await w.rowOf(id)).toMatchObject({ checksCount: 1, checksPassed: 0, qualityBp: 7361 });
    await announce('dispatch.checked', { workerId: id, passed: true });
    expect(await w.rowOf(id)).toMatchObject({ checksCount: 2, checksPassed: 1 });
    const [row] = await t.deps.db.reader.query(
      'SELECT quality_bp FROM dispatch_skill WHERE community_id = ? AND worker_id = ?',
      [w.communityId, id],
    );
    expect(Number(row.quality_bp)).toBe((await w.rowOf(id))?.qualityBp);
  });

  test('who finished where is counted, at once too', async () => {
    const id = await w.worker('周建国');
    const visit = { workerId: id, houseId: w.home.id, buildingId: w.home.buildingId };
    await inTransaction(t.deps.db, async (tx) => {
      for (let i = 0; i < 12; i++) {
        const payload = i < 8 ? visit : { ...visit, houseId: null };
        await publish(tx, t.deps.clock, { communityId: w.communityId, topic: 'dispatch.finished', payload });
      }
    });
    await drain();
    const places = await t.deps.db.reader.findBy(DispatchPlaceEntity, { communityId: w.communityId });
    expect(new Map(places.map(({ placeKey, finished }) => [placeKey, finished]))).toEqual(
      new Map([
        [`house:${w.home.id}`, 8],
        [`building:${w.home.buildingId}`, 12],
      ]),
    );
    expect(await w.rowOf(id)).toMatchObject({ finished: 12, qualityBp: 9000 });
  });

  test('news about nobody, or without stars, changes nothing', async () => {
    const id = await w.worker('周建国');
    await announce('dispatch.rated', { workerIds: ['NOBODY'], stars: 5 });
    await announce('dispatch.rated', { workerIds: [id] });
    await announce('dispatch.finished', { workerId: null });
    await announce('dispatch.checked', { passed: true });
    await announce('dispatch.reworked', {});
    expect(await w.rowOf(id)).toMatchObject({ starsCount: 0, checksCount: 0, finished: 0, reworks: 0 });
    await syncWorker(t.deps, w.communityId, 'NOBODY');
    expect(await w.rowOf('NOBODY')).toBeNull();
  });
});
