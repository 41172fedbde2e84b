// The pure rules whose tests `npm run mutate` tries, and those tests.
const features = 'bff/src/features';

const rules = [
  'bff/src/kernel/workingTime',
  'bff/src/kernel/money',
  'bff/src/kernel/personal',
  'bff/src/kernel/quietHours',
  ...['promise', 'escalation', 'loop', 'order', 'repair', 'chain', 'typing', 'complaint'].map(
    (name) => `${features}/repair/${name}.rules`,
  ),
  ...['dispatch', 'assignment', 'distance', 'quality'].map((name) => `${features}/dispatch/${name}.rules`),
  ...['complaint', 'similar'].map((name) => `${features}/complaint/${name}.rules`),
  `${features}/quality/sample.rules`,
  `${features}/policy/policy.rules`,
  'bff/src/kernel/period',
  `${features}/disclosure/report.rules`,
  `${features}/followup/followup.rules`,
  ...['figures', 'forecast', 'paper'].map((name) => `${features}/whitepaper/${name}.rules`),
  `${features}/invoice/invoice.rules`,
  ...['bill', 'charge', 'discount', 'fee', 'late', 'period', 'pool', 'reading', 'tariff'].map(
    (name) => `${features}/billing/${name}.rules`,
  ),
  ...['arrearsRow', 'reminder'].map((name) => `${features}/account/${name}.rules`),
  ...['plan', 'settle'].map((name) => `${features}/payment/${name}.rules`),
  `${features}/refund/refund.rules`,
  ...['compare', 'difference', 'funds'].map((name) => `${features}/reconciliation/${name}.rules`),
  `${features}/access/pass.rules`,
  ...['article', 'phrasing', 'retrieval'].map((name) => `${features}/inquiry/${name}.rules`),
  ...['audience', 'outage', 'reminder'].map((name) => `${features}/announcement/${name}.rules`),
  `${features}/face/face.rules`,
  `${features}/homevisit/homevisit.rules`,
  `${features}/doorcard/doorCard.rules`,
  `${features}/kiosk/kiosk.rules`,
  'bff/src/kernel/ownCode',
  `${features}/device/device.rules`,
  ...['meter', 'use'].map((name) => `${features}/metering/${name}.rules`),
  `${features}/telemetry/telemetry.rules`,
  `${features}/control/control.rules`,
  ...['autodebit', 'results'].map((name) => `${features}/autodebit/${name}.rules`),
  ...['alarm', 'clock', 'policy', 'trend'].map((name) => `${features}/alarm/${name}.rules`),
];

export const ruleFiles = rules.map((rule) => `${rule}.ts`);
/** Beside each rule, and what is too long for that. */
export const ruleTests = [...rules.map((rule) => `${rule}.test.ts`), `${features}/repair/classify.rules.test.ts`];
