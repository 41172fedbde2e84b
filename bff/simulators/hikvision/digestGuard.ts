import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The other side of a digest: challenges, and believes only who computed the answer with the password. Its own code, so that it checks ours. */

export interface GuardOptions {
  realm: string;
  username: string;
  password(): string;
  algorithms(): readonly ('MD5' | 'SHA-256')[];
  wallNow: () => Date;
}

interface Nonce {
  algorithm: 'MD5' | 'SHA-256';
  bornMs: number;
  lastCount: number;
}

const nonceLivesMs = 10 * 60_000;
const mostNonces = 200;

export const createDigestGuard = (options: GuardOptions) => {
  const nonces = new Map<string, Nonce>();
  let staleNext = 0;

  const challenge = (stale: boolean): string[] =>
    options.algorithms().map((algorithm) => {
      const nonce = randomBytes(18).toString('base64');
      nonces.set(nonce, { algorithm, bornMs: options.wallNow().getTime(), lastCount: 0 });
      const oldest = nonces.size > mostNonces ? nonces.keys().next().value : undefined;
      if (oldest !== undefined) nonces.delete(oldest);
      return `Digest qop="auth", realm="${options.realm}", nonce="${nonce}", algorithm=${algorithm}, opaque="", stale="${stale ? 'TRUE' : 'FALSE'}"`;
    });

  const fieldOf = (header: string, name: string): string =>
    new RegExp(`(?:^|[\\s,])${name}=(?:"([^"]*)"|([^\\s,]+))`, 'i')
      .exec(header)
      ?.slice(1)
      .find((one) => one !== undefined) ?? '';

  return {
    /** So many next answers meet a nonce that has just grown old. */
    makeStale: (times: number): void => {
      staleNext = times;
    },
    /** Null: let in; else what to answer with 401. */
    admit: (method: string, target: string, header: string | undefined): string[] | null => {
      if (!header?.startsWith('Digest ')) return challenge(false);
      const nonce = fieldOf(header, 'nonce');
      const known = nonces.get(nonce);
      const count = Number.parseInt(fieldOf(header, 'nc'), 16);
      if (!known || options.wallNow().getTime() - known.bornMs > nonceLivesMs) return challenge(true);
      if (staleNext > 0) {
        staleNext -= 1;
        nonces.delete(nonce);
        return challenge(true);
      }
      // Said before with the same count: somebody repeats what they overheard.
      if (!(count > known.lastCount)) return challenge(false);
      const hash = (words: string): string =>
        createHash(known.algorithm === 'MD5' ? 'md5' : 'sha256')
          .update(words)
          .digest('hex');
      const own = hash(`${options.username}:${options.realm}:${options.password()}`);
      const rest = `${nonce}:${fieldOf(header, 'nc')}:${fieldOf(header, 'cnonce')}:auth:${hash(`${method}:${target}`)}`;
      const due = Buffer.from(hash(`${own}:${rest}`));
      const said = Buffer.from(fieldOf(header, 'response'));
      const isSame = due.length === said.length && timingSafeEqual(due, said);
      if (!isSame || fieldOf(header, 'username') !== options.username || fieldOf(header, 'uri') !== target)
        return challenge(false);
      known.lastCount = count;
      return null;
    },
  };
};
