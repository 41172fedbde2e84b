import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { BrokerAway, type MqttHandlers, type MqttPort, mostBytes } from './mqtt.port.js';
import { commandTopic, inboundFilters, readTopic } from './topics.js';

/** Where our processes share what devices say, each message goes to one of them. */
const group = 'anju';

/** What the broker may have sent us and not yet heard back of; it holds back the rest. */
const mostUnderWay = 4000;
const sessionSeconds = 7 * 86_400;
const answerMs = 10_000;
const againMs = 1000;

interface Acknowledging {
  _sendPacket(packet: { cmd: 'puback'; messageId: number; reasonCode: number }, done: () => void): void;
}

type Taken = (error?: Error) => void;

/**
 * mqtt.js acknowledges on its own when `handleMessage` calls back, and reads nothing more until then: messages would be
 * committed one at a time. So the callback is told at once that there will be no acknowledgement (it skips it on an
 * error, and goes on), and the acknowledgement is sent by hand after the commit. `external.test.ts` watches that this
 * still holds of the mqtt.js that is installed. An acknowledgement belongs to its connection: after a new one the
 * broker sends the message again, and may have given its number to another.
 */
const acknowledgeByHand = (
  client: MqttClient,
  take: (packet: IPublishPacket) => Promise<void>,
  isOpen: () => boolean,
): { underWay: Set<Promise<void>> } => {
  const underWay = new Set<Promise<void>>();
  const held = new Error('acknowledged by hand');
  let connection = 0;
  client.on('connect', () => {
    connection += 1;
  });
  const acknowledge = (packet: IPublishPacket, of: number): void => {
    if (of !== connection || !client.connected || packet.messageId === undefined) return;
    const { messageId } = packet;
    (client as unknown as Acknowledging)._sendPacket({ cmd: 'puback', messageId, reasonCode: 0 }, () => undefined);
  };
  const handle = async (packet: IPublishPacket, of: number): Promise<void> => {
    while (isOpen() && of === connection)
      try {
        await take(packet);
        acknowledge(packet, of);
        return;
      } catch {
        // The broker sends it again on a new connection only: until then it is ours to try.
        await sleep(againMs);
      }
  };
  client.handleMessage = (packet, done: Taken) => {
    const one = handle(packet, connection);
    underWay.add(one);
    void one.finally(() => underWay.delete(one));
    done(packet.qos > 0 ? held : undefined);
  };
  return { underWay };
};

interface ClientOptions {
  url: string;
  clientId: string;
  /** Keeps its session at the broker while it is away. */
  lasting: boolean;
  log: { warn(details: object, message: string): void };
}

const open = ({ url, clientId, lasting, log }: ClientOptions): MqttClient => {
  const client = mqtt.connect(url, {
    protocolVersion: 5,
    clientId,
    clean: !lasting,
    reconnectPeriod: 1000,
    connectTimeout: 10_000,
    manualConnect: true,
    resubscribe: false,
    properties: {
      sessionExpiryInterval: lasting ? sessionSeconds : 0,
      receiveMaximum: mostUnderWay,
      maximumPacketSize: mostBytes + 1024,
    },
  });
  let said = '';
  client.on('error', (error) => {
    // It goes on trying by itself; the same trouble is told once.
    if (error.message !== said) log.warn({ error: error.message }, 'the MQTT broker');
    said = error.message;
  });
  client.on('connect', () => {
    said = '';
  });
  return client;
};

const closed = (client: MqttClient, options: { forget?: boolean } = {}): Promise<void> =>
  new Promise((resolve) => {
    const forget = options.forget ? { properties: { sessionExpiryInterval: 0 } } : {};
    client.end(false, { reasonCode: 0, ...forget } as never, () => resolve());
    setTimeout(() => client.end(true, () => resolve()), 2000).unref();
  });

/** `gone`: there was no session any more. `stands`: the broker could not be asked for so long. */
export type Retired = 'gone' | 'ended' | 'stands';

export interface Subscriber {
  clientId: string;
  /** Leaves the shared subscription, takes what still stands in its session, and ends that for good. */
  retire(patienceMs: number): Promise<Retired>;
  close(): Promise<void>;
}

/** After so long without a message nothing stands in a session that is to end. */
const drainedMs = 3000;

/**
 * One client under a lasting name. The broker keeps what comes for it while it is away; a name that never comes back
 * keeps it for ever, so somebody must take it up again (`slots.ts`).
 */
export const openSubscriber = (
  options: Omit<ClientOptions, 'lasting'> & { handlers: MqttHandlers; shared: boolean; retiring?: boolean },
): Subscriber => {
  const { clientId, handlers } = options;
  const filters = inboundFilters(options.shared ? group : null);
  const client = open({ ...options, lasting: true });
  let isOpen = true;
  let lastAt = performance.now();
  const { underWay } = acknowledgeByHand(
    client,
    async (packet) => {
      lastAt = performance.now();
      const said = readTopic(packet.topic);
      if (said) await handlers.take({ ...said, payload: Buffer.from(packet.payload) });
    },
    () => isOpen,
  );
  let found = false;
  client.on('connect', ({ sessionPresent }) => {
    found ||= sessionPresent || !options.retiring;
    lastAt = performance.now();
    if (options.retiring) client.unsubscribe(filters);
    else client.subscribe(filters, { qos: 1 });
  });
  client.connect();
  const close = async (forget: boolean): Promise<void> => {
    // What is being committed may still be acknowledged.
    await Promise.race([Promise.allSettled(underWay), sleep(5000, undefined, { ref: false })]);
    isOpen = false;
    await closed(client, { forget });
  };
  return {
    clientId,
    retire: async (patienceMs) => {
      if (client.connected) client.unsubscribe(filters);
      options.retiring = true;
      const end = performance.now() + patienceMs;
      const isDrained = (): boolean =>
        client.connected && underWay.size === 0 && performance.now() - lastAt >= drainedMs;
      while (!isDrained() && performance.now() < end) await sleep(200);
      const drained = isDrained();
      await close(drained);
      if (!drained) return 'stands';
      return found ? 'ended' : 'gone';
    },
    close: () => close(false),
  };
};

/** Sends commands over an external broker; hears nothing. */
export const openSender = (options: Pick<ClientOptions, 'url' | 'log'>): MqttPort => {
  const { url, log } = options;
  const client = open({ url, log, clientId: `anju-send-${process.pid}-${Date.now().toString(36)}`, lasting: false });
  client.connect();
  return {
    url: withoutSecret(url),
    ready: () => client.connected,
    send: async (command) => {
      if (!client.connected) throw new BrokerAway('not connected');
      const { payload } = command;
      const sent = client.publishAsync(commandTopic(command), payload, { qos: 1 });
      const late = sleep(answerMs, undefined, { ref: false }).then(() => {
        throw new BrokerAway('no answer');
      });
      await Promise.race([sent, late]).catch((error: unknown) => {
        throw new BrokerAway(error instanceof Error ? error.message : String(error));
      });
    },
    close: () => closed(client),
  };
};

/** The address as it may be shown. */
const withoutSecret = (url: string): string => {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain.toString();
};
