import { newKey } from 'shared-types/client';
import { livePath } from 'shared-types/live';
import * as api from 'shared-types/notification';
import type { StaffRole } from 'shared-types/permissions';
import { WebSocket } from 'ws';
import { makeFinishedOrder } from '../../../test/factories/orders.js';
import { makeCommunity, makeOwner, makeStaff } from '../../../test/factories/people.js';
import { serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { deterministicId, newId } from '../../kernel/ids.js';
import { alertWords } from '../../locales/staffAlerts.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { publish } from '../../platform/queue/queue.js';
import { alertStaff, type StaffAlert, staffAlertKinds } from '../../platform/staffAlert.js';
import { addStaffPost } from '../identity/identity.door.js';
import { RepairEntity, WorkOrderEntity } from '../repair/repair.entity.js';
import { InboxMessageEntity, MessageDeliveryEntity, SubscriptionQuotaEntity } from './notification.entity.js';
import { notificationHandlers } from './notification.jobs.js';
import { notificationRoutes } from './notification.routes.js';

let server: TestServer;
beforeAll(async () => {
  const test = await testDeps();
  server = await serve(test, { routes: notificationRoutes, gates: {}, handlers: notificationHandlers });
});
afterAll(() => server.close());

const office = async () => {
  const communityId = await makeCommunity(server);
  const hire = async (role: StaffRole) => {
    const { id, token } = await makeStaff(server, communityId, [role], { name: '周建国', department: 'engineering' });
    return { id, token, name: '周建国', call: server.client(token) };
  };
  const alert = async (more: Omit<StaffAlert, 'communityId'>): Promise<void> => {
    await inTransaction(server.deps.db, (tx) => alertStaff(tx, server.deps.clock, { communityId, ...more }));
  };
  return { communityId, hire, alert };
};

/** What a signed-in page hears; ready when the socket is. */
const listen = async (token: string): Promise<{ heard: { type: string }[]; close(): void }> => {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${livePath}`);
  const heard: { type: string }[] = [];
  await new Promise<void>((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string };
      if (message.type === 'ready') resolve();
      else heard.push(message);
    });
  });
  return { heard, close: () => socket.terminate() };
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (const end = Date.now() + 15_000; !isSo() && Date.now() < end; ) await new Promise((go) => setTimeout(go, 10));
};

describe('what staff are told', () => {
  it('stands in the inbox of each, with the request, its place and the way there', async () => {
    const { communityId, hire, alert } = await office();
    const worker = await hire('engineer');
    const desk = await hire('customer-service');
    const { repairId, orderId } = await makeFinishedOrder(server.deps, communityId, { worker });
    await alert({ repairId, staffIds: [worker.id], kind: 'assigned', link: `/orders/${orderId}` });
    await alert({ repairId, staffIds: [desk.id, worker.id, desk.id], kind: 'late', detail: '到场时限' });
    await server.drain();
    const late = {
      title: '超时了：厨房水管漏水',
      body: '3栋2单元1102，已经过了到场时限，请马上处理。',
      link: `/requests/${repairId}`,
    };
    expect(await desk.call(api.listStaffInbox)).toEqual({
      items: [expect.objectContaining({ ...late, read: false, at: '2026-11-23T10:54:00.000+08:00' })],
      nextCursor: null,
      unread: 1,
    });
    const { items, unread } = await worker.call(api.listStaffInbox);
    expect(unread).toBe(2);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining(late),
        expect.objectContaining({ title: '新工单：厨房水管漏水', link: `/orders/${orderId}` }),
      ]),
    );
  });

  it('leads to the spot checks, and needs no request', async () => {
    const { hire, alert } = await office();
    const supervisor = await hire('supervisor');
    await alert({ repairId: null, staffIds: [supervisor.id], kind: 'spot-check' });
    await server.drain();
    expect((await supervisor.call(api.listStaffInbox)).items).toEqual([
      expect.objectContaining({ title: '抽查', link: '/spot-checks' }),
    ]);
  });

  it('rings once, in the pocket of whoever it is for', async () => {
    const { communityId, hire, alert } = await office();
    const [worker, other] = [await hire('engineer'), await hire('engineer')];
    const { repairId } = await makeFinishedOrder(server.deps, communityId, { worker });
    const [mine, theirs] = [await listen(worker.token), await listen(other.token)];
    const id = deterministicId('test', repairId);
    for (let time = 0; time < 2; time++) {
      await alert({ id, repairId, staffIds: [worker.id], kind: 'assigned', rings: true });
      await server.drain();
    }
    await alert({ repairId, staffIds: [other.id], kind: 'preempted' });
    await server.drain();
    await until(() => mine.heard.length >= 2 && theirs.heard.length >= 1);
    expect(mine.heard).toEqual([{ type: 'inbox.changed' }, { type: 'alarm', repairId, title: '新工单：厨房水管漏水' }]);
    expect(theirs.heard).toEqual([{ type: 'inbox.changed' }]);
    mine.close();
    theirs.close();
  });

  it('is written once when the row is handled twice, and not at all for nobody', async () => {
    const { communityId, hire, alert } = await office();
    const worker = await hire('engineer');
    await alert({ repairId: null, staffIds: [worker.id], kind: 'unheld' });
    await alert({ repairId: null, staffIds: [], kind: 'unheld' });
    expect(await server.deps.db.reader.countBy(OutboxEntity, { communityId })).toBe(1);
    await server.drain();
    await inTransaction(server.deps.db, (tx) =>
      tx.update(OutboxEntity, { communityId }, { state: 'waiting', holdUntil: null }),
    );
    await server.drain();
    expect(await server.deps.db.reader.countBy(InboxMessageEntity, { communityId })).toBe(1);
  });

  it('tells fifty at most', async () => {
    const { communityId, alert } = await office();
    const at = server.deps.clock.now();
    await alert({ repairId: null, staffIds: Array.from({ length: 60 }, () => newId(at)), kind: 'unheld' });
    await server.drain();
    expect(await server.deps.db.reader.countBy(InboxMessageEntity, { communityId })).toBe(50);
  });

  it.each(staffAlertKinds)('has short words for %s, with a detail and without', (kind) => {
    for (const detail of [undefined, '到场时限']) {
      const about = { title: '厨房水管漏水', placeLabel: '3栋2单元1102' };
      const { title, body } = alertWords(kind, about, detail);
      expect(title).toMatch(/^[\p{Script=Han}，]{2,12}：厨房水管漏水$/u);
      expect(body).toMatch(/^3栋2单元1102，[\p{Script=Han}，]+。$/u);
      expect(alertWords(kind, null, detail).title).not.toContain('：');
    }
  });

  it('cuts a long title between characters', async () => {
    const { communityId, hire, alert } = await office();
    const worker = await hire('engineer');
    const title = `${'水'.repeat(34)}💧${'漏'.repeat(20)}`;
    const { repairId } = await makeFinishedOrder(server.deps, communityId, { worker, title });
    await alert({ repairId, staffIds: [worker.id], kind: 'assigned' });
    await server.drain();
    const [message] = (await worker.call(api.listStaffInbox)).items;
    expect(message?.title).toBe(`新工单：${'水'.repeat(34)}💧…`);
  });
});

describe("a staff member's inbox", () => {
  it('is read by themselves alone, page by page, and per community', async () => {
    const { communityId, hire, alert } = await office();
    const [worker, other] = [await hire('engineer'), await hire('engineer')];
    for (let sent = 0; sent < 5; sent++) {
      await alert({ repairId: null, staffIds: [worker.id], kind: 'unheld' });
      server.deps.clock.advance(1000);
    }
    await server.drain();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await worker.call(api.listStaffInbox, { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      expect(page.unread).toBe(5);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    const ids = seen.slice(0, 2);
    await other.call(api.markStaffInboxRead, { body: { ids } });
    expect((await worker.call(api.listStaffInbox)).unread).toBe(5);
    await worker.call(api.markStaffInboxRead, { body: { ids } });
    expect((await worker.call(api.listStaffInbox)).unread).toBe(3);

    const elsewhere = await makeCommunity(server, '翠湖');
    const terms = { communityId: elsewhere, staffId: worker.id, department: 'engineering' as const };
    await inTransaction(server.deps.db, (tx) => addStaffPost(tx, { ...terms, roles: ['engineer'] }));
    const there = server.client(worker.token, elsewhere);
    expect(await there(api.listStaffInbox)).toEqual({ items: [], nextCursor: null, unread: 0 });
    await there(api.markStaffInboxRead, { body: {} });
    const here = server.client(worker.token, communityId);
    expect((await here(api.listStaffInbox)).unread).toBe(3);
    await here(api.markStaffInboxRead, { body: {} });
    expect((await here(api.listStaffInbox)).unread).toBe(0);
  });
});

describe('what owners are told', () => {
  let phones = 0;
  const told = async (change: Partial<RepairEntity>, topic: string, payload: Record<string, unknown> = {}) => {
    const { communityId, hire } = await office();
    const worker = await hire('engineer');
    const owner = await makeOwner(server, `199010${String(++phones).padStart(5, '0')}`);
    const { repairId } = await makeFinishedOrder(server.deps, communityId, { worker, reporterId: owner.id });
    await inTransaction(server.deps.db, async (tx) => {
      if (Object.keys(change).length > 0) await tx.update(RepairEntity, { communityId, id: repairId }, change);
      const [main] = await tx.findBy(WorkOrderEntity, { communityId, repairId });
      if (main && topic === 'repair.joined')
        for (const [department, status] of [
          ['security', 'assigned'],
          ['cleaning', 'cancelled'],
        ] as const)
          await tx.insert(WorkOrderEntity, {
            ...main,
            id: newId(server.deps.clock.now()),
            department,
            status,
            main: false,
          });
      await publish(tx, server.deps.clock, { communityId, topic, payload: { repairId, ...payload } });
    });
    await server.drain();
    const { items } = await server.client(owner.token)(api.listInbox);
    expect(items).toHaveLength(1);
    expect(items[0]?.link).toContain(repairId);
    return [items[0]?.title, items[0]?.body];
  };

  it.each<[string, Partial<RepairEntity>, Record<string, unknown>, string, string]>([
    ['repair.redispatched', {}, {}, '换了一位师傅', '换成周师傅来处理，接单后您能看到他的电话。'],
    [
      'repair.escalated',
      { escalationFollower: '吴敏' },
      {},
      '主管吴敏在跟',
      '让您久等了。主管吴敏亲自在跟，会跟到办好为止。',
    ],
    ['repair.escalated', {}, {}, '已经报给主管', '让您久等了。这件报修已经报给主管，会跟到办好为止。'],
    [
      'repair.paused',
      { pauseReason: '您约了周六', pausedUntil: new Date('2026-11-28T09:00:00+08:00') },
      {},
      '先停一停',
      '您约了周六。这件报修先停一停，11月28日 09:00 接着办。',
    ],
    ['repair.resumed', {}, {}, '接着办了', '您的报修接着办了，时间重新走。'],
    [
      'repair.closed_by_itself',
      {},
      { days: 7 },
      '报修先办结了',
      '7 天没有收到您的回话，先办结了。没修好可以再说，我们接着修。',
    ],
    ['repair.joined', {}, {}, '又来了人帮忙', '秩序部一起来处理这件报修。'],
    ['repair.classified', {}, {}, '问题类型定了', '物业看过您的报修，定了是哪一类问题，点开看看对不对。'],
  ])('%s', async (topic, change, payload, title, body) => {
    expect(await told(change, topic, payload)).toEqual([title, body]);
  });

  it('costs no subscribe message', async () => {
    await told({}, 'repair.resumed');
    expect(await server.deps.db.reader.countBy(OutboxEntity, { topic: 'notification.subscribe' })).toBe(0);
  });
});

describe('a subscribe message', () => {
  let phones = 90_000;

  /** An owner with a finished request, who accepted so many messages of its template. */
  const reporter = async (accepted: number) => {
    const { communityId, hire } = await office();
    const worker = await hire('engineer');
    const phone = `199020${++phones}`;
    const owner = await makeOwner(server, phone);
    const { wechat } = server.simulators.control;
    const resident = wechat.residents().find((one) => one.phone === phone);
    const templateId = server.deps.settings.subscribeTemplates.repairFinished;
    for (let times = 0; times < accepted; times++)
      await server.client(owner.token)(api.recordSubscriptions, {
        body: { results: [{ templateId, result: 'accept' }] },
      });
    wechat.setQuota(resident?.id ?? '', templateId, accepted);
    const { repairId } = await makeFinishedOrder(server.deps, communityId, { worker, reporterId: owner.id });
    const finish = async (times = 1): Promise<void> => {
      const event = { communityId, topic: 'repair.finished', payload: { repairId } };
      await inTransaction(server.deps.db, (tx) =>
        publish(tx, server.deps.clock, ...Array.from({ length: times }, () => event)),
      );
      await server.drain();
    };
    const received = (): number => wechat.messages(resident?.id ?? '').length;
    const jobs = () => server.deps.db.reader.findBy(OutboxEntity, { communityId, topic: 'notification.subscribe' });
    return { finish, received, jobs, wechat, accountId: owner.id, residentId: resident?.id ?? '' };
  };

  it('goes out once for each acceptance, and without one there is no work for it', async () => {
    const { finish, received, jobs, accountId } = await reporter(1);
    await finish();
    await finish();
    expect(received()).toBe(1);
    expect((await jobs()).map(({ lane, state }) => [lane, state])).toEqual([['calls', 'done']]);
    expect(await server.deps.db.reader.findBy(MessageDeliveryEntity, { accountId })).toEqual([
      expect.objectContaining({ state: 'sent', error: null }),
    ]);
    expect(await server.deps.db.reader.countBy(InboxMessageEntity, { accountId })).toBe(2);
  });

  it('goes out for several things at once one after the other, and only as often as was accepted', async () => {
    const { finish, received, jobs, accountId } = await reporter(3);
    const others = await reporter(1);
    await Promise.all([finish(5), others.finish(2)]);
    // Three stand in line; the fourth and the fifth come back later.
    expect((await jobs()).filter(({ state }) => state === 'waiting')).toHaveLength(2);
    server.deps.clock.advance(1001);
    await server.drain();
    expect(received()).toBe(3);
    expect(others.received()).toBe(1);
    expect((await jobs()).map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'done'));
    expect(await server.deps.db.reader.countBy(MessageDeliveryEntity, { accountId, state: 'sent' })).toBe(3);
    expect(await server.deps.db.reader.countBy(InboxMessageEntity, { accountId })).toBe(5);
  });

  it('that WeChat takes no more ends the acceptances that we counted', async () => {
    const { finish, received, wechat, accountId, residentId } = await reporter(2);
    wechat.setQuota(residentId, server.deps.settings.subscribeTemplates.repairFinished, 0);
    await finish();
    expect(received()).toBe(0);
    expect(await server.deps.db.reader.findBy(MessageDeliveryEntity, { accountId })).toEqual([
      expect.objectContaining({ state: 'refused', error: 'no_subscription' }),
    ]);
    const [quota] = await server.deps.db.reader.findBy(SubscriptionQuotaEntity, { accountId });
    expect(quota?.remaining).toBe(0);
  });

  it('waits, and keeps its acceptance and its tries, when WeChat says that there are too many a minute', async () => {
    const { finish, received, jobs, wechat } = await reporter(1);
    wechat.faults.add({ api: 'send', kind: 'rate', times: 1 });
    await finish();
    expect(received()).toBe(0);
    expect((await jobs()).map(({ state, attempts }) => [state, attempts])).toEqual([['waiting', 0]]);
    server.deps.clock.advance(5001);
    await server.drain();
    expect(received()).toBe(1);
    expect((await jobs()).map(({ state }) => state)).toEqual(['done']);
  });

  it('is not begun twice, though its row is handled twice', async () => {
    const { finish, received, jobs, accountId } = await reporter(3);
    await finish();
    const [job] = await jobs();
    await inTransaction(server.deps.db, (tx) =>
      tx.update(OutboxEntity, { id: job?.id ?? '' }, { state: 'waiting', holdUntil: null }),
    );
    await server.drain();
    expect(received()).toBe(1);
    const [quota] = await server.deps.db.reader.findBy(SubscriptionQuotaEntity, { accountId });
    expect(quota?.remaining).toBe(2);
  });
});

it('refuses a forged place in the list', async () => {
  const { hire } = await office();
  const { call } = await hire('engineer');
  const cursor = Buffer.from(JSON.stringify(['yesterday', newKey()])).toString('base64url');
  await expect(call(api.listStaffInbox, { query: { cursor } })).rejects.toMatchObject({ code: 'request.invalid' });
});
