// npm test [-- jest arguments]: the suites on embedded defaults, on the services that are named, and in Chromium.
// --only=embedded,services,kill,kill-services,chaos,journeys chooses passes; RESULTS_DIR keeps jest's JSON of each pass
// (and of each --shard=N/OF of it).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { filesBelow, root } from './lib/files.mjs';

const serviceVariables = ['TEST_MYSQL_URL', 'TEST_REDIS_URL', 'TEST_MQTT_URL'];
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const named = serviceVariables.filter((name) => process.env[name]);
const journeysFolder = path.join(root, 'bff/test/journeys');
const fronts = ['shared-types', 'bff', 'admin', 'h5', 'weapp'];

const onlyArgument = process.argv.slice(2).find((arg) => arg.startsWith('--only='));
const only = onlyArgument?.slice('--only='.length).split(',');
const extra = process.argv.slice(2).filter((arg) => arg !== onlyArgument);
const shard = extra.find((arg) => arg.startsWith('--shard='))?.slice('--shard='.length);
/** Side by side with another heavy job, one worker is enough. */
const workers = `--maxWorkers=${Number(process.env.TEST_WORKERS) || 2}`;
/** What starts and ends processes waits for them longer than for its bounds. */
const patience = '--testTimeout=90000';
const hasPattern = extra.some((arg) => !arg.startsWith('-'));

/** What the chaos proof starts, kills and starts again. */
const ownServers = ['mariadbd', 'mariadb-install-db', 'redis-server'];
const folders = ['/usr/sbin', '/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(path.delimiter)];
const missingServers = ownServers.filter((name) => !folders.some((folder) => existsSync(path.join(folder, name))));

/** Pure rules know no database: one pass tries them. */
const withoutRules = '/bff/(?!.*\\.rules\\.test)';

const embedded = Object.fromEntries(serviceVariables.map((name) => [name, undefined]));

const noService = () => (named.length > 0 ? null : `none of ${serviceVariables.join(', ')} is set`);

/** What to run, and what stands in its way. */
const passes = [
  {
    name: 'embedded',
    title: 'on embedded defaults',
    args: ['--selectProjects', 'unit', 'fronts', workers],
    env: embedded,
  },
  {
    name: 'services',
    title: `on ${named.join(', ')}`,
    args: ['--selectProjects', 'unit', workers, ...(hasPattern ? [] : ['--testPathPatterns', withoutRules])],
    obstacle: noService,
  },
  {
    name: 'kill',
    title: 'with processes killed half-way, on embedded defaults',
    args: ['--selectProjects', 'kill', '--passWithNoTests', patience, workers],
    env: embedded,
  },
  {
    name: 'kill-services',
    title: `with processes killed half-way, on ${named.join(', ')}`,
    args: ['--selectProjects', 'kill', '--passWithNoTests', patience, workers],
    obstacle: noService,
  },
  {
    name: 'chaos',
    title: 'with servers that lose their power',
    args: ['--selectProjects', 'chaos', '--runInBand', '--passWithNoTests', patience],
    obstacle: () => {
      if (!process.env.TEST_MYSQL_URL) return 'TEST_MYSQL_URL is not set';
      return missingServers.length > 0 ? `no ${missingServers.join(', ')} on this machine` : null;
    },
    prepare: () => build(['shared-types', 'bff']),
  },
  {
    name: 'journeys',
    title: 'in Chromium',
    args: ['--selectProjects', 'journeys', '--runInBand', '--passWithNoTests'],
    obstacle: () => {
      if (!existsSync(chromium)) return `no Chromium at ${chromium} (CHROMIUM_PATH)`;
      if (!existsSync(journeysFolder) || filesBelow(journeysFolder).length === 0) return 'no journey is written yet';
      return null;
    },
    prepare: () => build(fronts),
  },
];

const jest = (args, env, name) => {
  const results = process.env.RESULTS_DIR;
  if (results) mkdirSync(results, { recursive: true });
  const json = results
    ? ['--json', `--outputFile=${path.resolve(results, `${[name, ...(shard?.split('/') ?? [])].join('-')}.json`)}`]
    : [];
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      path.join(root, 'node_modules/jest/bin/jest.js'),
      ...args,
      ...json,
      ...extra,
    ],
    {
      cwd: root,
      // What hangs in CI must not keep the rest from being heard.
      timeout: process.env.CI ? 40 * 60_000 : undefined,
      killSignal: 'SIGKILL',
      stdio: json.length > 0 ? ['inherit', 'ignore', 'inherit'] : 'inherit',
      env: { ...process.env, CHROMIUM_PATH: chromium, ...env },
    },
  );
  return status === 0;
};

// Tests read the built contracts.
await build(['shared-types']);

const leftOut = [];
let held = true;
for (const { name, title, args, env, obstacle, prepare } of passes) {
  if (only && !only.includes(name)) continue;
  const reason = obstacle?.();
  if (reason) {
    leftOut.push(`${name}: ${reason}`);
    continue;
  }
  console.log(`\n── tests ${title}`);
  const broken = (await prepare?.()) ?? [];
  if (broken.length > 0) {
    console.log(`cannot run: ${broken.join(', ')} did not build`);
    held = false;
    continue;
  }
  held = jest(args, env, name) && held;
}
for (const line of leftOut) console.log(`left out  ${line}`);
process.exitCode = held ? 0 : 1;
