/** What the mini-program needs to open WeChat's own signing page with `wx.navigateToMiniProgram`. */
export interface SigningJump {
  appId: string;
  path: string;
  extraData: Record<string, string>;
}

export type ContractState = 'signed' | 'terminated' | 'none';
/** `none`: WeChat knows no such deduction. `failed` is final, with WeChat's code as reason. */
export type DeductState = 'accepted' | 'paid' | 'failed' | 'none';

export interface ContractStatus {
  state: ContractState;
  contractId?: string;
}

export interface DeductStatus {
  state: DeductState;
  transactionId?: string;
  /** WeChat's code, such as `NOTENOUGH`, `CONTRACT_NOT_EXIST`. */
  reason?: string;
  amountFen?: number;
  paidAt?: Date;
}

/** A verified notification. */
export type AutoDebitNotification =
  | {
      kind: 'contract';
      change: 'signed' | 'terminated';
      contractCode: string;
      contractId: string;
      planId: string;
      openid: string;
      /** When the payer did it. */
      at: Date;
    }
  | {
      kind: 'deduction';
      result: 'paid' | 'failed';
      outTradeNo: string;
      contractId: string;
      amountFen: number;
      transactionId?: string;
      paidAt?: Date;
      reason?: string;
    };

/** A refused notification; the words are the same whatever was wrong, so that nobody learns by trying. */
export class AutoDebitNotificationRefused extends Error {
  override readonly name = 'AutoDebitNotificationRefused';
  constructor() {
    super('auto debit notification refused');
  }
}

/**
 * WeChat papay (委托代扣): the payer signs once, we deduct each month. Needs WeChat's approval of the plan. Every call
 * rejects with `AutoDebitError` and nothing else; kind `unknown` means that it may have been carried out.
 */
export interface AutoDebitPort {
  readonly kind: 'wechat-papay';
  readonly planId: string;
  /** Signs parameters, asks nobody. */
  signUrl(contract: {
    /** Ours, unique in the plan, at most 32 letters and digits. */
    contractCode: string;
    /** Unique, ascending; digits. */
    requestSerial: string;
    /** What the payer sees: a house, never a phone number in full. */
    displayAccount: string;
    openid: string;
    notifyUrl: string;
  }): SigningJump;
  queryContract(by: { contractCode: string } | { contractId: string }): Promise<ContractStatus>;
  /** Tells the payer of the coming deduction through WeChat; some plans need it a day ahead. */
  preNotify(notice: { contractId: string; amountFen: number }): Promise<void>;
  /**
   * `accepted` says only that WeChat will try; the result comes by notification or `queryDeduct`. Only 07:00 to 22:00
   * (kind `busy` outside, code `OUT_OF_HOURS`). The same `outTradeNo` deducts once.
   */
  deduct(deduction: {
    contractId: string;
    outTradeNo: string;
    amountFen: number;
    /** At most 128 bytes. */
    description: string;
    notifyUrl: string;
  }): Promise<'accepted'>;
  queryDeduct(outTradeNo: string): Promise<DeductStatus>;
  /** Terminating a terminated contract is no error. */
  terminate(contractId: string, remark: string): Promise<void>;
  /**
   * The XML body of a notification, byte for byte; throws AutoDebitNotificationRefused unless WeChat signed it for our
   * merchant. The caller answers `papayReceived`.
   */
  readNotification(rawBody: string): AutoDebitNotification;
}

/** What WeChat must hear, as `text/xml` with status 200, when a notification is stored; anything else is repeated. */
export const papayReceived =
  '<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>';
