import { EventEmitter } from 'node:events';
import type { KeyValue } from './keyValue.js';

interface Kept {
  value: string;
  diesAtMs: number;
}

const mostKeys = 100_000;

/** For one process: a map that forgets, and an emitter. */
export const inProcessKeyValue = (): KeyValue => {
  const kept = new Map<string, Kept>();
  const channels = new EventEmitter().setMaxListeners(0);
  const read = (key: string): Kept | undefined => {
    const found = kept.get(key);
    if (found && found.diesAtMs <= Date.now()) {
      kept.delete(key);
      return undefined;
    }
    return found;
  };
  const write = (key: string, value: string, diesAtMs: number): void => {
    // Oldest first out: what is here may be lost.
    if (kept.size >= mostKeys) for (const old of [...kept.keys()].slice(0, mostKeys / 10)) kept.delete(old);
    kept.set(key, { value, diesAtMs });
  };
  return {
    get: async (key) => read(key)?.value ?? null,
    set: async (key, value, ttlMs) =>
      write(key, value, ttlMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + ttlMs),
    delete: async (key) => void kept.delete(key),
    increment: async (key, ttlMs) => {
      const found = read(key);
      const next = Number(found?.value ?? 0) + 1;
      write(key, String(next), found?.diesAtMs ?? Date.now() + ttlMs);
      return next;
    },
    publish: async (channel, message) => {
      setImmediate(() => channels.emit(channel, message));
    },
    subscribe: async (channel, handler) => {
      channels.on(channel, handler);
      return async () => {
        channels.off(channel, handler);
      };
    },
    ping: async () => undefined,
    close: async () => {
      channels.removeAllListeners();
      kept.clear();
    },
  };
};
