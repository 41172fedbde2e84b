import { AppError, type Refusal } from './appError.js';

export type { Refusal };

/** What a pure rule answers: a decision, or a refusal that names the error code. */
export type Result<T, R = Refusal> = { ok: true; value: T } | { ok: false; refusal: R };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

export const refuse = (code: Refusal['code'], rest: Omit<Refusal, 'code'> = {}): Result<never> => ({
  ok: false,
  refusal: { code, ...rest },
});

/** The decision, or the refusal thrown as the error that the caller of the API gets. */
export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new AppError(result.refusal.code, result.refusal);
};
