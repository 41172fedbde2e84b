import * as api from 'shared-types/access';
import { newKey } from 'shared-types/client';
import { listExpected } from 'shared-types/staffAccess';
import * as desk from 'shared-types/staffPass';
import { inHours, makeHost } from '../../../test/factories/access.js';
import { makeHouse, makeStaff } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { HousePersonEntity } from '../community/community.entity.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { VisitorPassEntity } from './access.entity.js';

/** Passes that staff make for owners who stand beside them. */

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const db = () => server.deps.db.reader;

const makeDesk = async () => {
  const home = await makeHost(server);
  const { communityId, host, gate } = home;
  const helper = await makeStaff(server, communityId, ['customer-service'], {
    ...{ name: '李晓梅', department: 'customer-service' },
  });
  const staff = server.client(helper.token);
  const look = (houseId = host.houseId) => staff(desk.readPassDesk, { params: { id: houseId } });
  const issue = (
    wish: Partial<desk.IssueBody> = {},
    { houseId = host.houseId, key = newKey() }: { houseId?: string; key?: string } = {},
  ) =>
    staff(desk.issuePass, {
      params: { id: houseId },
      body: {
        ...{ hostId: host.id, name: '赵明', from: inHours(server, 0), until: inHours(server, 4), uses: 2 },
        ...{ placeIds: [gate.groupId], ...wish },
      },
      idempotencyKey: key,
    });
  const revoke = (id: string) =>
    staff(desk.revokeIssuedPass, { params: { id }, body: { reason: '不来了' }, idempotencyKey: newKey() });
  const again = (id: string) => staff(desk.readPassSlip, { params: { id } });
  /** A house whose owner has no telephone, as the ledger names them. */
  const elder = async () => {
    const houseId = await makeHouse(server, communityId, '2栋1单元301', [{ name: '郑福来', role: 'owner' }]);
    const hostId = (await look(houseId)).hosts[0]?.id ?? '';
    return { houseId, hostId };
  };
  return { ...home, staff, look, issue, revoke, again, elder };
};

describe('in the name of somebody with the mini-program', () => {
  it('is theirs: in their list, told to them, opening the gate; and the audit log says who made it', async () => {
    const { look, issue, host, gate, communityId, read } = await makeDesk();
    expect(await look()).toEqual({
      hosts: [{ id: host.id, kind: 'account', name: '吴女士', roleName: '业主' }],
      places: [{ id: gate.groupId, name: '北门' }],
      live: [],
    });
    const key = newKey();
    const slip = await issue({ plate: '粤b·F36150' }, { key });
    expect(await issue({ plate: '粤b·F36150' }, { key })).toEqual(slip);
    expect(slip).toMatchObject({
      ...{ name: '赵明', houseLabel: '3栋2单元1102', hostName: '吴女士', hostKind: 'account', uses: 2 },
      ...{ windowWords: '今天 10:54–14:54', places: ['北门'], plate: '粤BF36150', communityName: '阳光花园' },
      code: { digits: expect.stringMatching(/^\d{6}$/) },
    });
    expect((await host.call(api.listPasses, { query: {} })).items.map(({ id }) => id)).toEqual([slip.id]);
    expect((await read(slip.id)).code?.digits).toBe(slip.code?.digits);
    expect(await gate.controller.present({ digits: slip.code?.digits ?? '' })).toMatchObject({ admit: true });
    expect(await gate.controller.present({ code: slip.code?.text ?? '' })).toMatchObject({ admit: true });
    const [line] = await db().findBy(AuditEntity, { communityId, action: 'pass.issued' });
    expect(line).toMatchObject({ actorName: '李晓梅', subject: '3栋2单元1102 赵明', subjectId: slip.id });
    await server.drain();
    const told = await db().findBy(InboxMessageEntity, { accountId: host.id });
    expect(told.find(({ title }) => title === '给赵明办了通行证')?.body).toContain('李晓梅');
  });

  it('its code is theirs to show: nobody of the staff reads it afterwards', async () => {
    const { issue, again, invite, look } = await makeDesk();
    const slip = await issue();
    expect(await again(slip.id)).toMatchObject({ state: 'open', code: null });
    expect(await again((await invite()).id)).toMatchObject({ code: null });
    expect((await look()).live).toEqual([]);
  });

  it('is refused for somebody who is not of the house, at doors that are not on its way, and in no right window', async () => {
    const { issue, elder } = await makeDesk();
    const { hostId } = await elder();
    const fieldsOf = (wish: Partial<desk.IssueBody>) =>
      issue(wish).then(
        () => null,
        (error: { problem?: { fields?: object } }) => Object.keys(error.problem?.fields ?? {}),
      );
    expect(await fieldsOf({ hostId })).toEqual(['hostId']);
    expect(await fieldsOf({ placeIds: ['01JZ0000000000000000000000'] })).toEqual(['placeIds']);
    expect(await fieldsOf({ until: inHours(server, -1) })).toEqual(['until']);
    expect(await fieldsOf({ plate: '粤B1' })).toEqual(['plate']);
    expect(await db().countBy(VisitorPassEntity, { hostName: '郑福来' })).toBe(0);
  });
});

describe('in the name of somebody whom only the ledger names', () => {
  it('opens by paper, is printed again, is seen by the guards, and tells nobody’s inbox', async () => {
    const { elder, issue, look, again, gate, communityId } = await makeDesk();
    const { houseId, hostId } = await elder();
    const slip = await issue({ hostId }, { houseId });
    expect(slip).toMatchObject({ hostKind: 'person', hostName: '郑福来', houseLabel: '2栋1单元301' });
    expect((await look(houseId)).live).toEqual([
      { id: slip.id, name: '赵明', hostName: '郑福来', windowWords: '今天 10:54–14:54' },
    ]);
    expect((await again(slip.id)).code).toEqual(slip.code);
    const guard = server.client((await makeStaff(server, communityId, ['guard'], { department: 'security' })).token);
    expect((await guard(listExpected, { query: {} })).items).toMatchObject([{ id: slip.id, hostName: '郑福来' }]);
    await gate.controller.sync();
    expect(gate.controller.list()?.passes.map(({ id }) => id)).toEqual([slip.id]);
    expect(await gate.controller.present({ digits: slip.code?.digits ?? '' })).toMatchObject({ admit: true });
    await server.drain();
    expect(await db().countBy(InboxMessageEntity, { communityId })).toBe(0);
  });

  it('is nobody’s once the ledger names them no longer', async () => {
    const { elder, issue, gate } = await makeDesk();
    const { houseId, hostId } = await elder();
    const slip = await issue({ hostId }, { houseId });
    await inTransaction(server.deps.db, (tx) =>
      tx.update(HousePersonEntity, { id: hostId }, { endedAt: server.deps.clock.now() }),
    );
    expect(await gate.controller.present({ code: slip.code?.text ?? '' })).toMatchObject({ reason: 'revoked' });
    expect((await db().findOneByOrFail(VisitorPassEntity, { id: slip.id })).revokedWhy).toBe('left');
  });

  it('is taken back by staff, once, with the reason; the paper is worth nothing then', async () => {
    const { elder, issue, revoke, look, again, gate, communityId } = await makeDesk();
    const { houseId, hostId } = await elder();
    const slip = await issue({ hostId }, { houseId });
    expect(await revoke(slip.id)).toMatchObject({ state: 'revoked', code: null });
    expect(await revoke(slip.id)).toMatchObject({ state: 'revoked' });
    expect(await gate.controller.present({ code: slip.code?.text ?? '' })).toMatchObject({ reason: 'revoked' });
    expect((await look(houseId)).live).toEqual([]);
    expect((await again(slip.id)).code).toBeNull();
    const lines = await db().findBy(AuditEntity, { communityId, action: 'pass.revoked' });
    expect(lines).toMatchObject([{ actorName: '李晓梅', reason: '不来了' }]);
  });
});

it('guards and engineers make no passes', async () => {
  const { host, communityId } = await makeDesk();
  for (const role of ['guard', 'engineer'] as const) {
    const { token } = await makeStaff(server, communityId, [role], { department: 'security' });
    const asked = server.client(token)(desk.readPassDesk, { params: { id: host.houseId } });
    expect(await codeOf(asked)).toBe('auth.forbidden');
  }
});
