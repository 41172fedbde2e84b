import type { CandidateView, dispatchModes, ExcludedView } from 'shared-types/dispatch';
import type { Department } from 'shared-types/permissions';
import { EntitySchema } from 'typeorm';
import { bool, id, int, json, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** What dispatch knows of a worker: the truth about what they have in hand, and copies of who they are. */
export interface DispatchWorkerEntity {
  communityId: string;
  workerId: string;
  name: string;
  department: Department;
  /** Not disabled, and takes orders. */
  active: boolean;
  onShift: boolean;
  shiftEndsAt: Date | null;
  /** Open orders: assigned, accepted, arrived. Never above `orderLimit` by a claim. */
  inHand: number;
  orderLimit: number;
  buildingId: string | null;
  /** 0..10000, from ratings, rework and spot checks. */
  qualityBp: number;
  finished: number;
  starsCount: number;
  starsSum: number;
  checksCount: number;
  checksPassed: number;
  reworks: number;
  updatedAt: Date;
}

export const DispatchWorkerEntity = new EntitySchema<DispatchWorkerEntity>({
  name: 'dispatch_worker',
  tableName: 'dispatch_worker',
  columns: {
    communityId: key('community_id'),
    workerId: id('worker_id', { primary: true }),
    name: string(30),
    department: string(20),
    active: bool('active'),
    onShift: bool('on_shift'),
    shiftEndsAt: time('shift_ends_at', nullable),
    inHand: int('in_hand'),
    orderLimit: int('order_limit'),
    buildingId: id('building_id', nullable),
    qualityBp: int('quality_bp'),
    finished: int(),
    starsCount: int('stars_count'),
    starsSum: int('stars_sum'),
    checksCount: int('checks_count'),
    checksPassed: int('checks_passed'),
    reworks: int(),
    updatedAt: time('updated_at'),
  },
});

/** The index by which workers are found: one row for each skill and area, in step with dispatch_worker. */
export interface DispatchSkillEntity {
  communityId: string;
  skill: string;
  /** everywhere; or each building that they serve by name, and outside for open ground; or unpapered. */
  areaId: string;
  workerId: string;
  /** On shift, active and below the limit. */
  ready: boolean;
  inHand: number;
  buildingId: string | null;
  qualityBp: number;
}

export const DispatchSkillEntity = new EntitySchema<DispatchSkillEntity>({
  name: 'dispatch_skill',
  tableName: 'dispatch_skill',
  columns: {
    communityId: key('community_id'),
    skill: string(32, undefined, { primary: true }),
    areaId: id('area_id', { primary: true }),
    workerId: id('worker_id', { primary: true }),
    ready: bool('ready'),
    inHand: int('in_hand'),
    buildingId: id('building_id', nullable),
    qualityBp: int('quality_bp'),
  },
});

/** Who has finished orders at a house or in a building before. */
export interface DispatchPlaceEntity {
  communityId: string;
  /** house:<id> or building:<id> */
  placeKey: string;
  workerId: string;
  finished: number;
  lastAt: Date;
}

export const DispatchPlaceEntity = new EntitySchema<DispatchPlaceEntity>({
  name: 'dispatch_place',
  tableName: 'dispatch_place',
  columns: {
    communityId: key('community_id'),
    placeKey: string(40, 'place_key', { primary: true }),
    workerId: id('worker_id', { primary: true }),
    finished: int(),
    lastAt: time('last_at'),
  },
});

/** One choice as it was made, with everybody who was weighed then. Never changed. */
export interface DispatchDecisionEntity {
  communityId: string;
  id: string;
  repairId: string;
  orderId: string;
  at: Date;
  mode: (typeof dispatchModes)[number];
  workerId: string | null;
  workerName: string | null;
  byId: string | null;
  byName: string | null;
  reason: string | null;
  candidates: CandidateView[];
  excluded: ExcludedView[];
  words: string;
}

export const DispatchDecisionEntity = new EntitySchema<DispatchDecisionEntity>({
  name: 'dispatch_decision',
  tableName: 'dispatch_decision',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    orderId: id('order_id'),
    at: time(),
    mode: string(10),
    workerId: id('worker_id', nullable),
    workerName: string(30, 'worker_name', nullable),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name', nullable),
    reason: string(200, undefined, nullable),
    candidates: json('candidates'),
    excluded: json('excluded'),
    words: string(300),
  },
});

export const dispatchEntities = [
  DispatchWorkerEntity,
  DispatchSkillEntity,
  DispatchPlaceEntity,
  DispatchDecisionEntity,
];
