// One Taro for the whole workspace, and a lockfile that a stranger's Mac can install from.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/files.mjs';

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const complaints = [];

for (const key of Object.keys(packages)) {
  if (key.includes('@tarojs/') && !key.startsWith('node_modules/@tarojs/')) {
    complaints.push(`${key}: Taro must be hoisted; a nested copy breaks the H5 build (overrides in package.json)`);
  }
  if (
    /(^|\/)node_modules\/(react|react-dom|@types\/react|@types\/react-dom)$/.test(key) &&
    !/^node_modules\/[^/]+(\/[^/]+)?$/.test(key)
  ) {
    complaints.push(`${key}: one React for the whole workspace`);
  }
}

const nameOf = (key) => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
const isBinary = (name) => /(darwin|win32|linux|android|freebsd|openharmony)-/.test(name) && !/wasm/.test(name);
const installed = new Set(
  Object.keys(packages)
    .filter((key) => key.includes('node_modules/'))
    .map(nameOf),
);
/**
 * Only `taro create` needs Taro's native helper, which registries do not carry for every system; builds do without it.
 */
const tolerated = new Set(['node_modules/@tarojs/binding']);

for (const [key, { optionalDependencies = {} }] of Object.entries(packages)) {
  const binaries = Object.keys(optionalDependencies).filter(isBinary);
  const missing = binaries.filter((name) => !installed.has(name));
  if (missing.length > 0 && !tolerated.has(key))
    complaints.push(`${key}: the lockfile lacks ${missing.join(', ')}; take a version that has all`);
}

for (const complaint of complaints) console.log(complaint);
console.log(`${Object.keys(packages).length} packages in the lockfile, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
