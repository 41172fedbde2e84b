import { removeGateGroup } from 'shared-types/staffAccess';
import { makeGate } from '../../../test/factories/access.js';
import { connectDevice, type RunningMqtt, startMqtt, topicOf } from '../../../test/factories/mqtt.js';
import { makeResident, moveOut } from '../../../test/factories/ownDoors.js';
import { makeStaff } from '../../../test/factories/people.js';
import { testClock } from '../../../test/factories/testDeps.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { until } from '../../../test/proof/chaos/workers.js';

let server: TestServer;
let broker: RunningMqtt;
beforeAll(async () => {
  server = await testServer({ clock: testClock(new Date().toISOString()) });
  broker = await startMqtt(server.deps, {});
});
afterAll(async () => {
  await broker.close();
  await server.close();
});

/** A door that hangs at the broker too, and fetches its lists whenever it is told to, and at no other time. */
const listening = async () => {
  const made = await makeResident(server);
  const { device, controller } = made.gate;
  // That they moved in is told before anybody listens.
  await server.drain();
  const beside = await makeGate(server, made.communityId, '9栋门厅', { buildingId: made.communityId });
  const hints = { here: 0, beside: 0 };
  let fetching: Promise<unknown> = Promise.resolve();
  const clients = await Promise.all(
    (
      [
        ['here', device],
        ['beside', beside.device],
      ] as const
    ).map(async ([name, one]) => {
      const client = await connectDevice(broker.url, one);
      client.on('message', (_topic, payload) => {
        if (payload.toString() !== '{"hint":"lists"}') return;
        hints[name] += 1;
        if (name === 'here') fetching = controller.sync();
      });
      await client.subscribeAsync(topicOf(one, 'command'), { qos: 1 });
      await client.publishAsync(topicOf(one, 'state'), '{"online":true}', { qos: 1, retain: true });
      return client;
    }),
  );
  await server.drain();
  await controller.sync();
  const close = () => Promise.all(clients.map((client) => client.endAsync()));
  /** Whoever cuts the door off in the middle of its fetching leaves it with the old lists. */
  const fetched = () => fetching;
  return { ...made, hints, fetched, close };
};

describe('a door that hangs at the broker', () => {
  it('hears within seconds of a pass that is made or revoked, where the pass leads there', async () => {
    const { invite, revoke, gate, hints, close } = await listening();
    const { controller } = gate;
    const pass = await invite();
    await until(async () => {
      await server.drain();
      return controller.list()?.passes.some(({ id }) => id === pass.id) ?? false;
    });
    await revoke(pass.id);
    await until(async () => {
      await server.drain();
      return controller.list()?.revoked.includes(pass.id) ?? false;
    });
    expect(hints).toEqual({ here: 2, beside: 0 });
    await close();
  });

  it('and of who has moved out: their code is dead there, though it is cut off a moment later', async () => {
    const { host, gate, show, hints, fetched, close } = await listening();
    const { controller } = gate;
    controller.cut(true);
    expect(await controller.present(show())).toMatchObject({ admit: true, alone: true });
    controller.cut(false);
    await moveOut(host);
    await until(async () => {
      await server.drain();
      return hints.here > 0;
    });
    await until(async () => {
      await fetched();
      controller.cut(true);
      const { reason } = await controller.present(show(1));
      controller.cut(false);
      return reason === 'revoked';
    });
    await close();
  });

  it('and of a group that is no more', async () => {
    const { communityId, gate, hints, close } = await listening();
    const { token } = await makeStaff(server, communityId, ['manager'], { department: 'management' });
    await server.client(token)(removeGateGroup, { params: { id: gate.groupId } });
    await until(async () => {
      await server.drain();
      return gate.controller.list()?.groups.length === 0;
    });
    expect(hints.beside).toBe(1);
    await close();
  });
});
