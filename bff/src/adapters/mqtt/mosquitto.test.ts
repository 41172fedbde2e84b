import { setTimeout as sleep } from 'node:timers/promises';
import {
  connectDevice,
  dynamicSecurityPlugin,
  fixedNames,
  hasMosquitto,
  securedMosquitto,
  topicOf,
  withAccount,
} from '../../../test/factories/mqtt.js';
import { startIngest } from './ingest.js';
import { type DynamicSecurity, openDynamicSecurity } from './mosquitto.js';
import type { DeviceMessage, MqttPort } from './mqtt.port.js';

const communityId = '01KAXX00000000000000000001';
const meter = { communityId, id: '01KAXX00000000000000000002', secret: 'meter-secret' };
const other = { communityId, id: '01KAXX00000000000000000003', secret: 'other-secret' };
const entry = ({ id: deviceId, secret }: typeof meter) => ({ communityId, deviceId, secret, isActive: true });

// Where the machine has no Mosquitto with its plugin, nothing can be said of it.
if (hasMosquitto && dynamicSecurityPlugin)
  describe('a Mosquitto with dynamic security', () => {
    let broker: Awaited<ReturnType<typeof securedMosquitto>>;
    let security: DynamicSecurity;
    let port: MqttPort | null = null;
    const heard: DeviceMessage[] = [];
    beforeAll(async () => {
      broker = await securedMosquitto();
      security = await openDynamicSecurity(broker.adminUrl);
      await security.writeServer('anju', 'server-secret');
      port = await startIngest({
        url: withAccount(broker.url, 'anju', 'server-secret'),
        handlers: { admit: async () => false, take: async (message) => void heard.push(message) },
        names: fixedNames('anju-dynsec-1'),
        shared: false,
        log: { warn: () => undefined },
      });
      for (let tries = 0; !port.ready() && tries < 600; tries++) await sleep(25);
      await sleep(200);
    });
    afterAll(async () => {
      await port?.close();
      await security.close();
      await broker.close();
    });

    test('devices sign in with their secrets, and say their own; done again it changes nothing', async () => {
      expect(await security.writeDevices([entry(meter), { ...entry(other), secret: undefined }])).toEqual({
        ...{ created: 1, updated: 0, disabled: 0 },
        withoutSecret: [`${communityId}/${other.id}`],
      });
      expect(await security.writeDevices([entry(meter), entry(other)])).toMatchObject({ created: 1, updated: 1 });
      expect(await security.writeDevices([entry(meter), entry(other)])).toMatchObject({ created: 0, updated: 2 });
      const client = await connectDevice(broker.url, meter);
      await client.publishAsync(topicOf(meter, 'telemetry'), '{"seq":1}', { qos: 1 });
      for (const topic of [topicOf(other, 'telemetry'), topicOf(other, 'command'), topicOf(meter, 'command')])
        client.publish(topic, '{"seq":2}', { qos: 1 });
      await sleep(200);
      // A connection that was refused something may wait for ever: the device begins anew.
      await client.endAsync(true);
      const again = await connectDevice(broker.url, meter);
      again.publish(topicOf(meter, 'event'), '{"seq":3}', { qos: 1 });
      for (let tries = 0; heard.length < 2 && tries < 600; tries++) await sleep(25);
      expect(heard.map(({ deviceId, kind }) => [deviceId, kind])).toEqual([
        [meter.id, 'telemetry'],
        [meter.id, 'event'],
      ]);
      await again.endAsync(true);
    });

    test('commands reach the device they are for, and nobody listens to another’s', async () => {
      const [mine, theirs] = [await connectDevice(broker.url, meter), await connectDevice(broker.url, other)];
      const got: string[] = [];
      mine.on('message', (_topic, payload) => got.push(`mine ${payload.toString()}`));
      theirs.on('message', (_topic, payload) => got.push(`theirs ${payload.toString()}`));
      await mine.subscribeAsync(topicOf(meter, 'command'), { qos: 1 });
      await theirs.subscribeAsync(topicOf(meter, 'command'), { qos: 1 }).catch(() => undefined);
      await theirs.subscribeAsync('anju/v1/#', { qos: 1 }).catch(() => undefined);
      await port?.send({ communityId, deviceId: meter.id, payload: 'open' });
      for (let tries = 0; got.length === 0 && tries < 600; tries++) await sleep(25);
      await sleep(300);
      expect(got).toEqual(['mine open']);
      await Promise.all([mine.endAsync(true), theirs.endAsync(true)]);
    });

    test('a new secret takes the place of the old one, and who is scrapped signs in no more', async () => {
      await security.writeDevices([{ ...entry(meter), secret: 'new-secret' }]);
      await expect(connectDevice(broker.url, meter)).rejects.toThrow(/Not authorized/);
      const renewed = { ...meter, secret: 'new-secret' };
      await (await connectDevice(broker.url, renewed)).endAsync(true);
      expect(await security.writeDevices([{ ...entry(meter), isActive: false }])).toMatchObject({ disabled: 1 });
      await expect(connectDevice(broker.url, renewed)).rejects.toThrow(/Not authorized/);
    });
  });
else test('this machine has no Mosquitto with dynamic security', () => expect(dynamicSecurityPlugin).toBeNull());
