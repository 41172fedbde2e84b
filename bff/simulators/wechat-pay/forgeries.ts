import { randomUUID } from 'node:crypto';
import type { Notice, Order } from './book.js';
import { addressOf, compose, noticeBody, type Posting, post, type Sender } from './notices.js';
import { transactionView } from './orders.js';
import { encrypt, type KeyKind, signedHeaders, signTest } from './signing.js';

/**
 * What a forger, a broken proxy or another merchant's traffic may send. `refused`: must be answered 4xx. `stored`: is
 * truly signed and encrypted, so it may be taken, and must change nothing once it is compared with the order.
 */
export const forgeries = {
  no_headers: 'refused',
  no_signature: 'refused',
  wrong_signature: 'refused',
  signtest: 'refused',
  old_timestamp: 'refused',
  future_timestamp: 'refused',
  bad_timestamp: 'refused',
  unknown_serial: 'refused',
  proto_serial: 'refused',
  swapped_serial: 'refused',
  tampered_body: 'refused',
  tampered_ciphertext: 'refused',
  wrong_api_key: 'refused',
  wrong_associated_data: 'refused',
  not_json: 'refused',
  xml: 'refused',
  huge_body: 'refused',
  fapiao_event: 'refused',
  other_merchant: 'stored',
  other_app: 'stored',
  other_payer: 'stored',
  other_amount: 'stored',
  other_currency: 'stored',
  unknown_order: 'stored',
  not_paid: 'stored',
} as const satisfies Record<string, 'refused' | 'stored'>;
export type Forgery = keyof typeof forgeries;

const hugeBytes = 4 * 1024 * 1024;

interface Material extends Sender {
  kind: KeyKind;
}

/** Says that an order is paid, whatever is true. */
const paid = (order: Order): Record<string, unknown> => {
  const atMs = order.paidAtMs ?? order.createdAtMs;
  const claim = {
    ...order,
    transactionId: order.transactionId ?? `42000${'0'.repeat(23)}`,
    paidAtMs: atMs,
    payer: order.payer ?? order.orderedFor ?? 'oForgedForgedForgedForgedFor',
  };
  return { ...transactionView(claim, 'SUCCESS') };
};

const noticeOf = (order: Order, plaintext: object): Notice => ({
  id: randomUUID(),
  eventType: 'TRANSACTION.SUCCESS',
  summary: '支付成功',
  kind: 'transaction',
  outTradeNo: order.outTradeNo,
  plaintext: JSON.stringify(plaintext),
  notifyUrl: order.notifyUrl,
  createdAtMs: order.createdAtMs,
  plan: 'normal',
  times: 1,
  nextAtMs: null,
  state: 'waiting',
  rounds: 0,
  tries: [],
});

/** Truly signed and encrypted, but with another content. */
const contents: Partial<Record<Forgery, (claim: Record<string, unknown>) => object>> = {
  other_merchant: (claim) => ({ ...claim, mchid: '1900000109' }),
  other_app: (claim) => ({ ...claim, appid: 'wx0000000000000000' }),
  other_payer: (claim) => ({ ...claim, payer: { openid: 'oSomebodyElseSomebodyElseSom' } }),
  other_amount: (claim) => ({ ...claim, amount: { ...(claim.amount as object), total: 1, payer_total: 1 } }),
  other_currency: (claim) => ({ ...claim, amount: { ...(claim.amount as object), currency: 'USD' } }),
  unknown_order: (claim) => ({ ...claim, out_trade_no: `NOBODY${Date.now()}` }),
  not_paid: (claim) => ({ ...claim, trade_state: 'NOTPAY' }),
};

const secondsOff: Partial<Record<Forgery, number>> = { old_timestamp: -301, future_timestamp: 301 };

const signedAt = (material: Material, body: Buffer, offSeconds = 0): Record<string, string> =>
  signedHeaders(
    material.signing.signer(material.kind),
    body,
    new Date(material.wallNow().getTime() + offSeconds * 1000),
  );

const withBody = (material: Material, body: Buffer, type = 'application/json'): Posting => ({
  headers: { 'Content-Type': type, ...signedAt(material, body) },
  body,
});

/** Bodies that are signed by the platform's own key, and cannot be read. */
const bodies: Partial<Record<Forgery, (material: Material, notice: Notice) => Buffer>> = {
  tampered_ciphertext: ({ keys }, notice) => {
    const resource = encrypt(notice.plaintext, 'transaction', keys.apiV3Key);
    const bytes = Buffer.from(resource.ciphertext, 'base64');
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    return noticeBody(notice, { ...resource, ciphertext: bytes.toString('base64') });
  },
  wrong_api_key: (_material, notice) => noticeBody(notice, encrypt(notice.plaintext, 'transaction', 'x'.repeat(32))),
  wrong_associated_data: ({ keys }, notice) =>
    noticeBody(notice, { ...encrypt(notice.plaintext, 'transaction', keys.apiV3Key), associated_data: 'refund' }),
  not_json: () => Buffer.from('{"id":'),
  xml: () => Buffer.from('<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>'),
  huge_body: () => Buffer.alloc(hugeBytes, 0x20),
  fapiao_event: ({ keys }, notice) =>
    noticeBody({ ...notice, eventType: 'FAPIAO.ISSUED' }, encrypt(notice.plaintext, '', keys.apiV3Key)),
};

/** Headers that do not fit the body, which is the true one. */
const headers: Partial<
  Record<Forgery, (true_: Record<string, string>, material: Material, body: Buffer) => Record<string, string>>
> = {
  no_headers: () => ({}),
  no_signature: ({ 'Wechatpay-Signature': _signature, ...rest }) => rest,
  wrong_signature: (all) => ({ ...all, 'Wechatpay-Signature': Buffer.alloc(256, 7).toString('base64') }),
  signtest: (all) => ({ ...all, 'Wechatpay-Signature': signTest(all['Wechatpay-Signature'] ?? '') }),
  bad_timestamp: (all) => ({ ...all, 'Wechatpay-Timestamp': 'NaN' }),
  unknown_serial: (all) => ({ ...all, 'Wechatpay-Serial': '7777777777777777777777777777777777777777' }),
  proto_serial: (all) => ({ ...all, 'Wechatpay-Serial': '__proto__' }),
  swapped_serial: (all, { signing, kind }) => ({
    ...all,
    'Wechatpay-Serial': signing.signer(kind === 'public_key' ? 'certificate' : 'public_key').serial,
  }),
};

/** One forged notification about this order, ready to be sent. */
export const forge = (material: Material, order: Order, forgery: Forgery): Posting => {
  const claim = paid(order);
  const notice = noticeOf(order, contents[forgery]?.(claim) ?? claim);
  const unreadable = bodies[forgery]?.(material, notice);
  if (unreadable) return withBody(material, unreadable, forgery === 'xml' ? 'text/xml' : 'application/json');
  const genuine = compose(material, notice, material.kind);
  const off = secondsOff[forgery];
  if (off !== undefined)
    return { ...genuine, headers: { ...genuine.headers, ...signedAt(material, genuine.body, off) } };
  if (forgery === 'tampered_body') return { ...genuine, body: Buffer.concat([genuine.body, Buffer.from(' ')]) };
  const change = headers[forgery];
  return change ? { ...genuine, headers: change(genuine.headers, material, genuine.body) } : genuine;
};

export interface ForgeryResult {
  forgery: Forgery;
  expected: 'refused' | 'stored';
  status: number | null;
}

/** Sends it to the order's own notify_url. */
export const sendForgery = async (
  material: Material,
  order: Order,
  forgery: Forgery,
  origin?: string,
): Promise<ForgeryResult> => ({
  forgery,
  expected: forgeries[forgery],
  status: await post(addressOf(order.notifyUrl, origin), forge(material, order, forgery)),
});
