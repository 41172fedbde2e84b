import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import type { Broker } from '../../../test/factories/mqtt.js';
import { connectDevice, embeddedBroker, externalBroker, hasMosquitto, topicOf } from '../../../test/factories/mqtt.js';
import { BrokerAway, type DeviceMessage, mostBytes } from './mqtt.port.js';

const meter = { communityId: '01KAXX00000000000000000001', id: '01KAXX00000000000000000002', secret: 'right' };
const other = { ...meter, id: '01KAXX00000000000000000003' };

const brokers: [string, (handlers: Parameters<typeof embeddedBroker>[0]) => Promise<Broker>][] = [
  ['embedded', embeddedBroker],
  ...(hasMosquitto ? [['Mosquitto', externalBroker] as [string, typeof embeddedBroker]] : []),
];

/** Tells each message to the test, which decides when and how it is taken. */
const makeHandlers = () => {
  const heard: (DeviceMessage & { keep(): void; refuse(): void })[] = [];
  return {
    heard,
    bySelf: { on: false },
    handlers: {
      admit: async (_community: string, _device: string, secret: string) => secret === 'right',
      take: (message: DeviceMessage) =>
        new Promise<void>((resolve, reject) => {
          heard.push({ ...message, keep: resolve, refuse: () => reject(new Error('not kept')) });
        }),
    },
  };
};

const until = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 1000 && !what(); tries++) await sleep(20);
  expect(what()).toBe(true);
};

describe.each(brokers)('%s broker', (name, open) => {
  let broker: Broker;
  let world: ReturnType<typeof makeHandlers>;
  let clients: MqttClient[];
  const connect = async (device = meter, more = {}): Promise<MqttClient> => {
    const client = await connectDevice(broker.url, device, more);
    clients.push(client);
    return client;
  };
  beforeEach(async () => {
    clients = [];
    world = makeHandlers();
    broker = await open(world.handlers);
  });
  afterEach(async () => {
    for (const one of world.heard) one.keep();
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await broker.close();
  });

  test('what a device says reaches us by its kind, whole', async () => {
    const client = await connect();
    for (const kind of ['telemetry', 'event', 'command/ack', 'state'])
      client.publish(topicOf(meter, kind), `{"of":"${kind}"}`, { qos: 1, retain: kind === 'state' });
    await until(() => world.heard.length === 4);
    const said = world.heard.map(({ kind, payload, deviceId }) => [kind, String(payload), deviceId]);
    expect(said.sort()).toEqual(
      ['command/ack', 'event', 'state', 'telemetry'].map((kind) => [kind, `{"of":"${kind}"}`, meter.id]),
    );
  });

  test('many are taken side by side before the first of them is kept', async () => {
    const client = await connect();
    for (let seq = 0; seq < 200; seq++) client.publish(topicOf(meter, 'telemetry'), `{"seq":${seq}}`, { qos: 1 });
    // The embedded broker reads a device's next packets when those before are kept; it may have got one alone at first.
    let rounds = 0;
    for (let kept = 0; world.heard.length < 200 && rounds < 5; rounds++) {
      await until(() => world.heard.length > kept);
      await sleep(100);
      if (world.heard.length === 200) break;
      for (; kept < world.heard.length; kept++) world.heard[kept]?.keep();
    }
    expect(rounds).toBeLessThan(5);
    expect(world.heard.map(({ payload }) => JSON.parse(String(payload)).seq)).toEqual(
      Array.from({ length: 200 }, (_, seq) => seq),
    );
  });

  test('a command reaches the device that is there, and no other', async () => {
    const [mine, others] = [await connect(), await connect(other)];
    const got: string[] = [];
    mine.on('message', (_topic, payload) => got.push(String(payload)));
    others.on('message', () => got.push('others heard it'));
    await mine.subscribeAsync(topicOf(meter, 'command'), { qos: 1 });
    await others.subscribeAsync(topicOf(other, 'command'), { qos: 1 });
    await broker.port.send({ communityId: meter.communityId, deviceId: meter.id, payload: '{"id":"1"}' });
    await until(() => got.length > 0);
    await sleep(50);
    expect(got).toEqual(['{"id":"1"}']);
  });

  test('a broken connection leaves the last will behind as the device’s state', async () => {
    const client = await connect(meter, {
      will: { topic: topicOf(meter, 'state'), payload: Buffer.from('{"online":false}'), qos: 1, retain: true },
    });
    client.stream.destroy();
    await until(() => world.heard.some(({ kind, payload }) => kind === 'state' && String(payload).includes('false')));
  });

  test('when it is closed it says that it is away', async () => {
    await broker.port.close();
    await expect(
      broker.port.send({ communityId: meter.communityId, deviceId: meter.id, payload: '' }),
    ).rejects.toBeInstanceOf(BrokerAway);
    expect(name).not.toBe('');
  });
});

describe('the embedded broker', () => {
  let broker: Broker;
  let world: ReturnType<typeof makeHandlers>;
  beforeEach(async () => {
    world = makeHandlers();
    broker = await embeddedBroker(world.handlers);
  });
  afterEach(async () => {
    for (const one of world.heard) one.keep();
    await broker.close();
  });

  test('acknowledges only what was kept', async () => {
    const client = await connectDevice(broker.url, meter);
    let acknowledged = false;
    client.publish(topicOf(meter, 'telemetry'), '{}', { qos: 1 }, () => {
      acknowledged = true;
    });
    await until(() => world.heard.length === 1);
    await sleep(100);
    expect(acknowledged).toBe(false);
    world.heard[0]?.keep();
    await until(() => acknowledged);
    await client.endAsync(true);
  });

  test('what was not kept is not acknowledged: the connection ends, and the device sends it again', async () => {
    const client = await connectDevice(broker.url, meter, { reconnectPeriod: 50 });
    let acknowledged = false;
    client.publish(topicOf(meter, 'telemetry'), '{"seq":7}', { qos: 1 }, () => {
      acknowledged = true;
    });
    await until(() => world.heard.length === 1);
    world.heard[0]?.refuse();
    await until(() => world.heard.length === 2);
    expect([acknowledged, String(world.heard[1]?.payload)]).toEqual([false, '{"seq":7}']);
    world.heard[1]?.keep();
    await until(() => acknowledged);
    await client.endAsync(true);
  });

  test.each([
    ['a wrong secret', { ...meter, secret: 'wrong' }, {}],
    ['no name', meter, { username: '' }],
    ['the name of a community alone', meter, { username: meter.communityId }],
  ])('refuses %s', async (_what, device, more) => {
    await expect(connectDevice(broker.url, device, more)).rejects.toThrow(/Not authorized|Bad username/);
  });

  test.each([
    topicOf(other, 'telemetry'),
    topicOf(meter, 'command'),
    `${topicOf(meter, 'telemetry')}/more`,
    'elsewhere',
  ])('a device that writes to %s is cut off, and nothing comes of it', async (topic) => {
    const client = await connectDevice(broker.url, meter);
    const gone = new Promise((resolve) => client.once('close', () => resolve(true)));
    client.publish(topic, '{}', { qos: 1 });
    expect(await gone).toBe(true);
    expect(world.heard).toEqual([]);
    client.end(true);
  });

  test('a device hears none but its own topics', async () => {
    const client = await connectDevice(broker.url, meter);
    const granted = await client
      .subscribeAsync([topicOf(other, 'command'), '#', topicOf(meter, 'command')], { qos: 1 })
      .catch((error: { message: string }) => error.message);
    expect(JSON.stringify(granted)).toMatch(/128|Unspecified|error/);
    await client.endAsync(true);
  });

  test('nobody throws another out by taking its name', async () => {
    const mine = await connectDevice(broker.url, meter, { clientId: 'same' });
    const theirs = await connectDevice(broker.url, other, { clientId: 'same' });
    await sleep(50);
    expect([mine.connected, theirs.connected]).toEqual([true, true]);
    await Promise.all([mine.endAsync(true), theirs.endAsync(true)]);
  });

  test('a message that is too long ends the connection before it is gathered in memory', async () => {
    const client = await connectDevice(broker.url, meter);
    const gone = new Promise((resolve) => client.once('close', () => resolve(true)));
    client.publish(topicOf(meter, 'telemetry'), Buffer.alloc(mostBytes + 1), { qos: 1 });
    expect(await gone).toBe(true);
    expect(world.heard).toEqual([]);
    client.end(true);
  });
});
