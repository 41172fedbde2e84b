import type { ChildProcess } from 'node:child_process';
import { newKey } from 'shared-types/client';
import { reportRepair } from 'shared-types/repair';
import { LessThanOrEqual } from 'typeorm';
import { loopFaults } from '../../simulate/invariants.js';
import { DispatchDecisionEntity } from '../../src/features/dispatch/dispatch.entity.js';
import { InboxMessageEntity } from '../../src/features/notification/notification.entity.js';
import { EscalationEntity } from '../../src/features/repair/loop.entity.js';
import { WorkOrderEntity } from '../../src/features/repair/repair.entity.js';
import { changeClock } from '../../src/platform/clock/clock.js';
import { OutboxEntity, TimerEntity } from '../../src/platform/queue/queue.entity.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../factories/community.js';
import type { TestClock } from '../factories/testDeps.js';
import { type TestServer, testServer } from '../factories/testServer.js';
import { makeWorkerOnShift, until } from './chaos/workers.js';
import { type Children, ended, kill, makeChildren } from './kill/children.js';

const kills = Number(process.env.KILLS ?? 3);
const longEnoughMs = 30_000 + kills * 10_000;
/** Longer than any step takes on a busy machine: a lease that ends under a living worker is not what is proved here. */
const leaseMs = 3000;

/** The wall's time, and a community's that is moved together with that of the children. */
const movedClock = (): TestClock => {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    realNow: () => new Date(),
    speed: () => 1,
    set: () => undefined,
    advance: (ms) => {
      aheadMs += ms;
    },
  };
};

let server: TestServer;
let community: TestCommunity;
let children: Children;
let owner: { id: string; token: string };

beforeAll(async () => {
  server = await testServer({ clock: movedClock() });
  const { deps } = server;
  community = await makeCommunity(deps);
  const { openid } = server.simulators.control.wechat.putResident({ name: '林娜', phone: '19900002001' });
  owner = await makeOwner(deps, community.id, community.houses.slice(0, 1), { openid });
  for (const name of ['周建国', '陈志强', '马国庆']) await makeWorkerOnShift(deps, community.id, name, ['plumber']);
  await makeStaff(deps, community.id, 'supervisor', { name: '赵主管' });
  await makeStaff(deps, community.id, 'manager', { name: '王建平' });
  children = await makeChildren(server, community.id);
}, 60_000);
afterAll(async () => {
  await children.close();
  await server.close();
});

const report = (emergency?: string): Promise<{ id: string }> =>
  server.client(owner.token)(reportRepair, {
    body: {
      houseId: community.houses[0]?.id,
      problemTypeId: emergency === 'nobody' ? 'lift' : 'plumbing',
      text: emergency ? '快来人' : '厨房水管漏水',
      ...(emergency ? { emergency: emergency === 'nobody' ? '困人' : emergency } : {}),
    },
    idempotencyKey: newKey(),
  });

const forward = async (minutes: number): Promise<void> => {
  server.deps.clock.advance(minutes * 60_000);
  const at = server.deps.clock.now();
  await changeClock(server.deps.db, ({ speed }) => ({ at, speed }));
};

const reader = () => server.deps.db.reader;
const restOfWork = async (): Promise<number> =>
  (await reader().countBy(OutboxEntity, { state: 'waiting' })) +
  (await reader().countBy(TimerEntity, { state: 'waiting', dueAt: LessThanOrEqual(server.deps.clock.now()) }));

/** Two side by side where the database is a server; SQLite has one process at a time. */
const startRelief = (): Promise<ChildProcess[]> =>
  Promise.all(
    Array.from({ length: server.deps.db.engine === 'mysql' ? 2 : 1 }, () =>
      children.start(children.options({ leaseMs })),
    ),
  );

/** What must hold of dispatch whatever happened: each order was given once, and told to its worker once. */
const givenOnce = async (): Promise<void> => {
  const decisions = await reader().findBy(DispatchDecisionEntity, { communityId: community.id });
  const orders = await reader().findBy(WorkOrderEntity, { communityId: community.id });
  for (const order of orders.filter(({ workerId }) => workerId !== null)) {
    const last = decisions.filter(({ orderId, workerId }) => orderId === order.id && workerId !== null).at(-1);
    expect(last?.workerId).toBe(order.workerId);
    expect(order.decisionId).toBe(last?.id);
  }
};

/** Dies at the point again and again, each time with new work before it, and is relieved at the end. */
const dieThere = async (failpoint: string, prepare: () => Promise<unknown>): Promise<void> => {
  for (let turn = 0; turn < kills; turn++) {
    await prepare();
    expect(await ended(await children.start(children.options({ failpoint, leaseMs })))).toBe('SIGKILL');
    expect(await loopFaults(server.deps, community.id)).toEqual([]);
  }
  const relief = await startRelief();
  await until(async () => (await restOfWork()) === 0, 30_000);
  await Promise.all(relief.map((child) => kill(child, 'SIGTERM')));
  expect(await loopFaults(server.deps, community.id)).toEqual([]);
  const dead = [OutboxEntity, TimerEntity].map((entity) => reader().findBy(entity, { state: 'dead' }));
  expect((await Promise.all(dead)).flat().map(({ topic, lastError }) => `${topic}: ${lastError}`)).toEqual([]);
};

describe(`killed ${kills} times in dispatch`, () => {
  test.each(['before the claim of a worker', 'inside the assignment', 'after the assignment, before the mark'])(
    '%s: no order is lost, none has two workers, nobody has more than they may',
    async (failpoint) => {
      await dieThere(failpoint, () => report());
      await givenOnce();
    },
    longEnoughMs,
  );
});

describe(`killed ${kills} times in escalation`, () => {
  test.each(['inside the step of an escalation', 'before the commit of an escalation'])(
    '%s: each step happens once, in the history and in what is announced',
    async (failpoint) => {
      const before = await reader().countBy(EscalationEntity, { communityId: community.id });
      await dieThere(failpoint, async () => {
        await report('nobody');
        await forward(11);
      });
      expect(await reader().countBy(EscalationEntity, { communityId: community.id })).toBeGreaterThan(before);
    },
    longEnoughMs,
  );
});

test(
  `killed ${kills} times while messages are kept: each is in the inbox once`,
  async () => {
    await dieThere('inside the keeping of messages', () => report('爆管'));
    const kept = await reader().findBy(InboxMessageEntity, { communityId: community.id });
    expect(kept.length).toBeGreaterThan(0);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
  },
  longEnoughMs,
);
