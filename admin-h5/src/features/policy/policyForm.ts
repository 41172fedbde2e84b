import { type ChainRule, ServicePolicy } from 'shared-types/policy';

export const durationPaths = [
  'general.respondMinutes',
  'general.finishMinutes',
  'emergency.respondMinutes',
  'emergency.arriveMinutes',
  'emergency.finishMinutes',
  'emergency.callbackMinutes',
  'warnings.generalMinutes',
  'warnings.emergencyMinutes',
  'escalation.generalAgainMinutes',
  'escalation.emergencyAgainMinutes',
  'escalation.followMinutes',
  'urge.everyMinutes',
  'dispatch.generalAcceptMinutes',
  'dispatch.emergencyAcceptMinutes',
  'dispatch.retryMinutes',
  'device.secretGraceMinutes',
  'device.offlineMinutes',
  'metering.silentMinutes',
  'followUp.serviceMinutes',
  'followUp.supervisorMinutes',
  'followUp.managerMinutes',
  'followUp.planMinutes',
  'followUp.againMinutes',
  'announcement.remindAfterMinutes',
  'inquiry.waitMinutes',
  'homeVisit.giveMinutes',
] as const;
export const countPaths = [
  'pause.mostDays',
  'pause.mostTimes',
  'confirmDays',
  'reopenDays',
  'readingDays',
  'readingHourDays',
  'visitorRecordDays',
  'ownDoors.codeHours',
  'ownDoors.doorDays',
  'ownDoors.remotePerHour',
  'urge.most',
  'urge.escalateFrom',
  'dispatch.defaultLimit',
  'dispatch.weights.skill',
  'dispatch.weights.place',
  'dispatch.weights.load',
  'dispatch.weights.distance',
  'spotCheck.withinDays',
  'followUp.stars',
  'whitePaper.day',
  'whitePaper.hour',
  'whitePaper.repeatTimes',
  'whitePaper.repeatDays',
  'whitePaper.workerHours',
  'complaint.similarDays',
  'complaint.objections',
  'complaint.publishFrom',
  'metering.leakNights',
  'metering.leakLitresPerHour',
  'metering.emptyWaterLitres',
  'metering.emptyPowerWh',
  'metering.overloadWatts',
  'announcement.mostReminders',
  'announcement.freshDays',
  'homeVisit.perHalf',
  'homeVisit.aheadDays',
  'homeVisit.morningFrom',
  'homeVisit.morningTo',
  'homeVisit.afternoonFrom',
  'homeVisit.afternoonTo',
] as const;
export const sharePaths = [
  'recognition.typeThresholdBp',
  'recognition.emergencyThresholdBp',
  'recognition.emergencyHintBp',
  'spotCheck.shareBp',
  'metering.lostShareBp',
  'inquiry.sureBp',
] as const;
export type DurationPath = (typeof durationPaths)[number];
export type CountPath = (typeof countPaths)[number];
export type SharePath = (typeof sharePaths)[number];

export type Unit = 'minute' | 'hour' | 'day';
export const units: readonly Unit[] = ['minute', 'hour', 'day'];
const minutesIn: Record<Unit, number> = { minute: 1, hour: 60, day: 1440 };

export interface Duration {
  amount: string;
  unit: Unit;
}

/** The rules as they are typed: numbers are text, durations have a unit of their own. */
export interface PolicyForm {
  durations: Record<DurationPath, Duration>;
  counts: Record<CountPath, string>;
  /** Percent: 10.5 */
  shares: Record<SharePath, string>;
  workingHours: { on: boolean; from: string; to: string; weekdays: number[] };
  automatic: boolean;
  /** Owners open their doors from afar. */
  remote: boolean;
  /** Days on which somebody may be asked to come. */
  visitWeekdays: number[];
  chainWhen: ServicePolicy['chain']['when'];
  rules: ChainRule[];
}

/** What is wrong with a field: the number is none, or out of its bounds. */
export type Bad = { kind: 'number' | 'percent' | 'yuan' | 'other' } | { kind: 'least' | 'most'; bound: number };

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** 90 -> 90 分钟, 120 -> 2 小时, 1440 -> 24 小时, 10080 -> 7 天. */
export const toDuration = (minutes: number): Duration => {
  const unit: Unit =
    minutes % minutesIn.day === 0 && minutes > minutesIn.day
      ? 'day'
      : minutes % minutesIn.hour === 0
        ? 'hour'
        : 'minute';
  return { amount: String(minutes / minutesIn[unit]), unit };
};

const whole = (text: string): number => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN);
const toMinutes = ({ amount, unit }: Duration): number => whole(amount) * minutesIn[unit];
const toBp = (text: string): number =>
  /^\d{1,3}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : Number.NaN;

type Tree = { [key: string]: Tree | number };

const numberAt = (policy: ServicePolicy, path: string): number => {
  let at: unknown = policy;
  for (const key of path.split('.')) at = (at as Record<string, unknown>)[key];
  return at as number;
};

const put = (tree: Tree, path: string, value: number): void => {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  let at = tree;
  for (const key of keys) {
    const next = at[key];
    const branch: Tree = typeof next === 'object' ? next : {};
    at[key] = branch;
    at = branch;
  }
  at[last] = value;
};

const fromPaths = <P extends string, V>(paths: readonly P[], of: (path: P) => V): Record<P, V> =>
  Object.fromEntries(paths.map((path) => [path, of(path)])) as Record<P, V>;

export const toForm = (policy: ServicePolicy): PolicyForm => ({
  durations: fromPaths(durationPaths, (path) => toDuration(numberAt(policy, path))),
  counts: fromPaths(countPaths, (path) => String(numberAt(policy, path))),
  shares: fromPaths(sharePaths, (path) => String(numberAt(policy, path) / 100)),
  workingHours: policy.workingHours
    ? { on: true, ...policy.workingHours }
    : { on: false, from: '08:00', to: '18:00', weekdays: everyDay },
  automatic: policy.dispatch.automatic,
  remote: policy.ownDoors.remote,
  visitWeekdays: policy.homeVisit.weekdays,
  chainWhen: policy.chain.when,
  rules: policy.chain.rules,
});

interface Issue {
  path: PropertyKey[];
  code?: string;
  minimum?: unknown;
  maximum?: unknown;
}

const badOf = (issue: Issue): Bad => {
  if (issue.code === 'too_small' && typeof issue.minimum === 'number') return { kind: 'least', bound: issue.minimum };
  if (issue.code === 'too_big' && typeof issue.maximum === 'number') return { kind: 'most', bound: issue.maximum };
  return { kind: 'other' };
};

/** What a schema found wrong, by field; of several faults of a field the first one. */
export const badsOf = (issues: readonly Issue[]): Record<string, Bad> => {
  const bad: Record<string, Bad> = {};
  for (const issue of issues) bad[issue.path.join('.')] ??= badOf(issue);
  return bad;
};

/** The rules that were typed, or what is wrong by field (chain.rules.0.name). */
export const fromForm = (
  form: PolicyForm,
): { policy: ServicePolicy; bad: Record<string, never> } | { policy: null; bad: Record<string, Bad> } => {
  const tree: Tree = {};
  for (const path of durationPaths) put(tree, path, toMinutes(form.durations[path]));
  for (const path of countPaths) put(tree, path, whole(form.counts[path]));
  for (const path of sharePaths) put(tree, path, toBp(form.shares[path]));
  const { on, ...hours } = form.workingHours;
  const parsed = ServicePolicy.safeParse({
    ...tree,
    workingHours: on ? hours : null,
    dispatch: { ...(tree.dispatch as Tree), automatic: form.automatic },
    ownDoors: { ...(tree.ownDoors as Tree), remote: form.remote },
    homeVisit: { ...(tree.homeVisit as Tree), weekdays: form.visitWeekdays },
    chain: { when: form.chainWhen, rules: form.rules },
  });
  if (parsed.success) return { policy: parsed.data, bad: {} };
  const bad = badsOf(parsed.error.issues as Issue[]);
  // A text that is no number says so, whatever the schema made of it.
  for (const path of durationPaths) if (Number.isNaN(toMinutes(form.durations[path]))) bad[path] = { kind: 'number' };
  for (const path of countPaths) if (Number.isNaN(whole(form.counts[path]))) bad[path] = { kind: 'number' };
  for (const path of sharePaths) if (Number.isNaN(toBp(form.shares[path]))) bad[path] = { kind: 'percent' };
  return { policy: null, bad };
};

/** An id for a new rule that none of the others has. */
export const newRuleId = (rules: readonly ChainRule[]): string => {
  const taken = new Set(rules.map((rule) => rule.id));
  let n = rules.length + 1;
  while (taken.has(`rule-${n}`)) n += 1;
  return `rule-${n}`;
};
