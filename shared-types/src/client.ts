import type { BodyInputOf, Contract, ParamsOf, QueryInputOf, ResponseOf } from './contract.js';
import type { ErrorCode, Problem } from './errors.js';

export interface TransportRequest {
  method: string;
  /** Path with query, below the API's origin: /api/v1/… */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface TransportAnswer {
  status: number;
  /** Header names in lower case. */
  headers: Record<string, string>;
  body: unknown;
}

/** Sends one request; rejects only when there was no answer at all. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** No answer came: nobody knows whether the command was carried out. Repeat it with the same key. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** The BFF refused; `problem.detail` is a sentence for the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
  get code(): ErrorCode {
    return this.problem.code;
  }
}

export interface ClientOptions {
  transport: Transport;
  /** The bearer token, if signed in. */
  token: () => string | null;
  /** The community that the caller acts in, if chosen. */
  community?: () => string | null;
  /** Called when a token was refused. */
  onSignedOut?: () => void;
  /** Server time at the answer, and how fast the community's clock runs (1 in production). */
  onClock?: (now: Date, speed: number) => void;
}

export interface CallInput<C> {
  params?: ParamsOf<C>;
  query?: QueryInputOf<C>;
  body?: BodyInputOf<C>;
  /** Keep it with a draft, so that sending again is the same command. */
  idempotencyKey?: string;
}

const random = (): string => Math.random().toString(36).slice(2, 12).padEnd(10, '0');

/** A fresh Idempotency-Key. It need only be unique for this caller, not secret. */
export const newKey = (): string => `${Date.now().toString(36)}-${random()}${random()}`;

const fill = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));

const queryString = (query: Record<string, unknown> = {}): string => {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

/** The address of a contract with its params and query filled in, for links and uploads. */
export const addressOf = <C extends Contract>(c: C, input: CallInput<C> = {}): string =>
  `/api/v1${fill(c.path, input.params as Record<string, string>)}${queryString(input.query as Record<string, unknown>)}`;

export type Client = <C extends Contract>(c: C, input?: CallInput<C>) => Promise<ResponseOf<C>>;

/** Headers that every call of this client carries; uploads need them too. */
export const headersOf = (options: ClientOptions): Record<string, string> => {
  const token = options.token();
  const community = options.community?.() ?? null;
  return {
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(community ? { 'Anju-Community': community } : {}),
  };
};

/** Reads an answer of the API: its value, or the error to throw. */
export const readAnswer = (options: ClientOptions, answer: TransportAnswer): unknown => {
  const now = answer.headers['anju-now'];
  if (now) options.onClock?.(new Date(now), Number(answer.headers['anju-speed'] ?? 1));
  if (answer.status < 400) return answer.body;
  const problem = answer.body as Problem | undefined;
  if (!problem || typeof problem !== 'object' || !('code' in problem)) throw new NetworkError(`HTTP ${answer.status}`);
  if (problem.code === 'auth.required') options.onSignedOut?.();
  throw new ApiError(problem);
};

/** One typed client for every front end. */
export const createClient =
  (options: ClientOptions): Client =>
  async <C extends Contract>(c: C, input: CallInput<C> = {}) => {
    const headers: Record<string, string> = { Accept: 'application/json', ...headersOf(options) };
    if (c.idempotent) headers['Idempotency-Key'] = input.idempotencyKey ?? newKey();
    if (input.body !== undefined) headers['Content-Type'] = 'application/json';
    const request: TransportRequest = { method: c.method, path: addressOf(c, input), headers };
    if (input.body !== undefined) request.body = JSON.stringify(input.body);
    let answer: TransportAnswer;
    try {
      answer = await options.transport(request);
    } catch (error) {
      throw new NetworkError(error instanceof Error ? error.message : 'no answer');
    }
    return readAnswer(options, answer) as ResponseOf<C>;
  };
