import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import { toDay } from 'shared-types/time';
import { readBody } from '../http.js';
import { answerThrough, type WireText } from '../outages.js';
import { billOf } from './bill.js';
import { toFen, toYuan } from './money.js';
import { requestHolds, signText } from './signing.js';
import type { AlipayApi, AlipayWorld, Trade } from './world.js';

type Fields = Record<string, unknown>;

const billLifeMs = 30_000;

const ok = (fields: Fields = {}): Fields => ({ code: '10000', msg: 'Success', ...fields });
const no = (code: string, msg: string, subCode: string): Fields => ({ code, msg, sub_code: subCode, sub_msg: subCode });
const refused = (subCode: string): Fields => no('40004', 'Business Failed', subCode);
const invalid = (subCode: string): Fields => no('40002', 'Invalid Arguments', subCode);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const beijing = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
const instant = (beijingText: string): string | null => {
  const at = Date.parse(`${beijingText.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

interface Ask {
  biz: Fields;
  notifyUrl: string | null;
  origin: string;
  bills: Map<string, { zip: Buffer; untilMs: number }>;
}
type Handle = (world: AlipayWorld, ask: Ask) => Fields;

/** Alipay's trade, once somebody has scanned. */
const existing = (world: AlipayWorld, biz: Fields): Trade | null => {
  const trade = world.trade(textOf(biz.out_trade_no));
  return trade?.tradeNo ? trade : null;
};

const precreate: Handle = (world, { biz, notifyUrl }) => {
  const outTradeNo = textOf(biz.out_trade_no);
  const amountFen = toFen(biz.total_amount);
  const subject = textOf(biz.subject);
  if (!/^[0-9A-Za-z_]{1,64}$/.test(outTradeNo) || !amountFen || subject === '' || [...subject].length > 256)
    return refused('ACQ.INVALID_PARAMETER');
  const expireAt = biz.time_expire === undefined ? null : instant(textOf(biz.time_expire));
  if (expireAt !== null && Date.parse(expireAt) <= world.now().getTime()) return refused('ACQ.INVALID_PARAMETER');
  const known = world.trade(outTradeNo);
  if (known?.state === 'TRADE_SUCCESS' || known?.state === 'TRADE_FINISHED') return refused('ACQ.TRADE_HAS_SUCCESS');
  if (known?.state === 'TRADE_CLOSED') return refused('ACQ.TRADE_HAS_CLOSE');
  if (known && (known.amountFen !== amountFen || known.subject !== subject)) return refused('ACQ.CONTEXT_INCONSISTENT');
  const trade = known ?? world.putTrade({ outTradeNo, subject, amountFen, expireAt, notifyUrl });
  return ok({ out_trade_no: outTradeNo, qr_code: trade.qrCode });
};

const query: Handle = (world, { biz }) => {
  const trade = existing(world, biz);
  if (!trade) return refused('ACQ.TRADE_NOT_EXIST');
  return ok({
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    buyer_logon_id: 'lin***@example.com',
    trade_status: trade.state,
    total_amount: toYuan(trade.amountFen),
    receipt_amount: toYuan(trade.paidAt ? trade.amountFen : 0),
    buyer_user_id: trade.buyerId,
    ...(trade.paidAt ? { send_pay_date: beijing(trade.paidAt) } : {}),
  });
};

const close: Handle = (world, { biz }) => {
  const trade = existing(world, biz);
  if (!trade) return refused('ACQ.TRADE_NOT_EXIST');
  if (trade.state !== 'WAIT_BUYER_PAY') return refused('ACQ.TRADE_STATUS_ERROR');
  world.close(trade);
  return ok({ trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo });
};

const doneFen = (trade: Trade): number => trade.refunds.reduce((sum, { fen, doneAt }) => sum + (doneAt ? fen : 0), 0);
const takenFen = (trade: Trade): number => trade.refunds.reduce((sum, { fen }) => sum + fen, 0);

const refund: Handle = (world, { biz }) => {
  const trade = existing(world, biz);
  if (!trade) return refused('ACQ.TRADE_NOT_EXIST');
  const fen = toFen(biz.refund_amount);
  const outRefundNo = textOf(biz.out_request_no);
  if (!fen || outRefundNo === '') return refused('ACQ.INVALID_PARAMETER');
  const answer = (change: 'Y' | 'N'): Fields =>
    ok({
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      buyer_user_id: trade.buyerId,
      // All that was given back so far, not this refund.
      refund_fee: toYuan(doneFen(trade)),
      fund_change: change,
    });
  const known = trade.refunds.find((one) => one.outRefundNo === outRefundNo);
  if (known) return known.fen === fen ? answer('N') : refused('ACQ.DISCORDANT_REPEAT_REQUEST');
  if (trade.state === 'TRADE_FINISHED') return refused('ACQ.TRADE_HAS_FINISHED');
  if (trade.state !== 'TRADE_SUCCESS') return refused('ACQ.TRADE_STATUS_ERROR');
  if (takenFen(trade) + fen > trade.amountFen) return refused('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
  return answer(world.takeRefund(trade, outRefundNo, fen).doneAt ? 'Y' : 'N');
};

const refundQuery: Handle = (world, { biz }) => {
  const trade = existing(world, biz);
  if (!trade) return refused('ACQ.TRADE_NOT_EXIST');
  const found = trade.refunds.find(({ outRefundNo }) => outRefundNo === biz.out_request_no);
  // Alipay says nothing at all of a refund that it did not get or did not finish.
  if (!found?.doneAt) return ok();
  return ok({
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    out_request_no: found.outRefundNo,
    total_amount: toYuan(trade.amountFen),
    refund_amount: toYuan(found.fen),
    refund_status: 'REFUND_SUCCESS',
  });
};

const bill: Handle = (world, { biz, origin, bills }) => {
  const day = textOf(biz.bill_date);
  if (biz.bill_type !== 'trade' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return refused('isp.invalid_arguments');
  const zip = day < toDay(world.now()) ? billOf(world.trades(), world.setup.sellerId, day) : null;
  if (!zip) return refused('isp.bill_not_exist');
  const id = randomUUID();
  bills.set(id, { zip, untilMs: Date.now() + billLifeMs });
  return ok({ bill_download_url: `${origin}/downloadBillFile.resource?bizType=trade&fileType=csv.zip&fileId=${id}` });
};

const methods: Record<string, { api: AlipayApi; handle: Handle }> = {
  'alipay.trade.precreate': { api: 'precreate', handle: precreate },
  'alipay.trade.query': { api: 'query', handle: query },
  'alipay.trade.close': { api: 'close', handle: close },
  'alipay.trade.refund': { api: 'refund', handle: refund },
  'alipay.trade.fastpay.refund.query': { api: 'refundQuery', handle: refundQuery },
  'alipay.data.dataservice.bill.downloadurl.query': { api: 'bill', handle: bill },
};

/** The gateway's own checks, in its order; null when the call may be carried out. */
const gatewayFault = (world: AlipayWorld, fields: Record<string, string>): Fields | null => {
  if (fields.app_id !== world.setup.appId) return invalid('isv.invalid-app-id');
  if (!methods[fields.method ?? '']) return invalid('isv.invalid-method');
  if (fields.sign_type !== 'RSA2') return invalid('isv.invalid-signature-type');
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(fields.timestamp ?? '')) return invalid('isv.invalid-timestamp');
  if (!fields.sign) return no('40001', 'Missing Required Arguments', 'isv.missing-signature');
  return requestHolds(fields, world.setup.appPublicKey) ? null : invalid('isv.invalid-signature');
};

const parseBiz = (text: string): Fields | null => {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Fields) : null;
  } catch {
    return null;
  }
};

/** The answer and its signature over exactly the text between the key and the comma. */
const sealed = (world: AlipayWorld, method: string, answer: Fields, forged: boolean): WireText => {
  const text = JSON.stringify(answer).replaceAll('/', '\\/');
  const sign = signText(forged ? `${text} ` : text, world.setup.alipayPrivateKey);
  const key = `${method.replaceAll('.', '_')}_response`;
  return { status: 200, contentType: 'text/html;charset=utf-8', body: `{"${key}":${text},"sign":"${sign}"}` };
};

const gateway = async (world: AlipayWorld, ctx: Context, bills: Ask['bills']): Promise<void> => {
  const body = await readBody(ctx);
  const fields = {
    ...Object.fromEntries(new URLSearchParams(ctx.querystring)),
    ...Object.fromEntries(new URLSearchParams(body)),
  };
  const method = fields.method ?? '';
  const known = methods[method];
  const outage = known ? world.outages.take(known.api) : null;
  const biz = parseBiz(fields.biz_content ?? '');
  const carryOut = (): Fields => {
    const fault = gatewayFault(world, fields);
    if (fault) return fault;
    if (!biz || !known) return invalid('isv.invalid-parameter');
    return known.handle(world, { biz, notifyUrl: fields.notify_url ?? null, origin: `http://${ctx.host}`, bills });
  };
  if (known)
    world.outages.log({
      at: world.now().toISOString(),
      api: known.api,
      about: textOf(biz?.out_request_no ?? biz?.out_trade_no ?? biz?.bill_date),
      answer: '',
      outage: outage?.kind ?? null,
    });
  await answerThrough(
    ctx,
    outage,
    (forged) => {
      const answer = carryOut();
      const logged = world.outages.calls()[0];
      if (known && logged) logged.answer = textOf(answer.sub_code ?? answer.code);
      return sealed(world, method, answer, forged);
    },
    () => sealed(world, method, no('40005', 'Call Limited', 'isv.app-call-limited'), false),
  );
};

/** Serves openapi.alipay.com's gateway and the bill centre. */
export const alipayWire = (world: AlipayWorld) => {
  const bills: Ask['bills'] = new Map();
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path === '/gateway.do') return gateway(world, ctx, bills);
    if (ctx.path !== '/downloadBillFile.resource') return next();
    const found = bills.get(String(ctx.query.fileId ?? ''));
    // An address that is too old answers a page, not a file.
    const good = found && found.untilMs > Date.now();
    ctx.status = good ? 200 : 403;
    ctx.type = good ? 'application/zip' : 'text/html';
    ctx.body = good ? found.zip : '<html>expired</html>';
  };
};
