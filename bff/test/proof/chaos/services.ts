import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';

/** A server of the test's own, which may be killed and started again. */
export interface OwnServer {
  url: string;
  start(): Promise<void>;
  /** SIGKILL, as if its power were cut. */
  kill(): Promise<void>;
}

const patienceMs = 30_000;

/** Debian keeps servers where not every account looks. */
const binary = (name: string): string =>
  [`/usr/sbin/${name}`, `/usr/bin/${name}`, `/usr/local/bin/${name}`].find((path) => existsSync(path)) ?? name;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const untilAnswers = async (ask: () => Promise<unknown>): Promise<void> => {
  for (const end = Date.now() + patienceMs; ; await sleep(25))
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
};

const restartable = (url: string, run: () => ChildProcess, ask: () => Promise<unknown>): OwnServer => {
  let child: ChildProcess | null = null;
  return {
    url,
    start: async () => {
      child = run();
      await untilAnswers(ask);
    },
    kill: async () => {
      const dying = child;
      child = null;
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
      const gone = once(dying, 'exit');
      dying.kill('SIGKILL');
      await gone;
    },
  };
};

/** MariaDB with its factory durability, on data of its own below `folder`. */
export const ownMariadb = async (folder: string): Promise<OwnServer> => {
  const port = await freePort();
  const data = join(folder, 'mysql');
  const made = spawnSync(
    binary('mariadb-install-db'),
    ['--no-defaults', '--user=root', '--auth-root-authentication-method=normal', `--datadir=${data}`],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.error?.message ?? made.stderr}`);
  const url = `mysql://root@127.0.0.1:${port}/anju`;
  return restartable(
    url,
    () =>
      spawn(
        binary('mariadbd'),
        [
          '--no-defaults',
          '--user=root',
          `--datadir=${data}`,
          `--socket=${join(folder, 'mysql.sock')}`,
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          '--max-connections=300',
        ],
        { stdio: 'ignore' },
      ),
    async () => {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: 1000 });
      await connection.query('SELECT 1');
      await connection.end();
    },
  );
};

/** Redis that writes nothing down: killed, it has forgotten everything. */
export const ownRedis = async (folder: string): Promise<OwnServer> => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  return restartable(
    url,
    () =>
      spawn(
        binary('redis-server'),
        ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
        { stdio: 'ignore' },
      ),
    async () => {
      const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.ping();
      } finally {
        client.disconnect();
      }
    },
  );
};
