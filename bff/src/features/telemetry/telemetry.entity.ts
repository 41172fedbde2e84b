import { EntitySchema } from 'typeorm';
import { bool, fen, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** One reading; by (device, time, number) it is here once, however often it comes. In monthly partitions on a server. */
export interface ReadingEntity {
  communityId: string;
  deviceId: string;
  at: Date;
  seq: number;
  /** JSON of name -> value. */
  body: string;
}

export const ReadingEntity = new EntitySchema<ReadingEntity>({
  name: 'device_reading',
  tableName: 'device_reading',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    at: time(undefined, { primary: true }),
    seq: fen(undefined, { primary: true }),
    body: text(),
  },
});

/** The newest value of each name. */
export interface LatestEntity {
  communityId: string;
  deviceId: string;
  at: Date;
  /** JSON of `Latest`. */
  body: string;
}

export const LatestEntity = new EntitySchema<LatestEntity>({
  name: 'device_latest',
  tableName: 'device_latest',
  columns: { communityId: key('community_id'), deviceId: key('device_id'), at: time(), body: text() },
});

export type RollupStep = 'hour' | 'day';

/** What the readings of an hour or day come to. */
export interface RollupEntity {
  communityId: string;
  deviceId: string;
  step: RollupStep;
  at: Date;
  /** JSON of name -> `Summary`. */
  body: string;
}

export const RollupEntity = new EntitySchema<RollupEntity>({
  name: 'device_rollup',
  tableName: 'device_rollup',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    step: string(4, undefined, { primary: true }),
    at: time(undefined, { primary: true }),
    body: text(),
  },
});

/** An hour of a device that something was added to since it was summed up. */
export interface RollupDueEntity {
  communityId: string;
  deviceId: string;
  at: Date;
}

export const RollupDueEntity = new EntitySchema<RollupDueEntity>({
  name: 'device_rollup_due',
  tableName: 'device_rollup_due',
  columns: { communityId: key('community_id'), deviceId: key('device_id'), at: time(undefined, { primary: true }) },
});

/** What was refused of a device on a day, counted, with the last of it. */
export interface RefusalEntity {
  communityId: string;
  deviceId: string;
  day: string;
  reason: string;
  count: number;
  lastAt: Date;
  /** What the device gave as its time, if it did. */
  claimedAt: Date | null;
  sample: string;
}

export const RefusalEntity = new EntitySchema<RefusalEntity>({
  name: 'telemetry_refusal',
  tableName: 'telemetry_refusal',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    day: string(10, undefined, { primary: true }),
    reason: string(12, undefined, { primary: true }),
    count: int(),
    lastAt: time('last_at'),
    claimedAt: time('claimed_at', nullable),
    sample: string(500),
  },
});

export type EventState = 'waiting' | 'done';

/** What a device told beside its readings, kept first and acted on by a worker; once by (device, its own id of it). */
export interface EventEntity {
  communityId: string;
  deviceId: string;
  eventId: string;
  type: string;
  at: Date;
  isTrusted: boolean;
  receivedAt: Date;
  /** JSON. */
  body: string;
  state: EventState;
}

export const EventEntity = new EntitySchema<EventEntity>({
  name: 'telemetry_event',
  tableName: 'telemetry_event',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    eventId: string(64, 'event_id', { primary: true }),
    type: string(40),
    at: time(),
    isTrusted: bool('is_trusted'),
    receivedAt: time('received_at'),
    body: text(),
    state: string(8),
  },
});

export const telemetryEntities = [
  ReadingEntity,
  LatestEntity,
  RollupEntity,
  RollupDueEntity,
  RefusalEntity,
  EventEntity,
];
