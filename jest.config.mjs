// `unit` and `fronts` need no server of their own; `kill` ends processes half-way and waits for their leases; `chaos` kills servers of its own; `journeys` drives built front ends in Chromium.
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const common = {
  rootDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^shared-types/tokens\\.json$': '<rootDir>/shared-types/src/tokens.json',
    '^shared-types/(.*)$': '<rootDir>/shared-types/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/data/', '/\\.cache/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

/** The BFF's tests: what they import is loaded once for each worker (decision 0033). */
const native = { ...common, runtime: '<rootDir>/tools/jest/nativeRuntime.cjs' };

export default {
  testTimeout: 30_000,
  testSequencer: '<rootDir>/tools/jest/sequencer.cjs',
  workerIdleMemoryLimit: '400MB',
  projects: [
    {
      ...native,
      displayName: 'unit',
      roots: ['<rootDir>/bff'],
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '/bff/test/journeys/', '/bff/test/proof/(chaos|kill)'],
    },
    {
      ...common,
      displayName: 'fronts',
      roots: ['shared-types/src', 'tools', 'miniprogram/src', 'admin-h5/src'].map((dir) => `<rootDir>/${dir}`),
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
    },
    {
      ...native,
      displayName: 'kill',
      roots: ['<rootDir>/bff/test/proof'],
      testMatch: ['**/kill*.test.ts'],
    },
    {
      ...native,
      displayName: 'chaos',
      roots: ['<rootDir>/bff/test/proof'],
      testMatch: ['**/chaos.test.ts'],
    },
    {
      ...native,
      displayName: 'journeys',
      roots: ['<rootDir>/bff/test/journeys'],
      testMatch: ['**/*.test.ts'],
    },
  ],
};
