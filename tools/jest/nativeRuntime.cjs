// A jest runtime whose test files, and all that they import, are Node's own modules: loaded once for each worker
// instead of once for each file (docs/decisions/0033). jest itself (describe, expect, timeouts) stays in its context.
const { pathToFileURL } = require('node:url');
const { expect } = require('expect');
const { default: JestRuntime } = require('jest-runtime');

/** What a test file finds as globals. */
const globalNames = [
  'afterAll',
  'afterEach',
  'beforeAll',
  'beforeEach',
  'describe',
  'fdescribe',
  'fit',
  'it',
  'test',
  'xdescribe',
  'xit',
  'xtest',
];

let loaded = 0;

const prepare = async () => {
  loaded += 1;
  if (loaded > 1) return;
  const { register } = await import('tsx/esm/api');
  register();
};

class NativeRuntime extends JestRuntime {
  constructor(...all) {
    super(...all);
    [, this.nativeEnvironment, , , , , this.nativePath] = all;
  }

  unstable_shouldLoadAsEsm(path, ...rest) {
    return path === this.nativePath || super.unstable_shouldLoadAsEsm(path, ...rest);
  }

  async unstable_importModule(from, ...rest) {
    if (from !== this.nativePath) return super.unstable_importModule(from, ...rest);
    await prepare();
    for (const name of globalNames) globalThis[name] = this.nativeEnvironment.global[name];
    // Not the context's: `expect.any(String)` means the String that test files know.
    globalThis.expect = expect;
    globalThis.jest = this.jestGlobals.jestObjectFor(from);
    // Of a stack Node's source maps tell the lines: jest knows of no module that it has not loaded.
    process.setSourceMapsEnabled(true);
    Error.prepareStackTrace = undefined;
    return import(`${pathToFileURL(from).href}?run=${loaded}`);
  }
}

module.exports = { __esModule: true, default: NativeRuntime };
