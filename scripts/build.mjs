// npm run build [-- parts]: shared-types, bff, admin, h5, weapp; a part whose inputs are unchanged is left alone.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parts } from './lib/build-parts.mjs';
import { forget, isFresh, remember } from './lib/freshness.mjs';
import { runSteps, summaryLine } from './lib/steps.mjs';

const order = Object.keys(parts);

/** Builds the named parts (all by default), at most two at once. Answers the names of those that failed. */
export const build = async (names = order, { force = false, log = console.log } = {}) => {
  const unknown = names.filter((name) => !parts[name]);
  if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}; there are ${order.join(', ')}`);
  const stale = [];
  for (const name of order.filter((one) => names.includes(one))) {
    if (!force && isFresh(parts[name])) log(`same  ${name}`);
    else stale.push(parts[name]);
  }
  const inputs = new Map();
  for (const part of stale) inputs.set(part.name, forget(part));
  const failed = [];
  await runSteps(
    stale.map(({ name, command, cwd, env }) => ({ name, command, cwd, env })),
    {
      onDone: (result) => {
        log(summaryLine(result));
        if (result.code === 0) return remember(parts[result.name], inputs.get(result.name));
        failed.push(result.name);
        log(result.output.trim());
      },
    },
  );
  return failed;
};

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  const args = process.argv.slice(2);
  const names = args.filter((arg) => !arg.startsWith('-'));
  const failed = await build(names.length > 0 ? names : order, { force: args.includes('--force') });
  process.exitCode = failed.length === 0 ? 0 : 1;
}
