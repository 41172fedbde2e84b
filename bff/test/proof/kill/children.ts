import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectRoot } from '../../../src/platform/projectRoot.js';
import type { TestDeps } from '../../factories/testDeps.js';
import type { ChildOptions } from './childOptions.js';

/** Worker processes of the kill tests. */
export interface Children {
  folder: string;
  options(more?: Partial<ChildOptions>): ChildOptions;
  /** Resolves when the process works, or has ended. */
  start(options: ChildOptions): Promise<ChildProcess>;
  close(): Promise<void>;
}

export const ended = async (child: ChildProcess): Promise<string | number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? child.exitCode;
};

export const kill = (child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> => {
  child.kill(signal);
  return ended(child);
};

/** Bundles the child, so that it runs without a build of the product. */
export const makeChildren = async (t: TestDeps, communityId: string): Promise<Children> => {
  // Inside the project, so that its packages are found from there.
  const folder = await mkdtemp(join(projectRoot, 'node_modules/.cache-kill-'));
  const script = join(folder, 'child.mjs');
  await build({
    entryPoints: [join(projectRoot, 'bff/test/proof/kill/child.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { 'shared-types': join(projectRoot, 'shared-types/src') },
    // Data files are found beside the sources, as if nothing had been bundled.
    define: {
      'import.meta.url': JSON.stringify(
        pathToFileURL(join(projectRoot, 'bff/src/features/repair/repair.jobs.ts')).href,
      ),
    },
    logLevel: 'error',
  });
  const running = new Set<ChildProcess>();
  let serial = 0;
  return {
    folder,
    options: (more = {}) => ({
      databaseUrl: t.databaseUrl,
      communityId,
      keys: t.deps.keys,
      settings: t.deps.settings,
      wechat: { origin: t.simulators.origin, ...t.simulators.control.wechat.app },
      failpoint: null,
      usedFile: join(folder, `used-${++serial}`),
      effectsFile: join(folder, 'effects'),
      leaseMs: 500,
      workMs: 0,
      claim: null,
      ...more,
    }),
    start: async (options) => {
      const child = spawn(process.execPath, [script, JSON.stringify(options)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(child);
      child.once('exit', () => running.delete(child));
      await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
      return child;
    },
    close: async () => {
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
