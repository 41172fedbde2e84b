import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { KeyValue } from './keyValue.js';

type Client = Redis | Cluster;

/** A dead Redis must refuse at once instead of hanging its callers. */
const patience: RedisOptions = {
  commandTimeout: 2000,
  connectTimeout: 2000,
  disconnectTimeout: 300,
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  retryStrategy: (times) => Math.min(times * 100, 2000),
};

const hostsOf = (list: string): { host: string; port: number }[] =>
  list.split(',').map((part) => {
    const [host = '', port] = part.split(':');
    return { host, port: Number(port ?? 6379) };
  });

/** Adds one and starts the time to live with the first, in one step: a counter without an end would lock for ever. */
const incrementScript = `local sum = redis.call('INCR', KEYS[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return sum`;

const firstConnectionMs = 2000;

const connect = (url: string): Client => {
  const special = /^redis\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^/]+)(?:\/(.*))?$/.exec(url);
  if (!special) return new Redis(url, patience);
  const [, kind, credentials = '', hosts = '', name = ''] = special;
  const password = decodeURIComponent(credentials.split(':').pop() ?? '') || undefined;
  if (kind === 'cluster')
    return new Cluster(hostsOf(hosts), { enableOfflineQueue: false, redisOptions: { ...patience, password } });
  return new Redis({
    ...patience,
    password,
    name,
    sentinels: hostsOf(hosts).map((one) => ({ ...one, port: one.port === 6379 ? 26379 : one.port })),
  });
};

/** Resolves when connected, or after a while: a Redis that is away at the start may come later. */
const settled = (client: Client): Promise<void> =>
  new Promise((resolve) => {
    const patienceTimer = setTimeout(resolve, firstConnectionMs);
    client.once('ready', () => {
      clearTimeout(patienceTimer);
      resolve();
    });
  });

/** Redis behind the interface; every key and channel carries the prefix. */
export const redisKeyValue = async (url: string, prefix: string): Promise<KeyValue> => {
  const client = connect(url);
  const listener = connect(url);
  // Without a listener ioredis would throw; callers hear of it by their own rejected call.
  client.on('error', () => undefined);
  listener.on('error', () => undefined);
  await Promise.all([settled(client), settled(listener)]);
  const handlers = new Map<string, Set<(message: string) => void>>();
  listener.on('message', (channel: string, message: string) => {
    for (const handler of handlers.get(channel) ?? []) handler(message);
  });
  const named = (key: string): string => prefix + key;
  return {
    get: (key) => client.get(named(key)),
    set: async (key, value, ttlMs) => {
      if (ttlMs === undefined) await client.set(named(key), value);
      else await client.set(named(key), value, 'PX', Math.max(1, Math.round(ttlMs)));
    },
    delete: async (key) => void (await client.del(named(key))),
    increment: async (key, ttlMs) =>
      Number(await client.eval(incrementScript, 1, named(key), Math.max(1, Math.round(ttlMs)))),
    publish: async (channel, message) => void (await client.publish(named(channel), message)),
    subscribe: async (channel, handler) => {
      const name = named(channel);
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(handler));
      const end = async (): Promise<void> => {
        set.delete(handler);
        if (set.size > 0 || handlers.get(name) !== set) return;
        handlers.delete(name);
        await listener.unsubscribe(name).catch(() => undefined);
      };
      try {
        await listener.subscribe(name);
      } catch (error) {
        await end();
        throw error;
      }
      return end;
    },
    ping: async () => void (await client.ping()),
    close: async () => {
      client.disconnect();
      listener.disconnect();
    },
  };
};
