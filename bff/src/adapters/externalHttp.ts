/** How one exchange with another company's server went wrong. */
export type ExchangeFault =
  /** The connection itself failed: nothing was sent, the call may be repeated. */
  | 'not_sent'
  /** Sent, and no whole answer came back: it may have been carried out. */
  | 'no_answer'
  | 'too_large';

/** Holds no address and no body: both may carry secrets. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  constructor(readonly fault: ExchangeFault) {
    super(`exchange failed: ${fault}`);
  }
}

export interface Exchange {
  method: 'GET' | 'POST' | 'PUT';
  url: URL;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** From the first byte sent to the last one read. */
  timeoutMs: number;
  maxAnswerBytes: number;
}

export interface ExchangeAnswer {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const causeCode = (error: unknown): string => {
  const cause = error && typeof error === 'object' && 'cause' in error ? error.cause : undefined;
  return cause && typeof cause === 'object' && 'code' in cause ? String(cause.code) : '';
};

const readBytes = async (response: Response, most: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw new ExchangeError('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** One request under one deadline, redirects not followed; rejects with ExchangeError and nothing else. */
export const exchange = async (request: Exchange): Promise<ExchangeAnswer> => {
  const { method, url, headers = {}, body, timeoutMs, maxAnswerBytes } = request;
  const init: RequestInit = { method, headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) };
  if (body !== undefined) init.body = typeof body === 'string' ? body : new Uint8Array(body);
  try {
    const response = await fetch(url, init);
    const bytes = await readBytes(response, maxAnswerBytes);
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    if (error instanceof ExchangeError) throw error;
    throw new ExchangeError(neverSent.has(causeCode(error)) ? 'not_sent' : 'no_answer');
  }
};
