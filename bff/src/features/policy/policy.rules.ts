import type { ChainRule, ServicePolicy } from 'shared-types/policy';

/** What the shapes of a policy cannot say; `locales/policy.ts` says it in words. */
export type PolicyFault =
  | 'hoursReversed'
  | 'hoursBeyondDay'
  | 'weightsAllZero'
  | 'respondAfterArrive'
  | 'arriveAfterFinish'
  | 'respondAfterFinish'
  | 'warningTooEarly'
  | 'hintAboveThreshold'
  | 'ruleTwice'
  | 'problemTypeUnknown'
  | 'skillUnknown'
  | 'departmentWithoutOrders'
  | 'visitHoursReversed'
  | 'opensTwice';

/** What a rule may speak of, as the product's data names it. */
export interface Known {
  problemTypeIds: ReadonlySet<string>;
  skills: ReadonlySet<string>;
  /** Departments that take orders. */
  departments: ReadonlySet<string>;
}

export interface FaultAt {
  /** chain.rules.2.opens.0.skill */
  path: string;
  fault: PolicyFault;
}

const firstTwice = (values: readonly string[]): number =>
  values.findIndex((value, index) => values.indexOf(value) !== index);

const hoursFaults = ({ workingHours: hours }: ServicePolicy): FaultAt[] => {
  if (!hours) return [];
  if (hours.from > '24:00' || hours.to > '24:00') return [{ path: 'workingHours.to', fault: 'hoursBeyondDay' }];
  return hours.from < hours.to ? [] : [{ path: 'workingHours.to', fault: 'hoursReversed' }];
};

const clockFaults = ({ general, emergency, warnings }: ServicePolicy): FaultAt[] => {
  const found: FaultAt[] = [];
  const check = (broken: boolean, path: string, fault: PolicyFault): void => {
    if (broken) found.push({ path, fault });
  };
  check(general.respondMinutes > general.finishMinutes, 'general.finishMinutes', 'respondAfterFinish');
  check(emergency.respondMinutes > emergency.arriveMinutes, 'emergency.arriveMinutes', 'respondAfterArrive');
  check(emergency.arriveMinutes > emergency.finishMinutes, 'emergency.finishMinutes', 'arriveAfterFinish');
  const { respondMinutes, arriveMinutes, finishMinutes, callbackMinutes } = emergency;
  const shortest = {
    general: Math.min(general.respondMinutes, general.finishMinutes),
    emergency: Math.min(respondMinutes, arriveMinutes, finishMinutes, callbackMinutes),
  };
  check(warnings.generalMinutes >= shortest.general, 'warnings.generalMinutes', 'warningTooEarly');
  check(warnings.emergencyMinutes >= shortest.emergency, 'warnings.emergencyMinutes', 'warningTooEarly');
  return found;
};

const ruleFaults = (rule: ChainRule, at: string, known: Known): FaultAt[] => {
  const found: FaultAt[] = [];
  for (const [index, id] of rule.on.problemTypeIds.entries())
    if (!known.problemTypeIds.has(id))
      found.push({ path: `${at}.on.problemTypeIds.${index}`, fault: 'problemTypeUnknown' });
  for (const [index, { department, skill }] of rule.opens.entries()) {
    const path = `${at}.opens.${index}`;
    if (!known.departments.has(department))
      found.push({ path: `${path}.department`, fault: 'departmentWithoutOrders' });
    if (!known.skills.has(skill)) found.push({ path: `${path}.skill`, fault: 'skillUnknown' });
  }
  const twice = firstTwice(rule.opens.map(({ department }) => department));
  if (twice >= 0) found.push({ path: `${at}.opens.${twice}.department`, fault: 'opensTwice' });
  return found;
};

const chainFaults = ({ chain }: ServicePolicy, known: Known): FaultAt[] => {
  const twice = firstTwice(chain.rules.map(({ id }) => id));
  return [
    ...(twice >= 0 ? [{ path: `chain.rules.${twice}.id`, fault: 'ruleTwice' as const }] : []),
    ...chain.rules.flatMap((rule, index) => ruleFaults(rule, `chain.rules.${index}`, known)),
  ];
};

const visitFaults = ({ homeVisit }: ServicePolicy): FaultAt[] => {
  const { morningFrom, morningTo, afternoonFrom, afternoonTo } = homeVisit;
  const hours = ['morningTo', 'afternoonFrom', 'afternoonTo'] as const;
  const broken = [morningTo <= morningFrom, afternoonFrom < morningTo, afternoonTo <= afternoonFrom];
  return hours
    .filter((_, index) => broken[index])
    .map((name) => ({ path: `homeVisit.${name}`, fault: 'visitHoursReversed' }));
};

/** Everything that is wrong with a well-formed policy; empty: it may come into force. */
export const policyFaults = (policy: ServicePolicy, known: Known): FaultAt[] => {
  const { weights } = policy.dispatch;
  const { emergencyHintBp, emergencyThresholdBp } = policy.recognition;
  return [
    ...hoursFaults(policy),
    ...clockFaults(policy),
    ...visitFaults(policy),
    ...(Object.values(weights).every((weight) => weight === 0)
      ? [{ path: 'dispatch.weights.skill', fault: 'weightsAllZero' as const }]
      : []),
    ...(emergencyHintBp > emergencyThresholdBp
      ? [{ path: 'recognition.emergencyHintBp', fault: 'hintAboveThreshold' as const }]
      : []),
    ...chainFaults(policy, known),
  ];
};

/** Paths of the values that change as one: a number, a choice, the working hours, the list of rules. */
export type PolicyLeaf<T = ServicePolicy, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends Record<string, unknown> ? PolicyLeaf<T[K], `${P}${K}.`> : `${P}${K}`;
}[keyof T & string];

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const whole: readonly string[] = ['workingHours' satisfies PolicyLeaf];

/** Every leaf of a policy with its value, in the order of the schema. */
export const leavesOf = (group: object, at = ''): { path: PolicyLeaf; value: unknown }[] =>
  Object.entries(group).flatMap(([name, value]) => {
    const path = `${at}${name}`;
    return isGroup(value) && !whole.includes(path)
      ? leavesOf(value, `${path}.`)
      : [{ path: path as PolicyLeaf, value }];
  });

/** Weekdays in another order are the same days, words in another order the same words. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.every((one) => typeof one !== 'object')
      ? value.toSorted((a, b) => (a < b ? -1 : Number(a > b)))
      : value.map(canonical);
  if (!isGroup(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, canonical(value[name])]),
  );
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

export type Difference =
  | { kind: 'value'; path: PolicyLeaf; before: unknown; after: unknown }
  /** Null before: a rule that is new; null after: one that is gone. */
  | { kind: 'rule'; path: string; before: ChainRule | null; after: ChainRule | null };

const ruleDifferences = (before: readonly ChainRule[], after: readonly ChainRule[]): Difference[] => {
  const were = new Map(before.map((rule) => [rule.id, rule]));
  const are = new Map(after.map((rule) => [rule.id, rule]));
  return [...new Set([...were.keys(), ...are.keys()])]
    .map((id) => ({ id, before: were.get(id) ?? null, after: are.get(id) ?? null }))
    .filter((pair) => !same(pair.before, pair.after))
    .map(({ id, ...pair }) => ({ kind: 'rule' as const, path: `chain.rules.${id}`, ...pair }));
};

/** What is different in `after`: each leaf, and each rule by its id wherever it stands in the list. */
export const differencesOf = (before: ServicePolicy, after: ServicePolicy): Difference[] => {
  const values = new Map(leavesOf(after).map(({ path, value }) => [path, value]));
  const differences: Difference[] = leavesOf(before)
    .filter(({ path, value }) => path !== 'chain.rules' && !same(value, values.get(path)))
    .map(({ path, value }) => ({ kind: 'value', path, before: value, after: values.get(path) }));
  return [...differences, ...ruleDifferences(before.chain.rules, after.chain.rules)];
};

/** Whether dispatch has to look at its workers again. */
export const touchesDispatch = (differences: readonly Difference[]): boolean =>
  differences.some(({ path }) => path.startsWith('dispatch.'));
