import type { AlarmEventKind, AlarmSource, AlarmStatus, alarmOutcomes } from 'shared-types/alarm';
import type { AlarmDepartment, AlarmSeverity, CameraKind } from 'shared-types/alarmPolicy';
import { EntitySchema } from 'typeorm';
import { id, int, json, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';
import type { RuleState } from './alarm.rules.js';

/** One fault of one device, however often it is said. */
export interface AlarmEntity {
  communityId: string;
  id: string;
  source: AlarmSource;
  /** Of the policy; null: a camera or the device itself told. */
  ruleId: string | null;
  cameraKind: CameraKind | null;
  deviceId: string | null;
  deviceName: string;
  placeLabel: string;
  houseId: string | null;
  areaId: string | null;
  title: string;
  detail: string;
  severity: AlarmSeverity;
  /** 0: an emergency; lists begin with it. */
  rank: number;
  department: AlarmDepartment;
  status: AlarmStatus;
  policyVersion: number;
  count: number;
  firstAt: Date;
  lastAt: Date;
  raisedAt: Date;
  normalAt: Date | null;
  /** When the clock of what comes next began, and when it ends; null: nothing waits. */
  dueFrom: Date | null;
  dueAt: Date | null;
  /** Whom it has climbed to, how often they were called, and when again. */
  level: 'supervisor' | 'manager' | null;
  calls: number;
  nextStepAt: Date | null;
  holderId: string | null;
  holderName: string | null;
  acknowledgedAt: Date | null;
  handledAt: Date | null;
  closedAt: Date | null;
  outcome: (typeof alarmOutcomes)[number] | null;
  repairId: string | null;
  /** JSON of readings around the fault, oldest first. */
  samples: { at: number; values: Record<string, number> }[];
  /** What makes it the same fault, until it is closed. */
  openKey: string | null;
}

export const AlarmEntity = new EntitySchema<AlarmEntity>({
  name: 'alarm',
  tableName: 'alarm',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    source: string(8),
    ruleId: string(40, 'rule_id', nullable),
    cameraKind: string(16, 'camera_kind', nullable),
    deviceId: id('device_id', nullable),
    deviceName: string(60, 'device_name'),
    placeLabel: string(120, 'place_label'),
    houseId: id('house_id', nullable),
    areaId: id('area_id', nullable),
    title: string(80),
    detail: string(200),
    severity: string(10),
    rank: int('severity_rank'),
    department: string(20),
    status: string(14),
    policyVersion: int('policy_version'),
    count: int('said_count'),
    firstAt: time('first_at'),
    lastAt: time('last_at'),
    raisedAt: time('raised_at'),
    normalAt: time('normal_at', nullable),
    dueFrom: time('due_from', nullable),
    dueAt: time('due_at', nullable),
    level: string(10, undefined, nullable),
    calls: int(),
    nextStepAt: time('next_step_at', nullable),
    holderId: id('holder_id', nullable),
    holderName: string(60, 'holder_name', nullable),
    acknowledgedAt: time('acknowledged_at', nullable),
    handledAt: time('handled_at', nullable),
    closedAt: time('closed_at', nullable),
    outcome: string(8, undefined, nullable),
    repairId: id('repair_id', nullable),
    samples: json('samples'),
    openKey: string(80, 'open_key', nullable),
  },
});

/** A line of an alarm's history; photos are files of this row. */
export interface AlarmEventEntity {
  communityId: string;
  id: string;
  alarmId: string;
  at: Date;
  kind: AlarmEventKind;
  byId: string | null;
  byName: string;
  words: string;
  note: string | null;
}

export const AlarmEventEntity = new EntitySchema<AlarmEventEntity>({
  name: 'alarm_event',
  tableName: 'alarm_event',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    alarmId: id('alarm_id'),
    at: time(),
    kind: string(20),
    byId: id('by_id', nullable),
    byName: string(60, 'by_name'),
    words: string(200),
    note: string(500, undefined, nullable),
  },
});

/** What is remembered of a device between two readings: one row, whatever the number of rules. */
export interface AlarmWatchEntity {
  communityId: string;
  deviceId: string;
  /** The newest reading that was heard. */
  heardAt: Date | null;
  heardSeq: number;
  rules: Record<string, RuleState>;
  recent: { at: number; values: Record<string, number> }[];
}

export const AlarmWatchEntity = new EntitySchema<AlarmWatchEntity>({
  name: 'alarm_watch',
  tableName: 'alarm_watch',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    heardAt: time('heard_at', nullable),
    heardSeq: {
      type: 'bigint',
      name: 'heard_seq',
      transformer: { to: (value: number) => value, from: (value: unknown) => Number(value) },
    },
    rules: json('rules'),
    recent: json('recent'),
  },
});

/** What a camera or a device told, kept before anybody acts on it; its id is that of the device and its event. */
export interface AlarmSaidEntity {
  communityId: string;
  id: string;
  deviceId: string;
  kind: string;
  at: Date;
  receivedAt: Date;
  words: string | null;
  alarmId: string | null;
  actedAt: Date | null;
}

export const AlarmSaidEntity = new EntitySchema<AlarmSaidEntity>({
  name: 'alarm_said',
  tableName: 'alarm_said',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    deviceId: id('device_id'),
    kind: string(20),
    at: time(),
    receivedAt: time('received_at'),
    words: string(200, undefined, nullable),
    alarmId: id('alarm_id', nullable),
    actedAt: time('acted_at', nullable),
  },
});

/** One version of a community's alarm policy; versions are never changed. */
export interface AlarmPolicyEntity {
  communityId: string;
  version: number;
  body: string;
  at: Date;
  byId: string | null;
  byName: string;
  reason: string;
}

export const AlarmPolicyEntity = new EntitySchema<AlarmPolicyEntity>({
  name: 'alarm_policy',
  tableName: 'alarm_policy',
  columns: {
    communityId: key('community_id'),
    version: int(undefined, { primary: true }),
    body: text('body'),
    at: time(),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name'),
    reason: string(200),
  },
});

export const alarmEntities = [AlarmEntity, AlarmEventEntity, AlarmWatchEntity, AlarmSaidEntity, AlarmPolicyEntity];
