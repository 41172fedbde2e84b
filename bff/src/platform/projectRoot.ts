import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findRoot = (from: string): string => {
  if (existsSync(join(from, 'project.config.json')) || dirname(from) === from) return from;
  return findRoot(dirname(from));
};

/** The folder that holds the whole project, from sources and from the build alike. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
