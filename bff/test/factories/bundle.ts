import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectRoot } from '../../src/platform/projectRoot.js';

/** A program of the sources in one file, for a process of its own: it runs without a build of the product. */
export const bundleProgram = async (entry: string): Promise<{ folder: string; script: string }> => {
  // Inside the workspace, so that its packages are found from there, in its own versions.
  const packages = join(projectRoot, 'bff/node_modules');
  await mkdir(packages, { recursive: true });
  const folder = await mkdtemp(join(packages, '.cache-program-'));
  const script = join(folder, 'program.mjs');
  await build({
    entryPoints: [join(projectRoot, entry)],
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
  return { folder, script };
};
