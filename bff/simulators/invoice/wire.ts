import { createHmac } from 'node:crypto';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import { readBody } from '../http.js';
import { answerThrough, type WireText } from '../outages.js';
import { paperOf } from './paper.js';
import { type Invoice, type InvoiceApi, type InvoiceWorld, IssueRequest, invoiceApis } from './world.js';

const toleranceMs = 300_000;

type Answer = { code: 'OK'; data: object } | { code: string; message: string };
const no = (code: string, message = code): Answer => ({ code, message });
const ok = (data: object): Answer => ({ code: 'OK', data });

const ByNumber = z.object({ requestNo: z.string() });
const Reversal = z.object({
  requestNo: z.string(),
  reverseNo: z.string().min(1).max(64),
  reason: z.string().min(1).max(200),
  amountFen: z.number().int(),
});

const told = (invoice: Invoice): object => ({
  state: invoice.state,
  ...(invoice.invoiceNo ? { invoiceNo: invoice.invoiceNo } : {}),
  ...(invoice.redInvoiceNo ? { redInvoiceNo: invoice.redInvoiceNo } : {}),
  ...(invoice.reason ? { reason: invoice.reason } : {}),
});

const issue = (world: InvoiceWorld, input: unknown): Answer => {
  const parsed = IssueRequest.safeParse(input);
  if (!parsed.success) return no('BAD_REQUEST', z.prettifyError(parsed.error));
  const { sellerTaxNo, lines, totalFen, title } = parsed.data;
  if (sellerTaxNo !== world.setup.sellerTaxNo) return no('SELLER_NOT_YOURS');
  const sum = lines.reduce((total, { amountFen }) => total + amountFen, 0);
  if (sum !== totalFen || (title.kind === 'company' && !title.taxNo)) return no('BAD_REQUEST');
  const invoice = world.issue(parsed.data);
  if (!invoice) return no('REQUEST_CONFLICT');
  return ok(told(invoice));
};

const query = (world: InvoiceWorld, input: unknown): Answer => {
  const parsed = ByNumber.safeParse(input);
  const invoice = parsed.success ? world.invoice(parsed.data.requestNo) : undefined;
  if (!invoice) return no('NOT_FOUND');
  const issuedAt = invoice.issuedAt === null ? {} : { issuedAt: invoice.issuedAt };
  return ok({ requestNo: invoice.request.requestNo, ...told(invoice), ...issuedAt });
};

const reverse = (world: InvoiceWorld, input: unknown): Answer => {
  const parsed = Reversal.safeParse(input);
  if (!parsed.success) return no('BAD_REQUEST', z.prettifyError(parsed.error));
  const { requestNo, reverseNo, amountFen } = parsed.data;
  const invoice = world.invoice(requestNo);
  if (!invoice) return no('NOT_FOUND');
  if (invoice.state === 'accepted' || invoice.state === 'failed') return no('NOT_ISSUED');
  if (amountFen !== invoice.request.totalFen) return no('AMOUNT_MISMATCH');
  const another = invoice.reverseNo !== reverseNo;
  if (another && (invoice.state === 'reversing' || invoice.state === 'reversed')) return no('ALREADY_REVERSED');
  if (another) world.reverse(invoice, reverseNo);
  return ok(told(invoice));
};

const file = async (world: InvoiceWorld, input: unknown): Promise<Answer> => {
  const parsed = ByNumber.safeParse(input);
  const invoice = parsed.success ? world.invoice(parsed.data.requestNo) : undefined;
  if (!invoice) return no('NOT_FOUND');
  if (!invoice.invoiceNo) return no('NOT_ISSUED');
  const base64 = (await paperOf(invoice)).toString('base64');
  return ok({ requestNo: invoice.request.requestNo, contentType: 'application/pdf', base64 });
};

const handlers: Record<InvoiceApi, (world: InvoiceWorld, input: unknown) => Answer | Promise<Answer>> = {
  issue,
  query,
  reverse,
  file,
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Serves /invoice/v1/…, the protocol of docs/invoice-provider.md. */
export const invoiceWire = (world: InvoiceWorld, realNow: () => Date) => {
  const nonces = new Map<string, number>();
  const signature = (timestamp: string, nonce: string, path: string, body: string): string =>
    createHmac('sha256', world.setup.appSecret).update(`${timestamp}\n${nonce}\n${path}\n${body}`).digest('hex');

  const fresh = (nonce: string): boolean => {
    for (const [old, atMs] of nonces) if (atMs < realNow().getTime() - 2 * toleranceMs) nonces.delete(old);
    if (!/^[0-9a-f]{32}$/.test(nonce) || nonces.has(nonce)) return false;
    nonces.set(nonce, realNow().getTime());
    return true;
  };

  /** HTTP 401 for whom we do not know; a code for whom we do. */
  const stranger = (ctx: Context, body: string): 'unsigned' | Answer | null => {
    const timestamp = ctx.get('x-timestamp');
    if (ctx.get('x-app-key') !== world.setup.appKey) return 'unsigned';
    if (ctx.get('x-signature') !== signature(timestamp, ctx.get('x-nonce'), ctx.path, body)) return 'unsigned';
    if (Math.abs(Number(timestamp) - realNow().getTime()) > toleranceMs) return no('CLOCK_SKEW');
    return fresh(ctx.get('x-nonce')) ? null : no('NONCE_USED');
  };

  return async (ctx: Context, next: Next): Promise<void> => {
    const api = invoiceApis.find((name) => ctx.path === `/invoice/v1/${name}`);
    if (!api || ctx.method !== 'POST') return next();
    const body = await readBody(ctx);
    const input = parse(body);
    const outage = world.outages.take(api);
    const about = ByNumber.safeParse(input);
    const call = {
      at: world.now().toISOString(),
      api,
      about: about.success ? about.data.requestNo : '',
      answer: '',
      outage: outage?.kind ?? null,
    };
    world.outages.log(call);
    const seal = (answer: Answer, forged: boolean): WireText => {
      call.answer = answer.code;
      const text = JSON.stringify(answer);
      const timestamp = String(realNow().getTime());
      ctx.set('X-Timestamp', timestamp);
      ctx.set('X-Signature', signature(timestamp, ctx.get('x-nonce'), ctx.path, forged ? `${text} ` : text));
      return { status: 200, contentType: 'application/json', body: text };
    };
    const carryOut = async (forged: boolean): Promise<WireText> => {
      const fault = stranger(ctx, body);
      if (fault === 'unsigned')
        return { status: 401, contentType: 'application/json', body: '{"code":"BAD_SIGNATURE"}' };
      return seal(fault ?? (await handlers[api](world, input)), forged);
    };
    await answerThrough(ctx, outage, carryOut, () => seal(no('BUSY'), false));
  };
};
