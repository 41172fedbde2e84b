// Rules that the linter cannot express (scripts/lib/own-rules.mjs), over the whole source.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, root } from './lib/files.mjs';
import { checkSource } from './lib/own-rules.mjs';

/** The rules name what they forbid, and their test plants it. */
const exempt = new Set(['scripts/lib/own-rules.mjs', 'tools/own-rules.test.ts']);

const files = filesBelow(root).filter((file) => !exempt.has(file) && !file.startsWith('data/'));
const found = files
  .filter((file) => /\.(ts|tsx|mjs|cjs|js|css|md|sh)$/.test(file))
  .flatMap((file) => checkSource(file, readFileSync(path.join(root, file), 'utf8')));
for (const { rule, file, line, instead } of found) console.log(`${file}:${line}  ${rule}\n  ${instead}`);
console.log(`${found.length} violations in ${files.length} files`);
process.exitCode = found.length === 0 ? 0 : 1;
