export interface CachedToken {
  token: string;
  expiresAtMs: number;
}

/** The access token that all processes share: WeChat allows one token per AppID and 20 forced renewals a day. */
export interface TokenCache {
  get(): Promise<CachedToken | null>;
  set(token: CachedToken): Promise<void>;
  /** Runs one at a time among all who share the cache. */
  lock<T>(work: () => Promise<T>): Promise<T>;
}

/** For a single process; more processes share one in Redis. */
export const createInProcessTokenCache = (): TokenCache => {
  let held: CachedToken | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  return {
    get: async () => held,
    set: async (token) => {
      held = token;
    },
    lock: (work) => {
      const turn = tail.then(work);
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
};
