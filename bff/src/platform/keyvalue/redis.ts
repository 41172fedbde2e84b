import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { KeyValue } from './keyValue.js';

type Client = Redis | Cluster;

/** A dead Redis must refuse at once instead of hanging its callers. */
const patience: RedisOptions = {
  commandTimeout: 2000,
  connectTimeout: 2000,
  maxRetriesPerRequest: 1,
  enableOfflineQueue: true,
  retryStrategy: (times) => Math.min(times * 100, 2000),
};

const hostsOf = (list: string): { host: string; port: number }[] =>
  list.split(',').map((part) => {
    const [host = '', port] = part.split(':');
    return { host, port: Number(port ?? 6379) };
  });

const connect = (url: string): Client => {
  const special = /^redis\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^/]+)(?:\/(.*))?$/.exec(url);
  if (!special) return new Redis(url, patience);
  const [, kind, credentials = '', hosts = '', name = ''] = special;
  const password = decodeURIComponent(credentials.split(':').pop() ?? '') || undefined;
  if (kind === 'cluster') return new Cluster(hostsOf(hosts), { redisOptions: { ...patience, password } });
  return new Redis({
    ...patience,
    password,
    name,
    sentinels: hostsOf(hosts).map((one) => ({ ...one, port: one.port === 6379 ? 26379 : one.port })),
  });
};

/** Redis behind the interface; every key and channel carries the prefix. */
export const redisKeyValue = async (url: string, prefix: string): Promise<KeyValue> => {
  const client = connect(url);
  const listener = connect(url);
  // Without a listener ioredis would throw; callers hear of it by their own rejected call.
  client.on('error', () => undefined);
  listener.on('error', () => undefined);
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
    increment: async (key, ttlMs) => {
      const answers = await client.multi().incr(named(key)).pexpire(named(key), Math.round(ttlMs), 'NX').exec();
      return Number(answers?.[0]?.[1] ?? 0);
    },
    publish: async (channel, message) => void (await client.publish(named(channel), message)),
    subscribe: async (channel, handler) => {
      const name = named(channel);
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(handler));
      if (set.size === 1) await listener.subscribe(name);
      return async () => {
        set.delete(handler);
        if (set.size > 0) return;
        handlers.delete(name);
        await listener.unsubscribe(name).catch(() => undefined);
      };
    },
    ping: async () => void (await client.ping()),
    close: async () => {
      client.disconnect();
      listener.disconnect();
    },
  };
};
