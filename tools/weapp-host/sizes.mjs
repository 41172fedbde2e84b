// Bytes of the main package and of every subpackage, against WeChat's limit and ours. Usage: sizes.mjs [dist]
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const mainLimitBytes = 1_200_000;
export const packageLimitBytes = 2_000_000;

const walk = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(path.join(dir, entry.name)) : [path.join(dir, entry.name)],
  );

/** One row a package: name, bytes, limit. Source maps are not uploaded and do not count. */
export const packageSizes = (dist) => {
  const app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8'));
  const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => root.replace(/\/?$/, '/'));
  const rows = [
    { name: 'main', bytes: 0, limitBytes: mainLimitBytes },
    ...roots.map((name) => ({ name, bytes: 0, limitBytes: packageLimitBytes })),
  ];
  for (const file of walk(dist)) {
    const name = path.relative(dist, file).replaceAll('\\', '/');
    if (name.endsWith('.map')) continue;
    const row = rows.find((one) => name.startsWith(one.name)) ?? rows[0];
    row.bytes += statSync(file).size;
  }
  return rows;
};

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  const rows = packageSizes(path.resolve(process.argv[2] ?? 'miniprogram/dist/weapp'));
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`.padStart(8);
  for (const { name, bytes, limitBytes } of rows) {
    const verdict = bytes <= limitBytes ? 'ok' : 'TOO LARGE';
    console.log(`${name.padEnd(28)} ${kilobytes(bytes)} of ${kilobytes(limitBytes)}  ${verdict}`);
  }
  process.exitCode = rows.every(({ bytes, limitBytes }) => bytes <= limitBytes) ? 0 : 1;
}
