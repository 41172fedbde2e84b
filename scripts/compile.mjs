// Compiles a workspace's TypeScript file by file (types are checked by `npm run check`) and copies its data files.
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { filesBelow, root } from './lib/files.mjs';

const layouts = {
  'shared-types': { base: 'shared-types/src', folders: ['.'] },
  bff: { base: 'bff', folders: ['src', 'simulators', 'migrations', 'seed', 'bench', 'simulate'] },
};

const workspace = process.argv[2];
const layout = layouts[workspace];
if (!layout) throw new Error(`usage: compile.mjs ${Object.keys(layouts).join('|')}`);

const base = path.join(root, layout.base);
const out = path.join(root, workspace, 'dist');

rmSync(out, { recursive: true, force: true });
const files = layout.folders
  .filter((folder) => existsSync(path.join(base, folder)))
  .flatMap((folder) => filesBelow(path.join(base, folder), base))
  .filter((file) => !/\.test\.tsx?$|\.d\.ts$|^tsconfig|^package\.json$/.test(file));
const isSource = (file) => file.endsWith('.ts');
await build({
  entryPoints: files.filter(isSource).map((file) => path.join(base, file)),
  outbase: base,
  outdir: out,
  format: 'esm',
  platform: 'node',
  target: 'node20.18',
  sourcemap: true,
  logLevel: 'warning',
  tsconfig: path.join(root, workspace, 'tsconfig.json'),
});
for (const file of files.filter((one) => !isSource(one))) cpSync(path.join(base, file), path.join(out, file));
console.log(`${files.length} files into ${path.relative(root, out)}`);
