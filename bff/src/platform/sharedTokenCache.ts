import type { TokenCache } from '../adapters/wechat/tokenCache.js';
import { createInProcessTokenCache } from '../adapters/wechat/tokenCache.js';
import type { KeyValue } from './keyvalue/keyValue.js';

const name = 'wechat:access-token';

/** The access token for all processes. When Redis is away each process falls back to its own. */
export const sharedTokenCache = (keyValue: KeyValue, realNow: () => Date): TokenCache => {
  const own = createInProcessTokenCache();
  return {
    get: async () => {
      try {
        const kept = await keyValue.get(name);
        if (kept) return JSON.parse(kept) as { token: string; expiresAtMs: number };
      } catch {
        return own.get();
      }
      return own.get();
    },
    set: async (token) => {
      await own.set(token);
      const ttlMs = Math.max(1000, token.expiresAtMs - realNow().getTime());
      await keyValue.set(name, JSON.stringify(token), ttlMs).catch(() => undefined);
    },
    lock: async (work) => own.lock(work),
  };
};
