import { newKey } from 'shared-types/client';
import type { BodyInputOf } from 'shared-types/contract';
import * as api from 'shared-types/homeVisit';
import { recordSubscriptions } from 'shared-types/notification';
import { readReceipt } from 'shared-types/payment';
import { changePolicy } from 'shared-types/policy';
import * as complaints from 'shared-types/staffComplaint';
import * as desk from 'shared-types/staffHomeVisit';
import { collectPayment, readStaffPayment } from 'shared-types/staffPayment';
import { reportRepairForOwner } from 'shared-types/staffRepair';
import { makeCommunity, makeOwner, makeStaff, type TestHouse } from '../../../test/factories/community.js';
import { billsNow, makeBill } from '../../../test/factories/payments.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { HomeVisitEntity, HomeVisitMadeEntity } from './homevisit.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
}, 30_000);
afterAll(() => server.close());
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));

const idleMs = 30 * 86_400_000;
let residents = 0;
const day = '2026-11-24';

/** A community with two households and a tenant, a desk of two, a supervisor and a manager. */
const estate = async () => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const { id: communityId } = community;
  const [house, next] = community.houses as [TestHouse, TestHouse];
  const live = async (where: TestHouse, role: 'owner' | 'family' | 'tenant', name: string) => {
    residents += 1;
    const resident = `visited${residents}`;
    const phone = `199${String(30_000_000 + residents)}`;
    const { openid } = server.simulators.control.wechat.putResident({ id: resident, name, phone });
    const made = await makeOwner(deps, communityId, [where], { openid, role, name });
    return { ...made, resident, call: server.client(made.token) };
  };
  const owner = await live(house, 'owner', '林娜');
  const family = await live(house, 'family', '林建国');
  const tenant = await live(house, 'tenant', '小王');
  const neighbour = await live(next, 'owner', '吴敏');
  const work = async (role: Parameters<typeof makeStaff>[2], name: string) => {
    const made = await makeStaff(deps, communityId, role, { name, idleMs });
    return { ...made, call: server.client(made.token, communityId) };
  };
  const chen = await work('customer-service', '陈静');
  const fang = await work('customer-service', '方婷');
  const supervisor = await work('supervisor', '唐军');
  const manager = await work('manager', '方总');
  const book = (body: Partial<BodyInputOf<typeof api.bookVisit>> = {}, who = owner, key = newKey()) =>
    who.call(api.bookVisit, {
      body: { houseId: house.id, purpose: 'payment', day, half: 'morning', phone: '13912345678', ...body },
      idempotencyKey: key,
    });
  const give = (id: string, to = chen, by = fang) =>
    by.call(desk.giveVisit, { params: { id }, body: { staffId: to.id }, idempotencyKey: newKey() });
  const setOut = (id: string, who = chen) =>
    who.call(desk.setOutForVisit, { params: { id }, body: {}, idempotencyKey: newKey() });
  const end = (id: string, result = '收了物业费', who = chen) =>
    who.call(desk.endVisit, { params: { id }, body: { result }, idempotencyKey: newKey() });
  const miss = (id: string, reason = '敲门没人应', who = chen) =>
    who.call(desk.missVisit, { params: { id }, body: { reason }, idempotencyKey: newKey() });
  const readAs = (id: string, who = chen) => who.call(desk.readVisit, { params: { id } });
  const own = (id: string, who = owner) => who.call(api.readOwnVisit, { params: { id } });
  /** On the way in the morning of the day. */
  const atTheDoor = async () => {
    const { id } = await book();
    await give(id);
    deps.clock.set(`${day}T09:20:00+08:00`);
    await setOut(id);
    return id;
  };
  const acts = { book, give, setOut, end, miss, readAs, own, atTheDoor };
  const people = { owner, family, tenant, neighbour, chen, fang, supervisor, manager };
  return { community, communityId, house, next, ...people, ...acts };
};
type Estate = Awaited<ReturnType<typeof estate>>;

/** In the order of their words: several come at one time. */
const inboxOf = async (id: string): Promise<string[]> =>
  (await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: id }))
    .map(({ title, body }) => `${title}|${body}`)
    .sort();

const setPolicy = ({ manager }: Estate, homeVisit: Partial<typeof defaultPolicy.homeVisit>, basedOn = 0) =>
  manager.call(changePolicy, {
    body: {
      policy: { ...defaultPolicy, homeVisit: { ...defaultPolicy.homeVisit, ...homeVisit } },
      ...{ basedOn, reason: '人手少' },
    },
    idempotencyKey: newKey(),
  });

const photo = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);
const sign = async ({ token }: { token: string }): Promise<string> =>
  String((await upload(server, token, photo)).body.id);

describe('booking', () => {
  it('offers the days of the rules with their places; booked, it is seen by the house and by nobody beside it', async () => {
    const { house, owner, family, tenant, neighbour, book, own } = await estate();
    const { items, phoneMasked } = await owner.call(api.readVisitDays, { params: { id: house.id } });
    expect(items).toHaveLength(15);
    expect(items[0]).toMatchObject({
      ...{ day: '2026-11-23', dayWords: '今天 周一' },
      halves: [
        { half: 'morning', left: 0, why: '已经过了' },
        { half: 'afternoon', words: '下午 14:00–18:00', left: 6, why: null },
      ],
    });
    expect(phoneMasked).toMatch(/^199\*{4}/);
    const made = await book();
    expect(made).toMatchObject({
      ...{ status: 'booked', statusName: '等安排人', whenWords: '明天 上午 09:00–12:00', purposeName: '上门代缴' },
      ...{ staffName: null, staffPhone: null, actions: ['cancel'] },
    });
    expect((await own(made.id, family)).id).toBe(made.id);
    for (const other of [tenant, neighbour]) {
      expect(await codeOf(own(made.id, other))).toBe('home_visit.not_found');
      expect((await other.call(api.listOwnVisits, { query: {} })).items).toEqual([]);
    }
    expect((await family.call(api.listOwnVisits, { query: {} })).items).toMatchObject([{ id: made.id }]);
    const after = await owner.call(api.readVisitDays, { params: { id: house.id } });
    expect(after.items[1]?.halves[0]).toMatchObject({ left: 5, why: '您家约过了' });
  });

  it('the same house and half-day only once, also by two who ask at the same time; the same command is one visit', async () => {
    const { book, family, communityId } = await estate();
    const key = newKey();
    const [one, again] = await Promise.all([book({}, undefined, key), book({}, undefined, key)]);
    expect(again.id).toBe(one.id);
    expect(await codeOf(book({}, family))).toBe('home_visit.twice');
    const tries = await Promise.allSettled([book({ half: 'afternoon' }), book({ half: 'afternoon' }, family)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await server.deps.db.reader.countBy(HomeVisitEntity, { communityId })).toBe(2);
  });

  it('no more than the rules allow in a half-day, also at the same time; who calls it off leaves their place to others', async () => {
    const home = await estate();
    await setPolicy(home, { perHalf: 1 });
    const { book, owner, neighbour, next, house } = home;
    const theirs = { houseId: next.id };
    const tries = await Promise.allSettled([book(), book(theirs, neighbour)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const full = tries.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(await codeOf(Promise.reject(full.reason))).toBe('home_visit.full');
    expect(await codeOf(book({ houseId: house.id, half: 'morning' }, neighbour))).toBe('house.not_found');
    const mine = (await owner.call(api.listOwnVisits, { query: {} })).items[0];
    const [winner, loser, body] = mine ? ([owner, neighbour, theirs] as const) : ([neighbour, owner, {}] as const);
    const { items } = await winner.call(api.listOwnVisits, { query: {} });
    const cancelled = await winner.call(api.cancelOwnVisit, {
      params: { id: items[0]?.id ?? '' },
      body: {},
      idempotencyKey: newKey(),
    });
    expect(cancelled).toMatchObject({ status: 'cancelled', result: '业主取消', actions: [] });
    expect((await book(body, loser)).status).toBe('booked');
  });

  it('nothing outside the rules: a day that is not offered, help without a word, a number that is none', async () => {
    const home = await estate();
    const { book, owner, house } = home;
    await setPolicy(home, { weekdays: [1, 2], aheadDays: 3 });
    expect(await codeOf(book({ day: '2026-11-25' }))).toBe('home_visit.not_offered');
    expect(await codeOf(book({ day: '2026-11-30' }))).toBe('home_visit.not_offered');
    expect(await codeOf(book({ day: '2026-11-23' }))).toBe('home_visit.not_offered');
    expect(await codeOf(book({ purpose: 'help' }))).toBe('request.invalid');
    expect(await codeOf(book({ phone: '12' }))).toBe('request.invalid');
    await setPolicy(home, { perHalf: 0 }, 1);
    expect((await owner.call(api.readVisitDays, { params: { id: house.id } })).items).toEqual([]);
    expect(await codeOf(book())).toBe('home_visit.not_offered');
  });

  it('by the desk for somebody who called; the owners of the house are told', async () => {
    const { chen, house, owner, give, tenant } = await estate();
    const made = await chen.call(desk.bookVisitForOwner, {
      params: { id: house.id },
      body: {
        purpose: 'help',
        note: '帮忙看手机缴费',
        day,
        half: 'afternoon',
        contactName: '林奶奶',
        phone: '13912345678',
      },
      idempotencyKey: newKey(),
    });
    expect(made).toMatchObject({
      ...{ status: 'booked', bookedBy: '陈静', contactName: '林奶奶', phoneMasked: '139****5678' },
      history: [{ text: '陈静代约' }],
    });
    await give(made.id);
    await server.drain();
    expect(await inboxOf(owner.id)).toEqual(['陈静会上门|客服陈静 明天 下午 14:00–18:00 到您家，来之前会打电话。']);
    expect(await inboxOf(tenant.id)).toEqual([]);
  });
});

describe('who goes there', () => {
  it('is a named member of customer service, who hears of it; given on, both hear; the owner knows who comes', async () => {
    const { book, give, chen, fang, owner, own, supervisor } = await estate();
    const { id } = await book();
    expect(await codeOf(give(id, supervisor as never))).toBe('staff.not_found');
    const given = await give(id);
    expect(given).toMatchObject({ status: 'given', staffName: '陈静', mine: false });
    expect(await own(id)).toMatchObject({ status: 'given', staffName: '陈静', staffPhone: '19900001001' });
    server.deps.clock.set('2026-11-23T11:00:00+08:00');
    await give(id, fang);
    await server.drain();
    expect(await inboxOf(chen.id)).toEqual([
      '上门服务|1栋1单元101，明天 上午 09:00–12:00，不用您去了。',
      '上门服务|1栋1单元101，明天 上午 09:00–12:00，安排您去。',
    ]);
    expect(await inboxOf(fang.id)).toEqual(['上门服务|1栋1单元101，明天 上午 09:00–12:00，安排您去。']);
    expect(await inboxOf(owner.id)).toContain('方婷会上门|客服方婷 明天 上午 09:00–12:00 到您家，来之前会打电话。');
  });

  it('is told to the owner by WeChat too, where they asked for that', async () => {
    const { book, give, owner } = await estate();
    const templateId = server.deps.settings.subscribeTemplates.homeVisit;
    const { wechat } = server.simulators.control;
    await owner.call(recordSubscriptions, { body: { results: [{ templateId, result: 'accept' }] } });
    wechat.setQuota(owner.resident, templateId, 1);
    await give((await book()).id);
    await server.drain();
    await server.drain();
    const [message] = wechat.messages(owner.resident);
    expect(message?.fields.map(({ value }) => value)).toEqual([
      '1栋1单元101',
      '已安排',
      expect.stringContaining('2026'),
      expect.stringContaining('客服陈静'),
    ]);
  });

  it('sees the number that they must call, on record, and nobody else does; done, it is gone', async () => {
    const { book, give, chen, fang, manager, setOut, end, readAs, communityId } = await estate();
    const { id } = await book();
    const phone = (who: typeof chen) => who.call(desk.readVisitPhone, { params: { id }, body: {} });
    expect(await phone(manager)).toEqual({ name: '林娜', phone: '13912345678' });
    await give(id);
    expect(await phone(chen)).toEqual({ name: '林娜', phone: '13912345678' });
    for (const other of [fang, manager]) {
      expect(await codeOf(phone(other))).toBe('auth.forbidden');
      expect((await readAs(id, other)).phoneMasked).toBeNull();
    }
    expect((await readAs(id)).phoneMasked).toBe('139****5678');
    server.deps.clock.set(`${day}T09:20:00+08:00`);
    await setOut(id);
    await end(id);
    expect(await codeOf(phone(chen))).toBe('auth.forbidden');
    const rows = await server.deps.db.reader.findBy(HomeVisitEntity, { communityId });
    expect(rows.map(({ phoneEncrypted }) => phoneEncrypted)).toEqual([null]);
    const actions = (await server.deps.db.reader.findBy(AuditEntity, { communityId })).map(({ action }) => action);
    expect(actions.filter((action) => action === 'home_visit.phone_read')).toHaveLength(2);
    const outbox = await server.deps.db.reader.findBy(OutboxEntity, { communityId });
    expect(JSON.stringify(outbox)).not.toContain('13912345678');
  });

  it('finds today’s visits on their list, the nearest first, with what the house owes', async () => {
    const { book, give, chen, fang, house, next, neighbour, communityId } = await estate();
    await makeBill(server.deps, { id: communityId, houseId: house.id }, 25_060);
    const late = await book({ half: 'afternoon' });
    const early = await book({ houseId: next.id }, neighbour);
    const unassigned = await book({ day: '2026-11-25' });
    await give(late.id);
    await give(early.id);
    const mine = await chen.call(desk.listVisits, { query: { scope: 'mine' } });
    expect(mine.items.map(({ id }) => id)).toEqual([early.id, late.id]);
    expect(mine.items.map(({ dueFen }) => dueFen)).toEqual([0, 25_060]);
    expect(mine.unassigned).toBe(1);
    expect((await fang.call(desk.listVisits, { query: { scope: 'mine' } })).items).toEqual([]);
    const open = (cursor?: string) =>
      fang.call(desk.listVisits, { query: { scope: 'open', limit: 2, ...(cursor ? { cursor } : {}) } });
    const first = await open();
    const second = await open(first.nextCursor ?? '');
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([early.id, late.id, unassigned.id]);
    expect(second.nextCursor).toBeNull();
  });
});

describe('at the door', () => {
  it('on its day the visitor sets out, and nobody else; the owner hears it and can no longer call it off', async () => {
    const { book, give, setOut, fang, owner, own } = await estate();
    const { id } = await book();
    await give(id);
    expect(await codeOf(setOut(id))).toBe('home_visit.illegal_transition');
    server.deps.clock.set(`${day}T09:20:00+08:00`);
    expect(await codeOf(setOut(id, fang))).toBe('home_visit.illegal_transition');
    expect(await setOut(id)).toMatchObject({
      status: 'coming',
      actions: expect.arrayContaining(['collect', 'report', 'done', 'missed']),
    });
    expect(await codeOf(owner.call(api.cancelOwnVisit, { params: { id }, body: {}, idempotencyKey: newKey() }))).toBe(
      'home_visit.illegal_transition',
    );
    await server.drain();
    expect(await inboxOf(owner.id)).toEqual(expect.arrayContaining([expect.stringContaining('陈静出发了')]));
    expect((await own(id)).nextWords).toBe('陈静已经出发，请留意敲门。');
  });

  it('money is signed for, stands with the visit, and the owner has its receipt; a tenant sees none of it', async () => {
    const { atTheDoor, chen, fang, house, next, owner, own, end, readAs, communityId, book, tenant, give } =
      await estate();
    const bill = await makeBill(server.deps, { id: communityId, houseId: house.id }, 25_060);
    const id = await atTheDoor();
    const collect = (
      body: Partial<BodyInputOf<typeof collectPayment>>,
      { who = chen, houseId = house.id }: { who?: typeof chen; houseId?: string } = {},
    ) =>
      who.call(collectPayment, {
        params: { id: houseId },
        body: { method: 'cash', amountFen: 25_060, homeVisitId: id, ...body },
        idempotencyKey: newKey(),
      });
    expect(await codeOf(collect({}))).toBe('request.invalid');
    expect(await codeOf(collect({ signatureFileId: await sign(fang) }, { who: fang }))).toBe('home_visit.not_there');
    expect(await codeOf(collect({ signatureFileId: await sign(chen) }, { houseId: next.id }))).toBe(
      'home_visit.not_there',
    );
    // What was refused moved no money.
    expect(await billsNow(server.deps, communityId, [bill])).toMatchObject([{ status: 'due', paidFen: 0 }]);
    expect(await server.deps.db.reader.countBy(HomeVisitMadeEntity, { communityId })).toBe(0);
    const signatureFileId = await sign(chen);
    const taken = await collect({ signatureFileId });
    expect(taken).toMatchObject({ status: 'settled', assistedBy: '陈静', signatureFileId });
    expect(await readAs(id)).toMatchObject({
      dueFen: 0,
      payments: [{ id: taken.id, amountFen: 25_060, signed: true, reversed: false }],
    });
    await end(id);
    expect(await codeOf(collect({ amountFen: 100, signatureFileId: await sign(chen) }))).toBe('home_visit.not_there');
    const seen = await own(id);
    expect(seen).toMatchObject({ status: 'done', result: '收了物业费', payments: [{ id: taken.id }] });
    const receipt = await owner.call(readReceipt, { params: { id: seen.payments[0]?.id ?? '' } });
    expect(receipt).toMatchObject({ number: taken.number, collector: '陈静' });
    expect(await chen.call(readStaffPayment, { params: { id: taken.id } })).toMatchObject({
      signature: { id: signatureFileId },
    });
    // A tenant's own visit: what the house pays in it is not theirs to see.
    server.deps.clock.set('2026-11-24T13:00:00+08:00');
    const theirs = await book({ half: 'afternoon' }, tenant);
    await give(theirs.id);
    await chen.call(desk.setOutForVisit, { params: { id: theirs.id }, body: {}, idempotencyKey: newKey() });
    await collect({ homeVisitId: theirs.id, amountFen: 500, signatureFileId: await sign(chen) });
    expect((await own(theirs.id)).payments).toMatchObject([{ amountFen: 500 }]);
    expect((await own(theirs.id, tenant)).payments).toEqual([]);
  });

  it('repairs and complaints are taken down in it; one without a name is not kept with it', async () => {
    const { atTheDoor, chen, fang, house, supervisor, own, readAs } = await estate();
    const id = await atTheDoor();
    const report = (who = chen) =>
      who.call(reportRepairForOwner, {
        body: { houseId: house.id, problemTypeId: 'plumbing', text: '厨房水管漏水', homeVisitId: id },
        idempotencyKey: newKey(),
      });
    const complain = (anonymous: boolean) =>
      chen.call(complaints.takeInComplaint, {
        body: {
          ...{ houseId: house.id, categoryId: 'noise', text: '楼上半夜挪家具', anonymous, fileIds: [] },
          homeVisitId: id,
        },
        idempotencyKey: newKey(),
      });
    expect(await codeOf(report(fang))).toBe('home_visit.not_there');
    const repair = await report();
    const named = await complain(false);
    await complain(true);
    expect((await readAs(id)).requests).toMatchObject([
      { id: repair.id, number: repair.number, complaint: false },
      { id: named.id, complaint: true },
    ]);
    // Whose a complaint is, is not for everybody who sees visits.
    expect((await readAs(id, supervisor)).requests.map((one) => one.id)).toEqual([repair.id]);
    expect((await own(id)).requests).toHaveLength(2);
  });

  it('nobody at home is said with a reason; the desk calls and books another day, once', async () => {
    const { atTheDoor, miss, fang, readAs, owner, communityId } = await estate();
    const id = await atTheDoor();
    expect(await miss(id)).toMatchObject({ status: 'missed', result: '敲门没人应' });
    const phone = await fang.call(desk.readVisitPhone, { params: { id }, body: {} });
    expect(phone.phone).toBe('13912345678');
    const rebook = (half: api.VisitHalf) =>
      fang.call(desk.rebookVisit, { params: { id }, body: { day: '2026-11-25', half }, idempotencyKey: newKey() });
    const again = await rebook('afternoon');
    expect(again).toMatchObject({ status: 'booked', day: '2026-11-25', bookedBy: '方婷', contactName: '林娜' });
    expect(again.phoneMasked).toBe('139****5678');
    expect(await codeOf(rebook('morning'))).toBe('home_visit.illegal_transition');
    expect(await readAs(id)).toMatchObject({ status: 'missed', rebookedAs: again.id, phoneMasked: null });
    await server.drain();
    expect(await inboxOf(owner.id)).toEqual(expect.arrayContaining([expect.stringContaining('上门没遇到人')]));
    expect(await server.deps.db.reader.countBy(HomeVisitEntity, { communityId })).toBe(2);
  });
});

describe('what its timers do', () => {
  it('calls the desk and the supervisor where nobody was named in time, and again on the day', async () => {
    const { book, chen, supervisor, manager } = await estate();
    await book();
    await server.drain();
    expect(await inboxOf(chen.id)).toEqual([]);
    server.deps.clock.set('2026-11-23T12:55:00+08:00');
    await server.drain();
    await server.drain();
    for (const who of [chen, supervisor])
      expect(await inboxOf(who.id)).toEqual([
        expect.stringContaining('1栋1单元101，明天 上午 09:00–12:00，还没有安排人'),
      ]);
    expect(await inboxOf(manager.id)).toEqual([]);
    server.deps.clock.set(`${day}T08:00:30+08:00`);
    await server.drain();
    await server.drain();
    expect(await inboxOf(chen.id)).toHaveLength(2);
  });

  it('on the morning of the day reminds the owner and whoever goes; after its end it calls for what was forgotten', async () => {
    const { book, give, chen, owner, supervisor, end, setOut } = await estate();
    const { id } = await book();
    await give(id);
    server.deps.clock.set(`${day}T08:00:30+08:00`);
    await server.drain();
    await server.drain();
    expect(await inboxOf(owner.id)).toEqual(
      expect.arrayContaining([expect.stringContaining('今天有人上门|客服陈静 今天 上午 09:00–12:00')]),
    );
    expect(await inboxOf(chen.id)).toEqual(
      expect.arrayContaining(['上门服务|1栋1单元101，今天 上午 09:00–12:00，请您按时去。']),
    );
    server.deps.clock.set(`${day}T12:00:30+08:00`);
    await server.drain();
    await server.drain();
    for (const who of [chen, supervisor])
      expect(await inboxOf(who.id)).toEqual(expect.arrayContaining([expect.stringContaining('时间过了还没有结果')]));
    const { items } = await supervisor.call(desk.listVisits, { query: { scope: 'open' } });
    expect(items).toMatchObject([{ id, late: true }]);
    await setOut(id);
    await end(id);
    expect((await supervisor.call(desk.listVisits, { query: { scope: 'over' } })).items).toMatchObject([
      { id, late: false, status: 'done' },
    ]);
  });
});
