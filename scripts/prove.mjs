// npm run prove [-- PART…]: the figures of the project at their full sizes. Each part leaves what it printed in
// docs/proof/PART.md, with its date, commit and machine. Needs TEST_MYSQL_URL, TEST_REDIS_URL and TEST_MQTT_URL for the
// parts on services.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from './build.mjs';
import { root } from './lib/files.mjs';

const tests = (only, pattern) => ['scripts/test.mjs', `--only=${only}`, '--verbose', ...(pattern ? [pattern] : [])];
const kills = { KILLS: '20', KILL_MESSAGES: '20000', RANDOM_KILLS: '200' };

const parts = {
  bench: { args: ['bff/dist/bench/main.js', '--full'], says: 'every row of the bench' },
  kills: { args: tests('kill'), env: kills, says: 'processes killed half-way, embedded' },
  'kills-services': { args: tests('kill-services'), env: kills, says: 'processes killed half-way, MariaDB and Redis' },
  telemetry: {
    args: tests('kill', 'kill.telemetry'),
    env: kills,
    says: 'brokers and their readers killed under load',
  },
  chaos: { args: tests('chaos'), env: { CHAOS_ROUNDS: '20' }, says: 'servers that lose their power' },
  callbacks: {
    args: tests('services', 'proof/callbacks'),
    env: { CALLBACK_ORDERS: '10000' },
    says: 'notices of WeChat Pay, valid and forged',
  },
  races: {
    args: tests('services', 'paymentRaces|reconciliation.mix'),
    env: { RACE_RUNS: '200', MIX_RUNS: '50' },
    says: 'orders of callbacks, queries, closes and refunds; differences of a day',
  },
  fuzz: {
    args: tests('embedded', 'proof/fuzz'),
    env: { FUZZ_RUNS: '500' },
    says: 'every route with half of its calls invalid',
  },
  codes: {
    args: tests('embedded', 'kernel/passCode'),
    env: { FORGED_CODES: '1000000' },
    says: 'forged codes of visitors',
  },
  year: {
    args: ['bff/dist/simulate/main.js', '--days', '365', '--houses', '200', '--seed', '7'],
    says: 'a year of 200 houses',
  },
};

const serviceVariables = ['TEST_MYSQL_URL', 'TEST_REDIS_URL', 'TEST_MQTT_URL'];

/** What a part needs and this shell does not name: its tests would be left out, and nothing proved. */
const missingFor = ({ args }) =>
  args.some((arg) => /^--only=(services|kill-services|chaos)$/.test(arg))
    ? serviceVariables.filter((name) => !process.env[name])
    : [];

const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();

const run = (name, part) => {
  const { args, env = {}, says } = part;
  const missing = missingFor(part);
  if (missing.length > 0) {
    console.log(`FAIL  ${name}: ${missing.join(', ')} not set`);
    return false;
  }
  const started = new Date();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  const seconds = Math.round((Date.now() - started.getTime()) / 1000);
  const printed = stripVTControlCharacters(`${stdout}\n${stderr}`)
    .split('\n')
    .map((line) => line.trimEnd().replaceAll(root, '.'))
    .filter((line) => line !== '')
    .slice(-160);
  const held = status === 0;
  const settings = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const text = [
    `# ${name}: ${says}`,
    '',
    `${held ? 'Held' : '**Did not hold**'} on ${started.toISOString().slice(0, 16)}Z, at ${git('rev-parse', '--short', 'HEAD')}, in ${seconds} s; ${os.availableParallelism()} cores, Node.js ${process.version}.`,
    '',
    `\`${[...settings, 'node', ...args].join(' ')}\``,
    '',
    '```text',
    ...printed,
    '```',
    '',
  ].join('\n');
  mkdirSync(path.join(root, 'docs/proof'), { recursive: true });
  writeFileSync(path.join(root, `docs/proof/${name}.md`), text);
  console.log(`${held ? 'held' : 'FAIL'}  ${name} (${seconds} s)`);
  return held;
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
const broken = await build(['shared-types', 'bff']);
if (broken.length > 0) throw new Error(`did not build: ${broken.join(', ')}`);
let held = true;
for (const [name, part] of Object.entries(parts))
  if (named.length === 0 || named.includes(name)) held = run(name, part) && held;
process.exitCode = held ? 0 : 1;
