// npm run format: formats, orders imports and applies the lint's safe repairs.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './lib/files.mjs';

const paths = process.argv.slice(2);
const { status } = spawnSync(
  path.join(root, 'node_modules/.bin/biome'),
  ['check', '--write', ...(paths.length ? paths : ['.'])],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
