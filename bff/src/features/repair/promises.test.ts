import { newKey } from 'shared-types/client';
import { listStaffInbox } from 'shared-types/notification';
import * as api from 'shared-types/repair';
import * as staffApi from 'shared-types/staffRepair';
import { followEscalation, listCallbacks, listEscalations } from 'shared-types/supervision';
import * as orders from 'shared-types/workorder';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { TimerEntity } from '../../platform/queue/queue.entity.js';
import { syncWorker } from '../dispatch/dispatch.door.js';
import { DispatchWorkerEntity } from '../dispatch/dispatch.entity.js';
import { EscalationEntity, PromiseEntity } from './loop.entity.js';
import { WorkOrderEntity } from './repair.entity.js';

let server: TestServer;
let community: TestCommunity;
let owner: { id: string; token: string };
interface Person {
  id: string;
  name: string;
  token: string;
}
let desk: Person;
let chen: Person;
let wang: Person;
const minute = 60_000;
/** Both clocks move together here: sessions must outlive the weeks that pass. */
const month = 30 * 86_400_000;

/** Monday 23 November 2026, 10:54, and a day shift around it. */
const monday = new Date('2026-11-23T10:54:00+08:00');
const dayShift = [{ startsAt: new Date('2026-11-23T08:00:00+08:00'), endsAt: new Date('2026-11-23T18:00:00+08:00') }];

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

// A community of its own for each test: nothing of the one before is waiting.
beforeEach(async () => {
  const { deps } = server;
  deps.clock.set(monday);
  community = await makeCommunity(deps);
  owner = await makeOwner(deps, community.id, community.houses.slice(0, 1));
  const staff = (
    role: Parameters<typeof makeStaff>[2],
    name: string,
    department: 'customer-service' | 'engineering' | 'management',
  ) => makeStaff(deps, community.id, role, { name, department, shifts: dayShift, idleMs: month });
  desk = await staff('customer-service', '李晓梅', 'customer-service');
  chen = await staff('supervisor', '陈志远', 'engineering');
  wang = await staff('manager', '王建平', 'management');
});

const worker = async (
  name: string,
  skills: string[],
  more: {
    limit?: number;
    department?: 'engineering' | 'security';
    shifts?: typeof dayShift;
    certificates?: { kind: 'lift'; number: string; validUntil: string }[];
  } = {},
): Promise<Person> => {
  const made = await makeStaff(server.deps, community.id, 'engineer', {
    name,
    skills,
    department: more.department ?? 'engineering',
    shifts: more.shifts ?? dayShift,
    idleMs: month,
    ...(more.limit ? { orderLimit: more.limit } : {}),
    ...(more.certificates ? { certificates: more.certificates } : {}),
  });
  await syncWorker(server.deps, community.id, made.id);
  return made;
};

const as = (person: { token: string }) => server.client(person.token);
const report = (more: { text?: string; problemTypeId?: string; emergency?: string } = {}) =>
  as(owner)(api.reportRepair, {
    body: {
      houseId: community.houses[0]?.id,
      problemTypeId: 'plumbing',
      text: '厨房水槽下面的水管一直漏水',
      ...more,
    },
  });
const burst = () => report({ text: '水管爆了，喷得到处都是', emergency: '爆管' });
const wait = async (minutes: number): Promise<void> => {
  server.deps.clock.advance(minutes * minute);
  await server.drain();
};
const view = (id: string) => as(desk)(staffApi.readRepair, { params: { id } });
const titlesOf = async (person: Person): Promise<string[]> =>
  (await as(person)(listStaffInbox)).items.map(({ title }) => title);
const kindsOf = async (id: string): Promise<string[]> => (await view(id)).timeline.map(({ kind }) => kind).reverse();
const inHandOf = async (person: Person): Promise<number> =>
  (
    await server.deps.db.reader.findOneByOrFail(DispatchWorkerEntity, {
      communityId: community.id,
      workerId: person.id,
    })
  ).inHand;
const ownOrder = async (person: Person) => {
  const { items } = await as(person)(orders.listOwnOrders);
  const [first] = items;
  if (!first) throw new Error(`${person.name} has no order`);
  return first;
};
const accept = async (person: Person): Promise<string> => {
  const { id } = await ownOrder(person);
  await as(person)(orders.acceptOrder, { params: { id }, body: {} });
  return id;
};
const arrive = (person: Person, id: string) =>
  as(person)(orders.signInToOrder, { params: { id }, body: { placeCode: community.houses[0]?.placeCode ?? '' } });

/** The order as the database has it, past the procedure's photos: for what comes after the finish. */
const finishInTruth = async (person: Person, id: string): Promise<void> => {
  const { steps } = await as(person)(orders.readOrder, { params: { id } });
  for (const step of steps.filter((one) => one.kind === 'check'))
    await as(person)(orders.recordStep, { params: { id, stepId: step.id }, body: { note: '做了' } });
  const sharp = (await import('sharp')).default;
  const { upload } = await import('../../../test/factories/testServer.js');
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#6B5648' } })
    .jpeg()
    .toBuffer();
  for (const step of steps.filter((one) => one.kind === 'photo' && one.required)) {
    const { body } = await upload(server, person.token, bytes);
    await as(person)(orders.recordStep, { params: { id, stepId: step.id }, body: { fileIds: [String(body.id)] } });
  }
  await as(person)(orders.finishOrder, { params: { id }, body: { result: '换了角阀' } });
};

describe('an emergency', () => {
  test('that nobody answers climbs to the supervisor and on to the manager, again and again, until somebody follows', async () => {
    const { id } = await burst();
    await server.drain();
    // Nobody has the skill: said at once, by climbing at once; the supervisor hears of it once.
    expect(await titlesOf(chen)).toEqual([expect.stringContaining('请督办')]);
    expect((await view(id)).escalation).toMatchObject({ level: 'supervisor', follower: null });
    await wait(10);
    expect((await view(id)).escalation?.level).toBe('manager');
    const before = (await titlesOf(wang)).length;
    await wait(10);
    await wait(10);
    expect((await titlesOf(wang)).length).toBeGreaterThan(before);
    expect(
      (await view(id)).promises
        .filter(({ state }) => state === 'missed')
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['arrive', 'respond']);

    const { items } = await as(wang)(listEscalations);
    expect(items).toMatchObject([{ repairId: id, level: 'manager', mayFollow: true }]);
    const escalationId = items[0]?.id ?? '';
    expect(await codeOf(as(desk)(followEscalation, { params: { id: escalationId }, body: {} }))).toBe('auth.forbidden');
    await as(wang)(followEscalation, { params: { id: escalationId }, body: { note: '我去现场' } });
    const calls = (await titlesOf(wang)).length;
    await wait(60);
    expect((await titlesOf(wang)).length).toBe(calls);
    expect((await view(id)).escalation?.follower).toBe('王建平');
    const mine = await as(owner)(api.readOwnRepair, { params: { id } });
    expect(mine.escalatedTo).toEqual({ to: '项目经理', follower: '王建平' });
  });

  test('has a customer-service person beside the engineer, and each deadline a timer of its own', async () => {
    await worker('周建国', ['plumber']);
    const { id } = await burst();
    await server.drain();
    const seen = await view(id);
    expect(seen).toMatchObject({ steward: '李晓梅', orders: [{ status: 'assigned', worker: { name: '周建国' } }, {}] });
    const promises = await server.deps.db.reader.findBy(PromiseEntity, { repairId: id });
    expect(promises.map(({ kind }) => kind).sort()).toEqual(['arrive', 'finish', 'respond']);
    const timers = await server.deps.db.reader.findBy(TimerEntity, { topic: 'promise.step', state: 'waiting' });
    for (const promise of promises)
      expect(timers.filter(({ payload }) => payload.includes(promise.id))).toHaveLength(1);
  });

  test('accepting keeps the answer, only the scan keeps the arrival, and the call-back follows within the hour', async () => {
    const zhou = await worker('周建国', ['plumber']);
    const { id } = await burst();
    await server.drain();
    const orderId = await accept(zhou);
    expect((await view(id)).promise?.kind).toBe('arrive');
    await as(desk)(staffApi.noteRepair, { params: { id }, body: { text: '师傅马上到', toOwner: true } });
    expect((await view(id)).promise?.kind).toBe('arrive');
    await wait(20);
    await arrive(zhou, orderId);
    await finishInTruth(zhou, orderId);
    const helper = (await view(id)).orders.find(({ main }) => !main);
    // The cleaner who mops up is nobody here: the desk calls that part off by finishing without it is not possible.
    expect(helper?.status).toBe('waiting');
    expect((await view(id)).status).toBe('working');
  });
});

describe('after an emergency', () => {
  const mended = async (): Promise<{ id: string }> => {
    const zhou = await worker('周建国', ['electrician'], {});
    const { id } = await report({
      problemTypeId: 'masonry',
      text: '外墙瓷砖要掉下来了',
      emergency: '外墙脱落有砸人危险',
    });
    const ma = await worker('马骏', ['mason']);
    await server.drain();
    const orderId = await accept(ma);
    await arrive(ma, orderId);
    await finishInTruth(ma, orderId);
    expect(await inHandOf(ma)).toBe(0);
    expect(await inHandOf(zhou)).toBe(0);
    return { id };
  };

  test('the owner is called within the hour; nobody at home leaves the clock running; late climbs; reached ends it', async () => {
    const { id } = await mended();
    expect((await view(id)).promise?.kind).toBe('callback');
    await as(desk)(staffApi.recordCallback, { params: { id }, body: { outcome: 'no-answer' } });
    expect((await as(desk)(listCallbacks)).items).toMatchObject([{ repairId: id, tries: 1 }]);
    await wait(61);
    expect((await view(id)).escalation).toMatchObject({ level: 'supervisor' });
    await as(desk)(staffApi.recordCallback, { params: { id }, body: { outcome: 'satisfied', note: '业主说好了' } });
    const after = await view(id);
    expect(after.escalation).toBeNull();
    expect(after.promises.find(({ kind }) => kind === 'callback')?.state).toBe('missed');
    expect((await as(desk)(listCallbacks)).items).toEqual([]);
    expect(await codeOf(as(desk)(staffApi.recordCallback, { params: { id }, body: { outcome: 'satisfied' } }))).toBe(
      'repair.illegal_transition',
    );
  });

  test('an owner who says that it does not hold begins it anew', async () => {
    const { id } = await mended();
    expect(await codeOf(as(desk)(staffApi.recordCallback, { params: { id }, body: { outcome: 'unsatisfied' } }))).toBe(
      'request.invalid',
    );
    const again = await as(desk)(staffApi.recordCallback, {
      params: { id },
      body: { outcome: 'unsatisfied', note: '还是松的' },
    });
    expect(again).toMatchObject({ status: 'submitted', promise: { kind: 'respond' } });
    expect(again.orders).toHaveLength(2);
  });

  test('no word for seven days closes it, with notice', async () => {
    const { id } = await mended();
    await as(desk)(staffApi.recordCallback, { params: { id }, body: { outcome: 'satisfied' } });
    expect((await as(owner)(api.readOwnRepair, { params: { id } })).closesAt).toBe('2026-11-30T10:54:00.000+08:00');
    await wait(7 * 1440 - 1);
    expect((await view(id)).status).toBe('done');
    await wait(1);
    await server.drain();
    expect((await view(id)).status).toBe('closed');
    const { listInbox } = await import('shared-types/notification');
    const told = (await as(owner)(listInbox)).items.map(({ title, body }) => `${title} ${body}`).join('\n');
    expect(told).toMatch(/办结/);
  });
});

describe('a general request', () => {
  test('overdue at 24 hours climbs to the supervisor, who follows it until it is closed', async () => {
    const zhou = await worker('周建国', ['plumber']);
    const { id } = await report();
    await server.drain();
    const orderId = await accept(zhou);
    await arrive(zhou, orderId);
    await wait(1439);
    expect((await view(id)).escalation).toBeNull();
    await wait(1);
    expect((await view(id)).escalation).toMatchObject({ level: 'supervisor' });
    const [open] = (await as(chen)(listEscalations)).items;
    await as(chen)(followEscalation, { params: { id: open?.id ?? '' }, body: {} });
    await finishInTruth(zhou, orderId);
    expect((await view(id)).escalation).toBeNull();
    const rows = await server.deps.db.reader.findBy(EscalationEntity, { repairId: id });
    expect(rows).toMatchObject([{ followerName: '陈志远', cause: 'finish' }]);
    expect(rows[0]?.closedAt).not.toBeNull();
    expect((await as(chen)(listEscalations, { query: { scope: 'ended' } })).items).toHaveLength(1);
  });

  test('is warned of before it is late, once', async () => {
    const zhou = await worker('周建国', ['plumber']);
    await report();
    await server.drain();
    await accept(zhou);
    await wait(1411);
    await wait(5);
    expect((await titlesOf(zhou)).filter((title) => title.includes('快到时限'))).toHaveLength(1);
  });
});

describe('dispatch', () => {
  test('refused, it goes to another at once, and not to the same again', async () => {
    const [zhou, ma] = [await worker('周建国', ['plumber']), await worker('马骏', ['plumber'])];
    const { id } = await report();
    await server.drain();
    const first = (await view(id)).orders[0]?.worker?.name === '周建国' ? zhou : ma;
    const second = first === zhou ? ma : zhou;
    const { id: orderId } = await ownOrder(first);
    await as(first)(orders.refuseOrder, { params: { id: orderId }, body: { reason: '手受伤了' } });
    await server.drain();
    expect((await view(id)).orders[0]).toMatchObject({ status: 'assigned', worker: { name: second.name } });
    expect([await inHandOf(first), await inHandOf(second)]).toEqual([0, 1]);
    await as(second)(orders.refuseOrder, { params: { id: orderId }, body: { reason: '也来不了' } });
    await server.drain();
    expect((await view(id)).orders[0]).toMatchObject({ status: 'waiting', worker: null });
    expect(await titlesOf(chen)).toEqual(expect.arrayContaining([expect.stringContaining('没人接单')]));
  });

  test('no answer within half an hour goes to another; within three minutes for an emergency', async () => {
    const [zhou, ma] = [await worker('周建国', ['mason']), await worker('马骏', ['mason'])];
    const calm = await report({ problemTypeId: 'masonry', text: '地砖空鼓了' });
    await server.drain();
    const held = async (id: string) => (await view(id)).orders[0]?.worker?.name;
    const first = await held(calm.id);
    await wait(29);
    expect(await held(calm.id)).toBe(first);
    await wait(1);
    expect(await held(calm.id)).not.toBe(first);
    const urgent = await report({ problemTypeId: 'masonry', text: '外墙要掉了', emergency: '外墙脱落有砸人危险' });
    await server.drain();
    const before = await held(urgent.id);
    await wait(3);
    expect(await held(urgent.id)).not.toBe(before);
    expect((await inHandOf(zhou)) + (await inHandOf(ma))).toBe(2);
  });

  test('whoever goes off shift leaves what they have not begun; what they are at stays and is told of', async () => {
    const late = [{ startsAt: new Date('2026-11-23T17:30:00+08:00'), endsAt: new Date('2026-11-24T06:00:00+08:00') }];
    const zhou = await worker('周建国', ['plumber']);
    const [begun, waiting] = [await report(), await report({ text: '阳台龙头也关不紧' })];
    await server.drain();
    const ids = (await as(zhou)(orders.listOwnOrders)).items;
    for (const { id } of ids) await as(zhou)(orders.acceptOrder, { params: { id }, body: {} });
    const mine = ids.find(({ repairId }) => repairId === begun.id)?.id ?? '';
    await arrive(zhou, mine);
    const ma = await worker('马骏', ['plumber'], { shifts: late });
    server.deps.clock.set(new Date('2026-11-23T18:00:00+08:00'));
    await server.drain();
    expect((await view(begun.id)).orders[0]?.worker?.name).toBe('周建国');
    expect((await view(waiting.id)).orders[0]).toMatchObject({ status: 'assigned', worker: { name: '马骏' } });
    expect([await inHandOf(zhou), await inHandOf(ma)]).toEqual([1, 1]);
    expect((await titlesOf(chen)).join('\n')).toMatch(/下班|离开/);
  });

  test('an emergency takes the place of lesser work that nobody has begun, visibly', async () => {
    const zhou = await worker('周建国', ['mason'], { limit: 1 });
    const calm = await report({ problemTypeId: 'masonry', text: '地砖空鼓了' });
    await server.drain();
    const urgent = await report({ problemTypeId: 'masonry', text: '外墙要掉了', emergency: '外墙脱落有砸人危险' });
    await server.drain();
    expect((await view(urgent.id)).orders[0]?.worker?.name).toBe('周建国');
    expect((await view(calm.id)).orders[0]).toMatchObject({ status: 'waiting' });
    expect(await kindsOf(calm.id)).toContain('preempt');
    expect(await inHandOf(zhou)).toBe(1);
    const told = await as(owner)(api.readOwnRepair, { params: { id: calm.id } });
    expect(told.timeline.map(({ title }) => title)).toContain('周师傅先去处理急事，正在改派');
  });

  test('forty reports at once: every order has one worker, and nobody more than they may have', async () => {
    const people = [
      await worker('周建国', ['plumber'], { limit: 3 }),
      await worker('马骏', ['plumber'], { limit: 4 }),
      await worker('钱勇', ['plumber'], { limit: 2 }),
    ];
    await Promise.all(Array.from({ length: 40 }, (_, index) => report({ text: `第 ${index} 处水管漏水` })));
    await Promise.all([server.drain(), server.drain()]);
    await server.drain();
    const rows = await server.deps.db.reader.findBy(WorkOrderEntity, { communityId: community.id });
    expect(rows).toHaveLength(40);
    const counts = people.map(({ id }) => rows.filter(({ workerId }) => workerId === id).length);
    expect(counts).toEqual([3, 4, 2]);
    for (const [index, person] of people.entries()) expect(await inHandOf(person)).toBe(counts[index]);
    expect(rows.filter(({ status }) => status === 'waiting')).toHaveLength(31);
  }, 60_000);

  test('by hand: papers and limits hold for everybody, any other rule gives way to a reason that is kept', async () => {
    const off = await worker('郑海', ['hvac'], { shifts: [] });
    const full = await worker('周建国', ['plumber'], { limit: 1 });
    const { id } = await report();
    await server.drain();
    const second = await report({ text: '还有一处' });
    await server.drain();
    const send = (repairId: string, person: Person, reason?: string) =>
      as(desk)(staffApi.assignRepair, {
        params: { id: repairId },
        body: { workerId: person.id, ...(reason ? { reason } : {}) },
      });
    expect(await codeOf(send(second.id, full))).toBe('order.worker_full');
    expect(await codeOf(send(second.id, off))).toBe('order.reason_required');
    server.deps.clock.advance(1);
    const given = await send(second.id, off, '他就在楼下');
    expect(given.orders[0]?.worker?.name).toBe('郑海');
    const { listDispatches } = await import('shared-types/dispatch');
    expect((await as(desk)(listDispatches, { params: { id: second.id } })).items[0]).toMatchObject({
      mode: 'manual',
      by: '李晓梅',
      reason: '他就在楼下',
    });
    const lift = await report({ problemTypeId: 'lift', text: '电梯按钮不亮' });
    await server.drain();
    expect(await codeOf(send(lift.id, off, '没别人了'))).toBe('order.uncertified');
    expect((await view(id)).orders[0]?.worker?.name).toBe('周建国');
  });
});

describe('an order that nobody holds', () => {
  test('climbs too, also where the owner has had an answer, and is given out when somebody comes', async () => {
    const { id } = await report();
    await server.drain();
    await as(desk)(staffApi.noteRepair, { params: { id }, body: { text: '在找师傅，今天一定来', toOwner: true } });
    expect((await view(id)).promises.find(({ kind }) => kind === 'respond')?.state).toBe('kept');
    await wait(10);
    expect((await view(id)).escalation).toBeNull();
    await wait(10);
    await wait(10);
    expect((await view(id)).escalation).toMatchObject({ level: 'supervisor' });
    const [open] = (await as(chen)(listEscalations)).items;
    expect(open).toMatchObject({ cause: 'unheld', words: '一直没人接' });
    // Said once, however often it was tried.
    expect((await kindsOf(id)).filter((kind) => kind === 'nobody')).toHaveLength(1);
    await worker('周建国', ['plumber']);
    await server.drain();
    expect((await view(id)).orders[0]?.worker?.name).toBe('周建国');
  });
});

describe('one request, whole chain (C8)', () => {
  test('the lift makes a noise: engineering and the guard post start by themselves, and it closes when both have', async () => {
    const certificates = [{ kind: 'lift' as const, number: 'T1', validUntil: '2027-12-31' }];
    const wu = await worker('吴强', ['lift-technician'], { certificates });
    const ding = await worker('丁强', ['guard'], { department: 'security' });
    const { id } = await report({ problemTypeId: 'lift', text: '电梯关门的时候有异响' });
    await server.drain();
    const seen = await view(id);
    expect(seen.orders.map(({ department, worker: one }) => `${department} ${one?.name}`)).toEqual([
      '工程部 吴强',
      '秩序部 丁强',
    ]);
    expect(seen.steward).toBe('李晓梅');
    const [mine, theirs] = [await accept(wu), await accept(ding)];
    expect((await as(wu)(orders.readOrder, { params: { id: mine } })).others).toMatchObject([
      { department: '秩序部', status: 'accepted', workerName: '丁强' },
    ]);
    await arrive(wu, mine);
    await finishInTruth(wu, mine);
    expect((await view(id)).status).toBe('working');
    await arrive(ding, theirs);
    await finishInTruth(ding, theirs);
    expect((await view(id)).status).toBe('done');
    expect((await as(owner)(api.readOwnRepair, { params: { id } })).parts).toMatchObject([
      { department: '工程部', status: 'finished' },
      { department: '秩序部', status: 'finished' },
    ]);
  });
});

describe('clocks that stand, and owners who urge', () => {
  test('paused until Saturday: the worker is free, nothing is late meanwhile, and then it goes on', async () => {
    const zhou = await worker('周建国', ['plumber'], {
      shifts: [{ startsAt: new Date('2026-11-23T08:00:00+08:00'), endsAt: new Date('2026-11-24T08:00:00+08:00') }],
    });
    const { id } = await report();
    await server.drain();
    const orderId = await accept(zhou);
    await as(zhou)(orders.pauseOrder, {
      params: { id: orderId },
      body: { until: '2026-11-23T16:54:00+08:00', reason: '业主下班才在家' },
    });
    expect(await inHandOf(zhou)).toBe(0);
    expect((await view(id)).pause).toMatchObject({ reason: '业主下班才在家', by: '周建国' });
    expect((await view(id)).promise?.pausedAt).not.toBeNull();
    await wait(359);
    expect((await view(id)).orders[0]?.status).toBe('waiting');
    await wait(1);
    await server.drain();
    const on = await view(id);
    expect(on).toMatchObject({ pause: null, orders: [{ status: 'assigned', worker: { name: '周建国' } }] });
    expect(on.promises.find(({ kind }) => kind === 'finish')?.dueAt).toBe('2026-11-24T16:54:00.000+08:00');
    const burstId = (await burst()).id;
    expect(
      await codeOf(
        as(desk)(staffApi.pauseRepair, {
          params: { id: burstId },
          body: { until: '2026-11-24T10:00:00+08:00', reason: '等一等' },
        }),
      ),
    ).toBe('repair.pause_refused');
  });

  test('an urge moves something, is limited, and the second one reaches the supervisor', async () => {
    const { id } = await report();
    await server.drain();
    const late = await worker('周建国', ['plumber']);
    const urge = (key = newKey()) => as(owner)(api.urgeRepair, { params: { id }, idempotencyKey: key });
    const urged = await urge();
    await server.drain();
    expect(urged.urges).toMatchObject({ left: 2 });
    expect((await view(id)).orders[0]?.worker?.name).toBe(late.name);
    expect(await codeOf(urge())).toBe('repair.urged_enough');
    server.deps.clock.advance(30 * minute - 1);
    expect(await codeOf(urge())).toBe('repair.urged_enough');
    server.deps.clock.advance(1);
    const tries = await Promise.all(Array.from({ length: 20 }, () => codeOf(urge())));
    expect(tries.filter((answer) => typeof answer === 'object')).toHaveLength(1);
    await server.drain();
    expect((await view(id)).escalation).toMatchObject({ level: 'supervisor' });
    expect((await titlesOf(late)).some((title) => title.includes('催'))).toBe(true);
  });
});

describe('what nobody is sure of', () => {
  test('waits for a person within the clock, and then goes its way from the report on', async () => {
    const wu = await worker('吴强', ['lift-technician'], {
      certificates: [{ kind: 'lift', number: 'T1', validUntil: '2027-12-31' }],
    });
    await worker('丁强', ['guard'], { department: 'security' });
    const created = await as(owner)(api.reportRepair, {
      body: { houseId: community.houses[0]?.id, text: '那个东西又不行了' },
    });
    expect(created.typed).toMatchObject({ by: 'recogniser', undecided: true });
    await server.drain();
    expect((await view(created.id)).orders[0]?.status).toBe('waiting');
    expect((await titlesOf(desk)).join('\n')).toMatch(/定/);
    await wait(20);
    const said = await as(desk)(staffApi.classifyRepair, {
      params: { id: created.id },
      body: { problemTypeId: 'lift', emergency: '困人' },
    });
    expect(said).toMatchObject({ urgency: 'emergency', problemType: { id: 'lift' } });
    await server.drain();
    const now = await view(created.id);
    expect(now.orders.map(({ worker: one }) => one?.name)).toEqual([wu.name, '丁强']);
    // Clocks run from the report: the answer was due five minutes ago.
    expect(now.promises.find(({ kind }) => kind === 'respond')).toMatchObject({ state: 'missed' });
    expect(now.escalation).toMatchObject({ level: 'supervisor' });
  });
});
