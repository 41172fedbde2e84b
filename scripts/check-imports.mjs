// Holds the source against the law of imports (.dependency-cruiser.cjs).
import { existsSync } from 'node:fs';
import { root } from './lib/files.mjs';
import { findViolations } from './lib/import-law.mjs';

const folders = ['shared-types/src', 'bff', 'miniprogram/src', 'admin-h5/src', 'tools'];
process.chdir(root);
const { violations, modules } = await findViolations(
  root,
  folders.filter((folder) => existsSync(folder)),
);
for (const { rule, from, to, message, cycle } of violations) {
  console.log(`${rule}\n  ${from} → ${cycle ? cycle.join(' → ') : to}\n  ${message}`);
}
console.log(`${violations.length} violations in ${modules} files`);
process.exitCode = violations.length === 0 ? 0 : 1;
