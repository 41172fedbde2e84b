import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ExchangeError, exchange } from '../externalHttp.js';
import { InvoiceError, type InvoiceErrorKind } from './invoice.errors.js';
import type { InvoicePort, InvoiceRequest, InvoiceStatus } from './invoice.port.js';

const maxAnswerBytes = 4 * 1024 * 1024;
const clockToleranceMs = 300_000;

export interface LiveInvoiceOptions {
  origin: string;
  appKey: string;
  appSecret: string;
  sellerTaxNo: string;
  sellerName: string;
  realNow: () => Date;
  timeoutMs?: number;
}

const kinds: Record<string, InvoiceErrorKind> = {
  BAD_APP_KEY: 'config',
  BAD_SIGNATURE: 'config',
  CLOCK_SKEW: 'config',
  SELLER_NOT_YOURS: 'config',
  BUSY: 'busy',
  RATE_LIMITED: 'busy',
  BAD_REQUEST: 'refused',
  REQUEST_CONFLICT: 'refused',
  NOT_FOUND: 'refused',
  NOT_ISSUED: 'refused',
  ALREADY_REVERSED: 'refused',
  AMOUNT_MISMATCH: 'refused',
};

const Envelope = z.object({ code: z.string().min(1).max(40), data: z.unknown().optional() });
const InvoiceNo = z.string().regex(/^\d{20}$/);
const Reason = z.string().max(200);
const IssueAnswer = z.object({
  state: z.enum(['accepted', 'issued', 'failed']),
  invoiceNo: InvoiceNo.optional(),
  reason: Reason.optional(),
});
const StatusAnswer = z.object({
  requestNo: z.string(),
  state: z.enum(['accepted', 'issued', 'failed', 'reversing', 'reversed', 'reverse_failed']),
  invoiceNo: InvoiceNo.optional(),
  issuedAt: z.iso.datetime({ offset: true }).optional(),
  reason: Reason.optional(),
  redInvoiceNo: InvoiceNo.optional(),
});
const ReverseAnswer = z.object({
  state: z.enum(['reversing', 'reversed', 'reverse_failed']),
  redInvoiceNo: InvoiceNo.optional(),
  reason: Reason.optional(),
});
const FileAnswer = z.object({ requestNo: z.string(), contentType: z.literal('application/pdf'), base64: z.base64() });

/** Leaves out what is undefined, as exact optional properties want it. */
const given = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** What the provider must refuse is never sent. */
const faultOf = (request: InvoiceRequest): string | null => {
  const { title, lines, totalFen } = request;
  if (title.name.trim() === '' || title.name.length > 100) return 'BAD_TITLE';
  if (title.kind === 'company' && !/^[0-9A-Z]{15,20}$/.test(title.taxNo ?? '')) return 'BAD_TAX_NO';
  if (lines.length < 1 || lines.length > 100) return 'BAD_LINES';
  if (lines.some(({ amountFen, taxCode }) => !Number.isSafeInteger(amountFen) || !/^\d{19}$/.test(taxCode)))
    return 'BAD_LINES';
  const sum = lines.reduce((total, { amountFen }) => total + amountFen, 0);
  return sum === totalFen && totalFen > 0 ? null : 'BAD_TOTAL';
};

const same = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Signed JSON in both directions: `docs/invoice-provider.md`. */
export const createLiveInvoice = (options: LiveInvoiceOptions): InvoicePort => {
  const { origin, appKey, appSecret, realNow, timeoutMs = 10_000 } = options;
  const signature = (timestamp: string, nonce: string, path: string, body: string): string =>
    createHmac('sha256', appSecret).update(`${timestamp}\n${nonce}\n${path}\n${body}`).digest('hex');

  const send = async (call: string, path: string, nonce: string, body: string) => {
    const timestamp = String(realNow().getTime());
    const headers = {
      'Content-Type': 'application/json',
      'X-App-Key': appKey,
      'X-Timestamp': timestamp,
      'X-Nonce': nonce,
      'X-Signature': signature(timestamp, nonce, path, body),
    };
    const url = new URL(path, origin);
    return exchange({ method: 'POST', url, headers, body, timeoutMs, maxAnswerBytes }).catch((error: unknown) => {
      const fault = error instanceof ExchangeError ? error.fault : 'no_answer';
      throw new InvoiceError(fault === 'not_sent' ? 'busy' : 'unknown', fault.toUpperCase(), call);
    });
  };

  const call = async <S extends z.ZodType>(name: string, input: object, schema: S): Promise<z.output<S>> => {
    const path = `/invoice/v1/${name}`;
    const nonce = randomBytes(16).toString('hex');
    const { status, headers, bytes } = await send(name, path, nonce, JSON.stringify(input));
    const fail = (kind: InvoiceErrorKind, code: string): never => {
      throw new InvoiceError(kind, code, name);
    };
    const text = bytes.toString('utf8');
    const timestamp = headers.get('x-timestamp') ?? '';
    // The answer is signed with our nonce: no answer to another call can stand in for it.
    const trusted =
      same(headers.get('x-signature') ?? '', signature(timestamp, nonce, path, text)) &&
      Math.abs(Number(timestamp) - realNow().getTime()) <= clockToleranceMs;
    // What does not know our secret cannot sign its refusal either: 401 is believed only as a fault of our set-up.
    if (status === 401) return fail('config', 'HTTP_401');
    if (status !== 200) return fail('unknown', `HTTP_${status}`);
    if (!trusted) return fail('unknown', 'BAD_SIGNATURE');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return fail('unknown', 'NO_JSON');
    }
    const envelope = Envelope.safeParse(value);
    if (!envelope.success) return fail('unknown', 'OTHER_SHAPE');
    const { code, data } = envelope.data;
    if (code !== 'OK') return fail(kinds[code] ?? 'unknown', code);
    const parsed = schema.safeParse(data);
    return parsed.success ? parsed.data : fail('unknown', 'OTHER_SHAPE');
  };

  const query = async (requestNo: string): Promise<InvoiceStatus | null> => {
    try {
      const { requestNo: answered, issuedAt, ...status } = await call('query', { requestNo }, StatusAnswer);
      if (answered !== requestNo) throw new InvoiceError('unknown', 'OTHER_INVOICE', 'query');
      return { ...given(status), ...(issuedAt === undefined ? {} : { issuedAt: new Date(issuedAt) }) };
    } catch (error) {
      if (error instanceof InvoiceError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  };

  return {
    sellerTaxNo: options.sellerTaxNo,
    sellerName: options.sellerName,
    issue: async (request) => {
      const fault = faultOf(request);
      if (fault) throw new InvoiceError('refused', fault, 'issue');
      return given(await call('issue', { ...request, sellerName: options.sellerName }, IssueAnswer));
    },
    query,
    reverse: async (reversal) => given(await call('reverse', reversal, ReverseAnswer)),
    file: async (requestNo) => {
      const answer = await call('file', { requestNo }, FileAnswer);
      const bytes = Buffer.from(answer.base64, 'base64');
      if (answer.requestNo !== requestNo || bytes.subarray(0, 5).toString('latin1') !== '%PDF-')
        throw new InvoiceError('unknown', 'NO_PDF', 'file');
      return bytes;
    },
  };
};
