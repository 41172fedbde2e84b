import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectSocket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { startEmbeddedBroker } from '../../src/adapters/mqtt/embedded.js';
import { startIngest } from '../../src/adapters/mqtt/ingest.js';
import type { MqttHandlers, MqttPort } from '../../src/adapters/mqtt/mqtt.port.js';
import { usernameOf } from '../../src/adapters/mqtt/topics.js';
import { intakeNeighbours } from '../../src/app.js';
import { telemetryIntake } from '../../src/features/telemetry/telemetry.intake.js';
import type { IntakeNeighbours } from '../../src/features/telemetry/telemetry.model.js';
import type { Deps } from '../../src/platform/deps.js';
import { slotsOf } from '../../src/platform/slot/slots.js';

const quiet = { warn: () => undefined };

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const folders = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
const mosquittoPath = folders.map((folder) => `${folder}/mosquitto`).find((path) => existsSync(path));
const pluginFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/local/lib'];

/** Mosquitto's own plugin for credentials and rights, where this machine has it. */
export const dynamicSecurityPlugin =
  pluginFolders.map((folder) => `${folder}/mosquitto_dynamic_security.so`).find((path) => existsSync(path)) ?? null;
export const hasMosquitto = mosquittoPath !== undefined;
/** Its command-line tools, and what makes them print line by line. */
export const hasMosquittoClients = ['mosquitto_pub', 'mosquitto_sub', 'stdbuf'].every((name) =>
  folders.some((folder) => existsSync(`${folder}/${name}`)),
);

export interface OwnMosquitto {
  url: string;
  /** Also after a kill. */
  start(): Promise<void>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A Mosquitto of the test's own, as README says to set it up: what it acknowledged survives its death. */
export const ownMosquitto = async (
  more: readonly string[] = [],
  prepare: (folder: string) => void = () => undefined,
): Promise<OwnMosquitto> => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'user root',
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 1',
    'autosave_on_changes false',
    'max_queued_messages 0',
    'max_inflight_messages 0',
    ...(more.length > 0 ? more.map((line) => line.replaceAll('FOLDER', folder)) : ['allow_anonymous true']),
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  let child: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    const dying = child;
    child = null;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = once(dying, 'exit');
    dying.kill('SIGKILL');
    await gone;
  };
  prepare(folder);
  const start = async (): Promise<void> => {
    child = spawn(mosquittoPath ?? 'mosquitto', ['-c', config], { stdio: 'ignore' });
    for (let tries = 0; !(await answers(port)); tries++) {
      if (tries > 200) throw new Error('mosquitto does not listen');
      await sleep(25);
    }
  };
  await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    start,
    kill,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const administrator = { username: 'admin', password: 'admin-secret' };

export const withAccount = (url: string, username: string, password: string): string =>
  Object.assign(new URL(url), { username, password }).toString();

/** With Mosquitto's dynamic-security plugin and its administrator; nobody else may sign in yet. */
export const securedMosquitto = async (): Promise<OwnMosquitto & { adminUrl: string }> => {
  const { username, password } = administrator;
  const own = await ownMosquitto(
    ['allow_anonymous false', `plugin ${dynamicSecurityPlugin}`, 'plugin_opt_config_file FOLDER/dynamic-security.json'],
    (folder) => {
      const file = `${folder}/dynamic-security.json`;
      const made = spawnSync('mosquitto_ctrl', ['dynsec', 'init', file, username, password], { encoding: 'utf8' });
      if (made.status !== 0) throw new Error(made.stderr || made.stdout);
    },
  );
  return { ...own, adminUrl: withAccount(own.url, username, password) };
};

export interface Broker {
  port: MqttPort;
  url: string;
  close(): Promise<void>;
}

/** The two brokers that the product knows, each with handlers of the test's own. */
export const embeddedBroker = async (handlers: MqttHandlers): Promise<Broker> => {
  const port = await startEmbeddedBroker({ handlers, port: 0, log: quiet });
  return { port, url: port.url, close: () => port.close() };
};

/** Names that need no database. */
export const fixedNames = (name: string) => ({
  claim: async () => name,
  claimOnly: async () => name,
  renew: async () => true,
  adopt: async () => null,
  others: async () => false,
  release: async () => undefined,
});

export const externalBroker = async (handlers: MqttHandlers): Promise<Broker> => {
  const own = await ownMosquitto();
  const port = await startIngest({
    url: own.url,
    handlers,
    names: fixedNames('anju-test-1'),
    log: quiet,
    shared: false,
  });
  for (let tries = 0; !port.ready() && tries < 200; tries++) await sleep(25);
  await sleep(100);
  const close = async (): Promise<void> => {
    await port.close();
    await own.close();
  };
  return { port, url: own.url, close };
};

export interface RunningMqtt extends Broker {
  waiting(): number;
}

/** The mqtt role of a test: an embedded broker, or the one at `url`, over the test's database. Sets `deps.mqtt`. */
export const startMqtt = async (
  deps: Deps,
  options: { url?: string; neighbours?: IntakeNeighbours; gatherMs?: number } = {},
): Promise<RunningMqtt> => {
  const { url, neighbours = intakeNeighbours, gatherMs = 1 } = options;
  const intake = telemetryIntake(deps, neighbours, { gatherMs });
  const names = slotsOf(deps, 'anju-ingest');
  const port = url
    ? await startIngest({ url, handlers: intake, names, log: quiet, shared: false })
    : await startEmbeddedBroker({ handlers: intake, port: 0, log: quiet });
  for (let tries = 0; !port.ready() && tries < 200; tries++) await sleep(25);
  if (url) await sleep(100);
  deps.mqtt = port;
  return {
    port,
    url: url ?? port.url,
    waiting: intake.waiting,
    close: async () => {
      await port.close();
      await intake.close();
      deps.mqtt = null;
    },
  };
};

/** A device's own connection; rejects when the broker refuses it. */
export const connectDevice = (
  url: string,
  device: { communityId: string; id: string; secret: string },
  more: IClientOptions = {},
): Promise<MqttClient> => {
  const username = usernameOf({ communityId: device.communityId, deviceId: device.id });
  return mqtt.connectAsync(
    url,
    { username, password: device.secret, clientId: device.id, reconnectPeriod: 0, connectTimeout: 5000, ...more },
    false,
  );
};

export const topicOf = ({ communityId, id }: { communityId: string; id: string }, kind: string): string =>
  `anju/v1/${communityId}/${id}/${kind}`;
