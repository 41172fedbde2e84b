import { readFileSync } from 'node:fs';
import {
  AlarmPolicy,
  type AlarmPolicyView,
  type AlarmRule,
  type alarmSeverities,
  type SaidRule,
} from 'shared-types/alarmPolicy';
import { z } from 'shared-types/schemas';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import {
  alarmTexts,
  knownMetrics,
  policyFaultTexts,
  rehearsalText,
  ruleText,
  saidLabel,
  severityNames,
} from '../../locales/alarm.js';
import { minutesText } from '../../locales/policy.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity } from '../community/community.door.js';
import { listDevices } from '../device/device.door.js';
import { offeredProblemTypes } from '../repair/repair.door.js';
import { type Difference, differencesOf, type FaultAt, policyFaults } from './policy.rules.js';
import { findLatestVersion, findVersion, findVersionBriefs, type VersionBrief } from './policy.store.js';
import { rehearse } from './rehearse.js';

const file = new URL('../../data/alarm-policy.json', import.meta.url);

/** Version 0, which holds until somebody changes it; a broken file stops the boot. */
export const defaultAlarmPolicy: AlarmPolicy = z.parse(AlarmPolicy, JSON.parse(readFileSync(file, 'utf8')));

export interface AlarmPolicyInForce {
  version: number;
  policy: AlarmPolicy;
}

const mostKept = 500;
const parsed = new Map<string, AlarmPolicy>();

/**
 * Versions never change, so their parsed form is kept. One from before devices' and meters' own words were rules has the
 * defaults for them, which were in force then.
 */
const parse = (key: string, body: string): AlarmPolicy => {
  const known = parsed.get(key);
  if (known) return known;
  const { told, found } = defaultAlarmPolicy;
  const policy = z.parse(AlarmPolicy, { told, found, ...JSON.parse(body) });
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(key, policy);
  return policy;
};

export const readAlarmPolicyInForce = async (reader: Reader, communityId: string): Promise<AlarmPolicyInForce> => {
  const row = await findLatestVersion(reader, communityId);
  return row
    ? { version: row.version, policy: parse(`${communityId}:${row.version}`, row.body) }
    : { version: 0, policy: defaultAlarmPolicy };
};

const knownTypes = new Map(offeredProblemTypes.map(({ id, emergency }) => [id, emergency]));
const typeName = (id: string | undefined): string | null =>
  offeredProblemTypes.find((type) => type.id === id)?.name ?? null;

/** Bad field -> what is wrong with it. */
export const checkAlarmPolicy = (policy: AlarmPolicy): void => {
  const faults: FaultAt[] = policyFaults(policy, knownTypes);
  if (faults.length === 0) return;
  const fields = Object.fromEntries(faults.map(({ path, fault }) => [`policy.${path}`, policyFaultTexts[fault]]));
  throw new AppError('request.invalid', { fields });
};

/** Names of the single devices that rules watch. */
const deviceNames = async (
  reader: Reader,
  communityId: string,
  rules: readonly AlarmRule[],
): Promise<Map<string, string>> => {
  const wanted = new Set(rules.flatMap(({ deviceId }) => (deviceId ? [deviceId] : [])));
  if (wanted.size === 0) return new Map();
  const devices = await listDevices(reader, communityId);
  return new Map(devices.filter(({ id }) => wanted.has(id)).map(({ id, name }) => [id, name]));
};

const sentence = (rule: AlarmRule, names: Map<string, string>): string =>
  ruleText(rule, {
    device: names.get(rule.deviceId ?? '') ?? null,
    problemType: typeName(rule.order?.problemTypeId),
  });

/** One rule in one sentence, as a page of an alarm says it; null: it is gone. */
export const ruleSentence = async (reader: Reader, communityId: string, ruleId: string): Promise<string | null> => {
  const { policy } = await readAlarmPolicyInForce(reader, communityId);
  const rule = policy.rules.find(({ id }) => id === ruleId);
  return rule ? sentence(rule, await deviceNames(reader, communityId, [rule])) : null;
};

const deadlineNames: Record<string, string> = {
  acknowledgeMinutes: '多久内要有人去看',
  handleMinutes: '多久内处理好',
  againMinutes: '没人管多久再升级',
};

const saidText = ({ active, severity, order }: SaidRule): string => {
  if (!active) return '停用';
  return `${severityNames[severity]}${order ? `，开${typeName(order.problemTypeId) ?? ''}工单` : ''}`;
};

const changesOf = async (reader: Reader, communityId: string, before: AlarmPolicy, after: AlarmPolicy) => {
  const names = await deviceNames(reader, communityId, [...before.rules, ...after.rules]);
  const inWords = (difference: Difference) => {
    const { path } = difference;
    if (difference.kind === 'deadline') {
      const label = `${severityNames[difference.severity as (typeof alarmSeverities)[number]]}：${deadlineNames[difference.field]}`;
      return { path, label, before: minutesText(difference.from), after: minutesText(difference.to) };
    }
    if (difference.kind === 'said') {
      const { family, what, before: was, after: is } = difference;
      return { path, label: saidLabel(family, what), before: saidText(was), after: saidText(is) };
    }
    const { before: was, after: is } = difference;
    return {
      path,
      label: `规则：${(is ?? was)?.name ?? ''}`,
      before: was ? sentence(was, names) : '没有',
      after: is ? sentence(is, names) : '删掉',
    };
  };
  return differencesOf(before, after).map(inWords);
};

const firstVersion = async (deps: Deps, communityId: string): Promise<VersionBrief> => ({
  version: 0,
  at: (await readCommunity(deps.db.reader, communityId))?.createdAt ?? deps.clock.now(),
  byName: alarmTexts.system,
  reason: alarmTexts.firstReason,
});

const presentBrief = ({ version, at, byName, reason }: VersionBrief) => ({
  version,
  at: toInstant(at),
  by: byName,
  reason,
});

/** The rules in force and every version before them, the defaults last. */
export const readAlarmPolicyView = async (
  deps: Deps,
  { communityId, permissions }: StaffActor,
): Promise<AlarmPolicyView> => {
  const { reader } = deps.db;
  const { version, policy } = await readAlarmPolicyInForce(reader, communityId);
  const names = await deviceNames(reader, communityId, policy.rules);
  const briefs = [...(await findVersionBriefs(reader, communityId)), await firstVersion(deps, communityId)];
  return {
    version,
    policy,
    sentences: policy.rules.map((rule) => sentence(rule, names)),
    choices: {
      metrics: knownMetrics.map((one) => ({ ...one })),
      problemTypes: offeredProblemTypes.map(({ id, name, emergency }) => ({ id, name, emergencies: [...emergency] })),
    },
    history: briefs.map(presentBrief),
    actions: permissions.has('policy.manage') ? ['change'] : [],
  };
};

const policyOf = async (reader: Reader, communityId: string, version: number): Promise<AlarmPolicy> => {
  const row = version === 0 ? null : await findVersion(reader, communityId, version);
  return row ? parse(`${communityId}:${version}`, row.body) : defaultAlarmPolicy;
};

/** One version, with what it changed from the one before it. Errors: policy.version_not_found. */
export const readAlarmVersionView = async (deps: Deps, { communityId }: StaffActor, version: number) => {
  const { reader } = deps.db;
  const brief = version === 0 ? await firstVersion(deps, communityId) : await findVersion(reader, communityId, version);
  if (!brief) throw new AppError('policy.version_not_found');
  const policy = await policyOf(reader, communityId, version);
  const before = version === 0 ? policy : await policyOf(reader, communityId, version - 1);
  return { ...presentBrief(brief), policy, changes: await changesOf(reader, communityId, before, policy) };
};

/** What a policy would change, in words. */
export const previewAlarmPolicyChange = async (deps: Deps, { communityId }: StaffActor, policy: AlarmPolicy) => {
  checkAlarmPolicy(policy);
  const inForce = await readAlarmPolicyInForce(deps.db.reader, communityId);
  const rehearsed = await rehearse(deps, communityId, inForce.policy, policy);
  const named = (id: string): string => policy.rules.find((rule) => rule.id === id)?.name ?? '';
  return {
    changes: await changesOf(deps.db.reader, communityId, inForce.policy, policy),
    rehearsals: rehearsed.map((one) => ({ ruleId: one.ruleId, words: rehearsalText(named(one.ruleId), one) })),
  };
};
