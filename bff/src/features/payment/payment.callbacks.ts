import { AlipayNotificationRefused } from '../../adapters/alipay/alipay.port.js';
import { NotificationRefused } from '../../adapters/pay/wechatPay.errors.js';
import type { Callback, CallbackAnswer } from '../../http/callbacks.js';
import type { Deps } from '../../platform/deps.js';
import { keepNotice, noticeOfAlipay, noticeOfWechat } from './keepNotice.js';

const fail = (status: number, message: string): CallbackAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code: 'FAIL', message }),
});

/**
 * WeChat Pay's notifications (wechat.md 2.8): verified on their raw bytes, kept, answered 204. A forged one, a probe, or
 * an XML one of the old interface leaves no trace and is told no more than that it was refused. One that is genuine but
 * does not agree with our order is refused too, and kept for people to look at.
 */
const wechat = async (deps: Deps, { headers, body }: Parameters<Callback['handle']>[1]): Promise<CallbackAnswer> => {
  if (!deps.wechatPay) return fail(404, 'not configured');
  try {
    const notice = await deps.wechatPay.readNotification(headers, body, deps.clock.realNow());
    const agrees = await keepNotice(deps, noticeOfWechat(deps, notice));
    return agrees ? { status: 204 } : fail(400, 'refused');
  } catch (error) {
    if (!(error instanceof NotificationRefused)) throw error;
    deps.log.warn({ reason: error.reason }, 'wechat pay notification refused');
    return fail(error.reason === 'signature' || error.reason === 'key' ? 401 : 400, 'refused');
  }
};

/** Alipay's (异步通知): a form, verified as it came, answered with the word `success`. */
const alipay = async (deps: Deps, { body }: Parameters<Callback['handle']>[1]): Promise<CallbackAnswer> => {
  if (!deps.alipay) return fail(404, 'not configured');
  try {
    const agrees = await keepNotice(deps, noticeOfAlipay(deps.alipay.readNotification(body.toString('utf8'))));
    return agrees ? { status: 200, contentType: 'text/plain', body: 'success' } : fail(400, 'refused');
  } catch (error) {
    if (!(error instanceof AlipayNotificationRefused)) throw error;
    deps.log.warn({}, 'alipay notification refused');
    return fail(400, 'refused');
  }
};

/** Where channels call us. Both of WeChat Pay's are one: what a notification speaks of stands inside it. */
export const paymentCallbacks: Callback[] = [
  { path: '/callbacks/wechat-pay/transactions', handle: wechat },
  { path: '/callbacks/wechat-pay/refunds', handle: wechat },
  { path: '/callbacks/alipay', handle: alipay },
];
