import { spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { makeCommunity, type TestCommunity } from '../../../test/factories/community.js';
import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import {
  dynamicSecurityPlugin,
  hasMosquitto,
  hasMosquittoClients,
  type OwnMosquitto,
  type RunningMqtt,
  securedMosquitto,
  startMqtt,
  topicOf,
  withAccount,
} from '../../../test/factories/mqtt.js';
import { type TestDeps, testClock, testDeps } from '../../../test/factories/testDeps.js';
import { until } from '../../../test/proof/chaos/workers.js';
import { type DynamicSecurity, openDynamicSecurity } from '../../adapters/mqtt/mosquitto.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { type QueueWorker, startWorker } from '../../platform/queue/worker.js';
import { findDevice } from '../device/device.door.js';
import { ReadingEntity } from '../telemetry/telemetry.entity.js';
import { readCommand, sendCommand } from './control.door.js';
import { controlHandlers } from './control.jobs.js';

// A client that is none of ours: Mosquitto's own tools speak to the system as README tells a device's maker to.
const brokers: [string, boolean][] = [
  ['the embedded broker', false],
  ...(hasMosquitto && dynamicSecurityPlugin ? [['Mosquitto', true] as [string, boolean]] : []),
];
/** What MQTT 5 calls "unsupported protocol version". */
const unsupportedVersion = 132;

if (hasMosquittoClients)
  describe.each(brokers)('mosquitto_pub and mosquitto_sub at %s', (_name, isExternal) => {
    let t: TestDeps;
    let here: TestCommunity;
    let door: TestDevice;
    let neighbour: TestDevice;
    let own: (OwnMosquitto & { adminUrl: string }) | null;
    let security: DynamicSecurity | null;
    let running: RunningMqtt;
    let worker: QueueWorker;

    beforeAll(async () => {
      t = await testDeps({ clock: testClock(new Date().toISOString()) });
      here = await makeCommunity(t.deps);
      door = await makeDevice(t.deps, here.id, { kind: 'door', areaId: here.area.id });
      neighbour = await makeDevice(t.deps, here.id, { kind: 'smoke' });
      own = isExternal ? await securedMosquitto() : null;
      security = own ? await openDynamicSecurity(own.adminUrl) : null;
      await security?.writeServer('anju', 'server-secret');
      await security?.writeDevices(
        [door, neighbour].map(({ communityId, id, secret }) => ({ communityId, deviceId: id, secret, isActive: true })),
      );
      running = await startMqtt(t.deps, own ? { url: withAccount(own.url, 'anju', 'server-secret') } : {});
      worker = startWorker({ deps: t.deps, handlers: controlHandlers([]), polling: false });
    });
    afterAll(async () => {
      await security?.close();
      await running.close();
      await own?.close();
      await t.close();
    });

    /** One of the tools, signed in as the door unless told otherwise. */
    const tool = (name: string, args: readonly string[], secret = door.secret) => {
      const { hostname, port } = new URL(running.url);
      const account = ['-u', `${door.communityId}/${door.id}`, '-P', secret, '-q', '1'];
      // So that a line is heard when it is printed.
      const child = spawn('stdbuf', ['-oL', name, '-h', hostname, '-p', port, ...account, ...args], { stdio: 'pipe' });
      const printed: string[] = [];
      const complained: string[] = [];
      child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => complained.push(chunk.toString()));
      const code = once(child, 'exit').then(([exit]) => exit as number | null);
      return { child, code, printed: () => printed.join(''), complained: () => complained.join('') };
    };
    const say = (topic: string, message: object, version = 'mqttv311', secret?: string): Promise<number | null> =>
      tool('mosquitto_pub', ['-V', version, '-t', topic, '-m', JSON.stringify(message)], secret).code;
    const stored = (id: string): Promise<number> => t.deps.db.reader.countBy(ReadingEntity, { deviceId: id });
    const reading = (seq: number) => ({ ts: Date.now() - 60_000, seq, values: { battery: 80 + seq } });

    test('a reading is kept, by MQTT 3.1.1 and, where the broker knows it, by MQTT 5', async () => {
      expect(await say(topicOf(door, 'telemetry'), reading(1))).toBe(0);
      await until(async () => (await stored(door.id)) === 1);
      const code = await say(topicOf(door, 'telemetry'), reading(2), 'mqttv5');
      expect(code).toBe(isExternal ? 0 : unsupportedVersion);
      await until(async () => (await stored(door.id)) === (isExternal ? 2 : 1));
    });

    test('a wrong secret is refused, and what a neighbour would say is not taken', async () => {
      const before = await stored(door.id);
      expect(await say(topicOf(door, 'telemetry'), reading(9), undefined, 'not-my-secret')).not.toBe(0);
      await say(topicOf(neighbour, 'telemetry'), reading(9));
      expect(await say(topicOf(door, 'telemetry'), reading(10))).toBe(0);
      await until(async () => (await stored(door.id)) === before + 1);
      expect(await stored(neighbour.id)).toBe(0);
    });

    const give = (device: TestDevice): Promise<string> =>
      inTransaction(t.deps.db, (tx) =>
        sendCommand(tx, t.deps.clock, {
          ...{ communityId: here.id, deviceId: device.id, name: 'open', args: { seconds: 5 }, cause: 'test:tools' },
          expiresAt: new Date(t.deps.clock.realNow().getTime() + 60_000),
        }),
      );
    const listen = (device: TestDevice, ...more: string[]) =>
      tool('mosquitto_sub', ['-t', topicOf(device, 'command'), ...more]);
    /** Commands are said again until they are answered. */
    const later = async (): Promise<void> => {
      t.deps.clock.advance(5000);
      await worker.drain();
    };

    test('a command comes signed as README says, and its answer is heard', async () => {
      await say(topicOf(door, 'state'), { online: true });
      const id = await give(door);
      const listening = listen(door, '-C', '1', '-W', '20');
      await until(async () => {
        await later();
        return listening.printed().endsWith('\n');
      });
      await listening.code;
      const { signature, ...command } = JSON.parse(listening.printed()) as { signature: string; id: string };
      expect(command).toMatchObject({ id, name: 'open', args: { seconds: 5 } });
      const signed = { purpose: 'anju.command.v1', community: here.id, device: door.id, ...command };
      const text = `{${Object.entries(signed)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
        .join(',')}}`;
      const key = createPublicKey(t.deps.keys.pass.publicKey);
      expect(verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))).toBe(true);

      await say(topicOf(door, 'command/ack'), { id, ok: true });
      await until(async () => (await readCommand(t.deps.db.reader, here.id, id))?.state === 'done');
    });

    test('nobody hears what a neighbour is told', async () => {
      await give(neighbour);
      const spying = listen(neighbour, '-C', '1', '-W', '3');
      for (let n = 0; n < 5; n++) await later();
      await spying.code;
      expect([spying.complained().trim(), spying.printed()]).toEqual(['All subscription requests were denied.', '']);
    });

    test('whose line is cut is offline, by its will', async () => {
      const isOnline = async () => (await findDevice(t.deps.db.reader, here.id, door.id))?.online;
      await say(topicOf(door, 'state'), { online: true });
      await until(async () => (await isOnline()) === true);
      const will = ['--will-topic', topicOf(door, 'state'), '--will-payload', '{"online":false}', '--will-qos', '1'];
      const { child, printed } = listen(door, '-d', ...will);
      await until(async () => printed().includes('SUBACK'));
      child.kill('SIGKILL');
      await until(async () => (await isOnline()) === false);
    });
  });
else test('this machine has no tools of Mosquitto', () => expect(hasMosquittoClients).toBe(false));
