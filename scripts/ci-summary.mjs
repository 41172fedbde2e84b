// The last line of .ci/run: tests of every pass, and the steps that are no tests. Usage: ci-summary.mjs DIR PASSED FAILED
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [folder, stepsPassed, stepsFailed] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of existsSync(folder) ? readdirSync(folder) : []) {
  const results = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  passed += results.numPassedTests;
  // A suite that does not even start has no failed tests of its own.
  failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
}
// A step that failed because its tests failed counts once more: it is a failure whichever way it is read.
console.log(`${passed + Number(stepsPassed)} passed, ${failed + Number(stepsFailed)} failed`);
process.exitCode = failed + Number(stepsFailed) === 0 ? 0 : 1;
