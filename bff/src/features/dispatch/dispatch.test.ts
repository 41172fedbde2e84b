import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeStaff as makeMember } from '../../../test/factories/community.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { type PlacedHouse, placeHouse } from '../../../test/factories/places.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Certificate } from '../identity/identity.entity.js';
import { defaultPolicy } from '../policy/policy.door.js';
import {
  choose,
  claimWorker,
  countWorkers,
  faultOf,
  type OpenOrder,
  placeWorker,
  readDecisions,
  readDecisionWords,
  recordDecision,
  releaseWorker,
  setInHand,
  syncWorker,
  weigh,
} from './dispatch.door.js';
import { DispatchSkillEntity, DispatchWorkerEntity } from './dispatch.entity.js';

let t: TestDeps;
let communityId: string;
let home: PlacedHouse;
let far: PlacedHouse;
const { dispatch: policy } = defaultPolicy;
const start = '2026-11-23T10:54:00+08:00';

const hours = (from: string, to: string) => ({
  startsAt: new Date(`2026-11-23T${from}:00+08:00`),
  endsAt: new Date(`2026-11-23T${to}:00+08:00`),
});
const dayShift = hours('08:00', '17:00');

interface Wish {
  skills?: string[];
  areaIds?: string[];
  orderLimit?: number;
  certificates?: Certificate[];
  shifts?: { startsAt: Date; endsAt: Date }[];
  inHand?: number;
  buildingId?: string;
}

/** Somebody of engineering whom dispatch knows; a plumber on the day shift unless told otherwise. */
const worker = async (name: string, wish: Wish = {}): Promise<string> => {
  const { inHand, buildingId, ...post } = wish;
  const { id } = await makeMember(t.deps, communityId, 'engineer', {
    name,
    skills: ['plumber'],
    shifts: [dayShift],
    ...post,
  });
  await syncWorker(t.deps, communityId, id);
  await inTransaction(t.deps.db, async (tx) => {
    if (inHand !== undefined) await setInHand(tx, communityId, new Map([[id, inHand]]));
    if (buildingId !== undefined) await placeWorker(tx, communityId, id, buildingId);
  });
  return id;
};

const order = (more: Partial<OpenOrder> = {}): OpenOrder => ({
  communityId,
  repairId: newId(t.deps.clock.now()),
  orderId: newId(t.deps.clock.now()),
  skill: 'plumber',
  buildingId: home.buildingId,
  houseId: home.id,
  urgency: 'general',
  createdAt: t.deps.clock.now(),
  passedBy: [],
  ...more,
});

const chooseAll = (...orders: OpenOrder[]) => choose(t.deps.db.reader, orders, policy, t.deps.clock.now());
const rowOf = (workerId: string) => t.deps.db.reader.findOneByOrFail(DispatchWorkerEntity, { communityId, workerId });
const indexOf = (workerId: string) => t.deps.db.reader.findBy(DispatchSkillEntity, { communityId, workerId });

beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.deps.clock.set(start);
  communityId = await makeCommunity(t);
  home = await placeHouse(t, communityId, { building: '3', unit: '2', number: '1102' });
  far = await placeHouse(t, communityId, { building: '9', unit: '1', number: '201' });
});

describe('the choice', () => {
  test('falls on who is near and has little in hand, and says why', async () => {
    await worker('孙伟', { inHand: 3, buildingId: far.buildingId });
    const near = await worker('周建国', { inHand: 1, buildingId: home.buildingId });
    const [choice] = await chooseAll(order());
    expect(choice?.worker).toEqual({ id: near, name: '周建国' });
    expect(choice?.words).toBe('会修水管，离得最近，手上只有 1 单');
    expect(choice?.candidates.map(({ name }) => name)).toEqual(['周建国', '孙伟']);
    const [first, second] = choice?.candidates ?? [];
    expect(first?.scores.map(({ words }) => words)).toEqual(['还没有评价', '没来过这里', '手上 1 单', '就在这栋楼']);
    expect(second?.scores.map(({ words }) => words)).toEqual([
      '还没有评价',
      '没来过这里',
      '手上 3 单',
      '离得近：约 80 米',
    ]);
    for (const candidate of choice?.candidates ?? [])
      expect(candidate.scores.reduce((sum, { points }) => sum + points * 10, 0)).toBeCloseTo(candidate.total * 10, 6);
  });

  test.each<[string, string, string, boolean, Wish, Partial<OpenOrder>]>([
    ['off shift since 10:00', 'shift', '10:00 下班了', true, { shifts: [hours('07:00', '10:00')] }, {}],
    ['on the next shift', 'shift', '今天 22:00 才上班', true, { shifts: [hours('22:00', '23:30')] }, {}],
    ['on no roster', 'shift', '没有排班', true, { shifts: [] }, {}],
    ['full', 'limit', '手上 5 单，到上限了', false, { inHand: 5 }, {}],
    ['off shift and full', 'shift', '没有排班，手上 5 单，到上限了', false, { shifts: [], inHand: 5 }, {}],
    ['without the paper', 'certificate', '没有电工证', false, { skills: ['electrician'] }, { skill: 'electrician' }],
    [
      'with a paper that ran out',
      'certificate',
      '电工证 11月22日到期',
      false,
      { skills: ['electrician'], certificates: [{ kind: 'electrician', number: 'T1', validUntil: '2026-11-22' }] },
      { skill: 'electrician' },
    ],
  ])('leaves out who is %s', async (_title, rule, words, mayOverride, wish, more) => {
    const id = await worker('吴强', wish);
    const wanted = order(more);
    const [choice] = await chooseAll(wanted);
    expect(choice?.worker).toBeNull();
    const view = { id, name: '吴强', rule, words, mayOverride };
    expect(choice?.excluded).toEqual([view]);
    expect(await faultOf(t.deps.db.reader, wanted, id, t.deps.clock.now())).toEqual(view);
  });
});
