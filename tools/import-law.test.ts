import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findViolations, type ImportViolation } from '../scripts/lib/import-law.mjs';

const repository = path.resolve(import.meta.dirname, '..');
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
const features = 'bff/src/features';

/** Files of a small product in which every law is broken once, and some neighbours that keep it. */
const files: Record<string, string> = {
  'shared-types/src/repair.ts': "import * as z from 'zod/mini';\nexport const a = z;",
  'shared-types/src/bad.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
  'bff/src/kernel/result.ts': "import { a } from 'shared-types/repair';\nexport const ok = a;",
  'bff/src/kernel/bad.ts': "import '../platform/ring.js';\nexport const k = 1;",
  'bff/src/platform/ring.ts': 'export const ring = 1;',
  'bff/src/platform/ringA.ts': "import { b } from './ringB.js';\nexport const a = b;",
  'bff/src/platform/ringB.ts': "import { a } from './ringA.js';\nexport const b = a;",
  'bff/src/platform/bad.ts': `import '../features/file/file.door.js';`,
  'bff/src/bad.ts': "import '../simulators/wechat.js';",
  'bff/src/front.ts': "import '../../admin-h5/src/ui/Button.js';",
  'bff/simulators/wechat.ts': 'export const w = 1;',
  'bff/simulators/bad.ts': "import '../src/kernel/result.js';",
  [`${features}/file/file.door.ts`]: 'export const door = 1;',
  [`${features}/file/file.store.ts`]: "import 'typeorm';\nexport const store = 1;",
  [`${features}/community/community.door.ts`]: 'export const door = 1;',
  [`${features}/identity/identity.door.ts`]: 'export const door = 1;',
  [`${features}/repair/repair.door.ts`]: "import '../community/community.door.js';\nexport const door = 1;",
  [`${features}/policy/policy.door.ts`]: 'export const door = 1;',
  [`${features}/dispatch/dispatch.door.ts`]: "import '../policy/policy.door.js';\nexport const door = 1;",
  [`${features}/quality/quality.door.ts`]: "import '../dispatch/dispatch.door.js';\nexport const door = 1;",
  [`${features}/ledger/ledger.door.ts`]: "import '../policy/policy.door.js';\nexport const door = 1;",
  [`${features}/spending/spending.door.ts`]: "import '../ledger/ledger.door.js';\nexport const door = 1;",
  [`${features}/notification/notification.door.ts`]: 'export const door = 1;',
  [`${features}/estate/estate.door.ts`]: 'export const door = 1;',
  [`${features}/operations/operations.door.ts`]: 'export const door = 1;',
  [`${features}/repair/inside.ts`]: "import '../file/file.store.js';",
  [`${features}/repair/orm.queries.ts`]: "import 'typeorm';",
  [`${features}/repair/good.rules.ts`]:
    "import '../../kernel/result.js';\nimport type { Row } from './row.entity.js';\nexport type R = Row;",
  [`${features}/repair/row.entity.ts`]: "import 'typeorm';\nexport interface Row { a: 1 }\nexport const row = 1;",
  [`${features}/repair/bad.rules.ts`]: "import { row } from './row.entity.js';\nexport const r = row;",
  [`${features}/stranger/stranger.routes.ts`]: "import '../file/file.door.js';",
  [`${features}/repair/tells.ts`]: "import '../notification/notification.door.js';",
  'admin-h5/src/ui/Button.tsx': 'export const Button = 1;',
  'admin-h5/src/features/a/A.tsx': "import { Button } from '../../ui/Button';\nexport const A = Button;",
  'admin-h5/src/features/b/B.tsx': "import '../a/A';",
  'admin-h5/src/lib/bad.ts': "import '../features/a/A';",
  'miniprogram/src/lib/bff.ts': "import '../../../bff/src/kernel/result.js';",
};

/** An edge that the list of doors does not have, for every feature that has such an edge at all. */
const forbiddenDoor: Record<string, string> = {
  identity: 'repair',
  community: 'repair',
  file: 'repair',
  policy: 'dispatch',
  recognition: 'dispatch',
  dispatch: 'repair',
  repair: 'quality',
  complaint: 'quality',
  quality: 'estate',
  ledger: 'repair',
  spending: 'quality',
  billing: 'repair',
  account: 'repair',
  payment: 'quality',
  refund: 'quality',
  autodebit: 'quality',
  alarm: 'quality',
  access: 'quality',
  announcement: 'quality',
  inquiry: 'quality',
  homevisit: 'quality',
  kiosk: 'quality',
  face: 'quality',
  doorcard: 'quality',
  metering: 'quality',
  whitepaper: 'quality',
  followup: 'quality',
  reconciliation: 'quality',
  disclosure: 'quality',
  invoice: 'quality',
  device: 'quality',
  telemetry: 'quality',
  control: 'quality',
  notification: 'operations',
  operations: 'file',
  estate: 'file',
  home: 'file',
};
for (const [feature, other] of Object.entries(forbiddenDoor)) {
  files[`${features}/${feature}/edge.ts`] = `import '../${other}/${other}.door.js';`;
}

const expected: Record<string, string> = {
  'shared-types/src/bad.ts': 'shared-types-only-zod-mini',
  'bff/src/kernel/bad.ts': 'kernel-is-pure',
  'bff/src/platform/ringA.ts': 'no-cycles',
  'bff/src/platform/bad.ts': 'platform-knows-no-feature',
  'bff/src/bad.ts': 'product-without-simulators',
  'bff/src/front.ts': 'bff-without-front',
  'bff/simulators/bad.ts': 'simulators-stand-alone',
  [`${features}/repair/orm.queries.ts`]: 'orm-in-stores-only',
  [`${features}/repair/inside.ts`]: 'feature-through-door',
  [`${features}/repair/bad.rules.ts`]: 'rules-are-pure',
  [`${features}/stranger/stranger.routes.ts`]: 'feature-without-edges',
  'admin-h5/src/features/b/B.tsx': 'front-features-apart',
  'admin-h5/src/lib/bad.ts': 'ui-knows-no-feature',
  'miniprogram/src/lib/bff.ts': 'front-without-bff',
};
for (const feature of Object.keys(forbiddenDoor))
  expected[`${features}/${feature}/edge.ts`] = `feature-edge-${feature}`;

let tree: string;
let violations: ImportViolation[];
const brokenBy = (file: string): string[] => violations.filter(({ from }) => from === file).map(({ rule }) => rule);

beforeAll(async () => {
  tree = realpathSync(mkdtempSync(path.join(tmpdir(), 'import-law-')));
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), source);
  }
  mkdirSync(path.join(tree, 'node_modules'));
  for (const name of ['zod', 'typeorm']) {
    symlinkSync(path.join(repository, 'node_modules', name), path.join(tree, 'node_modules', name));
  }
  symlinkSync(path.join(tree, 'shared-types'), path.join(tree, 'node_modules/shared-types'));
  writeFileSync(
    path.join(tree, 'shared-types/package.json'),
    JSON.stringify({
      name: 'shared-types',
      type: 'module',
      exports: { './*': { types: './src/*.ts', default: './src/*.ts' } },
    }),
  );
  ({ violations } = await findViolations(tree, ['shared-types/src', 'bff', 'miniprogram/src', 'admin-h5/src']));
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('law of imports', () => {
  it('has a planted violation of every rule', () => {
    const seen = new Set([...Object.values(expected), 'nobody-imports-notification']);
    expect([...seen].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(expected))('%s breaks %s and nothing else', (file, rule) => {
    expect(brokenBy(file)).toEqual([rule]);
  });

  it('refuses notification, as a neighbour that listens and as a door that is not in the list', () => {
    expect(brokenBy(`${features}/repair/tells.ts`).sort()).toEqual([
      'feature-edge-repair',
      'nobody-imports-notification',
    ]);
  });

  it('lets those pass that keep the law', () => {
    // A ring is named once, at the file where it was found first.
    const guilty = new Set([...Object.keys(expected), `${features}/repair/tells.ts`]);
    expect(violations.filter(({ from }) => !guilty.has(from))).toEqual([]);
  });

  it('lets nobody be kept from their own door for money: no chain leads from doors, faces and cards to it', () => {
    const doors = JSON.parse(readFileSync(path.join(repository, 'scripts/feature-doors.json'), 'utf8')) as Record<
      string,
      string[]
    >;
    const reached = new Set(['access', 'face', 'doorcard', 'kiosk']);
    for (const feature of reached) for (const next of doors[feature] ?? []) reached.add(next);
    const money = ['billing', 'account', 'payment', 'refund', 'ledger', 'autodebit', 'invoice', 'reconciliation'];
    expect([...reached].filter((feature) => money.includes(feature))).toEqual([]);
  });

  it('says what to do instead', () => {
    for (const { message } of violations) expect(message).toMatch(/.{30,}/);
  });
});
