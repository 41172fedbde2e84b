import type { Department } from 'shared-types/permissions';
import type { PromiseKind } from 'shared-types/repair';
import type { callbackOutcomes, EscalationLevel } from 'shared-types/staffRepair';
import type { EscalationCause } from 'shared-types/supervision';
import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

export type PromiseState = 'open' | 'kept' | 'missed' | 'dropped';

/** One deadline of a request, with how it ended. `dropped`: it fell away (called off, reclassified). */
export interface PromiseEntity {
  communityId: string;
  id: string;
  repairId: string;
  kind: PromiseKind;
  round: number;
  department: Department;
  startedAt: Date;
  dueAt: Date;
  state: PromiseState;
  metAt: Date | null;
  warnedAt: Date | null;
  missedAt: Date | null;
}

export const PromiseEntity = new EntitySchema<PromiseEntity>({
  name: 'promise',
  tableName: 'promise',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    kind: string(10),
    round: int(),
    department: string(20),
    startedAt: time('started_at'),
    dueAt: time('due_at'),
    state: string(8),
    metAt: time('met_at', nullable),
    warnedAt: time('warned_at', nullable),
    missedAt: time('missed_at', nullable),
  },
});

/** 督办: a request that missed a promise, until it is closed. */
export interface EscalationEntity {
  communityId: string;
  id: string;
  repairId: string;
  department: Department;
  level: EscalationLevel;
  cause: EscalationCause;
  openedAt: Date;
  levelAt: Date;
  /** When it climbs or calls again; null: closed. */
  nextStepAt: Date | null;
  /** How often its level was called. */
  calls: number;
  followerId: string | null;
  followerName: string | null;
  followedAt: Date | null;
  closedAt: Date | null;
  openKey: string | null;
}

export const EscalationEntity = new EntitySchema<EscalationEntity>({
  name: 'escalation',
  tableName: 'escalation',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    department: string(20),
    level: string(10),
    cause: string(12),
    openedAt: time('opened_at'),
    levelAt: time('level_at'),
    nextStepAt: time('next_step_at', nullable),
    calls: int(),
    followerId: id('follower_id', nullable),
    followerName: string(30, 'follower_name', nullable),
    followedAt: time('followed_at', nullable),
    closedAt: time('closed_at', nullable),
    openKey: id('open_key', nullable),
  },
});

/** A call to an owner after an emergency, answered or not (C5). */
export interface CallbackTryEntity {
  communityId: string;
  id: string;
  repairId: string;
  round: number;
  at: Date;
  byId: string;
  byName: string;
  outcome: (typeof callbackOutcomes)[number];
  note: string | null;
}

export const CallbackTryEntity = new EntitySchema<CallbackTryEntity>({
  name: 'callback_try',
  tableName: 'callback_try',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    round: int(),
    at: time(),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
    outcome: string(12),
    note: string(500, undefined, nullable),
  },
});
