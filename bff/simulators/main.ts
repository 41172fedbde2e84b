import { fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { providerVariables } from './credentialFiles.js';
import { startSimulators } from './server.js';
import { defaultApp } from './wechat/data.js';

/** A child of `npm start`: prints where it listens, and ends with its parent. */
const main = async (): Promise<void> => {
  const { env } = process;
  if (env.ANJU_ENV === 'production') throw new Error('simulators do not run in production');
  const app = { appId: env.WX_APPID || defaultApp.appId, secret: env.WX_SECRET || defaultApp.secret };
  const dataDir = resolve(env.SIMULATOR_DATA_DIR || './data/simulators');
  const running = await startSimulators({ port: Number(env.SIMULATOR_PORT ?? 0), app, dataDir });
  const { origin, close, control, payVariables } = running;
  const templates = Object.fromEntries(control.wechat.templates.map(({ purpose, id }) => [purpose, id]));
  const variables = { ...payVariables, ...providerVariables(running, dataDir) };
  const told = { simulators: origin, wechat: { ...app, templates }, variables };
  process.stdout.write(`${JSON.stringify(told)}\n`);

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.channel) process.on('disconnect', end);
  const stdin = fstatSync(0);
  // A closed pipe means that the parent is gone; a terminal or /dev/null says nothing of the kind.
  if (stdin.isFIFO() || stdin.isSocket()) {
    process.stdin.on('end', end);
    process.stdin.on('error', end);
    process.stdin.resume();
  }
};

await main();
