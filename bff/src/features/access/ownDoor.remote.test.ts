import { createPublicKey } from 'node:crypto';
import { newKey } from 'shared-types/client';
import { openOwnDoor } from 'shared-types/ownDoor';
import { listPassages } from 'shared-types/staffAccess';
import { makeGate } from '../../../test/factories/access.js';
import type { Payer } from '../../../test/factories/money.js';
import { type RunningMqtt, startMqtt } from '../../../test/factories/mqtt.js';
import { allowRemote, doorsOf, makeResident, moveOut } from '../../../test/factories/ownDoors.js';
import { makeStaff } from '../../../test/factories/people.js';
import { testClock } from '../../../test/factories/testDeps.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { PassageEntity } from './access.entity.js';

let server: TestServer;
let broker: RunningMqtt;
beforeAll(async () => {
  server = await testServer({ clock: testClock(new Date().toISOString()) });
  broker = await startMqtt(server.deps, {});
});
afterAll(async () => {
  await server.simulators.control.estate.stop();
  await broker.close();
  await server.close();
});

const open = (owner: Payer, doorId: string, idempotencyKey = newKey()) =>
  owner.call(openOwnDoor, { params: { id: owner.houseId, doorId }, body: {}, idempotencyKey });

describe('from afar', () => {
  it('is off until the community allows it, and says so', async () => {
    const { host, gate } = await makeResident(server);
    expect(await doorsOf(host)).toMatchObject({
      remote: false,
      remoteWhy: '本小区没有开放远程开门',
      items: [{ actions: [] }],
    });
    expect(await codeOf(open(host, gate.device.id))).toBe('door.remote_off');
  });

  it('a door opens by a signed command; the owner and the guard see by whom, and it is audited', async () => {
    const { host, gate, communityId } = await makeResident(server);
    await allowRemote(server, communityId);
    const { id, code, kind, name, secret } = gate.device;
    const publicKey = createPublicKey(server.deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' });
    await fetch(`${server.simulators.origin}/simulators/devices/fleet`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ broker: broker.url, publicKey, devices: [{ communityId, id, code, kind, name, secret }] }),
    });
    const simulated = async () =>
      (await (
        await fetch(`${server.simulators.origin}/simulators/devices/fleet/${encodeURIComponent(code)}`)
      ).json()) as { connected: boolean; done: { name: string }[] };
    await until(async () => (await simulated()).connected);
    expect(await doorsOf(host)).toMatchObject({ remote: true, remoteWhy: null, items: [{ actions: ['open'] }] });
    const key = newKey();
    const [first, again] = await Promise.all([open(host, id, key), open(host, id, key)]);
    expect(first).toMatchObject({ words: '远程开门，等门回话', admitted: false });
    expect(again.id).toBe(first.id);
    await until(async () => {
      await server.drain();
      return (await doorsOf(host)).recent[0]?.words === '远程开门';
    });
    expect((await simulated()).done).toMatchObject([{ name: 'open' }]);
    const guard = await makeStaff(server, communityId, ['guard'], { department: 'security' });
    expect((await server.client(guard.token)(listPassages, { query: {} })).items).toMatchObject([
      { who: '吴女士', houseLabel: '3栋2单元1102', way: 'remote', words: '远程开门', admitted: true, staffName: null },
    ]);
    expect(await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'door.opened' })).toMatchObject([
      { actorKind: 'owner', actorId: host.id, subject: '北门', subjectId: first.id },
    ]);
  }, 60_000);

  it('so often an hour and no more, however many come at once', async () => {
    const { host, gate, communityId } = await makeResident(server);
    await allowRemote(server, communityId, 3);
    const codes = await Promise.all(
      Array.from({ length: 10 }, () =>
        open(host, gate.device.id).then(
          () => 'opened',
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(codes.filter((code) => code === 'opened')).toHaveLength(3);
    expect(codes.filter((code) => code === 'door.remote_often')).toHaveLength(7);
    expect(await server.deps.db.reader.countBy(PassageEntity, { communityId, way: 'remote' })).toBe(3);
    server.deps.clock.advance(3_600_001);
    expect(await open(host, gate.device.id)).toMatchObject({ words: '远程开门，等门回话' });
  });

  it('not the doors of others, nor those that do not listen, nor by who has moved out', async () => {
    const { host, gate, communityId } = await makeResident(server);
    await allowRemote(server, communityId);
    const theirs = await makeGate(server, communityId, '9栋门厅', { buildingId: communityId });
    const stranger = await makeResident(server);
    expect(await codeOf(open(host, theirs.device.id))).toBe('door.not_found');
    expect(await codeOf(open(host, stranger.gate.device.id))).toBe('door.not_found');
    await server.deps.db.source.manager.query("UPDATE device SET protocol = 'none' WHERE id = ?", [gate.device.id]);
    expect(await codeOf(open(host, gate.device.id))).toBe('gate.cannot_open');
    expect((await doorsOf(host)).items).toMatchObject([{ actions: [] }]);
    await moveOut(host);
    expect(await codeOf(open(host, gate.device.id))).toBe('house.not_found');
    expect(await server.deps.db.reader.countBy(PassageEntity, { communityId })).toBe(0);
  });
});
