import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { createAccessTokens } from './accessToken.js';
import { createInProcessTokenCache, type TokenCache } from './tokenCache.js';
import { WechatError } from './wechat.errors.js';
import { parseAnswer, readJson, requestWechat, type WechatAnswer, type WechatRequest } from './wechat.http.js';
import {
  CheckAnswer,
  checkScenes,
  PhoneAnswer,
  type SendOutcome,
  SessionAnswer,
  type WechatPort,
} from './wechat.port.js';

const retriesWhenBusy = 2;
const watermarkMaxAgeMs = 5 * 60_000;
const maxCheckedCharacters = 2500;
const sceneShape = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const pageShape = /^[^/?][^?]*$/;
const tokenCodes = new Set([40001, 40014, 42001]);
const finalRefusals = new Set(['no_subscription', 'user_unknown', 'content_refused']);

export interface LiveWechatOptions {
  /** https://api.weixin.qq.com, or a simulator's. */
  origin: string;
  appId: string;
  secret: string;
  tokenCache?: TokenCache;
  realNow: () => Date;
  /** Which build of the mini-program messages and codes open. */
  release?: 'formal' | 'trial' | 'developer';
  /** For one call of ours in all, its retries and a new token included. */
  timeoutMs?: number;
  /** Doubles with each retry. */
  backOffMs?: number;
}

const codeReleases = { formal: 'release', trial: 'trial', developer: 'develop' } as const;

/** The mini-program's server API (`wechat.md` 3). */
export const createLiveWechat = (options: LiveWechatOptions): WechatPort => {
  const { origin, appId, secret, realNow, release = 'formal', timeoutMs = 8000, backOffMs = 200 } = options;
  const tokens = createAccessTokens({
    origin,
    appId,
    secret,
    realNow,
    cache: options.tokenCache ?? createInProcessTokenCache(),
  });

  /** Repeats what WeChat itself says it did not do. */
  const whenBusyAgain = async <T>(attempt: () => Promise<T>, deadline: AbortSignal): Promise<T> => {
    for (let tried = 0; ; tried += 1) {
      try {
        return await attempt();
      } catch (error) {
        const busy = error instanceof WechatError && error.kind === 'busy';
        if (!busy || tried >= retriesWhenBusy || deadline.aborted) throw error;
        await sleep(backOffMs * 2 ** tried);
      }
    }
  };

  const withToken = async <T>(
    request: WechatRequest,
    read: (answer: WechatAnswer) => T,
    deadline: AbortSignal,
  ): Promise<T> => {
    const once = async (token: string): Promise<T> =>
      read(await requestWechat(origin, { ...request, query: { access_token: token } }, deadline));
    const token = await tokens.current(deadline);
    try {
      return await once(token);
    } catch (error) {
      if (!(error instanceof WechatError) || !tokenCodes.has(error.errcode ?? 0)) throw error;
      return once(await tokens.after(token, deadline));
    }
  };

  /** A call of ours: token, one deadline over everything, retries, errcode, parse. */
  const call = <T>(request: WechatRequest, read: (answer: WechatAnswer) => T): Promise<T> => {
    const deadline = AbortSignal.timeout(timeoutMs);
    return whenBusyAgain(() => withToken(request, read, deadline), deadline);
  };

  const callJson = <S extends z.ZodType>(request: WechatRequest, schema: S): Promise<z.output<S>> =>
    call(request, (answer) => parseAnswer(schema, readJson(answer, request.call), request.call));

  const refuse = (name: string, reason: string): never => {
    throw new WechatError('bad_argument', null, name, reason);
  };

  return {
    exchangeLoginCode: (code) => {
      const name = 'jscode2session';
      const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' };
      const deadline = AbortSignal.timeout(timeoutMs);
      return whenBusyAgain(async () => {
        const answer = await requestWechat(origin, { call: name, path: '/sns/jscode2session', query }, deadline);
        return parseAnswer(SessionAnswer, readJson(answer, name), name);
      }, deadline);
    },

    phoneNumber: async (code) => {
      const name = 'getuserphonenumber';
      const request = { call: name, path: '/wxa/business/getuserphonenumber', body: { code } };
      const { phone_info: phone } = await callJson(request, PhoneAnswer);
      if (phone.watermark.appid !== appId) throw new WechatError('config', null, name, 'watermark of another app');
      const ageMs = Math.abs(realNow().getTime() - phone.watermark.timestamp * 1000);
      if (ageMs > watermarkMaxAgeMs) throw new WechatError('code_invalid', null, name, 'watermark too old');
      const { phoneNumber, purePhoneNumber, countryCode } = phone;
      return { phoneNumber, purePhoneNumber, countryCode };
    },

    sendSubscribeMessage: async ({ openid, templateId, page, data }): Promise<SendOutcome> => {
      const name = 'subscribe_send';
      const body = {
        touser: openid,
        template_id: templateId,
        ...(page === undefined ? {} : { page }),
        data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
        miniprogram_state: release,
        lang: 'zh_CN',
      };
      try {
        await call({ call: name, path: '/cgi-bin/message/subscribe/send', body }, (answer) => readJson(answer, name));
        return 'sent';
      } catch (error) {
        if (error instanceof WechatError && finalRefusals.has(error.kind))
          return { refused: error.kind as 'no_subscription' | 'user_unknown' | 'content_refused' };
        throw error;
      }
    },

    placeCode: async ({ scene, page }) => {
      const name = 'getwxacodeunlimit';
      if (!sceneShape.test(scene)) return refuse(name, 'scene must be 1 to 32 of the allowed characters');
      if (!pageShape.test(page)) return refuse(name, 'page must have no leading slash and no query');
      const body = { scene, page, width: 430, env_version: codeReleases[release] };
      return call({ call: name, path: '/wxa/getwxacodeunlimit', body }, (answer) => {
        // A refusal is JSON with status 200, sometimes under an image's content type: the bytes tell.
        if (answer.bytes[0] === 0x7b) readJson(answer, name);
        if (!answer.contentType.startsWith('image/')) throw new WechatError('unknown', null, name, 'not an image');
        return { bytes: answer.bytes, contentType: answer.contentType.split(';')[0] ?? 'image/jpeg' };
      });
    },

    checkText: async ({ openid, content, scene }) => {
      const name = 'msg_sec_check';
      const length = [...content].length;
      if (length === 0 || length > maxCheckedCharacters) return refuse(name, 'content must have 1 to 2500 characters');
      const body = { openid, content, scene: checkScenes[scene], version: 2 };
      const { result, trace_id } = await callJson({ call: name, path: '/wxa/msg_sec_check', body }, CheckAnswer);
      return { ...result, traceId: trace_id };
    },
  };
};
