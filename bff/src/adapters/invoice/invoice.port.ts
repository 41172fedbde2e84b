/** What stands at the top of an invoice; a company needs its tax number. */
export interface InvoiceTitle {
  kind: 'personal' | 'company';
  name: string;
  /** 15 to 20 digits and capital letters. */
  taxNo?: string;
}

export interface InvoiceLine {
  name: string;
  /** 税收分类编码, 19 digits. */
  taxCode: string;
  /** With tax. */
  amountFen: number;
  /** 600 = 6 %. */
  taxRateBp: number;
}

export interface InvoiceRequest {
  /** Ours, unique for ever: the same number issues once. */
  requestNo: string;
  sellerTaxNo: string;
  title: InvoiceTitle;
  /** 1 to 100; their amounts sum to `totalFen`. */
  lines: InvoiceLine[];
  totalFen: number;
  remark: string;
}

export type InvoiceState = 'accepted' | 'issued' | 'failed' | 'reversing' | 'reversed' | 'reverse_failed';

export interface InvoiceStatus {
  state: InvoiceState;
  /** The 20 digits of a 数电票, from `issued` on. */
  invoiceNo?: string;
  issuedAt?: Date;
  /** The provider's words, for `failed` and `reverse_failed`. */
  reason?: string;
  /** The red-letter invoice, from `reversed` on. */
  redInvoiceNo?: string;
}

/**
 * Electronic invoices through a provider (`docs/invoice-provider.md`). Every call rejects with `InvoiceError` and
 * nothing else; kind `unknown` means that it may have been carried out, and asking again with the same number is safe.
 */
export interface InvoicePort {
  /** Who issues; what `issue` is called with. */
  readonly sellerTaxNo: string;
  readonly sellerName: string;
  /** Mostly `accepted`: the invoice comes some seconds later, ask with `query`. `failed` is the provider's no. */
  issue(request: InvoiceRequest): Promise<{
    state: 'accepted' | 'issued' | 'failed';
    invoiceNo?: string;
    reason?: string;
  }>;
  /** Null: the provider knows no such request. */
  query(requestNo: string): Promise<InvoiceStatus | null>;
  /**
   * Takes an issued invoice back in full with a red-letter one (红字). `amountFen` must be its total. The same
   * `reverseNo` reverses once; how it ends is told by `query(requestNo)`.
   */
  reverse(reversal: {
    requestNo: string;
    reverseNo: string;
    reason: string;
    amountFen: number;
  }): Promise<{ state: 'reversing' | 'reversed' | 'reverse_failed'; redInvoiceNo?: string; reason?: string }>;
  /** The PDF; kind `refused` before it is issued. */
  file(requestNo: string): Promise<Buffer>;
}
