import fc from 'fast-check';
import { departments } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import { fromForm, newRuleId, toDuration, toForm } from './policyForm';

const day = 1440;
const minutes = (most: number) => fc.integer({ min: 1, max: most });
const bp = fc.integer({ min: 0, max: 10_000 });
const upTo = (most: number, least = 0) => fc.integer({ min: least, max: most });
const word = (most: number) =>
  fc.stringMatching(/^[一-龥a-z0-9、， ]+$/, { maxLength: most }).filter((w) => w.trim() === w && w.length > 0);
const clock = fc.constantFrom('00:00', '08:00', '17:30', '24:00');

const rule = fc.record({
  id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  name: word(20),
  on: fc.record({
    problemTypeIds: fc.array(fc.constantFrom('lift', 'plumbing', 'lock'), { minLength: 1, maxLength: 3 }),
    words: fc.array(word(20), { maxLength: 4 }),
    urgency: fc.constantFrom('any' as const, 'general' as const, 'emergency' as const),
  }),
  opens: fc.array(
    fc.record({ department: fc.constantFrom(...departments), skill: fc.constant('guard'), task: word(30) }),
    { minLength: 1, maxLength: 3 },
  ),
  active: fc.boolean(),
});

const policies: fc.Arbitrary<ServicePolicy> = fc.record({
  general: fc.record({ respondMinutes: minutes(7 * day), finishMinutes: minutes(60 * day) }),
  emergency: fc.record({
    respondMinutes: minutes(day),
    arriveMinutes: minutes(day),
    finishMinutes: minutes(60 * day),
    callbackMinutes: minutes(7 * day),
  }),
  workingHours: fc.option(
    fc.record({ from: clock, to: clock, weekdays: fc.uniqueArray(upTo(7, 1), { minLength: 1 }) }),
  ),
  warnings: fc.record({ generalMinutes: minutes(day), emergencyMinutes: minutes(day) }),
  escalation: fc.record({
    generalAgainMinutes: minutes(day),
    emergencyAgainMinutes: minutes(day),
    followMinutes: minutes(7 * day),
  }),
  pause: fc.record({ mostDays: upTo(60, 1), mostTimes: upTo(20) }),
  confirmDays: upTo(60, 1),
  reopenDays: upTo(60),
  readingDays: upTo(3650, 7),
  readingHourDays: upTo(3650, 31),
  visitorRecordDays: upTo(3650, 1),
  ownDoors: fc.record({
    codeHours: upTo(72, 1),
    doorDays: upTo(14, 1),
    remote: fc.boolean(),
    remotePerHour: upTo(60, 1),
  }),
  urge: fc.record({ most: upTo(20), everyMinutes: minutes(7 * day), escalateFrom: upTo(20, 1) }),
  dispatch: fc.record({
    automatic: fc.boolean(),
    defaultLimit: upTo(50, 1),
    generalAcceptMinutes: minutes(day),
    emergencyAcceptMinutes: minutes(day),
    retryMinutes: minutes(day),
    weights: fc.record({ skill: upTo(100), place: upTo(100), load: upTo(100), distance: upTo(100) }),
  }),
  recognition: fc.record({ typeThresholdBp: bp, emergencyThresholdBp: bp, emergencyHintBp: bp }),
  complaint: fc.record({ similarDays: upTo(60, 1), objections: upTo(5), publishFrom: upTo(100, 1) }),
  spotCheck: fc.record({ shareBp: bp, withinDays: upTo(60, 1) }),
  device: fc.record({ secretGraceMinutes: minutes(30 * day), offlineMinutes: minutes(30 * day) }),
  followUp: fc.record({
    stars: upTo(4, 1),
    serviceMinutes: upTo(1440, 1),
    supervisorMinutes: upTo(1440, 1),
    managerMinutes: upTo(2880, 1),
    planMinutes: upTo(4320, 1),
    againMinutes: upTo(1440, 1),
  }),
  whitePaper: fc.record({
    day: upTo(28, 1),
    hour: upTo(23, 0),
    repeatTimes: upTo(20, 2),
    repeatDays: upTo(365, 7),
    workerHours: upTo(300, 10),
  }),
  metering: fc.record({
    leakNights: upTo(14, 1),
    leakLitresPerHour: upTo(1000, 1),
    emptyWaterLitres: upTo(10_000, 1),
    emptyPowerWh: upTo(100_000, 1),
    lostShareBp: bp,
    overloadWatts: upTo(100_000, 500),
    silentMinutes: minutes(30 * day),
  }),
  announcement: fc.record({
    remindAfterMinutes: minutes(30 * day),
    mostReminders: upTo(5),
    freshDays: upTo(365, 1),
  }),
  inquiry: fc.record({ sureBp: bp, waitMinutes: minutes(day) }),
  homeVisit: fc.record({
    perHalf: upTo(200),
    aheadDays: upTo(60, 1),
    weekdays: fc.uniqueArray(upTo(7, 1), { minLength: 1 }),
    morningFrom: upTo(23),
    morningTo: upTo(24, 1),
    afternoonFrom: upTo(23),
    afternoonTo: upTo(24, 1),
    giveMinutes: minutes(2 * day),
  }),
  chain: fc.record({
    when: fc.constantFrom('at-once' as const, 'on-take' as const),
    rules: fc.array(rule, { maxLength: 3 }),
  }),
});

test('rules become a form and the form the same rules, and the same form again', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const form = toForm(policy);
      const back = fromForm(form);
      expect(back.bad).toEqual({});
      expect(back.policy).toEqual(policy);
      expect(back.policy && toForm(back.policy)).toEqual(form);
    }),
    { numRuns: 1_000 },
  );
});

const any = (): ServicePolicy => fc.sample(policies, { numRuns: 1, seed: 7 })[0] as ServicePolicy;

test('durations are said in the largest unit that fits; a day is 24 hours', () => {
  expect(toDuration(90)).toEqual({ amount: '90', unit: 'minute' });
  expect(toDuration(120)).toEqual({ amount: '2', unit: 'hour' });
  expect(toDuration(1_440)).toEqual({ amount: '24', unit: 'hour' });
  expect(toDuration(10_080)).toEqual({ amount: '7', unit: 'day' });
});

test('every wrong field is named, with its bound', () => {
  const form = toForm(any());
  form.durations['emergency.arriveMinutes'] = { amount: '2', unit: 'day' };
  form.durations['general.respondMinutes'] = { amount: '半', unit: 'hour' };
  form.counts['dispatch.defaultLimit'] = '0';
  form.shares['spotCheck.shareBp'] = '10.555';
  expect(fromForm(form)).toEqual({
    policy: null,
    bad: {
      'emergency.arriveMinutes': { kind: 'most', bound: 1_440 },
      'general.respondMinutes': { kind: 'number' },
      'dispatch.defaultLimit': { kind: 'least', bound: 1 },
      'spotCheck.shareBp': { kind: 'percent' },
    },
  });
});

test('without working hours the clocks run day and night', () => {
  const form = toForm({ ...any(), workingHours: { from: '08:00', to: '18:00', weekdays: [1] } });
  expect(fromForm({ ...form, workingHours: { ...form.workingHours, on: false } }).policy?.workingHours).toBeNull();
});

test('a new rule has an id of its own', () => {
  const used = ['rule-1', 'rule-2'].map((id) => ({ id }) as ServicePolicy['chain']['rules'][number]);
  expect(newRuleId(used)).toBe('rule-3');
  expect(newRuleId(used.slice(1))).toBe('rule-3');
});
