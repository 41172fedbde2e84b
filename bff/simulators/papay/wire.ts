import { verify, X509Certificate } from 'node:crypto';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import { readBody } from '../http.js';
import { answerThrough, type WireText } from '../outages.js';
import { compact, type Deduction, type PapayApi, type PapayWorld } from './world.js';
import { type Fields, readFields, signFields, writeFields } from './xml.js';

type Outcome = { fields: Fields } | { errCode: string };
type Handle = (world: PapayWorld, ask: Fields) => Outcome;

const no = (errCode: string): Outcome => ({ errCode });

const querycontract: Handle = (world, ask) => {
  const contract = world.contract(
    ask.contract_id ? { contractId: ask.contract_id } : { contractCode: ask.contract_code ?? '' },
  );
  if (!contract) return no('CONTRACT_NOT_EXIST');
  return {
    fields: {
      contract_id: contract.contractId,
      contract_code: contract.contractCode,
      plan_id: world.setup.planId,
      openid: contract.openid,
      request_serial: contract.requestSerial,
      contract_display_account: contract.displayAccount,
      contract_state: contract.state === 'signed' ? '0' : '1',
    },
  };
};

const deletecontract: Handle = (world, ask) => {
  const contract = world.contract({ contractId: ask.contract_id ?? '' });
  if (!contract) return no('CONTRACT_NOT_EXIST');
  if (contract.state === 'terminated') return no('CONTRACT_TERMINATED');
  if (!ask.contract_termination_remark) return no('PARAM_ERROR');
  world.terminate(contract, '3');
  return { fields: { contract_id: contract.contractId, plan_id: world.setup.planId } };
};

const sameOrder = (known: Deduction, ask: Fields): boolean =>
  known.contractId === ask.contract_id && String(known.fen) === ask.total_fee;

const pappayapply: Handle = (world, ask) => {
  const { out_trade_no: outTradeNo, contract_id: contractId, body, notify_url: notifyUrl } = ask;
  if (!outTradeNo || !contractId || !body || !notifyUrl || ask.trade_type !== 'PAP') return no('PARAM_ERROR');
  if (!/^[1-9]\d{0,9}$/.test(ask.total_fee ?? '')) return no('PARAM_ERROR');
  const known = world.deduction(outTradeNo);
  if (known && !sameOrder(known, ask)) return no('OUT_TRADE_NO_USED');
  if (known?.state === 'SUCCESS') return no('ORDERPAID');
  if (known) return { fields: {} };
  if (world.contract({ contractId })?.state !== 'signed') return no('CONTRACT_NOT_EXIST');
  if (!world.open()) return no('RULELIMIT');
  world.take({ outTradeNo, contractId, fen: Number(ask.total_fee), description: body, notifyUrl });
  return { fields: {} };
};

const paporderquery: Handle = (world, ask) => {
  const one = world.deduction(ask.out_trade_no ?? '');
  if (!one) return no('ORDERNOTEXIST');
  return {
    fields: {
      out_trade_no: one.outTradeNo,
      contract_id: one.contractId,
      total_fee: String(one.fen),
      fee_type: 'CNY',
      trade_type: 'PAP',
      trade_state: one.state,
      ...(one.transactionId && one.endedAt
        ? { transaction_id: one.transactionId, time_end: compact(one.endedAt), bank_type: 'OTHERS' }
        : {}),
      ...(one.errCode ? { err_code: one.errCode, trade_state_desc: '扣款失败' } : {}),
    },
  };
};

const endpoints: Record<string, { api: PapayApi; handle: Handle }> = {
  '/papay/querycontract': { api: 'querycontract', handle: querycontract },
  '/papay/deletecontract': { api: 'deletecontract', handle: deletecontract },
  '/pay/pappayapply': { api: 'pappayapply', handle: pappayapply },
  '/pay/paporderquery': { api: 'paporderquery', handle: paporderquery },
};

/** Version 2 says no with HTTP 200 and plain text. */
const plain = (fields: Fields): WireText => ({ status: 200, contentType: 'text/plain', body: writeFields(fields) });
const fail = (message: string): WireText => plain({ return_code: 'FAIL', return_msg: message });

/** The platform's own checks; null when the call may be carried out. */
const strangerOf = (world: PapayWorld, ask: Fields | null): WireText | null => {
  if (!ask) return fail('XML格式错误');
  if (ask.mch_id !== world.merchant.merchantId) return fail('mch_id参数格式错误');
  if (ask.appid !== world.merchant.appId) return fail('appid不存在');
  const kind = ask.sign_type === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5';
  return signFields(ask, world.setup.apiV2Key, kind) === ask.sign ? null : fail('签名错误');
};

const signedAnswer = (world: PapayWorld, outcome: Outcome, forged: boolean): WireText => {
  const fields: Fields = {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    appid: world.merchant.appId,
    mch_id: world.merchant.merchantId,
    result_code: 'errCode' in outcome ? 'FAIL' : 'SUCCESS',
    ...('errCode' in outcome ? { err_code: outcome.errCode, err_code_des: outcome.errCode } : outcome.fields),
  };
  const sign = signFields(forged ? { ...fields, x: '1' } : fields, world.setup.apiV2Key, 'HMAC-SHA256');
  return { status: 200, contentType: 'text/xml', body: writeFields({ ...fields, sign }) };
};

const logCall = (
  world: PapayWorld,
  api: PapayApi,
  about: string,
  outage: ReturnType<PapayWorld['outages']['take']>,
) => {
  const call = { at: world.now().toISOString(), api, about, answer: '', outage: outage?.kind ?? null };
  world.outages.log(call);
  return call;
};

const version2 = async (world: PapayWorld, ctx: Context, { api, handle }: { api: PapayApi; handle: Handle }) => {
  const ask = readFields(await readBody(ctx));
  const outage = world.outages.take(api);
  const call = logCall(world, api, ask?.out_trade_no ?? ask?.contract_code ?? ask?.contract_id ?? '', outage);
  const carryOut = (forged: boolean): WireText => {
    const stranger = strangerOf(world, ask);
    const outcome = stranger || !ask ? null : handle(world, ask);
    call.answer = outcome ? ('errCode' in outcome ? outcome.errCode : 'SUCCESS') : 'FAIL';
    return stranger ?? signedAnswer(world, outcome ?? no('PARAM_ERROR'), forged);
  };
  await answerThrough(ctx, outage, carryOut, () => signedAnswer(world, no('FREQUENCY_LIMITED'), false));
};

const PreNotice = z.object({
  mchid: z.string(),
  appid: z.string(),
  deduct_duration: z.object({ count: z.number().int().min(1).max(3), unit: z.literal('DAY') }),
  estimated_amount: z.object({ amount: z.number().int().positive(), currency: z.literal('CNY') }),
});

const json = (status: number, code: string): WireText => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code, message: code }),
});

/** Whether version 3's Authorization was made by our merchant's key. */
const authorised = ({ merchant }: PapayWorld, ctx: Context, body: string): boolean => {
  const [kind, rest = ''] = ctx.get('authorization').split(/ (.*)/s);
  const parts: Fields = Object.fromEntries([...rest.matchAll(/(\w+)="([^"]*)"/g)].map((one) => [one[1], one[2]]));
  if (kind !== 'WECHATPAY2-SHA256-RSA2048' || parts.mchid !== merchant.merchantId) return false;
  const text = `${ctx.method}\n${ctx.url}\n${parts.timestamp}\n${parts.nonce_str}\n${body}\n`;
  const signature = Buffer.from(parts.signature ?? '', 'base64');
  return verify('RSA-SHA256', Buffer.from(text), new X509Certificate(merchant.certificate).publicKey, signature);
};

const preNotice = async (world: PapayWorld, ctx: Context, contractId: string): Promise<void> => {
  const body = await readBody(ctx);
  const outage = world.outages.take('notify');
  const call = logCall(world, 'notify', contractId, outage);
  const carryOut = (): WireText => {
    if (!authorised(world, ctx, body)) return json(401, 'SIGN_ERROR');
    let input: unknown = null;
    try {
      input = JSON.parse(body);
    } catch {
      return json(400, 'PARAM_ERROR');
    }
    const parsed = PreNotice.safeParse(input);
    if (!parsed.success) return json(400, 'PARAM_ERROR');
    if (world.contract({ contractId })?.state !== 'signed') return json(404, 'CONTRACT_NOT_EXIST');
    world.notePreNotice(contractId, parsed.data.estimated_amount.amount);
    return { status: 204, contentType: 'application/json', body: '' };
  };
  await answerThrough(
    ctx,
    outage,
    () => {
      const answer = carryOut();
      call.answer = String(answer.status);
      return answer;
    },
    () => json(429, 'FREQUENCY_LIMIT_EXCEED'),
  );
};

/** Serves the paths of api.mch.weixin.qq.com that belong to papay; it must stand before the rest of WeChat Pay. */
export const papayWire =
  (world: PapayWorld) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const endpoint = endpoints[ctx.path];
    if (endpoint && ctx.method === 'POST') return version2(world, ctx, endpoint);
    const notice = /^\/v3\/papay\/contracts\/([^/]+)\/notify$/.exec(ctx.path);
    if (notice && ctx.method === 'POST') return preNotice(world, ctx, decodeURIComponent(notice[1] ?? ''));
    return next();
  };
