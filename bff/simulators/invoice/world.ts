import { createHash, randomBytes } from 'node:crypto';
import { wall } from 'shared-types/time';
import { z } from 'zod';
import { fileState } from '../fileState.js';
import { createOutages, type Outages } from '../outages.js';

export const invoiceApis = ['issue', 'query', 'reverse', 'file'] as const;
export type InvoiceApi = (typeof invoiceApis)[number];

const text = (most: number) => z.string().min(1).max(most);
const Line = z.object({
  name: text(100),
  taxCode: z.string().regex(/^\d{19}$/),
  amountFen: z.number().int(),
  taxRateBp: z.number().int().min(0).max(2000),
});

export const IssueRequest = z.object({
  requestNo: text(64),
  sellerTaxNo: text(20),
  sellerName: text(100),
  title: z.object({ kind: z.enum(['personal', 'company']), name: text(100), taxNo: text(20).optional() }),
  lines: z.array(Line).min(1).max(100),
  totalFen: z.number().int().positive(),
  remark: z.string().max(200),
});
export type IssueRequest = z.output<typeof IssueRequest>;

export type InvoiceState = 'accepted' | 'issued' | 'failed' | 'reversing' | 'reversed' | 'reverse_failed';

export interface Invoice {
  request: IssueRequest;
  hash: string;
  state: InvoiceState;
  invoiceNo: string | null;
  issuedAt: string | null;
  reason: string | null;
  reverseNo: string | null;
  redInvoiceNo: string | null;
  /** When the tax office has answered; null: nothing is under way. */
  dueAt: string | null;
  /** How it will answer. */
  ending: 'good' | 'bad';
}

/** What happens to the invoices and reversals that come from now on. */
export interface Mood {
  ending: 'good' | 'bad';
  /** How long the tax office takes. */
  seconds: number;
  /** A title with this word in it is refused at once; empty: none. */
  refusedTitle: string;
}

interface State {
  appKey: string;
  appSecret: string;
  invoices: Invoice[];
  mood: Mood;
  made: number;
}

export interface InvoiceWorld {
  readonly now: () => Date;
  readonly outages: Outages<InvoiceApi>;
  readonly setup: { appKey: string; appSecret: string; sellerTaxNo: string; sellerName: string };
  readonly mood: Mood;
  invoices(): Invoice[];
  invoice(requestNo: string): Invoice | undefined;
  /** Null: this number was used for something else. */
  issue(request: IssueRequest): Invoice | null;
  reverse(invoice: Invoice, reverseNo: string): void;
  /** The tax office answers all that waits, now. */
  settleAll(): void;
  setMood(mood: Partial<Mood>): void;
  /** No faults, and every request good again. */
  calm(): void;
  reset(): void;
}

const usualMood = (): Mood => ({ ending: 'good', seconds: 5, refusedTitle: '' });

export const createInvoiceWorld = (options: { folder: string | null; now: () => Date }): InvoiceWorld => {
  const { now } = options;
  const fresh = (): State => ({
    appKey: `ak${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(24).toString('base64url'),
    invoices: [],
    mood: usualMood(),
    made: 0,
  });
  const state = fileState<State>(options.folder, 'invoice', fresh);
  state.save();
  const outages = createOutages(invoiceApis);

  /** 年 2 · 地区 2 · 渠道 1 · 顺序 15 */
  const nextNo = (): string => {
    state.value.made += 1;
    return `${String(wall(now()).year).slice(2)}312${String(state.value.made).padStart(15, '0')}`;
  };
  const dueAt = (): string => new Date(now().getTime() + state.value.mood.seconds * 1000).toISOString();

  const end = (invoice: Invoice, at: string): void => {
    invoice.dueAt = null;
    const good = invoice.ending === 'good';
    if (invoice.state === 'accepted') {
      if (good) Object.assign(invoice, { state: 'issued', invoiceNo: nextNo(), issuedAt: at });
      else Object.assign(invoice, { state: 'failed', reason: '税务平台拒绝开具：授信额度不足' });
    } else if (invoice.state === 'reversing') {
      if (good) Object.assign(invoice, { state: 'reversed', redInvoiceNo: nextNo(), reason: null });
      else Object.assign(invoice, { state: 'reverse_failed', reason: '税务平台拒绝红冲：购方已确认用途' });
    }
    state.save();
  };
  const settle = (invoice: Invoice): Invoice => {
    if (invoice.dueAt !== null && Date.parse(invoice.dueAt) <= now().getTime()) end(invoice, invoice.dueAt);
    return invoice;
  };

  return {
    now,
    outages,
    get setup() {
      const { appKey, appSecret } = state.value;
      return { appKey, appSecret, sellerTaxNo: '91310000MA1FL0XX0X', sellerName: '安居示范物业服务有限公司' };
    },
    get mood() {
      return state.value.mood;
    },
    invoices: () => state.value.invoices.map(settle),
    invoice: (requestNo) => {
      const found = state.value.invoices.find(({ request }) => request.requestNo === requestNo);
      return found && settle(found);
    },
    issue: (request) => {
      const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
      const known = state.value.invoices.find((one) => one.request.requestNo === request.requestNo);
      if (known) return known.hash === hash ? settle(known) : null;
      const { mood } = state.value;
      const refused = mood.refusedTitle !== '' && request.title.name.includes(mood.refusedTitle);
      const invoice: Invoice = {
        request,
        hash,
        state: refused ? 'failed' : 'accepted',
        invoiceNo: null,
        issuedAt: null,
        reason: refused ? '抬头与税号不符' : null,
        reverseNo: null,
        redInvoiceNo: null,
        dueAt: refused ? null : dueAt(),
        ending: mood.ending,
      };
      state.value.invoices.unshift(invoice);
      state.save();
      return invoice;
    },
    reverse: (invoice, reverseNo) => {
      const { ending } = state.value.mood;
      Object.assign(invoice, { state: 'reversing', reverseNo, reason: null, dueAt: dueAt(), ending });
      state.save();
    },
    settleAll: () => {
      for (const invoice of state.value.invoices) if (invoice.dueAt !== null) end(invoice, now().toISOString());
    },
    setMood: (mood) => {
      Object.assign(state.value.mood, mood);
      state.save();
    },
    calm: () => {
      outages.forget();
      Object.assign(state.value.mood, usualMood());
      state.save();
    },
    reset: () => {
      const { appKey, appSecret, made } = state.value;
      state.reset();
      Object.assign(state.value, { appKey, appSecret, made });
      state.save();
      outages.forget();
    },
  };
};
