// The last lines of .ci/run: what failed, by name, and then tests of every pass with the steps that are no tests.
// Usage: ci-summary.mjs DIR PASSED FAILED
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [folder, stepsPassed, stepsFailed] = process.argv.slice(2);
const linesOfMessage = 12;
let passed = 0;
let failed = 0;

const showFailures = (pass, { name, message, assertionResults }) => {
  const broken = assertionResults.filter(({ status }) => status === 'failed');
  const file = path.relative(process.cwd(), name);
  // A suite that does not even start has no failed tests of its own.
  const said =
    broken.length > 0 ? broken.map((one) => [one.fullName, one.failureMessages.join('\n')]) : [['', message]];
  for (const [title, why] of said)
    console.log(`FAIL  ${pass}: ${file} ${title}\n${why.split('\n').slice(0, linesOfMessage).join('\n')}\n`);
};

for (const name of existsSync(folder) ? readdirSync(folder) : []) {
  const results = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  for (const suite of results.testResults) if (suite.status === 'failed') showFailures(path.parse(name).name, suite);
}
// A step that failed because its tests failed counts once more: it is a failure whichever way it is read.
console.log(`${passed + Number(stepsPassed)} passed, ${failed + Number(stepsFailed)} failed`);
process.exitCode = failed + Number(stepsFailed) === 0 ? 0 : 1;
