import { createHash, randomBytes } from 'node:crypto';
import { type ExchangeAnswer, ExchangeError, exchange } from '../externalHttp.js';
import { answerChallenge, type DigestChallenge, readChallenge } from './digest.js';
import { IsapiError, type IsapiLogin } from './isapi.port.js';

/** Signed requests to terminals: one nonce serves many, and a terminal that does not answer is left in peace. */

export interface IsapiRequest {
  method: 'GET' | 'POST' | 'PUT';
  /** /ISAPI/System/deviceInfo */
  path: string;
  contentType?: string;
  body?: string | Buffer;
  timeoutMs?: number;
}

interface Known {
  challenge: DigestChallenge | null;
  count: number;
  failures: number;
  /** Not before this, by the wall's clock. */
  restsUntilMs: number;
  /** With which it was refused; another one is tried at once. */
  refusedUntilMs: number;
}

const usualTimeoutMs = 5000;
const mostAnswerBytes = 256 * 1024;
const failuresBeforeRest = 3;
const restMs = 10_000;
/** Terminals lock themselves after some wrong tries: a wrong password is not tried on and on. */
const refusedMs = 120_000;
const mostKnown = 2000;
/** Without a nonce, with an old one, with a new one that is old again. */
const mostTries = 4;

export const createIsapiClient = (realNow: () => Date) => {
  const known = new Map<string, Known>();

  /** By login: a new password begins anew. */
  const knownOf = ({ address, username, password }: IsapiLogin): Known => {
    const key = createHash('sha256')
      .update(JSON.stringify([address, username, password]))
      .digest('base64');
    const found = known.get(key) ?? { challenge: null, count: 0, failures: 0, restsUntilMs: 0, refusedUntilMs: 0 };
    known.delete(key);
    known.set(key, found);
    const oldest = known.size > mostKnown ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return found;
  };

  const signed = (state: Known, login: IsapiLogin, { method }: IsapiRequest, url: URL): string | undefined => {
    if (!state.challenge) return undefined;
    state.count += 1;
    const cnonce = randomBytes(16).toString('base64url');
    const uri = `${url.pathname}${url.search}`;
    return answerChallenge(state.challenge, { ...login, method, uri, count: state.count, cnonce });
  };

  const attempt = (state: Known, login: IsapiLogin, request: IsapiRequest, url: URL): Promise<ExchangeAnswer> => {
    const authorization = signed(state, login, request, url);
    // As curl does: nothing is told to whoever has not asked for a signature yet.
    const body = authorization ? request.body : request.method === 'GET' ? undefined : '';
    return exchange({
      ...{ method: request.method, url, timeoutMs: request.timeoutMs ?? usualTimeoutMs },
      maxAnswerBytes: mostAnswerBytes,
      headers: {
        ...(authorization ? { authorization } : {}),
        ...(request.contentType && authorization ? { 'content-type': request.contentType } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
  };

  const carryOut = async (state: Known, login: IsapiLogin, request: IsapiRequest): Promise<ExchangeAnswer> => {
    const url = new URL(`${login.address.replace(/\/+$/, '')}${request.path}`);
    let isFresh = false;
    for (let tries = 0; tries < mostTries; tries++) {
      const answer = await attempt(state, login, request, url);
      if (answer.status !== 401) {
        // A terminal that lets us in unsigned got no body.
        if (state.challenge || request.method === 'GET') return answer;
        throw new IsapiError('rejected', 'asks for no signature');
      }
      const challenge = readChallenge(answer.headers.get('www-authenticate'));
      if (!challenge) throw new IsapiError('rejected', 'no digest');
      // A nonce that was given just now is not old: it is the password that is wrong.
      if (isFresh && !challenge.stale) break;
      isFresh = true;
      state.challenge = challenge;
      state.count = 0;
    }
    throw new IsapiError('refused');
  };

  const faultOf = (error: unknown): IsapiError => {
    if (error instanceof IsapiError) return error;
    if (!(error instanceof ExchangeError)) return new IsapiError('unreachable');
    if (error.fault === 'too_large') return new IsapiError('rejected', 'too large');
    return new IsapiError(error.fault === 'not_sent' ? 'unreachable' : 'no_answer');
  };

  return async (login: IsapiLogin, request: IsapiRequest): Promise<ExchangeAnswer> => {
    const state = knownOf(login);
    const nowMs = realNow().getTime();
    if (nowMs < state.refusedUntilMs) throw new IsapiError('refused');
    if (nowMs < state.restsUntilMs) throw new IsapiError('unreachable', 'rests');
    try {
      const answer = await carryOut(state, login, request);
      state.failures = 0;
      return answer;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.fault === 'refused') {
        state.challenge = null;
        state.refusedUntilMs = nowMs + refusedMs;
      }
      if (fault.fault === 'unreachable' || fault.fault === 'no_answer') {
        state.failures += 1;
        if (state.failures >= failuresBeforeRest) state.restsUntilMs = nowMs + restMs;
      }
      throw fault;
    }
  };
};
