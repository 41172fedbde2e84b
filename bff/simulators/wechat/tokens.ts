import { randomBytes } from 'node:crypto';

const lifeMs = 7_200_000;
const overlapMs = 300_000;
const forceGapMs = 30_000;
const forcesADay = 20;
const dayMs = 86_400_000;

interface Issued {
  token: string;
  expiresAtMs: number;
}

export type TokenState = 'valid' | 'expired' | 'unknown';

export interface StableTokens {
  issue(force: boolean): { token: string; expiresInSeconds: number } | { errcode: number };
  state(token: string): TokenState;
  /** Ends every token at once, as a changed AppSecret does. */
  revokeAll(): void;
}

/** stable_token: the same token until 300 s before its end, then a new one beside it; forcing kills the old. */
export const createStableTokens = (now: () => Date): StableTokens => {
  let issued: Issued[] = [];
  let forcedAtMs: number[] = [];
  const fresh = (atMs: number): Issued => {
    const next = { token: `90_${randomBytes(96).toString('base64url')}`, expiresAtMs: atMs + lifeMs };
    issued = [...issued.slice(-4), next];
    return next;
  };
  const answer = ({ token, expiresAtMs }: Issued, atMs: number) => ({
    token,
    expiresInSeconds: Math.floor((expiresAtMs - atMs) / 1000),
  });
  return {
    issue: (force) => {
      const atMs = now().getTime();
      if (force) {
        forcedAtMs = forcedAtMs.filter((at) => atMs - at < dayMs);
        if (forcedAtMs.length >= forcesADay) return { errcode: 45009 };
        if (forcedAtMs.some((at) => atMs - at < forceGapMs)) return { errcode: 45011 };
        forcedAtMs.push(atMs);
        issued = [];
        return answer(fresh(atMs), atMs);
      }
      const last = issued.at(-1);
      return answer(last && last.expiresAtMs - atMs > overlapMs ? last : fresh(atMs), atMs);
    },
    state: (token) => {
      const found = issued.find((one) => one.token === token);
      if (!found) return 'unknown';
      return found.expiresAtMs > now().getTime() ? 'valid' : 'expired';
    },
    revokeAll: () => {
      issued = [];
    },
  };
};
