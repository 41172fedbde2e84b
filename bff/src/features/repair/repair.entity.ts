import type { OrderStatus, PromiseKind, RepairStatus, RequestKind, typeSources } from 'shared-types/repair';
import type { EscalationLevel } from 'shared-types/staffRepair';
import { EntitySchema } from 'typeorm';
import { bool, id, int, json, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

export type Moderation = 'passed' | 'pending' | 'review' | 'refused';

/** A request of an owner; it owns one or more work orders (platform.md, Requests and orders). */
export interface RepairEntity {
  communityId: string;
  id: string;
  kind: RequestKind;
  /** 20261123-0017 */
  number: string;
  channel: 'miniprogram' | 'kiosk' | 'staff' | 'device';
  /** The owner's account, or null when staff reported it. */
  reporterId: string | null;
  staffReporterId: string | null;
  houseId: string | null;
  areaId: string | null;
  placeLabel: string;
  placeCode: string;
  spot: string | null;
  problemTypeId: string;
  title: string;
  urgency: 'general' | 'emergency';
  emergency: string | null;
  body: string | null;
  /** The words came from a recording, through a machine; the recording is the original. */
  spoken: boolean;
  /** What a machine saw in the pictures, with how sure: a suggestion to whoever decides. */
  seenType: string | null;
  seenBp: number | null;
  preferredFrom: Date | null;
  preferredTo: Date | null;
  contactName: string | null;
  contactPhoneEncrypted: string | null;
  status: RepairStatus;
  moderation: Moderation;
  moderationReason: string | null;
  respondDueAt: Date;
  arriveDueAt: Date | null;
  finishDueAt: Date;
  createdAt: Date;
  updatedAt: Date;
  doneAt: Date | null;
  closedAt: Date | null;
  /** The last thing that happened, in words, for lists. */
  latest: string;
  stars: number | null;
  ratingText: string | null;
  ratedAt: Date | null;
  typeSource: (typeof typeSources)[number];
  /** Of the recogniser, in basis points; null: it was not asked. */
  confidenceBp: number | null;
  /** The problem type waits for a person (C2). */
  undecided: boolean;
  /** The recogniser takes it for this emergency, but is not sure: a person decides. */
  emergencyHint: string | null;
  /** Customer service who answers for the whole (C8) and tracks an emergency (C5). */
  stewardId: string | null;
  stewardName: string | null;
  /** Version of the service policy under which its promises were made. */
  policyVersion: number;
  /** 1, and one more for each reopening. */
  round: number;
  /** The one deadline that comes next; null when the request has ended. */
  nextKind: PromiseKind | null;
  nextStartedAt: Date | null;
  nextDueAt: Date | null;
  /** A named worker accepted, or a person answered, in this round. */
  answeredAt: Date | null;
  /** The clocks stand since then; null: they run. */
  pausedAt: Date | null;
  pausedUntil: Date | null;
  pauseReason: string | null;
  pausedBy: string | null;
  pauses: number;
  pausedMinutes: number;
  urges: number;
  urgedAt: Date | null;
  /** The chain rules have been applied (C8). */
  chained: boolean;
  /** The open escalation, copied for lists. */
  escalationId: string | null;
  escalationLevel: EscalationLevel | null;
  escalatedAt: Date | null;
  escalationFollower: string | null;
}

export const RepairEntity = new EntitySchema<RepairEntity>({
  name: 'repair',
  tableName: 'repair',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    kind: string(10, undefined, { default: 'repair' }),
    number: string(16),
    channel: string(12),
    reporterId: id('reporter_id', nullable),
    staffReporterId: id('staff_reporter_id', nullable),
    houseId: id('house_id', nullable),
    areaId: id('area_id', nullable),
    placeLabel: string(60, 'place_label'),
    placeCode: string(24, 'place_code'),
    spot: string(20, undefined, nullable),
    problemTypeId: string(32, 'problem_type_id'),
    title: string(60),
    urgency: string(10),
    emergency: string(40, undefined, nullable),
    body: text('body', nullable),
    spoken: bool('spoken', { default: 0 }),
    seenType: string(32, 'seen_type', nullable),
    seenBp: int('seen_bp', nullable),
    preferredFrom: time('preferred_from', nullable),
    preferredTo: time('preferred_to', nullable),
    contactName: string(30, 'contact_name', nullable),
    contactPhoneEncrypted: string(200, 'contact_phone_encrypted', nullable),
    status: string(10),
    moderation: string(8),
    moderationReason: string(200, 'moderation_reason', nullable),
    respondDueAt: time('respond_due_at'),
    arriveDueAt: time('arrive_due_at', nullable),
    finishDueAt: time('finish_due_at'),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
    doneAt: time('done_at', nullable),
    closedAt: time('closed_at', nullable),
    latest: string(80),
    stars: int(undefined, nullable),
    ratingText: string(500, 'rating_text', nullable),
    ratedAt: time('rated_at', nullable),
    typeSource: string(10, 'type_source', { default: 'owner' }),
    confidenceBp: int('confidence_bp', nullable),
    undecided: bool('undecided', { default: 0 }),
    emergencyHint: string(40, 'emergency_hint', nullable),
    stewardId: id('steward_id', nullable),
    stewardName: string(30, 'steward_name', nullable),
    policyVersion: int('policy_version', { default: 0 }),
    round: int(undefined, { default: 1 }),
    nextKind: string(10, 'next_kind', nullable),
    nextStartedAt: time('next_started_at', nullable),
    nextDueAt: time('next_due_at', nullable),
    answeredAt: time('answered_at', nullable),
    pausedAt: time('paused_at', nullable),
    pausedUntil: time('paused_until', nullable),
    pauseReason: string(200, 'pause_reason', nullable),
    pausedBy: string(30, 'paused_by', nullable),
    pauses: int(undefined, { default: 0 }),
    pausedMinutes: int('paused_minutes', { default: 0 }),
    urges: int(undefined, { default: 0 }),
    urgedAt: time('urged_at', nullable),
    chained: bool('chained', { default: 0 }),
    escalationId: id('escalation_id', nullable),
    escalationLevel: string(10, 'escalation_level', nullable),
    escalatedAt: time('escalated_at', nullable),
    escalationFollower: string(30, 'escalation_follower', nullable),
  },
});

/** One department's part of a request, with one worker at a time. */
export interface WorkOrderEntity {
  communityId: string;
  id: string;
  repairId: string;
  department: string;
  status: OrderStatus;
  workerId: string | null;
  workerName: string | null;
  dispatchNote: string | null;
  assignedAt: Date | null;
  acceptedAt: Date | null;
  arrivedAt: Date | null;
  finishedAt: Date | null;
  result: string | null;
  createdAt: Date;
  /** What this department is to do; empty: what the request says. */
  task: string;
  /** The order of the problem itself; the others help (C8). */
  main: boolean;
  /** Skill that a worker needs for it. */
  skill: string;
  /** Standard procedure: a problem type, or assist:<department>. */
  procedureId: string;
  round: number;
  /** Until when the worker must say yes or no; null once accepted. */
  acceptDueAt: Date | null;
  /** Why this worker: dispatch_decision. */
  decisionId: string | null;
  /** Workers who had it and did not take it, or gave it back: not asked again. */
  passedBy: string[] | null;
  /** Dispatches tried so far. */
  tries: number;
  /** Since when nobody holds it; null: somebody does. */
  waitingSince: Date | null;
  /** When it was said in this stretch of waiting that nobody fits. */
  nobodyAt: Date | null;
}

export const WorkOrderEntity = new EntitySchema<WorkOrderEntity>({
  name: 'work_order',
  tableName: 'work_order',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    department: string(20),
    status: string(10),
    workerId: id('worker_id', nullable),
    workerName: string(30, 'worker_name', nullable),
    dispatchNote: string(200, 'dispatch_note', nullable),
    assignedAt: time('assigned_at', nullable),
    acceptedAt: time('accepted_at', nullable),
    arrivedAt: time('arrived_at', nullable),
    finishedAt: time('finished_at', nullable),
    result: string(500, undefined, nullable),
    createdAt: time('created_at'),
    task: string(60, undefined, { default: '' }),
    main: bool('main', { default: 1 }),
    skill: string(32, undefined, { default: '' }),
    procedureId: string(40, 'procedure_id', { default: '' }),
    round: int(undefined, { default: 1 }),
    acceptDueAt: time('accept_due_at', nullable),
    decisionId: id('decision_id', nullable),
    passedBy: { ...json('passed_by'), nullable: true },
    tries: int(undefined, { default: 0 }),
    waitingSince: time('waiting_since', nullable),
    nobodyAt: time('nobody_at', nullable),
  },
});

export interface OrderStepEntity {
  communityId: string;
  orderId: string;
  stepId: string;
  /** When the worker did it; recordedAt is when we heard. */
  doneAt: Date;
  recordedAt: Date;
  note: string | null;
}

export const OrderStepEntity = new EntitySchema<OrderStepEntity>({
  name: 'work_order_step',
  tableName: 'work_order_step',
  columns: {
    communityId: key('community_id'),
    orderId: id('order_id', { primary: true }),
    stepId: string(40, 'step_id', { primary: true }),
    doneAt: time('done_at'),
    recordedAt: time('recorded_at'),
    note: string(300, undefined, nullable),
  },
});

export const eventKinds = [
  'report',
  'assign',
  'accept',
  'refuse',
  'arrive',
  'step',
  'finish',
  'confirm',
  'rate',
  'add',
  'note',
  'cancel',
  'moderate',
  'nobody',
  'take-back',
  'preempt',
  'late',
  'escalate',
  'follow',
  'pause',
  'resume',
  'callback',
  'classify',
  'urge',
  'reopen',
  'add-order',
  'take',
  'close',
  // Of complaints.
  'answer',
  'agree',
  'object',
  'merge',
  'split',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One line of a request's history. */
export interface RepairEventEntity {
  communityId: string;
  id: string;
  repairId: string;
  orderId: string | null;
  at: Date;
  recordedAt: Date;
  kind: EventKind;
  actorKind: 'owner' | 'staff' | 'system';
  actorId: string | null;
  actorName: string;
  /** The person's own words. */
  body: string | null;
  /** What the title needs: the worker's name, the step's title, stars. */
  detail: string | null;
  toOwner: boolean;
  /** Not passed by the content check yet: only its author and moderators see the words. */
  held: boolean;
}

export const RepairEventEntity = new EntitySchema<RepairEventEntity>({
  name: 'repair_event',
  tableName: 'repair_event',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    orderId: id('order_id', nullable),
    at: time(),
    recordedAt: time('recorded_at'),
    kind: string(20),
    actorKind: string(8, 'actor_kind'),
    actorId: id('actor_id', nullable),
    actorName: string(30, 'actor_name'),
    body: string(1000, undefined, nullable),
    detail: string(200, undefined, nullable),
    toOwner: bool('to_owner'),
    held: bool(),
  },
});
