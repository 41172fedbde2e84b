import { createPublicKey } from 'node:crypto';
import { newKey } from 'shared-types/client';
import * as api from 'shared-types/staffAccess';
import { makeHost } from '../../../test/factories/access.js';
import { connectDevice, type RunningMqtt, startMqtt, topicOf } from '../../../test/factories/mqtt.js';
import { makeStaff } from '../../../test/factories/people.js';
import { testClock } from '../../../test/factories/testDeps.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { until } from '../../../test/proof/chaos/workers.js';
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

const passagesOf = (passId: string) => server.deps.db.reader.findBy(PassageEntity, { passId });

describe('over MQTT', () => {
  it('a passage that a door tells is kept once, however often and by whatever way it is told', async () => {
    const { gate, invite, read } = await makeHost(server);
    const pass = await invite();
    const { device } = gate;
    const client = await connectDevice(broker.url, device);
    const data = { direction: 'in', way: 'qr', passId: pass.id, admitted: true, reason: null };
    const ts = server.deps.clock.now().getTime();
    const event = JSON.stringify({ id: 'passage-0001', type: 'passage', ts, data });
    for (let n = 0; n < 3; n++) await client.publishAsync(topicOf(device, 'event'), event, { qos: 1 });
    await client.endAsync();
    await until(async () => {
      await server.drain();
      return (await passagesOf(pass.id)).length > 0;
    });
    const { id, secret, communityId } = device;
    await fetch(`${server.origin}/callbacks/devices/anju`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${communityId}/${id}:${secret}`).toString('base64')}` },
      body: JSON.stringify({
        kind: 'passages',
        passages: [{ ...data, id: 'passage-0001', at: new Date(ts).toISOString() }],
      }),
    });
    expect(await passagesOf(pass.id)).toHaveLength(1);
    expect(await read(pass.id)).toMatchObject({ used: 1, visits: [{ words: '扫码进门', late: true }] });
  });

  it('a guard has a gate opened with a reason; the passage says whether it opened', async () => {
    const { gate, communityId } = await makeHost(server);
    const guard = await makeStaff(server, communityId, ['guard'], { department: 'security', name: '赵铁柱' });
    const call = server.client(guard.token, communityId);
    const { id, code, kind, name, secret } = gate.device;
    const open = () => call(api.openDoor, { params: { id }, body: { reason: '救护车' }, idempotencyKey: newKey() });
    const newest = async () => (await call(api.listPassages, { query: {} })).items[0];
    expect((await call(api.listDoors, {})).items).toMatchObject([{ actions: ['open'] }]);
    // Nobody hangs at the broker: it is told so when the command has died.
    expect(await open()).toMatchObject({ words: '远程开门，等门回话', admitted: false, note: '救护车' });
    await server.drain();
    server.deps.clock.advance(30_000);
    await server.drain();
    await until(async () => {
      server.deps.clock.advance(30_000);
      await server.drain();
      return (await newest())?.words === '远程开门没有成：门没有回应';
    });
    const publicKey = createPublicKey(server.deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' });
    const post = await fetch(`${server.simulators.origin}/simulators/devices/fleet`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ broker: broker.url, publicKey, devices: [{ communityId, id, code, kind, name, secret }] }),
    });
    expect(post.status).toBe(200);
    const simulated = async () =>
      (await (
        await fetch(`${server.simulators.origin}/simulators/devices/fleet/${encodeURIComponent(code)}`)
      ).json()) as { connected: boolean; done: { name: string }[] };
    await until(async () => (await simulated()).connected);
    await open();
    await until(async () => {
      await server.drain();
      return (await newest())?.words === '远程开门';
    });
    expect((await simulated()).done).toMatchObject([{ name: 'open' }]);
  }, 60_000);

  it('only doors that listen are opened from afar', async () => {
    const { gate, communityId } = await makeHost(server);
    const guard = await makeStaff(server, communityId, ['guard'], { department: 'security' });
    const call = server.client(guard.token, communityId);
    const { id } = gate.device;
    await server.deps.db.source.manager.query("UPDATE device SET protocol = 'none' WHERE id = ?", [id]);
    expect(
      await codeOf(call(api.openDoor, { params: { id }, body: { reason: '救护车' }, idempotencyKey: newKey() })),
    ).toBe('gate.cannot_open');
    expect((await call(api.listDoors, {})).items).toMatchObject([{ actions: [] }]);
  });
});
