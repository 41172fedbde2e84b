import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Context, Next } from 'koa';
import type { Deps } from '../platform/deps.js';

export interface CallbackAnswer {
  status: number;
  contentType?: string;
  body?: string;
}

/** An address that another system calls, with its own ways of proving who it is and of being answered. */
export interface Callback {
  path: string;
  /** Bytes that it may have; notifications have some thousand. */
  maxBytes?: number;
  /** Looks at the headers before the body is read: an answer ends the call. For bodies that are large. */
  admit?(deps: Deps, headers: IncomingHttpHeaders): Promise<CallbackAnswer | null>;
  /** `body` is what came over the wire, byte for byte: signatures are over that, and not over what a parser makes of it. */
  handle(
    deps: Deps,
    call: { headers: IncomingHttpHeaders; body: Buffer; query: URLSearchParams },
  ): Promise<CallbackAnswer>;
}

const usualBytes = 64 * 1024;

/** Null: too large; the rest is not read. */
const readRaw = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const failed = (status: number, message: string): CallbackAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code: 'FAIL', message }),
});

const answerOf = async (
  deps: Deps,
  callback: Callback,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<CallbackAnswer> => {
  try {
    const refusal = await callback.admit?.(deps, request.headers);
    if (refusal) return refusal;
    const body = await readRaw(request, callback.maxBytes ?? usualBytes);
    if (!body) return failed(413, 'too large');
    return await callback.handle(deps, { headers: request.headers, body, query });
  } catch (error) {
    // Whatever went wrong here, the platform calls again.
    deps.log.error(
      { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      'callback failed',
    );
    return failed(500, 'try again');
  }
};

/** /callbacks/…: before any body parser, answered in the words of whoever calls. */
export const callbacks = (deps: Deps, list: readonly Callback[]) => {
  const byPath = new Map(list.map((callback) => [callback.path, callback]));
  return async (ctx: Context, next: Next): Promise<void> => {
    const callback = byPath.get(ctx.path);
    if (!callback) return next();
    const answer =
      ctx.method === 'POST'
        ? await answerOf(deps, callback, ctx.req, new URLSearchParams(ctx.querystring))
        : failed(405, 'POST only');
    ctx.status = answer.status;
    if (answer.status === 405) ctx.set('Allow', 'POST');
    if (answer.contentType) ctx.type = answer.contentType;
    ctx.body = answer.body ?? null;
  };
};
