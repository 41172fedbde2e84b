// `unit` needs no server of its own; `kill` ends processes half-way and waits for their leases; `chaos` kills servers of its own; `journeys` drives built front ends in Chromium.
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

export default {
  testTimeout: 30_000,
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots: ['shared-types/src', 'bff', 'tools', 'miniprogram/src', 'admin-h5/src'].map((dir) => `<rootDir>/${dir}`),
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '/bff/test/journeys/', '/bff/test/proof/(chaos|kill)'],
    },
    {
      ...common,
      displayName: 'kill',
      roots: ['<rootDir>/bff/test/proof'],
      testMatch: ['**/kill*.test.ts'],
    },
    {
      ...common,
      displayName: 'chaos',
      roots: ['<rootDir>/bff/test/proof'],
      testMatch: ['**/chaos.test.ts'],
    },
    {
      ...common,
      displayName: 'journeys',
      roots: ['<rootDir>/bff/test/journeys'],
      testMatch: ['**/*.test.ts'],
    },
  ],
};
