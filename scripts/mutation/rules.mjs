// The pure rules whose tests `npm run mutate` tries, and those tests.
const features = 'bff/src/features';

const rules = [
  'bff/src/kernel/workingTime',
  ...['promise', 'escalation', 'loop', 'order', 'repair', 'chain', 'typing'].map(
    (name) => `${features}/repair/${name}.rules`,
  ),
  ...['dispatch', 'assignment', 'distance', 'quality'].map((name) => `${features}/dispatch/${name}.rules`),
  `${features}/quality/sample.rules`,
  `${features}/policy/policy.rules`,
];

export const ruleFiles = rules.map((rule) => `${rule}.ts`);
/** Beside each rule, and what is too long for that. */
export const ruleTests = [...rules.map((rule) => `${rule}.test.ts`), `${features}/repair/classify.rules.test.ts`];
