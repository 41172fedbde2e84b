import { newKey } from 'shared-types/client';
import * as api from 'shared-types/staffAccess';
import { codeOfPass, inHours, makeGate, makeHost } from '../../../test/factories/access.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { makeStaff } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const makePost = async () => {
  const home = await makeHost(server);
  const guard = await makeStaff(server, home.communityId, ['guard'], { department: 'security', name: '赵铁柱' });
  const manager = await makeStaff(server, home.communityId, ['manager'], { department: 'management' });
  return {
    ...home,
    call: server.client(guard.token, home.communityId),
    manage: server.client(manager.token, home.communityId),
  };
};

const auditOf = (communityId: string) =>
  server.deps.db.reader.find(AuditEntity, { where: { communityId }, order: { id: 'ASC' } });

describe('who is expected', () => {
  it('today, in the order of their beginning; not tomorrow’s, not revoked ones', async () => {
    const { call, invite, revoke } = await makePost();
    await invite({ name: '晚到', from: inHours(server, 5), until: inHours(server, 6) });
    await invite({ name: '早到', plate: '粤BF36150' });
    await invite({ name: '明天', from: inHours(server, 20), until: inHours(server, 21) });
    await revoke((await invite({ name: '不来了' })).id);
    const { items, more } = await call(api.listExpected, { query: {} });
    expect(items.map(({ name, windowWords, houseLabel, state }) => [name, windowWords, houseLabel, state])).toEqual([
      ['早到', '今天 10:54–14:54', '3栋2单元1102', 'open'],
      ['晚到', '今天 15:54–16:54', '3栋2单元1102', 'soon'],
    ]);
    expect(more).toBe(0);
    expect((await call(api.listExpected, { query: { q: 'f361' } })).items.map(({ name }) => name)).toEqual(['早到']);
    expect((await call(api.listExpected, { query: { q: '1102' } })).items).toHaveLength(2);
  });
});

describe('who passed', () => {
  it('newest first, a page at a time, and what was refused by itself', async () => {
    const { call, invite, gate } = await makePost();
    const pass = await invite({ uses: 2 });
    for (let n = 0; n < 4; n++) {
      await gate.controller.present(codeOfPass(pass));
      server.deps.clock.advance(60_000);
    }
    const first = await call(api.listPassages, { query: { limit: 3 } });
    expect(first.items.map(({ when, admitted }) => [when, admitted])).toEqual([
      ['今天 10:57', false],
      ['今天 10:56', false],
      ['今天 10:55', true],
    ]);
    const second = await call(api.listPassages, { query: { limit: 3, cursor: first.nextCursor ?? '' } });
    expect(second.items.map(({ when, who, houseLabel, words }) => [when, who, houseLabel, words])).toEqual([
      ['今天 10:54', '赵明', '3栋2单元1102', '扫码进门'],
    ]);
    expect(second.nextCursor).toBeNull();
    expect((await call(api.listPassages, { query: { only: 'refused' } })).items).toHaveLength(2);
    expect((await call(api.listPassages, { query: { only: 'flagged' } })).items).toEqual([]);
  });

  it('a door is online while it asks for its list, and says since when it is not', async () => {
    const { call, gate } = await makePost();
    const doorOf = async () => (await call(api.listDoors, {})).items[0];
    expect(await doorOf()).toMatchObject({ name: '北门', groups: ['北门'], online: false, seenWords: '还没有连上过' });
    await gate.controller.sync();
    expect(await doorOf()).toMatchObject({ online: true });
    server.deps.clock.advance(121_000);
    expect(await doorOf()).toMatchObject({ online: false, seenWords: '今天 10:54 有消息' });
  });
});

describe('what a guard lets in by hand', () => {
  it('is kept once with its reason, is audited, uses the pass up and is told to the host', async () => {
    const { call, invite, gate, read, host, communityId } = await makePost();
    const pass = await invite({ uses: 1 });
    const body = { doorId: gate.device.id, direction: 'in' as const, passId: pass.id, who: '赵明', reason: '手机没电' };
    const key = newKey();
    const [made] = await Promise.all([1, 2].map(() => call(api.recordPassage, { body, idempotencyKey: key })));
    await server.drain();
    expect(made).toMatchObject({ words: '门岗登记进门', who: '赵明', staffName: '赵铁柱', note: '手机没电' });
    expect(await read(pass.id)).toMatchObject({ used: 1, visits: [{ words: '门岗登记进门' }] });
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'used' });
    const told = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: host.id });
    expect(told.map(({ body: words }) => words)).toEqual(['赵明 10:54 从北门进来了。']);
    expect((await auditOf(communityId)).filter(({ action }) => action === 'gate.passage_recorded')).toMatchObject([
      { subject: '北门 进门 赵明', reason: '手机没电', actorName: '赵铁柱' },
    ]);
  });

  it('needs a reason, a door of this community and a plate that is one', async () => {
    const { call, gate } = await makePost();
    const elsewhere = await makeHost(server);
    const record = (more: object) =>
      codeOf(
        call(api.recordPassage, {
          body: { doorId: gate.device.id, direction: 'in', passId: null, who: '快递', reason: '送件', ...more },
          idempotencyKey: newKey(),
        }),
      );
    expect(await record({ reason: ' ' })).toBe('request.invalid');
    expect(await record({ plate: '粤B1' })).toBe('request.invalid');
    expect(await record({ doorId: elsewhere.gate.device.id })).toBe('place.not_found');
    expect(await record({ passId: (await elsewhere.invite()).id })).toBe('pass.not_found');
    expect(await record({ plate: '粤BF36150' })).toMatchObject({ answered: { plate: '粤BF36150' } });
  });
});

describe('groups of doors', () => {
  it('are set up by who may: numbers are never given again, and doors follow from the next list on', async () => {
    const { manage, call, gate, invite, communityId } = await makePost();
    const east = await makeGate(server, communityId, '东门', { groupIds: [gate.groupId] });
    const body = { name: '东门', buildingId: null, unitId: null, doorIds: [east.device.id] };
    expect(await codeOf(call(api.createGateGroup, { body, idempotencyKey: newKey() }))).toBe('auth.forbidden');
    const made = await manage(api.createGateGroup, { body, idempotencyKey: newKey() });
    expect(made).toMatchObject({ number: 2, forWords: '全小区', doors: [{ name: '东门' }] });
    const pass = await invite({ placeIds: [made.id] });
    expect(await east.controller.present(codeOfPass(pass))).toMatchObject({ admit: true });
    await manage(api.changeGateGroup, { params: { id: made.id }, body: { ...body, doorIds: [gate.device.id] } });
    await east.controller.sync();
    expect(east.controller.list()?.groups).toEqual([1]);
    expect(await east.controller.present(codeOfPass(pass))).toMatchObject({ reason: 'elsewhere' });
    await manage(api.removeGateGroup, { params: { id: made.id } });
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ reason: 'elsewhere' });
    expect(await codeOf(manage(api.removeGateGroup, { params: { id: made.id } }))).toBe('gate_group.not_found');
    expect((await manage(api.createGateGroup, { body, idempotencyKey: newKey() })).number).toBe(3);
    expect((await auditOf(communityId)).map(({ action }) => action).filter((one) => one.startsWith('gate_'))).toEqual([
      'gate_group.created',
      'gate_group.changed',
      'gate_group.removed',
      'gate_group.created',
    ]);
  });

  it('take doors and gates of the community, and no other device', async () => {
    const { manage, communityId } = await makePost();
    const lift = await makeDevice(server.deps, communityId, { kind: 'lift' });
    const create = (doorIds: string[], buildingId: string | null = null) =>
      codeOf(
        manage(api.createGateGroup, {
          body: { name: '电梯', buildingId, unitId: null, doorIds },
          idempotencyKey: newKey(),
        }),
      );
    expect(await create([lift.id])).toBe('request.invalid');
    expect(await create(['01JZ0000000000000000000000'])).toBe('request.invalid');
    expect(await create([lift.id], '01JZ0000000000000000000000')).toBe('place.not_found');
  });
});
