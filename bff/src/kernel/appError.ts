import type { ErrorCode } from 'shared-types/errors';

export interface Refusal {
  code: ErrorCode;
  /** A sentence for the user that says more than the code's own text. */
  detail?: string;
  /** Bad input field -> what is wrong with it. */
  fields?: Record<string, string>;
  /** Seconds after which a repeat makes sense. */
  retryAfterSeconds?: number;
}

/** An error that the caller is told about, by code. Anything else thrown is answered 500 without details. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly refusal: Refusal;
  constructor(
    readonly code: ErrorCode,
    rest: Omit<Refusal, 'code'> = {},
  ) {
    super(code);
    this.refusal = { ...rest, code };
  }
}
