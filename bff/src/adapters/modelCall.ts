import { z } from 'zod';
import { createBreaker } from './breaker.js';
import { ExchangeError, exchange } from './externalHttp.js';

/** The one exchange that providers of models share: of speech and vision (`docs/perception-providers.md`), of phrasing. */

/** What a caller can do about it. */
export type ModelErrorKind =
  /** No usable answer: not now. Nothing outside was changed, so it may be asked again. */
  | 'busy'
  /** Final: this cannot be read. */
  | 'refused'
  /** Our key or address is wrong: somebody must act. */
  | 'config';

export type ModelName = 'speech' | 'vision' | 'phrasing';

/** Holds neither words nor pictures: it may be logged as it is. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  constructor(
    readonly kind: ModelErrorKind,
    /** The provider's code, or our own word when it gave none. */
    readonly code: string,
    readonly call: ModelName,
  ) {
    super(`${call}: ${kind} (${code})`);
  }
}

export interface ModelOptions {
  origin: string;
  /** Sent as a bearer token. */
  key: string;
  realNow: () => Date;
  timeoutMs?: number;
  /** After so many failures in a row the provider is left alone for `restMs`. */
  failures?: number;
  restMs?: number;
}

const maxAnswerBytes = 64 * 1024;
const Refusal = z.object({ code: z.string().regex(/^[A-Z_]{1,40}$/) });

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
};

const kindOf = (status: number): ModelErrorKind => {
  if (status === 401 || status === 403 || status === 404) return 'config';
  return status === 400 || status === 413 || status === 415 || status === 422 ? 'refused' : 'busy';
};

/** One body out, one JSON answer back; rejects with ModelError and nothing else. */
export const createModelCall = (call: ModelName, path: string, options: ModelOptions) => {
  const { origin, key, timeoutMs = 12_000 } = options;
  const breaker = createBreaker(options);

  const send = async (bytes: Buffer, mime: string, more: Record<string, string>) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': mime, ...more };
    const url = new URL(path, origin);
    try {
      return await exchange({ method: 'POST', url, headers, body: bytes, timeoutMs, maxAnswerBytes });
    } catch (error) {
      const fault = error instanceof ExchangeError ? error.fault : 'no_answer';
      throw new ModelError('busy', fault.toUpperCase(), call);
    }
  };

  const ask = async <S extends z.ZodType>(
    body: { bytes: Buffer; mime: string },
    headers: Record<string, string>,
    schema: S,
  ): Promise<z.output<S>> => {
    const { status, bytes } = await send(body.bytes, body.mime, headers);
    const value = parseJson(bytes);
    if (status !== 200) {
      const refusal = Refusal.safeParse(value);
      throw new ModelError(kindOf(status), refusal.success ? refusal.data.code : `HTTP_${status}`, call);
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new ModelError('busy', 'OTHER_SHAPE', call);
    return parsed.data;
  };

  return async <S extends z.ZodType>(
    body: { bytes: Buffer; mime: string },
    headers: Record<string, string>,
    schema: S,
  ): Promise<z.output<S>> => {
    if (!breaker.mayCall()) throw new ModelError('busy', 'RESTING', call);
    try {
      const answer = await ask(body, headers, schema);
      breaker.succeeded();
      return answer;
    } catch (error) {
      // A refused body says that the provider is well.
      if (error instanceof ModelError && error.kind === 'refused') breaker.succeeded();
      else breaker.failed();
      throw error;
    }
  };
};
