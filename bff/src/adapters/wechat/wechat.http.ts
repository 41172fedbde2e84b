import type { z } from 'zod';
import { kindOfErrcode, WechatError } from './wechat.errors.js';
import { Envelope } from './wechat.port.js';

const maxAnswerBytes = 4 * 1024 * 1024;
/** Nothing was sent when the connection itself failed, so the call may be repeated. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

export interface WechatRequest {
  /** Our name of the call, for errors. */
  call: string;
  path: string;
  query?: Record<string, string>;
  /** Present: POST as JSON; absent: GET. */
  body?: unknown;
}

export interface WechatAnswer {
  contentType: string;
  bytes: Buffer;
}

const causeCode = (error: unknown): string => {
  const cause = error && typeof error === 'object' && 'cause' in error ? error.cause : undefined;
  return cause && typeof cause === 'object' && 'code' in cause ? String(cause.code) : '';
};

const readBytes = async (response: Response, call: string): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) throw new WechatError('unknown', null, call, 'answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** One request. Its errors never hold the address, which carries the secret and the token. */
export const requestWechat = async (
  origin: string,
  request: WechatRequest,
  deadline: AbortSignal,
): Promise<WechatAnswer> => {
  const { call, path, query, body } = request;
  const address = new URL(path, origin);
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, value);
  const init: RequestInit = { redirect: 'manual', signal: deadline, headers: { Accept: '*/*' } };
  if (body !== undefined) {
    init.method = 'POST';
    init.headers = { Accept: '*/*', 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(address, init);
    const bytes = await readBytes(response, call);
    if (response.status !== 200) throw new WechatError('unknown', null, call, `HTTP ${response.status}`);
    return { contentType: response.headers.get('content-type') ?? '', bytes };
  } catch (error) {
    if (error instanceof WechatError) throw error;
    if (neverSent.has(causeCode(error))) throw new WechatError('busy', null, call, 'no connection');
    throw new WechatError('unknown', null, call, deadline.aborted ? 'no answer in time' : 'connection broke');
  }
};

/** The answer as JSON whatever its content type says; throws its errcode as a WechatError. */
export const readJson = (answer: WechatAnswer, call: string): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(answer.bytes.toString('utf8'));
  } catch {
    throw new WechatError('unknown', null, call, 'answer is not JSON');
  }
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) throw new WechatError('unknown', null, call, 'answer has another shape');
  const { errcode } = envelope.data;
  if (errcode !== 0) throw new WechatError(kindOfErrcode(errcode), errcode, call);
  return value;
};

/** Strips what the schema does not name, session keys among it. */
export const parseAnswer = <S extends z.ZodType>(schema: S, value: unknown, call: string): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new WechatError('unknown', null, call, 'answer has another shape');
  return parsed.data;
};
