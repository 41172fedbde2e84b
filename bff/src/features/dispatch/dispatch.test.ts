import { hours, makeWorld, monday, type World } from '../../../test/factories/dispatch.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { ShiftEntity, StaffPostEntity } from '../identity/identity.entity.js';
import { defaultPolicy } from '../policy/policy.door.js';
import {
  type Choice,
  choose,
  countWorkers,
  faultOf,
  type OpenOrder,
  readDecisions,
  readDecisionWords,
  recordDecision,
  weigh,
} from './dispatch.door.js';
import { countFinished } from './dispatch.worker.js';

let t: TestDeps;
let w: World;
const { dispatch: policy } = defaultPolicy;

const chooseAll = (...orders: OpenOrder[]): Promise<Choice[]> =>
  choose(t.deps.db.reader, orders, policy, t.deps.clock.now());
const chooseOne = async (order: OpenOrder): Promise<Choice> => {
  const [choice] = await chooseAll(order);
  if (!choice) throw new Error('no answer');
  return choice;
};

beforeAll(async () => {
  t = await testDeps();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.deps.clock.set(monday);
  w = await makeWorld(t);
});

describe('the choice for one order', () => {
  test('falls on who is near and has little in hand, and says why', async () => {
    await w.worker('孙伟', { inHand: 3, buildingId: w.other.buildingId });
    const near = await w.worker('周建国', { inHand: 1, buildingId: w.home.buildingId });
    const choice = await chooseOne(w.order());
    expect(choice.worker).toEqual({ id: near, name: '周建国' });
    expect(choice.words).toBe('会修水管，离得最近，手上只有 1 单');
    expect(choice.candidates.map(({ name }) => name)).toEqual(['周建国', '孙伟']);
    const [first, second] = choice.candidates;
    expect(first?.scores.map(({ words }) => words)).toEqual(['还没有评价', '没来过这里', '手上 1 单', '就在这栋楼']);
    expect(second?.scores.map(({ words }) => words)).toEqual([
      '还没有评价',
      '没来过这里',
      '手上 3 单',
      '离得近：约 80 米',
    ]);
    for (const candidate of choice.candidates)
      expect(candidate.scores.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(candidate.total, 6);
  });

  test('prefers who has been to this house before, and says how often', async () => {
    await w.worker('孙伟');
    const known = await w.worker('刘涛');
    const at = t.deps.clock.now();
    for (let visit = 0; visit < 3; visit++)
      await inTransaction(t.deps.db, (tx) =>
        countFinished(tx, {
          communityId: w.communityId,
          workerId: known,
          houseId: w.home.id,
          buildingId: w.home.buildingId,
          at,
        }),
      );
    const choice = await chooseOne(w.order());
    expect(choice.worker?.name).toBe('刘涛');
    expect(choice.words).toContain('来过这户 3 次');
    const place = choice.candidates[0]?.scores.find(({ part }) => part === 'place');
    expect(place?.words).toBe('来过这户 3 次');
    expect((await chooseOne(w.order({ houseId: w.other.id, buildingId: w.other.buildingId }))).words).not.toContain(
      '来过',
    );
  });

  test.each<[string, string, string, string | null, Parameters<World['worker']>[1], Partial<OpenOrder>]>([
    ['off shift since 10:00', 'shift', '10:00 下班了', null, { shifts: [hours('07:00', '10:00')] }, {}],
    ['on a later shift', 'shift', '今天 22:00 才上班', null, { shifts: [hours('22:00', '23:30')] }, {}],
    ['on no roster', 'shift', '没有排班', null, { shifts: [] }, {}],
    ['full', 'limit', '手上 5 单，到上限了', 'limit', { inHand: 5 }, {}],
    ['full by a limit of their own', 'limit', '手上 2 单，到上限了', 'limit', { inHand: 2, orderLimit: 2 }, {}],
    ['off shift and full', 'shift', '没有排班，手上 5 单，到上限了', 'limit', { shifts: [], inHand: 5 }, {}],
    [
      'without the paper',
      'certificate',
      '没有电工证',
      'certificate',
      { skills: ['electrician'] },
      { skill: 'electrician' },
    ],
    [
      'with a paper that ran out',
      'certificate',
      '电工证 11月22日到期',
      'certificate',
      { skills: ['electrician'], certificates: [{ kind: 'electrician', number: 'T1', validUntil: '2026-11-22' }] },
      { skill: 'electrician' },
    ],
  ])('leaves out who is %s', async (_title, rule, words, blockedBy, wish, more) => {
    const id = await w.worker('吴强', wish);
    const order = w.order(more);
    const choice = await chooseOne(order);
    const view = { id, name: '吴强', rule, words, mayOverride: blockedBy === null, blockedBy };
    expect(choice).toMatchObject({ worker: null, candidates: [], excluded: [view] });
    expect(await faultOf(t.deps.db.reader, order, id, t.deps.clock.now())).toEqual(view);
  });

  test('leaves out who serves other buildings, but not on open ground', async () => {
    const id = await w.worker('何兰', { areaIds: [w.other.buildingId] });
    const view = { id, name: '何兰', rule: 'area', words: '只管 9栋', mayOverride: true, blockedBy: null };
    expect((await chooseOne(w.order())).excluded).toEqual([view]);
    expect((await chooseOne(w.order({ buildingId: null, houseId: null }))).worker?.id).toBe(id);
    const served = await chooseOne(w.order({ buildingId: w.other.buildingId, houseId: w.other.id }));
    expect(served.candidates[0]?.scores.find(({ part }) => part === 'place')?.words).toBe('管 9栋');
  });

  test('does not ask again who passed it by', async () => {
    const id = await w.worker('马骏');
    const order = w.order({ passedBy: [id] });
    expect((await chooseOne(order)).excluded).toEqual([
      { id, name: '马骏', rule: 'refused', words: '刚才没接', mayOverride: true, blockedBy: null },
    ]);
  });

  test('says that nobody fits, and why', async () => {
    await w.worker('甲', { shifts: [] });
    await w.worker('乙', { shifts: [] });
    await w.worker('丙', { inHand: 5 });
    expect((await chooseOne(w.order())).words).toBe('眼下没有合适的人：1 人手上满了，2 人没上班');
    expect((await chooseOne(w.order({ skill: 'hvac' }))).words).toBe('眼下没有会修空调的人');
  });

  test('goes by the rows of truth where the index is behind', async () => {
    const disabled = await w.worker('停用');
    const gone = await w.worker('下班');
    const come = await w.worker('上班', { shifts: [hours('11:00', '18:00')] });
    await inTransaction(t.deps.db, (tx) =>
      tx.update(StaffPostEntity, { communityId: w.communityId, staffId: disabled }, { active: false }),
    );
    await inTransaction(t.deps.db, (tx) =>
      tx.update(ShiftEntity, { communityId: w.communityId, staffId: gone }, hours('08:00', '11:00')),
    );
    t.deps.clock.set('2026-11-23T11:05:00+08:00');
    const choice = await chooseOne(w.order());
    expect(choice.candidates.map(({ id }) => id)).toEqual([come]);
    expect(new Map(choice.excluded.map(({ id, rule }) => [id, rule]))).toEqual(
      new Map([
        [disabled, 'inactive'],
        [gone, 'shift'],
      ]),
    );
  });

  test('finds the one who serves the building among many who serve others and have less in hand', async () => {
    for (let i = 0; i < 40; i++) await w.worker(`别处${i}`, { areaIds: [w.other.buildingId] });
    const only = await w.worker('唯一', { areaIds: [w.home.buildingId], inHand: 4 });
    const choice = await chooseOne(w.order());
    expect(choice.worker?.id).toBe(only);
    expect(choice.excluded.every(({ rule }) => rule === 'area')).toBe(true);
    expect(choice.excluded.length).toBeGreaterThan(0);
  });

  test('finds the one who has the paper among many who have not', async () => {
    for (let i = 0; i < 40; i++) await w.worker(`没证${i}`, { skills: ['electrician'] });
    const only = await w.worker('有证', {
      skills: ['electrician'],
      certificates: [{ kind: 'electrician', number: 'T1', validUntil: '2026-11-23' }],
      inHand: 4,
    });
    const choice = await chooseOne(w.order({ skill: 'electrician' }));
    expect(choice.worker?.id).toBe(only);
    expect(choice.excluded[0]).toMatchObject({ rule: 'certificate', words: '没有电工证' });
  });

  test('of equals it is the same one every time', async () => {
    const ids = [await w.worker('甲'), await w.worker('乙'), await w.worker('丙')].sort();
    for (let i = 0; i < 3; i++) expect((await chooseOne(w.order())).candidates.map(({ id }) => id)).toEqual(ids);
  });

  test('a dispatcher is shown the same people', async () => {
    await w.worker('甲', { inHand: 2 });
    await w.worker('乙', { buildingId: w.home.buildingId });
    await w.worker('丙', { shifts: [] });
    const order = w.order();
    const { candidates, excluded } = await chooseOne(order);
    expect(await weigh(t.deps.db.reader, order, policy, t.deps.clock.now())).toEqual({ candidates, excluded });
    expect(candidates).toHaveLength(2);
  });

  test('nobody of this community breaks every rule at once', async () => {
    const stranger = await faultOf(t.deps.db.reader, w.order(), 'NOBODY', t.deps.clock.now());
    expect(stranger).toMatchObject({ rule: 'inactive', mayOverride: false });
    const fine = await w.worker('周建国');
    expect(await faultOf(t.deps.db.reader, w.order(), fine, t.deps.clock.now())).toBeNull();
  });
});

describe('the choice for several orders', () => {
  test('spreads equal orders over equal people, and answers in the order that was asked', async () => {
    await w.worker('甲');
    await w.worker('乙');
    const orders = [w.order(), w.order(), w.order(), w.order()];
    const choices = await chooseAll(...orders);
    expect(choices.map(({ orderId }) => orderId)).toEqual(orders.map(({ orderId }) => orderId));
    const names = choices.map(({ worker }) => worker?.name).sort();
    expect(names).toEqual(['乙', '乙', '甲', '甲']);
    expect(Math.max(...choices.flatMap(({ candidates }) => candidates.map(({ load }) => load)))).toBe(2);
  });

  test('never gives anybody more than their limit', async () => {
    const only = await w.worker('甲', { orderLimit: 3, inHand: 1 });
    const choices = await chooseAll(w.order(), w.order(), w.order(), w.order());
    expect(choices.filter(({ worker }) => worker?.id === only)).toHaveLength(2);
    expect(choices.filter(({ worker }) => worker === null)).toHaveLength(2);
  });

  test('an emergency goes first, although it came last', async () => {
    const only = await w.worker('甲', { orderLimit: 1 });
    const general = w.order({ createdAt: new Date('2026-11-23T08:00:00+08:00') });
    const emergency = w.order({ urgency: 'emergency' });
    const [forGeneral, forEmergency] = await chooseAll(general, emergency);
    expect(forEmergency?.worker?.id).toBe(only);
    expect(forGeneral?.worker).toBeNull();
  });

  test('names whose lesser work could be put off for an emergency, the fittest first', async () => {
    const far = await w.worker('远', { inHand: 5, buildingId: w.other.buildingId });
    const near = await w.worker('近', { inHand: 5, buildingId: w.home.buildingId });
    await w.worker('下班', { inHand: 5, shifts: [] });
    const choice = await chooseOne(w.order({ urgency: 'emergency' }));
    expect(choice.full.map(({ id }) => id)).toEqual([near, far]);
  });

  test('more than are weighed in one breath are all served, and nobody is filled twice', async () => {
    for (const name of ['甲', '乙', '丙', '丁']) await w.worker(name, { orderLimit: 5 });
    const choices = await chooseAll(...Array.from({ length: 22 }, () => w.order()));
    const counts = new Map<string, number>();
    for (const { worker } of choices) counts.set(worker?.name ?? '', (counts.get(worker?.name ?? '') ?? 0) + 1);
    expect(counts).toEqual(
      new Map([
        ['甲', 5],
        ['乙', 5],
        ['丙', 5],
        ['丁', 5],
        ['', 2],
      ]),
    );
  });

  test('each order gets somebody of its own trade', async () => {
    const plumber = await w.worker('水');
    const electrician = await w.worker('电', {
      skills: ['electrician'],
      certificates: [{ kind: 'electrician', number: 'T1', validUntil: '2026-11-23' }],
    });
    const choices = await chooseAll(w.order({ skill: 'electrician' }), w.order());
    expect(choices.map(({ worker }) => worker?.id)).toEqual([electrician, plumber]);
  });

  test('none are chosen for none', async () => {
    expect(await chooseAll()).toEqual([]);
  });
});

describe('what is kept of a choice', () => {
  test('everybody who was weighed, newest first', async () => {
    await w.worker('周建国');
    await w.worker('孙伟', { shifts: [] });
    const order = w.order();
    const choice = await chooseOne(order);
    const keep = (mode: 'automatic' | 'manual', at: Date): Promise<string> =>
      inTransaction(t.deps.db, (tx) =>
        recordDecision(tx, {
          communityId: w.communityId,
          repairId: order.repairId,
          orderId: order.orderId,
          mode,
          worker: choice.worker,
          by: mode === 'manual' ? { id: 'S', name: '陈静' } : null,
          reason: mode === 'manual' ? '业主点名' : null,
          candidates: choice.candidates,
          excluded: choice.excluded,
          words: choice.words,
          at,
        }),
      );
    const first = await keep('automatic', new Date('2026-11-23T02:00:00Z'));
    const second = await keep('manual', new Date('2026-11-23T03:00:00Z'));
    const { reader } = t.deps.db;
    const kept = await readDecisions(reader, w.communityId, order.repairId);
    expect(kept.map(({ id, mode, by, reason }) => [id, mode, by, reason])).toEqual([
      [second, 'manual', '陈静', '业主点名'],
      [first, 'automatic', null, null],
    ]);
    expect(kept[1]).toMatchObject({
      at: '2026-11-23T10:00:00.000+08:00',
      worker: choice.worker,
      candidates: choice.candidates,
      excluded: choice.excluded,
    });
    expect(await readDecisionWords(reader, w.communityId, first)).toBe(choice.words);
    expect(await readDecisionWords(reader, w.communityId, 'NONE')).toBeNull();
    expect(await readDecisions(reader, w.communityId, 'NONE')).toEqual([]);
  });
});

test('who is on shift, idle and on today’s roster is counted by department', async () => {
  await w.worker('甲', { inHand: 1 });
  await w.worker('乙');
  await w.worker('丙', { shifts: [hours('20:00', '23:00')] });
  await w.worker('丁', { shifts: [] });
  const count = (department: string | null) =>
    countWorkers(t.deps.db.reader, w.communityId, department, t.deps.clock.now());
  expect(await count(null)).toEqual({ onShift: 2, idle: 1, rostered: 3 });
  expect(await count('engineering')).toEqual({ onShift: 2, idle: 1, rostered: 3 });
  expect(await count('cleaning')).toEqual({ onShift: 0, idle: 0, rostered: 0 });
});
