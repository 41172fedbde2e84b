import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import { bundleProgram } from '../test/factories/bundle.js';
import { makeDevice, type TestDevice } from '../test/factories/devices.js';
import {
  connectDevice,
  dynamicSecurityPlugin,
  fixedNames,
  hasMosquitto,
  securedMosquitto,
  topicOf,
  withAccount,
} from '../test/factories/mqtt.js';
import { makeCommunity } from '../test/factories/people.js';
import { type TestDeps, testDeps } from '../test/factories/testDeps.js';
import { startIngest } from './adapters/mqtt/ingest.js';
import { saveDevice } from './features/device/device.store.js';
import { inTransaction } from './platform/database/transaction.js';
import { projectRoot } from './platform/projectRoot.js';

/** The command line as whoever runs the machine has it: a process of its own, with nothing but its environment. */

let t: TestDeps;
let program: { folder: string; script: string };
let words: string[];
beforeAll(async () => {
  t = await testDeps();
  program = await bundleProgram('bff/src/cli.ts');
  const { scripts } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
  // What stands behind the program's name in the script: `npm run mqtt:roles` says it.
  words = String(scripts['mqtt:roles']).split('node bff/dist/src/cli.js ')[1]?.split(' ') ?? [];
}, 60_000);
afterAll(async () => {
  await rm(program.folder, { recursive: true, force: true });
  await t.close();
});

const run = async (env: Record<string, string>, ...more: string[]) => {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  const child = spawn(process.execPath, [program.script, ...words, ...more], {
    cwd: projectRoot,
    env: { ...rest, NODE_ENV: '', DATABASE_URL: t.databaseUrl, DATA_DIR: program.folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let complaint = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  const [code] = await once(child, 'close');
  return { code, out: out.trim(), complaint: complaint.trim() };
};

test('mqtt:roles without the administrator’s address says what it needs, and writes nothing', async () => {
  const { code, out, complaint } = await run({});
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(complaint).toContain('MQTT_ADMIN_URL');
});

// Where the machine has no Mosquitto with its plugin, nothing can be said of it.
if (hasMosquitto && dynamicSecurityPlugin)
  describe('mqtt:roles at a Mosquitto with dynamic security', () => {
    let broker: Awaited<ReturnType<typeof securedMosquitto>>;
    let meter: TestDevice;
    let door: TestDevice;
    let secretsFile: string;
    beforeAll(async () => {
      broker = await securedMosquitto();
      const communityId = await makeCommunity(t);
      meter = await makeDevice(t.deps, communityId, { kind: 'water-meter', name: '水表' });
      door = await makeDevice(t.deps, communityId, { kind: 'door', name: '北门' });
      await makeDevice(t.deps, communityId, { kind: 'door', name: '人脸机', protocol: 'isapi' });
      secretsFile = join(program.folder, 'secrets.csv');
      const lines = [meter, door].map(({ id, secret }) => `${communityId}/${id},${secret}`);
      await writeFile(secretsFile, `\uFEFF账号,密钥\r\n${lines.join('\r\n')}\r\n`);
    }, 60_000);
    afterAll(() => broker.close());

    const roles = (...more: string[]) =>
      run({ MQTT_ADMIN_URL: broker.adminUrl, MQTT_URL: withAccount(broker.url, 'anju', 'server-secret') }, ...more);
    const nameOf = ({ communityId, id }: TestDevice): string => `${communityId}/${id}`;

    /** All that the broker holds of roles and accounts, by its own words; secrets it tells nobody. */
    const held = async () => {
      const control = '$CONTROL/dynamic-security/v1';
      const client = await mqtt.connectAsync(broker.adminUrl, { protocolVersion: 5, reconnectPeriod: 0 }, false);
      await client.subscribeAsync(`${control}/response`, { qos: 1 });
      const correlationData = randomUUID();
      const commands = ['listRoles', 'listClients'].map((command) => ({ command, verbose: true, correlationData }));
      const answered = new Promise<Buffer>((resolve) => client.once('message', (_topic, payload) => resolve(payload)));
      await client.publishAsync(control, JSON.stringify({ commands }), { qos: 1 });
      const payload = await answered;
      await client.endAsync();
      const [listed, clients] = JSON.parse(payload.toString()).responses;
      return { roles: listed.data.roles, clients: clients.data.clients };
    };
    const signsIn = async (device: TestDevice): Promise<boolean> => {
      const client = await connectDevice(broker.url, device).catch(() => null);
      await client?.endAsync(true);
      return client !== null;
    };

    test('writes the accounts and rights of every device that speaks MQTT, and of our own processes', async () => {
      const first = await roles('--secrets', secretsFile);
      expect(first).toEqual({
        ...{ code: 0, complaint: '' },
        out: '设备的账号和权限写好了：新建 2 个，更新 0 个，停用 0 个。',
      });
      const { clients, roles: listed } = await held();
      const usernames = clients.map(({ username }: { username: string }) => username).sort();
      expect(usernames).toEqual(['admin', 'anju', nameOf(door), nameOf(meter)].sort());
      const rolenames = listed.map(({ rolename }: { rolename: string }) => rolename);
      expect(rolenames).toEqual(expect.arrayContaining(['anju-server', nameOf(door), nameOf(meter)]));

      const heard: string[] = [];
      const port = await startIngest({
        url: withAccount(broker.url, 'anju', 'server-secret'),
        handlers: { admit: async () => false, take: async ({ deviceId }) => void heard.push(deviceId) },
        names: fixedNames('anju-roles-1'),
        shared: false,
        log: { warn: () => undefined },
      });
      for (let tries = 0; !port.ready() && tries < 200; tries++) await sleep(25);
      await sleep(200);
      const client = await connectDevice(broker.url, meter);
      await client.publishAsync(topicOf(meter, 'telemetry'), '{"seq":1}', { qos: 1 });
      client.publish(topicOf(door, 'telemetry'), '{"seq":2}', { qos: 1 });
      await sleep(200);
      // A connection that was refused something may wait for ever: the device begins anew.
      await client.endAsync(true);
      const again = await connectDevice(broker.url, meter);
      again.publish(topicOf(meter, 'telemetry'), '{"seq":3}', { qos: 1 });
      for (let tries = 0; heard.length < 2 && tries < 200; tries++) await sleep(25);
      await Promise.all([again.endAsync(true), port.close()]);
      expect(heard).toEqual([meter.id, meter.id]);
    });

    test('a second time changes nothing, with the secrets and without them', async () => {
      const before = await held();
      const written = { code: 0, complaint: '', out: '设备的账号和权限写好了：新建 0 个，更新 2 个，停用 0 个。' };
      expect(await roles('--secrets', secretsFile)).toEqual(written);
      expect(await held()).toEqual(before);
      expect(await roles()).toEqual(written);
      expect(await held()).toEqual(before);
      expect([await signsIn(meter), await signsIn(door)]).toEqual([true, true]);
    });

    test('names devices that have no secret there yet, and keeps those out that are scrapped', async () => {
      const fresh = await makeDevice(t.deps, meter.communityId, { kind: 'smoke', name: '烟感' });
      await inTransaction(t.deps.db, (tx) => saveDevice(tx, door, { lifecycle: 'scrapped' }));
      const { code, out } = await roles();
      expect(code).toBe(0);
      expect(out.split('\n')[0]).toBe('设备的账号和权限写好了：新建 0 个，更新 1 个，停用 1 个。');
      expect(out).toContain(nameOf(fresh));
      expect([await signsIn(meter), await signsIn(door), await signsIn(fresh)]).toEqual([true, false, false]);
    });

    test('with a wrong password of the administrator it ends with the broker’s words', async () => {
      const before = await held();
      const { code, complaint } = await run({ MQTT_ADMIN_URL: withAccount(broker.url, 'admin', 'wrong') });
      expect(code).toBe(1);
      expect(complaint).toMatch(/Not authorized/i);
      expect(await held()).toEqual(before);
    });
  });
else test('this machine has no Mosquitto with dynamic security', () => expect(dynamicSecurityPlugin).toBeNull());
