import { type AlarmPolicy, type AlarmRule, alarmSeverities, type CameraKind } from 'shared-types/alarmPolicy';
import { newId } from '../../../kernel/ids.js';
import { alarmTexts, factText } from '../../../locales/alarm.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import type { DeviceSummary } from '../../device/device.door.js';
import type { AlarmEntity } from '../alarm.entity.js';
import type { Outcome } from '../alarm.rules.js';
import { lockOpenAlarm } from '../alarm.store.js';
import { again, begin, settle } from '../clock.rules.js';
import { openOrder } from '../order.js';
import type { AlarmPolicyInForce } from '../policy.queries.js';
import { alertDuty, changeAlarm, tellAlarm } from '../record.js';

type Told = Pick<AlarmEntity, 'source' | 'ruleId' | 'cameraKind' | 'title' | 'detail' | 'severity' | 'department'> &
  Pick<AlarmEntity, 'count' | 'firstAt' | 'lastAt' | 'normalAt' | 'samples'> & { openKey: string };

const draft = (device: DeviceSummary, told: Told, version: number, now: Date): AlarmEntity => ({
  ...told,
  communityId: device.communityId,
  id: newId(now),
  deviceId: device.id,
  deviceName: device.name,
  placeLabel: device.placeLabel,
  houseId: device.houseId,
  areaId: device.areaId,
  rank: alarmSeverities.indexOf(told.severity),
  status: 'open',
  policyVersion: version,
  raisedAt: now,
  dueFrom: null,
  dueAt: null,
  level: null,
  calls: 0,
  nextStepAt: null,
  holderId: null,
  holderName: null,
  acknowledgedAt: null,
  handledAt: null,
  closedAt: null,
  outcome: null,
  repairId: null,
});

/** A new alarm: with its first deadline, whoever is on duty told, and the request that its rule opens. */
export const raise = async (
  tx: Tx,
  deps: Deps,
  device: DeviceSummary,
  told: Told,
  { inForce, order }: { inForce: AlarmPolicyInForce; order: AlarmRule['order'] },
): Promise<AlarmEntity> => {
  const deadlines = inForce.policy.deadlines[told.severity];
  const alarm = begin(draft(device, told, inForce.version, deps.clock.now()), deadlines);
  const bySource = { rule: alarmTexts.system, camera: alarmTexts.camera, device: alarmTexts.device } as const;
  await tellAlarm(tx, deps, alarm, {
    kind: 'raised',
    at: alarm.firstAt,
    byName: bySource[alarm.source],
    words: alarm.detail || alarm.title,
  });
  const ordered = order ? await openOrder(tx, deps, alarm, order) : alarm;
  await changeAlarm(tx, deps, null, ordered);
  await alertDuty(tx, deps, ordered, 'raised');
  return ordered;
};

export const ruleKey = (ruleId: string, deviceId: string): string => `${ruleId}|${deviceId}`;
export const saidKey = (kind: string, deviceId: string): string => `camera:${kind}|${deviceId}`;

/** What a rule found of a device, brought to its one alarm: a new one, more of the same, or normal again. */
export const applyOutcome = async (
  tx: Tx,
  deps: Deps,
  device: DeviceSummary,
  rule: AlarmRule,
  outcome: Outcome,
  { inForce, samples }: { inForce: AlarmPolicyInForce; samples: AlarmEntity['samples'] },
): Promise<void> => {
  const { state, count, firstAt, lastAt, normalAt } = outcome;
  const now = deps.clock.now();
  const open = await lockOpenAlarm(tx, device.communityId, ruleKey(rule.id, device.id));
  const detail = outcome.facts.map(factText).join('；').slice(0, 200);
  if (!open) {
    if (count === 0 || !firstAt || !lastAt) return;
    const { name: title, severity, department, order } = rule;
    const about = { source: 'rule', ruleId: rule.id, cameraKind: null, title, detail, severity, department } as const;
    const raised = await raise(
      tx,
      deps,
      device,
      { ...about, count, firstAt, lastAt, normalAt: null, samples, openKey: ruleKey(rule.id, device.id) },
      { inForce, order },
    );
    if (!state.alarming) await becomeNormal(tx, deps, raised, normalAt ?? now);
    return;
  }
  if (count > 0 && lastAt) {
    const more = again(open, { count, lastAt, detail: detail || open.detail, samples });
    if (open.normalAt) await tellAlarm(tx, deps, open, { kind: 'again', words: detail, at: firstAt ?? now });
    await changeAlarm(tx, deps, open, more);
    if (!state.alarming) await becomeNormal(tx, deps, more, normalAt ?? now);
    return;
  }
  if (!state.alarming && !open.normalAt) await becomeNormal(tx, deps, open, normalAt ?? now, samples);
};

/** Normal again: closed, where it is dealt with too; `why` where nothing was measured. The alarm must be locked. */
export const becomeNormal = async (
  tx: Tx,
  deps: Deps,
  alarm: AlarmEntity,
  at: Date,
  samples: AlarmEntity['samples'] = [],
  why = '',
): Promise<void> => {
  const last = alarm.samples.at(-1)?.at ?? 0;
  const normal = {
    ...alarm,
    normalAt: at,
    samples: [...alarm.samples, ...samples.filter((one) => one.at > last)],
  };
  const after = settle(normal, deps.clock.now());
  await tellAlarm(tx, deps, alarm, { kind: 'normal', at, words: why });
  if (after.status === 'closed') await tellAlarm(tx, deps, alarm, { kind: 'closed', words: alarmTexts.closedBoth });
  await changeAlarm(tx, deps, alarm, after);
};

export interface Said {
  kind: string;
  at: Date;
  title: string;
  detail: string;
  cameraKind: CameraKind | null;
  rule: AlarmPolicy['camera']['loitering'];
  /** Makes two of one instant two causes of an alert. */
  saidId: string;
  /** Whose it is; security's where nothing is said. */
  department?: AlarmEntity['department'];
}

/** What a camera or a device told of itself: a new alarm, or more of one that nobody has closed. */
export const applySaid = async (
  tx: Tx,
  deps: Deps,
  device: DeviceSummary,
  said: Said,
  inForce: AlarmPolicyInForce,
): Promise<AlarmEntity> => {
  const openKey = saidKey(said.kind, device.id);
  const open = await lockOpenAlarm(tx, device.communityId, openKey);
  const { severity, order } = said.rule;
  if (!open)
    return raise(
      tx,
      deps,
      device,
      {
        source: said.cameraKind ? 'camera' : 'device',
        ruleId: null,
        cameraKind: said.cameraKind,
        title: said.title,
        detail: said.detail,
        severity,
        department: said.department ?? 'security',
        count: 1,
        firstAt: said.at,
        lastAt: said.at,
        normalAt: null,
        samples: [],
        openKey,
      },
      { inForce, order },
    );
  const earlier = said.at < open.firstAt ? { firstAt: said.at } : {};
  const more = {
    ...again(open, { count: 1, lastAt: said.at, detail: said.detail || open.detail, samples: [] }),
    ...earlier,
  };
  await tellAlarm(tx, deps, open, { kind: 'again', at: said.at, words: said.detail, byName: alarmTexts.camera });
  // Dealt with, and it happened once more: somebody has to go again.
  const anew: AlarmEntity =
    open.status === 'handled'
      ? begin({ ...more, status: 'open', raisedAt: deps.clock.now() }, inForce.policy.deadlines[open.severity])
      : more;
  await changeAlarm(tx, deps, open, anew);
  if (open.status === 'handled') await alertDuty(tx, deps, anew, said.saidId);
  return anew;
};
