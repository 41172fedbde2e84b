import { fstatSync } from 'node:fs';
import { startSimulators } from './server.js';
import { defaultApp } from './wechat/data.js';

/** A child of `npm start`: prints where it listens, and ends with its parent. */
const main = async (): Promise<void> => {
  const { env } = process;
  if (env.ANJU_ENV === 'production') throw new Error('simulators do not run in production');
  const app = { appId: env.WX_APPID || defaultApp.appId, secret: env.WX_SECRET || defaultApp.secret };
  const { origin, close, control } = await startSimulators({ port: Number(env.SIMULATOR_PORT ?? 0), app });
  const templates = Object.fromEntries(control.wechat.templates.map(({ purpose, id }) => [purpose, id]));
  process.stdout.write(`${JSON.stringify({ simulators: origin, wechat: { ...app, templates } })}\n`);

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
