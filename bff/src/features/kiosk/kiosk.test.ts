import { newKey } from 'shared-types/client';
import * as api from 'shared-types/kiosk';
import { listProblemTypes } from 'shared-types/repair';
import { listRepairs, readRepair } from 'shared-types/staffRepair';
import { makeCommunity, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { replaceOwners } from '../community/community.door.js';
import { HousePersonEntity } from '../community/community.entity.js';
import { KioskEntity, KioskVisitEntity, OwnerCardEntity } from './kiosk.entity.js';

let server: TestServer;
let home: TestCommunity;
let manager: { token: string };
let desk: { token: string };
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  home = await makeCommunity(server.deps);
  manager = await makeStaff(server.deps, home.id, 'manager');
  desk = await makeStaff(server.deps, home.id, 'customer-service', { name: '李晓梅' });
});

const as = (who: { token: string }) => server.client(who.token, home.id);
const minute = 60_000;
let last = 1000;
const freshNumber = (): string => String(9_000_000_000 + ++last);

const register = async () =>
  as(manager)(api.registerKiosk, { body: { name: '一号机', place: '服务驿站' }, idempotencyKey: newKey() });
const codeFor = async (id: string): Promise<string> =>
  (await as(manager)(api.issueKioskCode, { params: { id }, body: {} })).code;
const enrol = (code: string) => server.client(null)(api.enrolKiosk, { body: { code } });
const machine = async () => {
  const { id } = await register();
  const { token } = await enrol(await codeFor(id));
  return { id, token, call: server.client(token) };
};
const personOf = async (place = 0): Promise<HousePersonEntity> => {
  const [person] = await server.deps.db.reader.findBy(HousePersonEntity, {
    communityId: home.id,
    houseId: home.houses[place]?.id ?? '',
  });
  if (!person) throw new Error('nobody lives there');
  return person;
};
const issue = async (number: string, place = 0) =>
  as(desk)(api.issueCard, { params: { id: (await personOf(place)).id }, body: { number }, idempotencyKey: newKey() });
const report = (call: ReturnType<typeof as>, id: string, text = '水龙头滴水', key = newKey()) =>
  call(api.reportAtKiosk, {
    params: { id },
    body: { problemTypeId: 'plumbing', spot: '厨房', emergency: '', text },
    idempotencyKey: key,
  });

describe('a machine', () => {
  test('is enrolled by a code that is shown once, in whatever case it is typed', async () => {
    const { id, status } = await register();
    expect(status).toBe('new');
    const code = await codeFor(id);
    const { token, kiosk } = await enrol(code.toLowerCase().replace('-', ' '));
    expect(kiosk).toEqual({
      name: '一号机',
      place: '服务驿站',
      community: { name: home.name, servicePhone: '8866 1234' },
      face: false,
    });
    expect(await server.client(token)(api.readKioskSelf)).toEqual(kiosk);
    const { items } = await as(manager)(api.listKiosks);
    expect(items).toMatchObject([{ id, status: 'working', codeUntil: null, actions: ['code', 'terminal', 'revoke'] }]);
    const [row] = await server.deps.db.reader.findBy(KioskEntity, { communityId: home.id });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await codeOf(enrol(code))).toBe('kiosk.code_wrong');
  });

  test('of two who type one code at once, one has the token', async () => {
    const code = await codeFor((await register()).id);
    const answers = await Promise.all([codeOf(enrol(code)), codeOf(enrol(code))]);
    expect(answers.filter((answer) => answer === 'kiosk.code_wrong')).toHaveLength(1);
  });

  test('takes no code at its end, nor a former one', async () => {
    const { id } = await register();
    const former = await codeFor(id);
    const code = await codeFor(id);
    expect(await codeOf(enrol(former))).toBe('kiosk.code_wrong');
    server.deps.clock.advance(30 * minute);
    expect(await codeOf(enrol(code))).toBe('kiosk.code_wrong');
  });

  test('goes on while its next code waits, and is out when that one is used', async () => {
    const first = await machine();
    const code = await codeFor(first.id);
    expect(await first.call(api.readKioskSelf)).toMatchObject({ name: '一号机' });
    await enrol(code);
    expect(await codeOf(first.call(api.readKioskSelf))).toBe('auth.required');
  });

  test('is nobody from the moment in which it is revoked, and so is what somebody does there', async () => {
    const one = await machine();
    const number = freshNumber();
    await issue(number);
    const visit = await one.call(api.openKioskVisit, { body: { card: number } });
    const params = { id: one.id };
    await as(manager)(api.revokeKiosk, { params, body: { reason: '搬走了' }, idempotencyKey: newKey() });
    expect(await codeOf(report(one.call, visit.id))).toBe('auth.required');
    expect(await codeOf(one.call(api.readKioskBoard))).toBe('auth.required');
    const [row] = await server.deps.db.reader.findBy(KioskVisitEntity, { communityId: home.id });
    expect(row?.endedAt).not.toBeNull();
    expect(await codeOf(as(manager)(api.issueKioskCode, { params, body: {} }))).toBe('kiosk.revoked');
    const again = as(manager)(api.revokeKiosk, { params, body: { reason: '再来' }, idempotencyKey: newKey() });
    expect(await codeOf(again)).toBe('kiosk.revoked');
  });

  test('reads the notice board without anybody signed in, and not the staff’s', async () => {
    const { call } = await machine();
    expect(await call(api.readKioskBoard)).toEqual({ items: [] });
    expect(await codeOf(call(listRepairs, { query: {} }))).toBe('auth.forbidden');
  });
});

describe('a card', () => {
  test('alone reports a repair of its holder’s house, and the record says that nobody helped', async () => {
    const { call } = await machine();
    const number = freshNumber();
    await issue(number);
    const visit = await call(api.openKioskVisit, { body: { card: number } });
    const { name } = await personOf();
    expect(visit).toMatchObject({ houseLabel: home.houses[0]?.label });
    expect(visit.name).not.toBe(name);
    const key = newKey();
    const first = await report(call, visit.id, '水龙头滴水', key);
    expect(await report(call, visit.id, '水龙头滴水', key)).toEqual(first);
    expect(await codeOf(report(call, visit.id, '灯不亮', key))).toBe('idempotency.key_reused');
    const { items } = await as(manager)(listRepairs, { query: {} });
    expect(items).toMatchObject([
      { number: first.number, channel: 'kiosk', contactName: name, placeLabel: expect.stringContaining('101') },
    ]);
    const whole = await as(manager)(readRepair, { params: { id: items[0]?.id ?? '' } });
    expect(JSON.stringify(whole.timeline)).toContain(`${name}（一号机刷卡） 报修`);
  });

  test('is kept without its number', async () => {
    const number = freshNumber();
    await issue(number);
    const rows = await server.deps.db.reader.findBy(OwnerCardEntity, { communityId: home.id });
    expect(rows).toHaveLength(1);
    for (const table of ['owner_card', 'audit_log', 'idempotency'])
      expect(JSON.stringify(await server.deps.db.reader.query(`SELECT * FROM ${table}`))).not.toContain(number);
  });

  test('that is unknown, blocked, replaced or of somebody who left is one answer', async () => {
    const { call } = await machine();
    const open = (card: string) => codeOf(call(api.openKioskVisit, { body: { card } }));
    const [blocked, replaced, kept, left] = [freshNumber(), freshNumber(), freshNumber(), freshNumber()];
    const card = await issue(blocked, 0);
    await as(desk)(api.blockCard, { params: { id: card.id }, body: { reason: '丢了' }, idempotencyKey: newKey() });
    await issue(replaced, 1);
    await issue(kept, 1);
    await issue(left, 2);
    const house = { communityId: home.id, houseId: home.houses[2]?.id ?? '' };
    await inTransaction(server.deps.db, (tx) => replaceOwners(server.deps, tx, house, [{ name: '王强', phone: null }]));
    for (const number of [freshNumber(), blocked, replaced, left])
      expect([number, await open(number)]).toEqual([number, 'card.not_valid']);
    expect(await open(kept)).toMatchObject({ answered: { houseLabel: '1栋1单元102' } });
  });

  test('opens nothing in another community', async () => {
    const number = freshNumber();
    await issue(number);
    home = await makeCommunity(server.deps, { name: '幸福里' });
    manager = await makeStaff(server.deps, home.id, 'manager');
    desk = await makeStaff(server.deps, home.id, 'customer-service');
    const { call } = await machine();
    expect(await codeOf(call(api.openKioskVisit, { body: { card: number } }))).toBe('card.not_valid');
    expect(await codeOf(as(desk)(api.identifyByCard, { body: { card: number } }))).toBe('card.not_valid');
  });

  test('is one person’s; a blocked one may be given out again', async () => {
    const number = freshNumber();
    const card = await issue(number, 0);
    expect(await issue(number, 0)).toEqual(card);
    expect(await codeOf(issue(number, 1))).toBe('card.taken');
    await as(desk)(api.blockCard, { params: { id: card.id }, body: { reason: '退了' }, idempotencyKey: newKey() });
    expect(await issue(number, 1)).toMatchObject({ status: 'valid', issuedBy: '李晓梅' });
    const params = { id: home.houses[0]?.id ?? '' };
    const { items } = await as(desk)(api.listCardsOfHouse, { params });
    expect(items).toMatchObject([{ card: { id: card.id, status: 'blocked' } }]);
  });

  test('given to two at once is one’s', async () => {
    const number = freshNumber();
    const answers = await Promise.all([codeOf(issue(number, 0)), codeOf(issue(number, 1))]);
    expect(answers.filter((answer) => answer === 'card.taken')).toHaveLength(1);
  });

  test('tells staff beside whose house it is', async () => {
    const number = freshNumber();
    await issue(number, 1);
    const found = await as(desk)(api.identifyByCard, { body: { card: number } });
    expect(found).toEqual({ houseId: home.houses[1]?.id, houseLabel: '1栋1单元102', name: (await personOf(1)).name });
  });

  test('is not found by running through numbers', async () => {
    const { call } = await machine();
    const codes: unknown[] = [];
    for (let i = 0; i < 41; i++) codes.push(await codeOf(call(api.openKioskVisit, { body: { card: freshNumber() } })));
    expect(codes.slice(0, 40).every((code) => code === 'card.not_valid')).toBe(true);
    expect(codes[40]).toBe('rate.limited');
  });
});

describe('what a card opened', () => {
  const opened = async () => {
    const one = await machine();
    const number = freshNumber();
    const card = await issue(number);
    return { ...one, number, card, visit: await one.call(api.openKioskVisit, { body: { card: number } }) };
  };

  test('is over after its time, when it is ended, and when the next card is read', async () => {
    const { call, visit, number } = await opened();
    server.deps.clock.advance(10 * minute);
    expect(await codeOf(report(call, visit.id))).toBe('kiosk.visit_over');
    const second = await call(api.openKioskVisit, { body: { card: number } });
    await call(api.endKioskVisit, { params: { id: second.id }, body: {} });
    expect(await codeOf(report(call, second.id))).toBe('kiosk.visit_over');
    const third = await call(api.openKioskVisit, { body: { card: number } });
    const fourth = await call(api.openKioskVisit, { body: { card: number } });
    expect(await codeOf(report(call, third.id))).toBe('kiosk.visit_over');
    expect(await report(call, fourth.id)).toMatchObject({ number: expect.any(String) });
  });

  test('is that machine’s alone', async () => {
    const { call, visit } = await opened();
    const other = await machine();
    expect(await codeOf(report(other.call, visit.id))).toBe('kiosk.visit_over');
    await other.call(api.endKioskVisit, { params: { id: visit.id }, body: {} });
    expect(await report(call, visit.id)).toMatchObject({ number: expect.any(String) });
  });

  test('ends with the card', async () => {
    const { call, visit, card } = await opened();
    await as(desk)(api.blockCard, { params: { id: card.id }, body: { reason: '丢了' }, idempotencyKey: newKey() });
    expect(await codeOf(report(call, visit.id))).toBe('kiosk.visit_over');
    expect((await as(manager)(listRepairs, { query: {} })).items).toEqual([]);
  });

  test('an emergency by a card has an emergency’s clocks', async () => {
    const { call, visit } = await opened();
    const { items: types } = await call(listProblemTypes);
    const type = types.find(({ emergencies }) => emergencies.length > 0);
    await call(api.reportAtKiosk, {
      params: { id: visit.id },
      body: { problemTypeId: type?.id, emergency: type?.emergencies[0], text: '😀'.repeat(200) },
      idempotencyKey: newKey(),
    });
    const { items } = await as(manager)(listRepairs, { query: {} });
    expect(items).toMatchObject([{ urgency: 'emergency' }]);
  });
});
