import { createVerify } from 'node:crypto';
import type { Order } from './book.js';
import type { PayCore } from './core.js';
import { markPaid, orderOfToken, whyNotPayable } from './orders.js';

/** What the payer does with the sheet; the last two leave the order unpaid, as in WeChat. */
export const payerActs = ['pay', 'cancel', 'wrong_password', 'insufficient'] as const;
export type PayerAct = (typeof payerActs)[number];

/** As wx.requestPayment tells it: `requestPayment:ok`, `requestPayment:fail cancel`, `requestPayment:fail …`. */
export interface PayResult {
  result: 'ok' | 'cancel' | 'fail';
  errMsg: string;
}

export interface PayAttempt {
  /** prepay_id, code_url or h5_url. */
  token: string;
  openid: string;
  act: PayerAct;
}

/** The arguments of wx.requestPayment, which the phone checks before it shows the sheet. */
export interface SignedPayment {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

const fail = (why: string): PayResult => ({ result: 'fail', errMsg: `requestPayment:fail ${why}` });

/** Why this person's WeChat does not let it come to a payment. */
const obstacle = (core: PayCore, order: Order, { token, openid }: PayAttempt): string | null => {
  const why = whyNotPayable(order, token, core.moment());
  if (why !== null) return why;
  return order.orderedFor !== null && order.orderedFor !== openid ? '支付账号与下单账号不一致' : null;
};

/** The payer's phone. */
export const createPayer = (core: PayCore) => {
  const pay = (attempt: PayAttempt): PayResult => {
    const order = orderOfToken(core.book, attempt.token);
    if (!order) return fail('订单不存在');
    const why = obstacle(core, order, attempt);
    if (why !== null) return fail(why);
    if (attempt.act === 'cancel') return { ...fail('cancel'), result: 'cancel' };
    if (attempt.act === 'wrong_password') return fail('支付密码错误');
    if (attempt.act === 'insufficient') return fail('余额不足');
    markPaid(order, attempt.openid, core.nowMs());
    core.notifyPaid(order);
    core.changed();
    return { result: 'ok', errMsg: 'requestPayment:ok' };
  };

  const isSigned = ({ timeStamp, nonceStr, package: prepay, signType, paySign }: SignedPayment): boolean =>
    signType === 'RSA' &&
    createVerify('RSA-SHA256')
      .update(`${core.appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`)
      .verify(core.signing.merchantKey, paySign, 'base64');

  return {
    /** The payer's hand on the sheet. */
    pay,
    /** wx.requestPayment as the phone calls it: the signature is the merchant's, or nothing is shown. */
    requestPayment: (payment: SignedPayment, openid: string, act: PayerAct): PayResult =>
      isSigned(payment)
        ? pay({ token: payment.package.replace(/^prepay_id=/, ''), openid, act })
        : fail('支付验证签名失败'),
  };
};
