import { setTimeout as sleep } from 'node:timers/promises';
import { json, refusal, type WireAnswer } from './answers.js';
import { judgeText } from './contentCheck.js';
import type { Api } from './faults.js';
import { drawPlaceCode } from './placeCode.js';
import { readMessageData } from './subscribeRules.js';
import type { Resident, WechatWorld } from './world.js';

export interface WireCall {
  method: string;
  query: URLSearchParams;
  body: string;
}

interface Outcome {
  answer: WireAnswer;
  resident?: Resident | undefined;
}

interface Endpoint {
  api: Api;
  method: 'GET' | 'POST';
  needsToken: boolean;
  handle: (world: WechatWorld, body: Record<string, unknown>, call: WireCall) => Outcome | Promise<Outcome>;
}

const no = (errcode: number, resident?: Resident, detail?: string): Outcome => ({
  answer: refusal(errcode, detail),
  resident,
});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const appFault = (world: WechatWorld, appId: string, secret: string): Outcome | null => {
  if (appId === '') return no(41002);
  if (secret === '') return no(41004);
  if (appId !== world.app.appId) return no(40013);
  return secret === world.app.secret ? null : no(40125);
};

const login: Endpoint['handle'] = (world, _body, { query }) => {
  const fault = appFault(world, query.get('appid') ?? '', query.get('secret') ?? '');
  if (fault) return fault;
  if (query.get('grant_type') !== 'authorization_code') return no(40002);
  const code = query.get('js_code') ?? '';
  if (code === '') return no(41008);
  const used = world.useCode('login', code);
  if ('errcode' in used) return no(used.errcode);
  const resident = world.resident(used.residentId);
  if (!resident) return no(40029);
  const session = {
    session_key: Buffer.from(`${resident.openid}`.slice(0, 16)).toString('base64'),
    openid: resident.openid,
  };
  // WeChat labels this one answer as text.
  return { answer: json(session, 'text/plain'), resident };
};

const token: Endpoint['handle'] = (world, body) => {
  if (body.grant_type !== 'client_credential') return no(40002);
  const fault = appFault(world, textOf(body.appid), textOf(body.secret));
  if (fault) return fault;
  const issued = world.tokens.issue(body.force_refresh === true);
  if ('errcode' in issued) return no(issued.errcode);
  return { answer: json({ access_token: issued.token, expires_in: issued.expiresInSeconds }) };
};

const phone: Endpoint['handle'] = (world, body) => {
  const used = world.useCode('phone', textOf(body.code));
  if ('errcode' in used) return no(used.errcode);
  const resident = world.resident(used.residentId);
  if (!resident) return no(40029);
  const watermark = { timestamp: Math.floor(world.now().getTime() / 1000), appid: world.app.appId };
  const phone_info = { phoneNumber: resident.phone, purePhoneNumber: resident.phone, countryCode: '86', watermark };
  return { answer: json({ errcode: 0, errmsg: 'ok', phone_info }), resident };
};

/** Long enough for a second message to the same user to be met half-way (43108). */
const sendTakesMs = 10;
const sendingTo = new WeakMap<WechatWorld, Set<string>>();

const send: Endpoint['handle'] = async (world, body) => {
  const resident = world.byOpenid(textOf(body.touser));
  if (!resident) return no(40003);
  const template = world.templates.find(({ id }) => id === body.template_id);
  if (!template) return no(40037, resident);
  const page = textOf(body.page) || null;
  if (page?.startsWith('/')) return no(41030, resident);
  const message = readMessageData(template, body.data);
  if ('badField' in message) return no(47003, resident, `${message.badField} invalid`);
  const busy = sendingTo.get(world) ?? new Set<string>();
  sendingTo.set(world, busy);
  if (busy.has(resident.id)) return no(43108, resident);
  busy.add(resident.id);
  await sleep(sendTakesMs);
  busy.delete(resident.id);
  if (world.quota(resident.id, template.id) <= 0) return no(43101, resident);
  const msgid = world.deliver(resident, template, page, message.values);
  return { answer: json({ errcode: 0, errmsg: 'ok', msgid }), resident };
};

const code: Endpoint['handle'] = async (_world, body) => {
  const scene = textOf(body.scene);
  if (scene.length < 1 || scene.length > 32) return no(40169);
  if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) return no(40129);
  const page = body.page ?? 'pages/index/index';
  if (typeof page !== 'string' || /^\/|\?/.test(page) || page === '') return no(41030);
  const width = body.width ?? 430;
  if (typeof width !== 'number' || width < 280 || width > 1280) return no(40097);
  if (!['release', 'trial', 'develop'].includes(textOf(body.env_version ?? 'release'))) return no(40097);
  const picture = await drawPlaceCode(scene, Math.round(width));
  return { answer: { status: 200, contentType: 'image/jpeg', body: picture, errcode: 0 } };
};

const check: Endpoint['handle'] = (world, body) => {
  const content = textOf(body.content);
  if (content === '') return no(44002);
  if ([...content].length > 2500) return no(45002);
  if (body.version !== 2 || ![1, 2, 3, 4].includes(Number(body.scene))) return no(40129);
  const resident = world.byOpenid(textOf(body.openid));
  if (!resident) return no(40003);
  if (!world.isActive(resident)) return no(61010, resident);
  return { answer: json(judgeText(content)), resident };
};

/** The real paths of https://api.weixin.qq.com that the product uses. */
export const endpoints: Record<string, Endpoint> = {
  '/sns/jscode2session': { api: 'login', method: 'GET', needsToken: false, handle: login },
  '/cgi-bin/stable_token': { api: 'token', method: 'POST', needsToken: false, handle: token },
  '/wxa/business/getuserphonenumber': { api: 'phone', method: 'POST', needsToken: true, handle: phone },
  '/cgi-bin/message/subscribe/send': { api: 'send', method: 'POST', needsToken: true, handle: send },
  '/wxa/getwxacodeunlimit': { api: 'code', method: 'POST', needsToken: true, handle: code },
  '/wxa/msg_sec_check': { api: 'check', method: 'POST', needsToken: true, handle: check },
};

const tokenFault = (world: WechatWorld, given: string | null): Outcome | null => {
  if (!given) return no(41001);
  const state = world.tokens.state(given);
  if (state === 'expired') return no(42001);
  return state === 'unknown' ? no(40001) : null;
};

const parseBody = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};

/** One call as WeChat would carry it out: token, method, body, then the endpoint's own rules. */
export const carryOut = async (world: WechatWorld, endpoint: Endpoint, call: WireCall): Promise<Outcome> => {
  if (endpoint.method === 'POST' && call.method !== 'POST') return no(43002);
  if (endpoint.needsToken) {
    const fault = tokenFault(world, call.query.get('access_token'));
    if (fault) return fault;
  }
  if (endpoint.method === 'GET') return endpoint.handle(world, {}, call);
  if (call.body === '') return no(44002);
  const body = parseBody(call.body);
  return body ? endpoint.handle(world, body, call) : no(47001);
};
