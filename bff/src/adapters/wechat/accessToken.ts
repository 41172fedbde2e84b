import type { CachedToken, TokenCache } from './tokenCache.js';
import { WechatError } from './wechat.errors.js';
import { parseAnswer, readJson, requestWechat } from './wechat.http.js';
import { TokenAnswer } from './wechat.port.js';

/** WeChat renews its token five minutes before the end and honours both until then. */
const renewBeforeMs = 300_000;

export interface AccessTokenOptions {
  origin: string;
  appId: string;
  secret: string;
  cache: TokenCache;
  realNow: () => Date;
}

export interface AccessTokens {
  current(deadline: AbortSignal): Promise<string>;
  /** A token other than this one, which WeChat refused. */
  after(refused: string, deadline: AbortSignal): Promise<string>;
}

/** stable_token behind the shared cache: one process asks, the others read what it got. */
export const createAccessTokens = ({ origin, appId, secret, cache, realNow }: AccessTokenOptions): AccessTokens => {
  const leftMs = (token: CachedToken): number => token.expiresAtMs - realNow().getTime();

  const ask = async (force: boolean, deadline: AbortSignal): Promise<CachedToken> => {
    const call = 'stable_token';
    const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: force };
    const answer = await requestWechat(origin, { call, path: '/cgi-bin/stable_token', body }, deadline);
    const { access_token, expires_in } = parseAnswer(TokenAnswer, readJson(answer, call), call);
    return { token: access_token, expiresAtMs: realNow().getTime() + expires_in * 1000 };
  };

  const current = async (deadline: AbortSignal): Promise<string> => {
    const cached = await cache.get();
    if (cached && leftMs(cached) >= renewBeforeMs) return cached.token;
    return cache.lock(async () => {
      const again = await cache.get();
      if (again && leftMs(again) >= renewBeforeMs) return again.token;
      try {
        const fresh = await ask(false, deadline);
        await cache.set(fresh);
        return fresh.token;
      } catch (error) {
        // The old one is honoured to its end: no reason to fail while it lives.
        if (again && leftMs(again) > 0 && error instanceof WechatError && error.kind !== 'config') return again.token;
        throw error;
      }
    });
  };

  const after = (refused: string, deadline: AbortSignal): Promise<string> =>
    cache.lock(async () => {
      const cached = await cache.get();
      if (cached && cached.token !== refused && leftMs(cached) > 0) return cached.token;
      let fresh = await ask(false, deadline);
      // Forced renewals are few (20 a day), so only when WeChat insists on the refused one.
      if (fresh.token === refused) fresh = await ask(true, deadline);
      await cache.set(fresh);
      return fresh.token;
    });

  return { current, after };
};
