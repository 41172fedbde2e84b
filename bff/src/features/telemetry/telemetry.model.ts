import type { InboundKind } from '../../adapters/mqtt/mqtt.port.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { Reading } from './telemetry.rules.js';

/** A message of a device as it came in. */
export interface Heard {
  communityId: string;
  deviceId: string;
  kind: InboundKind;
  payload: Buffer;
  /** The community's time. */
  heardAt: Date;
}

/** Readings that are kept now, in the order of their time. Called at least once for each of them. */
export type ReadingListener = (
  deps: Deps,
  heard: { communityId: string; deviceId: string; readings: readonly Reading[] },
) => Promise<void>;

/** Something that a device told; kept before anybody acts on it. */
export interface DeviceEvent {
  communityId: string;
  deviceId: string;
  /** The device's own id of it: with the device it is unique. */
  eventId: string;
  type: string;
  /** The device's time, or ours where its clock is wrong. */
  at: Date;
  isTrusted: boolean;
  receivedAt: Date;
  data: Record<string, unknown>;
}

/**
 * Acts on an event, by a worker and at least once. What it changes in our database belongs into the function that it may
 * return: that runs in the transaction which ends the event, so it happens once.
 */
export type EventListener = (
  deps: Deps,
  event: DeviceEvent,
) => Promise<((tx: Tx) => Promise<void>) | undefined> | Promise<void>;

/** Who listens to what devices say; composed in `app.ts`. */
export interface TelemetryListeners {
  readings: readonly ReadingListener[];
  /** By the type of the event. */
  events: Readonly<Record<string, EventListener>>;
}

/** What other features do in the transaction in which a message is kept. */
export interface IntakeNeighbours {
  /** Answers of devices to what they were told. */
  noteAcks(tx: Tx, deps: Deps, acks: readonly Pick<Heard, 'communityId' | 'deviceId' | 'payload'>[]): Promise<void>;
  /** Devices that are back. */
  noteBack(tx: Tx, deps: Deps, devices: readonly { communityId: string; deviceId: string }[]): Promise<void>;
}

export const storedTopic = 'telemetry.stored';
export const eventTopic = 'telemetry.event';
export const rollupTopic = 'telemetry.rollup';
