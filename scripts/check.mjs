// npm run check: types, lint and formatting, law of imports, own rules, unused code, lockfile.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './lib/files.mjs';
import { runSteps, summaryLine } from './lib/steps.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const node = process.execPath;

// What the mini-program's types need is made at every build: a fresh clone has none yet.
const made = spawnSync(bin('tsx'), ['-e', "require('./miniprogram/config/styles.ts').writeStyles()"], { cwd: root });
if (made.status !== 0) throw new Error(`the mini-program's styles were not made: ${made.stderr}`);

const types = (workspace) => ({
  name: `types of ${workspace}`,
  command: [bin('tsc'), '-p', workspace, '--noEmit', '--pretty', 'false'],
  advice: `Mend the types; see them alone with: npx tsc -p ${workspace} --noEmit`,
});

const steps = [
  types('bff'),
  {
    name: 'lint and formatting',
    command: [bin('biome'), 'check', '--max-diagnostics=60', '--colors=off', '.'],
    advice: 'npm run format mends formatting and import order; the rest by hand. A suppression needs its reason.',
  },
  types('miniprogram'),
  types('admin-h5'),
  {
    name: 'law of imports',
    command: [node, 'scripts/check-imports.mjs'],
    advice: 'Each line says which law is broken and what to do instead; the laws are data in .dependency-cruiser.cjs.',
  },
  types('shared-types'),
  {
    name: 'own rules',
    command: [node, 'scripts/check-own-rules.mjs'],
    advice: 'Each line says what to do instead; the rules are data in scripts/lib/own-rules.mjs.',
  },
  {
    name: 'unused code',
    command: [bin('knip'), '--no-progress', '--no-config-hints'],
    advice: 'Delete what nobody uses, or name a new entry point in knip.json.',
  },
  types('tools'),
  {
    name: 'lockfile',
    command: [node, 'scripts/check-lockfile.mjs'],
    advice: 'Delete node_modules, */node_modules and package-lock.json, run npm install, and look at overrides again.',
  },
];

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? steps : steps.filter(({ name }) => wanted.some((word) => name.includes(word)));
process.chdir(root);
const results = await runSteps(chosen, { onDone: (result) => console.log(summaryLine(result)) });
const failed = results.filter(({ code }) => code !== 0);
for (const { name, output, advice } of failed) console.log(`\n── ${name}\n${output.trim()}\n→ ${advice}`);
console.log(`\n${results.length - failed.length} of ${results.length} checks hold`);
process.exitCode = failed.length === 0 ? 0 : 1;
