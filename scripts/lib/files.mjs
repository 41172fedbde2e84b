import { readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

const skipped = new Set(['node_modules', 'dist', '.git', '.cache', '.swc', 'data-dev', 'coverage']);

/** Every file below a folder, skipping what is built or installed; paths are relative to `base`, with `/`. */
export const filesBelow = (folder, base = root) => {
  const found = [];
  const visit = (dir) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) visit(path.join(dir, entry.name));
      } else if (entry.isFile()) found.push(path.relative(base, path.join(dir, entry.name)).replaceAll('\\', '/'));
    }
  };
  visit(folder);
  return found.sort();
};
