/** An error answer in the platform's own words (`wechat.md` 2.2). */
export class PayRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: object,
  ) {
    super(message);
  }

  get body(): string {
    const { code, message, detail } = this;
    return JSON.stringify(detail ? { code, detail, message } : { code, message });
  }
}

export const signError = (message: string, detail?: object): PayRefusal =>
  new PayRefusal(401, 'SIGN_ERROR', message, detail);

export const paramError = (message: string, field: string, value: unknown, issue: string): PayRefusal =>
  new PayRefusal(400, 'PARAM_ERROR', message, { field, value, issue, location: 'body' });

export const invalidRequest = (message: string): PayRefusal => new PayRefusal(400, 'INVALID_REQUEST', message);
export const systemError = (): PayRefusal => new PayRefusal(500, 'SYSTEM_ERROR', '系统异常，请稍后重试');
export const tooOften = (message = '频率限制，请降低请求频率'): PayRefusal =>
  new PayRefusal(429, 'FREQUENCY_LIMITED', message);
export const noOrder = (): PayRefusal => new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在');
export const orderPaid = (): PayRefusal => new PayRefusal(400, 'ORDER_PAID', '该订单已支付');
export const orderClosed = (): PayRefusal => new PayRefusal(400, 'ORDER_CLOSED', '该订单已失效');
