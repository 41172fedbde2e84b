import jsQR from 'jsqr';
import * as api from 'shared-types/access';
import { newKey } from 'shared-types/client';
import sharp from 'sharp';
import { codeOfPass, controllerOf, inHours, makeGate, makeHost } from '../../../test/factories/access.js';
import { makePayer } from '../../../test/factories/money.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { makeKeys } from '../../platform/secrets/keys.js';
import { BindingEntity } from '../identity/identity.entity.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { AccessDigitsEntity, PassageEntity, VisitorPassEntity } from './access.entity.js';
import { accessSweep } from './access.jobs.js';
import { askAtDoor } from './commands/askAtDoor.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const passagesOf = (passId: string) => server.deps.db.reader.findBy(PassageEntity, { passId });
const messagesOf = (accountId: string) => server.deps.db.reader.findBy(InboxMessageEntity, { accountId });

describe('an owner invites', () => {
  it('and gets a ticket: window, uses, places, a code and six digits; the same key makes one', async () => {
    const { invite, host, gate } = await makeHost(server);
    const key = newKey();
    const [pass, again] = await Promise.all([invite({}, key), invite({}, key)]);
    expect(again.id).toBe(pass.id);
    expect(pass).toMatchObject({
      name: '赵明',
      windowWords: '今天 10:54–14:54',
      timeWords: '还有 4 小时',
      state: 'open',
      uses: 2,
      used: 0,
      places: [{ id: gate.groupId, name: '北门' }],
      visits: [],
      actions: ['share', 'revoke'],
    });
    expect(pass.code?.digits).toMatch(/^\d{6}$/);
    const png = Buffer.from(pass.code?.image.split(',')[1] ?? '', 'base64');
    const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(pass.code?.text);
    expect((await host.call(api.listPasses, { query: {} })).items.map(({ id }) => id)).toEqual([pass.id]);
    expect((await host.call(api.listPasses, { query: { which: 'past' } })).items).toEqual([]);
  });

  it.each([
    ['a window that ends before it begins', { hours: [4, 3] }, 'until'],
    ['a window of the past', { hours: [-5, -1] }, 'until'],
    ['more than thirty days', { hours: [0, 24 * 31] }, 'until'],
    ['a beginning after sixty days', { hours: [24 * 61, 24 * 62] }, 'from'],
    ['a plate that is none', { plate: '粤B1' }, 'plate'],
    ['a gate that is not there', { placeIds: ['01JZ0000000000000000000000'] }, 'placeIds'],
  ])('is refused: %s', async (_what, wish, field) => {
    const { invite } = await makeHost(server);
    const { hours, ...rest } = wish as { hours?: [number, number] };
    const window = hours ? { from: inHours(server, hours[0]), until: inHours(server, hours[1]) } : {};
    await expect(invite({ ...window, ...rest })).rejects.toMatchObject({
      code: 'request.invalid',
      problem: { fields: { [field]: expect.any(String) } },
    });
  });

  it('only for a house of their own, and only to doors on its way', async () => {
    const { invite, communityId, host } = await makeHost(server);
    const other = await makePayer(server, communityId, '9栋1单元0101');
    expect(await codeOf(invite({ houseId: other.houseId }))).toBe('house.not_found');
    const theirs = await makeGate(server, communityId, '9栋大堂', { buildingId: '01JZ0000000000000000000009' });
    expect(await codeOf(invite({ placeIds: [theirs.groupId] }))).toBe('request.invalid');
    const offered = await host.call(api.listPassPlaces, { params: { id: host.houseId } });
    expect(offered.items.map(({ name }) => name)).toEqual(['北门']);
  });

  it('their passes are nobody else’s, not even of the same house', async () => {
    const { invite, communityId } = await makeHost(server);
    const { id } = await invite();
    const other = await makePayer(server, communityId, '5栋1单元0101');
    expect(await codeOf(other.call(api.readPass, { params: { id } }))).toBe('pass.not_found');
    expect(await codeOf(other.call(api.revokePass, { params: { id }, body: {} }))).toBe('pass.not_found');
  });

  it('the visitor opens it by its token, without a sign-in; a token that was touched opens nothing', async () => {
    const { invite, revoke } = await makeHost(server);
    const pass = await invite({ plate: '粤b·F36150' });
    const open = (token: string) => server.client(null)(api.openSharedPass, { body: { token } });
    const token = pass.shareToken ?? '';
    expect(await open(token)).toMatchObject({
      name: '赵明',
      guestOf: '吴女士家的客人',
      communityName: '阳光花园',
      plate: '粤BF36150',
      places: ['北门'],
      code: { digits: pass.code?.digits, text: pass.code?.text },
    });
    expect(JSON.stringify(await open(token))).not.toContain('1102');
    const touched = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
    expect(await codeOf(open(touched))).toBe('pass.not_found');
    expect(await codeOf(open(pass.id))).toBe('pass.not_found');
    await revoke(pass.id);
    expect(await open(token)).toMatchObject({ state: 'revoked', code: null });
  });
});

describe('a door that can ask', () => {
  it('lets in as often as the pass says, and the owner hears of it and sees when', async () => {
    const { invite, gate, host, read } = await makeHost(server);
    const pass = await invite();
    const { present } = gate.controller;
    expect(await present(codeOfPass(pass))).toEqual({ admit: true, reason: null, alone: false, name: '赵明' });
    server.deps.clock.advance(3_600_000);
    const tick = () => server.deps.clock.advance(1000);
    expect(await present(codeOfPass(pass), 'out')).toMatchObject({ admit: true });
    tick();
    expect(await present({ digits: pass.code?.digits ?? '' })).toMatchObject({ admit: true });
    tick();
    expect(await present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'used' });
    tick();
    expect(await present(codeOfPass(pass), 'out')).toMatchObject({ admit: true });
    await server.drain();
    const after = await read(pass.id);
    expect(after).toMatchObject({ used: 2, state: 'used' });
    expect(after.visits.map(({ when, words, place }) => `${when} ${place} ${words}`)).toEqual([
      '今天 11:54 北门 扫码出门',
      '今天 11:54 北门 扫码进门没有放行：次数用完了',
      '今天 11:54 北门 按六位码进门',
      '今天 11:54 北门 扫码出门',
      '今天 10:54 北门 扫码进门',
    ]);
    expect((await messagesOf(host.id)).map(({ body }) => body).sort()).toEqual([
      '赵明 10:54 从北门进来了。',
      '赵明 11:54 从北门进来了。',
    ]);
  });

  it('refuses before, after, elsewhere and what was revoked', async () => {
    const { invite, gate, revoke, communityId } = await makeHost(server);
    const pass = await invite({ from: inHours(server, 1), until: inHours(server, 2) });
    const elsewhere = await makeGate(server, communityId, '东门');
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ reason: 'early' });
    server.deps.clock.advance(3_600_000);
    expect(await elsewhere.controller.present(codeOfPass(pass))).toMatchObject({ reason: 'elsewhere' });
    expect(await elsewhere.controller.present({ digits: pass.code?.digits ?? '' })).toMatchObject({
      reason: 'unknown',
    });
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true });
    await revoke(pass.id);
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ reason: 'revoked', alone: false });
    expect(await gate.controller.present({ digits: pass.code?.digits ?? '' })).toMatchObject({ reason: 'unknown' });
    const late = await invite({ until: inHours(server, 1) });
    server.deps.clock.advance(3_600_000);
    expect(await gate.controller.present(codeOfPass(late))).toMatchObject({ reason: 'late' });
  });

  it('the guests of somebody who moved away are nobody’s', async () => {
    const { invite, gate, host } = await makeHost(server);
    const [used, unused] = [await invite(), await invite()];
    await inTransaction(server.deps.db, (tx) => tx.update(BindingEntity, { accountId: host.id }, { status: 'ended' }));
    expect(await gate.controller.present(codeOfPass(used))).toMatchObject({ admit: false, reason: 'revoked' });
    await gate.controller.sync();
    expect(gate.controller.list()).toMatchObject({ revoked: [used.id, unused.id], passes: [] });
    await accessSweep(server.deps);
    expect(await server.deps.db.reader.findOneBy(VisitorPassEntity, { id: unused.id })).toMatchObject({
      revokedWhy: 'left',
    });
  });

  it('of a hundred at once exactly as many get in as the pass has uses', async () => {
    const { invite, gate, read, communityId } = await makeHost(server);
    const other = await makeGate(server, communityId, '北门二号', { groupIds: [gate.groupId] });
    const pass = await invite({ uses: 7 });
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => (n % 2 ? gate : other).controller.present(codeOfPass(pass))),
    );
    expect(outcomes.filter(({ alone }) => alone)).toEqual([]);
    expect(outcomes.filter(({ admit }) => admit)).toHaveLength(7);
    expect(outcomes.filter(({ reason }) => reason === 'used')).toHaveLength(93);
    expect(await read(pass.id)).toMatchObject({ used: 7 });
  }, 60_000);

  it('asked again with the same id, answers the same and uses nothing up', async () => {
    const { invite, gate, read } = await makeHost(server);
    const pass = await invite({ uses: 1 });
    const ask = { kind: 'ask' as const, id: 'event-0001', direction: 'in' as const, ...codeOfPass(pass) };
    const door = { communityId: gate.device.communityId, id: gate.device.id, name: '北门' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => askAtDoor(server.deps, door, ask)));
    expect(answers.filter(({ admit }) => admit)).toHaveLength(8);
    expect(await read(pass.id)).toMatchObject({ used: 1 });
    expect(await passagesOf(pass.id)).toHaveLength(1);
  });

  it('codes of other keys and other communities are forged', async () => {
    const { invite, gate } = await makeHost(server);
    const stranger = await makeHost(server, '1栋1单元0101');
    const theirs = await stranger.invite();
    expect(await gate.controller.present(codeOfPass(theirs))).toMatchObject({ admit: false, reason: 'forged' });
    const pass = await invite();
    const { keys } = server.deps;
    server.deps.keys = { ...makeKeys(), blindIndex: keys.blindIndex };
    try {
      expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: false, reason: 'forged' });
    } finally {
      server.deps.keys = keys;
    }
  });
});

describe('six digits', () => {
  it('are one pass’s among the living ones of a group, also when many are made at once', async () => {
    const { invite, gate, communityId } = await makeHost(server);
    const passes = await Promise.all(Array.from({ length: 40 }, () => invite()));
    const digits = passes.map(({ code }) => code?.digits);
    expect(new Set(digits).size).toBe(40);
    expect(await server.deps.db.reader.countBy(AccessDigitsEntity, { communityId, groupId: gate.groupId })).toBe(40);
  });

  it('rest after five wrong tries, for 60 s and then longer; the reader of codes does not', async () => {
    const { invite, gate } = await makeHost(server);
    const pass = await invite();
    const right = { digits: pass.code?.digits ?? '' };
    const wrong = { digits: right.digits === '000000' ? '000001' : '000000' };
    // A controller that forgets its own count each time: what counts here is the server's.
    const tryOnce = (shown: { digits: string }) => controllerOf(server, gate.device).present(shown);
    for (let n = 0; n < 5; n++) expect(await tryOnce(wrong)).toMatchObject({ reason: 'unknown', alone: false });
    expect(await tryOnce(right)).toMatchObject({ admit: false, reason: 'paused' });
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true });
    server.deps.clock.advance(59_000);
    expect(await tryOnce(right)).toMatchObject({ reason: 'paused' });
    server.deps.clock.advance(1_000);
    expect(await tryOnce(wrong)).toMatchObject({ reason: 'unknown' });
    server.deps.clock.advance(119_000);
    expect(await tryOnce(right)).toMatchObject({ reason: 'paused' });
    server.deps.clock.advance(1_000);
    expect(await tryOnce(right)).toMatchObject({ admit: true });
    for (let n = 0; n < 4; n++) await tryOnce(wrong);
    expect(await tryOnce(wrong)).toMatchObject({ reason: 'unknown' });
  });

  it('a hundred guesses at once are five tries', async () => {
    const { gate } = await makeHost(server);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => controllerOf(server, gate.device).present({ digits: '123456' })),
    );
    expect(outcomes.filter(({ reason }) => reason === 'unknown')).toHaveLength(5);
    expect(outcomes.filter(({ reason }) => reason === 'paused')).toHaveLength(95);
  }, 60_000);

  it('of a whole community rest after sixty wrong tries in an hour', async () => {
    const { gate, communityId, invite } = await makeHost(server);
    const pass = await invite();
    for (let door = 0; door < 12; door++) {
      const { device } = await makeGate(server, communityId, `${door}号门`);
      for (let n = 0; n < 5; n++) await controllerOf(server, device).present({ digits: '999999' });
    }
    const digits = pass.code?.digits ?? '';
    expect(await gate.controller.present({ digits })).toMatchObject({ admit: false, reason: 'paused' });
    expect(await gate.controller.present(codeOfPass(pass))).toMatchObject({ admit: true });
  }, 60_000);
});

describe('the device’s channel', () => {
  const post = (body: string, authorization?: string) =>
    fetch(`${server.origin}/callbacks/devices/anju`, {
      method: 'POST',
      body,
      headers: authorization ? { authorization } : {},
    });
  const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`;

  it('opens to a door’s own secret alone, and takes nothing that it does not understand', async () => {
    const { gate, communityId } = await makeHost(server);
    const { id, secret } = gate.device;
    const sync = JSON.stringify({ kind: 'sync', have: null });
    expect((await post(sync)).status).toBe(401);
    expect((await post(sync, basic(`${communityId}/${id}:wrong`))).status).toBe(401);
    expect((await post(sync, basic(`${communityId}/${id}`))).status).toBe(401);
    const other = await makeCommunity(server);
    expect((await post(sync, basic(`${other}/${id}:${secret}`))).status).toBe(401);
    const mine = basic(`${communityId}/${id}:${secret}`);
    expect((await post(sync, mine)).status).toBe(200);
    expect((await post('{', mine)).status).toBe(400);
    expect((await post('{"kind":"open"}', mine)).status).toBe(400);
    expect((await fetch(`${server.origin}/callbacks/devices/anju`)).status).toBe(405);
  });
});

describe('records', () => {
  it('are deleted after the policy’s days, and no earlier', async () => {
    const { invite, gate, communityId } = await makeHost(server);
    const pass = await invite();
    await gate.controller.present(codeOfPass(pass));
    const count = () => server.deps.db.reader.countBy(PassageEntity, { communityId });
    server.deps.clock.advance(179 * 86_400_000);
    await accessSweep(server.deps);
    expect(await count()).toBe(1);
    server.deps.clock.advance(2 * 86_400_000);
    await accessSweep(server.deps);
    expect(await count()).toBe(0);
    expect(await server.deps.db.reader.findOneBy(VisitorPassEntity, { id: pass.id })).toBeNull();
    expect(await server.deps.db.reader.countBy(AccessDigitsEntity, { communityId })).toBe(0);
  });
});
