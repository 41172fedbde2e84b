/** What a caller can do about it, rather than WeChat Pay's code. */
export type WechatPayErrorKind =
  /** No answer, or none that can be trusted: it may have been carried out. Query before anything else. */
  | 'unknown'
  /** Not carried out; the same call with the same numbers may be repeated later. */
  | 'busy'
  /** Final for these arguments; `code` says why. */
  | 'refused'
  /** Keys, numbers or permissions are wrong (ours or the platform's): somebody must act, repeating does not help. */
  | 'config';

/** Carries no header, openid, key or body: it may be logged as it is. */
export class WechatPayError extends Error {
  override readonly name = 'WechatPayError';
  constructor(
    readonly kind: WechatPayErrorKind,
    /** The platform's code in its new spelling (`ORDER_PAID`), or one of ours in lower case (`timeout`). */
    readonly code: string,
    /** The HTTP status; null when no answer came. */
    readonly status: number | null,
    /** Which of our calls it was. */
    readonly call: string,
    /** Our own words, the field at fault, the platform's request id: never its message, which quotes our arguments. */
    readonly reason = '',
  ) {
    super(
      `wechat pay ${call}: ${kind} ${code}${status === null ? '' : ` (HTTP ${status})`}${reason ? `: ${reason}` : ''}`,
    );
  }
}

/** Why a notification is not believed, in the order of the checks. `key`: no such serial is known to us. */
export type NotificationFault = 'headers' | 'clock' | 'key' | 'signature' | 'body' | 'decrypt' | 'resource';

/** Answer it with 4xx and change nothing. Its text is constant for each reason. */
export class NotificationRefused extends Error {
  override readonly name = 'NotificationRefused';
  constructor(readonly reason: NotificationFault) {
    super(`wechat pay notification refused: ${reason}`);
  }
}
