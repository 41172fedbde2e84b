import * as api from 'shared-types/announcement';
import { newKey } from 'shared-types/client';
import { listInbox, recordSubscriptions } from 'shared-types/notification';
import { readOwnerHome } from 'shared-types/repair';
import * as staffApi from 'shared-types/staffAnnouncement';
import sharp from 'sharp';
import { makeOwner, makeStaff, type TestHouse } from '../../../test/factories/community.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { placeHouse } from '../../../test/factories/places.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { BindingEntity } from '../identity/identity.entity.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const hourMs = 3_600_000;
const longMs = 100 * 86_400_000;

/** Two buildings: an owner with family in the first, a tenant in its other unit, and an owner in the second. */
const estate = async () => {
  const { deps } = server;
  const communityId = await makeCommunity(server);
  const place = (building: string, unit: string, number: string) =>
    placeHouse(server, communityId, { building, unit, number });
  const [house, rented, other] = [
    await place('3', '2', '1102'),
    await place('3', '1', '201'),
    await place('5', '1', '101'),
  ];
  await place('5', '1', '102');
  const live = async (where: TestHouse[], role: 'owner' | 'family' | 'tenant', name: string) => {
    const made = await makeOwner(deps, communityId, where, { role, name });
    return { ...made, call: server.client(made.token) };
  };
  const [owner, family, tenant, neighbour] = [
    await live([house], 'owner', '林娜'),
    await live([house], 'family', '林小宝'),
    await live([rented], 'tenant', '周强'),
    await live([other], 'owner', '吴敏'),
  ];
  const desk = await makeStaff(deps, communityId, 'customer-service', { name: '陈静', idleMs: longMs });
  const engineer = await makeStaff(deps, communityId, 'engineer', { name: '周建国', idleMs: longMs });
  const call = server.client(desk.token, communityId);
  const everybody: staffApi.Audience = {
    roles: ['owner', 'family', 'tenant'],
    staff: false,
    buildingIds: [],
    unitIds: [],
    houseIds: [],
  };
  const bodyOf = (more: Partial<staffApi.AnnouncementBody> = {}): staffApi.AnnouncementBody => ({
    kind: 'notice',
    title: '冬至包饺子',
    html: '<p>12月21日下午三点，<b>一楼大厅</b>。</p>',
    audience: everybody,
    fileIds: [],
    pinned: false,
    outage: null,
    ...more,
  });
  const draft = (more: Partial<staffApi.AnnouncementBody> = {}, key = newKey()) =>
    call(staffApi.createAnnouncement, { body: bodyOf(more), idempotencyKey: key });
  const publish = (id: string, version: number, at?: string, key = newKey()) =>
    call(staffApi.publishAnnouncement, { params: { id }, body: { version, at }, idempotencyKey: key });
  const tell = async (more: Partial<staffApi.AnnouncementBody> = {}) => {
    const { id, version } = await draft(more);
    const told = await publish(id, version);
    await server.drain();
    return told;
  };
  const inboxOf = (accountId: string) => deps.db.reader.findBy(InboxMessageEntity, { accountId });
  const of = (id: string) => call(staffApi.readStaffAnnouncement, { params: { id } });
  return {
    ...{ communityId, house, rented, other, owner, family, tenant, neighbour, desk, engineer },
    ...{ call, everybody, bodyOf, draft, publish, tell, inboxOf, of },
  };
};

type Estate = Awaited<ReturnType<typeof estate>>;

const titlesOf = async (call: Estate['call']): Promise<string[]> =>
  (await call(api.listAnnouncements, { query: {} })).items.map(({ title }) => title);

const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#0E7C66' } })
    .jpeg()
    .toBuffer();
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n');

describe('writing', () => {
  it('says before it is published how many it reaches and why so few', async () => {
    const { call, everybody, house } = await estate();
    const reach = (audience: staffApi.Audience) => call(staffApi.previewReach, { body: { audience } });
    expect(await reach(everybody)).toMatchObject({
      reached: 4,
      houses: 4,
      housesReached: 3,
      byRole: [
        { name: '业主', reached: 2 },
        { name: '家人', reached: 1 },
        { name: '租客', reached: 1 },
      ],
      byBuilding: [
        { name: '3栋', reached: 3 },
        { name: '5栋', reached: 1 },
      ],
      remarks: ['1 户没有人绑定，手机上通知不到，请在楼道里也贴一份'],
    });
    expect(await reach({ ...everybody, roles: ['owner'], houseIds: [house.id] })).toMatchObject({
      reached: 1,
      houses: 1,
      remarks: ['家人、租客不在通知对象里'],
    });
    expect((await reach({ ...everybody, roles: [], staff: true })).reached).toBe(2);
  });

  it('keeps only what rich text knows, with its pictures and papers in their order', async () => {
    const { draft, publish, desk, owner, call, bodyOf } = await estate();
    const put = async (bytes: Buffer, name: string) =>
      String((await upload(server, desk.token, bytes, { name })).body.id);
    const [photo, paper] = [await put(await picture(), 'a.jpg'), await put(pdf, 'b.pdf')];
    const made = await draft({ html: '<p onclick=x>请<b>带身份证</b><script>1</script></p>', fileIds: [paper, photo] });
    expect(made).toMatchObject({ status: 'draft', statusName: '草稿', audienceWords: '全小区 · 业主、家人、租客' });
    const body = { ...bodyOf({ fileIds: [photo] }), version: made.version };
    const params = { id: made.id };
    const change = (fileIds: string[], version: number) =>
      call(staffApi.changeAnnouncement, { params, body: { ...body, fileIds, version }, idempotencyKey: newKey() });
    const changed = await change([paper, photo, paper], made.version);
    expect(changed.files.map(({ id }) => id)).toEqual([photo, paper]);
    expect(await codeOf(change([paper], made.version))).toBe('announcement.changed');
    await publish(made.id, changed.version);
    const seen = await owner.call(api.readAnnouncement, { params });
    expect(seen.files.map(({ kind }) => kind)).toEqual(['image', 'document']);
    expect(seen.body).toEqual([
      { kind: 'p', runs: [{ text: '12月21日下午三点，' }, { text: '一楼大厅', bold: true }, { text: '。' }] },
    ]);
    expect(seen.from).toBe('阳光花园物业服务中心');
  });

  it.each<[string, Partial<staffApi.AnnouncementBody>, string]>([
    [
      'nobody to read it',
      { audience: { roles: [], staff: false, buildingIds: [], unitIds: [], houseIds: [] } },
      'audience',
    ],
    ['no words', { html: '<script>1</script><p> </p>' }, 'html'],
    ['an outage that says nothing of when', { kind: 'outage' }, 'outage'],
    [
      'times of an outage in a plain notice',
      { outage: { kind: 'water', from: '2026-11-24T09:00:00+08:00', until: '2026-11-24T18:00:00+08:00' } },
      'outage',
    ],
    [
      'an outage that is over',
      {
        kind: 'outage',
        outage: { kind: 'water', from: '2026-11-22T09:00:00+08:00', until: '2026-11-22T18:00:00+08:00' },
      },
      'outage',
    ],
  ])('is refused with %s', async (_what, more, field) => {
    const { draft } = await estate();
    await expect(draft(more)).rejects.toMatchObject({
      code: 'request.invalid',
      problem: { fields: { [field]: expect.any(String) } },
    });
  });

  it('is refused with a place of another community, or somebody else’s file', async () => {
    const [mine, theirs] = [await estate(), await estate()];
    const { everybody, draft } = mine;
    for (const part of [{ houseIds: [theirs.house.id] }, { buildingIds: [theirs.house.buildingId] }])
      expect(await codeOf(draft({ audience: { ...everybody, ...part } }))).toBe('request.invalid');
    const file = String((await upload(server, mine.owner.token, await picture())).body.id);
    expect(await codeOf(draft({ fileIds: [file] }))).toBe('file.not_yours');
  });

  it('the same key makes one; a draft may be thrown away, and nobody has seen it', async () => {
    const { draft, call, owner } = await estate();
    const key = newKey();
    const [one, again] = await Promise.all([draft({}, key), draft({}, key)]);
    expect(again.id).toBe(one.id);
    expect(await titlesOf(owner.call)).toEqual([]);
    expect(await codeOf(owner.call(api.readAnnouncement, { params: { id: one.id } }))).toBe('announcement.not_found');
    const discard = () =>
      call(staffApi.discardAnnouncement, { params: { id: one.id }, body: {}, idempotencyKey: newKey() });
    await discard();
    expect(await codeOf(discard())).toBe('announcement.not_found');
  });
});

describe('whom it is for', () => {
  it('is who lives in its places in its roles, each told once, and whoever moves in later', async () => {
    const { tell, owner, family, tenant, neighbour, everybody, house, inboxOf, rented, communityId } = await estate();
    const { id } = await tell({
      audience: { ...everybody, roles: ['owner', 'family'], buildingIds: [house.buildingId] },
    });
    await server.drain();
    expect(await titlesOf(owner.call)).toEqual(['冬至包饺子']);
    expect(await titlesOf(family.call)).toEqual(['冬至包饺子']);
    expect(await titlesOf(tenant.call)).toEqual([]);
    expect(await titlesOf(neighbour.call)).toEqual([]);
    expect(await inboxOf(owner.id)).toMatchObject([
      { title: '公告：冬至包饺子', link: `/features/announcement/pages/detail/index?id=${id}` },
    ]);
    expect(await inboxOf(tenant.id)).toEqual([]);
    expect(await codeOf(neighbour.call(api.markAnnouncementRead, { params: { id }, body: {} }))).toBe(
      'announcement.not_found',
    );
    const late = await makeOwner(server.deps, communityId, [rented], { role: 'family' });
    expect(await titlesOf(server.client(late.token))).toEqual(['冬至包饺子']);
    await inTransaction(server.deps.db, (tx) =>
      tx.update(BindingEntity, { accountId: owner.id }, { status: 'ended', openKey: null }),
    );
    expect(await titlesOf(owner.call)).toEqual([]);
  });

  it('may be the staff alone: they open it, and owners never see it', async () => {
    const { tell, owner, engineer, communityId, everybody, call, inboxOf } = await estate();
    const { id } = await tell({ audience: { ...everybody, roles: [], staff: true } });
    const { id: theirs } = await tell({ title: '停车位调整' });
    const worker = server.client(engineer.token, communityId);
    const list = await worker(staffApi.listStaffNotices, { query: {} });
    expect(list).toMatchObject({ items: [{ id, read: false }], unread: 1 });
    expect(await worker(staffApi.openStaffNotice, { params: { id }, body: {} })).toMatchObject({ read: true });
    expect((await worker(staffApi.listStaffNotices, { query: {} })).unread).toBe(0);
    expect(await titlesOf(owner.call)).toEqual(['停车位调整']);
    expect(await inboxOf(engineer.id)).toMatchObject([{ link: `/notices/${id}` }]);
    expect(await codeOf(worker(staffApi.openStaffNotice, { params: { id: theirs }, body: {} }))).toBe(
      'announcement.not_found',
    );
    expect((await call(staffApi.readNoticeBoard)).items.map(({ title }) => title)).toEqual(['停车位调整']);
  });

  it('pages to the end past what is for others, pinned first', async () => {
    const { tell, owner, everybody, other, call } = await estate();
    const titles: string[] = [];
    for (let n = 1; n <= 7; n++) {
      server.deps.clock.advance(60_000);
      const { id } = await tell({ title: `第 ${n} 则` });
      await tell({ title: `五栋 ${n}`, audience: { ...everybody, buildingIds: [other.buildingId] } });
      if (n === 2) {
        const pin = { params: { id }, body: { pinned: true }, idempotencyKey: newKey() };
        expect(await call(staffApi.pinAnnouncement, pin)).toMatchObject({ pinned: true });
      }
    }
    let cursor: string | undefined;
    do {
      const page = await owner.call(api.listAnnouncements, { query: { limit: 2, cursor } });
      titles.push(...page.items.map(({ title }) => title));
      expect(page.items.length).toBeLessThanOrEqual(2);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(titles).toEqual([2, 7, 6, 5, 4, 3, 1].map((n) => `第 ${n} 则`));
  });
});

describe('publishing', () => {
  it('at its time, once, however late and however often the timer runs', async () => {
    const { draft, publish, owner, of, inboxOf } = await estate();
    const { id, version } = await draft();
    const planned = await publish(id, version, '2026-11-24T09:00:00+08:00');
    expect(planned).toMatchObject({ status: 'scheduled', at: '2026-11-24T09:00:00.000+08:00' });
    server.deps.clock.set('2026-11-24T08:59:00+08:00');
    await server.drain();
    expect(await titlesOf(owner.call)).toEqual([]);
    server.deps.clock.set('2026-11-24T15:00:00+08:00');
    await server.drain();
    await server.drain();
    expect(await of(id)).toMatchObject({ status: 'published', at: '2026-11-24T15:00:00.000+08:00' });
    expect(await inboxOf(owner.id)).toHaveLength(1);
  });

  it('a change makes a scheduled one a draft again, and its timer does nothing', async () => {
    const { draft, publish, call, bodyOf, of } = await estate();
    const { id, version } = await draft();
    const planned = await publish(id, version, '2026-11-24T09:00:00+08:00');
    await call(staffApi.changeAnnouncement, {
      params: { id },
      body: { ...bodyOf({ title: '改了' }), version: planned.version },
      idempotencyKey: newKey(),
    });
    server.deps.clock.set('2026-11-25T09:00:00+08:00');
    await server.drain();
    expect(await of(id)).toMatchObject({ status: 'draft', title: '改了' });
  });

  it('not what somebody changed meanwhile, not twice, not into the past', async () => {
    const { draft, publish } = await estate();
    const { id, version } = await draft();
    expect(await codeOf(publish(id, version + 1))).toBe('announcement.changed');
    expect(await codeOf(publish(id, version, '2026-11-23T10:00:00+08:00'))).toBe('request.invalid');
    const tries = await Promise.all([codeOf(publish(id, version)), codeOf(publish(id, version))]);
    expect(tries.filter((code) => typeof code === 'string')).toHaveLength(1);
  });

  it('at night it is seen at once and told in the morning; an emergency wakes people', async () => {
    const { tell, owner, inboxOf } = await estate();
    server.deps.clock.set('2026-11-23T23:30:00+08:00');
    await tell();
    expect(await titlesOf(owner.call)).toEqual(['冬至包饺子']);
    expect(await inboxOf(owner.id)).toEqual([]);
    await tell({ kind: 'emergency', title: '水管爆了，请关闸' });
    expect((await inboxOf(owner.id)).map(({ title }) => title)).toEqual(['紧急通知：水管爆了，请关闸']);
    server.deps.clock.set('2026-11-24T09:00:00+08:00');
    await server.drain();
    expect((await inboxOf(owner.id)).map(({ title }) => title)).toContain('公告：冬至包饺子');
  });

  it('withdrawn, it is gone everywhere, with a reason in the audit log, and nobody is reminded', async () => {
    const { tell, owner, call, of, inboxOf, communityId } = await estate();
    const { id } = await tell();
    const withdraw = () =>
      call(staffApi.withdrawAnnouncement, { params: { id }, body: { reason: '日期写错了' }, idempotencyKey: newKey() });
    expect(await withdraw()).toMatchObject({ status: 'withdrawn', withdrawnWhy: '日期写错了', actions: [] });
    expect(await codeOf(withdraw())).toBe('announcement.illegal_transition');
    expect(await titlesOf(owner.call)).toEqual([]);
    expect((await owner.call(readOwnerHome)).notices).toEqual([]);
    server.deps.clock.set('2026-11-25T12:00:00+08:00');
    await server.drain();
    expect(await inboxOf(owner.id)).toHaveLength(1);
    expect((await of(id)).reminders).toBe(0);
    const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId, subjectId: id });
    expect(lines.map(({ action, reason }) => [action, reason])).toEqual([
      ['announcement.created', null],
      ['announcement.published', null],
      ['announcement.withdrawn', '日期写错了'],
    ]);
  });

  it('goes by WeChat to whoever accepted one message, once', async () => {
    const { tell, owner } = await estate();
    const { announcementPublished: templateId } = server.deps.settings.subscribeTemplates;
    await owner.call(recordSubscriptions, {
      body: { results: [{ templateId, result: 'accept' }] },
      idempotencyKey: newKey(),
    });
    await tell();
    await tell({ title: '第二则' });
    const sent = await server.deps.db.reader.query('SELECT account_id FROM message_delivery WHERE account_id = ?', [
      owner.id,
    ]);
    expect(sent).toHaveLength(1);
    expect((await owner.call(listInbox, { query: {} })).items).toHaveLength(2);
  });
});

describe('who has read it', () => {
  it('is counted by role and building, and named', async () => {
    const { tell, owner, tenant, call, house } = await estate();
    const { id } = await tell();
    const read = (who: typeof owner) => who.call(api.markAnnouncementRead, { params: { id }, body: {} });
    await Promise.all([read(owner), read(owner)]);
    await read(owner);
    const receipts = await call(staffApi.readReceipts, { params: { id } });
    expect(receipts).toMatchObject({
      reached: 4,
      read: 1,
      byBuilding: [
        { name: '3栋', reached: 3, read: 1 },
        { name: '5栋', reached: 1, read: 0 },
      ],
    });
    const people = (query: { read: 'yes' | 'no'; buildingId?: string; limit?: number; cursor?: string }) =>
      call(staffApi.listReceiptPeople, { params: { id }, query });
    expect((await people({ read: 'yes' })).items).toEqual([
      { name: '林娜', who: '3栋2单元1102 业主', readAt: '2026-11-23T10:54:00.000+08:00' },
    ]);
    const first = await people({ read: 'no', limit: 2 });
    const rest = await people({ read: 'no', limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ name }) => name).sort()).toEqual(['吴敏', '周强', '林小宝'].sort());
    expect(rest.nextCursor).toBeNull();
    expect((await people({ read: 'no', buildingId: house.buildingId })).items).toHaveLength(2);
    expect((await owner.call(api.listAnnouncements, { query: {} })).unread).toBe(0);
    expect((await tenant.call(api.listAnnouncements, { query: {} })).unread).toBe(1);
  });

  it('whoever has not is reminded once, after the time of the policy and not at night', async () => {
    const { tell, owner, tenant, inboxOf, of } = await estate();
    server.deps.clock.set('2026-11-23T20:30:00+08:00');
    const { id, remindAt } = await tell();
    expect(remindAt).toBe('2026-11-24T20:30:00.000+08:00');
    await owner.call(api.markAnnouncementRead, { params: { id }, body: {} });
    // The worker comes late, in the night: it waits for the morning.
    server.deps.clock.set('2026-11-24T23:00:00+08:00');
    await server.drain();
    expect(await inboxOf(tenant.id)).toHaveLength(1);
    server.deps.clock.set('2026-11-25T09:30:00+08:00');
    await server.drain();
    server.deps.clock.set('2026-11-28T12:00:00+08:00');
    await server.drain();
    expect((await inboxOf(tenant.id)).map(({ title }) => title).sort()).toEqual([
      '公告：冬至包饺子',
      '您还没看：冬至包饺子',
    ]);
    expect(await inboxOf(owner.id)).toHaveLength(1);
    expect(await of(id)).toMatchObject({ reminders: 1, remindAt: null });
  });

  it('by hand within what the policy allows, never in quiet hours', async () => {
    const { tell, call, tenant, inboxOf } = await estate();
    const { id } = await tell();
    const remind = () => call(staffApi.remindAnnouncement, { params: { id }, body: {}, idempotencyKey: newKey() });
    server.deps.clock.set('2026-11-23T22:00:00+08:00');
    expect(await codeOf(remind())).toBe('announcement.remind_not_now');
    server.deps.clock.set('2026-11-24T10:00:00+08:00');
    const tries = await Promise.all([codeOf(remind()), codeOf(remind())]);
    expect(tries.filter((code) => code === 'announcement.remind_not_now')).toHaveLength(1);
    server.deps.clock.set('2026-11-26T10:00:00+08:00');
    await server.drain();
    expect(await inboxOf(tenant.id)).toHaveLength(2);
  });
});

describe('the first screen', () => {
  it('shows emergencies until they are read, outages that run or come soon, and what is unread', async () => {
    const { tell, owner } = await estate();
    const water = (from: string, until: string, title: string) =>
      tell({ kind: 'outage', title, outage: { kind: 'water', from, until } });
    const notice = await tell({ title: '冬至' });
    await water('2026-11-23T08:00:00+08:00', '2026-11-23T18:00:00+08:00', '今天停水');
    await water('2026-11-24T08:00:00+08:00', '2026-11-24T18:00:00+08:00', '明天停水');
    const { id } = await tell({ kind: 'emergency', title: '快撤' });
    const titles = async () => (await owner.call(readOwnerHome)).notices.map(({ title }) => title);
    const home = await owner.call(readOwnerHome);
    expect(home.unreadNotices).toBe(4);
    expect(home.notices[1]?.outage).toMatchObject({
      state: 'running',
      stateName: '正在停水',
      windowWords: '今天 08:00–18:00',
    });
    expect(await titles()).toEqual(['快撤', '今天停水', '明天停水']);
    await owner.call(api.markAnnouncementRead, { params: { id }, body: {} });
    expect(await titles()).toEqual(['今天停水', '明天停水', '冬至']);
    await owner.call(api.markAnnouncementRead, { params: { id: notice.id }, body: {} });
    server.deps.clock.set('2026-11-23T18:00:00+08:00');
    expect(await titles()).toEqual(['明天停水']);
    expect(Buffer.byteLength(JSON.stringify(home))).toBeLessThan(16 * 1024);
  });
});

describe('a planned outage', () => {
  it('is heard in its houses before something is reported, by tenants too, two hours before and while it lasts', async () => {
    const { tell, owner, tenant, neighbour, house, rented, other, everybody, call } = await estate();
    await tell({
      kind: 'outage',
      title: '3栋停水',
      audience: { ...everybody, roles: ['owner'], buildingIds: [house.buildingId] },
      outage: { kind: 'water', from: '2026-11-23T14:00:00+08:00', until: '2026-11-23T18:00:00+08:00' },
    });
    const heard = async (who: typeof owner, id: string) =>
      (await who.call(api.listHouseOutages, { params: { id } })).items;
    expect(await heard(owner, house.id)).toEqual([]);
    server.deps.clock.advance(2 * hourMs);
    expect(await heard(owner, house.id)).toMatchObject([{ words: '计划 今天 14:00 停水，到 18:00', running: false }]);
    server.deps.clock.set('2026-11-23T15:00:00+08:00');
    expect(await heard(owner, house.id)).toMatchObject([
      { words: '计划停水到 18:00', running: true, problemTypeIds: expect.arrayContaining(['plumbing']) },
    ]);
    expect(await heard(tenant, rented.id)).toHaveLength(1);
    expect(await heard(neighbour, other.id)).toEqual([]);
    expect(await codeOf(heard(neighbour, house.id))).toBe('house.not_found');
    expect((await call(staffApi.listOutagesOfHouse, { params: { id: house.id } })).items).toHaveLength(1);
    server.deps.clock.set('2026-11-23T18:00:00+08:00');
    expect(await heard(owner, house.id)).toEqual([]);
  });
});
