import { ruleFiles } from './scripts/mutation/rules.mjs';

// npm run mutate: how much the tests of the pure rules notice. Each rule is broken in every small way, one at a time, and
// one of the rules' own tests must fail.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['./scripts/mutation/runner.mjs'],
  mutate: ruleFiles,
  testRunner: 'rules',
  coverageAnalysis: 'perTest',
  checkers: [],
  concurrency: 1,
  timeoutMS: 10_000,
  tempDirName: '.cache/stryker',
  incrementalFile: '.cache/stryker-incremental.json',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.cache/mutation.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  // Only what the rules and their tests are made of is copied.
  ignorePatterns: ['**', '!/bff/**', '!/shared-types/**', '!/scripts/**', '!/*.json', '**/dist', '**/node_modules'],
  thresholds: { high: 95, low: 90, break: 85 },
};
