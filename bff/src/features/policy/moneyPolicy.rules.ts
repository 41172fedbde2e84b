import type { MoneyPolicy } from 'shared-types/moneyPolicy';

/** What the shapes of a money policy cannot say; `locales/moneyPolicy.ts` says it in words. */
export type MoneyFault = 'dueBeforeRun' | 'stagesNotAscending' | 'stageBeforeRun' | 'quietSame' | 'quietTooLong';

export interface MoneyFaultAt {
  /** reminders.quietTo */
  path: string;
  fault: MoneyFault;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const dayMinutes = 1440;
/** So long at least a day people may be reminded; else a sweep that is late would fall silent for good. */
const leastOpenMinutes = 120;

const reminderFaults = ({ billing, reminders }: MoneyPolicy): MoneyFaultAt[] => {
  const { stagesDays, quietFrom, quietTo } = reminders;
  const faults: MoneyFaultAt[] = [];
  const falling = stagesDays.findIndex((days, index) => index > 0 && days <= (stagesDays[index - 1] ?? days));
  if (falling >= 0) faults.push({ path: `reminders.stagesDays.${falling}`, fault: 'stagesNotAscending' });
  const early = stagesDays.findIndex((days) => billing.dueDay + days < billing.runDay);
  if (early >= 0) faults.push({ path: `reminders.stagesDays.${early}`, fault: 'stageBeforeRun' });
  const open = (minutesOf(quietFrom) - minutesOf(quietTo) + dayMinutes) % dayMinutes;
  if (open === 0) faults.push({ path: 'reminders.quietTo', fault: 'quietSame' });
  else if (open < leastOpenMinutes) faults.push({ path: 'reminders.quietTo', fault: 'quietTooLong' });
  return faults;
};

/** Everything that is wrong with a well-formed money policy; empty: it may come into force. */
export const moneyFaults = (policy: MoneyPolicy): MoneyFaultAt[] => [
  ...(policy.billing.dueDay < policy.billing.runDay
    ? [{ path: 'billing.dueDay', fault: 'dueBeforeRun' as const }]
    : []),
  ...reminderFaults(policy),
];

/** billing.runDay, reminders.stagesDays, … */
export type MoneyLeaf = {
  [G in keyof MoneyPolicy & string]: `${G}.${keyof MoneyPolicy[G] & string}`;
}[keyof MoneyPolicy & string];

interface LeafValue {
  path: MoneyLeaf;
  value: unknown;
}

/** Every value of a policy, in the order of the schema. */
export const moneyLeavesOf = (policy: MoneyPolicy): LeafValue[] =>
  Object.entries(policy).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => ({ path: `${group}.${name}` as MoneyLeaf, value })),
  );

export interface MoneyDifference {
  path: MoneyLeaf;
  before: unknown;
  after: unknown;
}

/** What is different in `after`. */
export const moneyDifferences = (before: MoneyPolicy, after: MoneyPolicy): MoneyDifference[] => {
  const values = new Map(moneyLeavesOf(after).map(({ path, value }) => [path, value]));
  return moneyLeavesOf(before)
    .map(({ path, value }) => ({ path, before: value, after: values.get(path) }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
};
