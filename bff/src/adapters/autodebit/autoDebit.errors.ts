/** What a caller can do about it. */
export type AutoDebitErrorKind =
  /** No answer, or none that can be believed: it may have been carried out. Ask before repeating. */
  | 'unknown'
  /** Not carried out; the same call may be repeated later. */
  | 'busy'
  /** Final: repeating the same call cannot help. `code` says why (`CONTRACT_NOT_EXIST`, `NOTENOUGH` …). */
  | 'refused'
  /** Our keys, plan or permissions are wrong: somebody must act. */
  | 'config';

/** Holds no openid, account or signature: it may be logged as it is. */
export class AutoDebitError extends Error {
  override readonly name = 'AutoDebitError';
  constructor(
    readonly kind: AutoDebitErrorKind,
    /** WeChat's err_code, or our own word when it gave none. */
    readonly code: string,
    /** Which of our calls it was. */
    readonly call: string,
  ) {
    super(`papay ${call}: ${kind} (${code})`);
  }
}

const kinds: Record<string, AutoDebitErrorKind> = {
  SYSTEMERROR: 'unknown',
  SYSTEM_ERROR: 'unknown',
  BIZERR_NEED_RETRY: 'unknown',
  FREQUENCY_LIMITED: 'busy',
  RATELIMIT_EXCEEDED: 'busy',
  FREQUENCY_LIMIT_EXCEED: 'busy',
  SIGNERROR: 'config',
  SIGN_ERROR: 'config',
  NOAUTH: 'config',
  NO_AUTH: 'config',
  APPID_NOT_EXIST: 'config',
  MCHID_NOT_EXIST: 'config',
  APPID_MCHID_NOT_MATCH: 'config',
};

/** An err_code of version 2 or a code of version 3; one that we never met is a refusal, since WeChat did answer. */
export const kindOfCode = (code: string): AutoDebitErrorKind => kinds[code] ?? 'refused';
