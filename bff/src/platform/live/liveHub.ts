import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { LiveAuth, type LiveMessage } from 'shared-types/live';
import { z } from 'shared-types/schemas';
import { type WebSocket, WebSocketServer } from 'ws';
import type { KeyValue } from '../keyvalue/keyValue.js';
import type { Logger } from '../log/logger.js';

export interface LiveHub {
  /** Takes upgrades of this path. */
  attach(server: Server, path: string): void;
  /** Tells every socket on the channel, in whatever process it is. May be lost: clients also poll. */
  send(channel: string, message: LiveMessage): void;
  /** Looks at once again at the rights of every socket on the channel, in whatever process: after a sign-out or a change. */
  recheck(channel: string): void;
  /** Open sockets of this process. */
  size(): number;
  closeAll(): Promise<void>;
}

export interface LiveHubOptions {
  keyValue: KeyValue;
  log: Pick<Logger, 'warn'>;
  /** The channels that a token may hear, or null. */
  authenticate: (token: string, community: string | null) => Promise<{ channels: string[] } | null>;
  authWithinMs?: number;
  /** How often a socket's token is looked at again; a revoked one is closed. */
  recheckMs?: number;
}

/** What processes tell each other; without a message: look at the rights again. */
interface Wire {
  from: string;
  channel: string;
  message: LiveMessage | null;
}

interface Listener {
  socket: WebSocket;
  /** The first channel names the person. */
  person: string;
  token: string;
  community: string | null;
  channels: Set<string>;
  alive: boolean;
}

const mostSockets = 10_000;
const mostSocketsPerPerson = 10;
const recheckedAtOnce = 20;
const resubscribeMs = 2000;
const closingPatienceMs = 1000;
const mostWaitingBytes = 256 * 1024;
const heartbeatMs = 30_000;
const bus = 'live';
const closeCodes = { goingAway: 1001, unauthorised: 4401, tooMany: 4429 } as const;

const parseAuth = (data: unknown): z.infer<typeof LiveAuth> | null => {
  try {
    const parsed = z.safeParse(LiveAuth, JSON.parse(String(data)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** Live updates over WebSocket; processes pass them on to each other over publish/subscribe. */
export const createLiveHub = (options: LiveHubOptions): LiveHub => {
  const { keyValue, log, authenticate, authWithinMs = 5000, recheckMs = 30_000 } = options;
  const wss = new WebSocketServer({ noServer: true, maxPayload: 4096 });
  const listeners = new Set<Listener>();
  const timers: NodeJS.Timeout[] = [];
  const self = randomUUID();
  let unsubscribe: (() => Promise<void>) | null = null;
  let isClosed = false;

  const recheck = async (listener: Listener): Promise<void> => {
    const identity = await authenticate(listener.token, listener.community);
    if (identity) listener.channels = new Set(identity.channels);
    else listener.socket.close(closeCodes.unauthorised);
  };

  const deliver = ({ channel, message }: Pick<Wire, 'channel' | 'message'>): void => {
    const text = JSON.stringify(message);
    for (const listener of listeners) {
      if (!listener.channels.has(channel)) continue;
      if (message === null) {
        void recheck(listener).catch(() => undefined);
        continue;
      }
      // A client that does not read is cut off; it comes back and asks for everything.
      if (listener.socket.bufferedAmount > mostWaitingBytes) listener.socket.terminate();
      else listener.socket.send(text);
    }
  };

  /** Our own sockets hear it at once, those of other processes through the bus. */
  const pass = (channel: string, message: LiveMessage | null): void => {
    deliver({ channel, message });
    keyValue
      .publish(bus, JSON.stringify({ from: self, channel, message } satisfies Wire))
      .catch(() => log.warn({ channel: channel.split(':')[0] }, 'live update reached this process only'));
  };

  /** Until it succeeds: the bus may be away when the process starts. */
  const listen = async (): Promise<void> => {
    try {
      const end = await keyValue.subscribe(bus, (packed) => {
        const wire = JSON.parse(packed) as Wire;
        if (wire.from !== self) deliver(wire);
      });
      if (isClosed) await end();
      else unsubscribe = end;
    } catch {
      if (isClosed) return;
      log.warn({}, 'live updates of other processes are not heard');
      setTimeout(() => void listen(), resubscribeMs).unref();
    }
  };

  const admit = async (socket: WebSocket, data: unknown): Promise<void> => {
    const auth = parseAuth(data);
    const identity = auth ? await authenticate(auth.token, auth.community ?? null) : null;
    // It may have gone while we asked; its close event would not come again.
    if (socket.readyState !== socket.OPEN) return;
    if (!auth || !identity) {
      socket.close(closeCodes.unauthorised);
      return;
    }
    const person = identity.channels[0] ?? '';
    if ([...listeners].filter((one) => one.person === person).length >= mostSocketsPerPerson) {
      socket.close(closeCodes.tooMany);
      return;
    }
    const listener: Listener = {
      socket,
      person,
      token: auth.token,
      community: auth.community ?? null,
      channels: new Set(identity.channels),
      alive: true,
    };
    listeners.add(listener);
    socket.on('close', () => listeners.delete(listener));
    socket.on('pong', () => {
      listener.alive = true;
    });
    socket.send(JSON.stringify({ type: 'ready' } satisfies LiveMessage));
  };

  const welcome = (socket: WebSocket): void => {
    socket.on('error', () => socket.terminate());
    if (wss.clients.size > mostSockets) {
      socket.close(closeCodes.tooMany);
      return;
    }
    const patience = setTimeout(() => socket.close(closeCodes.unauthorised), authWithinMs);
    socket.once('close', () => clearTimeout(patience));
    socket.once('message', (data) => {
      clearTimeout(patience);
      admit(socket, data).catch((error: unknown) => {
        log.warn({ error: error instanceof Error ? error.message : String(error) }, 'live sign-in failed');
        socket.close(1011);
      });
    });
  };

  const heartbeat = (): void => {
    for (const listener of listeners) {
      if (!listener.alive) listener.socket.terminate();
      listener.alive = false;
      listener.socket.ping();
    }
  };

  let isRechecking = false;
  /** A few at a time: thousands of sockets must not ask the database at once. A failed question changes nothing. */
  const recheckAll = async (): Promise<void> => {
    if (isRechecking) return;
    isRechecking = true;
    const waiting = [...listeners];
    while (waiting.length > 0 && !isClosed)
      await Promise.allSettled(waiting.splice(0, recheckedAtOnce).map((listener) => recheck(listener)));
    isRechecking = false;
  };

  return {
    attach: (server, path) => {
      void listen();
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (request.url?.split('?')[0] !== path) {
          socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
          return;
        }
        wss.handleUpgrade(request, socket, head, welcome);
      });
      timers.push(setInterval(heartbeat, heartbeatMs).unref());
      timers.push(setInterval(() => void recheckAll(), recheckMs).unref());
    },
    send: pass,
    recheck: (channel) => pass(channel, null),
    size: () => listeners.size,
    closeAll: async () => {
      isClosed = true;
      for (const timer of timers) clearInterval(timer);
      for (const client of wss.clients) client.close(closeCodes.goingAway);
      const patienceEndsAt = performance.now() + closingPatienceMs;
      while (wss.clients.size > 0 && performance.now() < patienceEndsAt)
        await new Promise((resolve) => setTimeout(resolve, 10));
      // Who does not answer the farewell would hold the server open.
      for (const client of wss.clients) client.terminate();
      await unsubscribe?.().catch(() => undefined);
    },
  };
};
