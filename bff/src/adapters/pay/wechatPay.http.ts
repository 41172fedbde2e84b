import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { WechatPayError } from './wechatPay.errors.js';

const maxAnswerBytes = 64 * 1024 * 1024;
const maxSockets = 50;
/** Less than the platform keeps an idle connection (8 s): a call must not meet one that is just being closed. */
const idleMs = 4000;

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As signed: after any Content-Encoding, before any parsing. */
  body: Buffer;
}

export interface HttpCall {
  /** Our name of the call, for errors. */
  call: string;
  method: 'GET' | 'POST';
  /** Path and query, byte for byte as signed. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export type SendHttp = (call: HttpCall) => Promise<HttpAnswer>;

export interface HttpOptions {
  /** Where https://api.mch.weixin.qq.com is taken to be. */
  origin: string;
  connectTimeoutMs: number;
  /** For one call in all, its connection included. */
  timeoutMs: number;
}

class AnswerTooLarge extends Error {}

const collect = async (answer: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxAnswerBytes) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes, { maxOutputLength: maxAnswerBytes }) : bytes;
};

/** Cuts the connection when it is not there in time, or when the whole call takes too long. */
const watch = (
  request: ClientRequest,
  { connectTimeoutMs, timeoutMs }: HttpOptions,
): { connected: () => boolean; stop(): void } => {
  let connected = false;
  const whole = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
  const connecting = setTimeout(() => request.destroy(new Error('connect timeout')), connectTimeoutMs);
  const there = (): void => {
    connected = true;
    clearTimeout(connecting);
  };
  request.on('socket', (socket) => {
    if (request.reusedSocket) return there();
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', there);
  });
  return {
    connected: () => connected,
    stop: () => {
      clearTimeout(whole);
      clearTimeout(connecting);
    },
  };
};

/**
 * Keep-alive HTTP with a limit for connecting and one for the whole call. Redirects are not followed. Rejects with
 * `busy` when no connection came about, so that nothing was sent, else with `unknown`.
 */
export const createHttp = (options: HttpOptions): SendHttp => {
  const secure = options.origin.startsWith('https:');
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets, timeout: idleMs })
    : new HttpAgent({ keepAlive: true, maxSockets, timeout: idleMs });

  return (call) =>
    new Promise((resolve, reject) => {
      // The address is put together as text: URL would rewrite what was signed.
      const target = new URL(options.origin);
      const request = (secure ? httpsRequest : httpRequest)({
        agent,
        protocol: target.protocol,
        hostname: target.hostname.replace(/^\[|\]$/g, ''),
        port: target.port,
        method: call.method,
        path: call.path,
        headers: {
          ...call.headers,
          ...(call.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(call.body)) }),
        },
      });
      const watching = watch(request, options);
      const fail = (error: Error): void => {
        watching.stop();
        const late = error.message.endsWith('timeout');
        if (!watching.connected())
          reject(new WechatPayError('busy', late ? 'timeout' : 'no_connection', null, call.call));
        else reject(new WechatPayError('unknown', late ? 'timeout' : 'broken', null, call.call));
      };
      request.on('error', fail);
      request.on('response', (answer) => {
        collect(answer).then((body) => {
          watching.stop();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        }, fail);
      });
      request.end(call.body);
    });
};
