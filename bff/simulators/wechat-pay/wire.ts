import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Next } from 'koa';
import { readBody } from '../http.js';
import { type PayEndpoint, payEndpoints, type WireResult } from './api.js';
import { authorize } from './authorization.js';
import type { PayFault } from './faults.js';
import { PayRefusal, signError, systemError, tooOften } from './refusals.js';
import { kindForAnswer, signedHeaders, signTest } from './signing.js';
import type { PayWorld } from './world.js';

const jsonType = 'application/json; charset=utf-8';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  code: string;
  number: string;
}

const generationOf = (path: string) => (path.startsWith('/v3/pay/transactions/') ? 'transactions' : 'other');
const isStrict = (path: string): boolean => /^\/v3\/(certificates|refund\/)/.test(path);

const oldSpelling: Record<string, string> = {
  ORDER_PAID: 'ORDERPAID',
  ORDER_NOT_EXIST: 'ORDERNOTEXIST',
  ORDER_CLOSED: 'ORDERCLOSED',
  SYSTEM_ERROR: 'SYSTEMERROR',
  NOT_ENOUGH: 'NOTENOUGH',
};

/** Refusals carry no signature. */
const refused = (refusal: PayRefusal, fault: PayFault | null): Answer => {
  const old = fault?.kind === 'old_spelling' ? oldSpelling[refusal.code] : undefined;
  const said = old ? new PayRefusal(refusal.status, old, refusal.message, refusal.detail) : refusal;
  const headers = { 'Content-Type': jsonType, 'Request-ID': randomUUID() };
  return { status: said.status, headers, body: Buffer.from(said.body), code: said.code, number: '' };
};

const plain = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
  code: `HTTP ${status}`,
  number: '',
});

/** Faults that keep the call from being carried out at all. */
const instead = (fault: PayFault | null): Answer | null => {
  switch (fault?.kind) {
    case 'system_error':
      return refused(systemError(), null);
    case 'unavailable':
      return refused(new PayRefusal(503, 'SERVICE_UNAVAILABLE', '服务不可用，过载保护'), null);
    case 'bad_gateway':
      return plain(502, '<html><h1>502 Bad Gateway</h1></html>', { 'Content-Type': 'text/html' });
    case 'frequency':
      return refused(tooOften(), null);
    case 'no_auth':
      return refused(new PayRefusal(403, 'NO_AUTH', '商户无此权限'), null);
    case 'redirect':
      return plain(302, '', { Location: 'https://pay.weixin.qq.com/' });
    case 'cert_expired':
      return refused(signError('商户证书已过期'), null);
    case 'cert_revoked':
      return refused(signError('商户证书已作废'), null);
    case 'cert_replaced':
      return refused(signError('已更换证书，请使用新证书'), null);
    default:
      return null;
  }
};

const signed = (ctx: Context, world: PayWorld, result: WireResult, fault: PayFault | null): Answer => {
  const whole = Buffer.from(result.json ? JSON.stringify(result.json) : '');
  const body = fault?.kind === 'garbage' ? whole.subarray(0, whole.length / 2) : whole;
  const kind = kindForAnswer(world.mode(), ctx.get('Wechatpay-Serial'), world.keys);
  const headers = signedHeaders(world.signing.signer(kind), body, world.wallNow());
  const signature = headers['Wechatpay-Signature'] ?? '';
  if (fault?.kind === 'bad_signature') headers['Wechatpay-Signature'] = Buffer.alloc(256, 1).toString('base64');
  if (fault?.kind === 'signtest') headers['Wechatpay-Signature'] = signTest(signature);
  const carried = fault?.kind === 'no_signature' ? {} : headers;
  const status = fault?.kind === 'accepted' ? 202 : result.status;
  const type: Record<string, string> = result.json ? { 'Content-Type': jsonType } : {};
  return {
    status,
    headers: { 'Request-ID': randomUUID(), ...type, ...carried },
    body,
    code: '',
    number: result.number ?? '',
  };
};

const carryOut = (
  ctx: Context,
  world: PayWorld,
  endpoint: PayEndpoint,
  body: string,
  fault: PayFault | null,
): Answer => {
  const params = (endpoint.path.exec(ctx.path) ?? []).slice(1).map(decodeURIComponent);
  try {
    world.settle();
    const query = new URLSearchParams(ctx.querystring);
    const result = endpoint.run(world, { params, query, body, fault });
    if (fault?.kind === 'error_after') return refused(systemError(), null);
    if (!result.bytes) return signed(ctx, world, result, fault);
    // The one answer that is never signed.
    const headers = { 'Content-Type': 'application/x-gzip' };
    return { status: 200, headers, body: result.bytes, code: '', number: '' };
  } catch (error) {
    if (!(error instanceof PayRefusal)) throw error;
    return refused(error, fault);
  }
};

/** Express order of the live platform: headers, scheme, clock, serial, signature, then everything else. */
const answerTo = (ctx: Context, world: PayWorld, endpoint: PayEndpoint, body: string): [Answer, PayFault | null] => {
  const request = { method: ctx.method, url: ctx.url, body, header: (name: string) => ctx.get(name) };
  const generation = generationOf(ctx.path);
  const who = authorize(request, {
    generation,
    strictHeaders: isStrict(ctx.path),
    keys: world.keys,
    merchantKey: world.signing.merchantKey,
    now: world.wallNow(),
  });
  if (who instanceof PayRefusal) {
    const answer = refused(who, null);
    if (generation === 'transactions' && !ctx.get('Authorization').startsWith('WECHATPAY2'))
      delete answer.headers['Request-ID'];
    return [answer, null];
  }
  const fault = world.faults.take(endpoint.api);
  return [instead(fault) ?? carryOut(ctx, world, endpoint, body, fault), fault];
};

const write = (ctx: Context, { status, headers, body }: Answer): void => {
  ctx.status = status;
  ctx.set(headers);
  if (status === 204) return;
  ctx.body = body;
  if (!headers['Content-Type']) ctx.remove('Content-Type');
  ctx.length = body.length;
};

/** Serves api.mch.weixin.qq.com's paths, with whatever faults were asked for. */
export const wechatPayWire =
  (world: PayWorld) =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (!ctx.path.startsWith('/v3/')) return next();
    const here = payEndpoints.filter(({ path }) => path.test(ctx.path));
    const endpoint = here.find(({ method }) => method === ctx.method);
    if (!endpoint) return write(ctx, plain(here.length > 0 ? 405 : 404, ''));
    const startedMs = performance.now();
    const body = await readBody(ctx);
    const [answer, fault] = answerTo(ctx, world, endpoint, body);
    world.log({
      at: world.now().toISOString(),
      api: endpoint.api,
      number: answer.number,
      status: answer.status,
      code: answer.code,
      fault: fault?.kind ?? null,
      ms: Math.round(performance.now() - startedMs),
    });
    if (fault?.kind === 'late') await sleep(fault.ms, undefined, { ref: false });
    if (fault?.kind === 'cut') {
      // Carried out, but the caller never hears of it.
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    write(ctx, answer);
  };
