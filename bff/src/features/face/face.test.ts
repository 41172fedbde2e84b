import * as auth from 'shared-types/binding';
import { newKey } from 'shared-types/client';
import { listDoors, listPassages, openDoor } from 'shared-types/staffAccess';
import { readFaceCounts } from 'shared-types/staffFace';
import { facePhoto, makeFaceHome, makeTerminal } from '../../../test/factories/faces.js';
import { makeStaff } from '../../../test/factories/people.js';
import { until } from '../../../test/factories/queue.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { PassageEntity } from '../access/access.entity.js';
import { replaceGroupDevices } from '../access/access.store.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { FaceConsentEntity, FaceCopyEntity, FacePhotoEntity } from './face.entity.js';
import { faceSweep } from './face.jobs.js';
import { findUngone } from './face.store.js';
import { readFacePhoto } from './photo.js';
import { syncTerminal } from './sync.js';
import { keepWanted } from './wanted.js';

/** From a consent to a face that is gone: real HTTP to us, real ISAPI to the simulated terminal. */

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterEach(() => server.simulators.control.hikvision.calm());
afterAll(() => server.close());

const db = () => server.deps.db.reader;
const passes = async (seconds: number): Promise<void> => {
  for (let left = seconds; left > 0; left -= 5) {
    server.deps.clock.advance(5000);
    await server.drain();
  }
};
const inboxOf = async (accountId: string) =>
  (await db().find(InboxMessageEntity, { where: { accountId }, order: { id: 'ASC' } })).map(({ title }) => title);
const actionsOf = async (communityId: string) =>
  (await db().find(AuditEntity, { where: { communityId }, order: { id: 'ASC' } }))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('face.'));

/** Agreed, with a photo that opens the gate. */
const makeOpen = async () => {
  const home = await makeFaceHome(server);
  await home.agree();
  expect((await home.photo()).status).toBe(200);
  await server.drain();
  const [employeeNo = ''] = Object.keys(home.terminal.memory.people);
  return { ...home, employeeNo };
};
const guardOf = async (communityId: string) =>
  server.client((await makeStaff(server, communityId, ['guard'], { name: '赵铁柱', department: 'security' })).token);

describe('agreeing', () => {
  it('is to the text in force, once, for oneself; without it no photo is taken', async () => {
    const { agree, read, photo, communityId, host } = await makeFaceHome(server);
    expect(await read()).toMatchObject({ consent: null, doors: ['北门人脸机'], actions: ['consent'] });
    expect((await photo()).body).toMatchObject({ code: 'face.no_consent' });
    expect(await codeOf(agree(0))).toBe('face.text_changed');
    const given = await agree();
    expect(given).toMatchObject({
      consent: { version: 1, photoWords: null, copies: [] },
      actions: ['photo', 'withdraw'],
    });
    await Promise.all([agree(), agree()]);
    expect(await db().countBy(FaceConsentEntity, { communityId })).toBe(1);
    expect(await db().countBy(FacePhotoEntity, { communityId })).toBe(0);
    const stranger = await makeFaceHome(server, '5栋1单元301');
    const { readFace } = await import('shared-types/face');
    const theirs = await codeOf(stranger.host.call(readFace, { params: { id: host.houseId } }));
    expect(theirs).toBe('house.not_found');
  });

  it('is not asked for where a face would be the only way in, or where nothing can do faces', async () => {
    const { agree, read, gate, device, communityId } = await makeFaceHome(server);
    await inTransaction(server.deps.db, (tx) => replaceGroupDevices(tx, communityId, gate.groupId, [device.id]));
    expect(await read()).toMatchObject({ doors: [], actions: [] });
    expect(await codeOf(agree())).toBe('face.no_door');
  });
});

describe('the photo', () => {
  it('reaches the terminal under a number that says nothing, and lies in the store as a cipher', async () => {
    const { read, terminal, employeeNo, communityId, host } = await makeOpen();
    const [person] = Object.values(terminal.memory.people);
    expect(person).toEqual({ name: '吴**', faceBytes: expect.any(Number) });
    expect(employeeNo).not.toBe(host.id);
    expect((await read()).consent?.copies).toEqual([{ door: '北门人脸机', state: 'on', words: '能刷脸了' }]);
    const [photo] = await db().findBy(FacePhotoEntity, { communityId });
    const stored = await server.deps.storage.get(`face/${photo?.id}.bin`);
    const chunks: Buffer[] = [];
    for await (const chunk of stored?.body ?? []) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString('latin1')).toMatch(/^v1:[A-Za-z0-9+/=]+$/);
    const jpeg = await readFacePhoto(server.deps, photo?.id ?? '');
    expect(jpeg?.readUInt16BE(0)).toBe(0xffd8);
    expect(await actionsOf(communityId)).toEqual(['face.consented', 'face.photo']);
  });

  it('is checked: size in pixels, kind of file; a second one takes the place of the first, everywhere', async () => {
    const { photo, terminal, communityId, employeeNo } = await makeOpen();
    const before = terminal.memory.people[employeeNo]?.faceBytes;
    expect((await photo(await facePhoto('#223344', 300))).body).toMatchObject({ code: 'face.photo_small' });
    expect((await photo(Buffer.from('%PDF-1.4'))).body).toMatchObject({ code: 'file.type_refused' });
    server.deps.clock.advance(1000);
    const key = newKey();
    const second = await facePhoto('#445566', 900);
    await photo(second, key);
    await server.drain();
    const after = terminal.memory.people[employeeNo]?.faceBytes;
    expect(after).not.toBe(before);
    expect((await photo(second, key)).status).toBe(200);
    await server.drain();
    expect(await db().countBy(FacePhotoEntity, { communityId })).toBe(1);
  });

  it('that has no face for the terminal is said so, and a better one is taken', async () => {
    const home = await makeFaceHome(server);
    await home.agree();
    home.terminal.setFaults({ refusePhotos: true });
    await home.photo();
    await passes(60);
    const copy = { door: '北门人脸机', state: 'failed', words: '认不出照片里的脸，请换一张' };
    expect((await home.read()).consent?.copies).toEqual([copy]);
    const [no = ''] = Object.keys(home.terminal.memory.people);
    expect(home.terminal.memory.people[no]?.faceBytes).toBeNull();
    home.terminal.calm();
    await home.photo(await facePhoto('#998877'));
    await server.drain();
    expect((await home.read()).consent?.copies).toMatchObject([{ state: 'on' }]);
  });
});

describe('a face at the door', () => {
  it('opens, and is a passage of the house, once, whatever is pushed twice, without a name', async () => {
    const { terminal, employeeNo, communityId, host } = await makeOpen();
    terminal.setFaults({ duplicates: 2, loseAnswers: 2 });
    expect(await terminal.show(employeeNo)).toEqual({ opened: true, name: '吴**' });
    expect(terminal.pushes()).toBeGreaterThan(3);
    await terminal.show(null);
    const kept = await db().findBy(PassageEntity, { communityId });
    expect(kept).toMatchObject([{ way: 'face', admitted: true, houseId: host.houseId, who: null, direction: 'in' }]);
    const guard = await guardOf(communityId);
    const [seen] = (await guard(listPassages, { query: {} })).items;
    expect(seen).toMatchObject({ words: '刷脸进门', houseLabel: '3栋2单元1102', who: null });
  });

  it('that it saw while it was cut off is told later, once, at its own time', async () => {
    const { terminal, employeeNo, communityId } = await makeOpen();
    const at = server.deps.clock.now();
    terminal.setFaults({ offline: true });
    await terminal.show(employeeNo);
    server.deps.clock.advance(600_000);
    terminal.calm();
    await terminal.catchUp();
    await terminal.catchUp();
    expect(await db().findBy(PassageEntity, { communityId })).toMatchObject([{ at, offline: true, way: 'face' }]);
  });

  it('is believed from the terminal alone: another key, another device, and no event are refused', async () => {
    const { terminal, communityId } = await makeOpen();
    const address = new URL(terminal.memory.pushUrl ?? '');
    const post = async (change: (url: URL) => void, body = '{}') => {
      const url = new URL(address);
      change(url);
      return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;
    };
    const other = await makeFaceHome(server);
    expect(await post((url) => url.searchParams.set('key', 'f'.repeat(64)))).toBe(401);
    expect(await post((url) => url.searchParams.set('device', `${communityId}.${other.device.id}`))).toBe(401);
    expect(await post((url) => url.searchParams.set('device', `${other.communityId}.${other.device.id}`))).toBe(401);
    expect(await post((url) => url.searchParams.delete('device'))).toBe(401);
    expect(await post(() => undefined)).toBe(400);
    expect(await db().countBy(PassageEntity, { communityId })).toBe(0);
  });
});

describe('taking it back', () => {
  it('deletes it at the terminal and in the store within the minute, tells it, and leaves the proof', async () => {
    const { withdraw, read, terminal, communityId, host, employeeNo } = await makeOpen();
    const [photo] = await db().findBy(FacePhotoEntity, { communityId });
    const answer = await withdraw();
    expect(answer).toMatchObject({ consent: null, ended: [{ isGone: false, copies: [{ state: 'leaving' }] }] });
    await server.drain();
    expect(terminal.memory.people).toEqual({});
    expect(await terminal.show(employeeNo)).toMatchObject({ opened: false });
    expect(await server.deps.storage.stat(`face/${photo?.id}.bin`)).toBeNull();
    expect(await read()).toMatchObject({
      ended: [{ isGone: true, words: '今天 10:54 您撤回了同意', copies: [{ words: '已删除' }] }],
      actions: ['consent'],
    });
    expect(await inboxOf(host.id)).toEqual(['人脸已经全部删除']);
    expect(await actionsOf(communityId)).toEqual(['face.consented', 'face.photo', 'face.ended', 'face.gone']);
    expect(await codeOf(withdraw())).toBe('face.no_consent');
  });

  it('waits for a terminal that is cut off, says so, and clears it within the minute of its return', async () => {
    const { withdraw, read, terminal, employeeNo, host, communityId } = await makeOpen();
    terminal.setFaults({ offline: true });
    await withdraw();
    await passes(600);
    expect(await read()).toMatchObject({
      ended: [{ isGone: false, goneWords: '还有 1 处没有删完，一直在试', copies: [{ state: 'leaving' }] }],
    });
    expect((await read()).ended[0]?.copies[0]?.words).toMatch(/^机器(断网|没有回话)，一恢复就删$/);
    const guard = await guardOf(communityId);
    expect(await guard(readFaceCounts, {})).toMatchObject({
      people: 0,
      leaving: 1,
      terminals: [{ leaving: 1, leavingWords: '最早的一条等了 10 分钟', tone: 'bad' }],
    });
    // Cut off, it still opens by itself; that is told later, and marked.
    await terminal.show(employeeNo);
    terminal.calm();
    await terminal.catchUp();
    expect(await db().findBy(PassageEntity, { communityId })).toMatchObject([{ way: 'face', flag: 'revoked' }]);
    expect(await inboxOf(host.id)).toEqual([]);
    await passes(60);
    expect(terminal.memory.people).toEqual({});
    expect(await inboxOf(host.id)).toEqual(['人脸已经全部删除']);
    expect(await guard(readFaceCounts, {})).toMatchObject({ leaving: 0, terminals: [{ leaving: 0, tone: 'ok' }] });
  });

  /** A photo is on its way to a terminal that takes its time: the person is there, the face is not. */
  const onItsWay = async () => {
    const home = await makeFaceHome(server);
    await home.agree();
    await home.photo();
    home.terminal.setFaults({ slowMs: 300 });
    const sending = server.drain();
    await until(() => Object.keys(home.terminal.memory.people).length > 0);
    const arrived = async (): Promise<void> => {
      await sending;
      home.terminal.calm();
      await passes(60);
    };
    return { ...home, arrived };
  };

  it('is not undone by a photo that was just on its way to the terminal', async () => {
    const { terminal, withdraw, read, arrived, communityId, device } = await onItsWay();
    await withdraw();
    // A second worker keeps away from a terminal to which another one talks.
    await expect(syncTerminal(server.deps, { communityId, deviceId: device.id })).rejects.toThrow(/another worker/);
    await arrived();
    expect(terminal.memory.people).toEqual({});
    expect(await read()).toMatchObject({ ended: [{ isGone: true }] });
  });

  it('holds for a door alone, too, that lost its other way while the photo was on its way there', async () => {
    const { terminal, arrived, communityId, device, gate } = await onItsWay();
    await inTransaction(server.deps.db, async (tx) => {
      await replaceGroupDevices(tx, communityId, gate.groupId, [device.id]);
      await keepWanted(tx, server.deps, communityId, await findUngone(tx, communityId));
    });
    await arrived();
    expect(terminal.memory.people).toEqual({});
  });
});

describe('it is over by itself', () => {
  it('when somebody moves away: within the minute, and they are told', async () => {
    const { host, terminal, communityId } = await makeOpen();
    const [binding] = (await host.call(auth.listOwnBindings, {})).items;
    await host.call(auth.endBinding, { params: { id: binding?.id ?? '' } });
    await passes(60);
    expect(terminal.memory.people).toEqual({});
    expect(await inboxOf(host.id)).toEqual(expect.arrayContaining(['刷脸开门停用了', '人脸已经全部删除']));
    expect(await db().findOneByOrFail(FaceConsentEntity, { communityId })).toMatchObject({ endedWhy: 'left' });
  });

  it('when the text is another one: the old consent does not stand for the new', async () => {
    const { read, terminal, communityId } = await makeOpen();
    await inTransaction(server.deps.db, (tx) => tx.update(FaceConsentEntity, { communityId }, { version: 0 }));
    await passes(60);
    expect(terminal.memory.people).toEqual({});
    expect(await read()).toMatchObject({
      ended: [{ words: '今天 10:54 同意书换了新版，旧的同意自动结束', isGone: true }],
      actions: ['consent'],
    });
  });

  it('at a door that loses its other way; the others keep it', async () => {
    const { communityId, gate, device, terminal, read } = await makeOpen();
    const second = await makeTerminal(server, communityId, gate.groupId, '北门出口人脸机');
    await passes(40);
    expect(Object.values(second.terminal.memory.people)).toHaveLength(1);
    await inTransaction(server.deps.db, (tx) =>
      replaceGroupDevices(tx, communityId, gate.groupId, [device.id, second.device.id]),
    );
    await passes(60);
    expect([terminal.memory.people, second.terminal.memory.people]).toEqual([{}, {}]);
    expect((await read()).consent?.copies.map(({ state }) => state)).toEqual(['gone', 'gone']);
  });
});

describe('terminals', () => {
  it('are asked what they can and told where to push; a new password is a new address, and the old one is dead', async () => {
    const { terminal, setLogin, employeeNo, communityId } = await makeOpen();
    const old = terminal.memory.pushUrl ?? '';
    terminal.setFaults({ password: 'new at the terminal' });
    await setLogin(`${server.simulators.origin}/hikvision/${terminal.setup.id}`, 'new at the terminal');
    expect((await fetch(old, { method: 'POST', body: '{}' })).status).toBe(401);
    await passes(30);
    expect(terminal.memory.pushUrl).not.toBe(old);
    await terminal.show(employeeNo);
    expect(await db().countBy(PassageEntity, { communityId })).toBe(1);
  });

  it('with a password that we do not know are shown so, and take what waits when it is right again', async () => {
    const home = await makeFaceHome(server);
    home.terminal.setFaults({ password: 'changed there' });
    await home.agree();
    await home.photo();
    await passes(60);
    expect((await home.read()).consent?.copies).toMatchObject([
      { state: 'waiting', words: '机器的登录密码不对，会一直再试' },
    ]);
    home.terminal.calm();
    await passes(150);
    expect((await home.read()).consent?.copies).toMatchObject([{ state: 'on' }]);
  });

  it('open from afar once, with the reason; without an answer the passage says so', async () => {
    const { terminal, communityId, device } = await makeOpen();
    const guard = await guardOf(communityId);
    const door = (await guard(listDoors, {})).items.find(({ id }) => id === device.id);
    expect(door).toMatchObject({ actions: ['open'], online: true });
    const open = () =>
      guard(openDoor, { params: { id: device.id }, body: { reason: '忘带钥匙' }, idempotencyKey: newKey() });
    expect(await open()).toMatchObject({ words: '远程开门，等门回话' });
    await server.drain();
    await server.drain();
    expect(terminal.openings()).toBe(1);
    terminal.setFaults({ offline: true });
    await open();
    await server.drain();
    const words = (await guard(listPassages, { query: {} })).items.map((one) => one.words).sort();
    expect(words).toEqual(['远程开门', '远程开门没有成：门没有回应']);
    expect(terminal.openings()).toBe(1);
  });

  it('lose nothing to a lost timer: the hourly sweep sets the watch again and clears what a cut left', async () => {
    const { communityId, terminal, device } = await makeOpen();
    await inTransaction(server.deps.db, async (tx) => {
      await tx.query('DELETE FROM timer WHERE topic = ?', ['face.watch']);
      await tx.insert(FacePhotoEntity, {
        ...{ communityId, id: '01JZ00000000000000000000S1', consentId: '01JZ00000000000000000000S2' },
        createdAt: new Date(server.deps.clock.now().getTime() - 2 * 3_600_000),
      });
      await tx.update(FaceCopyEntity, { communityId, deviceId: device.id }, { wanted: false, state: 'due' });
    });
    await passes(60);
    expect(Object.keys(terminal.memory.people)).toHaveLength(1);
    await faceSweep(server.deps);
    await passes(60);
    expect(await db().countBy(FacePhotoEntity, { communityId })).toBe(1);
    expect((await db().findOneByOrFail(FaceCopyEntity, { communityId, deviceId: device.id })).state).toBe('on');
  });
});

it('a dump of the database holds no picture, and what staff are shown nobody', async () => {
  const { communityId, employeeNo } = await makeOpen();
  const guard = await guardOf(communityId);
  const shown = JSON.stringify(await guard(readFaceCounts, {}));
  for (const secret of ['face/', employeeNo, '吴', '/files/', 'jpeg']) expect(shown).not.toContain(secret);
  for (const { tableName } of server.deps.db.source.entityMetadatas) {
    const rows = JSON.stringify(await db().query(`SELECT * FROM ${tableName}`));
    // How a JPEG begins, in base 64 and as bytes.
    for (const picture of ['/9j/', 'ÿØÿ', '"data":[255,216']) expect(rows).not.toContain(picture);
  }
});
