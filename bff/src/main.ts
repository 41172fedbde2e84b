import { EnvError, readEnv } from './env.js';
import { startCommunity } from './start.js';

const allRoles = ['web', 'worker', 'mqtt'] as const;
type Role = (typeof allRoles)[number];

/** `--run=web,worker,mqtt`: any mix; all of them when nothing is said. */
const rolesOf = (args: readonly string[]): Role[] => {
  const given = args.find((arg) => arg.startsWith('--run='))?.slice('--run='.length);
  if (given === undefined) return [...allRoles];
  const roles = given.split(',').map((role) => role.trim());
  const unknown = roles.filter((role) => !allRoles.includes(role as Role));
  if (unknown.length > 0 || roles.length === 0)
    throw new EnvError([`--run：不认识 ${unknown.join('、') || '（空）'}，可选 ${allRoles.join('、')}`]);
  return roles as Role[];
};

const main = async (): Promise<void> => {
  const env = readEnv(process.env);
  const roles = rolesOf(process.argv.slice(2));
  if (env.databaseUrl.startsWith('sqlite:') && roles.length < allRoles.length)
    throw new EnvError(['--run：SQLite 只能由一个进程使用，请一次跑全部角色，或改用 MySQL']);
  const running = await startCommunity(env, roles);
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The parent that started us for a demo is gone.
  if (process.channel) process.on('disconnect', stop);
  process.send?.({ ready: true, origin: running.origin, mqtt: running.mqttUrl });
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
});
