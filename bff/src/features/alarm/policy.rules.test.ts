import type { AlarmPolicy } from 'shared-types/alarmPolicy';
import { defaultAlarmPolicy } from './policy.queries.js';
import { differencesOf, policyFaults } from './policy.rules.js';

const known = new Map([
  ['lift', ['困人']],
  ['fire', ['冒烟', '消防报警']],
]);
const altered = (change: (policy: AlarmPolicy) => void): AlarmPolicy => {
  const policy = structuredClone(defaultAlarmPolicy);
  change(policy);
  return policy;
};
const first = (policy: AlarmPolicy) => policy.rules[0] as AlarmPolicy['rules'][number];

it('has nothing against the defaults', () => expect(policyFaults(defaultAlarmPolicy, known)).toEqual([]));

it.each<[string, (policy: AlarmPolicy) => void, string[]]>([
  [
    'a recovery beyond the limit',
    (p) => Object.assign(first(p).conditions[0] as object, { clear: 4.6 }),
    ['rules.0.conditions.0.clear clearBeyondLimit'],
  ],
  [
    'a recovery on the wrong side of a lower limit',
    (p) => Object.assign(first(p).conditions[0] as object, { side: 'below', limit: 1, clear: 0.5 }),
    ['rules.0.conditions.0.clear clearBeyondLimit'],
  ],
  ['a recovery at the limit', (p) => Object.assign(first(p).conditions[0] as object, { clear: 4.5 }), []],
  ['two rules of one id', (p) => Object.assign(first(p), { id: 'smoke' }), ['rules.4.id ruleTwice']],
  ['a rule that watches nothing', (p) => Object.assign(first(p), { kinds: [] }), ['rules.0.kinds nothingWatched']],
  [
    'silence together with a change',
    (p) =>
      first(p).conditions.push(
        { kind: 'silence', minutes: 5 },
        { kind: 'rate', metric: 'vibration', direction: 'rise', withinMinutes: 5, limit: 1, clear: 0 },
      ),
    ['rules.0.conditions silenceMixed'],
  ],
  [
    'a problem type that nobody knows',
    (p) => Object.assign(first(p), { order: { problemTypeId: 'rocket', emergency: '' } }),
    ['rules.0.order.problemTypeId problemTypeUnknown'],
  ],
  [
    'an emergency of another type',
    (p) => Object.assign(p.camera.loitering, { order: { problemTypeId: 'lift', emergency: '冒烟' } }),
    ['camera.loitering.order.emergency emergencyUnknown'],
  ],
])('says of %s', (_title, change, faults) => {
  expect(policyFaults(altered(change), known).map(({ path, fault }) => `${path} ${fault}`)).toEqual(faults);
});

it('finds what is different, rule by rule', () => {
  const after = altered((p) => {
    p.deadlines.serious.handleMinutes = 60;
    p.camera.loitering.active = false;
    p.told.smoke.severity = 'serious';
    p.found.leak.order = { problemTypeId: 'leak', emergency: '' };
    p.rules.splice(1, 1);
    first(p).severity = 'emergency';
  });
  expect(differencesOf(defaultAlarmPolicy, after).map(({ path }) => path)).toEqual([
    'deadlines.serious.handleMinutes',
    'camera.loitering',
    'told.smoke',
    'found.leak',
    'rules.lift-vibration',
    'rules.lift-rope-worn',
  ]);
  expect(differencesOf(after, after)).toEqual([]);
});
