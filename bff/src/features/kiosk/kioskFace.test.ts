import { newKey } from 'shared-types/client';
import * as faces from 'shared-types/face';
import * as api from 'shared-types/kiosk';
import { listOwnRepairs } from 'shared-types/repair';
import { changeGateGroup, listDoors, listPassages, openDoor } from 'shared-types/staffAccess';
import { listRepairs, readRepair } from 'shared-types/staffRepair';
import { makeFaceHome, makeTerminal } from '../../../test/factories/faces.js';
import { makeHouse, makeStaff } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { newId } from '../../kernel/ids.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { PassageEntity } from '../access/access.entity.js';
import { FaceCallEntity, FaceConsentEntity } from '../face/face.entity.js';
import { BindingEntity } from '../identity/identity.entity.js';
import { KioskVisitEntity } from './kiosk.entity.js';

/** A face at the terminal beside a kiosk (C4): real pushes of the simulated terminal, and what the machine hears. */

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterEach(() => server.simulators.control.hikvision.calm());
afterAll(() => server.close());

const db = () => server.deps.db.reader;
const nobody = { visit: null, ask: null };
const passes = async (seconds: number): Promise<void> => {
  for (let left = seconds; left > 0; left -= 5) {
    server.deps.clock.advance(5000);
    await server.drain();
  }
};

/** A machine with a terminal beside it, in the community of an owner whose face opens the gate. */
const makeStation = async () => {
  const home = await makeFaceHome(server);
  const { communityId, host } = home;
  const manager = server.client((await makeStaff(server, communityId, ['manager'])).token);
  const desk = server.client((await makeStaff(server, communityId, ['customer-service'])).token);
  const machine = async (name = '1号机') => {
    const { id } = await manager(api.registerKiosk, {
      body: { name, place: '服务驿站' },
      idempotencyKey: newKey(),
    });
    const { code } = await manager(api.issueKioskCode, { params: { id }, body: {} });
    const { token } = await server.client(null)(api.enrolKiosk, { body: { code } });
    return { id, call: server.client(token) };
  };
  const link = (id: string, deviceId: string | null) =>
    manager(api.linkKioskTerminal, { params: { id }, body: { deviceId }, idempotencyKey: newKey() });
  const kiosk = await machine();
  const beside = await makeTerminal(server, communityId, null, '服务驿站人脸机');
  const take = (call = kiosk.call) => call(api.takeKioskFace, { body: {} });
  const kioskFace = (houseId = host.houseId, version = 1) =>
    host.call(faces.agreeToKioskFace, { params: { id: houseId }, body: { version }, idempotencyKey: newKey() });
  const leaveKiosk = () =>
    host.call(faces.withdrawKioskFace, { params: { id: host.houseId }, body: {}, idempotencyKey: newKey() });
  /** As the terminal would push it, whatever it is. */
  const push = async (event: { employeeNo: string; at?: Date; serial?: number; isLate?: boolean }) => {
    const at = event.at ?? server.deps.clock.now();
    const answer = await fetch(beside.terminal.memory.pushUrl ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ dateTime: `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00` },
        eventType: 'AccessControllerEvent',
        AccessControllerEvent: {
          ...{ majorEventType: 5, subEventType: 75, serialNo: event.serial ?? 900, employeeNoString: event.employeeNo },
          currentEvent: !event.isLate,
        },
      }),
    });
    return answer.status;
  };
  const report = (id: string, key = newKey()) =>
    kiosk.call(api.reportAtKiosk, {
      params: { id },
      body: { problemTypeId: 'plumbing', spot: '厨房', emergency: '', text: '水龙头滴水' },
      idempotencyKey: key,
    });
  return { ...home, manager, desk, machine, link, kiosk, beside, take, kioskFace, leaveKiosk, push, report };
};

/** All of it stands: the face is in the kiosk's terminal too. */
const makeKnown = async () => {
  const station = await makeStation();
  await station.link(station.kiosk.id, station.beside.device.id);
  await station.agree();
  await station.photo();
  await station.kioskFace();
  await server.drain();
  const [employeeNo = ''] = Object.keys(station.beside.terminal.memory.people);
  return { ...station, employeeNo };
};

describe('a face beside a kiosk', () => {
  it('opens a repair of the own house within the moment: the desk sees it, and it is theirs', async () => {
    const { beside, employeeNo, take, report, desk, host, communityId, terminal } = await makeKnown();
    expect(employeeNo).toMatch(/^[0-9A-Z]{26}$/);
    expect(await take()).toEqual(nobody);
    expect(await beside.terminal.show(employeeNo)).toMatchObject({ name: '吴**' });
    const { visit } = await take();
    expect(visit).toEqual({ id: expect.any(String), name: '吴**', houseLabel: '3栋2单元1102', way: 'face' });
    const { number } = await report(visit?.id ?? '');
    const [seen] = (await desk(listRepairs, { query: {} })).items;
    expect(seen).toMatchObject({ number, channel: 'kiosk', placeLabel: expect.stringContaining('3栋2单元1102') });
    const repair = await desk(readRepair, { params: { id: seen?.id ?? '' } });
    expect(JSON.stringify(repair)).toContain('吴女士（1号机刷脸）');
    expect((await host.call(listOwnRepairs, { query: {} })).items.map((one) => one.number)).toEqual([number]);
    // It stands at a kiosk: nobody passed a door, and no door opened.
    expect(await db().countBy(PassageEntity, { communityId })).toBe(0);
    expect(terminal.openings()).toBe(0);
  });

  it('counts once, however often it is pushed and asked for', async () => {
    const { beside, employeeNo, take, communityId, push } = await makeKnown();
    beside.terminal.setFaults({ duplicates: 3, loseAnswers: 2 });
    await beside.terminal.show(employeeNo);
    expect(beside.terminal.pushes()).toBeGreaterThan(4);
    const answers = await Promise.all([take(), take(), take()]);
    expect(answers.filter(({ visit }) => visit)).toHaveLength(1);
    await push({ employeeNo, serial: beside.terminal.memory.serial });
    expect(await take()).toEqual(nobody);
    expect(await db().countBy(KioskVisitEntity, { communityId })).toBe(1);
    await beside.terminal.show(employeeNo);
    expect((await take()).visit).not.toBeNull();
    const visits = await db().findBy(KioskVisitEntity, { communityId });
    expect(visits.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  });

  it('is of this moment: neither what the terminal tells late, nor by a wrong clock, nor what nobody asked for in time', async () => {
    const { beside, employeeNo, take, push, communityId } = await makeKnown();
    const ago = (seconds: number) => new Date(server.deps.clock.now().getTime() - seconds * 1000);
    expect(await push({ employeeNo, serial: 1, at: ago(11) })).toBe(200);
    expect(await push({ employeeNo, serial: 2, at: ago(-11) })).toBe(200);
    expect(await push({ employeeNo, serial: 3, isLate: true })).toBe(200);
    expect(await db().countBy(FaceCallEntity, { communityId })).toBe(0);
    expect(await take()).toEqual(nobody);
    await push({ employeeNo, serial: 4, at: ago(9) });
    server.deps.clock.advance(2000);
    expect(await take()).toEqual(nobody);
    beside.terminal.setFaults({ offline: true });
    await beside.terminal.show(employeeNo);
    beside.terminal.calm();
    await beside.terminal.catchUp();
    expect(await take()).toEqual(nobody);
    await push({ employeeNo, serial: 5, at: ago(9) });
    expect((await take()).visit).not.toBeNull();
  });

  it('of several houses asks which, once and for a minute, and takes no other answer', async () => {
    const { beside, employeeNo, take, host, communityId, kiosk, machine, kioskFace } = await makeKnown();
    const second = await makeHouse(server, communityId, '3栋2单元1201');
    const third = await makeHouse(server, communityId, '3栋2单元1301');
    const [binding] = await db().findBy(BindingEntity, { communityId, accountId: host.id });
    await inTransaction(server.deps.db, async (tx) => {
      for (const houseId of [second, third])
        await tx.insert(BindingEntity, { ...binding, id: newId(server.deps.clock.now()), houseId, openKey: houseId });
    });
    for (const id of [second, third])
      await host.call(faces.giveFaceConsent, { params: { id }, body: { version: 1 }, idempotencyKey: newKey() });
    // The third house's consent is to doors alone.
    await kioskFace(second);
    const choose = (id: string, houseId: string, call = kiosk.call) =>
      call(api.openKioskFaceVisit, { params: { id }, body: { houseId } });
    const known = async () => {
      server.deps.clock.advance(1000);
      await beside.terminal.show(employeeNo);
      return take();
    };
    const { visit, ask } = await known();
    expect(visit).toBeNull();
    expect(ask).toEqual({
      ...{ id: expect.any(String), name: '吴**' },
      houses: [
        { id: host.houseId, label: '3栋2单元1102' },
        { id: second, label: '3栋2单元1201' },
      ],
    });
    const id = ask?.id ?? '';
    expect(await codeOf(choose(id, third))).toBe('kiosk.visit_over');
    expect(await codeOf(choose(id, second, (await machine('2号机')).call))).toBe('kiosk.visit_over');
    expect(await choose(id, second)).toMatchObject({ houseLabel: '3栋2单元1201', way: 'face' });
    expect(await codeOf(choose(id, second))).toBe('kiosk.visit_over');
    const late = (await known()).ask?.id ?? '';
    server.deps.clock.advance(61_000);
    expect(await codeOf(choose(late, second))).toBe('kiosk.visit_over');
  });
});

describe('nothing is opened', () => {
  it('by who agreed to doors alone; nor is their face in the kiosk’s terminal', async () => {
    const { beside, agree, photo, link, kiosk, push, take, communityId } = await makeStation();
    await link(kiosk.id, beside.device.id);
    await agree();
    await photo();
    await passes(40);
    expect(beside.terminal.memory.people).toEqual({});
    const [consent] = await db().findBy(FaceConsentEntity, { communityId });
    expect(await push({ employeeNo: consent?.id ?? '' })).toBe(200);
    expect(await take()).toEqual(nobody);
  });

  it('by a terminal that stands at no kiosk, or at another one', async () => {
    const { terminal, employeeNo, take, machine, link, beside, kiosk } = await makeKnown();
    await terminal.show(employeeNo);
    expect(await take()).toEqual(nobody);
    const other = await machine('2号机');
    await beside.terminal.show(employeeNo);
    expect(await take(other.call)).toEqual(nobody);
    expect((await take()).visit).not.toBeNull();
    await link(kiosk.id, null);
    await beside.terminal.show(employeeNo);
    expect(await take()).toEqual(nobody);
    await passes(40);
    expect(beside.terminal.memory.people).toEqual({});
    expect(Object.keys(terminal.memory.people)).toEqual([employeeNo]);
  });

  it('by who took it back: at once for what they do next, within the minute at the terminal; doors go on', async () => {
    const { beside, employeeNo, take, report, leaveKiosk, push, terminal, read } = await makeKnown();
    await beside.terminal.show(employeeNo);
    const { visit } = await take();
    const view = await leaveKiosk();
    expect(view).toMatchObject({ consent: { version: 1 }, kiosk: { agreedWords: null, actions: ['agree'] } });
    expect(await codeOf(report(visit?.id ?? ''))).toBe('kiosk.visit_over');
    server.deps.clock.advance(1000);
    await push({ employeeNo });
    expect(await take()).toEqual(nobody);
    await passes(40);
    expect(beside.terminal.memory.people).toEqual({});
    expect(await terminal.show(employeeNo)).toMatchObject({ opened: true });
    expect((await read()).consent?.copies.map(({ state }) => state).sort()).toEqual(['gone', 'on']);
  });

  it('by who withdrew the whole consent between looking and being taken, or moved away', async () => {
    const one = await makeKnown();
    await one.beside.terminal.show(one.employeeNo);
    await one.withdraw();
    expect(await one.take()).toEqual(nobody);
    const two = await makeKnown();
    await two.beside.terminal.show(two.employeeNo);
    await inTransaction(server.deps.db, (tx) =>
      tx.update(BindingEntity, { accountId: two.host.id }, { status: 'ended', openKey: null }),
    );
    expect(await two.take()).toEqual(nobody);
    server.deps.clock.advance(1000);
    await two.push({ employeeNo: two.employeeNo });
    expect(await db().countBy(FaceCallEntity, { communityId: two.communityId })).toBe(1);
  });

  it('at a machine that is revoked; its terminal is free again and forgets the faces', async () => {
    const { beside, employeeNo, take, kiosk, manager, push } = await makeKnown();
    await beside.terminal.show(employeeNo);
    await manager(api.revokeKiosk, { params: { id: kiosk.id }, body: { reason: '坏了' }, idempotencyKey: newKey() });
    expect(await codeOf(take())).toBe('auth.required');
    await push({ employeeNo });
    const { items, terminals } = await manager(api.listKiosks, {});
    expect(items).toMatchObject([{ status: 'revoked', terminal: null }]);
    expect(terminals).toEqual([{ id: beside.device.id, name: '服务驿站人脸机' }]);
    await passes(40);
    expect(beside.terminal.memory.people).toEqual({});
  });
});

describe('a terminal at a kiosk', () => {
  it('is chosen by a manager, one for each, out of those that are no doors; audited', async () => {
    const { link, kiosk, beside, device, machine, manager, communityId } = await makeStation();
    expect((await manager(api.listKiosks, {})).terminals).toEqual([{ id: beside.device.id, name: '服务驿站人脸机' }]);
    expect((await kiosk.call(api.readKioskSelf, {})).face).toBe(false);
    expect(await link(kiosk.id, beside.device.id)).toMatchObject({ terminal: { name: '服务驿站人脸机' } });
    expect((await kiosk.call(api.readKioskSelf, {})).face).toBe(true);
    expect(await codeOf(link(kiosk.id, device.id))).toBe('kiosk.terminal_refused');
    expect(await codeOf(link(kiosk.id, newId(new Date())))).toBe('kiosk.terminal_refused');
    expect(await codeOf(link((await machine('2号机')).id, beside.device.id))).toBe('kiosk.terminal_refused');
    server.deps.clock.advance(1000);
    await link(kiosk.id, null);
    const lines = await db().find(AuditEntity, { where: { communityId }, order: { id: 'ASC' } });
    expect(lines.filter(({ action }) => action.startsWith('kiosk.terminal'))).toMatchObject([
      { action: 'kiosk.terminal_linked', reason: '服务驿站人脸机' },
      { action: 'kiosk.terminal_unlinked', reason: '服务驿站人脸机' },
    ]);
  });

  it('is no door: not in a group, not from afar, not on the guards’ list', async () => {
    const { beside, gate, device, manager, desk } = await makeKnown();
    const guards = await manager(listDoors, {});
    expect(guards.items.map(({ name }) => name).sort()).toEqual(['北门', '北门人脸机']);
    const group = {
      name: '北门',
      buildingId: null,
      unitId: null,
      doorIds: [gate.device.id, device.id, beside.device.id],
    };
    const changed = manager(changeGateGroup, { params: { id: gate.groupId }, body: group, idempotencyKey: newKey() });
    expect(await codeOf(changed)).toBe('request.invalid');
    const opened = manager(openDoor, {
      params: { id: beside.device.id },
      body: { reason: '试试' },
      idempotencyKey: newKey(),
    });
    expect(await codeOf(opened)).toBe('gate.cannot_open');
    expect(beside.terminal.openings()).toBe(0);
    expect((await manager(listPassages, { query: {} })).items).toEqual([]);
    expect(await codeOf(desk(api.listKiosks, {}))).toBe('auth.forbidden');
  });

  it('is consented to by itself: the text in force, only beside the consent to doors, only where one stands', async () => {
    const { agree, kioskFace, link, kiosk, beside, read, communityId, host, leaveKiosk } = await makeStation();
    expect(await codeOf(kioskFace())).toBe('face.no_consent');
    await agree();
    expect((await read()).kiosk).toBeNull();
    expect(await codeOf(kioskFace())).toBe('face.no_kiosk');
    await link(kiosk.id, beside.device.id);
    expect((await read()).kiosk).toMatchObject({
      terminals: ['服务驿站人脸机'],
      agreedWords: null,
      actions: ['agree'],
    });
    server.deps.clock.advance(1000);
    expect(await codeOf(kioskFace(host.houseId, 0))).toBe('face.text_changed');
    expect((await kioskFace()).kiosk).toMatchObject({
      agreedWords: expect.stringContaining('第 1 版'),
      actions: ['withdraw'],
    });
    await kioskFace();
    server.deps.clock.advance(1000);
    await leaveKiosk();
    await leaveKiosk();
    const lines = (await db().find(AuditEntity, { where: { communityId }, order: { id: 'ASC' } })).map(
      ({ action }) => action,
    );
    expect(lines.filter((action) => action.startsWith('face.'))).toEqual([
      'face.consented',
      'face.kiosk_agreed',
      'face.kiosk_withdrawn',
    ]);
  });
});
