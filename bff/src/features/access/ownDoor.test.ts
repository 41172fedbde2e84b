import { type DoorKeys, readDoorKeys } from 'shared-types/ownDoor';
import { changeGateGroup, listPassages } from 'shared-types/staffAccess';
import { controllerOf, makeGate } from '../../../test/factories/access.js';
import { makePayer } from '../../../test/factories/money.js';
import { codeAt, doorsOf, keysOf, makeResident, moveOut } from '../../../test/factories/ownDoors.js';
import { makeStaff } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { makeKeys } from '../../platform/secrets/keys.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { OwnDoorUseEntity, PassageEntity } from './access.entity.js';
import { accessSweep } from './access.jobs.js';
import { askOwnCode } from './commands/askOwnCode.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const passagesOf = (accountId: string) =>
  server.deps.db.reader.find(PassageEntity, { where: { accountId }, order: { at: 'ASC', id: 'ASC' } });
const turned = (code: string): string => code.replace(/.(?=.{9}$)/, (sign) => (sign === '1' ? '2' : '1'));

describe('the keys of a phone', () => {
  it('are of the house’s own gates, for the hours of the policy, and never a day’s', async () => {
    const { keys, gate, communityId, host } = await makeResident(server);
    await makeGate(server, communityId, '9栋门厅', { buildingId: communityId });
    expect(keys).toMatchObject({ places: '北门', until: '2026-11-23T23:00:00.000+08:00' });
    expect(keys.hours).toHaveLength(13);
    expect(new Set(keys.hours.flatMap((hour) => hour.keys.map(({ key }) => key))).size).toBe(13);
    expect(await keysOf(host)).toEqual(keys);
    expect((await doorsOf(host)).items).toEqual([
      { id: gate.device.id, name: '北门', tag: expect.stringMatching(/^[0-9a-f]{12}$/), actions: [] },
    ]);
    expect(codeAt(keys, new Date('2026-11-23T22:59:59+08:00'))).not.toBeNull();
    expect(codeAt(keys, new Date('2026-11-23T23:00:00+08:00'))).toBeNull();
  });

  it('are good for their own hour and no other', async () => {
    const { keys, gate } = await makeResident(server);
    const first = keys.hours[0];
    const second = keys.hours[1];
    if (!first || !second) throw new Error('no keys');
    // The first hour's key, put forward as the second's.
    const bent: DoorKeys = { ...keys, hours: [{ hour: second.hour, keys: first.keys }] };
    server.deps.clock.set('2026-11-23T11:10:00+08:00');
    const code = codeAt(bent, server.deps.clock.realNow());
    expect(await gate.controller.present(code ?? { code: '' })).toMatchObject({ admit: false, reason: 'forged' });
  });

  it('are nobody else’s: another’s house is not found, and a house without doors says so', async () => {
    const { host } = await makeResident(server);
    const stranger = await makeResident(server);
    const ask = { params: { id: stranger.host.houseId } };
    expect(await codeOf(host.call(readDoorKeys, ask))).toBe('house.not_found');
    const { communityId, gate } = stranger;
    const { token } = await makeStaff(server, communityId, ['manager'], { department: 'management' });
    const body = { name: '9栋', buildingId: null, unitId: null, doorIds: [gate.device.id] };
    await server.client(token)(changeGateGroup, { params: { id: gate.groupId }, body });
    await server.deps.db.source.manager.query("UPDATE device SET lifecycle = 'scrapped' WHERE id = ?", [
      gate.device.id,
    ]);
    expect(await codeOf(stranger.host.call(readDoorKeys, ask))).toBe('door.none');
  });
});

describe.each([
  ['a door that asks', false],
  ['a door that is cut off', true],
])('%s', (_name, isCut) => {
  const stand = async () => {
    const made = await makeResident(server);
    await made.gate.controller.sync();
    made.gate.controller.cut(isCut);
    return made;
  };

  it('lets a resident in by the code of now, and by one that is a step off', async () => {
    const { gate, show, host } = await stand();
    for (const stepsOff of [-1, 0, 1]) {
      const outcome = await gate.controller.present(show(stepsOff));
      expect(outcome).toMatchObject({ admit: true, reason: null, alone: isCut, name: isCut ? null : '吴女士' });
    }
    gate.controller.cut(false);
    await gate.controller.sync();
    expect((await passagesOf(host.id)).map(({ way, admitted, offline }) => ({ way, admitted, offline }))).toEqual(
      Array.from({ length: 3 }, () => ({ way: 'own', admitted: true, offline: isCut })),
    );
    expect((await doorsOf(host)).recent[0]).toMatchObject({ words: '开门码进门', place: '北门', late: isCut });
  });

  it('refuses a code that let in already, and those before it: a picture of it is worth nothing', async () => {
    const { gate, show } = await stand();
    const { present } = gate.controller;
    const [old, now, next] = [show(-1), show(0), show(1)];
    expect(await present(now)).toMatchObject({ admit: true });
    expect(await present(now)).toMatchObject({ admit: false, reason: 'used' });
    expect(await present(old)).toMatchObject({ admit: false, reason: 'used' });
    expect(await present(now, 'out')).toMatchObject({ admit: true });
    expect(await present(next)).toMatchObject({ admit: true });
  });

  it('refuses two steps off on either side', async () => {
    const { gate, show } = await stand();
    expect(await gate.controller.present(show(-2))).toMatchObject({ admit: false, reason: 'late', alone: isCut });
    expect(await gate.controller.present(show(2))).toMatchObject({ admit: false, reason: 'early', alone: isCut });
  });

  it('refuses what is forged, of other keys, of another community, and of doors of others', async () => {
    const { gate, show, communityId, host } = await stand();
    const { present } = gate.controller;
    const other = await makeResident(server);
    expect(await present({ code: turned(show().code) })).toMatchObject({
      admit: false,
      reason: 'forged',
      alone: isCut,
    });
    // Its group has the same number there.
    expect(await present(other.show())).toMatchObject({ admit: false, reason: 'forged' });
    expect(await present({ code: 'AO:HELLO' })).toMatchObject({ admit: false, reason: 'unreadable' });
    const theirs = await makeGate(server, communityId, '9栋门厅', { buildingId: communityId });
    const hall = controllerOf(server, theirs.device);
    await hall.sync();
    hall.cut(isCut);
    expect(await hall.present(show())).toMatchObject({ admit: false, reason: 'elsewhere' });
    gate.controller.cut(false);
    await gate.controller.sync();
    // Nobody is written down for a code that somebody else made up.
    expect(await passagesOf(host.id)).toEqual([]);
  });

  it('refuses who has moved out, as soon as it has heard', async () => {
    const { gate, show, host } = await stand();
    await moveOut(host);
    gate.controller.cut(false);
    // Every half minute: within 60 s, wherever the door is.
    await gate.controller.sync();
    gate.controller.cut(isCut);
    expect(await gate.controller.present(show())).toMatchObject({ admit: false, reason: 'revoked', alone: isCut });
    expect(await codeOf(keysOf(host))).toBe('house.not_found');
  });

  it('knows each person’s own steps: the neighbour’s code of the same moment lets in too', async () => {
    const { gate, show, communityId } = await stand();
    const neighbour = await makePayer(server, communityId, '3栋2单元1103');
    gate.controller.cut(false);
    await gate.controller.sync();
    gate.controller.cut(isCut);
    expect(await gate.controller.present(show())).toMatchObject({ admit: true });
    const theirs = codeAt(await keysOf(neighbour), server.deps.clock.realNow());
    expect(await gate.controller.present(theirs ?? { code: '' })).toMatchObject({ admit: true });
  });
});

describe('many at once', () => {
  it('of a code that is shown fifty times at once exactly one lets in, and each is written down', async () => {
    const { gate, show, host } = await makeResident(server);
    const code = show();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => controllerOf(server, gate.device).present(code)),
    );
    expect(outcomes.filter(({ alone }) => alone)).toEqual([]);
    expect(outcomes.filter(({ admit }) => admit)).toHaveLength(1);
    expect(outcomes.filter(({ reason }) => reason === 'used')).toHaveLength(49);
    expect(await passagesOf(host.id)).toHaveLength(50);
  }, 60_000);

  it('asked again with the same id, the answer is the same and it is one passage', async () => {
    const { gate, show, host, communityId } = await makeResident(server);
    const ask = { kind: 'ask' as const, id: 'event-0001', direction: 'in' as const, ...show() };
    const door = { communityId, id: gate.device.id, name: '北门' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => askOwnCode(server.deps, door, ask)));
    expect(answers.filter(({ admit }) => admit)).toHaveLength(8);
    expect(await passagesOf(host.id)).toHaveLength(1);
  });
});

describe('what is kept', () => {
  it('of a passage that a door tells of somebody who never lived here, nobody is written down', async () => {
    const { gate, communityId } = await makeResident(server);
    const stranger = await makeResident(server);
    const { id, secret } = gate.device;
    const told = {
      ...{ id: 'event-0009', at: '2026-11-23T10:54:00+08:00', direction: 'in', way: 'bluetooth', passId: null },
      ...{ accountId: stranger.host.id, admitted: true, reason: null },
    };
    const answer = await fetch(`${server.origin}/callbacks/devices/anju`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${communityId}/${id}:${secret}`).toString('base64')}` },
      body: JSON.stringify({ kind: 'passages', passages: [told] }),
    });
    expect(await answer.json()).toEqual({ kept: ['event-0009'] });
    expect(await passagesOf(stranger.host.id)).toEqual([]);
    expect(await server.deps.db.reader.findBy(PassageEntity, { communityId })).toMatchObject([
      { way: 'bluetooth', accountId: null, who: null, houseId: null, admitted: true },
    ]);
  });

  it('which code was used last is forgotten after a day, when none of its time lets in any more', async () => {
    const { gate, show, communityId } = await makeResident(server);
    await gate.controller.present(show());
    const uses = () => server.deps.db.reader.countBy(OwnDoorUseEntity, { communityId });
    server.deps.clock.advance(23 * 3_600_000);
    await accessSweep(server.deps);
    expect(await uses()).toBe(1);
    server.deps.clock.advance(2 * 3_600_000);
    await accessSweep(server.deps);
    expect(await uses()).toBe(0);
  });
});

describe('between the network and without it', () => {
  it('a code that let in while the door was cut off is not let in by asking, before anything was told', async () => {
    const { gate, show } = await makeResident(server);
    const { controller } = gate;
    await controller.sync();
    controller.cut(true);
    expect(await controller.present(show())).toMatchObject({ admit: true, alone: true });
    controller.cut(false);
    expect(await controller.present(show())).toMatchObject({ admit: false, reason: 'used' });
    await controller.sync();
    // Another controller at the same door, with no memory: the server knows by now.
    expect(await controllerOf(server, gate.device).present(show())).toMatchObject({ admit: false, reason: 'used' });
  });

  it('and one that let in by asking is not let in again when the door is cut off', async () => {
    const { gate, show } = await makeResident(server);
    await gate.controller.sync();
    expect(await gate.controller.present(show())).toMatchObject({ admit: true, alone: false });
    gate.controller.cut(true);
    expect(await gate.controller.present(show())).toMatchObject({ admit: false, reason: 'used', alone: true });
  });

  it('who had moved out when a cut-off door let them in is reported to the guards; who moved out later is not', async () => {
    const { gate, show, host, communityId } = await makeResident(server);
    const guard = await makeStaff(server, communityId, ['guard'], { department: 'security' });
    await gate.controller.sync();
    gate.controller.cut(true);
    await gate.controller.present(show());
    server.deps.clock.advance(60_000);
    await moveOut(host);
    server.deps.clock.advance(60_000);
    await gate.controller.present(show());
    gate.controller.cut(false);
    await gate.controller.sync();
    await gate.controller.sync();
    await server.drain();
    expect((await passagesOf(host.id)).map(({ flag }) => flag)).toEqual([null, 'revoked']);
    const bodies = (await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: guard.id })).map(
      ({ body }) => body,
    );
    expect(bodies).toEqual(['北门 10:56，已经搬走的住户进了门，请看一下记录。']);
    const shown = await server.client(guard.token)(listPassages, { query: { only: 'flagged' } });
    expect(shown.items).toMatchObject([
      { way: 'own', words: '开门码进门（门口断网，已经搬走的住户进了门）', flagged: true, late: true },
    ]);
  });

  it('where one moves out and another moves in between two questions, the list is another', async () => {
    const { gate, show, host, communityId } = await makeResident(server);
    const { controller } = gate;
    await controller.sync();
    await moveOut(host);
    const next = await makePayer(server, communityId, '3栋2单元1105');
    await controller.sync();
    controller.cut(true);
    expect(await controller.present(show())).toMatchObject({ admit: false, reason: 'revoked' });
    const theirs = codeAt(await keysOf(next), server.deps.clock.realNow());
    expect(await controller.present(theirs ?? { code: '' })).toMatchObject({ admit: true });
  });

  it('a door that is cut off lets residents in for the days of the policy, then not', async () => {
    const { gate, host } = await makeResident(server);
    await gate.controller.sync();
    gate.controller.cut(true);
    const later = async (hours: number) => {
      server.deps.clock.advance(hours * 3_600_000);
      const code = codeAt(await keysOf(host), server.deps.clock.realNow());
      return gate.controller.present(code ?? { code: '' });
    };
    expect(await later(72)).toMatchObject({ admit: true, alone: true });
    expect(await later(48)).toMatchObject({ admit: false, reason: 'late' });
  });

  it('the list of residents is believed only as it was signed, and sent anew only when something changed', async () => {
    const { gate, show, communityId } = await makeResident(server);
    const answers: Record<string, unknown>[] = [];
    const sync = async (haveResidents?: string | null) => {
      const { id, secret } = gate.device;
      const answer = await fetch(`${server.origin}/callbacks/devices/anju`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${communityId}/${id}:${secret}`).toString('base64')}` },
        body: JSON.stringify({ kind: 'sync', have: null, haveResidents }),
      });
      answers.push((await answer.json()) as Record<string, unknown>);
      return answers.at(-1) ?? {};
    };
    expect(await sync()).not.toHaveProperty('residents');
    const { residentsFingerprint } = await sync(null);
    expect(await sync(String(residentsFingerprint))).not.toHaveProperty('residents');
    await makePayer(server, communityId, '3栋2单元1104');
    expect(await sync(String(residentsFingerprint))).toHaveProperty('residents');
    // Ids of people are not in it, nor any key of the server.
    expect(JSON.stringify(answers)).not.toContain(server.deps.keys.blindIndex);
    const { keys } = server.deps;
    server.deps.keys = { ...keys, pass: makeKeys().pass };
    const stranger = controllerOf(server, gate.device);
    await stranger.sync();
    server.deps.keys = keys;
    const believed = controllerOf(server, gate.device);
    await believed.sync();
    believed.cut(true);
    expect(await believed.present(show())).toMatchObject({ admit: true });
  });
});
