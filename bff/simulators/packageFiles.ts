import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findPackage = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from;
  const up = dirname(from);
  if (up === from) throw new Error('the simulators must run inside their package');
  return findPackage(up);
};

/** A data file of the simulators; the same one whether they run from source or built. */
export const simulatorFile = (path: string): string =>
  readFileSync(join(findPackage(dirname(fileURLToPath(import.meta.url))), 'simulators', path), 'utf8');
