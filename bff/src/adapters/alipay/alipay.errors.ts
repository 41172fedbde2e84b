/** What a caller can do about it. */
export type AlipayErrorKind =
  /** No answer, or none that can be believed: it may have been carried out. Ask before repeating. */
  | 'unknown'
  /** Not carried out; the same call may be repeated later. */
  | 'busy'
  /** Final: repeating the same call cannot help. `code` says why. */
  | 'refused'
  /** Our keys, ids or permissions are wrong: somebody must act. */
  | 'config';

/** Holds no address, buyer or signature: it may be logged as it is. */
export class AlipayError extends Error {
  override readonly name = 'AlipayError';
  constructor(
    readonly kind: AlipayErrorKind,
    /** Alipay's sub_code or code (`ACQ.TRADE_HAS_SUCCESS`), or our own word when it gave none. */
    readonly code: string,
    /** Which of our calls it was. */
    readonly call: string,
  ) {
    super(`alipay ${call}: ${kind} (${code})`);
  }
}

/** Business codes that mean: come back later. */
const later = new Set([
  'ACQ.SELLER_BALANCE_NOT_ENOUGH',
  'ACQ.REFUND_CHARGE_ERROR',
  'isv.app-call-limited',
  'aop.app-call-limited',
  'isp.call-limited',
]);
/** Business codes after which Alipay itself asks for a query. */
const unclear = new Set(['ACQ.SYSTEM_ERROR', 'AQC.SYSTEM_ERROR', 'isp.unknow-error', 'aop.unknow-error']);

/** https://opendocs.alipay.com/common/02km9f ; `code` is the gateway's, `subCode` the product's. */
export const kindOfCode = (code: string, subCode: string): AlipayErrorKind => {
  if (unclear.has(subCode) || code === '20000') return 'unknown';
  if (later.has(subCode) || code === '40005') return 'busy';
  // Signature, app id, permissions; a missing or malformed argument is our own bug, and as final as any refusal.
  if (['20001', '40003', '40006'].includes(code)) return 'config';
  if (/^(isv\.(invalid-(app-id|signature|encrypt)|missing-signature)|isp?v?\.insufficient)/.test(subCode))
    return 'config';
  return ['40001', '40002', '40004'].includes(code) ? 'refused' : 'unknown';
};
