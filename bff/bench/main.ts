import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/projectRoot.js';
import { type BenchOptions, type Measured, table } from './frame.js';

const benches: Record<string, () => Promise<{ run(options: BenchOptions): Promise<Measured[]> }>> = {
  a: () => import('./hotReads.js'),
  b: () => import('./billRun.js'),
  c: () => import('./callbacks.js'),
  d: () => import('./telemetry.js'),
  f: () => import('./timers.js'),
  e: () => import('./dispatch.js'),
  h: () => import('./miniprogram.js'),
  i: () => import('./notices.js'),
  j: () => import('./start.js'),
};

const main = async (): Promise<void> => {
  const args = process.argv.slice(2);
  const full = args.includes('--full');
  const named = args.filter((arg) => !arg.startsWith('-'));
  const unknown = named.filter((name) => !benches[name]);
  if (unknown.length > 0)
    throw new Error(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  const rows: Measured[] = [];
  for (const [name, load] of Object.entries(benches))
    if (named.length === 0 || named.includes(name)) rows.push(...(await (await load()).run({ full })));
  const { text, holds } = table(rows);
  process.stdout.write(`${text}\n`);
  const folder = join(projectRoot, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${named.length > 0 ? named.join('-') : 'all'}.json`);
  writeFileSync(file, `${JSON.stringify({ full, at: new Date().toISOString(), rows }, null, 2)}\n`);
  if (!holds) process.exitCode = 1;
};

await main();
