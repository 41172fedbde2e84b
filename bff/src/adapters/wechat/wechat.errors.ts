/** What a caller can do about a refusal of WeChat's, rather than its code. */
export type WechatErrorKind =
  /** Not carried out; the same call may be repeated later. */
  | 'busy'
  /** The access token was refused twice. */
  | 'token'
  /** Our AppID, secret, address or permissions are wrong: somebody must act. */
  | 'config'
  | 'code_invalid'
  | 'code_used'
  | 'risky_user'
  /** The openid is not one of this mini-program's. */
  | 'user_unknown'
  | 'no_subscription'
  /** WeChat's own filter refused our words. */
  | 'content_refused'
  /** Too many a minute, or two at once to one user: wait and repeat. */
  | 'rate'
  /** Nothing more today. */
  | 'quota'
  /** We sent something that cannot be right: a bug of ours. */
  | 'bad_argument'
  /** The user has not opened the mini-program for two hours. */
  | 'inactive_user'
  /** No answer, or none that makes sense: it may have been carried out. */
  | 'unknown';

const codesOf: Partial<Record<WechatErrorKind, number[]>> = {
  busy: [-1],
  token: [40001, 40014, 42001],
  config: [40002, 40013, 40125, 40164, 40243, 41002, 41004, 48001, 50002, 50004, 50007, 61024, 89503, 89506, 89507],
  code_invalid: [40029],
  code_used: [40163],
  risky_user: [40226],
  user_unknown: [40003, 43104],
  no_subscription: [43101],
  content_refused: [45168],
  rate: [43108, 44991, 45011],
  quota: [45009],
  bad_argument: [40037, 40097, 40129, 40169, 41001, 41008, 41030, 43002, 43107, 44002, 45002, 47001, 47003],
  inactive_user: [61010],
};

const kindByCode = new Map<number, WechatErrorKind>(
  Object.entries(codesOf).flatMap(([kind, codes]) => codes.map((code) => [code, kind as WechatErrorKind] as const)),
);

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/ ; codes we never met count as unknown. */
export const kindOfErrcode = (errcode: number): WechatErrorKind => kindByCode.get(errcode) ?? 'unknown';

/** Carries no address, code, token or openid: it may be logged as it is. */
export class WechatError extends Error {
  override readonly name = 'WechatError';
  constructor(
    readonly kind: WechatErrorKind,
    /** Null when WeChat gave none. */
    readonly errcode: number | null,
    /** Which of our calls it was. */
    readonly call: string,
    /** Our own words, never WeChat's: theirs quote our arguments. */
    reason = '',
  ) {
    super(`wechat ${call}: ${kind}${errcode === null ? '' : ` (${errcode})`}${reason ? `: ${reason}` : ''}`);
  }
}
