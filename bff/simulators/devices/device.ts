import type { MqttClient } from 'mqtt';
import type { DeviceKind } from 'shared-types/device';
import { type Fault, hasFault, reports, valuesAt } from './model.js';
import { judge, markUsed, type Receiver, type UsedIds } from './orders.js';

/** Who a device is: told by whoever set it up. */
export interface DeviceIdentity {
  communityId: string;
  id: string;
  code: string;
  kind: DeviceKind;
  name: string;
  secret: string;
}

/** What outlives a restart of a device. */
export interface DeviceMemory {
  seq: number;
  faults: Fault[];
  /** Until when it has told its past. */
  toldMs: number;
}

export interface DeviceWorld {
  seed: string;
  broker: string;
  publicKey: string;
  /** The community's clock, as the simulators know it. */
  now: () => number;
  wallNow: () => number;
  changed: () => void;
  /** The server says that it has something new to be fetched. */
  hinted: (identity: DeviceIdentity) => void;
}

export interface SimulatedDevice {
  identity: DeviceIdentity;
  memory: DeviceMemory;
  isConnected(): boolean;
  /** Commands that took effect, the newest last. */
  done(): readonly { id: string; name: string; args: Record<string, unknown> }[];
  connect(): void;
  /** One reading, as of now. */
  report(): void;
  /** Cuts its network off, or gives it back. */
  setNetwork(on: boolean): void;
  event(type: string, id: string, data: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

/** No command: nothing is signed, for nothing is believed. */
const isHint = (payload: string): boolean => payload === '{"hint":"lists"}';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const firmware = '2.4.1';
const mostOfMessage = 180;
/** What a device with a bad clock believes. */
const wrongClockMs = 5 * 365 * dayMs;

/** The past that a device tells when it is first connected: a day closely, a month roughly. */
const pastOf = (nowMs: number): number[] => {
  const roughly = Array.from({ length: 29 * 4 }, (_, at) => nowMs - 30 * dayMs + at * 6 * hourMs);
  const closely = Array.from({ length: 47 }, (_, at) => nowMs - dayMs + at * (hourMs / 2));
  return [...roughly, ...closely];
};

/** One device over real MQTT: signs in with its own credential, reports, keeps to the commands it is given. */
export const createDevice = (identity: DeviceIdentity, memory: DeviceMemory, world: DeviceWorld): SimulatedDevice => {
  const { communityId, id, secret } = identity;
  const used: UsedIds = { known: new Map() };
  const effects: { id: string; name: string; args: Record<string, unknown> }[] = [];
  const topic = (kind: string): string => `anju/v1/${communityId}/${id}/${kind}`;
  const receiver = (): Receiver => ({
    ...{ community: communityId, device: id, publicKey: world.publicKey, wallNow: world.wallNow, used },
  });
  let client: MqttClient | null = null;
  let hasNetwork = true;
  let closed = false;

  const say = (kind: string, value: object, retain = false): void => {
    client?.publish(topic(kind), JSON.stringify(value), { qos: 1, retain });
  };

  const readingAt = (atMs: number): object => {
    memory.seq += 1;
    const measured = { seed: world.seed, code: identity.code, kind: identity.kind, faults: memory.faults };
    const ts = hasFault(measured, 'clock', atMs) ? atMs + wrongClockMs : atMs;
    return { ts, seq: memory.seq, values: valuesAt(measured, atMs) };
  };

  const tellPast = (): void => {
    const nowMs = world.now();
    const missing = pastOf(nowMs).filter((atMs) => atMs > memory.toldMs);
    for (let from = 0; from < missing.length; from += mostOfMessage)
      say(
        'telemetry',
        missing.slice(from, from + mostOfMessage).map((atMs) => readingAt(atMs)),
      );
    memory.toldMs = nowMs;
    say('telemetry', readingAt(nowMs));
    world.changed();
  };

  const obey = (payload: string): void => {
    if (isHint(payload)) {
      world.hinted(identity);
      return;
    }
    const { verdict, command } = judge(receiver(), payload);
    if (!command) return;
    const { id: commandId, name, args } = command;
    if (verdict === 'again') say('command/ack', used.known.get(commandId) ?? {});
    else if (verdict === 'do') {
      const answer = { id: commandId, ok: true, result: { at: world.now() } };
      markUsed(receiver(), commandId, answer);
      effects.push({ id: commandId, name, args });
      say('command/ack', answer);
    } else if (verdict === 'expired') say('command/ack', { id: commandId, ok: false, reason: 'expired' });
  };

  const connect = async (): Promise<void> => {
    // Loaded when the first device connects: nobody waits for it before.
    const { default: mqtt } = await import('mqtt');
    if (client || !hasNetwork || closed) return;
    client = mqtt.connect(world.broker, {
      username: `${communityId}/${id}`,
      password: secret,
      clientId: id,
      clean: true,
      keepalive: 60,
      reconnectPeriod: 5000,
      connectTimeout: 15_000,
      will: { topic: topic('state'), payload: Buffer.from('{"online":false}'), qos: 1, retain: true },
    });
    client.on('error', () => undefined);
    client.on('message', (_topic, payload) => obey(payload.toString()));
    client.on('connect', () => {
      client?.subscribe(topic('command'), { qos: 1 });
      say('state', { online: true, firmware }, true);
      if (reports(identity.kind)) tellPast();
    });
  };

  return {
    identity,
    memory,
    isConnected: () => client?.connected ?? false,
    done: () => effects,
    connect: () => void connect(),
    report: () => {
      const nowMs = world.now();
      if (!client?.connected || !reports(identity.kind) || hasFault(memory, 'silent', nowMs)) return;
      memory.toldMs = nowMs;
      say('telemetry', readingAt(nowMs));
    },
    setNetwork: (on) => {
      hasNetwork = on;
      if (on) void connect();
      else {
        // As a cable is pulled: nobody says goodbye.
        client?.stream.destroy();
        client?.end(true);
        client = null;
      }
    },
    event: async (type, eventId, data) => {
      if (!client) throw new Error('no network');
      await client.publishAsync(topic('event'), JSON.stringify({ id: eventId, type, ts: world.now(), data }), {
        qos: 1,
      });
    },
    close: async () => {
      closed = true;
      const closing = client;
      client = null;
      await closing?.endAsync(true);
    },
  };
};
