import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aedes, type Client, type PublishPacket, type Subscription } from 'aedes';
import { BrokerAway, type MqttHandlers, type MqttPort, mostBytes } from './mqtt.port.js';
import {
  addressOf,
  commandTopic,
  type DeviceAddress,
  mayPublish,
  maySubscribe,
  readTopic,
  usernameOf,
} from './topics.js';

export interface EmbeddedOptions {
  handlers: MqttHandlers;
  /** Undefined: 1883, or the next free one. */
  port: number | undefined;
  log: { warn(details: object, message: string): void };
}

const firstPort = 1883;
const mostConnections = 20_000;
/** A socket that is half open is noticed after this, whatever keep-alive the device asked for. */
const probeMs = 60_000;

const closingMs = 5000;

/** MQTT's own answers to a sign-in. */
const refusedSignIn = Object.assign(new Error('bad user name or password'), { returnCode: 4 });
const busySignIn = Object.assign(new Error('server unavailable'), { returnCode: 3 });

const listen = async (server: Server, port: number | undefined): Promise<number> => {
  for (let candidate = port ?? firstPort; ; candidate++)
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const address = server.address();
      return typeof address === 'object' && address ? address.port : candidate;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port !== undefined || candidate > firstPort + 100) throw error;
    }
};

interface Parser {
  packet: { length: number };
  _parseLength(): boolean;
  _emitError(error: Error): unknown;
}

/**
 * A packet says its length before it comes: one that is too long ends the connection there and then. aedes itself would
 * gather up to 256 MB in memory first.
 */
const refuseLongPackets = (client: Client): void => {
  const { _parser: parser } = client as unknown as { _parser: Parser };
  const parseLength = parser._parseLength.bind(parser);
  parser._parseLength = () => {
    const known = parseLength();
    if (!known || parser.packet.length <= mostBytes) return known;
    parser._emitError(new Error('packet too long'));
    return false;
  };
};

/**
 * The broker inside this process. What a device publishes is taken (and committed) in `authorizePublish`: only its answer
 * lets the acknowledgement out. A device's next packets are not read before that, so that the network holds back who
 * is too fast. Sessions live as long as their connection: what an offline device must hear is kept in our database.
 */
export const startEmbeddedBroker = async ({ handlers, port, log }: EmbeddedOptions): Promise<MqttPort> => {
  const who = new WeakMap<Client, DeviceAddress>();
  const underWay = new Set<Promise<void>>();
  let closing = false;

  const authenticate = async (
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
  ): Promise<boolean> => {
    const address = addressOf(username);
    if (!address || !(await handlers.admit(address.communityId, address.deviceId, String(password ?? ''))))
      return false;
    who.set(client, address);
    // Whatever id it gave itself: nobody throws another device out by taking its name.
    Object.assign(client, { id: usernameOf(address) });
    return true;
  };

  const publish = (client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void => {
    const address = client && who.get(client);
    const said = readTopic(packet.topic);
    // At our own end every will would speak: it is we who are gone, not the devices.
    if (closing || !address || !said || !mayPublish(address, packet.topic)) {
      done(new Error('not your topic'));
      return;
    }
    if (said.kind !== 'state') packet.retain = false;
    const taken = handlers.take({ ...said, payload: Buffer.from(packet.payload) }).then(
      () => done(null),
      (error: Error) => done(error),
    );
    underWay.add(taken);
    void taken.finally(() => underWay.delete(taken));
  };

  const broker = await Aedes.createBroker({
    connectTimeout: 10_000,
    maxTopicLevels: 8,
    preConnect: (client, packet, done) => {
      packet.clean = true;
      if (broker.connectedClients >= mostConnections) log.warn({}, 'too many devices');
      done(null, broker.connectedClients < mostConnections && client !== null);
    },
    authenticate: (client, username, password, done) => {
      authenticate(client, username, password).then(
        (may) => (may ? done(null, true) : done(refusedSignIn, false)),
        () => done(busySignIn, false),
      );
    },
    authorizePublish: publish,
    authorizeSubscribe: (client, subscription: Subscription, done) => {
      const address = who.get(client);
      done(null, address && maySubscribe(address, subscription.topic) ? subscription : null);
    },
  });
  for (const trouble of ['clientError', 'connectionError'] as const) broker.on(trouble, () => undefined);

  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.setKeepAlive(true, probeMs);
    refuseLongPackets(broker.handle(socket));
  });
  const taken = await listen(server, port);

  return {
    url: `mqtt://localhost:${taken}`,
    ready: () => !closing,
    send: (command) =>
      new Promise((resolve, reject) => {
        if (closing) {
          reject(new BrokerAway('the broker is closed'));
          return;
        }
        const { payload } = command;
        const packet = { cmd: 'publish', topic: commandTopic(command), payload, qos: 1, retain: false, dup: false };
        broker.publish(packet as PublishPacket, (error) => (error ? reject(new BrokerAway(error.message)) : resolve()));
      }),
    close: async () => {
      closing = true;
      const gone = new Promise<void>((resolve) => server.close(() => resolve()));
      // What is being committed may still be acknowledged.
      await Promise.race([Promise.allSettled(underWay), sleep(closingMs, undefined, { ref: false })]);
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await gone;
    },
  };
};
