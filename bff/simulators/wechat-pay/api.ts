import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { billState, fundFlowBill, type TradeBillType, tradeBill, tradeBillTypes } from './bills.js';
import type { OrderKind } from './book.js';
import type { PayApi, PayFault } from './faults.js';
import { CloseBody, EchoBody, type OrderBody, orderBodies, RefundBody, readPayBody } from './orderBody.js';
import { rfc3339, transactionView } from './orders.js';
import { refundView } from './refunds.js';
import { invalidRequest, noOrder, PayRefusal } from './refusals.js';
import { encrypt } from './signing.js';
import type { PayWorld } from './world.js';

/** The only host that appears in answers; a client that was pointed elsewhere maps it. */
const realOrigin = 'https://api.mch.weixin.qq.com';
const fileLifeMs = 5 * 60_000;
const maxFiles = 100;

export interface WireCall {
  /** Of the path's pattern. */
  params: string[];
  query: URLSearchParams;
  body: string;
  fault: PayFault | null;
}

export interface WireResult {
  status: number;
  /** JSON, or the bytes of a file; absent for 204. */
  json?: object;
  bytes?: Buffer;
  /** What the log calls it. */
  number?: string;
}

export interface PayEndpoint {
  method: 'GET' | 'POST';
  path: RegExp;
  api: PayApi;
  run(world: PayWorld, call: WireCall): WireResult;
}

/** The header's merchant signed it; body and query must name the same. */
const sameMerchant = (world: PayWorld, mchId: string | null): void => {
  if (mchId !== world.keys.mchId)
    throw new PayRefusal(400, 'PARAM_ERROR', 'http header中的mchid与post payload中的mchid不匹配');
};

const order =
  (kind: OrderKind) =>
  (world: PayWorld, { body }: WireCall): WireResult => {
    const read: OrderBody = readPayBody(orderBodies[kind], body);
    sameMerchant(world, read.mchid);
    return { status: 200, json: world.place(kind, read), number: read.out_trade_no };
  };

const queryByNumber = (world: PayWorld, { params, query }: WireCall): WireResult => {
  sameMerchant(world, query.get('mchid'));
  const found = world.order(params[0] ?? '');
  if (!found) throw noOrder();
  return { status: 200, json: transactionView(found), number: found.outTradeNo };
};

const queryById = (world: PayWorld, { params, query }: WireCall): WireResult => {
  sameMerchant(world, query.get('mchid'));
  const found = world.orders().find(({ transactionId, billOnly }) => transactionId === params[0] && !billOnly);
  if (!found) throw noOrder();
  return { status: 200, json: transactionView(found), number: found.outTradeNo };
};

const close = (world: PayWorld, { params, body }: WireCall): WireResult => {
  sameMerchant(world, readPayBody(CloseBody, body).mchid);
  const outTradeNo = params[0] ?? '';
  world.closeOrder(outTradeNo);
  return { status: 204, number: outTradeNo };
};

const refund = (world: PayWorld, { body, fault }: WireCall): WireResult => {
  const read = readPayBody(RefundBody, body);
  if (fault?.kind === 'not_enough') throw new PayRefusal(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起');
  return { status: 200, json: refundView(world.refund(read)), number: read.out_refund_no };
};

const queryRefund = (world: PayWorld, { params }: WireCall): WireResult => {
  const found = world.findRefund(params[0] ?? '');
  return { status: 200, json: refundView(found), number: found.outRefundNo };
};

/** Keeps the file for its few minutes, and says where it lies and what its unpacked bytes hash to. */
const offerFile = (world: PayWorld, text: string, packed: boolean, fault: PayFault | null): object => {
  const bytes = Buffer.from(text);
  const token = randomBytes(24).toString('base64url');
  world.files.set(token, {
    bytes: packed ? gzipSync(bytes) : bytes,
    expiresAtMs: world.wallNow().getTime() + fileLifeMs,
  });
  for (const old of world.files.keys()) if (world.files.size > maxFiles) world.files.delete(old);
  const hashed = fault?.kind === 'bill_hash' ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes;
  return {
    hash_type: 'SHA1',
    hash_value: createHash('sha1').update(hashed).digest('hex'),
    download_url: `${realOrigin}/v3/billdownload/file?token=${token}`,
  };
};

const bill = (world: PayWorld, { query, fault }: WireCall, make: (day: string) => string | null): WireResult => {
  const day = query.get('bill_date') ?? '';
  const state = /^\d{4}-\d\d-\d\d$/.test(day) ? billState(day, world.now()) : 'invalid';
  if (state === 'invalid') throw invalidRequest('账单日期错误，仅支持三个月内的账单');
  if (state === 'creating' || fault?.kind === 'statement_creating')
    throw new PayRefusal(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试');
  const text = make(day);
  if (text === null) throw new PayRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
  return { status: 200, json: offerFile(world, text, query.get('tar_type') === 'GZIP', fault), number: day };
};

const trade = (world: PayWorld, call: WireCall): WireResult => {
  const type = (call.query.get('bill_type') ?? 'ALL') as TradeBillType;
  if (!tradeBillTypes.includes(type)) throw invalidRequest('bill_type错误');
  return bill(world, call, (day) => tradeBill(world.book, day, type));
};

const fundFlow = (world: PayWorld, call: WireCall): WireResult => {
  const account = call.query.get('account_type') ?? 'BASIC';
  if (!['BASIC', 'OPERATION', 'FEES'].includes(account)) throw invalidRequest('account_type错误');
  // All money moves on the basic account here.
  return bill(world, call, (day) => (account === 'BASIC' ? fundFlowBill(world.book, day) : null));
};

const billFile = (world: PayWorld, { query }: WireCall): WireResult => {
  const file = world.files.get(query.get('token') ?? '');
  if (!file || file.expiresAtMs <= world.wallNow().getTime()) throw invalidRequest('token已过期，请重新申请账单');
  return { status: 200, bytes: file.bytes };
};

const certificates = (world: PayWorld): WireResult => {
  const { certificate, apiV3Key } = world.keys;
  if (world.mode() === 'public_key')
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。');
  const item = {
    serial_no: certificate.serial,
    effective_time: rfc3339(certificate.effectiveAtMs),
    expire_time: rfc3339(certificate.expiresAtMs),
    encrypt_certificate: encrypt(certificate.certPem, 'certificate', apiV3Key),
  };
  return { status: 200, json: { data: [item] } };
};

const echo = (_world: PayWorld, { body }: WireCall): WireResult => ({
  status: 200,
  json: readPayBody(EchoBody, body),
});

const number = '([^/]+)';
export const payEndpoints: PayEndpoint[] = [
  { method: 'POST', path: /^\/v3\/pay\/transactions\/jsapi$/, api: 'order', run: order('JSAPI') },
  { method: 'POST', path: /^\/v3\/pay\/transactions\/native$/, api: 'order', run: order('NATIVE') },
  { method: 'POST', path: /^\/v3\/pay\/transactions\/h5$/, api: 'order', run: order('MWEB') },
  { method: 'POST', path: RegExp(`^/v3/pay/transactions/out-trade-no/${number}/close$`), api: 'close', run: close },
  { method: 'GET', path: RegExp(`^/v3/pay/transactions/out-trade-no/${number}$`), api: 'query', run: queryByNumber },
  { method: 'GET', path: RegExp(`^/v3/pay/transactions/id/${number}$`), api: 'query', run: queryById },
  { method: 'POST', path: /^\/v3\/refund\/domestic\/refunds$/, api: 'refund', run: refund },
  { method: 'GET', path: RegExp(`^/v3/refund/domestic/refunds/${number}$`), api: 'refund_query', run: queryRefund },
  { method: 'GET', path: /^\/v3\/bill\/tradebill$/, api: 'bill', run: trade },
  { method: 'GET', path: /^\/v3\/bill\/fundflowbill$/, api: 'bill', run: fundFlow },
  { method: 'GET', path: /^\/v3\/billdownload\/file$/, api: 'bill_file', run: billFile },
  { method: 'GET', path: /^\/v3\/certificates$/, api: 'certificates', run: certificates },
  { method: 'POST', path: /^\/v3\/security\/echo$/, api: 'echo', run: echo },
];
