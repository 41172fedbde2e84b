import {
  type AlarmCondition,
  type AlarmPolicy,
  type AlarmRule,
  alarmSeverities,
  type SaidFamily,
  type SaidRule,
  saidFamilies,
} from 'shared-types/alarmPolicy';

/** What the shapes of an alarm policy cannot say; `locales/alarm.ts` says it in words. */
export type PolicyFault =
  | 'clearBeyondLimit'
  | 'ruleTwice'
  | 'nothingWatched'
  | 'silenceMixed'
  | 'problemTypeUnknown'
  | 'emergencyUnknown';

export interface FaultAt {
  /** rules.0.conditions.1.clear */
  path: string;
  fault: PolicyFault;
}

/** Problem type -> its emergencies. */
export type KnownTypes = ReadonlyMap<string, readonly string[]>;

const isBeyond = (condition: AlarmCondition): boolean => {
  if (condition.kind === 'threshold')
    return condition.side === 'above' ? condition.clear > condition.limit : condition.clear < condition.limit;
  return condition.kind === 'rate' && condition.clear >= condition.limit;
};

const orderFaults = (order: AlarmRule['order'], path: string, known: KnownTypes): FaultAt[] => {
  if (!order) return [];
  const emergencies = known.get(order.problemTypeId);
  if (!emergencies) return [{ path: `${path}.problemTypeId`, fault: 'problemTypeUnknown' }];
  if (order.emergency === '' || emergencies.includes(order.emergency)) return [];
  return [{ path: `${path}.emergency`, fault: 'emergencyUnknown' }];
};

const ruleFaults = (rule: AlarmRule, path: string, known: KnownTypes): FaultAt[] => {
  const beyond = rule.conditions.flatMap((condition, index): FaultAt[] =>
    isBeyond(condition) ? [{ path: `${path}.conditions.${index}.clear`, fault: 'clearBeyondLimit' }] : [],
  );
  // A reading ends the silence, so nothing that a reading says can hold together with it.
  const mixed =
    rule.match === 'all' &&
    rule.conditions.some(({ kind }) => kind === 'silence') &&
    rule.conditions.some(({ kind }) => kind === 'rate' || kind === 'trend');
  return [
    ...(rule.kinds.length === 0 && !rule.deviceId ? [{ path: `${path}.kinds`, fault: 'nothingWatched' as const }] : []),
    ...beyond,
    ...(mixed ? [{ path: `${path}.conditions`, fault: 'silenceMixed' as const }] : []),
    ...orderFaults(rule.order, `${path}.order`, known),
  ];
};

/** What becomes of each thing that cameras, devices and meters say, in one list. */
export const saidRulesOf = (
  policy: AlarmPolicy,
): { family: SaidFamily; kind: string; path: string; rule: SaidRule }[] =>
  saidFamilies.flatMap((family) =>
    Object.entries(policy[family]).map(([kind, rule]) => ({ family, kind, path: `${family}.${kind}`, rule })),
  );

/** Everything that is wrong with a well-formed policy; empty: it may come into force. */
export const policyFaults = (policy: AlarmPolicy, known: KnownTypes): FaultAt[] => [
  ...policy.rules.flatMap((rule, index) => [
    ...(policy.rules.findIndex(({ id }) => id === rule.id) < index
      ? [{ path: `rules.${index}.id`, fault: 'ruleTwice' as const }]
      : []),
    ...ruleFaults(rule, `rules.${index}`, known),
  ]),
  ...saidRulesOf(policy).flatMap(({ path, rule }) => orderFaults(rule.order, `${path}.order`, known)),
];

export type Difference =
  | {
      kind: 'deadline';
      path: string;
      severity: (typeof alarmSeverities)[number];
      field: string;
      from: number;
      to: number;
    }
  | { kind: 'said'; path: string; family: SaidFamily; what: string; before: SaidRule; after: SaidRule }
  | { kind: 'rule'; path: string; before: AlarmRule | null; after: AlarmRule | null };

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** What is different in `after`. */
export const differencesOf = (before: AlarmPolicy, after: AlarmPolicy): Difference[] => {
  const deadlines = alarmSeverities.flatMap((severity) =>
    (['acknowledgeMinutes', 'handleMinutes', 'againMinutes'] as const).flatMap((field): Difference[] => {
      const [from, to] = [before.deadlines[severity][field], after.deadlines[severity][field]];
      return from === to
        ? []
        : [{ kind: 'deadline', path: `deadlines.${severity}.${field}`, severity, field, from, to }];
    }),
  );
  const were = new Map(saidRulesOf(before).map(({ path, rule }) => [path, rule]));
  const said = saidRulesOf(after).flatMap(({ family, kind: what, path, rule }): Difference[] => {
    const was = were.get(path);
    return was && differ(was, rule) ? [{ kind: 'said', path, family, what, before: was, after: rule }] : [];
  });
  const ids = [...new Set([...before.rules, ...after.rules].map(({ id }) => id))];
  const rules = ids.flatMap((id): Difference[] => {
    const was = before.rules.find((rule) => rule.id === id) ?? null;
    const is = after.rules.find((rule) => rule.id === id) ?? null;
    return differ(was, is) ? [{ kind: 'rule', path: `rules.${id}`, before: was, after: is }] : [];
  });
  return [...deadlines, ...said, ...rules];
};
