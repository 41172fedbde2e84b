import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../src/platform/projectRoot.js';
import type { TestDeps } from '../../factories/testDeps.js';

/** The built product's own processes, as they run behind a balancer. */
export interface Processes {
  /** Addresses of the web processes. */
  origins: string[];
  /** Roles of those that have ended by themselves. */
  fallen(): string[];
  stop(): Promise<void>;
}

const entry = join(projectRoot, 'bff/dist/src/main.js');

const originOf = (child: ChildProcess, role: string): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('message', (message: { origin: string | null }) => resolve(message.origin ?? ''));
    child.once('exit', (code) => reject(new Error(`a ${role} process ended with ${code}`)));
  });

export const startProcesses = async (
  t: TestDeps,
  options: { folder: string; redisUrl: string; webs: number; workers: number },
): Promise<Processes> => {
  if (!existsSync(entry)) throw new Error('bff/dist is not there: npm run build -- shared-types bff');
  const keysFile = join(options.folder, 'keys.json');
  await writeFile(keysFile, JSON.stringify(t.deps.keys), { mode: 0o600 });
  const { app, templates } = t.simulators.control.wechat;
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    ANJU_ENV: 'test',
    PORT: '0',
    DATABASE_URL: t.databaseUrl,
    REDIS_URL: options.redisUrl,
    DATA_DIR: options.folder,
    KEYS_FILE: keysFile,
    WXAPI_ORIGIN: t.simulators.origin,
    WX_APPID: app.appId,
    WX_SECRET: app.secret,
    WX_TEMPLATES: templates.map(({ purpose, id }) => `${purpose}=${id}`).join(','),
    LOG_LEVEL: 'silent',
  };
  const roles = [...Array<string>(options.webs).fill('web'), ...Array<string>(options.workers).fill('worker')];
  const children = roles.map((role) => ({
    role,
    child: fork(entry, [`--run=${role}`], { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  }));
  const origins = await Promise.all(children.map(({ child, role }) => originOf(child, role)));
  return {
    origins: origins.slice(0, options.webs),
    fallen: () => children.filter(({ child }) => child.exitCode !== null || child.signalCode).map(({ role }) => role),
    stop: async () => {
      await Promise.all(
        children.map(async ({ child }) => {
          if (child.exitCode !== null || child.signalCode) return;
          const gone = once(child, 'exit');
          child.kill('SIGTERM');
          await gone;
        }),
      );
    },
  };
};
