import type * as api from 'shared-types/access';
import { codeOfPass, inHours, makeGate, makeHost } from '../../../test/factories/access.js';
import { makeStaff } from '../../../test/factories/people.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { type DoorList, readList, type SignedList, signList } from '../../kernel/doorList.js';
import { makeKeys } from '../../platform/secrets/keys.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { PassageEntity } from './access.entity.js';
import { readDoorList } from './doorList.queries.js';
import { signersOf } from './signing.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const passagesOf = (passId: string) =>
  server.deps.db.reader.find(PassageEntity, { where: { passId }, order: { at: 'ASC' } });
const bodiesOf = async (accountId: string) =>
  (await server.deps.db.reader.findBy(InboxMessageEntity, { accountId })).map(({ body }) => body);

describe('a door that is cut off', () => {
  it('lets a pass in once, refuses it again, and tells both later, each once', async () => {
    const { invite, gate, read, host } = await makeHost(server);
    const { controller } = gate;
    const pass = await invite({ uses: 1 });
    await controller.sync();
    controller.cut(true);
    expect(await controller.present(codeOfPass(pass))).toEqual({ admit: true, reason: null, alone: true, name: null });
    server.deps.clock.advance(60_000);
    expect(await controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'used' });
    expect(await controller.present({ digits: pass.code?.digits ?? '' })).toMatchObject({
      admit: false,
      reason: 'used',
    });
    expect(await controller.sync()).toBe(false);
    expect((await read(pass.id)).visits).toEqual([]);
    server.deps.clock.advance(2 * 3_600_000);
    controller.cut(false);
    // The first answer is lost: told again, it is still kept once.
    controller.deafen(true);
    expect(await controller.sync()).toBe(false);
    expect(controller.waiting()).toHaveLength(3);
    controller.deafen(false);
    expect(await controller.sync()).toBe(true);
    expect(controller.waiting()).toEqual([]);
    await server.drain();
    expect(await read(pass.id)).toMatchObject({
      used: 1,
      visits: [
        { admitted: false },
        { admitted: false, late: true },
        { admitted: true, when: '今天 10:54', late: true },
      ],
    });
    expect(await bodiesOf(host.id)).toEqual(['赵明 10:54 从北门进来了。']);
  });

  it('knows a pass that was made after it was cut off, by its signature', async () => {
    const { invite, gate } = await makeHost(server);
    await gate.controller.sync();
    gate.controller.cut(true);
    const pass = await invite();
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true, alone: true });
    expect(await gate.controller.present({ digits: pass.code?.digits ?? '' })).toMatchObject({ reason: 'unknown' });
  });

  it('refuses what was revoked before, what is early, late, for another gate, or forged', async () => {
    const { invite, gate, revoke, communityId } = await makeHost(server);
    const elsewhere = await makeGate(server, communityId, '东门');
    const [revoked, early, theirs] = [
      await invite(),
      await invite({ from: inHours(server, 1) }),
      await invite({ placeIds: [elsewhere.groupId] }),
    ];
    const revokedCode = codeOfPass(revoked);
    await revoke(revoked.id);
    const { controller } = gate;
    await controller.sync();
    controller.cut(true);
    const reasonOf = async (pass: api.PassView) => (await controller.present(codeOfPass(pass))).reason;
    expect(await controller.present({ code: revoked.id })).toMatchObject({ reason: 'unreadable' });
    expect(await controller.present(revokedCode)).toMatchObject({ reason: 'revoked', alone: true });
    expect(await reasonOf(early)).toBe('early');
    expect(await reasonOf(theirs)).toBe('elsewhere');
    server.deps.clock.advance(5 * 3_600_000);
    expect(await reasonOf(early)).toBe('late');
    const touched = codeOfPass(early).code.replace(/.(?=.{10}$)/, (sign) => (sign === 'A' ? 'B' : 'A'));
    expect(['forged', 'unreadable']).toContain((await controller.present({ code: touched })).reason);
  });

  it('counts what it let in before the list, after it, and what others let in', async () => {
    const { invite, gate, communityId } = await makeHost(server);
    const other = await makeGate(server, communityId, '北门二号', { groupIds: [gate.groupId] });
    const pass = await invite({ uses: 3 });
    await other.controller.present(codeOfPass(pass));
    await gate.controller.sync();
    await gate.controller.present(codeOfPass(pass));
    gate.controller.cut(true);
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true, alone: true });
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'used' });
    gate.controller.cut(false);
    await gate.controller.sync();
    gate.controller.cut(true);
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'used' });
  });

  it('lets digits in by its list for a day, and rests after five wrong tries', async () => {
    const { invite, gate } = await makeHost(server);
    const pass = await invite({ until: inHours(server, 48), uses: 20 });
    const right = { digits: pass.code?.digits ?? '' };
    const wrong = { digits: right.digits === '000000' ? '000001' : '000000' };
    const { present, cut, sync } = gate.controller;
    await sync();
    cut(true);
    expect(await present(right)).toMatchObject({ admit: true, alone: true });
    for (let n = 0; n < 5; n++) expect(await present(wrong)).toMatchObject({ reason: 'unknown' });
    expect(await present(right)).toMatchObject({ reason: 'paused' });
    expect(await present(codeOfPass(pass))).toMatchObject({ admit: true });
    server.deps.clock.advance(60_000);
    expect(await present(right)).toMatchObject({ admit: true });
    server.deps.clock.advance(24 * 3_600_000);
    expect(await present(right)).toMatchObject({ admit: false, reason: 'unknown' });
    expect(await present(codeOfPass(pass))).toMatchObject({ admit: true });
  });
});

describe('back on the network', () => {
  it('a code that was let in at two doors is reported to the guards', async () => {
    const { invite, gate, communityId, read } = await makeHost(server);
    const guard = await makeStaff(server, communityId, ['guard'], { department: 'security' });
    const other = await makeGate(server, communityId, '北门二号', { groupIds: [gate.groupId] });
    const pass = await invite({ uses: 1 });
    for (const { controller } of [gate, other]) {
      await controller.sync();
      controller.cut(true);
      expect(await controller.present(codeOfPass(pass))).toMatchObject({ admit: true });
      server.deps.clock.advance(60_000);
      controller.cut(false);
    }
    await other.controller.sync();
    await server.drain();
    expect(await bodiesOf(guard.id)).toEqual([]);
    await gate.controller.sync();
    await gate.controller.sync();
    await server.drain();
    expect((await passagesOf(pass.id)).map(({ flag }) => flag)).toEqual(['replay', null]);
    expect(await bodiesOf(guard.id)).toEqual(['北门 10:54，用完的访客码又放行了一次，请看一下记录。']);
    expect(await read(pass.id)).toMatchObject({ used: 1, state: 'used' });
  });

  it('a pass that was revoked meanwhile is reported, and is dead from the next list on', async () => {
    const { invite, gate, revoke, communityId } = await makeHost(server);
    const guard = await makeStaff(server, communityId, ['guard'], { department: 'security' });
    const pass = await invite();
    await gate.controller.sync();
    gate.controller.cut(true);
    await revoke(pass.id);
    server.deps.clock.advance(60_000);
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true, alone: true });
    gate.controller.cut(false);
    await gate.controller.sync();
    await server.drain();
    expect(await bodiesOf(guard.id)).toEqual(['北门 10:55，作废的访客码放行了一次，请看一下记录。']);
    gate.controller.cut(true);
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'revoked' });
  });

  it('what we answered but the door never heard: the door is right, and it is one passage', async () => {
    const { invite, gate, communityId, read } = await makeHost(server);
    const other = await makeGate(server, communityId, '北门二号', { groupIds: [gate.groupId] });
    const pass = await invite({ uses: 1 });
    await gate.controller.sync();
    await other.controller.present(codeOfPass(pass));
    gate.controller.deafen(true);
    // We refuse, it does not hear that, and by its list there is one use left.
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true, alone: true });
    gate.controller.deafen(false);
    await gate.controller.sync();
    const passages = await passagesOf(pass.id);
    expect(passages.map(({ admitted }) => admitted)).toEqual([true, true]);
    expect(passages.filter(({ flag }) => flag === 'replay')).toHaveLength(1);
    expect(await read(pass.id)).toMatchObject({ used: 1 });
  });

  it('a clock that is years off does not make a passage of another year', async () => {
    const { invite, gate } = await makeHost(server);
    const pass = await invite();
    const { id, secret } = gate.device;
    const body = {
      kind: 'passages',
      passages: [
        {
          ...{ id: 'event-from-1970', at: '1970-01-01T00:00:00Z', direction: 'in', way: 'qr' },
          ...{ passId: pass.id, admitted: true, reason: null },
        },
      ],
    };
    const answer = await fetch(`${server.origin}/callbacks/devices/anju`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${gate.device.communityId}/${id}:${secret}`).toString('base64')}`,
      },
      body: JSON.stringify(body),
    });
    expect(await answer.json()).toEqual({ kept: ['event-from-1970'] });
    expect((await passagesOf(pass.id))[0]?.at).toEqual(server.deps.clock.now());
  });
});

describe('the list of a door', () => {
  it('is fetched again only when something changed, and before it is old', async () => {
    const { invite, gate } = await makeHost(server);
    const { controller } = gate;
    await controller.sync();
    const first = controller.list();
    await controller.sync();
    expect(controller.list()).toBe(first);
    await invite();
    await controller.sync();
    expect(controller.list()?.passes).toHaveLength(1);
    const second = controller.list();
    server.deps.clock.advance(12 * 3_600_000);
    await controller.sync();
    expect(controller.list()?.validUntil).toBeGreaterThan(second?.validUntil ?? 0);
  });

  const holderOf = (list: DoorList, keys = server.deps.keys, heldIssuedAt = 0) => ({
    communityId: list.communityId,
    deviceId: list.deviceId,
    keys: signersOf(keys),
    heldIssuedAt,
  });

  it('is believed only as it was signed, by its own door, and never an earlier one', async () => {
    const { gate, communityId } = await makeHost(server);
    const { list: signed } = await readDoorList(server.deps, { ...gate.device, communityId });
    const list = JSON.parse(signed.text) as DoorList;
    expect(readList(signed, holderOf(list))).toEqual(list);
    expect(
      readList({ ...signed, text: signed.text.replace('"revoked":[]', '"revoked":[ ]') }, holderOf(list)),
    ).toBeNull();
    expect(readList(signed, { ...holderOf(list), deviceId: communityId })).toBeNull();
    expect(readList(signed, holderOf(list, makeKeys()))).toBeNull();
    expect(readList(signed, holderOf(list, server.deps.keys, list.issuedAt + 1))).toBeNull();
    expect(readList({ text: signed.text, signatures: {} } satisfies SignedList, holderOf(list))).toBeNull();
  });

  it('carries the change of keys: who believed the old one believes the new one, and old codes go on', async () => {
    const { invite, gate } = await makeHost(server);
    const { keys } = server.deps;
    const old = await invite();
    await gate.controller.sync();
    server.deps.keys = { ...keys, pass: makeKeys().pass, passEarlier: [keys.pass] };
    try {
      const fresh = await invite();
      gate.controller.cut(true);
      expect(await gate.controller.present(codeOfPass(fresh))).toMatchObject({ reason: 'forged', alone: true });
      gate.controller.cut(false);
      await gate.controller.sync();
      gate.controller.cut(true);
      expect(await gate.controller.present(codeOfPass(fresh))).toMatchObject({ admit: true, alone: true });
      expect(await gate.controller.present(codeOfPass(old))).toMatchObject({ admit: true, alone: true });
      // Somebody else's keys sign nothing that it would take.
      const stranger = signersOf(makeKeys());
      const list = gate.controller.list();
      if (!list) throw new Error('no list');
      const forged = signList({ ...list, issuedAt: list.issuedAt + 1, revoked: [] }, stranger);
      expect(readList(forged, holderOf(list))).toBeNull();
    } finally {
      server.deps.keys = keys;
    }
  });

  it('a revoked pass is dead within a minute at a door that fetches its list as it should', async () => {
    const { invite, gate, revoke } = await makeHost(server);
    const pass = await invite();
    await gate.controller.sync();
    await revoke(pass.id);
    // Every half minute (controller.ts, start).
    await gate.controller.sync();
    gate.controller.cut(true);
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'revoked' });
  });
});
