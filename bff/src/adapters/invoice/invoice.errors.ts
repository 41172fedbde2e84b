/** What a caller can do about it. */
export type InvoiceErrorKind =
  /** No answer, or none that can be believed: it may have been carried out. The same number may be sent again. */
  | 'unknown'
  /** Not carried out; repeat later. */
  | 'busy'
  /** Final: the same request cannot succeed. `code` says why. */
  | 'refused'
  /** Our key, clock or permissions are wrong: somebody must act. */
  | 'config';

/** Holds no title, tax number or address: it may be logged as it is. */
export class InvoiceError extends Error {
  override readonly name = 'InvoiceError';
  constructor(
    readonly kind: InvoiceErrorKind,
    /** The provider's code, or our own word when it gave none. */
    readonly code: string,
    /** Which of our calls it was. */
    readonly call: string,
  ) {
    super(`invoice ${call}: ${kind} (${code})`);
  }
}
