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

interface Listener {
  socket: WebSocket;
  token: string;
  community: string | null;
  channels: Set<string>;
  alive: boolean;
}

const mostSockets = 10_000;
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
  let unsubscribe: Promise<() => Promise<void>> | null = null;

  const deliver = (packed: string): void => {
    const { channel, message } = JSON.parse(packed) as { channel: string; message: LiveMessage };
    const text = JSON.stringify(message);
    for (const listener of listeners) {
      if (!listener.channels.has(channel)) continue;
      // A client that does not read is cut off; it comes back and asks for everything.
      if (listener.socket.bufferedAmount > mostWaitingBytes) listener.socket.terminate();
      else listener.socket.send(text);
    }
  };

  const recheck = async (listener: Listener): Promise<void> => {
    const identity = await authenticate(listener.token, listener.community);
    if (identity) listener.channels = new Set(identity.channels);
    else listener.socket.close(closeCodes.unauthorised);
  };

  const admit = async (socket: WebSocket, data: unknown): Promise<void> => {
    const auth = parseAuth(data);
    const identity = auth ? await authenticate(auth.token, auth.community ?? null) : null;
    if (!auth || !identity) {
      socket.close(closeCodes.unauthorised);
      return;
    }
    const listener: Listener = {
      socket,
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
    if (listeners.size >= mostSockets) {
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

  return {
    attach: (server, path) => {
      unsubscribe = keyValue.subscribe(bus, deliver);
      unsubscribe.catch(() => log.warn({}, 'live updates of other processes are not heard'));
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (request.url?.split('?')[0] !== path) {
          socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
          return;
        }
        wss.handleUpgrade(request, socket, head, welcome);
      });
      timers.push(setInterval(heartbeat, heartbeatMs).unref());
      const recheckAll = (): void => {
        for (const listener of listeners) void recheck(listener).catch(() => undefined);
      };
      timers.push(setInterval(recheckAll, recheckMs).unref());
    },
    send: (channel, message) => {
      keyValue
        .publish(bus, JSON.stringify({ channel, message }))
        .catch(() => log.warn({ channel: channel.split(':')[0] }, 'live update lost'));
    },
    size: () => listeners.size,
    closeAll: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const client of wss.clients) client.close(closeCodes.goingAway);
      const end = await unsubscribe?.catch(() => undefined);
      await end?.();
    },
  };
};
