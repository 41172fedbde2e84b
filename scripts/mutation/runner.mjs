// A test runner for Stryker that runs the tests of pure rules in its own process. Each test file is bundled once; it is
// loaded anew only where a mutant changes what is computed while loading.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import fc from 'fast-check';
import { ruleTests } from './rules.mjs';
import { collect } from './testApi.mjs';

// The same examples for every mutant, a short while each, and nobody reads the smallest one.
fc.configureGlobal({ seed: 20_261_123, interruptAfterTimeLimit: 100, endOnFailure: true });

const testApi = path.join(import.meta.dirname, 'testApi.mjs');

/** Bundled files find their data where their source stands, and the tests find our small jest. */
const asInSource = {
  name: 'as-in-source',
  setup(bundler) {
    bundler.onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: pathToFileURL(testApi).href, external: true }));
    bundler.onLoad({ filter: /\/bff\/.*\.ts$/ }, async ({ path: file }) => {
      const { readFile } = await import('node:fs/promises');
      const text = await readFile(file, 'utf8');
      return {
        loader: 'ts',
        contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
      };
    });
  },
};

/** A test file: its tests as they were loaded, and whether a mutant was active then. */
class TestFile {
  #loads = 0;
  #broken = true;
  tests = [];

  constructor(bundle) {
    this.bundle = bundle;
    this.name = path.basename(bundle, '.mjs');
    /** Loading counts as a test of its own: whatever is computed then decides about all tests of the file. */
    this.loading = `${this.name} loading`;
  }

  /** `mutated`: a mutant is active, so what is loaded now is of no use afterwards. */
  async load(state, mutated) {
    if (!mutated && !this.#broken) return;
    this.#broken = true;
    state.currentTestId = this.loading;
    const found = await collect(() => import(`${pathToFileURL(this.bundle).href}?${++this.#loads}`));
    this.tests = found.map((one, index) => ({ ...one, id: `${this.name} ${index} ${one.name}` }));
    this.#broken = mutated;
  }
}

const timed = async (id, state, act) => {
  const began = Date.now();
  state.currentTestId = id;
  try {
    await act();
    return { id, name: id, timeSpentMs: Date.now() - began, status: TestStatus.Success };
  } catch (error) {
    const failureMessage = String(error?.message ?? error);
    return { id, name: id, timeSpentMs: Date.now() - began, status: TestStatus.Failed, failureMessage };
  }
};

class RulesRunner {
  #files = [];

  capabilities() {
    return { reloadEnvironment: true };
  }

  get #state() {
    globalThis.__stryker__ ??= {};
    return globalThis.__stryker__;
  }

  async init() {
    const outdir = path.resolve('bundled');
    await build({
      // esbuild remembers where it was loaded, which is not the copy that is mutated.
      absWorkingDir: process.cwd(),
      entryPoints: ruleTests,
      outdir,
      outbase: '.',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      plugins: [asInSource],
      logLevel: 'error',
    });
    this.#files = ruleTests.map((file) => new TestFile(path.join(outdir, file.replace(/\.ts$/, '.mjs'))));
  }

  /** Runs the wanted tests of a file, all of them when its loading is wanted; true: enough is known. */
  async #runFile(file, wanted, mutantId, bail, results) {
    const state = this.#state;
    const anew = wanted?.has(file.loading) ?? false;
    state.activeMutant = anew ? mutantId : undefined;
    results.push(await timed(file.loading, state, () => file.load(state, anew)));
    state.activeMutant = mutantId;
    for (const { id, run } of file.tests) {
      if (bail && results.some(({ status }) => status === TestStatus.Failed)) return;
      if (!wanted || anew || wanted.has(id)) results.push(await timed(id, state, run));
    }
  }

  async #run(files, wanted, mutantId, bail) {
    const results = [];
    for (const file of files) {
      if (wanted && ![...wanted].some((id) => id.startsWith(`${file.name} `))) continue;
      await this.#runFile(file, wanted, mutantId, bail, results);
      const limit = determineHitLimitReached(this.#state.hitCount, this.#state.hitLimit);
      if (limit) return limit;
      if (bail && results.some(({ status }) => status === TestStatus.Failed)) break;
    }
    return { status: DryRunStatus.Complete, tests: results };
  }

  async dryRun() {
    const result = await this.#run(this.#files, null, undefined, false);
    return { ...result, mutantCoverage: this.#state.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    Object.assign(this.#state, { hitCount: hitLimit ? 0 : undefined, hitLimit });
    const wanted = new Set(testFilter ?? this.#files.map(({ loading }) => loading));
    // The rule's own tests are the likeliest to notice.
    const own = path.basename(activeMutant.fileName, '.ts');
    const files = this.#files.toSorted((a, b) => Number(b.name.startsWith(own)) - Number(a.name.startsWith(own)));
    return toMutantRunResult(await this.#run(files, wanted, activeMutant.id, !disableBail), false);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'rules', RulesRunner)];
