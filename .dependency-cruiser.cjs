// The law of imports, as data. Every rule says what to do instead; tools/import-law.test.ts plants a violation of each.
const doors = require('./scripts/feature-doors.json');

// Fixtures stand beside the tests that share them.
const tests = '(\\.(test|fixture)\\.tsx?$|/test/|/fixtures?/)';
const feature = (name) => `^bff/src/features/${name}/`;

/** Doors must not make a ring: repair → identity → repair would be one feature in two folders. */
const refuseRings = (edges) => {
  const visit = (name, path) => {
    if (path.includes(name)) throw new Error(`scripts/feature-doors.json has a ring: ${[...path, name].join(' → ')}`);
    for (const next of edges[name] ?? []) visit(next, [...path, name]);
  };
  for (const name of Object.keys(edges)) visit(name, []);
};
refuseRings(doors);

/** One rule a feature: the doors that it may not use. */
const edgeRules = Object.entries(doors).map(([name, allowed]) => ({
  name: `feature-edge-${name}`,
  severity: 'error',
  comment: `${name} may use the doors of: ${allowed.join(', ') || 'nobody'}. Listen to an event, or add the edge to scripts/feature-doors.json and defend it in review.`,
  from: { path: feature(name), pathNot: tests },
  to: { path: '^bff/src/features/[^/]+/', pathNot: [name, ...allowed].map(feature) },
}));

const forbidden = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment:
      'Files must not import each other in a ring. Move what both need into a third file, or hand it in as an argument.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'feature-through-door',
    severity: 'error',
    comment:
      "A feature reaches another only through its *.door.ts. Export what you need from the other feature's door.",
    from: { path: '^bff/src/features/([^/]+)/', pathNot: tests },
    to: { path: '^bff/src/features/[^/]+/', pathNot: ['^bff/src/features/$1/', '\\.door\\.ts$'] },
  },
  {
    name: 'feature-without-edges',
    severity: 'error',
    comment: 'This feature has no line in scripts/feature-doors.json. Add one with the doors it may use.',
    from: { path: '^bff/src/features/([^/]+)/', pathNot: [tests, ...Object.keys(doors).map(feature)] },
    to: { path: '^bff/src/features/[^/]+/', pathNot: '^bff/src/features/$1/' },
  },
  {
    name: 'nobody-imports-notification',
    severity: 'error',
    comment: 'Nobody imports notification: publish an event in your transaction, and notification listens to it.',
    from: { path: '^bff/src/features/', pathNot: [tests, feature('notification')] },
    to: { path: feature('notification') },
  },
  ...edgeRules,
  {
    name: 'rules-are-pure',
    severity: 'error',
    comment:
      '*.rules.ts and *.machine.ts import kernel, shared-types and each other. Hand in clock, data and I/O results as arguments.',
    from: { path: '^bff/src/.*\\.(rules|machine)\\.ts$' },
    // A type vanishes when compiled: it brings no clock, no randomness, no I/O.
    to: {
      pathNot: ['^bff/src/kernel/', '^shared-types/src/', '\\.(rules|machine)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'orm-in-stores-only',
    severity: 'error',
    comment:
      'Only *.store.ts, *.entity.ts and platform know the ORM. Put the read or write into the store of the feature.',
    from: { path: '^bff/src/', pathNot: ['\\.(store|entity)\\.ts$', '^bff/src/platform/', tests] },
    to: { path: '(^|node_modules/)typeorm(/|$)' },
  },
  {
    name: 'shared-types-only-zod-mini',
    severity: 'error',
    comment: 'shared-types imports zod/mini and itself, nothing else: it is compiled into the mini-program.',
    from: { path: '^shared-types/src/', pathNot: tests },
    to: { pathNot: ['^shared-types/src/', '(^|node_modules/)zod/(v4/)?mini(/|$)'] },
  },
  {
    name: 'kernel-is-pure',
    severity: 'error',
    comment:
      'kernel imports shared-types, itself and node:crypto (hashes), nothing else. What needs a library or I/O belongs to platform.',
    from: { path: '^bff/src/kernel/', pathNot: tests },
    to: { pathNot: ['^bff/src/kernel/', '^shared-types/src/', '^(node:)?crypto$'] },
  },
  {
    name: 'platform-knows-no-feature',
    severity: 'error',
    comment: 'platform, http and adapters know no feature. Register the feature in bff/src/app.ts and hand it in.',
    from: { path: '^bff/src/(platform|http|adapters)/', pathNot: tests },
    to: { path: '^bff/src/features/' },
  },
  {
    name: 'simulators-stand-alone',
    severity: 'error',
    comment:
      'Simulators import nothing of bff/src: they play the outside, and speak its wire protocol only. What a door judges by is handed to whoever builds controllers, and so to ours.',
    from: { path: '^bff/simulators/', pathNot: tests },
    to: {
      path: '^bff/src/',
      pathNot: '^bff/src/kernel/(door|doorList|doorToken|keypad|ownCode|passCode|ulidBytes)\\.ts$',
    },
  },
  {
    name: 'product-without-simulators',
    severity: 'error',
    comment: 'bff/src imports nothing of simulators, seed, bench or test: production must run without them.',
    from: { path: '^bff/src/', pathNot: tests },
    to: { path: '^bff/(simulators|bench|simulate|test)/' },
  },
  {
    name: 'ui-knows-no-feature',
    severity: 'error',
    comment: 'ui/ and lib/ of a front end know no feature, tab or route. Hand in what they need as props or arguments.',
    from: { path: '^(miniprogram|admin-h5)/src/(ui|lib|styles|locales)/', pathNot: tests },
    to: { path: '^(miniprogram|admin-h5)/src/(features|tabs|routes|entries)/' },
  },
  {
    name: 'front-features-apart',
    severity: 'error',
    comment:
      'Features of a front end do not import each other. Compose them in tabs/ or routes/, or share through ui/ and lib/.',
    from: { path: '^(miniprogram|admin-h5)/src/features/([^/]+)/', pathNot: tests },
    to: { path: '^(miniprogram|admin-h5)/src/features/[^/]+/', pathNot: '^$1/src/features/$2/' },
  },
  {
    name: 'front-without-bff',
    severity: 'error',
    comment: 'Front ends import nothing of bff/ and nothing of each other: what both know stands in shared-types.',
    from: { path: '^(miniprogram|admin-h5)/' },
    to: { path: ['^bff/', '^(miniprogram|admin-h5)/'], pathNot: '^$1/' },
  },
  {
    name: 'bff-without-front',
    severity: 'error',
    comment: 'bff imports nothing of the front ends: what both know stands in shared-types.',
    from: { path: '^bff/(src|simulators|migrations|seed)/' },
    to: { path: '^(miniprogram|admin-h5)/' },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json', '.weapp.ts', '.h5.ts'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default', 'require'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
