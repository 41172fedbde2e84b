import { toDay } from 'shared-types/time';
import type { Tx } from '../../../platform/database/access.js';
import { afterCommit, inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { noteDeviceSeen } from '../../device/device.door.js';
import type { Known } from '../known.js';
import type { EventEntity, ReadingEntity, RefusalEntity } from '../telemetry.entity.js';
import { sayChanged } from '../telemetry.live.js';
import { eventTopic, type Heard, type IntakeNeighbours, storedTopic } from '../telemetry.model.js';
import {
  type Bounds,
  type ParsedState,
  parseEvent,
  parseReadings,
  parseState,
  type Refusal,
} from '../telemetry.rules.js';
import { countRefusals, insertEvents, insertReadings } from '../telemetry.store.js';

interface Touched {
  communityId: string;
  deviceId: string;
  fromMs: number;
  toMs: number;
}

/** What a batch of messages comes to. */
class Sorted {
  readonly readings: ReadingEntity[] = [];
  readonly events: EventEntity[] = [];
  readonly acks: Heard[] = [];
  /** The last word of each device. */
  readonly states = new Map<string, ParsedState & Heard>();
  readonly refusals = new Map<string, RefusalEntity>();
  readonly touched = new Map<string, Touched>();

  refuse({ communityId, deviceId, payload, heardAt }: Heard, reason: Refusal, claimedAt: Date | null): void {
    const day = toDay(heardAt);
    const key = `${communityId}${deviceId}${day}${reason}`;
    const row = this.refusals.get(key);
    const sample = payload.toString('utf8', 0, 400).slice(0, 400);
    const count = (row?.count ?? 0) + 1;
    this.refusals.set(key, { communityId, deviceId, day, reason, count, lastAt: heardAt, claimedAt, sample });
  }

  add(heard: Heard, bounds: Bounds): void {
    if (heard.kind === 'telemetry') this.addReadings(heard, bounds);
    else if (heard.kind === 'event') this.addEvent(heard, bounds);
    else if (heard.kind === 'command/ack') this.acks.push(heard);
    else {
      const state = parseState(heard.payload);
      if (state) this.states.set(`${heard.communityId}${heard.deviceId}`, { ...heard, ...state });
      else this.refuse(heard, 'malformed', null);
    }
  }

  private addReadings(heard: Heard, bounds: Bounds): void {
    const { communityId, deviceId } = heard;
    const { readings, refused } = parseReadings(heard.payload, bounds);
    for (const { reason, at } of refused) this.refuse(heard, reason, at);
    for (const { at, seq, values } of readings) {
      this.readings.push({ communityId, deviceId, at, seq, body: JSON.stringify(values) });
      const key = `${communityId}${deviceId}`;
      const atMs = at.getTime();
      const known = this.touched.get(key);
      if (!known) this.touched.set(key, { communityId, deviceId, fromMs: atMs, toMs: atMs });
      else {
        known.fromMs = Math.min(known.fromMs, atMs);
        known.toMs = Math.max(known.toMs, atMs);
      }
    }
  }

  private addEvent(heard: Heard, bounds: Bounds): void {
    const { communityId, deviceId, heardAt } = heard;
    const event = parseEvent(heard.payload, bounds);
    if (!event) {
      this.refuse(heard, 'malformed', null);
      return;
    }
    const { eventId, type, at, isTrusted, data } = event;
    const body = JSON.stringify(data);
    const state = 'waiting' as const;
    this.events.push({ communityId, deviceId, eventId, type, at, isTrusted, receivedAt: heardAt, body, state });
  }
}

/** Devices of one row of the outbox. */
const mostDevices = 200;

/** Workers hear what was stored, by community. */
const announceStored = async (tx: Tx, deps: Deps, touched: Iterable<Touched>): Promise<void> => {
  const byCommunity = new Map<string, Touched[]>();
  for (const one of touched) {
    const list = byCommunity.get(one.communityId);
    if (list) list.push(one);
    else byCommunity.set(one.communityId, [one]);
  }
  const heardAt = deps.clock.now().toISOString();
  for (const [communityId, all] of byCommunity)
    for (let from = 0; from < all.length; from += mostDevices) {
      const devices = all.slice(from, from + mostDevices).map(({ deviceId, fromMs, toMs }) => ({
        deviceId,
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
      }));
      await publish(tx, deps.clock, { communityId, topic: storedTopic, payload: { devices, heardAt } });
    }
};

const announceEvents = async (tx: Tx, deps: Deps, events: readonly EventEntity[]): Promise<void> => {
  const fresh = await insertEvents(tx, events);
  await publish(
    tx,
    deps.clock,
    ...fresh.map(({ communityId, deviceId, eventId }) => ({
      communityId,
      topic: eventTopic,
      payload: { deviceId, eventId },
    })),
  );
};

/** The pages of such devices say so at once: whoever is setting one up looks at it. */
const showSoon = (tx: Tx, deps: Deps, devices: readonly { communityId: string; deviceId: string }[]): void =>
  afterCommit(tx, () => {
    for (const { communityId, deviceId } of devices) sayChanged(deps, communityId, [deviceId]);
  });

const noteRefusals = async (tx: Tx, deps: Deps, refusals: readonly RefusalEntity[]): Promise<void> => {
  await countRefusals(tx, refusals);
  showSoon(tx, deps, refusals);
};

const noteStates = async (
  tx: Tx,
  deps: Deps,
  neighbours: IntakeNeighbours,
  states: readonly (ParsedState & Heard)[],
): Promise<void> => {
  for (const { communityId, deviceId, heardAt: at, online, firmware } of states)
    await noteDeviceSeen(tx, { communityId, deviceId, at, online, firmware });
  showSoon(tx, deps, states);
  const back = states.filter(({ online }) => online);
  if (back.length > 0) await neighbours.noteBack(tx, deps, back);
};

/**
 * Keeps a batch of messages in one transaction: each reading once by (device, time, number), each event once by (device,
 * its id). What cannot be true is counted, not kept, and acknowledged all the same: it would come again for ever.
 */
export const storeMessages = async (
  deps: Deps,
  { known, neighbours }: { known: Known; neighbours: IntakeNeighbours },
  batch: readonly Heard[],
): Promise<void> => {
  const sorted = new Sorted();
  const now = deps.clock.now();
  const bounds = new Map<string, Bounds>();
  for (const heard of batch) {
    const { communityId, deviceId } = heard;
    if (!(await known.isKnown(communityId, deviceId))) {
      deps.log.warn({ communityId, deviceId }, 'a message of no device of ours');
      continue;
    }
    const limits = bounds.get(communityId) ?? { now, oldest: await known.oldest(communityId) };
    bounds.set(communityId, limits);
    sorted.add(heard, limits);
  }
  await inTransaction(deps.db, async (tx) => {
    await insertReadings(tx, sorted.readings);
    if (sorted.refusals.size > 0) await noteRefusals(tx, deps, [...sorted.refusals.values()]);
    if (sorted.events.length > 0) await announceEvents(tx, deps, sorted.events);
    if (sorted.states.size > 0) await noteStates(tx, deps, neighbours, [...sorted.states.values()]);
    if (sorted.acks.length > 0) await neighbours.noteAcks(tx, deps, sorted.acks);
    await announceStored(tx, deps, sorted.touched.values());
  });
};

/** One message that the database does not take though it is there: counted, so that its device does not send it for ever. */
export const giveUpMessage = async (deps: Deps, heard: Heard, error: unknown): Promise<void> => {
  const { communityId, deviceId, kind } = heard;
  deps.log.error({ communityId, deviceId, kind, error: String(error) }, 'a message cannot be stored');
  const sorted = new Sorted();
  sorted.refuse(heard, 'unstorable', null);
  await inTransaction(deps.db, (tx) => countRefusals(tx, [...sorted.refusals.values()]));
};
